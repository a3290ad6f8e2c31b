/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_KEPT_H
#define SDRM_KEPT_H

#include <sdrm/own.h>
#include <sdrm/state.h>
#include <linux/xarray.h>

/**
 * DOC: owners kept in guarded state
 *
 * For each KIND of owner that can be kept (gem, fence_ref) there are two types for
 * members of guarded state: ``struct sdrm_kept_KIND`` holds one owner or none, and
 * ``struct sdrm_KIND_map`` any number by id. Zeroed, both are empty and need no
 * setup. Whatever is in them at the end is released with the data they lie in,
 * after the driver's exit or close callback::
 *
 *	struct toy_queue {
 *		struct sdrm_state base;
 *		struct sdrm_kept_gem shown;
 *		struct sdrm_fence_ref_map jobs;
 *	};
 *
 *	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, arg->handle));
 *	if (sdrm_is_err(bo))
 *		return sdrm_err(bo);
 *
 *	SDRM_LOCKED(queue, file, queue);
 *	sdrm_kept_gem_swap(&queue->base, &queue->shown, bo);
 *
 * @kept and @map are borrowed parts of locked state, and @state is its base:
 *
 * ``void sdrm_kept_KIND_swap(state, kept, owner)``: exchange what is kept and what
 * @owner, a checked variable, holds. The variable then holds what was kept, or
 * -ENOENT; it must be checked anew. Declared before the lock, it is dropped after
 * the unlock.
 *
 * ``struct sdrm_KIND sdrm_kept_KIND_take(kept)``: take it out. Return: owned;
 * -ENOENT if none is kept.
 *
 * ``struct sdrm_KIND sdrm_kept_KIND_get(kept)``: get another reference. Return:
 * owned; -ENOENT if none is kept.
 *
 * ``int sdrm_KIND_map_add(state, map, owner, max, id)``: keep @owner, which is
 * consumed even on error, under a new id from 1 to @max, to which *@id is set.
 * Return: 0; the error that @owner holds; -ENOSPC if there are @max; -ENOMEM.
 *
 * ``struct sdrm_KIND sdrm_KIND_map_take(map, id)`` and ``_map_get(map, id)``: the
 * same as for one, by id; any id is safe.
 *
 * Context of all: process, the state locked, may sleep; of _map_add(), which may put
 * the owner, no reservation locked.
 */

struct __sdrm_kept {
	struct sdrm_managed_action action;
	void (*put)(void *ptr);
	void *ptr;		/* or NULL */
	const struct __sdrm_pinned __sdrm_pinned;
};

struct __sdrm_map {
	struct sdrm_managed_action action;
	void (*put)(void *ptr);
	struct xarray xa;	/* set up when the first one is added */
	const struct __sdrm_pinned __sdrm_pinned;
};

void *__sdrm_kept_swap(struct sdrm_state *state, struct __sdrm_kept *kept,
		       void *ptr, void (*put)(void *ptr));
int __sdrm_map_add(struct sdrm_state *state, struct __sdrm_map *map, void *ptr,
		   u32 max, u32 *id, void (*put)(void *ptr));
void *__sdrm_map_take(struct __sdrm_map *map, u32 id);
void *__sdrm_map_find(const struct __sdrm_map *map, u32 id);

/* Define both types of a kind of owner; @get and @put take its raw pointer. */
#define __SDRM_DEFINE_KEPT(kind, get, put)				\
struct sdrm_kept_##kind {						\
	struct __sdrm_kept __sdrm_kept;					\
};									\
									\
struct sdrm_##kind##_map {						\
	struct __sdrm_map __sdrm_map;					\
};									\
									\
static inline void __sdrm_kept_##kind##_put(void *ptr)			\
{									\
	put(ptr);							\
}									\
									\
static inline struct sdrm_##kind __must_check				\
__sdrm_kept_##kind##_owner(void *ptr)					\
{									\
	return (struct sdrm_##kind){ .__sdrm_ptr = ptr ?: ERR_PTR(-ENOENT) }; \
}									\
									\
static inline struct sdrm_##kind __must_check				\
__sdrm_kept_##kind##_shared(void *ptr)					\
{									\
	if (ptr)							\
		get(ptr);						\
	return __sdrm_kept_##kind##_owner(ptr);				\
}									\
									\
static inline void __sdrm_unchecked					\
sdrm_kept_##kind##_swap(sdrm_locked struct sdrm_state *state,		\
			sdrm_locked struct sdrm_kept_##kind *kept,	\
			struct sdrm_##kind *owner)			\
	__sdrm_releases(owner->__sdrm_checked)				\
{									\
	*owner = __sdrm_kept_##kind##_owner(__sdrm_kept_swap(		\
		__sdrm_unlocked(struct sdrm_state, state),		\
		&__sdrm_unlocked(struct sdrm_kept_##kind, kept)->__sdrm_kept, \
		__sdrm_held(owner), __sdrm_kept_##kind##_put));		\
}									\
									\
static inline struct sdrm_##kind __must_check				\
sdrm_kept_##kind##_take(sdrm_locked struct sdrm_kept_##kind *kept)	\
{									\
	struct __sdrm_kept *one =					\
		&__sdrm_unlocked(struct sdrm_kept_##kind, kept)->__sdrm_kept; \
	void *ptr = one->ptr;						\
									\
	one->ptr = NULL;						\
	return __sdrm_kept_##kind##_owner(ptr);				\
}									\
									\
static inline struct sdrm_##kind __must_check				\
sdrm_kept_##kind##_get(sdrm_locked const struct sdrm_kept_##kind *kept)	\
{									\
	return __sdrm_kept_##kind##_shared(				\
		__sdrm_unlocked(const struct sdrm_kept_##kind,		\
				kept)->__sdrm_kept.ptr);		\
}									\
									\
static inline int __must_check						\
sdrm_##kind##_map_add(sdrm_locked struct sdrm_state *state,		\
		      sdrm_locked struct sdrm_##kind##_map *map,	\
		      struct sdrm_##kind owner, u32 max, u32 *id)	\
	__sdrm_above_resv						\
{									\
	return __sdrm_map_add(						\
		__sdrm_unlocked(struct sdrm_state, state),		\
		&__sdrm_unlocked(struct sdrm_##kind##_map, map)->__sdrm_map, \
		owner.__sdrm_ptr, max, id, __sdrm_kept_##kind##_put);	\
}									\
									\
static inline struct sdrm_##kind __must_check				\
sdrm_##kind##_map_take(sdrm_locked struct sdrm_##kind##_map *map, u32 id) \
{									\
	return __sdrm_kept_##kind##_owner(__sdrm_map_take(		\
		&__sdrm_unlocked(struct sdrm_##kind##_map, map)->__sdrm_map, \
		id));							\
}									\
									\
static inline struct sdrm_##kind __must_check				\
sdrm_##kind##_map_get(sdrm_locked const struct sdrm_##kind##_map *map,	\
		      u32 id)						\
{									\
	return __sdrm_kept_##kind##_shared(__sdrm_map_find(		\
		&__sdrm_unlocked(const struct sdrm_##kind##_map,	\
				 map)->__sdrm_map, id));		\
}

#endif /* SDRM_KEPT_H */
