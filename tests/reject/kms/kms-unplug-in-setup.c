// SPDX-License-Identifier: GPL-2.0
// class: kms: state and locks in a callback
// tool: subset
// says: \[set-up\]
// off: set-up
// rust: KMS RFC v3: not expressible: no unplug, and no Registration before create_objects()
// runtime: nothing happens (tests/kunit, unplug_in_setup_does_nothing)
#include "reject.h"

static void kms_unplug_in_setup_setup(const struct dis_device *dis, struct sdrm_setup *setup) /* refused here */
	sdrm_must_be_unlocked()
{
	sdrm_setup_crtc(setup);
#ifdef MISUSE
	sdrm_device_unplug(&dis->base);
#endif
}

static const struct dis_display kms_unplug_in_setup_display __used = {
	.setup	= kms_unplug_in_setup_setup,
};
