// SPDX-License-Identifier: GPL-2.0
/* timeline.h: fences are signalled in order, whenever references are put. */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include "faults.h"
#include "opened.h"
#include "source.h"

#define DRIVER "kunit-driver"
#define NAME "kunit-timeline"

static struct sdrm_opened open_timeline(struct kunit *test)
{
	struct sdrm_opened opened = open_file();

	KUNIT_EXPECT_EQ(test, 0, sdrm_timeline_init(&opened.__sdrm_ptr->timeline,
						    &opened.__sdrm_ptr->managed,
						    DRIVER, NAME));
	return opened;
}

/* Declares @name, a timeline, closed at the end of the scope. */
#define OPEN_TIMELINE(name)						\
	SDRM_OWN(opened, name##_file, open_timeline(test));		\
	struct sdrm_timeline *name = &name##_file->__sdrm_ptr->timeline

static struct sdrm_timeline_state *state_of(struct sdrm_timeline *timeline)
{
	return timeline->__sdrm_priv.state;
}

/* Is there no unsignalled fence in the timeline? */
static bool is_empty(struct sdrm_timeline *timeline)
{
	return RB_EMPTY_ROOT(&state_of(timeline)->points);
}

static unsigned int references(struct sdrm_timeline *timeline)
{
	return refcount_read(&state_of(timeline)->source.refs);
}

/* A fence, and its place in the order of signalling, from 1 on. */
struct point {
	struct dma_fence *fence;
	struct dma_fence *drop;		/* put by the callback */
	struct dma_fence_cb cb;
	unsigned int at;
	unsigned int delay_us;		/* in the callback, before @at is set */
	struct task_struct *by;		/* the task that signalled it */
	bool kills;			/* that task */
};

static atomic_t signalled;

static void note(struct dma_fence *fence, struct dma_fence_cb *cb)
{
	struct point *point = container_of(cb, struct point, cb);

	udelay(point->delay_us);
	point->by = current;
	if (point->kills)
		send_sig(SIGKILL, current, 1);
	point->at = atomic_inc_return(&signalled);
	dma_fence_put(point->drop);
}

static struct dma_fence *add(struct kunit *test, struct sdrm_timeline *timeline,
			     u32 value)
{
	struct dma_fence *fence = __sdrm_timeline_add(timeline, value);

	KUNIT_ASSERT_FALSE(test, IS_ERR_OR_NULL(fence));
	return fence;
}

/* Add a fence that is not due yet, and note when it is signalled. */
static void watch(struct kunit *test, struct sdrm_timeline *timeline, u32 value,
		  struct point *point)
{
	memset(point, 0, sizeof(*point));
	point->fence = add(test, timeline, value);
	KUNIT_EXPECT_EQ(test, 0, dma_fence_add_callback(point->fence, &point->cb,
							note));
}

/* If the callback never ran, remove it and put what it would have put. */
static void let_go(struct point *point)
{
	if (!point->at) {
		dma_fence_remove_callback(point->fence, &point->cb);
		dma_fence_put(point->drop);
	}
	dma_fence_put(point->fence);
}

static void let_all_go(struct point *points, unsigned int count)
{
	while (count--)
		let_go(&points[count]);
}

/* 0 if not signalled, 1 if signalled, or its error. Puts the fence. */
static int status_of(struct dma_fence *fence)
{
	int status = dma_fence_get_status(fence);

	dma_fence_put(fence);
	return status;
}

static void signalled_in_order(struct kunit *test)
{
	static const u32 values[] = { 5, 1, 3, 3, 2, 4 };
	static const unsigned int after_two[] = { 0, 1, 0, 0, 2, 0 };
	static const unsigned int after_five[] = { 6, 1, 3, 3, 2, 5 };
	struct point points[ARRAY_SIZE(values)];
	unsigned int i;

	OPEN_TIMELINE(timeline);

	for (i = 0; i < ARRAY_SIZE(values); i++)
		watch(test, timeline, values[i], &points[i]);
	sdrm_timeline_advance(timeline, 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&signalled), 0);
	sdrm_timeline_advance(timeline, 2);
	for (i = 0; i < ARRAY_SIZE(values); i++)
		KUNIT_EXPECT_EQ(test, points[i].at, after_two[i]);
	sdrm_timeline_advance(timeline, 3);
	for (i = 0; i < ARRAY_SIZE(values); i++) {
		/* Equal ones may be signalled in any order. */
		KUNIT_EXPECT_GE(test, points[i].at, after_five[i]);
		KUNIT_EXPECT_LE(test, points[i].at,
				after_five[i] + (values[i] == 3));
		KUNIT_EXPECT_EQ(test, dma_fence_get_status(points[i].fence), 1);
		let_go(&points[i]);
	}
	KUNIT_EXPECT_NE(test, points[2].at, points[3].at);
	KUNIT_EXPECT_TRUE(test, is_empty(timeline));
	KUNIT_EXPECT_EQ(test, references(timeline), 1);
}

static void past_is_signalled_at_once(struct kunit *test)
{
	OPEN_TIMELINE(timeline);

	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 0)), 1);
	sdrm_timeline_advance(timeline, 3);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 0)), 1);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 2)), 1);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 3)), 1);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 4)), 0);
	KUNIT_EXPECT_TRUE(test, is_empty(timeline));
	KUNIT_EXPECT_EQ(test, references(timeline), 1);
}

static void wraps_at_half(struct kunit *test)
{
	struct point last, next;

	OPEN_TIMELINE(timeline);

	/* The largest distance ahead, and one more, which is in the past. */
	watch(test, timeline, S32_MAX, &last);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 1U << 31)), 1);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, U32_MAX)), 1);
	sdrm_timeline_advance(timeline, S32_MAX - 1);
	KUNIT_EXPECT_EQ(test, last.at, 0);
	/* Two seqnos of different sign. */
	watch(test, timeline, 1U << 31, &next);
	sdrm_timeline_advance(timeline, 1);
	KUNIT_EXPECT_EQ(test, last.at, 1);
	KUNIT_EXPECT_EQ(test, next.at, 0);
	sdrm_timeline_advance(timeline, 1);
	KUNIT_EXPECT_EQ(test, next.at, 2);
	let_go(&last);
	let_go(&next);
}

static void wraps_at_zero(struct kunit *test)
{
	static const u32 values[] = { 1, 0, U32_MAX };
	struct point points[ARRAY_SIZE(values)];
	unsigned int i;

	OPEN_TIMELINE(timeline);

	sdrm_timeline_advance(timeline, U32_MAX - 1);
	for (i = 0; i < ARRAY_SIZE(values); i++)
		watch(test, timeline, values[i], &points[i]);
	sdrm_timeline_advance(timeline, 1);
	KUNIT_EXPECT_EQ(test, points[2].at, 1);
	KUNIT_EXPECT_EQ(test, points[1].at, 0);
	sdrm_timeline_advance(timeline, 2);
	KUNIT_EXPECT_EQ(test, points[1].at, 2);
	KUNIT_EXPECT_EQ(test, points[0].at, 3);
	for (i = 0; i < ARRAY_SIZE(values); i++)
		let_go(&points[i]);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 1)), 1);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 2)), 0);
}

/* Further than a seqno can be ahead: no fence on the way is skipped. */
static void advances_all_the_way_round(struct kunit *test)
{
	struct point near, far;

	OPEN_TIMELINE(timeline);

	watch(test, timeline, S32_MAX, &far);
	watch(test, timeline, 1, &near);
	sdrm_timeline_advance(timeline, U32_MAX);
	KUNIT_EXPECT_EQ(test, near.at, 1);
	KUNIT_EXPECT_EQ(test, far.at, 2);
	KUNIT_EXPECT_EQ(test, state_of(timeline)->value, U32_MAX);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, U32_MAX)), 1);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 0)), 0);
	let_go(&near);
	let_go(&far);
}

static void close_signals_the_rest(struct kunit *test)
{
	struct point before, near, far;

	{
		OPEN_TIMELINE(timeline);

		watch(test, timeline, 1, &before);
		watch(test, timeline, S32_MAX, &far);
		watch(test, timeline, 2, &near);
		sdrm_timeline_advance(timeline, 1);
	}
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(before.fence), 1);
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(near.fence), -ENOENT);
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(far.fence), -ENOENT);
	KUNIT_EXPECT_EQ(test, near.at, 2);
	KUNIT_EXPECT_EQ(test, far.at, 3);
	KUNIT_EXPECT_EQ(test, kref_read(&near.fence->refcount), 1);
	let_go(&before);
	let_go(&near);
	let_go(&far);
}

static const char *driver_name(struct dma_fence *fence)
{
	return fence->ops->get_driver_name(fence);
}

static const char *timeline_name(struct dma_fence *fence)
{
	return fence->ops->get_timeline_name(fence);
}

static struct sdrm_fence_source *source_of(struct dma_fence *fence)
{
	return container_of(fence, struct sdrm_point, base)->source;
}

static void fences_outlive_the_timeline(struct kunit *test)
{
	struct dma_fence *passed, *left;

	{
		OPEN_TIMELINE(timeline);

		passed = add(test, timeline, 0);
		left = add(test, timeline, 1);
		KUNIT_EXPECT_EQ(test, references(timeline), 3);
		KUNIT_EXPECT_STREQ(test, driver_name(left), DRIVER);
		KUNIT_EXPECT_STREQ(test, timeline_name(left), NAME);
	}
	/* Their lock and names are in the source that they hold. */
	KUNIT_EXPECT_TRUE(test, dma_fence_is_signaled(passed));
	KUNIT_EXPECT_TRUE(test, dma_fence_is_signaled(left));
	KUNIT_EXPECT_PTR_EQ(test, source_of(left), source_of(passed));
	KUNIT_EXPECT_EQ(test, refcount_read(&source_of(left)->refs), 2);
	dma_fence_put(passed);
	dma_fence_put(left);
}

static void named_after_the_task(struct kunit *test)
{
	char comm[TASK_COMM_LEN];

	SDRM_OWN(opened, file, open_file());
	struct opened_file *opened = file->__sdrm_ptr;

	KUNIT_ASSERT_EQ(test, 0, sdrm_timeline_init(&opened->timeline,
						    &opened->managed, DRIVER,
						    NULL));
	struct dma_fence *fence = add(test, &opened->timeline, 1);

	KUNIT_EXPECT_STREQ(test, timeline_name(fence),
			   get_task_comm(comm, current));
	dma_fence_put(fence);
}

static void one_context_and_its_values(struct kunit *test)
{
	OPEN_TIMELINE(one);
	OPEN_TIMELINE(two);
	struct dma_fence *first = add(test, one, 7), *second = add(test, one, 3);
	struct dma_fence *other = add(test, two, 3);

	KUNIT_EXPECT_EQ(test, first->context, second->context);
	KUNIT_EXPECT_NE(test, first->context, other->context);
	KUNIT_EXPECT_EQ(test, first->seqno, 7);
	KUNIT_EXPECT_EQ(test, second->seqno, 3);
	/* Advancing one timeline does not affect the other. */
	sdrm_timeline_advance(one, 7);
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(first), 1);
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(other), 0);
	dma_fence_put(first);
	dma_fence_put(second);
	dma_fence_put(other);
}

static void freed_unsignalled_leaves(struct kunit *test)
{
	struct point first, last;

	OPEN_TIMELINE(timeline);

	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 1)), 0);
	KUNIT_EXPECT_TRUE(test, is_empty(timeline));
	KUNIT_EXPECT_EQ(test, references(timeline), 1);

	/* The first in the tree, one in the middle, the last. */
	struct dma_fence *before = add(test, timeline, 1);

	watch(test, timeline, 2, &first);
	struct dma_fence *between = add(test, timeline, 3);

	watch(test, timeline, 4, &last);
	dma_fence_put(between);
	dma_fence_put(before);
	KUNIT_EXPECT_EQ(test, status_of(add(test, timeline, 5)), 0);
	KUNIT_EXPECT_EQ(test, references(timeline), 3);
	sdrm_timeline_advance(timeline, 5);
	KUNIT_EXPECT_EQ(test, first.at, 1);
	KUNIT_EXPECT_EQ(test, last.at, 2);
	let_go(&first);
	let_go(&last);
	KUNIT_EXPECT_TRUE(test, is_empty(timeline));
}

/* When @first is signalled, its callback puts the last reference to @drop. */
static void put_in_callback(struct kunit *test, struct sdrm_timeline *timeline,
			    struct dma_fence *drop)
{
	struct point first, last;

	watch(test, timeline, 1, &first);
	watch(test, timeline, 3, &last);
	first.drop = drop;
	sdrm_timeline_advance(timeline, 3);
	KUNIT_EXPECT_EQ(test, first.at, 1);
	KUNIT_EXPECT_EQ(test, last.at, 2);
	let_go(&first);
	let_go(&last);
	KUNIT_EXPECT_TRUE(test, is_empty(timeline));
	KUNIT_EXPECT_EQ(test, references(timeline), 1);
}

static void callback_drops_the_next(struct kunit *test)
{
	OPEN_TIMELINE(timeline);

	put_in_callback(test, timeline, add(test, timeline, 2));
}

static void equal_are_one(struct kunit *test)
{
	struct dma_fence *one, *same, *other;

	OPEN_TIMELINE(timeline);

	one = add(test, timeline, 2);
	same = add(test, timeline, 2);
	other = add(test, timeline, 3);
	KUNIT_EXPECT_PTR_EQ(test, one, same);
	KUNIT_EXPECT_PTR_NE(test, one, other);
	KUNIT_EXPECT_EQ(test, kref_read(&one->refcount), 2);
	KUNIT_EXPECT_EQ(test, references(timeline), 3);
	dma_fence_put(other);
	dma_fence_put(same);
	dma_fence_put(one);
	KUNIT_EXPECT_TRUE(test, is_empty(timeline));

	/* A seqno that the counter has reached gets a new fence each time. */
	sdrm_timeline_advance(timeline, 2);
	one = add(test, timeline, 2);
	same = add(test, timeline, 2);
	KUNIT_EXPECT_PTR_NE(test, one, same);
	dma_fence_put(same);
	dma_fence_put(one);
	KUNIT_EXPECT_EQ(test, references(timeline), 1);
}

static void callback_drops_of_another(struct kunit *test)
{
	OPEN_TIMELINE(timeline);
	OPEN_TIMELINE(other);

	put_in_callback(test, timeline, add(test, other, 1));
	KUNIT_EXPECT_TRUE(test, is_empty(other));
	KUNIT_EXPECT_EQ(test, references(other), 1);
}

static void callback_drops_its_own(struct kunit *test)
{
	struct point point;

	{
		OPEN_TIMELINE(timeline);

		watch(test, timeline, 1, &point);
		point.drop = point.fence;
		sdrm_timeline_advance(timeline, 1);
		KUNIT_EXPECT_EQ(test, point.at, 1);
		KUNIT_EXPECT_EQ(test, references(timeline), 1);

		watch(test, timeline, 2, &point);
		point.drop = point.fence;
	}
	KUNIT_EXPECT_EQ(test, point.at, 2);
	if (!point.at) {
		point.drop = NULL;
		let_go(&point);
	}
}

/* Another thread; starting and joining it wait for its begin and end. */
struct other {
	struct task_struct *task;
	struct completion begun, done;
	void (*run)(struct sdrm_timeline *timeline);
	struct sdrm_timeline *timeline;
};

static int run_other(void *data)
{
	struct other *other = data;

	complete(&other->begun);
	other->run(other->timeline);
	complete(&other->done);
	/* So that it still exists when it is stopped. */
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}

static void start(struct kunit *test, struct other *other,
		  void (*run)(struct sdrm_timeline *timeline),
		  struct sdrm_timeline *timeline)
{
	other->run = run;
	other->timeline = timeline;
	init_completion(&other->begun);
	init_completion(&other->done);
	other->task = kthread_run(run_other, other, "sdrm-other");
	KUNIT_ASSERT_FALSE(test, IS_ERR(other->task));
	wait_for_completion(&other->begun);
}

static void join(struct other *other)
{
	wait_for_completion(&other->done);
	kthread_stop(other->task);
}

/* Does it end within so many jiffies? It must still be joined. */
static bool completes(struct other *other, unsigned long timeout)
{
	if (!wait_for_completion_timeout(&other->done, timeout))
		return false;
	complete(&other->done);
	return true;
}

#define ROUNDS 1024

static void advance_by_ones(struct sdrm_timeline *timeline)
{
	unsigned int i;

	for (i = 0; i < ROUNDS / 2; i++)
		sdrm_timeline_advance(timeline, 1);
}

static void two_advance_in_order(struct kunit *test)
{
	struct point *points = kunit_kcalloc(test, ROUNDS, sizeof(*points),
					     GFP_KERNEL);
	unsigned int i, wrong = 0;
	struct other other;

	OPEN_TIMELINE(timeline);

	KUNIT_ASSERT_NOT_NULL(test, points);
	for (i = 0; i < ROUNDS; i++) {
		watch(test, timeline, i + 1, &points[i]);
		/* Time for the next one to overtake it. */
		points[i].delay_us = i % 2 ? 0 : 20;
	}
	start(test, &other, advance_by_ones, timeline);
	advance_by_ones(timeline);
	join(&other);
	for (i = 0; i < ROUNDS; i++) {
		wrong += points[i].at != i + 1;
		let_go(&points[i]);
	}
	KUNIT_EXPECT_EQ(test, wrong, 0);
	KUNIT_EXPECT_EQ(test, state_of(timeline)->value, ROUNDS);
}

#define STRIDE 8

/* How often the timeline may have been advanced by now. */
static atomic_t turns;

static void advance_in_turn(struct sdrm_timeline *timeline)
{
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		while (atomic_read(&turns) == i)
			cond_resched();
		sdrm_timeline_advance(timeline, STRIDE);
	}
}

/* Until the turn is over; all that is due is signalled then. */
static void end_turn(struct sdrm_timeline *timeline, u32 value)
{
	struct sdrm_timeline_state *state = state_of(timeline);
	bool over;

	do {
		cond_resched();
		spin_lock_irq(&state->lock);
		over = state->value == value;
		spin_unlock_irq(&state->lock);
	} while (!over);
}

/* If a fence is signalled when it is created, so are all earlier ones. */
static void creators_meet_advance(struct kunit *test)
{
	struct dma_fence *fences[STRIDE];
	unsigned int i, round, wrong = 0, met = 0;
	struct other other;

	OPEN_TIMELINE(timeline);

	start(test, &other, advance_in_turn, timeline);
	for (round = 0; round < ROUNDS; round++) {
		u32 value = round * STRIDE;

		atomic_inc(&turns);
		for (i = 0; i < STRIDE; i++) {
			fences[i] = add(test, timeline, value + i + 1);
			/* In order, so checking the previous one is enough. */
			if (!i || !dma_fence_is_signaled(fences[i]))
				continue;
			wrong += !dma_fence_is_signaled(fences[i - 1]);
			met++;
		}
		end_turn(timeline, value + STRIDE);
		for (i = 0; i < STRIDE; i++)
			dma_fence_put(fences[i]);
	}
	join(&other);
	KUNIT_EXPECT_EQ(test, wrong, 0);
	/* Otherwise the test tried nothing. */
	KUNIT_EXPECT_GT(test, met, 0);
	KUNIT_EXPECT_TRUE(test, is_empty(timeline));
	KUNIT_EXPECT_EQ(test, references(timeline), 1);
}

/* Freed in the tree, while another thread takes the first fence of it. */
static void last_put_meets_advance(struct kunit *test)
{
	struct dma_fence *fences[STRIDE];
	unsigned int i, round;
	struct other other;

	OPEN_TIMELINE(timeline);

	start(test, &other, advance_in_turn, timeline);
	for (round = 0; round < ROUNDS; round++) {
		u32 value = round * STRIDE;

		for (i = 0; i < STRIDE; i++)
			fences[i] = add(test, timeline, value + i + 1);
		atomic_inc(&turns);
		for (i = 0; i < STRIDE; i++)
			dma_fence_put(fences[i]);
		end_turn(timeline, value + STRIDE);
	}
	join(&other);
	KUNIT_EXPECT_TRUE(test, is_empty(timeline));
	KUNIT_EXPECT_EQ(test, references(timeline), 1);
}

#define SLOW_POINTS 32

static struct point *alloc_points(struct kunit *test)
{
	struct point *points = kunit_kcalloc(test, SLOW_POINTS, sizeof(*points),
					     GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, points);
	return points;
}

static void watch_slow(struct kunit *test, struct sdrm_timeline *timeline,
		       struct point *points)
{
	unsigned int i;

	for (i = 0; i < SLOW_POINTS; i++) {
		watch(test, timeline, i + 1, &points[i]);
		points[i].delay_us = 2000;
	}
}

static u32 value_of(struct sdrm_timeline *timeline)
{
	u32 value;

	spin_lock_irq(&state_of(timeline)->lock);
	value = state_of(timeline)->value;
	spin_unlock_irq(&state_of(timeline)->lock);
	return value;
}

static struct dma_fence *late_fence;

static void add_late(struct sdrm_timeline *timeline)
{
	late_fence = __sdrm_timeline_add(timeline, 5);
}

/* A fence that an increment under way will reach is not added to it. */
static void nobody_prolongs_an_advance(struct kunit *test)
{
	struct point first, second;
	struct dma_fence *later;
	struct other other;

	OPEN_TIMELINE(timeline);

	watch(test, timeline, 1, &first);
	watch(test, timeline, 6, &second);
	/* An increment by 10 that has not signalled anything yet. */
	mutex_lock(&state_of(timeline)->advancing);
	state_of(timeline)->left = 10;
	/* Beyond what it reaches: without waiting. */
	later = add(test, timeline, 11);
	start(test, &other, add_late, timeline);
	KUNIT_EXPECT_FALSE(test, completes(&other, HZ / 5));
	mutex_unlock(&state_of(timeline)->advancing);
	join(&other);
	/* Signalled when it is returned, as if it had come after the increment. */
	KUNIT_EXPECT_EQ(test, status_of(late_fence), 1);
	KUNIT_EXPECT_EQ(test, first.at, 1);
	KUNIT_EXPECT_EQ(test, second.at, 2);
	KUNIT_EXPECT_EQ(test, status_of(later), 0);
	KUNIT_EXPECT_EQ(test, value_of(timeline), 10);
	let_go(&first);
	let_go(&second);
	KUNIT_EXPECT_TRUE(test, is_empty(timeline));
	KUNIT_EXPECT_EQ(test, references(timeline), 1);
}

static void advance_and_die(struct sdrm_timeline *timeline)
{
	allow_signal(SIGKILL);
	sdrm_timeline_advance(timeline, 2 * SLOW_POINTS);
	flush_signals(current);
	disallow_signal(SIGKILL);
}

static void killed_leaves_the_rest(struct kunit *test)
{
	struct point *points = alloc_points(test);
	unsigned int i, tries;
	struct other other;

	OPEN_TIMELINE(timeline);

	watch_slow(test, timeline, points);
	points[2].kills = true;
	start(test, &other, advance_and_die, timeline);
	for (tries = 0; tries < 1000; tries++) {
		if (value_of(timeline) == 2 * SLOW_POINTS)
			break;
		msleep(5);
	}
	/* Signalled all the same, and in order, but not by the killed task. */
	flush_work(&state_of(timeline)->rest);
	for (i = 0; i < SLOW_POINTS; i++) {
		KUNIT_EXPECT_EQ(test, points[i].at, i + 1);
		KUNIT_EXPECT_EQ(test, points[i].by == other.task, i <= 2);
		KUNIT_EXPECT_EQ(test, dma_fence_get_status(points[i].fence), 1);
	}
	KUNIT_EXPECT_EQ(test, value_of(timeline), 2 * SLOW_POINTS);
	join(&other);
	let_all_go(points, SLOW_POINTS);
}

/* Killed and closed: what the counter was to reach is no error. */
static void killed_and_closed(struct kunit *test)
{
	struct point *points = alloc_points(test), beyond;
	struct other other;
	unsigned int i;

	{
		OPEN_TIMELINE(timeline);

		watch_slow(test, timeline, points);
		watch(test, timeline, 2 * SLOW_POINTS + 1, &beyond);
		points[2].kills = true;
		start(test, &other, advance_and_die, timeline);
		join(&other);
	}
	for (i = 0; i < SLOW_POINTS; i++) {
		KUNIT_EXPECT_EQ(test, points[i].at, i + 1);
		KUNIT_EXPECT_EQ(test, dma_fence_get_status(points[i].fence), 1);
	}
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(beyond.fence), -ENOENT);
	let_all_go(points, SLOW_POINTS);
	let_go(&beyond);
}

static void call_killed(struct sdrm_timeline *timeline)
{
	allow_signal(SIGKILL);
	send_sig(SIGKILL, current, 1);
	late_fence = __sdrm_timeline_add(timeline, 5);
	sdrm_timeline_advance(timeline, 1000);
	flush_signals(current);
	disallow_signal(SIGKILL);
}

/* A killed task does not wait for the increment of another, here a sleeping one. */
static void killed_does_not_wait(struct kunit *test)
{
	struct other other;

	OPEN_TIMELINE(timeline);

	mutex_lock(&state_of(timeline)->advancing);
	state_of(timeline)->left = 10;
	start(test, &other, call_killed, timeline);
	KUNIT_EXPECT_TRUE(test, completes(&other, 10 * HZ));
	KUNIT_EXPECT_EQ(test, state_of(timeline)->left, 10);
	mutex_unlock(&state_of(timeline)->advancing);
	join(&other);
	KUNIT_EXPECT_PTR_EQ(test, late_fence, (struct dma_fence *)ERR_PTR(-EINTR));
	if (!IS_ERR(late_fence))
		dma_fence_put(late_fence);
	sdrm_timeline_advance(timeline, 0);
	KUNIT_EXPECT_EQ(test, value_of(timeline), 10);
	KUNIT_EXPECT_EQ(test, references(timeline), 1);
}

static void no_memory(struct kunit *test)
{
	int ret;

	need_failslab(test);
	SDRM_OWN(opened, file, open_file());
	struct opened_file *opened = file->__sdrm_ptr;

	fail_nth(1);
	ret = sdrm_timeline_init(&opened->timeline, &opened->managed, DRIVER, NAME);
	KUNIT_EXPECT_EQ(test, fails_in(), 0);
	fail_nth(0);
	KUNIT_EXPECT_EQ(test, ret, -ENOMEM);
	/* Nothing to undo, and another try succeeds. */
	KUNIT_EXPECT_NULL(test, opened->managed.__sdrm_actions);
	ret = sdrm_timeline_init(&opened->timeline, &opened->managed, DRIVER, NAME);
	KUNIT_ASSERT_EQ(test, ret, 0);

	fail_nth(1);
	SDRM_OWN(fence_ref, ref, sdrm_timeline_add(&opened->timeline, 1));
	KUNIT_EXPECT_EQ(test, fails_in(), 0);
	fail_nth(0);
	KUNIT_EXPECT_TRUE(test, sdrm_is_err(ref));
	KUNIT_EXPECT_EQ(test, sdrm_err(ref), -ENOMEM);
	KUNIT_EXPECT_TRUE(test, is_empty(&opened->timeline));
	KUNIT_EXPECT_EQ(test, references(&opened->timeline), 1);
}

static void set_up_once(struct kunit *test)
{
	OPEN_TIMELINE(timeline);
	struct opened_file *opened = timeline_file->__sdrm_ptr;
	struct sdrm_timeline_state *state = state_of(timeline);

	KUNIT_EXPECT_EQ(test, -EINVAL,
			sdrm_timeline_init(timeline, &opened->managed, DRIVER,
					   NAME));
	KUNIT_EXPECT_PTR_EQ(test, state_of(timeline), state);
	KUNIT_EXPECT_NULL(test, opened->managed.__sdrm_actions->__sdrm_next);
}

/* The kernel warns: nothing would destroy it. */
static void of_other_data_is_refused(struct kunit *test)
{
	struct sdrm_timeline elsewhere = {};

	SDRM_OWN(opened, file, open_file());
	struct sdrm_managed *managed = &file->__sdrm_ptr->managed;

	KUNIT_EXPECT_EQ(test, -EINVAL,
			sdrm_timeline_init(&elsewhere, managed, DRIVER, NAME));
	KUNIT_EXPECT_NULL(test, managed->__sdrm_actions);
	KUNIT_EXPECT_NULL(test, state_of(&elsewhere));
}

static void not_set_up(struct kunit *test)
{
	SDRM_OWN(opened, file, open_file());
	struct sdrm_timeline *timeline = &file->__sdrm_ptr->timeline;

	SDRM_OWN(fence_ref, ref, sdrm_timeline_add(timeline, 1));
	KUNIT_EXPECT_TRUE(test, sdrm_is_err(ref));
	KUNIT_EXPECT_EQ(test, sdrm_err(ref), -EINVAL);
	sdrm_timeline_advance(timeline, 1);
}

static void no_deadline_is_set(struct kunit *test)
{
	u64 ns = 42;

	OPEN_TIMELINE(timeline);

	SDRM_OWN(fence_ref, ref, sdrm_timeline_add(timeline, 1));
	KUNIT_ASSERT_FALSE(test, sdrm_is_err(ref));
	KUNIT_EXPECT_EQ(test, sdrm_timeline_deadline(ref, &ns), -ENOENT);

	/* A fence that is not of a timeline. */
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, other, sdrm_fence_get(fence));
	KUNIT_EXPECT_EQ(test, sdrm_timeline_deadline(other, &ns), -EINVAL);
	KUNIT_EXPECT_EQ(test, ns, 42);
}

#if SDRM_HAVE_FENCE_DEADLINE
static void need_deadlines(struct kunit *test) {}
#else
static void dma_fence_set_deadline(struct dma_fence *fence, ktime_t deadline) {}

static void need_deadlines(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, sdrm_timeline_has_deadlines());
	kunit_skip(test, "this kernel's fences have no deadlines");
}
#endif

static void earliest_deadline_counts(struct kunit *test)
{
	u64 ns = 0;

	need_deadlines(test);
	OPEN_TIMELINE(timeline);

	KUNIT_EXPECT_TRUE(test, sdrm_timeline_has_deadlines());
	SDRM_OWN(fence_ref, ref, sdrm_timeline_add(timeline, 1));
	SDRM_OWN(fence_ref, other, sdrm_timeline_add(timeline, 2));
	KUNIT_ASSERT_FALSE(test, sdrm_is_err(ref) || sdrm_is_err(other));
	dma_fence_set_deadline(ref->__sdrm_ptr, ns_to_ktime(300));
	dma_fence_set_deadline(ref->__sdrm_ptr, ns_to_ktime(200));
	dma_fence_set_deadline(ref->__sdrm_ptr, ns_to_ktime(400));
	KUNIT_EXPECT_EQ(test, sdrm_timeline_deadline(ref, &ns), 0);
	KUNIT_EXPECT_EQ(test, ns, 200);
	KUNIT_EXPECT_EQ(test, sdrm_timeline_deadline(other, &ns), -ENOENT);
	/* The deadline of a signalled fence can be read, too. */
	sdrm_timeline_advance(timeline, 1);
	KUNIT_EXPECT_EQ(test, sdrm_timeline_deadline(ref, &ns), 0);
	KUNIT_EXPECT_EQ(test, ns, 200);
}

static int begin(struct kunit *test)
{
	atomic_set(&signalled, 0);
	atomic_set(&turns, 0);
	return source_init(test);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(signalled_in_order),
	KUNIT_CASE(past_is_signalled_at_once),
	KUNIT_CASE(wraps_at_half),
	KUNIT_CASE(wraps_at_zero),
	KUNIT_CASE(advances_all_the_way_round),
	KUNIT_CASE(close_signals_the_rest),
	KUNIT_CASE(fences_outlive_the_timeline),
	KUNIT_CASE(named_after_the_task),
	KUNIT_CASE(one_context_and_its_values),
	KUNIT_CASE(freed_unsignalled_leaves),
	KUNIT_CASE(callback_drops_the_next),
	KUNIT_CASE(equal_are_one),
	KUNIT_CASE(callback_drops_of_another),
	KUNIT_CASE(callback_drops_its_own),
	KUNIT_CASE(two_advance_in_order),
	KUNIT_CASE(creators_meet_advance),
	KUNIT_CASE(last_put_meets_advance),
	KUNIT_CASE(nobody_prolongs_an_advance),
	KUNIT_CASE(killed_leaves_the_rest),
	KUNIT_CASE(killed_and_closed),
	KUNIT_CASE(killed_does_not_wait),
	KUNIT_CASE(no_memory),
	KUNIT_CASE(set_up_once),
	KUNIT_CASE(of_other_data_is_refused),
	KUNIT_CASE(not_set_up),
	KUNIT_CASE(no_deadline_is_set),
	KUNIT_CASE(earliest_deadline_counts),
	{}
};

static struct kunit_suite suite = {
	.name = "timeline",
	.init = begin,
	.exit = source_exit,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of timeline.h");
MODULE_LICENSE("GPL");
