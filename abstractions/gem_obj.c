// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <drm/drm_gem_shmem_helper.h>
#include <sdrm/gem_obj.h>
#include "internal.h"

/*
 * &drm_driver.gem_create_object: zeroed, not initialised; the DRM core checks the
 * size and fills in &drm_gem_object.funcs, which free the object.
 */
static struct drm_gem_object *shmem_create(struct drm_device *dev, size_t size)
{
	/* The shmem helpers free it with kfree(). */
	struct drm_gem_shmem_object *obj = kzalloc(sizeof(*obj), GFP_KERNEL);

	return obj ? &obj->base : ERR_PTR(-ENOMEM);
}

/*
 * Write-combined, because without ioctls around CPU access a driver has no other way
 * to keep a shared dma-buf coherent.
 */
static struct drm_gem_object *shmem_create_wc(struct drm_device *dev, size_t size)
{
	struct drm_gem_object *obj = shmem_create(dev, size);

	if (!IS_ERR(obj))
		to_drm_gem_shmem_obj(obj)->map_wc = true;
	return obj;
}

const struct sdrm_gem_kind sdrm_gem_shmem_wc = {
	.create = shmem_create_wc,
};
EXPORT_SYMBOL_GPL(sdrm_gem_shmem_wc);

const struct sdrm_gem_kind sdrm_gem_shmem = {
	.create = shmem_create,
};
EXPORT_SYMBOL_GPL(sdrm_gem_shmem);

/* Called at the end of an owner's scope. */
void __sdrm_gem_list_release(struct sdrm_gem_set *set)
{
	u32 i;

	/* The references from lookup(). */
	for (i = 0; i < set->count; i++)
		drm_gem_object_put(set->entries[i].obj);
	kvfree(set);
}
EXPORT_SYMBOL_GPL(__sdrm_gem_list_release);

/* Handles are in kernel memory, or else in user memory. */
static struct sdrm_gem_list lookup(const struct sdrm_file *file,
				   const u32 *handles, const u32 __user *user,
				   u32 count, u32 max)
{
	struct drm_gem_object *obj;
	struct sdrm_gem_set *set;
	u32 handle;

	if (!count || count > max)
		return SDRM_ERROR(gem_list, -EINVAL);

	/* Freed by __sdrm_gem_list_release(). User space chose @count: do not warn. */
	set = kvzalloc(struct_size(set, entries, count),
		       GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!set)
		return SDRM_ERROR(gem_list, -ENOMEM);

	SDRM_OWN(gem_list, list, ((struct sdrm_gem_list){ .__sdrm_ptr = set }));
	while (set->count < count) {
		if (handles)
			handle = handles[set->count];
		else if (get_user(handle, user + set->count))
			return SDRM_ERROR(gem_list, -EFAULT);
		/* Any handle is safe; the list puts the reference. */
		obj = drm_gem_object_lookup(file->__sdrm_priv.drm, handle);
		if (!obj)
			return SDRM_ERROR(gem_list, -ENOENT);
		set->entries[set->count++].obj = obj;
	}
	return sdrm_gem_list_move(list);
}

/* sdrm_gem_list_lookup(), with the size of the array. */
struct sdrm_gem_list __sdrm_gem_list_lookup(const struct sdrm_file *file,
					    const u32 *handles, u32 count, u32 max)
{
	return lookup(file, handles, NULL, count, max);
}
EXPORT_SYMBOL_GPL(__sdrm_gem_list_lookup);

/* sdrm_gem_list_lookup_user() */
struct sdrm_gem_list __sdrm_gem_list_lookup_user(const struct sdrm_file *file,
						 u64 address, u32 count, u32 max)
{
	/* Any address is safe for get_user(). */
	return lookup(file, NULL, u64_to_user_ptr(address), count, max);
}
EXPORT_SYMBOL_GPL(__sdrm_gem_list_lookup_user);
