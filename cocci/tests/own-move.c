// SPDX-License-Identifier: GPL-2.0
/* Moves in loops and on one of two paths, each with its near miss. */
#include <sdrm/sdrm.h>

/* Near misses: declared in the loop, left after the move, one move a path. */
static int toy_correct(struct toy_file *tfile, u32 n)
{
	SDRM_OWN(fence, late, sdrm_fence_table_take(&tfile->fences, 1));
	u32 i;

	for (i = 0; i < n; i++) {
		SDRM_OWN(fence, each, sdrm_fence_table_take(&tfile->fences, i));
		sdrm_fence_signal(sdrm_fence_move(each));
	}
	while (n--) {
		if (n == 3) {
			sdrm_fence_signal(sdrm_fence_move(late));
			break;
		}
		toy_look(late);
	}
	return 0;
}

static int toy_paths(struct toy_file *tfile, bool now)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&tfile->fences, 1));

	if (now) {
		sdrm_fence_signal(sdrm_fence_move(fence));
		return 0;
	}
	toy_look(fence);
	sdrm_fence_signal(sdrm_fence_move(fence));
	return 1;
}

static void toy_for(struct toy_file *tfile, u32 n)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&tfile->fences, 1));
	u32 i;

	for (i = 0; i < n; i++)
		sdrm_fence_signal(sdrm_fence_move(fence));
}

static void toy_while(struct toy_file *tfile, u32 n)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&tfile->fences, 1));

	while (n--) {
		if (n == 3)
			sdrm_fence_signal(sdrm_fence_move(fence));
	}
}

static void toy_again(struct toy_file *tfile, u32 n)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&tfile->fences, 1));

again:
	sdrm_fence_signal(sdrm_fence_move(fence));
	if (n--)
		goto again;
}

static void toy_branch(struct toy_file *tfile, bool now)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&tfile->fences, 1));

	if (now)
		sdrm_fence_signal(sdrm_fence_move(fence));
	toy_look(fence);
}

static void toy_twice(struct toy_file *tfile, bool now)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&tfile->fences, 1));

	if (now)
		sdrm_fence_signal(sdrm_fence_move(fence));
	sdrm_fence_signal(sdrm_fence_move(fence));
}

static struct sdrm_gem toy_found(const struct toy_file *tfile, u32 handle)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&tfile->base, handle));

	return sdrm_gem_pass(bo);
}

static void toy_passed(struct toy_file *tfile)
{
	SDRM_OWN(fence, fence, sdrm_fence_table_take(&tfile->fences, 1));

	sdrm_fence_signal(sdrm_fence_pass(fence));
}
