// SPDX-License-Identifier: GPL-2.0
#include <linux/build_bug.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include "compat.h"

static int __init sdrm_init(void)
{
	return 0;
}
module_init(sdrm_init);

/*
 * Fences outlive their drivers and pin this module through their source, which
 * goes with the last of them (see fence_wrap.c). Then three things may still run
 * text of ours: a reader of names, under RCU; the callback that freed the source;
 * and a task that was preempted at the end of a fence's release. The latter only
 * where releases do not run under RCU, as they do on kernels that detach fences.
 */
static_assert(COMPAT_FENCE_DETACHES ||
	      !IS_ENABLED(CONFIG_PREEMPTION) || IS_ENABLED(CONFIG_TASKS_RCU),
	      "sdrm needs TASKS_RCU on a preemptible kernel, to unload safely");

static void __exit sdrm_exit(void)
{
	/* No source of ours is alive, so nothing of this begins any more. */
	if (!COMPAT_FENCE_DETACHES)
		synchronize_rcu_tasks();
	synchronize_rcu();
	rcu_barrier();
}
module_exit(sdrm_exit);

MODULE_DESCRIPTION("Safe DRM abstractions: owners, guards and typed ioctls for virtual DRM drivers");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
