// SPDX-License-Identifier: GPL-2.0
/*
 * slow_open: holds an open of a DRM node for a while where it has a reference to the
 * device and none to the driver's module yet, as preemption there would:
 *
 *   - with kprobes, the next open by a task called "slow_open", in drm_stub_open()
 *     right after drm_minor_acquire();
 *   - without, what is written to /sys/kernel/debug/slow_open/open, the number of a
 *     descriptor of the device, stands for it: this takes the same reference, waits,
 *     and then does what drm_stub_open() does with it.
 *
 * The parameter "opens" counts those that have been held.
 */
#include <linux/debugfs.h>
#include <linux/delay.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/uaccess.h>
#include <linux/workqueue.h>
#include <drm/drm_drv.h>
#include <drm/drm_file.h>

static unsigned int ms = 3000;
module_param(ms, uint, 0444);
MODULE_PARM_DESC(ms, "Milliseconds for which an open is held");

static unsigned int opens;
module_param(opens, uint, 0444);
MODULE_PARM_DESC(opens, "Number of opens that were held");

static void hold(void)
{
	WRITE_ONCE(opens, opens + 1);
	msleep(ms);
}

#ifdef CONFIG_KPROBES

static struct kprobe probe = { .symbol_name = "drm_minor_acquire" };
static atomic_t once;

/* Its arguments differ between kernels; there are at most two. */
static noinline void *slow_acquire(unsigned long a, unsigned long b)
{
	void *(*acquire)(unsigned long, unsigned long) = (void *)probe.addr;
	void *minor = acquire(a, b);

	hold();
	return minor;
}

static int before(struct kprobe *p, struct pt_regs *regs)
{
	if (strcmp(current->comm, "slow_open") || atomic_xchg(&once, 1))
		return 0;
	instruction_pointer_set(regs, (unsigned long)slow_acquire);
	return 1;
}

static int __init slow_init(void)
{
	probe.pre_handler = before;
	return register_kprobe(&probe);
}

static void __exit slow_exit(void)
{
	unregister_kprobe(&probe);
}

#else

static struct drm_device *held;
static struct dentry *dir;

static void open_late(struct work_struct *work)
{
	const struct file_operations *fops;

	hold();
	fops = fops_get(held->driver->fops);
	if (fops)
		fops_put(fops);
	drm_dev_put(held);
}
static DECLARE_WORK(work, open_late);

static ssize_t open_write(struct file *file, const char __user *from, size_t count,
			  loff_t *pos)
{
	struct file *node;
	int fd, ret;

	ret = kstrtoint_from_user(from, count, 10, &fd);
	if (ret)
		return ret;
	node = fget(fd);
	if (!node)
		return -EBADF;
	held = ((struct drm_file *)node->private_data)->minor->dev;
	drm_dev_get(held);
	fput(node);
	schedule_work(&work);
	return count;
}

static const struct file_operations open_fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.write = open_write,
};

static int __init slow_init(void)
{
	dir = debugfs_create_dir("slow_open", NULL);
	debugfs_create_file("open", 0200, dir, NULL, &open_fops);
	return 0;
}

static void __exit slow_exit(void)
{
	debugfs_remove(dir);
	flush_work(&work);
}

#endif

module_init(slow_init);
module_exit(slow_exit);

MODULE_DESCRIPTION("Holds an open of a DRM node for a while");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
