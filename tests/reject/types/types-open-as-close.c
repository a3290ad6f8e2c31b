// SPDX-License-Identifier: GPL-2.0
// class: types: callback of another type
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: rustc: trait methods have their types
#include "reject.h"

static int types_open_as_close_open(const struct mut_device *mut, struct mut_file *file)
{
	return 0;
}

static void __maybe_unused types_open_as_close_close(const struct mut_device *mut, struct mut_file *file)
{
}

static const struct mut_driver types_open_as_close_driver __used = {
	.open	= types_open_as_close_open,
#ifdef MISUSE
	.close	= types_open_as_close_open,
#else
	.close	= types_open_as_close_close,
#endif
};
