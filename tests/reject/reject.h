/* SPDX-License-Identifier: GPL-2.0 */
#ifndef REJECT_H
#define REJECT_H

#include <sdrm/sdrm.h>
#include <uapi/drm/vgem_drm.h>

/* A DRM driver's types, as driver/vgem.h has them. */
struct vgem_device {
	struct sdrm_device base;
};

struct vgem_file {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
};

SDRM_DRIVER_TYPES(vgem, vgem_device, vgem_file);

/* And of a file in debugfs, with commands to get a value and to create a file. */
struct toy {
	struct sdrm_debugfs base;
};

struct toy_file {
	struct sdrm_debugfs_file base;
	struct sdrm_timeline timeline;
};

SDRM_DEBUGFS_TYPES(toy, toy, toy_file);

struct toy_get {
	__u64 ns;
	__s32 fd;
	__u32 pad;
};

struct toy_made {
	__u32 value;
	__s32 fd;
};

/* Larger than the library's limit for an argument. */
struct toy_great {
	__u8 bytes[129];
	__u8 pad[3];
	__s32 fd;
};

#define TOY_GET		_IOWR('T', 0, struct toy_get)
#define TOY_MAKE	_IOWR('T', 1, struct toy_made)
#define TOY_GREAT	_IOWR('T', 2, struct toy_great)

/* A DRM driver with state of its own, guarded. */
struct mut_queue {
	struct sdrm_state base;
	u32 jobs;
	struct sdrm_kept_gem shown;
	struct sdrm_kept_gem next;
	struct sdrm_gem_map buffers;
	struct sdrm_fence_ref_map fences;
};

struct mut_totals {
	struct sdrm_state base;
	u64 jobs;
	struct sdrm_kept_fence_ref last;
};

struct mut_device {
	struct sdrm_device base;
	SDRM_GUARDED(mut_totals, totals);
	u32 generation;			/* written by init */
};

struct mut_file {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
	struct sdrm_fence_table spare;
	SDRM_GUARDED(mut_queue, queue);
	struct sdrm_counter calls;
	struct sdrm_flag busy;
	u32 limit;			/* written by open */
	u32 slots[8];
};

SDRM_DRIVER_TYPES(mut, mut_device, mut_file);

struct drm_mut_case {
	__u32 handle;
	__u32 handle2;
	__u32 index;
	__u32 count;
	__u32 flags;
	__u32 value;
	__u64 size;
	__u32 handles[4];
	__u8 bytes[16];
};

/* As large. */
struct drm_mut_other {
	__u64 address;
	__u32 words[14];
};

#define DRM_IOCTL_MUT_CASE	DRM_IOWR(DRM_COMMAND_BASE, struct drm_mut_case)

/* Drivers with a display. */
struct dis_totals {
	struct sdrm_state base;
	u32 lit;
	struct sdrm_kept_gem shown;
	struct sdrm_kept_fence_ref last;
};

struct dis_device {
	struct sdrm_device base;
	SDRM_GUARDED(dis_totals, totals);
	u32 limit;			/* written by init */
	u32 formats[2];
};

struct dis_file {
	struct sdrm_file base;
};

SDRM_DISPLAY_TYPES(dis, dis_device, dis_file);

struct oth_device {
	struct sdrm_device base;
};

SDRM_DISPLAY_TYPES(oth, oth_device, dis_file);

#endif /* REJECT_H */
