// SPDX-License-Identifier: GPL-2.0
// class: device: registered before its data is set up
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: API: Device::new() takes the initialised data
/* Setting up data of a larger type than was allocated. */
#include "reject.h"

struct dso_device {
	struct sdrm_device base;
};

struct dso_other {
	struct sdrm_device base;
	int number;
};

#ifdef MISUSE
static int dso_setup(struct dso_other *device)
#else
static int dso_setup(struct dso_device *device)
#endif
{
	return 0;
}

SDRM_DEVICE_TYPE(dso_device, dso_setup); /* refused here */

static const struct sdrm_driver dso_driver __used = {
	.device = &dso_device_type,
};
