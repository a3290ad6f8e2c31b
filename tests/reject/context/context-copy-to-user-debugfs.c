// SPDX-License-Identifier: GPL-2.0
// class: context: copy_{from,to}_user, sleeping or a second lock while the reservation lock is held
// tool: gcc
// says: poisoned "copy_to_user"
// off: -DSDRM_NO_POISON
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

/* Refused without a lock, too: the library copies the argument in and out. */
static int __used context_copy_to_user_debugfs(const struct toy_file *file, struct toy_get *arg)
{
#ifdef MISUSE
	return copy_to_user((void __user *)arg->ns, file, sizeof(*arg));
#else
	return 0;
#endif
}
