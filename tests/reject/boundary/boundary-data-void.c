// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: subset
// says: \[conversion\]
// off: conversion local boundary
// rust: unsafe: pointer cast
#include "reject.h"

static int __used boundary_data_void(const struct vgem_file *vfile,
				     struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);
#ifdef MISUSE
	void *data = arg;
	struct drm_gem_open *other = data;

	other->size = 0;
#else
	arg->out_fence = 0;
#endif
	return 0;
}
