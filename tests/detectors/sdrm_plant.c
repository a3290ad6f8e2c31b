// SPDX-License-Identifier: GPL-2.0
/*
 * One planted bug per detector: writing its name, listed below, to
 * /sys/module/sdrm_plant/parameters/bug runs it. If a detector misses its bug,
 * its silence about sdrm proves nothing.
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>

static DEFINE_SPINLOCK(spinlock);
static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);

static noinline void plant_sleep_in_atomic(void)
{
	spin_lock(&spinlock);
	kfree(kmalloc(16, GFP_KERNEL));
	spin_unlock(&spinlock);
}

/* One thread takes the locks in both orders; two threads could deadlock. */
static noinline void plant_deadlock(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);

	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
}

static void nothing(struct timer_list *timer)
{
}

static noinline void plant_active_timer_freed(void)
{
	struct timer_list *timer = kzalloc(sizeof(*timer), GFP_KERNEL);

	if (!timer)
		return;
	timer_setup(timer, nothing, 0);
	mod_timer(timer, jiffies + HZ);
	kfree(timer);
}

static noinline void plant_undefined_shift(void)
{
	static int sink;
	unsigned int by = 40;

	OPTIMIZER_HIDE_VAR(by);
	WRITE_ONCE(sink, 1 << by);
}

static noinline void plant_use_after_free(void)
{
	char *memory = kmalloc(64, GFP_KERNEL);

	if (!memory)
		return;
	kfree(memory);
	OPTIMIZER_HIDE_VAR(memory);
	READ_ONCE(memory[8]);
}

static noinline void plant_leak(void)
{
	/* Several, as a stale word on a stack may hide one from kmemleak. */
	static const unsigned int some = 8;
	unsigned int i;
	char *lost;

	for (i = 0; i < some; i++) {
		lost = kmalloc(128, GFP_KERNEL);
		OPTIMIZER_HIDE_VAR(lost);
	}
}

static unsigned long raced;

static int plant_data_race(void *unused)
{
	while (!kthread_should_stop()) {
		raced++;
		cond_resched();
	}
	return 0;
}

static void plant_data_races(void)
{
	struct task_struct *one = kthread_run(plant_data_race, NULL, "race-1");
	struct task_struct *two = kthread_run(plant_data_race, NULL, "race-2");

	msleep(3000);
	if (!IS_ERR(one))
		kthread_stop(one);
	if (!IS_ERR(two))
		kthread_stop(two);
}

static const struct {
	const char *name;
	void (*plant)(void);
} bugs[] = {
	{ "sleep_in_atomic", plant_sleep_in_atomic },
	{ "deadlock", plant_deadlock },
	{ "active_timer_freed", plant_active_timer_freed },
	{ "undefined_shift", plant_undefined_shift },
	{ "use_after_free", plant_use_after_free },
	{ "leak", plant_leak },
	{ "data_race", plant_data_races },
};

static int plant(const char *name, const struct kernel_param *kp)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bugs); i++) {
		if (sysfs_streq(name, bugs[i].name)) {
			bugs[i].plant();
			return 0;
		}
	}
	return -EINVAL;
}

static const struct kernel_param_ops bug_ops = { .set = plant };
module_param_cb(bug, &bug_ops, NULL, 0200);
MODULE_PARM_DESC(bug, "name of the bug to run");

MODULE_DESCRIPTION("Planted bugs for the kernel's detectors");
MODULE_LICENSE("GPL");
