/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_KMS_FRAME_H
#define SDRM_KMS_FRAME_H

#include <sdrm/inside.h>
#include <linux/types.h>

/**
 * DOC: frames
 *
 * What a CRTC shows from one vblank on, as a whole: references to its framebuffers,
 * their mappings and the positions of its planes, taken when user space committed them.
 * It depends on no mode object and no state, so it can be looked at in a worker while
 * user space commits the next one. Its pixels are those of the moment in which they are
 * looked at: user space may draw into a buffer that is shown.
 *
 * A driver that does something with the picture has a frame callback, which borrows
 * each frame for the call, after the vblank with which it came to be shown::
 *
 *	static u32 toy_lit(const struct sdrm_line *line)
 *	{
 *		u32 lit = 0;
 *
 *		for (u32 x = 0; x < SDRM_FRAME_MAX; x++)
 *			lit += sdrm_line_pixel(line, x) != 0;
 *		return lit;
 *	}
 *
 *	static void toy_frame(const struct toy_device *toy, const struct sdrm_frame *frame)
 *	{
 *		for (u32 y = 0; y < min(sdrm_frame_height(frame), SDRM_FRAME_MAX); y++) {
 *			const struct sdrm_line line = sdrm_frame_line(frame, y);
 *			...
 *
 * Each commit that is shown is one frame, also of the console. A driver that takes longer
 * than a period misses the frames in between; vblank goes on. The calls for a CRTC come
 * one after the other, those for several CRTCs at the same time. Like an ioctl handler, a
 * callback that locks guarded state says so behind its parameters:
 * sdrm_must_be_unlocked().
 */

/**
 * SDRM_FRAME_MAX - the most pixels in a line, and the most lines, of a frame
 */
#define SDRM_FRAME_MAX	8192U

struct sdrm_frame;

/**
 * struct sdrm_line - a composed line of a frame, borrowed until the next one is asked for
 */
struct sdrm_line {
	/* private: */
	const u32 *__sdrm_pixels;
	u32 __sdrm_width;
};

/**
 * sdrm_frame_width() - width of a frame
 * @frame: the frame, borrowed
 *
 * Context: the driver's frame callback.
 * Return: pixels in a line, 1 to SDRM_FRAME_MAX.
 */
u32 __must_check sdrm_frame_width(const struct sdrm_frame *frame);

/**
 * sdrm_frame_height() - height of a frame
 * @frame: the frame, borrowed
 *
 * Context: the driver's frame callback.
 * Return: lines, 1 to SDRM_FRAME_MAX.
 */
u32 __must_check sdrm_frame_height(const struct sdrm_frame *frame);

/**
 * sdrm_frame_crtc() - which CRTC shows a frame
 * @frame: the frame, borrowed
 *
 * Context: the driver's frame callback.
 * Return: the number of its CRTC, from 0, in the order of sdrm_setup_crtc().
 */
u32 __must_check sdrm_frame_crtc(const struct sdrm_frame *frame);

/**
 * sdrm_frame_skipped() - how many frames the callback has missed
 * @frame: the frame, borrowed
 *
 * Of those that the CRTC has shown since the device exists; wraps at 2^32.
 *
 * Context: the driver's frame callback.
 * Return: their number.
 */
u32 __must_check sdrm_frame_skipped(const struct sdrm_frame *frame);

/**
 * sdrm_frame_line() - compose a line of a frame
 * @frame: the frame, borrowed
 * @y: number of the line, from 0; any value is safe
 *
 * Composed of all planes, 8 bits a channel. This gives up the CPU if others want it.
 *
 * Context: the driver's frame callback; may sleep.
 * Return: the line, borrowed until the next call, after which its pixels are those of the
 * other one; one without pixels if there is no line @y.
 */
struct sdrm_line __must_check sdrm_frame_line(const struct sdrm_frame *frame, u32 y);

/**
 * sdrm_line_pixel() - a pixel of a line
 * @line: the line, borrowed
 * @x: number of the pixel, from 0; any value is safe
 *
 * Context: the driver's frame callback.
 * Return: 0x00RRGGBB; 0, black, if the line has no such pixel.
 */
static __always_inline u32 __must_check
sdrm_line_pixel(const struct sdrm_line *line, u32 x)
{
	return x < line->__sdrm_width ? line->__sdrm_pixels[x] & 0xffffff : 0;
}

#endif /* SDRM_KMS_FRAME_H */
