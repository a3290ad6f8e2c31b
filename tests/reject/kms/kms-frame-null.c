// SPDX-License-Identifier: GPL-2.0
// class: kms: pixels without bounds
// tool: subset
// says: \[null\]
// off: null
// rust: KMS RFC v3: rustc: a reference is never NULL
#include "reject.h"

static u32 kms_frame_null_width(const struct sdrm_frame *frame)
{
	return sdrm_frame_width(frame);
}

static u32 __used kms_frame_null_call(const struct sdrm_frame *frame)
{
#ifdef MISUSE
	return kms_frame_null_width(NULL);
#else
	return kms_frame_null_width(frame);
#endif
}
