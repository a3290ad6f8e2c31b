// SPDX-License-Identifier: GPL-2.0
// class: context: helper of another file that locks, looks up or waits
// tool: subset
// says: \[function-pointer\]
// off: function-pointer local
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

int context_function_pointer_look(const struct mut_file *file, u32 handle)
	sdrm_must_not_hold_resv();

int noinline context_function_pointer_look(const struct mut_file *file, u32 handle)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&file->base, handle));
	return sdrm_err(bo);
}

static int __used context_function_pointer(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_not_hold_resv()
{
#ifdef MISUSE
	int (*const look)(const struct mut_file *file, u32 handle) = context_function_pointer_look;

	return look(file, arg->handle);
#else
	return context_function_pointer_look(file, arg->handle);
#endif
}
