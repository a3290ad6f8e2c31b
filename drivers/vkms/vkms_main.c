// SPDX-License-Identifier: GPL-2.0
/*
 * vkms: a display without hardware, for compositors' tests, remote desktops and machines
 * without a screen. What it shows can be read back, by CRC or by writeback.
 */
#include <sdrm/sdrm.h>

struct vkms_device {
	struct sdrm_device base;
};

struct vkms_file {
	struct sdrm_file base;
};

SDRM_DISPLAY_TYPES(vkms, vkms_device, vkms_file);

#define VKMS_OVERLAYS 8

SDRM_PARAM_BOOL(enable_cursor, true, "Enable the cursor plane (default: on)");
SDRM_PARAM_BOOL(enable_overlay, false, "Enable eight overlay planes (default: off)");
SDRM_PARAM_BOOL(enable_writeback, true, "Enable the writeback connector (default: on)");
SDRM_PARAM_UINT(width, 1024, 1, 8192, "Width of the preferred mode in pixels (default 1024)");
SDRM_PARAM_UINT(height, 768, 1, 8192, "Height of the preferred mode in lines (default 768)");

static const u32 vkms_formats[] = {
	DRM_FORMAT_XRGB8888,
	DRM_FORMAT_XBGR8888,
	DRM_FORMAT_RGB565,
	DRM_FORMAT_BGR565,
	DRM_FORMAT_XRGB16161616,
	DRM_FORMAT_XBGR16161616,
};

static const u32 vkms_alpha_formats[] = {
	DRM_FORMAT_ARGB8888,
	DRM_FORMAT_XRGB8888,
	DRM_FORMAT_ABGR8888,
	DRM_FORMAT_XBGR8888,
	DRM_FORMAT_RGB565,
	DRM_FORMAT_BGR565,
	DRM_FORMAT_ARGB16161616,
	DRM_FORMAT_XRGB16161616,
	DRM_FORMAT_ABGR16161616,
	DRM_FORMAT_XBGR16161616,
};

static void vkms_setup(const struct vkms_device *vkms, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, vkms_formats);
	if (enable_overlay) {
		for (u32 i = 0; i < VKMS_OVERLAYS; i++)
			sdrm_setup_plane(setup, SDRM_PLANE_OVERLAY, vkms_alpha_formats);
	}
	if (enable_cursor)
		sdrm_setup_plane(setup, SDRM_PLANE_CURSOR, vkms_alpha_formats);
	sdrm_setup_connector(setup, width, height);
	if (enable_writeback)
		sdrm_setup_writeback(setup, vkms_alpha_formats);
}

static const struct vkms_display vkms_display = {
	.setup		= vkms_setup,
};

static const struct vkms_driver vkms_driver = {
	.name		= "vkms",
	.desc		= "Virtual Kernel Mode Setting",
	.date		= "20180514",
	.major		= 1,
	.minor		= 0,
	.gem		= &sdrm_gem_shmem,
};

sdrm_module_display(vkms, vkms_driver, vkms_display);

MODULE_DESCRIPTION("Virtual display");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
