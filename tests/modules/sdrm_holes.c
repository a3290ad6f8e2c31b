// SPDX-License-Identifier: GPL-2.0
/*
 * sdrm_holes: a driver of several devices that does what drivers of an earlier
 * version of this library did when they broke the kernel, as far as that can still
 * be written. tests/holes shows that it is safe now.
 */
#include <sdrm/sdrm.h>
#include <uapi/drm/vgem_drm.h>
#include "holes_drm.h"

SDRM_PARAM_UINT(devices, 2, 1, 4, "How many devices (1 to 4, default 2)");
SDRM_PARAM_UINT(timeout_ms, 10000, 1, 600000,
		"Milliseconds until a fence expires (default 10000)");

struct holes_device {
	struct sdrm_device base;
};

struct holes_file {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
	/* Which the open callback does not set up. */
	struct sdrm_fence_table no_fences;
	struct sdrm_timeline no_timeline;
};

SDRM_DRIVER_TYPES(holes, holes_device, holes_file);

static int holes_open(const struct holes_device *dev, struct holes_file *file)
{
	sdrm_fence_table_init(&file->fences, &file->base.managed, timeout_ms, 1024);
	return 0;
}

static int holes_attach(const struct holes_device *dev,
			const struct holes_file *file,
			struct drm_vgem_fence_attach *arg)
	sdrm_must_be_unlocked()
{
	enum sdrm_access access =
		arg->flags & VGEM_FENCE_WRITE ? SDRM_WRITE : SDRM_READ;

	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	if (!sdrm_resv_is_idle(resv, access))
		return -EBUSY;

	SDRM_OWN(resv_slot, room, sdrm_resv_reserve(resv));
	if (sdrm_is_err(room))
		return sdrm_err(room);

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&file->base)));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&file->fences));
	if (sdrm_is_err(slot))
		return sdrm_err(slot);

	sdrm_resv_add(resv, sdrm_resv_slot_move(room), fence, access);
	arg->out_fence = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
					      sdrm_fence_move(fence));
	return 0;
}

static int holes_signal(const struct holes_device *dev,
			const struct holes_file *file,
			struct drm_vgem_fence_signal *arg)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&file->fences, arg->fence));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);

	sdrm_fence_signal(sdrm_fence_move(fence));
	return 0;
}

/* Two fences, as for two engines that read the buffer. */
static int holes_two(const struct holes_device *dev, const struct holes_file *file,
		     struct drm_holes_two *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));

	SDRM_OWN(resv_slot, room1, sdrm_resv_reserve(resv));
	if (sdrm_is_err(room1))
		return sdrm_err(room1);
	SDRM_OWN(resv_slot, room2, sdrm_resv_reserve(resv));
	if (sdrm_is_err(room2))
		return sdrm_err(room2);

	SDRM_OWN(fence, fence1,
		 sdrm_fence_create(sdrm_file_fence_source(&file->base)));
	if (sdrm_is_err(fence1))
		return sdrm_err(fence1);
	SDRM_OWN(fence, fence2,
		 sdrm_fence_create(sdrm_file_fence_source(&file->base)));
	if (sdrm_is_err(fence2))
		return sdrm_err(fence2);

	SDRM_OWN(fence_slot, slot1, sdrm_fence_table_reserve(&file->fences));
	if (sdrm_is_err(slot1))
		return sdrm_err(slot1);
	SDRM_OWN(fence_slot, slot2, sdrm_fence_table_reserve(&file->fences));
	if (sdrm_is_err(slot2))
		return sdrm_err(slot2);

	sdrm_resv_add(resv, sdrm_resv_slot_move(room1), fence1, SDRM_READ);
	arg->id[0] = sdrm_fence_table_add(sdrm_fence_slot_move(slot1),
					  sdrm_fence_move(fence1));
	if (arg->flags & HOLES_TWO_GIVE_BACK)
		return 0;
	sdrm_resv_add(resv, sdrm_resv_slot_move(room2), fence2, SDRM_READ);
	arg->id[1] = sdrm_fence_table_add(sdrm_fence_slot_move(slot2),
					  sdrm_fence_move(fence2));
	return 0;
}

/* Both buffers are put after the unlock, in whichever order the locks are taken. */
static int holes_busy_both(const struct holes_file *file,
			   struct drm_holes_busy *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem_list, list,
		 sdrm_gem_list_lookup(&file->base, arg->handle,
				      ARRAY_SIZE(arg->handle)));
	if (sdrm_is_err(list))
		return sdrm_err(list);

	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(list));
	while (arg->rounds--) {
		sdrm_for_each_resv(resv, locks) {
			if (!sdrm_resv_is_idle(resv, SDRM_WRITE))
				return -EBUSY;
		}
	}
	return 0;
}

static int holes_busy(const struct holes_device *dev, const struct holes_file *file,
		      struct drm_holes_busy *arg)
	sdrm_must_be_unlocked()
{
	if (arg->flags & HOLES_BUSY_BOTH)
		return holes_busy_both(file, arg);

	SDRM_OWN(gem, first, sdrm_gem_lookup(&file->base, arg->handle[0]));
	if (sdrm_is_err(first))
		return sdrm_err(first);
	SDRM_OWN(gem, second, sdrm_gem_lookup(&file->base, arg->handle[1]));
	if (sdrm_is_err(second))
		return sdrm_err(second);

	SDRM_OWN(resv, resv, sdrm_resv_lock(first));
	while (arg->rounds--) {
		if (!sdrm_resv_is_idle(resv, SDRM_WRITE))
			return -EBUSY;
	}
	return 0;
}

static int holes_never(const struct holes_device *dev,
		       const struct holes_file *file, struct drm_holes_never *arg)
{
	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&file->no_fences));
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&file->no_fences, 1));
	SDRM_OWN(fence_ref, ref, sdrm_timeline_add(&file->no_timeline, 1));

	sdrm_timeline_advance(&file->no_timeline, 1);
	arg->reserve = sdrm_err(slot);
	arg->take = sdrm_err(fence);
	arg->timeline = sdrm_err(ref);
	return 0;
}

static struct sdrm_sync_file
holes_fence(const struct holes_device *dev, const struct holes_file *file,
	    struct drm_holes_fence *arg)
{
	if (arg->fail)
		return (struct sdrm_sync_file){};

	SDRM_OWN(fence, fence,
		 sdrm_fence_create(sdrm_file_fence_source(&file->base)));
	if (sdrm_is_err(fence))
		return (struct sdrm_sync_file){};

	SDRM_OWN(fence_slot, slot, sdrm_fence_table_reserve(&file->fences));
	if (sdrm_is_err(slot))
		return (struct sdrm_sync_file){};

	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	SDRM_OWN(sync_file, made, sdrm_sync_file_create(ref));
	if (sdrm_is_err(made))
		return (struct sdrm_sync_file){};

	arg->id = sdrm_fence_table_add(sdrm_fence_slot_move(slot),
				       sdrm_fence_move(fence));
	return sdrm_sync_file_move(made);
}

static int holes_unplug(const struct holes_device *dev,
			const struct holes_file *file,
			struct drm_holes_unplug *arg)
	sdrm_must_be_unlocked()
{
	sdrm_device_unplug(&dev->base);
	return 0;
}

SDRM_IOCTL_DEFINE(holes, DRM_IOCTL_VGEM_FENCE_ATTACH, holes_attach,
		  struct drm_vgem_fence_attach);
SDRM_IOCTL_DEFINE(holes, DRM_IOCTL_VGEM_FENCE_SIGNAL, holes_signal,
		  struct drm_vgem_fence_signal);
SDRM_IOCTL_DEFINE(holes, DRM_IOCTL_HOLES_TWO, holes_two, struct drm_holes_two);
SDRM_IOCTL_DEFINE(holes, DRM_IOCTL_HOLES_BUSY, holes_busy, struct drm_holes_busy);
SDRM_IOCTL_DEFINE(holes, DRM_IOCTL_HOLES_NEVER, holes_never,
		  struct drm_holes_never);
SDRM_IOCTL_FD_DEFINE(holes, DRM_IOCTL_HOLES_FENCE, holes_fence,
		     struct drm_holes_fence, fd);
SDRM_IOCTL_DEFINE(holes, DRM_IOCTL_HOLES_UNPLUG, holes_unplug,
		  struct drm_holes_unplug);

static const struct holes_ioctl holes_ioctls[] = {
	SDRM_IOCTL(holes, DRM_IOCTL_VGEM_FENCE_ATTACH, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(holes, DRM_IOCTL_VGEM_FENCE_SIGNAL, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(holes, DRM_IOCTL_HOLES_TWO, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(holes, DRM_IOCTL_HOLES_BUSY, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(holes, DRM_IOCTL_HOLES_NEVER, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(holes, DRM_IOCTL_HOLES_FENCE, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(holes, DRM_IOCTL_HOLES_UNPLUG, SDRM_ROOT_ONLY),
};

static const struct holes_driver holes_driver = {
	.name		= "sdrm_holes",
	.desc		= "what once broke the kernel",
	.date		= "20261127",
	.major		= 1,
	.open		= holes_open,
	.ioctls		= SDRM_IOCTLS(holes_ioctls),
	.gem		= &sdrm_gem_shmem_wc,
	.timeline	= "holes",
};

sdrm_module_devices(holes, holes_driver, devices, 4);

MODULE_DESCRIPTION("What once broke the kernel, by sdrm, for tests");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
