/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_TIMELINE_H
#define SDRM_TIMELINE_H

#include <sdrm/fence_wrap.h>
#include <sdrm/managed.h>

struct sdrm_timeline_state;

/**
 * DOC: fence timeline
 *
 * An ordered sequence of fences (one fence context): each has a 32-bit seqno and
 * is signalled once the timeline's counter reaches it. Only the timeline signals
 * its fences; everything else holds a reference and waits. Seqnos wrap: A is later
 * than B if (s32)(A - B) > 0.
 *
 * The timeline holds no references to its fences. A fence whose last reference is
 * put is freed, signalled or not. At close the remaining fences are signalled with
 * error -ENOENT.
 *
 * Fences are signalled one by one, in order, outside the lock that releasing them
 * takes: a fence callback may call anything legal in its context, including the
 * final dma_fence_put(), but may not advance the same timeline. An increment signals
 * the fences that are in the timeline when it begins, so nobody can prolong it.
 *
 * Fences may outlive the timeline and the module that created it. They hold a
 * reference to what they still need (its names and its lock), and thereby to this
 * library.
 */

/**
 * struct sdrm_timeline - fences that are signalled in order
 *
 * Member of a driver's file data; set up by sdrm_timeline_init(), destroyed with
 * that data.
 */
struct sdrm_timeline {
	/* private: */
	struct {
		struct sdrm_managed_action action;
		struct sdrm_timeline_state *state;
	} __sdrm_priv;
	const struct __sdrm_pinned __sdrm_pinned;
};

int __must_check sdrm_timeline_init(struct sdrm_timeline *timeline,
				    struct sdrm_managed *managed,
				    const char *driver, const char *name);
void sdrm_timeline_advance(const struct sdrm_timeline *timeline, u32 count);
bool sdrm_timeline_has_deadlines(void);
int __must_check sdrm_timeline_deadline(const struct sdrm_fence_ref *ref, u64 *ns)
	__sdrm_must_hold(ref->__sdrm_checked);

struct dma_fence *__sdrm_timeline_add(const struct sdrm_timeline *timeline, u32 seqno);

/**
 * sdrm_timeline_add() - add a fence that is signalled at a seqno
 * @timeline: the timeline, borrowed
 * @seqno: any value; if the counter has reached it, the fence is signalled already
 *
 * Adding a seqno whose fence is still unsignalled and referenced returns that same
 * fence; for one that the counter has reached, each call creates a fence. If an
 * increment that will reach it is under way, this waits until it has.
 *
 * Memory is charged to the caller's memory cgroup.
 *
 * Context: process, may sleep; no lock held that a fence's callback might take.
 * Return: a reference to the fence, owned; -ENOMEM; -EINTR if the calling task was
 * killed while it waited; -EINVAL if the timeline is not set up.
 */
static __always_inline struct sdrm_fence_ref __must_check
sdrm_timeline_add(const struct sdrm_timeline *timeline, u32 seqno)
{
	struct dma_fence *fence = __sdrm_timeline_add(timeline, seqno);

	return (struct sdrm_fence_ref){ .__sdrm_ptr = fence };
}

#endif /* SDRM_TIMELINE_H */
