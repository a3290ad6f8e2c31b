// SPDX-License-Identifier: GPL-2.0
// class: device: unplugged by what sets it up
// tool: subset
// says: \[set-up\]
// off: set-up
// runtime: open(2) returns a file of a device that is gone
// rust: not expressible: only the drop of a Registration unplugs
#include "reject.h"

static void device_unplug_in_open_go(const struct mut_device *mut) sdrm_must_be_unlocked()
{
	sdrm_device_unplug(&mut->base);
}

static int device_unplug_in_open_open(const struct mut_device *mut, struct mut_file *file) /* refused here */
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	device_unplug_in_open_go(mut);
#endif
	file->limit = 1;
	return 0;
}

static int __used device_unplug_in_open(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	device_unplug_in_open_go(mut);
	return 0;
}

static const struct mut_driver device_unplug_in_open_driver __used = {
	.name	= "reject",
	.open	= device_unplug_in_open_open,
};
