/* SPDX-License-Identifier: GPL-2.0 */
#ifndef USER_MEMORY_H
#define USER_MEMORY_H

/*
 * User memory for ioctls, that of the process that loads the module; suites run in a
 * kernel thread, and their suite_init in that process.
 */
#include <kunit/test.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/uaccess.h>

static struct mm_struct *mm;
/* A page to read and write, with nothing behind it, and one that is read-only. */
static void __user *user, *user_read_only;

static inline int map_user_memory(struct kunit_suite *suite)
{
	unsigned long both, one;

	mm = get_task_mm(current);
	if (!mm)
		return -EINVAL;
	both = vm_mmap(NULL, 0, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, 0);
	one = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, 0);
	if (IS_ERR_VALUE(both) || IS_ERR_VALUE(one))
		return -ENOMEM;
	user = (void __user *)both;
	user_read_only = (void __user *)one;
	return vm_munmap(both + PAGE_SIZE, PAGE_SIZE);
}

/* It is mapped in the process that loads this module, so it goes with that. */
static inline void forget_user_memory(struct kunit_suite *suite)
{
	if (mm)
		mmput(mm);
	mm = NULL;
}

static inline long ioctl_by(long (*handler)(struct file *, unsigned int, unsigned long),
			    struct file *filp, unsigned int command, void __user *where)
{
	long ret;

	kthread_use_mm(mm);
	ret = handler(filp, command, (unsigned long)where);
	kthread_unuse_mm(mm);
	return ret;
}

static inline long ioctl_at(struct file *filp, unsigned int command, void __user *where)
{
	return ioctl_by(filp->f_op->unlocked_ioctl, filp, command, where);
}

static inline bool put_user_bytes(const void *from, size_t size)
{
	unsigned long left;

	kthread_use_mm(mm);
	left = copy_to_user(user, from, size);
	kthread_unuse_mm(mm);
	return !left;
}

static inline bool get_user_bytes(void *to, size_t size)
{
	unsigned long left;

	kthread_use_mm(mm);
	left = copy_from_user(to, user, size);
	kthread_unuse_mm(mm);
	return !left;
}

/* Copied in and out. */
static inline long ioctl(struct file *filp, unsigned int command, void *arg)
{
	size_t size = _IOC_SIZE(command);
	long ret;

	if (!put_user_bytes(arg, size))
		return -EFAULT;
	ret = ioctl_at(filp, command, user);
	return get_user_bytes(arg, size) ? ret : -EFAULT;
}

/* --- descriptors -------------------------------------------------------------- */

static inline unsigned int descriptors(void)
{
	struct files_struct *files = current->files;
	unsigned int open;

	spin_lock(&files->file_lock);
	open = bitmap_weight(files_fdtable(files)->open_fds,
			     files_fdtable(files)->max_fds);
	spin_unlock(&files->file_lock);
	return open;
}

static inline bool closes_on_exec(unsigned int fd)
{
	struct files_struct *files = current->files;
	bool closes;

	spin_lock(&files->file_lock);
	closes = test_bit(fd, files_fdtable(files)->close_on_exec);
	spin_unlock(&files->file_lock);
	return closes;
}

/* An ioctl with no descriptor left. */
static inline long ioctl_without_descriptors(struct file *filp, unsigned int command,
					     void *arg)
{
	struct rlimit *limit = &current->signal->rlim[RLIMIT_NOFILE];
	unsigned long before = limit->rlim_cur;
	long ret;

	limit->rlim_cur = 0;
	ret = ioctl(filp, command, arg);
	limit->rlim_cur = before;
	return ret;
}

#endif /* USER_MEMORY_H */
