// SPDX-License-Identifier: GPL-2.0
// class: sync_file: leaked
// tool: gcc
// says: incompatible pointer type
// off: type
// follows: function called through a non-compatible type
// rust: rustc: mismatched types
#include "reject.h"

static struct sdrm_sync_file __maybe_unused
dfhl_call(const struct toy *toy, const struct toy_file *file, struct toy_made *arg)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
}

/* Returns a file, although the command installs none. */
#ifdef MISUSE
SDRM_IOCTL_DEFINE(toy, TOY_MAKE, dfhl_call, struct toy_made);
#else
SDRM_IOCTL_FD_DEFINE(toy, TOY_MAKE, dfhl_call, struct toy_made, fd);
#endif

static const struct toy_ioctl dfhl_ioctls[] __used = {
	SDRM_IOCTL(toy, TOY_MAKE, SDRM_ALLOW),
};
