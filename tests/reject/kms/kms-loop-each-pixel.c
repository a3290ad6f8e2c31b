// SPDX-License-Identifier: GPL-2.0
// class: kms: a loop that user space makes long
// tool: subset
// says: \[loop\]
// off: loop
// rust: KMS RFC v3: not refused: rustc bounds no loop, whatever it is over
#include "reject.h"

static u32 kms_loop_each_pixel_near(const struct sdrm_line *line, u32 x, u32 width)
{
	u32 same = 0;

	for (u32 i = 0; i < min(width, SDRM_FRAME_MAX); i++)
		same += sdrm_line_pixel(line, i) == sdrm_line_pixel(line, x);
	return same;
}

static u32 kms_loop_each_pixel_line(const struct sdrm_line *line, u32 width)
{
	u32 most = 0;

#ifdef MISUSE
	for (u32 x = 0; x < min(width, SDRM_FRAME_MAX); x++)
#else
	for (u32 x = 0; x < 64; x++)
#endif
		most = max(most, kms_loop_each_pixel_near(line, x, width)); /* refused here */
	return most;
}

static u32 __used kms_loop_each_pixel(const struct sdrm_frame *frame)
{
	u32 most = 0;

	for (u32 y = 0; y < min(sdrm_frame_height(frame), SDRM_FRAME_MAX); y++) {
		const struct sdrm_line line = sdrm_frame_line(frame, y);

		most = max(most, kms_loop_each_pixel_line(&line, sdrm_frame_width(frame)));
	}
	return most;
}
