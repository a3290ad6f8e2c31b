// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[shift\]
// off: shift
// rust: panics
#include "reject.h"

#define VALUES_FIELDS_LEVEL	GENMASK(3, 0)
#define VALUES_FIELDS_PORT	GENMASK(7, 4)

static int __used values_fields(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	const u32 level = FIELD_GET(VALUES_FIELDS_LEVEL, arg->flags);
#ifdef MISUSE
	const u32 port = arg->flags >> arg->index;
#else
	const u32 port = FIELD_GET(VALUES_FIELDS_PORT, arg->flags);
#endif

	arg->value = (u32)FIELD_PREP(VALUES_FIELDS_PORT, level) | port;
	return 0;
}
