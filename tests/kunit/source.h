/* SPDX-License-Identifier: GPL-2.0 */
/* For suites that make fences: where they come from, made anew for each test. */
#include <kunit/test.h>
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
