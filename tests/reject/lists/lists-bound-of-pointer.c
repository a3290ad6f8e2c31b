// SPDX-License-Identifier: GPL-2.0
// class: lists: more handles than the array has
// tool: gcc
// says: negative width|static assertion failed
// off: type
// follows: does not compute the number of array elements
// rust: run time: the bounds check panics
#include "reject.h"

static int __used lists_bound_of_pointer(const struct mut_device *mut,
					 const struct mut_file *file,
					 struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	const u32 *handles = arg->handles;

	SDRM_OWN(gem_list, bos, sdrm_gem_list_lookup(&file->base, handles, arg->count)); /* refused here */
#else
	SDRM_OWN(gem_list, bos, sdrm_gem_list_lookup(&file->base, arg->handles, arg->count));
#endif
	return sdrm_err(bos);
}
