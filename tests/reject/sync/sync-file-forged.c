// SPDX-License-Identifier: GPL-2.0
// class: sync_file: forged
// tool: subset
// says: \[owner-copied\]
// off: owner-copied sdrm-made
// rust: privacy: File has no empty value
/* The ioctl returns -EINVAL. */
#include "reject.h"

static struct sdrm_sync_file
sff_make(const struct toy *toy, const struct toy_file *file, struct toy_made *arg)
{
#ifdef MISUSE
	return (struct sdrm_sync_file){ };
#else
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
#endif
}

SDRM_IOCTL_FD_DEFINE(toy, TOY_MAKE, sff_make, struct toy_made, fd);

static const struct toy_ioctl sff_ioctls[] __used = {
	SDRM_IOCTL(toy, TOY_MAKE, SDRM_ALLOW),
};
