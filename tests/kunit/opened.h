/* SPDX-License-Identifier: GPL-2.0 */
/* A driver's file data without a file; closed at the end of the scope. */
#include <linux/slab.h>
#include <sdrm/fence_table.h>
#include <sdrm/timeline.h>

struct opened_file {
	struct sdrm_managed managed;
	union {
		struct sdrm_fence_table table;
		struct sdrm_timeline timeline;
	};
};

/* An owner for SDRM_OWN(). */
struct sdrm_opened {
	struct opened_file *__sdrm_ptr;
};

static void close_file(struct opened_file *opened)
{
	struct sdrm_managed_action *action = opened->managed.__sdrm_actions;

	/* NULL if nothing could be set up. */
	if (action)
		action->__sdrm_undo(action);
	kfree(opened);
}

__SDRM_DEFINE_GUARD(opened, close_file)
#define __SDRM_DROP_opened __sdrm_opened_drop

static struct sdrm_opened open_file(void)
{
	struct opened_file *opened =
		kzalloc(sizeof(*opened), GFP_KERNEL | __GFP_NOFAIL);

	opened->managed.__sdrm_size = sizeof(*opened);
	return (struct sdrm_opened){ opened };
}
