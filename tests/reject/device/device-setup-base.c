// SPDX-License-Identifier: GPL-2.0
// class: device: registered before its data is set up
// tool: gcc
// says: static assertion failed
// off: type
// rust: API: Device::new() takes the initialised data
#include "reject.h"

struct dsb_device {
#ifdef MISUSE
	int number;
#endif
	struct sdrm_device base;
};

SDRM_DRIVER_TYPES(dsb, dsb_device, vgem_file); /* refused here */

static const struct dsb_driver dsb_driver __used = {
	.name	= "reject",
};
