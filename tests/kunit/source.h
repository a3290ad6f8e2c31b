/* SPDX-License-Identifier: GPL-2.0 */
/* For suites that make fences: where they come from, made anew for each test. */
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

/* How many hold the fence: the reference at hand is one. */
static inline unsigned int holders(const struct sdrm_fence_ref *ref)
{
	return kref_read(&ref->__sdrm_ptr->refcount);
}

/*
 * The same, when @want is all that is left of it. A thread's own last put of a
 * file is put off: it is done here, or by a worker that was quicker.
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
