// SPDX-License-Identifier: GPL-2.0
// class: device: registered before its data is set up
// tool: gcc
// says: makes integer from pointer
// off: -Wno-int-conversion
// rust: API: Device::new() takes the initialised data
/*
 * The library registers the device after init: the order cannot be wrong, but init
 * can be missing.
 */
#include "reject.h"

struct dsl_device {
	struct sdrm_device base;
};

static int __maybe_unused dsl_setup(struct dsl_device *device)
{
	return 0;
}

#ifdef MISUSE
SDRM_DEVICE_TYPE(dsl_device, );
#else
SDRM_DEVICE_TYPE(dsl_device, dsl_setup);
#endif

static const struct sdrm_driver dsl_driver __used = {
	.device = &dsl_device_type,
};
