/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_GEM_OBJ_H
#define SDRM_GEM_OBJ_H

#include <sdrm/own.h>
#include <sdrm/drm_file.h>
#include <drm/drm_gem.h>

/**
 * DOC: GEM object
 *
 * A buffer. User space names it by a handle, which is valid for one open file;
 * looking a handle up gives the driver a reference of its own, so the object
 * stays while the driver works on it, whatever user space closes meanwhile.
 *
 * Creation, mapping, PRIME export and import are the DRM core's shmem helpers,
 * which a driver gets by naming a function below as its
 * &sdrm_driver.gem_create_object.
 */

/**
 * struct sdrm_gem - owns a reference to a GEM object
 *
 * Made by sdrm_gem_lookup(); the end of the scope puts it. A borrowed view is
 * ``const struct sdrm_gem *``.
 */
struct sdrm_gem {
	/* private: */
	struct drm_gem_object *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __designated_init;

/* drm_gem_object_put() takes a reference of any origin, in process context. */
__SDRM_DEFINE_OWNER(gem, drm_gem_object_put)
#define __SDRM_DROP_gem __sdrm_gem_drop

/**
 * sdrm_gem_lookup() - the object that user space names by a handle
 * @file: open file to which the handle belongs, borrowed
 * @handle: GEM handle; any value is safe
 *
 * Context: process; takes the file's handle table spinlock, does not sleep.
 * Return: a reference, owned; -ENOENT if the file has no such handle.
 * Contract: drm_gem_object_lookup(), drivers/gpu/drm/drm_gem.c.
 */
static __always_inline struct sdrm_gem __must_check
sdrm_gem_lookup(const struct sdrm_file *file, u32 handle)
{
	/* The drm_file is the one that open gave us; a miss is NULL. */
	struct drm_gem_object *obj =
		drm_gem_object_lookup(file->__sdrm_priv.drm, handle);

	/* An object or NULL: its kernel-doc. */
	__sdrm_promised(!IS_ERR(obj));
	return (struct sdrm_gem){ .__sdrm_ptr = obj ?: ERR_PTR(-ENOENT) };
}

struct drm_gem_object *sdrm_gem_shmem_create_wc(struct drm_device *dev,
						size_t size);

#endif /* SDRM_GEM_OBJ_H */
