// SPDX-License-Identifier: GPL-2.0
// class: kms: raw kernel API
// tool: gcc
// says: poisoned
// off: -DSDRM_NO_POISON
// rust: KMS RFC v3: not refused: `use kernel::bindings` is safe, its functions are not
// runtime: ?
#include "reject.h"

#ifdef MISUSE
#include <drm/drm_crtc.h>
#endif

static u32 __used kms_include_crtc_width(const struct sdrm_frame *frame)
{
	return sdrm_frame_width(frame);
}
