// SPDX-License-Identifier: GPL-2.0
// class: kms: frame or line kept
// tool: subset
// says: \[member\]
// off: member
// rust: KMS RFC v3: not expressible: a Framebuffer has no pixels
#include "reject.h"

struct kms_line_kept_state_totals {
	struct sdrm_state base;
#ifdef MISUSE
	struct sdrm_line line;
#else
	u32 line;
#endif
};

struct kms_line_kept_state_device {
	struct sdrm_device base;
	SDRM_GUARDED(kms_line_kept_state_totals, totals);
};

SDRM_DISPLAY_TYPES(kms_line_kept_state, kms_line_kept_state_device, dis_file);
