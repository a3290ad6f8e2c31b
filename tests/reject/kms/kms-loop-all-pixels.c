// SPDX-License-Identifier: GPL-2.0
// class: kms: a loop that user space makes long
// tool: subset
// says: \[loop\]
// off: loop
// rust: KMS RFC v3: not refused: rustc bounds no loop, whatever it is over
#include "reject.h"

static u32 kms_loop_all_pixels_line(const struct sdrm_line *line)
{
	u32 lit = 0;

	for (u32 x = 0; x < 8192; x++)
		lit += sdrm_line_pixel(line, x) != 0;
	return lit;
}

static u64 __used kms_loop_all_pixels_frame(const struct sdrm_frame *frame)
{
	const u32 height = min(sdrm_frame_height(frame), 8192U);
	u64 lit = 0;

	for (u32 y = 0; y < height; y++) {
		const struct sdrm_line line = sdrm_frame_line(frame, y);

		lit += kms_loop_all_pixels_line(&line);
#ifdef MISUSE
		for (u64 x = 0; x < 1ULL << 40; x++)
			lit += sdrm_line_pixel(&line, (u32)x) != 0;
#endif
	}
	return lit;
}
