// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
#include <sdrm/timeline.h>
#include "internal.h"

static struct sdrm_point *point_of(struct dma_fence *fence)
{
	return container_of(fence, struct sdrm_point, base);
}

static struct sdrm_timeline_state *state_of(const struct sdrm_point *point)
{
	static_assert(!offsetof(struct sdrm_timeline_state, source));
	return container_of(point->source, struct sdrm_timeline_state, source);
}

/* How far ahead of the counter; less than 2^31 for all in the tree. */
static u32 distance(const struct sdrm_timeline_state *state,
		    const struct sdrm_point *point)
{
	return (u32)point->base.seqno - state->value;
}

static int order(struct rb_node *a, const struct rb_node *b)
{
	u32 seqno_a = rb_entry(a, struct sdrm_point, by_seqno)->base.seqno;
	u32 seqno_b = rb_entry(b, struct sdrm_point, by_seqno)->base.seqno;

	return (s32)(seqno_a - seqno_b);
}

static bool is_earlier(struct rb_node *a, const struct rb_node *b)
{
	return order(a, b) < 0;
}

/* Locked. */
static void remove(struct sdrm_timeline_state *state, struct sdrm_point *point)
{
	rb_erase(&point->by_seqno, &state->points);
	RB_CLEAR_NODE(&point->by_seqno);
}

/* Any context, any lock held except that of a timeline. */
static void release(struct dma_fence *fence)
{
	struct sdrm_point *point = point_of(fence);
	struct sdrm_timeline_state *state = state_of(point);
	unsigned long flags;

	/* No fence is put under this lock. */
	spin_lock_irqsave(&state->lock, flags);
	if (!RB_EMPTY_NODE(&point->by_seqno))
		remove(state, point);
	spin_unlock_irqrestore(&state->lock, flags);

	/* dma-fence.h: a fence must be freed after a grace period. */
	kfree_rcu(point, base.rcu);
	/* No reader of the fence's names outlives the fence. */
	sdrm_fence_source_put_by_fence(&state->source);
}

static const char *driver_name(struct dma_fence *fence)
{
	return point_of(fence)->source->driver;
}

static const char *timeline_name(struct dma_fence *fence)
{
	return point_of(fence)->source->timeline;
}

/* Any context; the caller has a reference. Unused without fence deadlines. */
static void __maybe_unused set_deadline(struct dma_fence *fence, ktime_t deadline)
{
	struct sdrm_point *point = point_of(fence);
	struct sdrm_timeline_state *state = state_of(point);
	unsigned long flags;

	/* As in release(). */
	spin_lock_irqsave(&state->lock, flags);
	if (!point->has_deadline || ktime_before(deadline, point->deadline))
		point->deadline = deadline;
	point->has_deadline = true;
	spin_unlock_irqrestore(&state->lock, flags);
}

static const struct dma_fence_ops point_ops = {
	.get_driver_name = driver_name,
	.get_timeline_name = timeline_name,
	/* With it the fence keeps its ops until it is freed, on any kernel. */
	.release = release,
	COMPAT_FENCE_SET_DEADLINE(set_deadline)
};

/*
 * Return the next point that the counter has yet to reach, with a reference, or
 * NULL. Advances the counter to it, or else by all that is left.
 */
static struct sdrm_point *next_due(struct sdrm_timeline_state *state)
{
	struct sdrm_point *point;
	struct rb_node *first;
	u64 step;

	/* release() takes it with interrupts off. */
	spin_lock_irq(&state->lock);
	do {
		first = rb_first(&state->points);
		point = rb_entry_safe(first, struct sdrm_point, by_seqno);
		step = state->left;
		if (point && distance(state, point) <= step) {
			step = distance(state, point);
			remove(state, point);
		} else {
			point = NULL;
		}
		state->value += step;
		state->left -= step;
		/* If its count is zero, it is waiting for the lock in release(). */
	} while (point && !dma_fence_get_rcu(&point->base));
	spin_unlock_irq(&state->lock);
	return point;
}

/*
 * Let the counter advance by @count in addition to what is left. Not called
 * concurrently, so that points are signalled in order. It comes to an end, because
 * nobody adds a point that the counter has yet to reach (see let_pass()). Killed,
 * it leaves the rest to a worker.
 */
static void advance(struct sdrm_timeline_state *state, u32 count, int error,
		    bool killable)
{
	struct sdrm_point *point;

	/* As in next_due(). */
	spin_lock_irq(&state->lock);
	state->left += count;
	spin_unlock_irq(&state->lock);

	while ((point = next_due(state))) {
		/* Not signalled yet: only this function signals. */
		if (error)
			dma_fence_set_error(&point->base, error);
		/* The reference from next_due(). */
		dma_fence_signal(&point->base);
		dma_fence_put(&point->base);
		cond_resched();
		if (killable && fatal_signal_pending(current)) {
			/* Cancelled in destroy(), which does what is left. */
			schedule_work(&state->rest);
			break;
		}
	}
}

/* What a killed task has left of an increment. Ends before destroy() does. */
static void advance_rest(struct work_struct *work)
{
	struct sdrm_timeline_state *state =
		container_of(work, struct sdrm_timeline_state, rest);

	/* As in sdrm_timeline_advance(). */
	mutex_lock(&state->advancing);
	advance(state, 0, 0, false);
	mutex_unlock(&state->advancing);
}

/*
 * The counter has yet to reach a seqno: wait until it has. (A point added meanwhile
 * would prolong the increment; and one that is signalled at once would be
 * signalled before those that are waiting for the counter.)
 */
static int let_pass(struct sdrm_timeline_state *state)
{
	/* As in sdrm_timeline_advance(). */
	if (mutex_lock_killable(&state->advancing))
		return -EINTR;
	/* What is left was left by a killed task. */
	advance(state, 0, 0, true);
	mutex_unlock(&state->advancing);
	return fatal_signal_pending(current) ? -EINTR : 0;
}

/* At close: process context; only its fences and the work still use the timeline. */
static void destroy(struct sdrm_managed_action *action)
{
	struct sdrm_timeline *timeline =
		container_of(action, struct sdrm_timeline, __sdrm_priv.action);
	struct sdrm_timeline_state *state = timeline->__sdrm_priv.state;

	/* What it would have done is done here, even if this task was killed. */
	cancel_work_sync(&state->rest);
	advance(state, 0, 0, false);
	advance(state, U32_MAX, -ENOENT, false);
	sdrm_fence_source_put(&state->source);
}

/**
 * sdrm_timeline_init() - set up a timeline with its counter at 0
 * @timeline: the timeline, zeroed, in managed data; destroyed with it
 * @managed: &struct sdrm_managed of that data, borrowed
 * @driver: driver name of the fences; copied
 * @name: timeline name of the fences, copied; NULL for the name of the calling task
 *
 * Context: process, may sleep; for the driver's open callback.
 * Return: 0; -ENOMEM; -EINVAL if it is set up already; -EINVAL, and the
 * kernel warns, if it does not lie in that data.
 */
int sdrm_timeline_init(struct sdrm_timeline *timeline,
		       struct sdrm_managed *managed, const char *driver,
		       const char *name)
{
	struct sdrm_timeline_state *state;
	struct sdrm_fence_source *source;
	char comm[TASK_COMM_LEN];

	if (timeline->__sdrm_priv.state)
		return -EINVAL;

	/* The name is copied, so it may be on the stack. */
	source = sdrm_fence_source_create(sizeof(*state), driver,
					  name ?: get_task_comm(comm, current));
	if (IS_ERR(source))
		return PTR_ERR(source);

	state = container_of(source, struct sdrm_timeline_state, source);
	/* Not shared until it is stored in @timeline. */
	mutex_init(&state->advancing);
	INIT_WORK(&state->rest, advance_rest);
	spin_lock_init(&state->lock);
	state->points = RB_ROOT;
	state->context = dma_fence_context_alloc(1);

	if (!sdrm_managed_add(managed, &timeline->__sdrm_priv.action, destroy)) {
		sdrm_fence_source_put(source);
		return -EINVAL;
	}
	timeline->__sdrm_priv.state = state;
	return 0;
}
EXPORT_SYMBOL_GPL(sdrm_timeline_init);

/*
 * Locked. Return another point of the same seqno, with a reference; or insert
 * @point and return NULL.
 */
static struct sdrm_point *find_or_insert(struct sdrm_timeline_state *state,
					 struct sdrm_point *point)
{
	struct rb_node *node = rb_find_add(&point->by_seqno, &state->points, order);
	struct sdrm_point *same = rb_entry_safe(node, struct sdrm_point, by_seqno);

	if (same && dma_fence_get_rcu(&same->base))
		return same;
	/* It is waiting for the lock in release(). */
	if (same)
		rb_add(&point->by_seqno, &state->points, is_earlier);
	return NULL;
}

/* A point that is not in the tree, or NULL. */
static struct sdrm_point *create(struct sdrm_timeline_state *state, u32 seqno)
{
	struct sdrm_point *point;

	/* Freed in release(). */
	point = kzalloc(sizeof(*point), GFP_KERNEL_ACCOUNT);
	if (!point)
		return NULL;

	RB_CLEAR_NODE(&point->by_seqno);
	point->source = &state->source;
	sdrm_fence_init(&point->base, &point->lock, &state->source, &point_ops,
			state->context, seqno);
	return point;
}

/* sdrm_timeline_add(), with the fence itself or an error pointer. */
struct dma_fence *__sdrm_timeline_add(const struct sdrm_timeline *timeline, u32 seqno)
{
	struct sdrm_timeline_state *state = timeline->__sdrm_priv.state;
	struct sdrm_point *point, *same = NULL;
	bool reached, passing;
	int ret = 0;

	if (!state)
		return ERR_PTR(-EINVAL);
	point = create(state, seqno);
	if (!point)
		return ERR_PTR(-ENOMEM);

	do {
		/* Process context; release() takes the lock with interrupts off. */
		spin_lock_irq(&state->lock);
		reached = (s32)distance(state, point) <= 0;
		passing = !reached && distance(state, point) <= state->left;
		if (!reached && !passing)
			same = find_or_insert(state, point);
		spin_unlock_irq(&state->lock);

		if (passing)
			ret = let_pass(state);
	} while (passing && !ret);

	/* Only the caller has it. */
	if (reached)
		dma_fence_signal(&point->base);
	if (!same && !ret)
		return &point->base;
	dma_fence_put(&point->base);
	return ret ? ERR_PTR(ret) : &same->base;
}
EXPORT_SYMBOL_GPL(__sdrm_timeline_add);

/**
 * sdrm_timeline_advance() - increment a timeline's counter
 * @timeline: the timeline, borrowed
 * @count: increment; all fences that the counter reaches are signalled, with
 *         status 1, before this returns
 *
 * Does nothing if the timeline is not set up. How long it takes depends only on the
 * fences that are in the timeline when it begins. If the calling task is killed, it
 * returns: either before it has incremented the counter, while it waits for another
 * caller; or between two fences, and then the rest follows without it.
 *
 * Context: process, may sleep; no lock held that a fence's callback might take.
 */
void sdrm_timeline_advance(const struct sdrm_timeline *timeline, u32 count)
{
	struct sdrm_timeline_state *state = timeline->__sdrm_priv.state;

	if (!state)
		return;
	/* Held while callbacks run, which may not advance this timeline. */
	if (mutex_lock_killable(&state->advancing))
		return;
	advance(state, count, 0, true);
	mutex_unlock(&state->advancing);
}
EXPORT_SYMBOL_GPL(sdrm_timeline_advance);

/**
 * sdrm_timeline_has_deadlines() - can waiters set the deadline of a fence?
 *
 * Context: any.
 * Return: true if this kernel has &dma_fence_ops.set_deadline.
 */
bool sdrm_timeline_has_deadlines(void)
{
	return COMPAT_FENCE_HAS_DEADLINES;
}
EXPORT_SYMBOL_GPL(sdrm_timeline_has_deadlines);

/**
 * sdrm_timeline_deadline() - get the deadline of a fence
 * @ref: the fence, borrowed
 * @ns: returns the earliest deadline set, in nanoseconds of CLOCK_MONOTONIC;
 *      unchanged on error
 *
 * Context: any.
 * Return: 0; -EINVAL if the fence is not of a timeline of this library; -ENOENT if
 * no deadline is set.
 * Contract: &dma_fence_ops.set_deadline, include/linux/dma-fence.h.
 */
int sdrm_timeline_deadline(const struct sdrm_fence_ref *ref, u64 *ns)
{
	struct dma_fence *fence = __sdrm_held(ref);
	struct sdrm_timeline_state *state;
	struct sdrm_point *point;
	unsigned long flags;
	int ret = -ENOENT;

	if (compat_fence_ops(fence) != &point_ops)
		return -EINVAL;

	point = point_of(fence);
	state = state_of(point);
	/* As in set_deadline(). */
	spin_lock_irqsave(&state->lock, flags);
	if (point->has_deadline) {
		*ns = ktime_to_ns(point->deadline);
		ret = 0;
	}
	spin_unlock_irqrestore(&state->lock, flags);
	return ret;
}
EXPORT_SYMBOL_GPL(sdrm_timeline_deadline);
