// SPDX-License-Identifier: GPL-2.0
#include <sdrm/kept.h>
#include "internal.h"

/*
 * State locked. Register the release of what is kept, when something is kept for
 * the first time.
 */
static bool enlist(struct sdrm_state *state, struct sdrm_managed_action *action,
		   void (*undo)(struct sdrm_managed_action *action))
{
	if (action->__sdrm_undo)
		return true;
	/* A copy of the state may never have been locked. */
	return !WARN_ON_ONCE(!state->__sdrm_holder) &&
	       sdrm_managed_add(state->__sdrm_holder, action, undo);
}

/* With the data: no one else uses it any more. */
static void kept_undo(struct sdrm_managed_action *action)
{
	struct __sdrm_kept *kept =
		container_of(action, struct __sdrm_kept, action);

	if (kept->ptr)
		kept->put(kept->ptr);
}

/* Returns what was kept, or NULL; an error is not kept. */
void *__sdrm_kept_swap(struct sdrm_state *state, struct __sdrm_kept *kept,
		       void *ptr, void (*put)(void *ptr))
{
	void *old = kept->ptr;

	/* It would never be released, so the caller keeps it. */
	if (!enlist(state, &kept->action, kept_undo))
		return ptr;
	kept->put = put;
	kept->ptr = IS_ERR(ptr) ? NULL : ptr;
	return old;
}
EXPORT_SYMBOL_GPL(__sdrm_kept_swap);

/* As kept_undo(). */
static void map_undo(struct sdrm_managed_action *action)
{
	struct __sdrm_map *map = container_of(action, struct __sdrm_map, action);
	unsigned long id;
	void *ptr;

	xa_for_each(&map->xa, id, ptr) {
		map->put(ptr);
		cond_resched();
	}
	/* Set up, or it would not be enlisted. */
	xa_destroy(&map->xa);
}

/* @ptr is consumed. */
int __sdrm_map_add(struct sdrm_state *state, struct __sdrm_map *map, void *ptr,
		   u32 max, u32 *id, void (*put)(void *ptr))
{
	int ret = -EINVAL;

	if (IS_ERR_OR_NULL(ptr))
		return ptr ? PTR_ERR(ptr) : -EINVAL;
	/* Locked, and not used before. */
	if (!map->action.__sdrm_undo)
		xa_init_flags(&map->xa, XA_FLAGS_ALLOC1);
	if (enlist(state, &map->action, map_undo)) {
		map->put = put;
		/* The state's lock serialises it too. */
		ret = xa_alloc(&map->xa, id, ptr, XA_LIMIT(1, max),
			       GFP_KERNEL_ACCOUNT);
	}
	if (ret)
		put(ptr);
	return ret == -EBUSY ? -ENOSPC : ret;
}
EXPORT_SYMBOL_GPL(__sdrm_map_add);

void *__sdrm_map_take(struct __sdrm_map *map, u32 id)
{
	/* Set up when it was enlisted; its reference passes to the caller. */
	return map->action.__sdrm_undo ? xa_erase(&map->xa, id) : NULL;
}
EXPORT_SYMBOL_GPL(__sdrm_map_take);

void *__sdrm_map_find(const struct __sdrm_map *map, u32 id)
{
	/* As above; it is only read, and the state's lock keeps it there. */
	return map->action.__sdrm_undo ? xa_load((struct xarray *)&map->xa, id) : NULL;
}
EXPORT_SYMBOL_GPL(__sdrm_map_find);
