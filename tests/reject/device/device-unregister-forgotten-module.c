// SPDX-License-Identifier: GPL-2.0
// class: device: unregister forgotten or out of order
// tool: cocci
// says: raw name module_init
// rust: API: module! makes both halves
/* A module with an init but no exit, which the kernel refuses to unload. */
#include "reject.h"

struct dufm_device {
	struct sdrm_device base;
};

static int dufm_setup(struct dufm_device *device)
{
	return 0;
}

SDRM_DEVICE_TYPE(dufm_device, dufm_setup);

static const struct sdrm_driver dufm_driver = {
	.name	= "reject",
	.device	= &dufm_device_type,
};

#ifdef MISUSE
static struct sdrm_driver_registration dufm_registration;

static int __init dufm_load(void)
{
	return sdrm_driver_register(&dufm_registration, &dufm_driver, THIS_MODULE);
}
module_init(dufm_load);
#else
sdrm_module_driver(dufm_driver);
#endif
