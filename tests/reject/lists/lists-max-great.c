// SPDX-License-Identifier: GPL-2.0
// class: lists: more handles than anybody needs
// tool: subset
// says: \[loop\]
// off: loop
// rust: not refused
#include "reject.h"

#ifdef MISUSE
#define LISTS_MAX_GREAT_MAX 1000000
#else
#define LISTS_MAX_GREAT_MAX 64
#endif

static int __used lists_max_great(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem_list, bos, /* refused here */
		 sdrm_gem_list_lookup_user(&file->base, arg->size, arg->count,
					   LISTS_MAX_GREAT_MAX));
	if (sdrm_is_err(bos))
		return sdrm_err(bos);

	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(bos));
	u32 busy = 0;

	sdrm_for_each_resv(resv, locks) {
		for (u32 i = 0; i < 8; i++)
			busy += sdrm_resv_is_idle(resv, SDRM_READ) ? i : 0;
	}
	arg->value = busy;
	return 0;
}
