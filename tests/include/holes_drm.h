/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Ioctls of tests/modules/sdrm_holes.c. It also has those of vgem, with the same
 * commands and the same answers.
 */
#ifndef HOLES_DRM_H
#define HOLES_DRM_H

#include <drm/drm.h>

#define HOLES_TWO_GIVE_BACK	0x1	/* the second slot is not used */
#define HOLES_BUSY_BOTH		0x1	/* both locked, as a list */

/* Adds two fences of readers, or one, to a buffer: two slots under one lock. */
struct drm_holes_two {
	__u32 handle;
	__u32 flags;
	__u32 id[2];	/* out */
};

/* Looks at a buffer @rounds times under its lock, with another one at hand. */
struct drm_holes_busy {
	__u32 handle[2];
	__u32 rounds;
	__u32 flags;
};

/* What was never set up: which errors its calls return. */
struct drm_holes_never {
	__s32 reserve;	/* out */
	__s32 take;	/* out */
	__s32 timeline;	/* out */
};

/* A new fence and a sync_file of it; id 0 is not one. */
struct drm_holes_fence {
	__u32 fail;	/* the handler fails with this in place of creating one */
	__u32 id;	/* out */
	__s32 fd;	/* out */
	__u32 pad;
};

struct drm_holes_unplug {
	__u32 pad;
};

#define DRM_IOCTL_HOLES_TWO	DRM_IOWR(DRM_COMMAND_BASE + 0x3, struct drm_holes_two)
#define DRM_IOCTL_HOLES_BUSY	DRM_IOW(DRM_COMMAND_BASE + 0x4, struct drm_holes_busy)
#define DRM_IOCTL_HOLES_NEVER	DRM_IOR(DRM_COMMAND_BASE + 0x5, struct drm_holes_never)
#define DRM_IOCTL_HOLES_FENCE	DRM_IOWR(DRM_COMMAND_BASE + 0x6, struct drm_holes_fence)
#define DRM_IOCTL_HOLES_UNPLUG	DRM_IOW(DRM_COMMAND_BASE + 0x7, struct drm_holes_unplug)

#endif /* HOLES_DRM_H */
