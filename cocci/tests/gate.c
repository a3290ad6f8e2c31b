// SPDX-License-Identifier: GPL-2.0
/* The second function is skipped by spatch, the planted call with it. */
#include <sdrm/sdrm.h>

static int toy_parsed(void)
{
	return 0;
}

static int toy_skipped(void)
{
	toy_own_block_macro(&toy) {
		kfree(toy) unlikely(3
	}
	return 0;
}
