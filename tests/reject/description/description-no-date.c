// SPDX-License-Identifier: GPL-2.0
// class: description: incomplete
// tool: gcc
// says: sdrm: the description has no date
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: rustc: missing constant of the trait
#include "reject.h"

static const struct mut_driver description_no_date_driver = {
	.name	= "reject",
	.desc	= "Reject",
#ifndef MISUSE
	.date	= "20260101",
#endif
	.gem	= &sdrm_gem_shmem,
};

sdrm_module_driver(mut, description_no_date_driver); /* refused here */
