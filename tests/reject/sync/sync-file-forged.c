// SPDX-License-Identifier: GPL-2.0
// class: sync_file: forged
// tool: gcc
// says: this owner is empty
// off: -D__error__=__warning__ -Wno-attribute-warning
// rust: privacy: File has no empty value
/* On one branch only, gcc does not see it, and the ioctl returns -EINVAL. */
#include "reject.h"

static int sff_open(struct toy_file *file)
{
	return 0;
}

SDRM_DEBUGFS_FILE_TYPE(toy_file, sff_open);

static struct sdrm_sync_file sff_make(struct toy_file *file, struct toy_made *arg)
{
#ifdef MISUSE
	return (struct sdrm_sync_file){ };
#else
	SDRM_OWN(fence_ref, fence, sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
#endif
}

/* refused here */ SDRM_DEBUGFS_IOCTL_FD_DEFINE(TOY_MAKE, sff_make,
						 struct toy_made, fd);

static const struct sdrm_debugfs_ioctl *const sff_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(sff_make),
};

static const struct sdrm_debugfs sff_driver __used = {
	.file	= &toy_file_type,
	.ioctls	= sff_ioctls,
};
