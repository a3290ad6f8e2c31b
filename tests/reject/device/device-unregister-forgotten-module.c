// SPDX-License-Identifier: GPL-2.0
// class: device: unregister forgotten or out of order
// tool: subset
// says: \[attribute\]
// off: attribute boundary result function-pointer
// rust: API: module! makes both halves
/* A module with an init but no exit, which the kernel refuses to unload. */
#include "reject.h"

static const struct vgem_driver dufm_driver = {
	.name	= "reject",
	.desc	= "Reject",
	.date	= "20260101",
	.gem	= &sdrm_gem_shmem,
};

#ifdef MISUSE
static int __init dufm_load(void)
{
	return !dufm_driver.name;
}
module_init(dufm_load);
#else
sdrm_module_driver(vgem, dufm_driver);
#endif
