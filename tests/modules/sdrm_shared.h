/* SPDX-License-Identifier: GPL-2.0 */
/* The uAPI of sdrm_shared.c, for race_shared.c. */
#ifndef SDRM_SHARED_H
#define SDRM_SHARED_H

#include <drm/drm.h>

#define SHARED_DEVICES	16
#define SHARED_BUFFERS	8

/* Where guarded state is. */
#define SHARED_FILE	0
#define SHARED_DEVICE	1

/* Adds one to each. */
struct shared_count {
	__u32 where;
	__u32 guarded;		/* result */
	__u32 unguarded;	/* result */
	__u32 met;		/* result: how often two were in the same state */
};

enum shared_op {
	SHARED_KEEP,		/* the buffer, in place of another */
	SHARED_TAKE,		/* what is kept */
	SHARED_ADD,		/* the buffer, by id */
	SHARED_TAKE_ID,
	SHARED_GET_ID,
};

struct shared_keep {
	__u32 where;
	__u32 op;
	__u32 handle;
	__u32 id;		/* result of SHARED_ADD; of SHARED_KEEP, was there another? */
};

/* Locks them all, adds a fence to each and signals it before it unlocks. */
struct shared_lock {
	__u64 handles;
	__u32 count;
	__u32 usecs;		/* between locks, and with all of them */
	__u32 backoffs;		/* result: all that there were */
	__u32 pad;
};

#define DRM_IOCTL_SHARED_COUNT	DRM_IOWR(DRM_COMMAND_BASE, struct shared_count)
#define DRM_IOCTL_SHARED_KEEP	DRM_IOWR(DRM_COMMAND_BASE + 1, struct shared_keep)
#define DRM_IOCTL_SHARED_LOCK	DRM_IOWR(DRM_COMMAND_BASE + 2, struct shared_lock)
#define DRM_IOCTL_SHARED_UNPLUG	DRM_IOWR(DRM_COMMAND_BASE + 3, __u32)

#endif /* SDRM_SHARED_H */
