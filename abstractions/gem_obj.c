// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>
#include <drm/drm_gem_shmem_helper.h>
#include <sdrm/gem_obj.h>

/**
 * sdrm_gem_shmem_create_wc() - make an empty shmem object, mapped
 * write-combined
 * @dev: the device, borrowed
 * @size: bytes; the DRM core checks and applies it
 *
 * For &sdrm_driver.gem_create_object, not for calling. Write-combined, because
 * a driver without ioctls around CPU access has no other way to keep what it
 * shares through dma-buf coherent.
 *
 * Context: process, may sleep.
 * Return: the object, owned by the DRM core; ERR_PTR(-ENOMEM).
 * Contract: &drm_driver.gem_create_object, include/drm/drm_drv.h: zeroed, not
 * initialised; freed by the object's own funcs, which the core fills in.
 */
struct drm_gem_object *sdrm_gem_shmem_create_wc(struct drm_device *dev,
						size_t size)
{
	struct drm_gem_shmem_object *obj;

	/* The shmem helpers' free function is kfree(). */
	obj = kzalloc(sizeof(*obj), GFP_KERNEL);
	if (!obj)
		return ERR_PTR(-ENOMEM);

	obj->map_wc = true;
	return &obj->base;
}
EXPORT_SYMBOL_GPL(sdrm_gem_shmem_create_wc);
