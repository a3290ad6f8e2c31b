// SPDX-License-Identifier: GPL-2.0
/* state.h: guarded state has one user at a time; counters and flags lose nothing. */
#include <linux/bitmap.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched/task.h>
#include "driver.h"

static struct file *filp;

static const struct kunit_file *file(void)
{
	return data_of(filp);
}

static int init(struct kunit *test)
{
	int ret = bring_up(test);

	filp = ret ? ERR_PTR(ret) : open_node();
	return PTR_ERR_OR_ZERO(filp);
}

static void cleanup(struct kunit *test)
{
	if (!IS_ERR(filp))
		close_node(filp);
	take_down(test);
}

/* --- threads -------------------------------------------------------------------- */

#define THREADS 3
#define TIMES 20000

struct thread {
	struct task_struct *task;
	struct completion done;
	void (*run)(unsigned int number);
	unsigned int number;
};

static struct thread threads[THREADS];
static struct completion go;
static atomic_t arrived;

static int thread_run(void *data)
{
	struct thread *thread = data;

	wait_for_completion(&go);
	/* They were woken in turn, and might be done in turn. */
	atomic_inc(&arrived);
	while (atomic_read(&arrived) < THREADS)
		cond_resched();
	thread->run(thread->number);
	complete(&thread->done);
	return 0;
}

/* Run it in all of them at once. */
static void run(struct kunit *test, void (*what)(unsigned int number))
{
	unsigned int i, started = 0;

	init_completion(&go);
	atomic_set(&arrived, 0);
	for (i = 0; i < THREADS; i++) {
		struct thread *thread = &threads[i];

		thread->run = what;
		thread->number = i;
		init_completion(&thread->done);
		thread->task = kthread_run(thread_run, thread, "sdrm-state-%u", i);
		if (IS_ERR(thread->task))
			break;
		started++;
	}
	/* Those that could not be started are not waited for. */
	atomic_add(THREADS - started, &arrived);
	complete_all(&go);
	for (i = 0; i < started; i++)
		wait_for_completion(&threads[i].done);
	KUNIT_EXPECT_EQ(test, started, THREADS);
}

/* --- counters ---------------------------------------------------------------------- */

static void set(u32 value)
{
	atomic_set((atomic_t *)&file()->counter.__sdrm_value, value);
}

static void counter_counts(struct kunit *test)
{
	const struct sdrm_counter *counter = &file()->counter;

	KUNIT_EXPECT_EQ(test, sdrm_counter_read(counter), 0);
	KUNIT_EXPECT_EQ(test, sdrm_counter_inc(counter), 1);
	KUNIT_EXPECT_EQ(test, sdrm_counter_inc(counter), 2);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(counter), 2);
	sdrm_counter_dec(counter);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(counter), 1);
	sdrm_counter_dec(counter);
	sdrm_counter_dec(counter);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(counter), 0);
}

static void counter_wraps(struct kunit *test)
{
	const struct sdrm_counter *counter = &file()->counter;

	set(S32_MAX);
	KUNIT_EXPECT_EQ(test, sdrm_counter_inc(counter), 1U << 31);
	sdrm_counter_dec(counter);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(counter), S32_MAX);
	set(U32_MAX);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(counter), U32_MAX);
	KUNIT_EXPECT_EQ(test, sdrm_counter_inc(counter), 0);
	set(U32_MAX);
	sdrm_counter_dec(counter);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(counter), U32_MAX - 1);
}

static void counter_has_a_limit(struct kunit *test)
{
	static const u32 limits[] = { 0, 1, 2, S32_MAX, 1U << 31, U32_MAX };
	const struct sdrm_counter *counter = &file()->counter;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(limits); i++) {
		if (limits[i]) {
			set(limits[i] - 1);
			KUNIT_EXPECT_TRUE(test, sdrm_counter_inc_below(counter, limits[i]));
			KUNIT_EXPECT_EQ(test, sdrm_counter_read(counter), limits[i]);
		}
		set(limits[i]);
		KUNIT_EXPECT_FALSE(test, sdrm_counter_inc_below(counter, limits[i]));
		KUNIT_EXPECT_EQ(test, sdrm_counter_read(counter), limits[i]);
	}
	/* Above it, as after sdrm_counter_inc(). */
	set(U32_MAX);
	KUNIT_EXPECT_FALSE(test, sdrm_counter_inc_below(counter, 5));
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(counter), U32_MAX);
}

static DECLARE_BITMAP(values, THREADS * TIMES + 1);
static atomic_t twice, below;

static void count(unsigned int number)
{
	unsigned int i;

	for (i = 0; i < TIMES; i++) {
		u32 value = sdrm_counter_inc(&file()->counter);

		if (value > THREADS * TIMES || test_and_set_bit(value, values))
			atomic_inc(&twice);
	}
}

static void count_below(unsigned int number)
{
	unsigned int i;

	for (i = 0; i < TIMES; i++) {
		if (sdrm_counter_inc_below(&file()->counter, TIMES + 1))
			atomic_inc(&below);
	}
}

static void up_and_down(unsigned int number)
{
	unsigned int i;

	for (i = 0; i < TIMES; i++) {
		sdrm_counter_inc(&file()->counter);
		sdrm_counter_dec(&file()->counter);
	}
}

static void counted_at_once(struct kunit *test)
{
	bitmap_zero(values, THREADS * TIMES + 1);
	atomic_set(&twice, 0);
	atomic_set(&below, 0);
	run(test, count);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&file()->counter), THREADS * TIMES);
	KUNIT_EXPECT_EQ(test, atomic_read(&twice), 0);
	run(test, up_and_down);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&file()->counter), THREADS * TIMES);
	set(0);
	run(test, count_below);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&file()->counter), TIMES + 1);
	KUNIT_EXPECT_EQ(test, atomic_read(&below), TIMES + 1);
}

/* --- flags ------------------------------------------------------------------------- */

static void flag_is_set_once(struct kunit *test)
{
	const struct sdrm_flag *flag = &file()->flag;

	KUNIT_EXPECT_FALSE(test, sdrm_flag_test(flag));
	KUNIT_EXPECT_FALSE(test, sdrm_flag_test_and_clear(flag));
	KUNIT_EXPECT_FALSE(test, sdrm_flag_test_and_set(flag));
	KUNIT_EXPECT_TRUE(test, sdrm_flag_test(flag));
	KUNIT_EXPECT_TRUE(test, sdrm_flag_test_and_set(flag));
	KUNIT_EXPECT_TRUE(test, sdrm_flag_test_and_clear(flag));
	KUNIT_EXPECT_FALSE(test, sdrm_flag_test(flag));
}

static atomic_t sets, clears;

static void set_and_clear(unsigned int number)
{
	unsigned int i;

	for (i = 0; i < TIMES; i++) {
		if (!sdrm_flag_test_and_set(&file()->flag))
			atomic_inc(&sets);
		if (sdrm_flag_test_and_clear(&file()->flag))
			atomic_inc(&clears);
	}
}

static void flag_goes_up_and_down_in_turn(struct kunit *test)
{
	atomic_set(&sets, 0);
	atomic_set(&clears, 0);
	run(test, set_and_clear);
	KUNIT_EXPECT_FALSE(test, sdrm_flag_test(&file()->flag));
	KUNIT_EXPECT_GE(test, atomic_read(&sets), TIMES);
	KUNIT_EXPECT_EQ(test, atomic_read(&sets), atomic_read(&clears));
}

/* --- guarded state ------------------------------------------------------------------- */

/* Several writes, during which a value is seen that belongs to no one else. */
static void add_under_lock(unsigned int number)
{
	unsigned int i;

	for (i = 0; i < TIMES / 10; i++) {
		SDRM_LOCKED(state, file(), state);
		u32 before = state->value;

		WRITE_ONCE(state->value, U32_MAX);
		if (!(i % 100))
			usleep_range(10, 50);
		WRITE_ONCE(state->value, before + 1);
	}
}

static u32 value_of_file(void)
{
	SDRM_LOCKED(state, file(), state);
	return state->value;
}

static void state_has_one_user_at_a_time(struct kunit *test)
{
	run(test, add_under_lock);
	KUNIT_EXPECT_EQ(test, value_of_file(), THREADS * (TIMES / 10));
}

/* A thread that locks the state of the file, or of the device. */
static struct {
	bool of_device;
	struct completion started, done;
} locker;

static int lock_state(void *unused)
{
	complete(&locker.started);
	if (locker.of_device) {
		SDRM_LOCKED(state, device(0), state);
		state->value++;
	} else {
		SDRM_LOCKED(state, file(), state);
		state->value++;
	}
	complete(&locker.done);
	return 0;
}

/* Start it, and return whether it has got the lock before long. */
static bool gets_it(struct kunit *test, bool of_device)
{
	locker.of_device = of_device;
	init_completion(&locker.started);
	init_completion(&locker.done);
	if (IS_ERR(kthread_run(lock_state, NULL, "sdrm-locker"))) {
		complete_all(&locker.started);
		complete_all(&locker.done);
		KUNIT_FAIL(test, "no thread");
	}
	wait_for_completion(&locker.started);
	return wait_for_completion_timeout(&locker.done, msecs_to_jiffies(100));
}

static void lock_excludes(struct kunit *test)
{
	bool got;

	{
		SDRM_LOCKED(state, file(), state);

		state->value = 5;
		got = gets_it(test, false);
		KUNIT_EXPECT_FALSE(test, got);
		KUNIT_EXPECT_EQ(test, state->value, 5);
	}
	if (!got)
		wait_for_completion(&locker.done);
	KUNIT_EXPECT_EQ(test, value_of_file(), 6);
}

/* The lock of one holder is not that of another; both are held in this order. */
static void each_holder_has_its_lock(struct kunit *test)
{
	SDRM_LOCKED(of_file, file(), state);
	of_file->value = 1;
	KUNIT_EXPECT_TRUE(test, gets_it(test, true));
	SDRM_LOCKED(of_device, device(0), state);
	KUNIT_EXPECT_EQ(test, of_device->value, 1);
	KUNIT_EXPECT_PTR_NE(test, of_file, of_device);
}

static noinline int lock_and_return(int error)
{
	SDRM_LOCKED(state, file(), state);

	if (error)
		return error;
	state->value++;
	return 0;
}

static bool is_locked(void)
{
	return mutex_is_locked((struct mutex *)&file()->base.managed.__sdrm_lock);
}

static void unlocked_on_every_way_out(struct kunit *test)
{
	unsigned int i;

	KUNIT_EXPECT_EQ(test, lock_and_return(-EXDEV), -EXDEV);
	KUNIT_ASSERT_FALSE(test, is_locked());
	KUNIT_EXPECT_EQ(test, lock_and_return(0), 0);
	KUNIT_ASSERT_FALSE(test, is_locked());
	for (i = 0; i < 3; i++) {
		KUNIT_ASSERT_FALSE(test, is_locked());
		SDRM_LOCKED(state, file(), state);

		KUNIT_EXPECT_TRUE(test, is_locked());
		state->value++;
		if (i == 0)
			continue;
		if (i == 1)
			break;
	}
	KUNIT_EXPECT_FALSE(test, is_locked());
	KUNIT_EXPECT_EQ(test, value_of_file(), 3);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(counter_counts),
	KUNIT_CASE(counter_wraps),
	KUNIT_CASE(counter_has_a_limit),
	KUNIT_CASE(counted_at_once),
	KUNIT_CASE(flag_is_set_once),
	KUNIT_CASE(flag_goes_up_and_down_in_turn),
	KUNIT_CASE(state_has_one_user_at_a_time),
	KUNIT_CASE(lock_excludes),
	KUNIT_CASE(each_holder_has_its_lock),
	KUNIT_CASE(unlocked_on_every_way_out),
	{}
};

static struct kunit_suite suite = {
	.name = "state",
	.init = init,
	.exit = cleanup,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of state.h");
MODULE_LICENSE("GPL");
