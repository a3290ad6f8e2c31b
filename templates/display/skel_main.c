// SPDX-License-Identifier: GPL-2.0
#include <sdrm/sdrm.h>
#include <uapi/drm/skel_drm.h>

#define SKEL_MAX 8192	/* pixels in a line that are looked at, and lines */

SDRM_PARAM_UINT(width, 640, 1, SKEL_MAX, "Width of the preferred mode (default 640)");
SDRM_PARAM_UINT(height, 480, 1, SKEL_MAX, "Height of the preferred mode (default 480)");

/* What the frame callback writes and the ioctl reads, at the same time. */
struct skel_seen {
	struct sdrm_state base;
	u32 frames;
	u32 lit;
};

/* A device. What is not guarded is constant once it is set up. */
struct skel_device {
	struct sdrm_device base;

	SDRM_GUARDED(skel_seen, seen);
};

/* An open file. */
struct skel_file {
	struct sdrm_file base;
};

SDRM_DISPLAY_TYPES(skel, skel_device, skel_file);

static const u32 skel_formats[] = { DRM_FORMAT_XRGB8888 };

static void skel_setup(const struct skel_device *skel,
		       struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, skel_formats);
	sdrm_setup_connector(setup, width, height);
}

static u32 skel_lit(const struct sdrm_line *line, u32 pixels)
{
	u32 lit = 0;

	for (u32 x = 0; x < min(pixels, SKEL_MAX); x++)
		lit += sdrm_line_pixel(line, x) ? 1 : 0;
	return lit;
}

static void skel_frame(const struct skel_device *skel,
		       const struct sdrm_frame *frame) sdrm_must_be_unlocked()
{
	u32 lit = 0;

	for (u32 y = 0; y < min(sdrm_frame_height(frame), SKEL_MAX); y++) {
		const struct sdrm_line line = sdrm_frame_line(frame, y);

		lit += skel_lit(&line, sdrm_frame_width(frame));
	}

	SDRM_LOCKED(seen, skel, seen);
	seen->frames++;
	seen->lit = lit;
}

static int skel_report(const struct skel_device *skel,
		       const struct skel_file *file,
		       struct drm_skel_seen *arg) sdrm_must_be_unlocked()
{
	SDRM_LOCKED(seen, skel, seen);
	arg->frames = seen->frames;
	arg->lit = seen->lit;
	return 0;
}

SDRM_IOCTL_DEFINE(skel, DRM_IOCTL_SKEL_SEEN, skel_report,
		  struct drm_skel_seen);

static const struct skel_ioctl skel_ioctls[] = {
	SDRM_IOCTL(skel, DRM_IOCTL_SKEL_SEEN, SDRM_ALLOW),
};

static const struct skel_display skel_display = {
	.setup		= skel_setup,
	.frame		= skel_frame,
};

static const struct skel_driver skel_driver = {
	.name		= "skel",
	.desc		= "Display on sdrm",
	.date		= "20260101",
	.major		= 1,
	.ioctls		= SDRM_IOCTLS(skel_ioctls),
	.gem		= &sdrm_gem_shmem,
};

sdrm_module_display(skel, skel_driver, skel_display);

MODULE_DESCRIPTION("Display on sdrm");
MODULE_LICENSE("GPL");
