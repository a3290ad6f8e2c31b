// SPDX-License-Identifier: GPL-2.0
/* A global is written by all calls, without a lock. */
#include "raw.h"

#ifdef CORRECT
static atomic_t calls;
#else
static unsigned int calls;
#endif

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct drm_vgem_fence_attach *arg = data;
	/* Any number of threads may run this. */
#ifdef CORRECT
	arg->out_fence = atomic_inc_return(&calls);
#else
	arg->out_fence = ++calls;
#endif
	return 0;
}
