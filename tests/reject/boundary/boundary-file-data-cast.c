// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of the file's private data
// tool: subset
// says: \[cast\]
// off: cast
// rust: rustc: DriverFile is an associated type
#include "reject.h"

struct boundary_file_data_cast_file {
	struct sdrm_file base;
	u64 number;
};

static int __used boundary_file_data_cast(const struct vgem_file *vfile,
					  struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	((struct boundary_file_data_cast_file *)vfile)->number = 1;
#else
	arg->pad = 0;
#endif
	return 0;
}
