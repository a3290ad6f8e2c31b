// SPDX-License-Identifier: GPL-2.0
// class: values: text of user space
// tool: subset
// says: \[text\]
// off: text
// rust: rustc: mismatched types, as bytes are no &CStr; from_bytes_until_nul() tells at run time
#include "reject.h"

#ifdef MISUSE
static void values_text_say(const char *text)
{
	sdrm_debug("%zu\n", sizeof(text));
}
#endif

static int __used values_text(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
#ifdef MISUSE
	char name[4] = "name";

	values_text_say(name);
#endif
	return 0;
}
