// SPDX-License-Identifier: GPL-2.0
// class: values: uninitialised data to user space
// tool: subset
// says: \[uninitialised\]
// off: uninitialised
// runtime: zeroes with CONFIG_INIT_STACK_ALL_ZERO, which Debian sets; otherwise the kernel's stack
// rust: rustc: missing struct fields; not refused of padding
#include "reject.h"

static int __used values_uninitialised_field(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	struct drm_mut_case answer;

	answer.value = arg->value;
#else
	struct drm_mut_case answer = { .value = arg->value };
#endif
	*arg = answer;
	return 0;
}
