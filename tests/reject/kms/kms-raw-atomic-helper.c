// SPDX-License-Identifier: GPL-2.0
// class: kms: raw kernel API
// tool: gcc
// says: implicit declaration of function 'drm_atomic_helper_shutdown'
// off: type
// rust: KMS RFC v3: unsafe: a call of kernel::bindings
#include "reject.h"

static void
kms_raw_atomic_helper_frame(const struct dis_device *dis, const struct sdrm_frame *frame)
{
#ifdef MISUSE
	drm_atomic_helper_shutdown(NULL);
#endif
	sdrm_debug("%u", sdrm_frame_width(frame));
}

static const struct dis_display kms_raw_atomic_helper_display __used = {
	.frame	= kms_raw_atomic_helper_frame,
};
