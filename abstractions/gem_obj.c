// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>
#include <drm/drm_gem_shmem_helper.h>
#include <sdrm/gem_obj.h>

/**
 * sdrm_gem_shmem_create_wc() - allocate an empty shmem object, mapped
 * write-combined
 * @dev: the device, borrowed
 * @size: size in bytes; checked and set by the DRM core
 *
 * For &sdrm_driver.gem_create_object; not called by drivers. Write-combined,
 * because without ioctls around CPU access a driver has no other way to keep a
 * shared dma-buf coherent.
 *
 * Context: process, may sleep.
 * Return: the object, owned by the DRM core; ERR_PTR(-ENOMEM).
 * Contract: &drm_driver.gem_create_object, include/drm/drm_drv.h: zeroed, not
 * initialised; freed by &drm_gem_object.funcs, which the core fills in.
 */
struct drm_gem_object *sdrm_gem_shmem_create_wc(struct drm_device *dev,
						size_t size)
{
	struct drm_gem_shmem_object *obj;

	/* The shmem helpers free it with kfree(). */
	obj = kzalloc(sizeof(*obj), GFP_KERNEL);
	if (!obj)
		return ERR_PTR(-ENOMEM);

	obj->map_wc = true;
	return &obj->base;
}
EXPORT_SYMBOL_GPL(sdrm_gem_shmem_create_wc);
