// SPDX-License-Identifier: GPL-2.0
/* Owners that exist twice, or that nothing releases, each with its near miss. */
#include <sdrm/sdrm.h>

struct toy_file {
	struct sdrm_file base;			/* sdrm releases these two */
	struct sdrm_fence_table fences;
};

struct toy_opened {
	struct sdrm_debugfs_file base;		/* and these */
	struct sdrm_timeline timeline;
};

struct toy_queue {
	struct sdrm_state base;			/* and what is kept */
	struct sdrm_kept_gem shown;
	struct sdrm_fence_ref_map jobs;
	u32 count;
};

struct toy_device {
	struct sdrm_device base;
	struct sdrm_counter counter;
	struct sdrm_flag flag;
	SDRM_GUARDED(toy_queue, queue);
};

struct toy_plain {
	u32 count;
};

struct toy_kept {
	struct sdrm_sync_file file;		/* stored */
	struct sdrm_fence fence;		/* stored */
	const struct sdrm_gem bos[4];		/* stored */
};

static const struct toy_driver toy_driver = { };
static struct sdrm_timeline toy_shared;		/* of no file */
static struct sdrm_gem toy_global;		/* no owner */

/* Near misses: lending, moving, consuming, making. */
static struct sdrm_gem toy_find(struct toy_file *tfile, u32 handle)
{
	return sdrm_gem_lookup(&tfile->base, handle);
}

static void toy_consume(struct toy_file *tfile, struct sdrm_fence given)
{
	SDRM_OWN(fence, fence, given);
	u32 *count = &tfile->count;

	*count = 1;
	toy_lend(fence, &*fence, &fence[0]);
}

/* Made and handed on. */
static struct sdrm_sync_file toy_make(struct toy_opened *opened)
{
	SDRM_OWN(fence_ref, ref, sdrm_timeline_add(&opened->timeline, 1));
	return sdrm_sync_file_create(ref);
}

/* Given, and handed on. */
static void toy_pass(struct toy_file *tfile, struct sdrm_fence fence)
{
	sdrm_debug("passed\n");
	toy_consume(tfile, fence);
}

static int toy_correct(struct toy_file *tfile)
{
	struct toy_plain plain = { .count = tfile->count };
	const struct toy_file *same = tfile;
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&tfile->fences, 1));
	const struct sdrm_fence *view = fence;

	toy_lend(view);
	toy_consume(tfile, sdrm_fence_move(fence));
	return 0;
}

/* Copies of the struct that an owner holds. */
static int toy_copies(struct toy_file *tfile, const struct sdrm_gem *lent)
{
	SDRM_OWN(gem, bo, toy_find(tfile, 1));
	SDRM_OWN(gem, twin, *bo);
	SDRM_OWN(gem, third, bo[0]);
	SDRM_OWN(gem, fourth, *lent);
	SDRM_OWN(gem, fifth, lent[0]);

	toy_two(&bo[0], *bo);
	return 0;
}

/* Variables and parameters that no scope releases. */
static int toy_plain(struct toy_file *tfile, struct sdrm_fence unowned)
{
	struct sdrm_gem bo = toy_find(tfile, 1);
	struct sdrm_fence fences[2];
	struct sdrm_fence_table on_stack;
	struct sdrm_sync_file made = toy_make(tfile);

	sdrm_fence_signal(unowned);
	sdrm_fence_signal(unowned);
	return 0;
}

static int toy_arithmetic(struct toy_file *tfile)
{
	SDRM_OWN(gem, bo, toy_find(tfile, 1));
	SDRM_OWN(gem, twin, *(bo + 0));
	SDRM_OWN(gem, third, 0[bo]);

	return 0;
}

/* Data that hold objects of the library. */
static u32 toy_data(const struct toy_file *tfile, const struct toy_device *toy)
{
	struct toy_file copy = *tfile;
	struct toy_device mine;

	SDRM_LOCKED(queue, toy, queue);
	struct toy_queue state = *queue;

	return state.count;
}

static struct sdrm_fence toy_forged(u32 value)
{
	toy_use((struct sdrm_fence_slot){ });
	return (struct sdrm_fence){ .pointer = value };
}

typedef struct sdrm_fence toy_fence;

/* Not on every path, twice, on no path. */
static void toy_late(struct toy_file *tfile, struct sdrm_fence fence)
{
	if (tfile->count)
		return;
	toy_consume(tfile, fence);
}

static void toy_late_owner(struct toy_file *tfile, struct sdrm_fence fence)
{
	if (tfile->count)
		return;
	SDRM_OWN(fence, owned, fence);
}

static void toy_twice(struct toy_file *tfile, struct sdrm_fence fence)
{
	SDRM_OWN(fence, owned, fence);
	sdrm_fence_signal(fence);
}

static u32 toy_none(struct toy_file *tfile, struct sdrm_fence fence)
{
	return tfile->count;
}
