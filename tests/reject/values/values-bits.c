// SPDX-License-Identifier: GPL-2.0
// class: values: arithmetic on what user space gave
// tool: subset
// says: \[narrowed\]
// off: narrowed
// rust: not expressible: no bit-fields
#include "reject.h"

struct values_bits_mode {
	u32 lanes : 4;
	u32 rate : 12;
};

static int __used values_bits(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	struct values_bits_mode mode = {};

#ifdef MISUSE
	mode.lanes = arg->count;
#else
	if (arg->count > 8)
		return -EINVAL;
	mode.lanes = arg->count;
#endif
	mode.rate = 100;
	arg->value = mode.lanes * mode.rate;
	return 0;
}
