// SPDX-License-Identifier: GPL-2.0
// class: timeline: private member read
// tool: gcc
// says: poisoned "__sdrm_priv"
// off: -DSDRM_NO_POISON
// rust: privacy: the field is private
#include "reject.h"

static int __used timeline_private_read(const struct toy_file *file)
{
#ifdef MISUSE
	return !file->timeline.__sdrm_priv.state;
#else
	return 0;
#endif
}
