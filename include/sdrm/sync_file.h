/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_SYNC_FILE_H
#define SDRM_SYNC_FILE_H

#include <sdrm/fence_wrap.h>

struct sync_file;

/**
 * DOC: sync_file
 *
 * A fence as a file, whose descriptor user space can poll() and pass to other
 * processes and drivers. A driver creates the file; the ioctl that returns it (see
 * <sdrm/debugfs.h>) reserves the descriptor beforehand and installs it last, so
 * that nothing can fail once the file is visible to user space.
 */

/**
 * struct sdrm_sync_file - owns a sync_file not yet installed in any fd table
 *
 * Made by sdrm_sync_file_create(), consumed by returning it from an ioctl handler
 * or closed at the end of the scope.
 */
struct sdrm_sync_file {
	/* private: */
	struct sync_file *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __sdrm_must_use __designated_init;

void __sdrm_sync_file_close(struct sync_file *file);
__SDRM_DEFINE_OWNER(sync_file, __sdrm_sync_file_close)
#define __SDRM_DROP_sync_file __sdrm_sync_file_drop

struct sync_file *__sdrm_sync_file_create(struct dma_fence *fence);
struct sdrm_fence_ref __must_check sdrm_sync_file_fence(int fd);

/**
 * sdrm_sync_file_create() - create a sync_file for a fence
 * @ref: the fence, borrowed, of which the file takes a reference; or an error
 *
 * Context: process, may sleep.
 * Return: the file, owned; the error that @ref holds, if any; -ENOMEM.
 * Contract: sync_file_create(), drivers/dma-buf/sync_file.c.
 */
static __always_inline struct sdrm_sync_file __must_check
sdrm_sync_file_create(const struct sdrm_fence_ref *ref)
{
	struct sync_file *file = __sdrm_sync_file_create(__sdrm_held(ref));

	return (struct sdrm_sync_file){ .__sdrm_ptr = file };
}

#endif /* SDRM_SYNC_FILE_H */
