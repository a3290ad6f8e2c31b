// SPDX-License-Identifier: GPL-2.0
// class: values: const cast away
// tool: gcc
// says: discards .const. qualifier
// off: -Wno-write-strings
// rust: rustc: &str is immutable
#include "reject.h"

static int __used values_string_written(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	char *text = "text";

	text[0] = arg->bytes[0];
#else
	char text[] = "text";

	text[0] = arg->bytes[0];
#endif
	return text[0];
}
