// SPDX-License-Identifier: GPL-2.0
/* What the migration has to leave alone, because it would change what it does. */
#include "migration.h"

/* The label does more than to release. */
int toy_counts(struct toy_file *tfile, struct drm_gem_object *obj, int n)
{
	int ret = 0;

	if (n) {
		ret = -EINVAL;
		goto out;
	}
	toy_work(tfile);
out:
	tfile->failed = ret;
	toy_count(tfile);
	return ret;
}

/* What follows the unlock must not come under the lock. */
int toy_late(struct toy_file *tfile, struct drm_gem_object *obj)
{
	dma_resv_lock(obj->resv, NULL);
	toy_work(tfile);
	dma_resv_unlock(obj->resv);
	return toy_sleep(tfile);
}

/* The device is used, so there is no typed form for this handler. */
int toy_device(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_toy_get *arg = data;
	struct toy_file *tfile = file->driver_priv;

	return toy_register(dev, arg, tfile);
}

/* Signalled, and still used: it is not put here. */
void toy_signals(struct dma_fence *fence)
{
	dma_fence_signal(fence);
	toy_trace(fence);
	dma_fence_put(fence);
}
