// SPDX-License-Identifier: GPL-2.0
// class: kms: raw kernel API
// tool: subset
// says: \[directive\]
// off: directive
// rust: KMS RFC v3: no misuse: the modules of kernel::drm::kms are public
#include "reject.h"

#ifdef MISUSE
#include <sdrm/kms/setup.h>
#endif

static u32 __used kms_include_setup_width(const struct sdrm_frame *frame)
{
	return sdrm_frame_width(frame);
}
