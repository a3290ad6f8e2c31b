// SPDX-License-Identifier: GPL-2.0
// class: values: text of user space
// tool: subset
// says: \[debug-text\]
// off: debug-text
// rust: rustc: bytes are no Display (no misuse of a &str, which has its length)
#include "reject.h"

static const char *values_debug_text_of(const struct drm_mut_case *arg)
{
	return arg->count ? "some" : "none";
}

static int __used values_debug_text(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	sdrm_debug("%s\n", values_debug_text_of(arg));
#else
	sdrm_debug("%u\n", arg->count);
#endif
	return values_debug_text_of(arg) ? 0 : -EINVAL;
}
