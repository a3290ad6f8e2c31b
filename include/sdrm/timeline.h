/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_TIMELINE_H
#define SDRM_TIMELINE_H

#include <sdrm/fence_wrap.h>
#include <sdrm/managed.h>

struct sdrm_timeline_state;

/**
 * DOC: fence timeline
 *
 * Fences in an order: each stands for a value of a 32-bit counter, and all up
 * to the counter are signalled. The timeline alone signals them; everybody else
 * has a reference and waits. Values may wrap: of two, the later one is that
 * which is less than 2^31 ahead.
 *
 * The timeline keeps none of its fences alive. One that nobody waits for any
 * more is freed, signalled or not. At close what is left is signalled with
 * -ENOENT.
 *
 * Fences are signalled one by one, in order, outside the lock that their
 * release takes: a callback may do what it likes, the last put included, but
 * not advance the same timeline.
 *
 * Fences outlive the timeline, and the module that made it. What they still
 * need then (its names and its lock) they hold, and with it this library.
 */

/**
 * struct sdrm_timeline - fences that are signalled in order
 *
 * Lies in a driver's file data; set up by sdrm_timeline_init(), destroyed with
 * it.
 */
struct sdrm_timeline {
	/* private: */
	struct {
		struct sdrm_managed_action action;
		struct sdrm_timeline_state *state;
	} __sdrm_priv;
};

int __must_check sdrm_timeline_init(struct sdrm_timeline *timeline,
				    struct sdrm_managed *managed,
				    const char *driver, const char *name);
void sdrm_timeline_advance(struct sdrm_timeline *timeline, u32 count);
bool sdrm_timeline_has_deadlines(void);
int __must_check sdrm_timeline_deadline(const struct sdrm_fence_ref *ref, u64 *ns)
	__sdrm_must_hold(ref->__sdrm_checked);

struct dma_fence *__sdrm_timeline_add(struct sdrm_timeline *timeline, u32 value);

/**
 * sdrm_timeline_add() - a fence that is signalled when the counter reaches it
 * @timeline: the timeline, borrowed
 * @value: any; if the counter has reached it, the fence is signalled already
 *
 * Adding a value whose fence is still unsignalled and referenced returns that
 * same fence; one that the counter has reached is made anew each time.
 *
 * The memory is accounted to the calling process.
 *
 * Context: process, may sleep.
 * Return: a reference to the fence, owned; -ENOMEM; -EINVAL if the timeline was
 * not set up.
 */
static __always_inline struct sdrm_fence_ref __must_check
sdrm_timeline_add(struct sdrm_timeline *timeline, u32 value)
{
	struct dma_fence *fence = __sdrm_timeline_add(timeline, value);

	/* A fence or an error pointer: ours says so. */
	__sdrm_promised(fence);
	return (struct sdrm_fence_ref){ .__sdrm_ptr = fence };
}

#endif /* SDRM_TIMELINE_H */
