// SPDX-License-Identifier: GPL-2.0
/*
 * resv_holder: holds the reservation locks of two dma-bufs, taken as a driver with
 * many buffers takes them: with an acquire context, backing off on -EDEADLK.
 * Under /sys/kernel/debug/resv_holder:
 *
 *   hold      write "FD FD USECS"; -EUCLEAN if a fence was added meanwhile
 *   backoffs  how often it had to back off
 */
#include <linux/debugfs.h>
#include <linux/delay.h>
#include <linux/dma-buf.h>
#include <linux/dma-resv.h>
#include <linux/module.h>
#include <linux/uaccess.h>

#define USECS_MAX 1000

static struct dentry *dir;
static atomic_t backoffs;

/* Locks both; on error, neither is held. */
static int lock_both(struct dma_resv *a, struct dma_resv *b,
		     struct ww_acquire_ctx *ctx, unsigned int usecs)
{
	int ret = dma_resv_lock(a, ctx);

	if (ret)
		return ret;
	/* Give another thread time to lock the other one. */
	udelay(usecs);
	while ((ret = dma_resv_lock(b, ctx)) == -EDEADLK) {
		atomic_inc(&backoffs);
		dma_resv_unlock(a);
		/* Sleeps until the contended lock is free; then retry the first. */
		dma_resv_lock_slow(b, ctx);
		swap(a, b);
	}
	if (ret)
		dma_resv_unlock(a);
	else
		ww_acquire_done(ctx);
	return ret;
}

/* Includes signalled fences: they stay until the next one is added. */
static u64 count_fences(struct dma_resv *resv)
{
	struct dma_resv_iter cursor;
	struct dma_fence *fence;
	u64 count = 0;
	u64 last = 0;

	dma_resv_for_each_fence(&cursor, resv, DMA_RESV_USAGE_BOOKKEEP, fence) {
		last = max(last, fence->context);
		count++;
	}
	/* Context numbers only grow, so a fence that replaced another one shows. */
	return count + last;
}

static int hold(struct dma_resv *a, struct dma_resv *b, unsigned int usecs)
{
	struct ww_acquire_ctx ctx;
	u64 before;
	int ret;

	ww_acquire_init(&ctx, &reservation_ww_class);
	ret = lock_both(a, b, &ctx, usecs);
	if (!ret) {
		before = count_fences(a) + count_fences(b);
		udelay(usecs);
		if (before != count_fences(a) + count_fences(b))
			ret = -EUCLEAN;
		dma_resv_unlock(a);
		dma_resv_unlock(b);
	}
	ww_acquire_fini(&ctx);
	return ret;
}

static int hold_fds(int a, int b, unsigned int usecs)
{
	struct dma_buf *first = dma_buf_get(a), *second;
	int ret;

	if (IS_ERR(first))
		return PTR_ERR(first);
	second = dma_buf_get(b);
	ret = PTR_ERR_OR_ZERO(second);
	if (!ret) {
		ret = hold(first->resv, second->resv, usecs);
		dma_buf_put(second);
	}
	dma_buf_put(first);
	return ret;
}

static ssize_t hold_write(struct file *file, const char __user *from,
			  size_t count, loff_t *pos)
{
	unsigned int usecs;
	char text[64];
	int a, b, ret;

	if (count >= sizeof(text))
		return -EINVAL;
	if (copy_from_user(text, from, count))
		return -EFAULT;
	text[count] = '\0';
	if (sscanf(text, "%d %d %u", &a, &b, &usecs) != 3 || usecs > USECS_MAX)
		return -EINVAL;
	ret = hold_fds(a, b, usecs);
	return ret ?: count;
}

static const struct file_operations hold_fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.write = hold_write,
};

static int __init holder_init(void)
{
	dir = debugfs_create_dir("resv_holder", NULL);
	debugfs_create_file("hold", 0200, dir, NULL, &hold_fops);
	debugfs_create_atomic_t("backoffs", 0400, dir, &backoffs);
	return 0;
}
module_init(holder_init);

static void __exit holder_exit(void)
{
	debugfs_remove(dir);
}
module_exit(holder_exit);

/* MODULE_IMPORT_NS() takes an identifier on old kernels, a string on new ones. */
MODULE_INFO(import_ns, "DMA_BUF");
MODULE_DESCRIPTION("Holds the reservations of two dma-bufs");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
