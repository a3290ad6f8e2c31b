// SPDX-License-Identifier: GPL-2.0
#include <linux/file.h>
#include <linux/sync_file.h>
#include <sdrm/sync_file.h>

/* What sdrm_sync_file_create() returns, from and with error pointers. */
struct sync_file *__sdrm_sync_file_create(struct dma_fence *fence)
{
	if (IS_ERR(fence))
		return ERR_CAST(fence);
	/* The caller's reference is alive, and the file takes its own. */
	return sync_file_create(fence) ?: ERR_PTR(-ENOMEM);
}
EXPORT_SYMBOL_GPL(__sdrm_sync_file_create);

/* What the end of an owner's scope calls: no process has had it. */
void __sdrm_sync_file_close(struct sync_file *file)
{
	/* The reference that sync_file_create() made. */
	fput(file->file);
}
EXPORT_SYMBOL_GPL(__sdrm_sync_file_close);

/**
 * sdrm_sync_file_fence() - the fence of a sync_file that user space names
 * @fd: file descriptor; any value is safe
 *
 * Context: process.
 * Return: a reference, owned; -EINVAL if @fd is no sync_file.
 * Contract: sync_file_get_fence(), drivers/dma-buf/sync_file.c.
 */
struct sdrm_fence_ref sdrm_sync_file_fence(int fd)
{
	/* The caller's own descriptor table; it checks what the file is. */
	return (struct sdrm_fence_ref){
		.__sdrm_ptr = sync_file_get_fence(fd) ?: ERR_PTR(-EINVAL)
	};
}
EXPORT_SYMBOL_GPL(sdrm_sync_file_fence);
