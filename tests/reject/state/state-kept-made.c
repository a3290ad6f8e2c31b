// SPDX-License-Identifier: GPL-2.0
// class: state: object of the library overwritten
// tool: subset
// says: \[sdrm-made\]
// off: sdrm-made
// rust: pinned
#include "reject.h"

static int __used state_kept_made(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	const struct sdrm_flag *flag = &(struct sdrm_flag){};
#else
	const struct sdrm_flag *flag = &file->busy;
#endif

	return sdrm_flag_test(flag) ? -EBUSY : 0;
}
