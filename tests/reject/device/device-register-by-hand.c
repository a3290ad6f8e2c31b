// SPDX-License-Identifier: GPL-2.0
// class: device: registered by hand
// tool: gcc
// says: poisoned "__sdrm_debugfs_register"
// off: -DSDRM_NO_POISON
// rust: privacy: a registration is made by the module macro
/* What sdrm_module_debugfs() calls is private, so no result of it can be ignored. */
#include "reject.h"

static int __used device_register_by_hand(struct sdrm_debugfs_registration *reg)
{
#ifdef MISUSE
	return __sdrm_debugfs_register(reg, NULL);
#else
	return !reg;
#endif
}
