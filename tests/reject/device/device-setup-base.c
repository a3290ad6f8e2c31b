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

static int dsb_setup(struct dsb_device *device)
{
	return 0;
}

SDRM_DEVICE_TYPE(dsb_device, dsb_setup); /* refused here */

static const struct sdrm_driver dsb_driver __used = {
	.device = &dsb_device_type,
};
