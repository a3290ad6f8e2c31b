// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a function pointer initialised elsewhere
// tool: gcc
// says: undeclared
// off: type
// rust: rustc: cannot find value
#include "reject.h"

static int dtu_call(const struct toy *toy, const struct toy_file *file, struct toy_get *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(toy, TOY_GET, dtu_call, struct toy_get);

/* A command without a handler. */
static const struct toy_ioctl dtu_ioctls[] __used = {
	SDRM_IOCTL(toy, TOY_GET, SDRM_ALLOW),
#ifdef MISUSE
	SDRM_IOCTL(toy, TOY_MAKE, SDRM_ALLOW),
#endif
};
