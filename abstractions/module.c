// SPDX-License-Identifier: GPL-2.0
#include <linux/build_bug.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include "internal.h"

static int __init sdrm_init(void)
{
	sdrm_fence_table_init_hash();
	return 0;
}
module_init(sdrm_init);

/*
 * Fences may outlive their drivers. They keep this module loaded through their
 * source, which is freed with the last of them (see fence_wrap.c). After that,
 * three things may still run our text: a reader of names, under RCU; the callback
 * that freed the source; and a task preempted at the end of a fence's or a device's
 * release.
 */
static_assert(!IS_ENABLED(CONFIG_PREEMPTION) || IS_ENABLED(CONFIG_TASKS_RCU),
	      "sdrm needs TASKS_RCU on a preemptible kernel, to unload safely");

static void __exit sdrm_exit(void)
{
	/* No source and no device exists, so none of these can start any more. */
	synchronize_rcu_tasks();
	synchronize_rcu();
	rcu_barrier();
}
module_exit(sdrm_exit);

MODULE_DESCRIPTION("Safe DRM abstractions: owners, guards and typed ioctls for virtual DRM drivers");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
