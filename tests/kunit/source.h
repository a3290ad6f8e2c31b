/* SPDX-License-Identifier: GPL-2.0 */
/* For suites that create fences: a fence source, created anew for each test. */
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/file.h>
#include <sdrm/fence_wrap.h>
#include "internal.h"

static struct sdrm_fence_source *source;

static int source_init(struct kunit *test)
{
	source = sdrm_fence_source_create(sizeof(*source), "kunit", "of tests");
	return PTR_ERR_OR_ZERO(source);
}

static void source_exit(struct kunit *test)
{
	if (!IS_ERR(source))
		sdrm_fence_source_put(source);
}

/* Number of references to the fence, including @ref. */
static inline unsigned int holders(const struct sdrm_fence_ref *ref)
{
	return kref_read(&ref->__sdrm_ptr->refcount);
}

/*
 * The same, after waiting for it to drop to @want. The last put of a file by a
 * kernel thread is deferred: it is done here, or by a worker that was faster.
 */
static inline unsigned int holders_left(const struct sdrm_fence_ref *ref,
					unsigned int want)
{
	unsigned int tries;

	flush_delayed_fput();
	for (tries = 0; tries < 200 && holders(ref) != want; tries++)
		usleep_range(1000, 5000);
	return holders(ref);
}

/*
 * Expect so many. What is too many is put, or a broken library would stay loaded for
 * the sake of a fence.
 */
static inline void expect_holders(struct kunit *test, const struct sdrm_fence_ref *ref,
				  unsigned int want)
{
	KUNIT_EXPECT_EQ(test, holders_left(ref, want), want);
	while (holders(ref) > want)
		dma_fence_put(ref->__sdrm_ptr);
}
