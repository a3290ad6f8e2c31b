// SPDX-License-Identifier: GPL-2.0
/* Borrowed pointers that outlive their owner, each with its near miss. */
#include <sdrm/sdrm.h>

struct toy_file {
	struct sdrm_file base;
	const struct sdrm_gem *last;		/* kept */
	struct sdrm_file *back;			/* kept */
	const char *label;
};

static const struct sdrm_gem *toy_cached;	/* kept */

/* Near misses: locals, calls, and a parameter given back. */
static const struct sdrm_gem *toy_pick(const struct sdrm_gem *a,
				       const struct sdrm_gem *b, bool second)
{
	const struct sdrm_gem *picked = a;

	if (second)
		picked = b;
	return picked;
}

static int toy_correct(struct toy_file *tfile, struct drm_toy_get *arg)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&tfile->base, arg->handle));
	const struct sdrm_gem *view = bo;

	tfile->label = "label";
	arg->error = sdrm_err(bo);
	toy_look(view, bo, &bo[0]);
	return toy_count(bo);
}

static int toy_stored(struct toy_file *tfile, const struct sdrm_gem **out)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&tfile->base, 1));

	tfile->last = bo;
	toy_global.last = &bo[0];
	*out = bo;
	out[1] = bo;
	toy_cached = bo;
	return 0;
}

static int toy_lent(struct toy_file *tfile, const struct sdrm_gem *bo)
{
	tfile->last = bo;
	toy_cached = bo;
	return 0;
}

static const struct sdrm_gem *toy_returned(struct toy_file *tfile)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&tfile->base, 1));
	return bo;
}

static const void *toy_address(struct toy_file *tfile)
{
	SDRM_OWN(resv, lock, sdrm_resv_lock(toy_bo(tfile)));
	return &lock;
}

static const struct sdrm_gem *toy_alias(struct toy_file *tfile)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&tfile->base, 1));
	const struct sdrm_gem *view = bo;

	return view;
}

/* Near miss: a kind of buffer is nobody's to own. */
static const struct sdrm_gem_kind *const toy_kind = &sdrm_gem_shmem;
static const struct sdrm_debugfs_file *toy_last;	/* kept */

static sdrm_locked u32 *toy_unlocked(const struct toy_file *tfile, u32 which)
{
	SDRM_LOCKED(queue, tfile, queue);
	if (which)
		return &queue->jobs;
	return queue;
}

/* Near miss: the caller has locked it. */
static sdrm_locked u32 *toy_jobs(sdrm_locked struct toy_queue *queue)
{
	return &queue->jobs;
}
