// SPDX-License-Identifier: GPL-2.0
// class: boundary: state outside of devices and files
// tool: subset
// says: \[global\]
// off: global
// rust: not refused: a static Atomic or lock is safe
/* Const, as all functions on counters take it, hence in read-only memory. */
#include "reject.h"

#ifdef MISUSE
static const struct sdrm_counter boundary_global_counter_all; /* refused here */
#endif

static int __used boundary_global_counter(const struct mut_device *mut,
					  const struct mut_file *file,
					  struct drm_mut_case *arg)
{
#ifdef MISUSE
	arg->value = sdrm_counter_inc(&boundary_global_counter_all);
#else
	arg->value = sdrm_counter_inc(&file->calls);
#endif
	return 0;
}
