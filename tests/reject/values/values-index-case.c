// SPDX-License-Identifier: GPL-2.0
// class: values: index from user space
// tool: subset
// says: \[index\]
// off: index
// rust: panics
#include "reject.h"

static int __used values_index_case(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	switch (arg->flags) {
	case 0:
		if (arg->index >= ARRAY_SIZE(arg->handles))
			return -EINVAL;
		fallthrough;
	case 1:
#ifdef MISUSE
		arg->value = arg->handles[arg->index];
#else
		arg->value = sdrm_at(arg->handles, arg->index);
#endif
		return 0;
	}
	return -EINVAL;
}
