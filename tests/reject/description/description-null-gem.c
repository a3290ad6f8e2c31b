// SPDX-License-Identifier: GPL-2.0
// class: description: incomplete
// tool: gcc
// says: sdrm: the description has no gem
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: associated type
#include "reject.h"

static const struct mut_driver description_null_gem_driver = {
	.name	= "reject",
	.desc	= "Reject",
	.date	= "20260101",
#ifdef MISUSE
	.gem	= NULL,
#else
	.gem	= &sdrm_gem_shmem,
#endif
};

sdrm_module_driver(mut, description_null_gem_driver); /* refused here */
