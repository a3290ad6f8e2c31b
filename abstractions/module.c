// SPDX-License-Identifier: GPL-2.0
#include <linux/build_bug.h>
#include <linux/module.h>
#include <linux/rcupdate.h>

static int __init sdrm_init(void)
{
	return 0;
}
module_init(sdrm_init);

/*
 * Fences outlive their drivers and pin this module: until an RCU callback has
 * freed the last one, or, where signalling detaches them, until the last one is
 * signalled (see fence_wrap.c). What may be under way when that pin is gone, and
 * runs text of ours: a reader of names, under RCU; a task that was preempted at
 * the end of a fence's release; the callback itself.
 */
static_assert(!IS_ENABLED(CONFIG_PREEMPTION) || IS_ENABLED(CONFIG_TASKS_RCU),
	      "sdrm needs TASKS_RCU on a preemptible kernel, to unload safely");

static void __exit sdrm_exit(void)
{
	/* No source of ours is alive, so nothing of this begins any more. */
	synchronize_rcu();
	synchronize_rcu_tasks();
	rcu_barrier();
}
module_exit(sdrm_exit);

MODULE_DESCRIPTION("Safe DRM abstractions: owners, guards and typed ioctls for virtual DRM drivers");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
