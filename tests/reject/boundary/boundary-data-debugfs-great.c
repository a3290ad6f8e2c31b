// SPDX-License-Identifier: GPL-2.0
// class: boundary: wrong cast of void *data
// tool: gcc
// says: static assertion failed
// off: type
// rust: no limit: the argument is on the heap
#include "reject.h"

static struct sdrm_sync_file __maybe_unused
ddg_call(const struct toy *toy, const struct toy_file *file, struct toy_made *arg)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
}

static struct sdrm_sync_file __maybe_unused
ddg_great(const struct toy *toy, const struct toy_file *file, struct toy_great *arg)
{
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, (u32)arg->fd));
	return sdrm_sync_file_create(fence);
}

#ifdef MISUSE
SDRM_IOCTL_FD_DEFINE(toy, TOY_GREAT, ddg_great, struct toy_great, fd);
#else
SDRM_IOCTL_FD_DEFINE(toy, TOY_MAKE, ddg_call, struct toy_made, fd);
#endif

static const struct toy_ioctl ddg_ioctls[] __used = {
#ifdef MISUSE
	SDRM_IOCTL(toy, TOY_GREAT, SDRM_ALLOW),
#else
	SDRM_IOCTL(toy, TOY_MAKE, SDRM_ALLOW),
#endif
};
