// SPDX-License-Identifier: GPL-2.0
#include "internal.h"

/*
 * Of zeroed data of @size bytes that begins with it. Each kind of holder has its lock
 * class: a file's state is locked before its device's.
 */
void sdrm_managed_init(struct sdrm_managed *managed, size_t size,
		       struct lock_class_key *key)
{
	managed->__sdrm_size = size;
	/* No one else has the data yet. */
	__mutex_init(&managed->__sdrm_lock, "sdrm_state", key);
}

/*
 * There are no concurrent callers: the data is being set up, or its state is locked.
 * Returns false, and the kernel warns, for an object that does not lie in the data,
 * such as a copy on some stack, or that is there already.
 */
bool sdrm_managed_add(struct sdrm_managed *managed,
		      struct sdrm_managed_action *action,
		      void (*undo)(struct sdrm_managed_action *action))
{
	size_t offset = (char *)action - (char *)managed;

	if (WARN_ON_ONCE(offset >= managed->__sdrm_size || action->__sdrm_undo))
		return false;
	action->__sdrm_undo = undo;
	action->__sdrm_next = managed->__sdrm_actions;
	managed->__sdrm_actions = action;
	return true;
}

/* In reverse order. */
void sdrm_managed_undo(struct sdrm_managed *managed)
{
	struct sdrm_managed_action *action;

	while ((action = managed->__sdrm_actions)) {
		managed->__sdrm_actions = action->__sdrm_next;
		action->__sdrm_undo(action);
	}
}
