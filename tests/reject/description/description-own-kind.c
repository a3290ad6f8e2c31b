// SPDX-License-Identifier: GPL-2.0
// class: description: kind of buffer by hand
// tool: gcc
// says: incomplete type|storage size
// off: type
// rust: sealed trait
#include "reject.h"

#ifdef MISUSE
static const struct sdrm_gem_kind description_own_kind_kind = { };
#endif

static const struct mut_driver description_own_kind_driver __used = {
	.name	= "reject",
	.desc	= "Reject",
	.date	= "20260101",
#ifdef MISUSE
	.gem	= &description_own_kind_kind,
#else
	.gem	= &sdrm_gem_shmem,
#endif
};
