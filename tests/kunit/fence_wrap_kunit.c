// SPDX-License-Identifier: GPL-2.0
/* fence_wrap.h: dropping the signalling side signals once and wakes waiters. */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/workqueue.h>
#include "source.h"

static void dropped_signals(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	KUNIT_EXPECT_FALSE(test, sdrm_fence_is_signaled(ref));
	KUNIT_EXPECT_EQ(test, holders(ref), 2);
	{
		SDRM_OWN(fence, dropped, sdrm_fence_move(fence));
	}
	KUNIT_EXPECT_TRUE(test, sdrm_fence_is_signaled(ref));
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(ref->__sdrm_ptr), 1);
	KUNIT_EXPECT_EQ(test, holders(ref), 1);
}

static void signalled_is_consumed(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	sdrm_fence_signal(sdrm_fence_move(fence));
	KUNIT_EXPECT_EQ(test, sdrm_err(fence), -ESTALE);
	KUNIT_EXPECT_TRUE(test, sdrm_fence_is_signaled(ref));
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(ref->__sdrm_ptr), 1);
	KUNIT_EXPECT_EQ(test, holders(ref), 1);
}

static noinline int fail_after_create(struct sdrm_fence_ref *kept)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));

	if (sdrm_is_err(fence))
		return sdrm_err(fence);
	*kept = sdrm_fence_get(fence);
	return -ENOSPC;
}

static void failing_function_signals(struct kunit *test)
{
	struct sdrm_fence_ref kept;

	KUNIT_ASSERT_EQ(test, fail_after_create(&kept), -ENOSPC);
	SDRM_OWN(fence_ref, ref, kept);

	KUNIT_EXPECT_TRUE(test, sdrm_fence_is_signaled(ref));
	KUNIT_EXPECT_EQ(test, holders(ref), 1);
}

static void references_are_counted(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	{
		SDRM_OWN(fence_ref, second, sdrm_fence_get(fence));

		KUNIT_EXPECT_EQ(test, holders(ref), 3);
	}
	KUNIT_EXPECT_EQ(test, holders(ref), 2);
	/* Putting a reference does not signal. */
	KUNIT_EXPECT_FALSE(test, sdrm_fence_is_signaled(ref));
}

static void no_source_no_fence(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(NULL));

	KUNIT_EXPECT_TRUE(test, sdrm_is_err(fence));
	KUNIT_EXPECT_EQ(test, sdrm_err(fence), -EINVAL);
	/* Does nothing, as does the end of the scope. */
	sdrm_fence_signal(sdrm_fence_move(fence));
}

/* noinline: the compiler refuses a second move that it sees. */
static noinline struct sdrm_fence take_away(struct sdrm_fence *fence)
{
	return sdrm_fence_move(fence);
}

static void moved_away_signals_nothing(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	SDRM_OWN(fence, taken, take_away(fence));
	sdrm_fence_signal(take_away(fence));
	KUNIT_EXPECT_FALSE(test, sdrm_fence_is_signaled(ref));
	KUNIT_EXPECT_EQ(test, holders(ref), 2);
}

struct counting {
	struct dma_fence_cb cb;
	unsigned int calls;
};

static void count(struct dma_fence *fence, struct dma_fence_cb *cb)
{
	container_of(cb, struct counting, cb)->calls++;
}

static void callbacks_run_once(struct kunit *test)
{
	struct counting counting = {};

	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	KUNIT_EXPECT_EQ(test, 0, dma_fence_add_callback(ref->__sdrm_ptr,
							&counting.cb, count));
	KUNIT_EXPECT_EQ(test, counting.calls, 0);
	sdrm_fence_signal(sdrm_fence_move(fence));
	KUNIT_EXPECT_EQ(test, counting.calls, 1);
	/* If it was not signalled, nothing may refer to this stack. */
	dma_fence_remove_callback(ref->__sdrm_ptr, &counting.cb);
}

static const char *driver_name(struct dma_fence *fence)
{
	return fence->ops->get_driver_name(fence);
}

static void names_are_copies(struct kunit *test)
{
	char driver[] = "a driver", timeline[] = "its timeline";
	struct sdrm_fence_source *short_lived =
		sdrm_fence_source_create(sizeof(struct sdrm_fence_source), driver,
					 timeline);

	KUNIT_ASSERT_FALSE(test, IS_ERR(short_lived));
	SDRM_OWN(fence, fence, sdrm_fence_create(short_lived));
	struct dma_fence *base = __sdrm_fence_base(fence);

	/* The driver is unloaded, and its strings with it. */
	sdrm_fence_source_put(short_lived);
	memset(driver, 'x', sizeof(driver) - 1);
	memset(timeline, 'x', sizeof(timeline) - 1);
	KUNIT_EXPECT_STREQ(test, driver_name(base), "a driver");
	KUNIT_EXPECT_STREQ(test, base->ops->get_timeline_name(base),
			   "its timeline");
}

static void each_has_its_own_context(struct kunit *test)
{
	SDRM_OWN(fence, one, sdrm_fence_create(source));
	SDRM_OWN(fence, two, sdrm_fence_create(source));

	KUNIT_EXPECT_NE(test, __sdrm_fence_base(one)->context,
			__sdrm_fence_base(two)->context);
}

#define PATIENCE_MS 2000	/* after which a waiter gives up */

/* A thread that waits for a fence, and the result. */
struct waiter {
	struct sdrm_fence_ref *ref;
	unsigned int timeout_ms;
	struct task_struct *task;
	struct completion done;
	int result;
};

static int wait_for_fence(void *data)
{
	struct waiter *waiter = data;

	allow_signal(SIGUSR1);
	waiter->result = sdrm_fence_wait(waiter->ref, waiter->timeout_ms);
	complete(&waiter->done);
	return 0;
}

/* Returns once the thread sleeps on the fence. */
static bool start_waiter(struct waiter *waiter, struct sdrm_fence_ref *ref,
			 unsigned int timeout_ms)
{
	unsigned long end = jiffies + msecs_to_jiffies(PATIENCE_MS);

	waiter->ref = ref;
	waiter->timeout_ms = timeout_ms;
	init_completion(&waiter->done);
	waiter->task = kthread_create(wait_for_fence, waiter, "sdrm-waiter");
	if (IS_ERR(waiter->task))
		return false;

	/* The thread may exit before it is stopped. */
	get_task_struct(waiter->task);
	wake_up_process(waiter->task);
	while (list_empty(&ref->__sdrm_ptr->cb_list) && time_before(jiffies, end))
		usleep_range(100, 1000);
	return true;
}

/* Return the result of its sdrm_fence_wait(); kthread_stop() would interrupt it. */
static int end_waiter(struct waiter *waiter)
{
	wait_for_completion(&waiter->done);
	kthread_stop(waiter->task);
	put_task_struct(waiter->task);
	return waiter->result;
}

static void dropped_wakes_a_waiter(struct kunit *test)
{
	struct waiter waiter;

	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	if (!start_waiter(&waiter, ref, PATIENCE_MS)) {
		KUNIT_FAIL(test, "no thread");
		return;
	}
	{
		SDRM_OWN(fence, dropped, sdrm_fence_move(fence));
	}
	KUNIT_EXPECT_EQ(test, end_waiter(&waiter), 0);
}

static void waiter_times_out(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	KUNIT_EXPECT_EQ(test, sdrm_fence_wait(ref, 0), -ETIMEDOUT);
	KUNIT_EXPECT_EQ(test, sdrm_fence_wait(ref, 20), -ETIMEDOUT);
	sdrm_fence_signal(sdrm_fence_move(fence));
	KUNIT_EXPECT_EQ(test, sdrm_fence_wait(ref, 20), 0);
}

static void waiter_is_interrupted(struct kunit *test)
{
	struct waiter waiter;

	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	if (!start_waiter(&waiter, ref, PATIENCE_MS)) {
		KUNIT_FAIL(test, "no thread");
		return;
	}
	send_sig(SIGUSR1, waiter.task, 0);
	KUNIT_EXPECT_EQ(test, end_waiter(&waiter), -ERESTARTSYS);
	KUNIT_EXPECT_FALSE(test, sdrm_fence_is_signaled(ref));
}

static void above_int_max_is_without_limit(struct kunit *test)
{
	struct waiter waiter;

	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	if (!start_waiter(&waiter, ref, UINT_MAX)) {
		KUNIT_FAIL(test, "no thread");
		return;
	}
	/* A timeout that was truncated or negative would be over by now. */
	msleep(50);
	KUNIT_EXPECT_FALSE(test, completion_done(&waiter.done));
	sdrm_fence_signal(sdrm_fence_move(fence));
	/* If it was not signalled, the thread would wait forever. */
	if (!sdrm_fence_is_signaled(ref))
		send_sig(SIGUSR1, waiter.task, 0);
	KUNIT_EXPECT_EQ(test, end_waiter(&waiter), 0);
}

static void error_ends_the_wait_too(struct kunit *test)
{
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	dma_fence_set_error(ref->__sdrm_ptr, -EIO);
	sdrm_fence_signal(sdrm_fence_move(fence));
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(ref->__sdrm_ptr), -EIO);
	KUNIT_EXPECT_EQ(test, sdrm_fence_wait(ref, 20), 0);
}

struct wait_in_worker {
	struct work_struct work;
	const struct sdrm_fence_ref *ref;
	int result;
};

static void wait_in_worker(struct work_struct *work)
{
	struct wait_in_worker *wait = container_of(work, struct wait_in_worker, work);

	wait->result = sdrm_fence_wait(wait->ref, U32_MAX);
}

/* A frame callback runs in a worker, which the device waits for when it goes. */
static void worker_waits_a_second(struct kunit *test)
{
	struct wait_in_worker wait = { };
	unsigned long begin = jiffies;

	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	wait.ref = ref;
	INIT_WORK_ONSTACK(&wait.work, wait_in_worker);
	schedule_work(&wait.work);
	flush_work(&wait.work);
	destroy_work_on_stack(&wait.work);
	KUNIT_EXPECT_EQ(test, wait.result, -ETIMEDOUT);
	KUNIT_EXPECT_GE(test, jiffies - begin, msecs_to_jiffies(1000));
}

static struct kunit_case cases[] = {
	KUNIT_CASE(worker_waits_a_second),
	KUNIT_CASE(dropped_signals),
	KUNIT_CASE(signalled_is_consumed),
	KUNIT_CASE(failing_function_signals),
	KUNIT_CASE(references_are_counted),
	KUNIT_CASE(no_source_no_fence),
	KUNIT_CASE(moved_away_signals_nothing),
	KUNIT_CASE(callbacks_run_once),
	KUNIT_CASE(names_are_copies),
	KUNIT_CASE(each_has_its_own_context),
	KUNIT_CASE(dropped_wakes_a_waiter),
	KUNIT_CASE(waiter_times_out),
	KUNIT_CASE(waiter_is_interrupted),
	KUNIT_CASE(above_int_max_is_without_limit),
	KUNIT_CASE(error_ends_the_wait_too),
	{}
};

static struct kunit_suite suite = {
	.name = "fence_wrap",
	.init = source_init,
	.exit = source_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of fence_wrap.h");
MODULE_LICENSE("GPL");
