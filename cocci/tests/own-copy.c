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

struct toy_kept {
	struct sdrm_sync_file file;		/* stored */
	struct sdrm_fence fence;		/* stored */
	const struct sdrm_gem bos[4];		/* stored */
};

static const struct sdrm_ioctl toy_ioctls[] = { };
static const struct sdrm_driver toy_driver = { };
static const struct sdrm_debugfs_ioctl *const toy_commands[] = { };
static const struct sdrm_debugfs toy_debugfs = { };
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

static int toy_correct(struct toy_file *tfile)
{
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
	return 0;
}
