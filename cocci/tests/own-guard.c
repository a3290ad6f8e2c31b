// SPDX-License-Identifier: GPL-2.0
/* What waits under a locked reservation, each with its near miss. */
#include <sdrm/sdrm.h>

static int toy_nap(const struct sdrm_fence_ref *ref)
{
	return sdrm_fence_wait(ref, 100);
}

static int toy_deep(const struct sdrm_fence_ref *ref)
{
	return toy_nap(ref);
}

static void toy_lock_inside(const struct sdrm_gem *bo)
{
	SDRM_OWN(resv, inner, sdrm_resv_lock(bo));
}

static u32 toy_pure(u32 value)
{
	return value + 1;
}

/* Near misses: before the lock, after its block, in a block beside it. */
static int toy_correct(struct toy_file *tfile, const struct sdrm_gem *bo,
		       const struct sdrm_gem *other,
		       const struct sdrm_fence_ref *ref)
{
	if (toy_nap(ref))
		return -ETIMEDOUT;
	{
		SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
		/* A brace in a comment } or a string is none. */
		sdrm_debug("}\n");
		if (toy_pure(3))
			return -EINVAL;
	}
	{
		SDRM_OWN(resv, resv, sdrm_resv_lock(other));
		SDRM_OWN(resv_slot, slot, sdrm_resv_reserve(resv));
	}
	return sdrm_fence_wait(ref, 100);
}

static int toy_waits(const struct sdrm_gem *bo, const struct sdrm_fence_ref *ref)
{
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));
	if (sdrm_resv_is_idle(resv, SDRM_READ))
		return sdrm_fence_wait(ref, 100);
	msleep(10);
	mutex_lock(&toy_mutex);
	return toy_nap(ref) + toy_deep(ref);
}

static int toy_copies(const struct sdrm_gem *bo, void *to, u64 from)
{
	SDRM_OWN(resv, lock, sdrm_resv_lock(bo));
	if (copy_from_user(to, u64_to_user_ptr(from), 8))
		return -EFAULT;
	return put_user(3, (u32 *)to);
}

static void toy_nested(const struct sdrm_gem *bo, const struct sdrm_gem *other)
{
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));

	if (other) {
		SDRM_OWN(resv, second, sdrm_resv_lock(other));
	}
	toy_lock_inside(other);
}

static int toy_buffers(const struct toy_file *tfile, const struct sdrm_gem_list *bos,
		       const struct sdrm_gem *bo)
{
	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(bos));
	SDRM_OWN(gem, other, sdrm_gem_lookup(&tfile->base, 1));
	SDRM_OWN(resv, second, sdrm_resv_lock(bo));
	SDRM_LOCKED(queue, tfile, queue);

	sdrm_for_each_resv(resv, locks)
		toy_pure(resv);
	return toy_pure(queue->jobs);
}

/* Near miss: state before reservations, a lookup in a block before. */
static int toy_ordered(const struct toy_file *tfile, const struct sdrm_gem *bo)
{
	SDRM_OWN(gem, other, sdrm_gem_lookup(&tfile->base, 1));
	SDRM_LOCKED(queue, tfile, queue);
	SDRM_OWN(resv, resv, sdrm_resv_lock(bo));

	return toy_pure(queue->jobs);
}
