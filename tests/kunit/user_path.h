/* SPDX-License-Identifier: GPL-2.0 */
#ifndef USER_PATH_H
#define USER_PATH_H

/*
 * Paths as user space sees them. Suites run in a kernel thread, and from 7.0 on those
 * have no root file system: its place is taken by that of the first process.
 */
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/fs_struct.h>
#include <linux/path.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/workqueue.h>

/* The root, which the caller has to put. */
static inline struct path user_root(void)
{
	struct task_struct *init = get_pid_task(find_vpid(1), PIDTYPE_PID);
	struct path root;

	task_lock(init);
	get_fs_root(init->fs, &root);
	task_unlock(init);
	put_task_struct(init);
	return root;
}

static inline struct file *open_user_path(const char *name, int flags)
{
	struct path root = user_root();
	struct file *filp = file_open_root(&root, name, flags, 0);

	path_put(&root);
	return filp;
}

struct closing {
	struct work_struct work;
	struct file *filp;
};

static inline void close_in_worker(struct work_struct *work)
{
	__fput_sync(container_of(work, struct closing, work)->filp);
}

/*
 * Put the last reference to a file now. The last put of a kernel thread is put off, and
 * __fput_sync() is only for these; after a case that was skipped or aborted, the process
 * that loads the module cleans up.
 */
static inline void close_now(struct file *filp)
{
	struct closing closing = { .filp = filp };

	if (current->flags & PF_KTHREAD) {
		__fput_sync(filp);
		return;
	}
	INIT_WORK_ONSTACK(&closing.work, close_in_worker);
	schedule_work(&closing.work);
	flush_work(&closing.work);
	destroy_work_on_stack(&closing.work);
}

static inline bool user_path_exists(const char *name)
{
	struct file *filp = open_user_path(name, O_PATH);

	if (IS_ERR(filp))
		return false;
	close_now(filp);
	return true;
}

#endif /* USER_PATH_H */
