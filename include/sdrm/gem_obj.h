/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_GEM_OBJ_H
#define SDRM_GEM_OBJ_H

#include <sdrm/own.h>
#include <sdrm/drm_file.h>
#include <drm/drm_gem.h>

/**
 * DOC: GEM object
 *
 * A buffer. User space refers to it by a handle, which is valid in one open file.
 * Looking up a handle takes a reference, so the object stays alive while the
 * driver uses it even if user space closes the handle.
 *
 * Creation, mapping, PRIME export and import are done by the DRM core's shmem
 * helpers; &sdrm_driver.gem_create_object selects the kind of object.
 */

/**
 * struct sdrm_gem - owns a reference to a GEM object
 *
 * Made by sdrm_gem_lookup(); put at the end of the scope. A borrowed view is
 * ``const struct sdrm_gem *``.
 */
struct sdrm_gem {
	/* private: */
	struct drm_gem_object *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __designated_init;

/* drm_gem_object_put() takes any reference, in process context. */
__SDRM_DEFINE_OWNER(gem, drm_gem_object_put)
#define __SDRM_DROP_gem __sdrm_gem_drop

/**
 * sdrm_gem_lookup() - look up a GEM object by its handle
 * @file: open file that the handle belongs to, borrowed
 * @handle: GEM handle; any value is safe
 *
 * Context: process; takes the file's handle table spinlock, does not sleep.
 * Return: a reference, owned; -ENOENT if the file has no such handle.
 * Contract: drm_gem_object_lookup(), drivers/gpu/drm/drm_gem.c.
 */
static __always_inline struct sdrm_gem __must_check
sdrm_gem_lookup(const struct sdrm_file *file, u32 handle)
{
	/* The drm_file is the one passed to open; NULL if there is no such handle. */
	struct drm_gem_object *obj =
		drm_gem_object_lookup(file->__sdrm_priv.drm, handle);

	/* An object or NULL: its kernel-doc. */
	__sdrm_promised(!IS_ERR(obj));
	return (struct sdrm_gem){ .__sdrm_ptr = obj ?: ERR_PTR(-ENOENT) };
}

struct drm_gem_object *sdrm_gem_shmem_create_wc(struct drm_device *dev,
						size_t size);

#endif /* SDRM_GEM_OBJ_H */
