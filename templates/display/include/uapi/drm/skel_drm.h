/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
#ifndef _UAPI_SKEL_DRM_H_
#define _UAPI_SKEL_DRM_H_

#include <drm/drm.h>

/* What was seen of the display. */
struct drm_skel_seen {
	__u32 frames;	/* out: frames that were counted */
	__u32 lit;	/* out: pixels of the last one that are not black */
};

#define DRM_SKEL_SEEN 0x0

#define DRM_IOCTL_SKEL_SEEN \
	DRM_IOR(DRM_COMMAND_BASE + DRM_SKEL_SEEN, struct drm_skel_seen)

#endif /* _UAPI_SKEL_DRM_H_ */
