/* SPDX-License-Identifier: GPL-2.0 */
#include <sdrm/sdrm.h>
#include <drm/toy_drm.h>
#include <linux/slab.h>

struct toy_device {
	struct sdrm_device base;
};

struct toy_queue {
	struct sdrm_state base;
	u32 jobs;
	struct sdrm_kept_gem shown;
};

struct toy_file {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
	SDRM_GUARDED(toy_queue, queue);
	SDRM_GUARDED(kernel_queue, other);
	u32 uses;
	spinlock_t lock;
};

SDRM_DRIVER_TYPES(toy, toy_device, toy_file);
SDRM_DRIVER_TYPES(other, drm_device, toy_file);

/* A file in debugfs. */
struct toys {
	struct sdrm_debugfs base;
};

struct toy_opened {
	struct sdrm_debugfs_file base;
	struct sdrm_timeline timeline;
};

SDRM_DEBUGFS_TYPES(toys, toys, toy_opened);

/* A driver with a display. */
SDRM_DISPLAY_TYPES(shown, toy_device, toy_file);
SDRM_DISPLAY_TYPES(hidden, drm_crtc, toy_file);

int toy_helper(struct toy_file *tfile, u32 value);
int toy_lookup(const struct toy_file *tfile, u32 handle)
	sdrm_must_not_hold_resv();
void kfree(const void *object);
struct drm_file;
