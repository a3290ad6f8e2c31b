// SPDX-License-Identifier: GPL-2.0
/*
 * A lower bound for the cost of a driver with vgem's ioctls: with FLOOR_EMPTY, the
 * handlers do nothing; without it, they make only the calls that attaching a fence
 * to an object and signalling it require. There are no ids (a file has one fence at
 * a time), no conflict check and no deadline. Registration goes through sdrm,
 * because it differs between kernels; the rest uses the raw API.
 */
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/slab.h>
#include <sdrm/drm_device.h>
#include <sdrm/drm_file.h>
#include <sdrm/gem_obj.h>
#include <sdrm/ioctl.h>
#include <uapi/drm/vgem_drm.h>

#define FLOOR_EMPTY (1U << 31)

struct floor_device {
	struct sdrm_device base;
};

struct floor_file {
	struct sdrm_file base;
	struct dma_fence *fence;
};

SDRM_DRIVER_TYPES(floor, floor_device, floor_file);

struct floor_fence {
	struct dma_fence base;
	spinlock_t lock;
};

static const char *name(struct dma_fence *fence)
{
	return "floor";
}

static const struct dma_fence_ops floor_ops = {
	.get_driver_name = name,
	.get_timeline_name = name,
};

static struct dma_fence *make_fence(void)
{
	struct floor_fence *fence = kzalloc(sizeof(*fence), GFP_KERNEL);

	if (!fence)
		return NULL;
	spin_lock_init(&fence->lock);
	dma_fence_init(&fence->base, &floor_ops, &fence->lock,
		       dma_fence_context_alloc(1), 1);
	return &fence->base;
}

static int add_fence(struct floor_file *ffile, struct dma_resv *resv, bool write)
{
	int ret = dma_resv_reserve_fences(resv, 1);

	if (ret)
		return ret;
	ffile->fence = make_fence();
	if (!ffile->fence)
		return -ENOMEM;
	dma_resv_add_fence(resv, ffile->fence,
			   write ? DMA_RESV_USAGE_WRITE : DMA_RESV_USAGE_READ);
	return 0;
}

static int floor_attach(const struct floor_device *dev, const struct floor_file *file,
			struct drm_vgem_fence_attach *arg)
{
	struct floor_file *ffile = (struct floor_file *)file;
	struct drm_gem_object *obj;
	int ret;

	if (arg->flags & FLOOR_EMPTY)
		return 0;
	/* One thread and one fence at a time: no lock is needed. */
	if (ffile->fence)
		return -EBUSY;

	obj = drm_gem_object_lookup(ffile->base.__sdrm_priv.drm, arg->handle);
	if (!obj)
		return -ENOENT;
	dma_resv_lock(obj->resv, NULL);
	ret = add_fence(ffile, obj->resv, arg->flags);
	dma_resv_unlock(obj->resv);
	drm_gem_object_put(obj);
	return ret;
}

static int floor_signal(const struct floor_device *dev, const struct floor_file *file,
			struct drm_vgem_fence_signal *arg)
{
	struct floor_file *ffile = (struct floor_file *)file;

	if (arg->flags & FLOOR_EMPTY)
		return 0;
	if (!ffile->fence)
		return -ENOENT;

	dma_fence_signal(ffile->fence);
	dma_fence_put(ffile->fence);
	ffile->fence = NULL;
	return 0;
}

static void floor_close(const struct floor_device *dev, struct floor_file *ffile)
{
	if (ffile->fence)
		floor_signal(dev, ffile, &(struct drm_vgem_fence_signal){});
}

SDRM_IOCTL_DEFINE(floor, DRM_IOCTL_VGEM_FENCE_ATTACH, floor_attach,
		  struct drm_vgem_fence_attach);
SDRM_IOCTL_DEFINE(floor, DRM_IOCTL_VGEM_FENCE_SIGNAL, floor_signal,
		  struct drm_vgem_fence_signal);

static const struct floor_ioctl floor_ioctls[] = {
	SDRM_IOCTL(floor, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(floor, DRM_IOCTL_VGEM_FENCE_SIGNAL, SDRM_RENDER_ALLOW),
};

static const struct floor_driver floor_driver = {
	.name		= "floor",
	.desc		= "Floor of tests/bench",
	.date		= "20260101",
	.close		= floor_close,
	.ioctls		= SDRM_IOCTLS(floor_ioctls),
	.gem		= &sdrm_gem_shmem_wc,
};

sdrm_module_driver(floor, floor_driver);

MODULE_DESCRIPTION("Floor of tests/bench");
MODULE_LICENSE("GPL");
