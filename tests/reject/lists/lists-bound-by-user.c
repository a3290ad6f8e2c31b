// SPDX-License-Identifier: GPL-2.0
// class: lists: more handles than anybody needs
// tool: gcc
// says: negative width|not constant|not an integer constant|static assertion failed
// off: type
// rust: not refused
#include "reject.h"

static int __used lists_bound_by_user(const struct mut_device *mut,
				      const struct mut_file *file,
				      struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
#ifdef MISUSE
	SDRM_OWN(gem_list, bos,
		 sdrm_gem_list_lookup_user(&file->base, arg->size, arg->count, arg->count));
#else
	SDRM_OWN(gem_list, bos,
		 sdrm_gem_list_lookup_user(&file->base, arg->size, arg->count, 64));
#endif
	return sdrm_err(bos);
}
