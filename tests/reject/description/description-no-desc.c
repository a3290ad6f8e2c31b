// SPDX-License-Identifier: GPL-2.0
// class: description: incomplete
// tool: gcc
// says: sdrm: the description has no desc
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: missing constant of the trait
#include "reject.h"

static const struct mut_driver description_no_desc_driver = {
	.name	= "reject",
#ifndef MISUSE
	.desc	= "Reject",
#endif
	.date	= "20260101",
	.gem	= &sdrm_gem_shmem,
};

sdrm_module_driver(mut, description_no_desc_driver); /* refused here */
