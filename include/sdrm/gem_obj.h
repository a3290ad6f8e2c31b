/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_GEM_OBJ_H
#define SDRM_GEM_OBJ_H

#include <sdrm/kept.h>
#include <sdrm/own.h>
#include <sdrm/drm_file.h>
#include <drm/drm_gem.h>
#include <linux/build_bug.h>
#include <linux/kernel.h>

/**
 * DOC: GEM object
 *
 * A buffer. User space refers to it by a handle, which is valid in one open file.
 * Looking up a handle takes a reference, so the object stays alive while the
 * driver uses it even if user space closes the handle.
 *
 * Creation, mapping, PRIME export and import are done by the DRM core's shmem
 * helpers; the driver's description selects the kind of object.
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
} __sdrm_must_use __designated_init;

/*
 * drm_gem_object_put() takes any reference, in process context. The last put of an
 * imported object locks its reservation.
 */
__SDRM_DEFINE_OWNER(gem, drm_gem_object_put,
		    __sdrm_above_resv)
#define __SDRM_DROP_gem __sdrm_gem_drop
__SDRM_DEFINE_KEPT(gem, drm_gem_object_get, drm_gem_object_put)

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
	__sdrm_above_resv
{
	/* The drm_file is the one passed to open; NULL if there is no such handle. */
	struct drm_gem_object *obj =
		drm_gem_object_lookup(file->__sdrm_priv.drm, handle);

	return (struct sdrm_gem){
		.__sdrm_ptr = IS_ERR_OR_NULL(obj) ? ERR_PTR(-ENOENT) : obj
	};
}

struct sdrm_gem_set;

/**
 * struct sdrm_gem_list - owns references to several GEM objects
 *
 * Made by sdrm_gem_list_lookup() or sdrm_gem_list_lookup_user(); put at the end of
 * the scope. An object may be in it more than once.
 */
struct sdrm_gem_list {
	/* private: */
	struct sdrm_gem_set *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __sdrm_must_use __designated_init;

void __sdrm_gem_list_release(struct sdrm_gem_set *set);
__SDRM_DEFINE_OWNER(gem_list, __sdrm_gem_list_release,
		    __sdrm_above_resv)
#define __SDRM_DROP_gem_list __sdrm_gem_list_drop

struct sdrm_gem_list __must_check
__sdrm_gem_list_lookup(const struct sdrm_file *file, const u32 *handles, u32 count,
		       u32 max)
	__sdrm_above_resv;
struct sdrm_gem_list __must_check
__sdrm_gem_list_lookup_user(const struct sdrm_file *file, u64 address, u32 count,
			    u32 max)
	__sdrm_above_file;

/**
 * sdrm_gem_list_lookup() - look up several GEM objects by their handles
 * @file: open file that the handles belong to, borrowed
 * @handles: array of GEM handles (not a pointer to one), borrowed for the call; any
 *           value is safe
 * @count: number of handles; any value is safe
 *
 * Context: process, may sleep.
 * Return: references to all of them, owned, in the order of @handles; -ENOENT if
 * the file does not have one of the handles; -EINVAL if @count is 0 or more than the
 * array has room for; -ENOMEM.
 */
#define sdrm_gem_list_lookup(file, handles, count) \
	__sdrm_gem_list_lookup(file, handles, count, ARRAY_SIZE(handles))

/**
 * sdrm_gem_list_lookup_user() - look up several GEM objects by handles in user
 * memory
 * @file: open file that the handles belong to, borrowed
 * @address: user address of an array of 32-bit GEM handles, as it comes in an
 *           ioctl's argument; any value is safe
 * @count: number of handles; any value is safe
 * @max: largest @count accepted, a constant
 *
 * Memory is charged to the caller's memory cgroup.
 *
 * Context: process, may sleep for as long as user space lets a page fault take; no lock
 * of this library held.
 * Return: as for sdrm_gem_list_lookup(), with @max in place of the array's size;
 * -EFAULT if the handles cannot be read.
 */
#define sdrm_gem_list_lookup_user(file, address, count, max)		\
	__sdrm_gem_list_lookup_user(file, address, count,		\
		(max) + BUILD_BUG_ON_ZERO(!__builtin_constant_p(max)))

/*
 * A kind of GEM object, for a driver's description; how the object is allocated is
 * private to the library.
 */
struct sdrm_gem_kind;

/* Shared memory, mapped write-combined. */
extern const struct sdrm_gem_kind sdrm_gem_shmem_wc;

/* Shared memory, mapped as the kernel's shmem helpers do by default. */
extern const struct sdrm_gem_kind sdrm_gem_shmem;

#endif /* SDRM_GEM_OBJ_H */
