// SPDX-License-Identifier: GPL-2.0
// class: handles: address of an owned local returned
// tool: subset
// says: \[pointer-returned\]
// off: pointer-returned
// rust: rustc: returns a reference to a local
/* gcc does not follow the alias at any optimisation level. */
#include "reject.h"

static const struct sdrm_gem *
handles_returned_alias_find(const struct vgem_file *vfile, struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&vfile->base, arg->handle));
	const struct sdrm_gem *view = bo;

	if (sdrm_is_err(view))
		return NULL;
#ifdef MISUSE
	return view;
#else
	return NULL;
#endif
}

static int __used handles_returned_alias(const struct vgem_file *vfile,
					 struct drm_vgem_fence_attach *arg)
	sdrm_must_not_hold_resv()
{
	return !handles_returned_alias_find(vfile, arg);
}
