// SPDX-License-Identifier: GPL-2.0
/*
 * vkms: a display without hardware, for compositors' tests, remote desktops and machines
 * without a screen. What it shows can be read back, by CRC or by writeback. Besides the
 * display that its parameters describe there are those that are made in configfs.
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
SDRM_PARAM_BOOL(create_default_dev, true, "Create the default display (default: on)");
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

/* --- what can be made in configfs, as newer vkms in the kernel has it ------------------- */

struct vkms_crtc {
	bool writeback;
};

static void vkms_setup_crtc(const struct vkms_crtc *crtc, struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	if (crtc->writeback)
		sdrm_setup_writeback(setup, vkms_alpha_formats);
}

SDRM_CONFIG_DEFINE(vkms_crtc, vkms_setup_crtc);

static const struct vkms_crtc_attribute vkms_crtc_attributes[] = {
	SDRM_CONFIG_BOOL(vkms_crtc, writeback, false),
};

/* Types as DRM numbers them. */
#define VKMS_OVERLAY	0
#define VKMS_PRIMARY	1
#define VKMS_CURSOR	2

struct vkms_plane {
	u32 type;
	u32 possible_crtcs;
};

static void vkms_setup_plane(const struct vkms_plane *plane, struct sdrm_setup *setup)
{
	const u32 crtcs = plane->possible_crtcs;

	switch (plane->type) {
	case VKMS_PRIMARY:
		sdrm_setup_shared_plane(setup, SDRM_PLANE_PRIMARY, crtcs, vkms_formats);
		break;
	case VKMS_CURSOR:
		sdrm_setup_shared_plane(setup, SDRM_PLANE_CURSOR, crtcs, vkms_alpha_formats);
		break;
	default:
		sdrm_setup_shared_plane(setup, SDRM_PLANE_OVERLAY, crtcs, vkms_alpha_formats);
		break;
	}
}

SDRM_CONFIG_DEFINE(vkms_plane, vkms_setup_plane);

static const struct vkms_plane_attribute vkms_plane_attributes[] = {
	SDRM_CONFIG_UINT(vkms_plane, type, VKMS_OVERLAY, VKMS_OVERLAY, VKMS_CURSOR),
	SDRM_CONFIG_LINKS(vkms_plane, possible_crtcs, vkms_crtc),
};

struct vkms_encoder {
	u32 possible_crtcs;
};

static void vkms_setup_encoder(const struct vkms_encoder *encoder, struct sdrm_setup *setup)
{
	sdrm_setup_encoder(setup, encoder->possible_crtcs);
}

SDRM_CONFIG_DEFINE(vkms_encoder, vkms_setup_encoder);

static const struct vkms_encoder_attribute vkms_encoder_attributes[] = {
	SDRM_CONFIG_LINKS(vkms_encoder, possible_crtcs, vkms_crtc),
};

/* Likewise. */
#define VKMS_CONNECTED		1
#define VKMS_UNKNOWN		3

struct vkms_connector {
	u32 status;
	u32 possible_encoders;
};

static void vkms_setup_connector(const struct vkms_connector *connector,
				 struct sdrm_setup *setup)
{
	enum sdrm_status status = connector->status == VKMS_CONNECTED ? SDRM_CONNECTED :
				  connector->status == VKMS_UNKNOWN ? SDRM_UNKNOWN :
				  SDRM_DISCONNECTED;

	sdrm_setup_shared_connector(setup, connector->possible_encoders, status, width, height);
}

SDRM_CONFIG_DEFINE(vkms_connector, vkms_setup_connector);

static const struct vkms_connector_attribute vkms_connector_attributes[] = {
	SDRM_CONFIG_LIVE_UINT(vkms_connector, status, VKMS_CONNECTED, VKMS_CONNECTED,
			      VKMS_UNKNOWN),
	SDRM_CONFIG_LINKS(vkms_connector, possible_encoders, vkms_encoder),
};

static const struct sdrm_config_group vkms_groups[] = {
	SDRM_CONFIG_GROUP("planes", vkms_plane, vkms_plane_attributes),
	SDRM_CONFIG_GROUP("crtcs", vkms_crtc, vkms_crtc_attributes),
	SDRM_CONFIG_GROUP("encoders", vkms_encoder, vkms_encoder_attributes),
	SDRM_CONFIG_GROUP("connectors", vkms_connector, vkms_connector_attributes),
};

static const struct vkms_driver vkms_driver = {
	.name		= "vkms",
	.desc		= "Virtual Kernel Mode Setting",
	.date		= "20180514",
	.major		= 1,
	.minor		= 0,
	.gem		= &sdrm_gem_shmem,
};

sdrm_module_configfs(vkms, vkms_driver, vkms_display, vkms_groups, create_default_dev);

MODULE_DESCRIPTION("Virtual display");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
