// SPDX-License-Identifier: GPL-2.0
// class: kms: state and locks in a callback
// tool: subset
// says: \[boundary\]
// off: boundary null
// rust: KMS RFC v3: privacy: PlaneStateMutator::new() is pub(super)
#include "reject.h"

static void
kms_frame_from_ioctl_look(const struct dis_device *dis, const struct sdrm_frame *frame)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(totals, dis, totals);
	totals->lit = sdrm_frame_width(frame);
}

static const struct dis_display kms_frame_from_ioctl_display __used = {
	.frame	= kms_frame_from_ioctl_look,
};

static int __used
kms_frame_from_ioctl_call(const struct dis_device *dis, const struct dis_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	kms_frame_from_ioctl_display.frame(dis, NULL);
#endif
	return arg->value ? 0 : -EINVAL;
}
