/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
#ifndef _UAPI_SKEL_DRM_H_
#define _UAPI_SKEL_DRM_H_

#include <drm/drm.h>

/* Doubles @value, which may be at most 1000. */
struct drm_skel_double {
	__u32 value;	/* in and out */
	__u32 flags;	/* must be 0 */
	__u32 calls;	/* out: calls that succeeded on this device */
};

#define DRM_SKEL_DOUBLE 0x0

#define DRM_IOCTL_SKEL_DOUBLE \
	DRM_IOWR(DRM_COMMAND_BASE + DRM_SKEL_DOUBLE, struct drm_skel_double)

#endif /* _UAPI_SKEL_DRM_H_ */
