// SPDX-License-Identifier: GPL-2.0
#include "internal.h"

/* The data is being set up, so there are no concurrent callers. */
void sdrm_managed_add(struct sdrm_managed *managed,
		      struct sdrm_managed_action *action,
		      void (*undo)(struct sdrm_managed_action *action))
{
	action->__sdrm_undo = undo;
	action->__sdrm_next = managed->__sdrm_actions;
	managed->__sdrm_actions = action;
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
