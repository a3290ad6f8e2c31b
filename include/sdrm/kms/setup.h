/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_KMS_SETUP_H
#define SDRM_KMS_SETUP_H

#include <sdrm/inside.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/kernel.h>
#include <linux/types.h>
#include <drm/drm_fourcc.h>

/**
 * DOC: what a display consists of
 *
 * The driver's setup callback says, once, which mode objects a display has::
 *
 *	static void toy_setup(const struct toy_device *toy, struct sdrm_setup *setup)
 *	{
 *		sdrm_setup_crtc(setup);
 *		sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, toy_formats);
 *		sdrm_setup_connector(setup, 1024, 768);
 *	}
 *
 * A plane, a connector or a writeback connector belongs to the CRTC that was named
 * last, unless the call says which CRTCs, or encoders, it may be used with: a mask, in
 * which bit n is what was named as the nth of its kind, from 0; it may be named later.
 *
 * The calls only take note: when the callback has returned, this library makes
 * all objects in the order that the DRM core wants, initialises vblank and registers
 * the device, or else undoes all of it. So none of the calls can fail by itself, and
 * nothing can be added later: &struct sdrm_setup ends with the callback. What was
 * asked for and cannot be had makes loading fail with -EINVAL, and a message; so does a
 * CRTC without a primary plane or an encoder, and a mask that is empty or has a bit
 * too many. There are at most 31 of each kind, and 32 encoders and 32 connectors with
 * those of writeback. Arrays of formats may be shared.
 *
 * The objects and their states stay in the library.
 */

/* What the callback has asked for so far. */
struct sdrm_setup;

/**
 * enum sdrm_plane_type - kind of a plane
 * @SDRM_PLANE_PRIMARY: lowest, exactly one per CRTC; may be moved and be switched off
 * @SDRM_PLANE_OVERLAY: above those named before it; this one alone may be shared
 * @SDRM_PLANE_CURSOR: above all others, at most one per CRTC, up to 512x512
 */
enum sdrm_plane_type {
	SDRM_PLANE_PRIMARY,
	SDRM_PLANE_OVERLAY,
	SDRM_PLANE_CURSOR,
};

/**
 * enum sdrm_status - what a connector says of itself
 * @SDRM_CONNECTED: there is a screen
 * @SDRM_DISCONNECTED: there is none
 * @SDRM_UNKNOWN: nobody can tell
 */
enum sdrm_status {
	SDRM_CONNECTED,
	SDRM_DISCONNECTED,
	SDRM_UNKNOWN,
};

/**
 * sdrm_setup_crtc() - a display has a CRTC, or one more
 * @setup: the callback's argument, borrowed
 *
 * Its vblank is that of a timer, at the rate of its mode; it offers the CRC source
 * "auto".
 *
 * Context: the driver's setup callback.
 */
void sdrm_setup_crtc(struct sdrm_setup *setup);

/*
 * Formats are borrowed beyond the callback: only of a static array is the address a
 * constant.
 */
#define __SDRM_SETUP_FORMATS(function, formats, ...) do {		\
	static const u32 *const __sdrm_formats = (formats);		\
	static_assert(ARRAY_SIZE(formats) > 0, "sdrm: no formats");	\
	function(__VA_ARGS__, __sdrm_formats, ARRAY_SIZE(formats));	\
} while (0)

void __sdrm_setup_plane(struct sdrm_setup *setup, enum sdrm_plane_type type,
			const u32 *formats, unsigned int count);
void __sdrm_setup_shared_plane(struct sdrm_setup *setup, enum sdrm_plane_type type,
			       u32 crtcs, const u32 *formats, unsigned int count);

#define __SDRM_SETUP_PLANE(function, formats, setup, type, ...) do {	\
	static_assert((unsigned int)(type) <= SDRM_PLANE_CURSOR,	\
		      "sdrm: no kind of a plane");			\
	__SDRM_SETUP_FORMATS(function, formats, setup, type, ##__VA_ARGS__); \
} while (0)

/**
 * sdrm_setup_plane() - the CRTC has a plane
 * @setup: the callback's argument, borrowed
 * @type: its kind, a constant
 * @formats: static constant array of DRM_FORMAT_*, the preferred one first; borrowed as long
 *           as the module is loaded. XRGB8888, ARGB8888, XRGB16161616,
 *           ARGB16161616, each of them with BGR too, RGB565 and BGR565.
 *
 * Planes are blended over black in the order in which they were named, the cursor
 * last; alpha is premultiplied.
 *
 * Context: the driver's setup callback.
 */
#define sdrm_setup_plane(setup, type, formats) \
	__SDRM_SETUP_PLANE(__sdrm_setup_plane, formats, setup, type)

/**
 * sdrm_setup_shared_plane() - CRTCs have a plane that one of them at a time may use
 * @setup: the callback's argument, borrowed
 * @type: as for sdrm_setup_plane()
 * @crtcs: mask of the CRTCs
 * @formats: as for sdrm_setup_plane()
 *
 * Context: the driver's setup callback.
 */
#define sdrm_setup_shared_plane(setup, type, crtcs, formats) \
	__SDRM_SETUP_PLANE(__sdrm_setup_shared_plane, formats, setup, type, crtcs)

/**
 * sdrm_setup_connector() - the CRTC has a virtual connector, always connected
 * @setup: the callback's argument, borrowed
 * @width: width in pixels of the preferred mode, at most 8192
 * @height: its height in lines, likewise
 *
 * It offers the standard modes without an EDID.
 *
 * Context: the driver's setup callback.
 */
void sdrm_setup_connector(struct sdrm_setup *setup, u32 width, u32 height);

/**
 * sdrm_setup_encoder() - there is an encoder, as of a connector that is shared
 * @setup: the callback's argument, borrowed
 * @crtcs: mask of the CRTCs that may feed it
 *
 * A connector of sdrm_setup_connector() has one of its own, which counts.
 *
 * Context: the driver's setup callback.
 */
void sdrm_setup_encoder(struct sdrm_setup *setup, u32 crtcs);

/**
 * sdrm_setup_shared_connector() - there is a virtual connector
 * @setup: the callback's argument, borrowed
 * @encoders: mask of the encoders that may feed it
 * @status: whether it is connected
 * @width: as for sdrm_setup_connector()
 * @height: likewise
 *
 * Context: the driver's setup callback.
 */
void sdrm_setup_shared_connector(struct sdrm_setup *setup, u32 encoders,
				 enum sdrm_status status, u32 width, u32 height);

void __sdrm_setup_writeback(struct sdrm_setup *setup, const u32 *formats,
			    unsigned int count);

/**
 * sdrm_setup_writeback() - the CRTC has a writeback connector
 * @setup: the callback's argument, borrowed
 * @formats: as for sdrm_setup_plane(); alpha is written as opaque
 *
 * Context: the driver's setup callback.
 */
#define sdrm_setup_writeback(setup, formats) \
	__SDRM_SETUP_FORMATS(__sdrm_setup_writeback, formats, setup)

#endif /* SDRM_KMS_SETUP_H */
