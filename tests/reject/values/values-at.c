// SPDX-License-Identifier: GPL-2.0
// class: values: index from user space
// tool: subset
// says: \[index\]
// off: index
// rust: panics
#include "reject.h"

static int __used values_at(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_LOCKED(queue, file, queue);
#ifdef MISUSE
	arg->value = arg->handles[arg->index];
#else
	arg->value = sdrm_at(arg->handles, arg->index);
#endif
	queue->jobs++;
	return 0;
}
