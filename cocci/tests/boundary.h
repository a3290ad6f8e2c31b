/* SPDX-License-Identifier: GPL-2.0 */
#include <sdrm/sdrm.h>
#include <drm/toy_drm.h>
#include <linux/slab.h>

struct toy_file {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
	u32 uses;
	spinlock_t lock;
};

/* A file in debugfs. */
struct toy_opened {
	struct sdrm_debugfs_file base;
	struct sdrm_timeline timeline;
};

int toy_helper(struct toy_file *tfile, u32 value);
void kfree(const void *object);
struct drm_file;
