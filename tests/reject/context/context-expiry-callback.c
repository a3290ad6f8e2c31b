// SPDX-License-Identifier: GPL-2.0
// class: context: sleeping in the expiry callback
// tool: gcc
// says: too many arguments to function
// off: type
// rust: not at all in rustc (klint checks atomic context)
/* No driver code runs at expiry: nothing takes a callback. */
#include "reject.h"

#ifdef MISUSE
static void context_expiry_callback_expired(struct sdrm_fence_table *table)
{
}
#endif

static int __used context_expiry_callback(struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
{
#ifdef MISUSE
	sdrm_fence_table_init(&vfile->fences, &vfile->base.managed, 10, 10,
			      context_expiry_callback_expired);
#else
	sdrm_fence_table_init(&vfile->fences, &vfile->base.managed, 10, 10);
#endif
	return 0;
}
