// SPDX-License-Identifier: GPL-2.0
// class: device: registered before its data is set up
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: API: Device::new() takes the initialised data
/* Setting up data of a larger type than was allocated. */
#include "reject.h"

#ifdef MISUSE
static int dso_setup(struct mut_device *device)
#else
static int dso_setup(struct vgem_device *device)
#endif
{
	return 0;
}

static const struct vgem_driver dso_driver __used = {
	.name	= "reject",
	.init	= dso_setup, /* refused here */
};
