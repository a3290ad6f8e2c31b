// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API address taken
// tool: gcc
// says: poisoned "kfree"
// off: -DSDRM_NO_POISON
// rust: unsafe, and only behind bindings
#include "reject.h"

#ifdef MISUSE
static void (*const boundary_address_table_free)(const void *) = kfree;
#else
static int boundary_address_table_none(u32 handle)
{
	return handle ? 0 : -ENOENT;
}

static int (*const boundary_address_table_free)(u32 handle) = boundary_address_table_none;
#endif

static int __used boundary_address_table(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
{
	return !boundary_address_table_free;
}
