// SPDX-License-Identifier: GPL-2.0
// class: kms: a loop that user space makes long
// tool: subset
// says: \[loop\]
// off: loop
// rust: KMS RFC v3: not refused: rustc bounds no loop, whatever it is over
#include "reject.h"

static u32 __used kms_loop_lines_lines(const struct sdrm_frame *frame)
{
#ifdef MISUSE
	const u32 height = sdrm_frame_height(frame);
#else
	const u32 height = min(sdrm_frame_height(frame), 8192U);
#endif
	u32 sum = 0;

	for (u32 y = 0; y < height; y++) { /* refused here */
		const struct sdrm_line line = sdrm_frame_line(frame, y);

		sum += sdrm_line_pixel(&line, 0);
	}
	return sum;
}
