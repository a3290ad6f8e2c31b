// SPDX-License-Identifier: GPL-2.0
// class: kms: a loop that user space makes long
// tool: subset
// says: \[loop\]
// off: loop
// rust: KMS RFC v3: rustc: mismatched types (u8, u32)
#include "reject.h"

static u32 __used kms_loop_narrow_lines(const struct sdrm_frame *frame)
{
	const u32 height = min(sdrm_frame_height(frame), 8192U);
	u32 sum = 0;

#ifdef MISUSE
	for (u8 y = 0; y < height; y++) {
#else
	for (u32 y = 0; y < height; y++) {
#endif
		const struct sdrm_line line = sdrm_frame_line(frame, y);

		sum += sdrm_line_pixel(&line, 0);
	}
	return sum;
}
