// SPDX-License-Identifier: GPL-2.0
// class: kms: a loop that user space makes long
// tool: subset
// says: \[loop\]
// off: loop
// rust: KMS RFC v3: not refused: rustc bounds no loop, whatever it is over
#include "reject.h"

static u32 __used kms_loop_until_black_lines(const struct sdrm_frame *frame)
{
	u32 y = 0;

#ifdef MISUSE
	for (;;) {
		const struct sdrm_line line = sdrm_frame_line(frame, y);

		if (!sdrm_line_pixel(&line, 0))
			break;
		y++;
	}
#else
	for (u32 at = 0; at < 8192; at++) {
		const struct sdrm_line line = sdrm_frame_line(frame, at);

		if (!sdrm_line_pixel(&line, 0))
			break;
		y++;
	}
#endif
	return y;
}
