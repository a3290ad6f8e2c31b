// SPDX-License-Identifier: GPL-2.0
/*
 * sdrm_screen: a driver with a display, that looks at each frame and whose clients can
 * unplug it, for races. The library's own is vkms.
 */
#include <sdrm/sdrm.h>
#include "sdrm_shared.h"

struct screen_device {
	struct sdrm_device base;

	struct sdrm_counter dark;
};

struct screen_file {
	struct sdrm_file base;
};

SDRM_DISPLAY_TYPES(screen, screen_device, screen_file);

static const u32 screen_formats[] = { DRM_FORMAT_XRGB8888 };
static const u32 screen_alpha_formats[] = { DRM_FORMAT_ARGB8888 };

static void screen_setup(const struct screen_device *screen, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, screen_formats);
	sdrm_setup_plane(setup, SDRM_PLANE_CURSOR, screen_alpha_formats);
	sdrm_setup_connector(setup, 640, 480);
	sdrm_setup_writeback(setup, screen_formats);
}

static void screen_frame(const struct screen_device *screen, const struct sdrm_frame *frame)
{
	for (u32 y = 0; y < sdrm_frame_height(frame); y++) {
		const struct sdrm_line line = sdrm_frame_line(frame, y);

		if (!sdrm_line_pixel(&line, 0))
			sdrm_counter_inc(&screen->dark);
	}
}

static int screen_unplug(const struct screen_device *screen, const struct screen_file *file,
			 __u32 *arg)
{
	sdrm_device_unplug(&screen->base);
	return 0;
}

SDRM_IOCTL_DEFINE(screen, DRM_IOCTL_SHARED_UNPLUG, screen_unplug, __u32);

static const struct screen_ioctl screen_ioctls[] = {
	SDRM_IOCTL(screen, DRM_IOCTL_SHARED_UNPLUG, SDRM_ALLOW),
};

static const struct screen_display screen_display = {
	.setup		= screen_setup,
	.frame		= screen_frame,
};

static const struct screen_driver screen_driver = {
	.name		= "sdrm_screen",
	.desc		= "A display that goes",
	.date		= "20261128",
	.ioctls		= SDRM_IOCTLS(screen_ioctls),
	.gem		= &sdrm_gem_shmem,
};

sdrm_module_display(screen, screen_driver, screen_display);

MODULE_DESCRIPTION("A display that its clients unplug, for races");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
