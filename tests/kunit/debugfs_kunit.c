// SPDX-License-Identifier: GPL-2.0
/*
 * debugfs.h: a file is created and removed with its directory, and its ioctls leave
 * nothing behind. User memory is that of the process that loads this module.
 */
#include <linux/debugfs.h>
#include <linux/fdtable.h>
#include <linux/file.h>
#include <linux/kthread.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/sync_file.h>
#include <linux/uaccess.h>
#include <sdrm/debugfs.h>
#include <sdrm/timeline.h>
#include "faults.h"
#include "source.h"
#include "user_path.h"

#define ROOT "/sys/kernel/debug/"
#define DIRECTORY "sdrm-kunit"
#define NAME "file"

struct kunit_file {
	struct sdrm_debugfs_file base;
	struct sdrm_timeline timeline;
	unsigned int calls;
};

/* What was called, and what to return; zeroed before each test. */
static struct {
	unsigned int open, open_failed, close, calls;
	int open_error;
	struct dma_fence *kept;		/* of the timeline of the last open */
	const struct sdrm_fence_ref *ref;	/* for the handler to return as a file */
} told;

static int file_open(struct kunit_file *file)
{
	int ret = sdrm_timeline_init(&file->timeline, &file->base.managed, "kunit",
				     NULL);

	told.open++;
	told.open_failed += !!ret;
	if (ret)
		return ret;
	if (told.open_error)
		told.kept = sdrm_timeline_add(&file->timeline, 1).__sdrm_ptr;
	return told.open_error;
}

static void file_close(struct kunit_file *file)
{
	told.close++;
}

SDRM_DEBUGFS_FILE_TYPE(kunit_file, file_open, file_close);

struct kunit_argument {
	__u32 in;
	__u32 out;
	__s32 answer;
	__s32 fd;
};

struct kunit_great {
	__u8 bytes[128];
};

#define KUNIT_IOC_BOTH		_IOWR('K', 0, struct kunit_argument)
#define KUNIT_IOC_IN		_IOW('K', 1, struct kunit_argument)
#define KUNIT_IOC_OUT		_IOR('K', 2, struct kunit_argument)
#define KUNIT_IOC_GREAT		_IOWR('K', 3, struct kunit_great)
#define KUNIT_IOC_FILE		_IOWR('K', 4, struct kunit_argument)
#define KUNIT_IOC_UNBOUND	_IOWR('K', 5, struct kunit_argument)

static int call(struct kunit_file *file, struct kunit_argument *arg)
{
	told.calls++;
	arg->out = arg->in + ++file->calls;
	return arg->answer;
}

static int call_in(struct kunit_file *file, struct kunit_argument *arg)
{
	return call(file, arg);
}

static int call_out(struct kunit_file *file, struct kunit_argument *arg)
{
	return call(file, arg);
}

static int turn_round(struct kunit_file *file, struct kunit_great *arg)
{
	unsigned int i;

	for (i = 0; i < sizeof(arg->bytes) / 2; i++)
		swap(arg->bytes[i], arg->bytes[sizeof(arg->bytes) - 1 - i]);
	return 0;
}

static struct sdrm_sync_file make_file(struct kunit_file *file,
				       struct kunit_argument *arg)
{
	int answer = call(file, arg);

	/* An empty one, if the test asks for it. */
	if (answer)
		return (struct sdrm_sync_file){
			.__sdrm_ptr = answer == 1 ? NULL : ERR_PTR(answer)
		};
	return sdrm_sync_file_create(told.ref);
}

SDRM_DEBUGFS_IOCTL_DEFINE(KUNIT_IOC_BOTH, call, struct kunit_argument);
SDRM_DEBUGFS_IOCTL_DEFINE(KUNIT_IOC_IN, call_in, struct kunit_argument);
SDRM_DEBUGFS_IOCTL_DEFINE(KUNIT_IOC_OUT, call_out, struct kunit_argument);
SDRM_DEBUGFS_IOCTL_DEFINE(KUNIT_IOC_GREAT, turn_round, struct kunit_great);
SDRM_DEBUGFS_IOCTL_FD_DEFINE(KUNIT_IOC_FILE, make_file, struct kunit_argument, fd);

static const struct sdrm_debugfs_ioctl *const ioctls[] = {
	SDRM_DEBUGFS_IOCTL(call),
	SDRM_DEBUGFS_IOCTL(call_in),
	SDRM_DEBUGFS_IOCTL(call_out),
	SDRM_DEBUGFS_IOCTL(turn_round),
	SDRM_DEBUGFS_IOCTL(make_file),
};

static const struct sdrm_debugfs driver = {
	.directory = DIRECTORY,
	.name = NAME,
	.mode = 0600,
	.file = &kunit_file_type,
	.ioctls = ioctls,
	.num_ioctls = ARRAY_SIZE(ioctls),
};

static struct sdrm_debugfs_registration registration;

static int register_as(struct sdrm_debugfs_registration *reg,
		       const struct sdrm_debugfs *what)
{
	memset(reg, 0, sizeof(*reg));
	return sdrm_debugfs_register(reg, what, THIS_MODULE);
}

static bool directory_is_there(void)
{
	return user_path_exists(ROOT DIRECTORY);
}

static bool file_is_there(void)
{
	return user_path_exists(ROOT DIRECTORY "/" NAME);
}

/* --- the file and its directory ------------------------------------------------ */

static void comes_and_goes(struct kunit *test)
{
	KUNIT_ASSERT_FALSE(test, directory_is_there());
	KUNIT_ASSERT_EQ(test, register_as(&registration, &driver), 0);
	KUNIT_EXPECT_TRUE(test, file_is_there());
	sdrm_debugfs_unregister(&registration);
	KUNIT_EXPECT_FALSE(test, file_is_there());
	KUNIT_EXPECT_FALSE(test, directory_is_there());
}

static void directory_of_others_stays(struct kunit *test)
{
	struct dentry *directory = debugfs_create_dir(DIRECTORY, NULL);

	KUNIT_ASSERT_FALSE(test, IS_ERR(directory));
	KUNIT_EXPECT_EQ(test, register_as(&registration, &driver), 0);
	KUNIT_EXPECT_TRUE(test, file_is_there());
	sdrm_debugfs_unregister(&registration);
	KUNIT_EXPECT_FALSE(test, file_is_there());
	KUNIT_EXPECT_TRUE(test, directory_is_there());
}

static void directory_in_use_stays(struct kunit *test)
{
	struct dentry *directory;

	KUNIT_ASSERT_EQ(test, register_as(&registration, &driver), 0);
	directory = debugfs_lookup(DIRECTORY, NULL);
	KUNIT_ASSERT_NOT_NULL(test, directory);
	debugfs_create_dir("another", directory);
	sdrm_debugfs_unregister(&registration);
	KUNIT_EXPECT_FALSE(test, file_is_there());
	KUNIT_EXPECT_TRUE(test, user_path_exists(ROOT DIRECTORY "/another"));
	dput(directory);
}

static void name_is_taken(struct kunit *test)
{
	struct sdrm_debugfs_registration second;

	KUNIT_ASSERT_EQ(test, register_as(&registration, &driver), 0);
	KUNIT_EXPECT_EQ(test, register_as(&second, &driver), -EEXIST);
	KUNIT_EXPECT_TRUE(test, file_is_there());
	sdrm_debugfs_unregister(&registration);
	KUNIT_EXPECT_FALSE(test, directory_is_there());
}

static void directory_is_a_file(struct kunit *test)
{
	u32 value = 0;
	struct dentry *taken;

	debugfs_create_u32(DIRECTORY, 0600, NULL, &value);
	taken = debugfs_lookup(DIRECTORY, NULL);
	KUNIT_ASSERT_NOT_NULL(test, taken);
	KUNIT_EXPECT_EQ(test, register_as(&registration, &driver), -ENOTDIR);
	debugfs_remove(taken);
	dput(taken);
	KUNIT_EXPECT_FALSE(test, directory_is_there());
}

static void incomplete_is_refused(struct kunit *test)
{
	static const struct sdrm_debugfs_ioctl *const gap[] = {
		[1] = SDRM_DEBUGFS_IOCTL(call),
	};
	struct sdrm_debugfs no_directory = driver, no_name = driver;
	struct sdrm_debugfs no_file = driver, has_gap = driver;

	no_directory.directory = NULL;
	KUNIT_EXPECT_EQ(test, register_as(&registration, &no_directory), -EINVAL);
	no_name.name = NULL;
	KUNIT_EXPECT_EQ(test, register_as(&registration, &no_name), -EINVAL);
	no_file.file = NULL;
	KUNIT_EXPECT_EQ(test, register_as(&registration, &no_file), -EINVAL);
	has_gap.ioctls = gap;
	has_gap.num_ioctls = ARRAY_SIZE(gap);
	KUNIT_EXPECT_EQ(test, register_as(&registration, &has_gap), -EINVAL);
	KUNIT_EXPECT_FALSE(test, directory_is_there());
}

static void no_memory_to_register(struct kunit *test)
{
	unsigned int nth, failed = 0;

	need_failslab(test);
	for (nth = 1; nth < 100; nth++) {
		bool all;
		int ret;

		fail_nth(nth);
		ret = register_as(&registration, &driver);
		all = fails_in();
		fail_nth(0);
		if (!ret)
			sdrm_debugfs_unregister(&registration);
		failed += !!ret;
		KUNIT_EXPECT_FALSE(test, directory_is_there());
		if (all)
			break;
	}
	KUNIT_EXPECT_GT(test, failed, 1);
	KUNIT_EXPECT_LT(test, nth, 100);
}

/* --- open and close -------------------------------------------------------------- */

static struct file *open_it(void)
{
	return open_user_path(ROOT DIRECTORY "/" NAME, O_RDWR);
}

static void close_it(struct file *filp)
{
	/* The last put by a kernel thread is deferred. */
	__fput_sync(filp);
}

/* Declares @filp, an open file, closed by let_go(). */
#define OPEN(filp)							\
	struct file *filp;						\
	KUNIT_ASSERT_EQ(test, register_as(&registration, &driver), 0);	\
	filp = open_it();						\
	KUNIT_ASSERT_FALSE(test, IS_ERR(filp))

static void let_go(struct file *filp)
{
	close_it(filp);
	sdrm_debugfs_unregister(&registration);
}

static void opened_and_closed(struct kunit *test)
{
	int before = module_refcount(THIS_MODULE);

	OPEN(filp);
	KUNIT_EXPECT_EQ(test, told.open, 1);
	KUNIT_EXPECT_EQ(test, told.close, 0);
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before + 1);
	let_go(filp);
	KUNIT_EXPECT_EQ(test, told.open, 1);
	KUNIT_EXPECT_EQ(test, told.close, 1);
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before);
}

static struct kunit_file *data_of(struct file *filp)
{
	return container_of((struct sdrm_debugfs_file *)filp->private_data,
			    struct kunit_file, base);
}

static void close_undoes_what_open_did(struct kunit *test)
{
	OPEN(filp);
	SDRM_OWN(fence_ref, ref, sdrm_timeline_add(&data_of(filp)->timeline, 1));
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(ref->__sdrm_ptr), 0);
	let_go(filp);
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(ref->__sdrm_ptr), -ENOENT);
	KUNIT_EXPECT_EQ(test, holders(ref), 1);
}

static void failed_open_is_undone(struct kunit *test)
{
	int before = module_refcount(THIS_MODULE);
	struct file *filp;

	KUNIT_ASSERT_EQ(test, register_as(&registration, &driver), 0);
	told.open_error = -EXDEV;
	filp = open_it();
	KUNIT_EXPECT_PTR_EQ(test, filp, (struct file *)ERR_PTR(-EXDEV));
	KUNIT_EXPECT_EQ(test, told.open, 1);
	/* What was set up is undone, but close is not called. */
	KUNIT_EXPECT_EQ(test, told.close, 0);
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(told.kept), -ENOENT);
	KUNIT_EXPECT_EQ(test, kref_read(&told.kept->refcount), 1);
	dma_fence_put(told.kept);
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before);
	sdrm_debugfs_unregister(&registration);
}

/* Each allocation of an open fails once. Returns how many opens failed. */
static unsigned int open_without_memory(struct kunit *test)
{
	int before = module_refcount(THIS_MODULE);
	unsigned int nth, failed = 0;
	bool all = false;

	for (nth = 1; nth < 100 && !all; nth++) {
		struct file *filp;

		fail_nth(nth);
		filp = open_it();
		all = fails_in();
		fail_nth(0);
		if (!IS_ERR(filp))
			close_it(filp);
		failed += IS_ERR(filp);
		KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before);
	}
	KUNIT_EXPECT_TRUE(test, all);
	return failed;
}

static void no_memory_to_open(struct kunit *test)
{
	unsigned int sweeps = 0, failed = 0;

	need_failslab(test);
	KUNIT_ASSERT_EQ(test, register_as(&registration, &driver), 0);
	/* If a slab is refilled meanwhile, later allocations move by one. */
	do {
		failed += open_without_memory(test);
	} while (!told.open_failed && ++sweeps < 10);
	/* The file's data could be allocated, the timeline's not. */
	KUNIT_EXPECT_GE(test, told.open_failed, 1);
	KUNIT_EXPECT_EQ(test, told.open, told.open_failed + told.close);
	KUNIT_EXPECT_GT(test, failed, 1);
	sdrm_debugfs_unregister(&registration);
}

/* --- ioctls ------------------------------------------------------------------------ */

/* User memory: read-write, and read-only. */
static struct mm_struct *mm;
static void __user *user, *user_read_only;

static int map_user_memory(struct kunit_suite *suite)
{
	unsigned long both, one;

	mm = get_task_mm(current);
	if (!mm)
		return -EINVAL;
	both = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, 0);
	one = vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, 0);
	if (IS_ERR_VALUE(both) || IS_ERR_VALUE(one))
		return -ENOMEM;
	user = (void __user *)both;
	user_read_only = (void __user *)one;
	return 0;
}

/* It is mapped in the process that loads this module, so it goes with that. */
static void forget_user_memory(struct kunit_suite *suite)
{
	if (mm)
		mmput(mm);
	mm = NULL;
}

static long ioctl_at(struct file *filp, unsigned int command, void __user *where)
{
	long ret;

	kthread_use_mm(mm);
	ret = filp->f_op->unlocked_ioctl(filp, command, (unsigned long)where);
	kthread_unuse_mm(mm);
	return ret;
}

/* Copied in and out. */
static long ioctl(struct file *filp, unsigned int command, void *arg)
{
	unsigned long left;
	long ret;

	kthread_use_mm(mm);
	left = copy_to_user(user, arg, _IOC_SIZE(command));
	kthread_unuse_mm(mm);
	ret = ioctl_at(filp, command, user);
	kthread_use_mm(mm);
	left += copy_from_user(arg, user, _IOC_SIZE(command));
	kthread_unuse_mm(mm);
	return left ? -EFAULT : ret;
}

static void handler_gets_its_own_file(struct kunit *test)
{
	struct kunit_argument arg = { .in = 40 };
	struct file *other;

	OPEN(filp);
	other = open_it();
	KUNIT_ASSERT_FALSE(test, IS_ERR(other));
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_BOTH, &arg), 0);
	KUNIT_EXPECT_EQ(test, ioctl(other, KUNIT_IOC_BOTH, &arg), 0);
	KUNIT_EXPECT_EQ(test, arg.out, 41);
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_BOTH, &arg), 0);
	KUNIT_EXPECT_EQ(test, arg.out, 42);
	KUNIT_EXPECT_EQ(test, data_of(filp)->calls, 2);
	KUNIT_EXPECT_EQ(test, data_of(other)->calls, 1);
	close_it(other);
	let_go(filp);
}

static void unknown_commands(struct kunit *test)
{
	struct kunit_argument arg = {};

	OPEN(filp);
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_UNBOUND, &arg), -ENOTTY);
	/* The number of one command, the size and direction of another. */
	KUNIT_EXPECT_EQ(test, ioctl(filp, _IOW('K', 0, struct kunit_argument), &arg),
			-ENOTTY);
	KUNIT_EXPECT_EQ(test, ioctl_at(filp, _IOWR('K', 0, struct kunit_great), user),
			-ENOTTY);
	KUNIT_EXPECT_EQ(test, ioctl_at(filp, 0, NULL), -ENOTTY);
	KUNIT_EXPECT_EQ(test, told.calls, 0);
	let_go(filp);
}

static void copied_as_the_command_says(struct kunit *test)
{
	struct kunit_argument in = { .in = 5, .out = 99 };
	struct kunit_argument out = { .in = 5, .answer = -EXDEV, .fd = 7 };
	struct kunit_great great;
	unsigned int i;

	OPEN(filp);
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_IN, &in), 0);
	KUNIT_EXPECT_EQ(test, in.out, 99);
	/* The argument was zeroed, and all of it is copied out. */
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_OUT, &out), 0);
	KUNIT_EXPECT_EQ(test, out.in, 0);
	KUNIT_EXPECT_EQ(test, out.out, 2);
	KUNIT_EXPECT_EQ(test, out.fd, 0);
	for (i = 0; i < sizeof(great.bytes); i++)
		great.bytes[i] = i;
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_GREAT, &great), 0);
	KUNIT_EXPECT_EQ(test, great.bytes[0], sizeof(great.bytes) - 1);
	KUNIT_EXPECT_EQ(test, great.bytes[sizeof(great.bytes) - 1], 0);
	let_go(filp);
}

static void answers_of_handlers(struct kunit *test)
{
	struct kunit_argument wrong = { .in = 5, .answer = -EXDEV };
	struct kunit_argument count = { .in = 5, .answer = 3 };

	OPEN(filp);
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_BOTH, &wrong), -EXDEV);
	KUNIT_EXPECT_EQ(test, told.calls, 1);
	/* After an error the argument is not copied out. */
	KUNIT_EXPECT_EQ(test, wrong.out, 0);
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_BOTH, &count), 0);
	KUNIT_EXPECT_EQ(test, count.out, 7);
	let_go(filp);
}

static void bad_addresses(struct kunit *test)
{
	OPEN(filp);
	KUNIT_EXPECT_EQ(test, ioctl_at(filp, KUNIT_IOC_BOTH, NULL), -EFAULT);
	KUNIT_EXPECT_EQ(test, told.calls, 0);
	KUNIT_EXPECT_EQ(test, ioctl_at(filp, KUNIT_IOC_IN, user_read_only), 0);
	KUNIT_EXPECT_EQ(test, told.calls, 1);
	KUNIT_EXPECT_EQ(test, ioctl_at(filp, KUNIT_IOC_BOTH, user_read_only),
			-EFAULT);
	KUNIT_EXPECT_EQ(test, told.calls, 2);
	let_go(filp);
}

/* --- ioctls that return a file ------------------------------------------------------- */

static unsigned int descriptors(void)
{
	struct files_struct *files = current->files;
	unsigned int open;

	spin_lock(&files->file_lock);
	open = bitmap_weight(files_fdtable(files)->open_fds,
			     files_fdtable(files)->max_fds);
	spin_unlock(&files->file_lock);
	return open;
}

static bool closes_on_exec(unsigned int fd)
{
	struct files_struct *files = current->files;
	bool closes;

	spin_lock(&files->file_lock);
	closes = test_bit(fd, files_fdtable(files)->close_on_exec);
	spin_unlock(&files->file_lock);
	return closes;
}

/* Neither a descriptor nor a reference is left. */
static void expect_nothing(struct kunit *test, unsigned int open)
{
	KUNIT_EXPECT_EQ(test, descriptors(), open);
	KUNIT_EXPECT_EQ(test, holders_left(told.ref, 2), 2);
}

static void makes_a_file(struct kunit *test)
{
	struct kunit_argument arg = { .fd = -1 };
	unsigned int open = descriptors();

	OPEN(filp);
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	told.ref = ref;

	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_FILE, &arg), 0);
	KUNIT_EXPECT_EQ(test, arg.out, 1);
	KUNIT_EXPECT_EQ(test, descriptors(), open + 1);
	KUNIT_ASSERT_GE(test, arg.fd, 0);
	KUNIT_EXPECT_TRUE(test, closes_on_exec(arg.fd));
	{
		SDRM_OWN(fence_ref, found, sdrm_sync_file_fence(arg.fd));

		KUNIT_EXPECT_PTR_EQ(test, found->__sdrm_ptr, ref->__sdrm_ptr);
	}
	KUNIT_EXPECT_EQ(test, close_fd(arg.fd), 0);
	expect_nothing(test, open);
	let_go(filp);
}

static void failed_handler_makes_none(struct kunit *test)
{
	struct kunit_argument arg = { .answer = -EXDEV, .fd = 77 };
	unsigned int open = descriptors();

	OPEN(filp);
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	told.ref = ref;

	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_FILE, &arg), -EXDEV);
	KUNIT_EXPECT_EQ(test, arg.fd, 77);
	expect_nothing(test, open);
	arg.answer = 1;
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_FILE, &arg), -EINVAL);
	KUNIT_EXPECT_EQ(test, arg.fd, 77);
	expect_nothing(test, open);
	let_go(filp);
}

static void bad_address_leaves_no_file(struct kunit *test)
{
	unsigned int open = descriptors();

	OPEN(filp);
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	told.ref = ref;

	KUNIT_EXPECT_EQ(test, ioctl_at(filp, KUNIT_IOC_FILE, NULL), -EFAULT);
	KUNIT_EXPECT_EQ(test, told.calls, 0);
	expect_nothing(test, open);
	/* The handler created the file, but the descriptor cannot be copied out. */
	KUNIT_EXPECT_EQ(test, ioctl_at(filp, KUNIT_IOC_FILE, user_read_only),
			-EFAULT);
	KUNIT_EXPECT_EQ(test, told.calls, 1);
	expect_nothing(test, open);
	let_go(filp);
}

static void no_descriptor_is_left(struct kunit *test)
{
	struct kunit_argument arg = { .fd = 77 };
	unsigned int open = descriptors();
	struct rlimit *limit = &current->signal->rlim[RLIMIT_NOFILE];
	unsigned long before = limit->rlim_cur;
	long ret;

	OPEN(filp);
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	told.ref = ref;

	limit->rlim_cur = 0;
	ret = ioctl(filp, KUNIT_IOC_FILE, &arg);
	limit->rlim_cur = before;
	KUNIT_EXPECT_EQ(test, ret, -EMFILE);
	KUNIT_EXPECT_EQ(test, arg.fd, 77);
	KUNIT_EXPECT_EQ(test, told.calls, 0);
	expect_nothing(test, open);
	let_go(filp);
}

static int begin(struct kunit *test)
{
	memset(&told, 0, sizeof(told));
	return source_init(test);
}

/* Clean up after each test, failed or not, for the next one. */
static void end(struct kunit *test)
{
	struct dentry *left = debugfs_lookup(DIRECTORY, NULL);

	if (left) {
		debugfs_remove(left);
		dput(left);
	}
	source_exit(test);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(comes_and_goes),
	KUNIT_CASE(directory_of_others_stays),
	KUNIT_CASE(directory_in_use_stays),
	KUNIT_CASE(name_is_taken),
	KUNIT_CASE(directory_is_a_file),
	KUNIT_CASE(incomplete_is_refused),
	KUNIT_CASE(no_memory_to_register),
	KUNIT_CASE(opened_and_closed),
	KUNIT_CASE(close_undoes_what_open_did),
	KUNIT_CASE(failed_open_is_undone),
	KUNIT_CASE(no_memory_to_open),
	KUNIT_CASE(handler_gets_its_own_file),
	KUNIT_CASE(unknown_commands),
	KUNIT_CASE(copied_as_the_command_says),
	KUNIT_CASE(answers_of_handlers),
	KUNIT_CASE(bad_addresses),
	KUNIT_CASE(makes_a_file),
	KUNIT_CASE(failed_handler_makes_none),
	KUNIT_CASE(bad_address_leaves_no_file),
	KUNIT_CASE(no_descriptor_is_left),
	{}
};

static struct kunit_suite suite = {
	.name = "debugfs",
	.suite_init = map_user_memory,
	.suite_exit = forget_user_memory,
	.init = begin,
	.exit = end,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of debugfs.h");
MODULE_LICENSE("GPL");
