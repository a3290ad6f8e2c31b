/* SPDX-License-Identifier: GPL-2.0 */
#ifndef REJECT_H
#define REJECT_H

#include <sdrm/sdrm.h>
#include <uapi/drm/vgem_drm.h>

/* The data of an open file, as driver/vgem.h has it. */
struct vgem_file {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
};

/* And of a file in debugfs, with commands to get a value and to create a file. */
struct toy_file {
	struct sdrm_debugfs_file base;
	struct sdrm_timeline timeline;
};

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
};

#define TOY_GET		_IOWR('T', 0, struct toy_get)
#define TOY_MAKE	_IOWR('T', 1, struct toy_made)
#define TOY_GREAT	_IOWR('T', 2, struct toy_great)

#endif /* REJECT_H */
