// SPDX-License-Identifier: GPL-2.0
// class: description: that can change
// tool: gcc
// says: sdrm: the description has no
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: warning: const_item_mutation, as a constant is copied
#include "reject.h"

#ifdef MISUSE
static struct mut_driver description_not_const_driver = {
#else
static const struct mut_driver description_not_const_driver = {
#endif
	.name	= "reject",
	.desc	= "Reject",
	.date	= "20260101",
	.gem	= &sdrm_gem_shmem,
};

sdrm_module_driver(mut, description_not_const_driver); /* refused here */
