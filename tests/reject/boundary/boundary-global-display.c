// SPDX-License-Identifier: GPL-2.0
// class: boundary: unlocked mutable global
// tool: subset
// says: \[global\]
// off: global
// rust: rustc: static mut is unsafe, a static must be Sync
/* A display's description and its formats are constant; its callbacks may have conditions. */
#include "reject.h"

struct lamp_device {
	struct sdrm_device base;
};

struct lamp_file {
	struct sdrm_file base;
};

SDRM_DISPLAY_TYPES(lamp, lamp_device, lamp_file);

#ifdef MISUSE
static u32 lamp_formats[] = { DRM_FORMAT_RGB565 };
#else
static const u32 lamp_formats[] = { DRM_FORMAT_XRGB8888, DRM_FORMAT_RGB565 };
#endif

static void lamp_setup(const struct lamp_device *lamp, struct sdrm_setup *setup)
	sdrm_must_be_unlocked()
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, lamp_formats);
#ifdef MISUSE
	lamp_formats[0] = DRM_FORMAT_XRGB8888;
#endif
	sdrm_setup_connector(setup, 1024, 768);
}

#ifdef MISUSE
static struct lamp_display lamp_display __used = {
#else
static const struct lamp_display lamp_display __used = {
#endif
	.setup = lamp_setup,
};
