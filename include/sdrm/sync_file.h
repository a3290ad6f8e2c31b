/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_SYNC_FILE_H
#define SDRM_SYNC_FILE_H

#include <sdrm/fence_wrap.h>

struct sync_file;

/**
 * DOC: sync_file
 *
 * A fence as a file descriptor, with which processes hand it to each other, to
 * poll() and to other drivers. A driver makes the file; whoever publishes it
 * (an ioctl that returns one, see <sdrm/debugfs.h>) has reserved the number
 * before, so that nothing can fail once user space could see it.
 */

/**
 * struct sdrm_sync_file - owns a sync_file that no process has yet
 *
 * Made by sdrm_sync_file_create(); a handler hands it on by returning it. The
 * end of the scope closes it.
 */
struct sdrm_sync_file {
	/* private: */
	struct sync_file *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __designated_init;

void __sdrm_sync_file_close(struct sync_file *file);
__SDRM_DEFINE_OWNER(sync_file, __sdrm_sync_file_close)
#define __SDRM_DROP_sync_file __sdrm_sync_file_drop

struct sync_file *__sdrm_sync_file_create(struct dma_fence *fence);
struct sdrm_fence_ref __must_check sdrm_sync_file_fence(int fd);

/**
 * sdrm_sync_file_create() - make a file of a fence
 * @ref: the fence, borrowed: the file takes a reference of its own; or an error
 *
 * Context: process, may sleep.
 * Return: the file, owned; the error that @ref holds; -ENOMEM.
 * Contract: sync_file_create(), drivers/dma-buf/sync_file.c.
 */
static __always_inline struct sdrm_sync_file __must_check
sdrm_sync_file_create(const struct sdrm_fence_ref *ref)
{
	struct sync_file *file = __sdrm_sync_file_create(__sdrm_held(ref));

	/* A file or an error pointer: ours says so. */
	__sdrm_promised(file);
	return (struct sdrm_sync_file){ .__sdrm_ptr = file };
}

#endif /* SDRM_SYNC_FILE_H */
