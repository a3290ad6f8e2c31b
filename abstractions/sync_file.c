// SPDX-License-Identifier: GPL-2.0
#include <linux/file.h>
#include <linux/sync_file.h>
#include <sdrm/sync_file.h>

/* sdrm_sync_file_create(), with raw pointers; @fence may be an error pointer. */
struct sync_file *__sdrm_sync_file_create(struct dma_fence *fence)
{
	if (IS_ERR(fence))
		return ERR_CAST(fence);
	/* The caller holds a reference; the file takes its own. */
	return sync_file_create(fence) ?: ERR_PTR(-ENOMEM);
}
EXPORT_SYMBOL_GPL(__sdrm_sync_file_create);

/* Called at the end of an owner's scope; the file was never installed. */
void __sdrm_sync_file_close(struct sync_file *file)
{
	/* The reference from sync_file_create(). */
	fput(file->file);
}
EXPORT_SYMBOL_GPL(__sdrm_sync_file_close);

/**
 * sdrm_sync_file_fence() - get the fence of a sync_file by its descriptor
 * @fd: file descriptor; any value is safe
 *
 * Context: process.
 * Return: a reference, owned; -EINVAL if @fd is not a sync_file.
 * Contract: sync_file_get_fence(), drivers/dma-buf/sync_file.c.
 */
struct sdrm_fence_ref sdrm_sync_file_fence(int fd)
{
	/* In the fd table of the caller; it checks that it is a sync_file. */
	return (struct sdrm_fence_ref){
		.__sdrm_ptr = sync_file_get_fence(fd) ?: ERR_PTR(-EINVAL)
	};
}
EXPORT_SYMBOL_GPL(sdrm_sync_file_fence);
