// SPDX-License-Identifier: GPL-2.0
// class: handles: goto over a cleanup declaration
// tool: gcc
// says: switch jumps over variable initialization
// off: -Wno-jump-misses-init -Wno-maybe-uninitialized -Wno-uninitialized -Wno-switch-unreachable
// rust: not expressible: match arms are scopes
#include "reject.h"

static int __used handles_goto_switch(const struct vgem_file *vfile,
				      struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	switch (arg->flags) {
	case 0:
#ifndef MISUSE
	{
#endif
		SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
		return sdrm_is_err(bo);
#ifndef MISUSE
	}
#endif
	default: /* refused here */
		return -EINVAL;
	}
}
