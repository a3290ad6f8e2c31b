// SPDX-License-Identifier: GPL-2.0
/*
 * debugfs.h: a file is created and removed with its directory, and its ioctls leave
 * nothing behind. User memory is that of the process that loads this module.
 */
#include <linux/cred.h>
#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/sync_file.h>
#include <sdrm/debugfs.h>
#include <sdrm/timeline.h>
#include "faults.h"
#include "log.h"
#include "source.h"
#include "user_memory.h"
#include "user_path.h"

#define ROOT "/sys/kernel/debug/"
#define DIRECTORY "sdrm-kunit"
#define NAME "file"

/* Shared by all opens. */
struct kunit_shared {
	struct sdrm_debugfs base;
	struct sdrm_counter calls;
	struct sdrm_timeline timeline;
};

struct kunit_file {
	struct sdrm_debugfs_file base;
	struct sdrm_timeline timeline;
	struct sdrm_counter calls;
};

SDRM_DEBUGFS_TYPES(kunit, kunit_shared, kunit_file);

/* What was called, and what to return; zeroed before each test. */
static struct {
	unsigned int init, exit;
	unsigned int open, open_failed, close, calls;
	int init_error, open_error;
	struct dma_fence *kept;		/* of the timeline of the last open, or init */
	const struct sdrm_fence_ref *ref;	/* for the handler to return as a file */
} told;

static int shared_init(struct kunit_shared *shared)
{
	int ret = sdrm_timeline_init(&shared->timeline, &shared->base.managed, "kunit",
				     NULL);

	told.init++;
	if (!ret && told.init_error)
		told.kept = sdrm_timeline_add(&shared->timeline, 1).__sdrm_ptr;
	return ret ?: told.init_error;
}

static void shared_exit(struct kunit_shared *shared)
{
	told.exit++;
}

static int file_open(const struct kunit_shared *shared, struct kunit_file *file)
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

static void file_close(const struct kunit_shared *shared, struct kunit_file *file)
{
	told.close++;
}

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
#define KUNIT_IOC_ROOT		_IOWR('K', 6, struct kunit_argument)

static int call(const struct kunit_shared *shared, const struct kunit_file *file,
		struct kunit_argument *arg)
{
	told.calls++;
	sdrm_counter_inc(&shared->calls);
	arg->out = arg->in + sdrm_counter_inc(&file->calls);
	return arg->answer;
}

static int turn_round(const struct kunit_shared *shared, const struct kunit_file *file,
		      struct kunit_great *arg)
{
	unsigned int i;

	for (i = 0; i < sizeof(arg->bytes) / 2; i++)
		swap(arg->bytes[i], arg->bytes[sizeof(arg->bytes) - 1 - i]);
	return 0;
}

static struct sdrm_sync_file make_file(const struct kunit_shared *shared,
				       const struct kunit_file *file,
				       struct kunit_argument *arg)
{
	int answer = call(shared, file, arg);

	/* An empty one, if the test asks for it. */
	if (answer)
		return (struct sdrm_sync_file){
			.__sdrm_ptr = answer == 1 ? NULL : ERR_PTR(answer)
		};
	return sdrm_sync_file_create(told.ref);
}

SDRM_IOCTL_DEFINE(kunit, KUNIT_IOC_BOTH, call, struct kunit_argument);
SDRM_IOCTL_DEFINE(kunit, KUNIT_IOC_IN, call, struct kunit_argument);
SDRM_IOCTL_DEFINE(kunit, KUNIT_IOC_OUT, call, struct kunit_argument);
SDRM_IOCTL_DEFINE(kunit, KUNIT_IOC_GREAT, turn_round, struct kunit_great);
SDRM_IOCTL_FD_DEFINE(kunit, KUNIT_IOC_FILE, make_file, struct kunit_argument, fd);
SDRM_IOCTL_DEFINE(kunit, KUNIT_IOC_ROOT, call, struct kunit_argument);

/* Number 5 is a gap. */
static const struct kunit_ioctl ioctls[] = {
	SDRM_IOCTL(kunit, KUNIT_IOC_BOTH, SDRM_ALLOW),
	SDRM_IOCTL(kunit, KUNIT_IOC_IN, SDRM_ALLOW),
	SDRM_IOCTL(kunit, KUNIT_IOC_OUT, SDRM_ALLOW),
	SDRM_IOCTL(kunit, KUNIT_IOC_GREAT, SDRM_ALLOW),
	SDRM_IOCTL(kunit, KUNIT_IOC_FILE, SDRM_ALLOW),
	SDRM_IOCTL(kunit, KUNIT_IOC_ROOT, SDRM_ROOT_ONLY),
};

static const struct kunit_driver complete_description = {
	.directory = DIRECTORY,
	.name = NAME,
	.mode = 0600,
	.init = shared_init,
	.exit = shared_exit,
	.open = file_open,
	.close = file_close,
	.ioctls = SDRM_IOCTLS(ioctls),
};

/* Tests change it and register again and again, so nothing is read-only after init. */
static struct kunit_driver description;
#undef __ro_after_init
#define __ro_after_init

__SDRM_DEFINE_DRIVER(kunit, debugfs, description)

static struct sdrm_debugfs_registration registration;

static int register_as(struct sdrm_debugfs_registration *reg)
{
	memset(reg, 0, sizeof(*reg));
	__sdrm_complete_kunit();
	return __sdrm_debugfs_register(reg, &__sdrm_driver_of_kunit);
}

static int register_it(void)
{
	return register_as(&registration);
}

/* A file "other" in the same directory, with the same callbacks. */
static int register_other(struct sdrm_debugfs_registration *reg)
{
	static struct __sdrm_debugfs_driver driver;
	static struct kunit_driver other;

	other.directory = DIRECTORY;
	other.name = "other";
	memset(reg, 0, sizeof(*reg));
	driver = __sdrm_driver_of_kunit;
	driver.about = &other.__sdrm_about;
	return __sdrm_debugfs_register(reg, &driver);
}

static void unregister_it(void)
{
	__sdrm_debugfs_unregister(&registration);
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
	KUNIT_ASSERT_EQ(test, register_it(), 0);
	KUNIT_EXPECT_TRUE(test, file_is_there());
	KUNIT_EXPECT_EQ(test, told.init, 1);
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	unregister_it();
	KUNIT_EXPECT_EQ(test, told.exit, 1);
	KUNIT_EXPECT_FALSE(test, file_is_there());
	KUNIT_EXPECT_FALSE(test, directory_is_there());
}

static void directory_of_others_stays(struct kunit *test)
{
	struct dentry *directory = debugfs_create_dir(DIRECTORY, NULL);

	KUNIT_ASSERT_FALSE(test, IS_ERR(directory));
	KUNIT_EXPECT_EQ(test, register_it(), 0);
	KUNIT_EXPECT_TRUE(test, file_is_there());
	unregister_it();
	KUNIT_EXPECT_FALSE(test, file_is_there());
	KUNIT_EXPECT_TRUE(test, directory_is_there());
}

static void directory_in_use_stays(struct kunit *test)
{
	struct dentry *directory;

	KUNIT_ASSERT_EQ(test, register_it(), 0);
	directory = debugfs_lookup(DIRECTORY, NULL);
	KUNIT_ASSERT_NOT_NULL(test, directory);
	debugfs_create_dir("another", directory);
	unregister_it();
	KUNIT_EXPECT_FALSE(test, file_is_there());
	KUNIT_EXPECT_TRUE(test, user_path_exists(ROOT DIRECTORY "/another"));
	dput(directory);
}

/* Of two files in a directory, the last one removes it, in whichever order they go. */
static void directory_is_shared(struct kunit *test)
{
	struct sdrm_debugfs_registration second;
	bool first_goes_first;

	for (first_goes_first = false;; first_goes_first = true) {
		KUNIT_ASSERT_EQ(test, register_it(), 0);
		KUNIT_ASSERT_EQ(test, register_other(&second), 0);
		__sdrm_debugfs_unregister(first_goes_first ? &registration : &second);
		KUNIT_EXPECT_EQ(test, file_is_there(), !first_goes_first);
		KUNIT_EXPECT_EQ(test, user_path_exists(ROOT DIRECTORY "/other"),
				first_goes_first);
		__sdrm_debugfs_unregister(first_goes_first ? &second : &registration);
		KUNIT_EXPECT_FALSE(test, directory_is_there());
		if (first_goes_first)
			break;
	}
}

/* The first file goes at a moment when it is the only one in the directory. */
static void empty_directory_in_use_stays(struct kunit *test)
{
	struct sdrm_debugfs_registration second;
	struct dentry *file;

	KUNIT_ASSERT_EQ(test, register_it(), 0);
	KUNIT_ASSERT_EQ(test, register_other(&second), 0);
	file = second.__sdrm_priv.file;
	debugfs_remove(file);
	second.__sdrm_priv.file = NULL;
	unregister_it();
	KUNIT_EXPECT_TRUE(test, directory_is_there());
	__sdrm_debugfs_unregister(&second);
	KUNIT_EXPECT_FALSE(test, directory_is_there());
}

static void name_is_taken(struct kunit *test)
{
	struct sdrm_debugfs_registration second;

	KUNIT_ASSERT_EQ(test, register_it(), 0);
	KUNIT_EXPECT_EQ(test, register_as(&second), -EEXIST);
	/* The second one is undone. */
	KUNIT_EXPECT_EQ(test, told.init, 2);
	KUNIT_EXPECT_EQ(test, told.exit, 1);
	KUNIT_EXPECT_TRUE(test, file_is_there());
	unregister_it();
	KUNIT_EXPECT_FALSE(test, directory_is_there());
}

static void directory_is_a_file(struct kunit *test)
{
	u32 value = 0;
	struct dentry *taken;

	debugfs_create_u32(DIRECTORY, 0600, NULL, &value);
	taken = debugfs_lookup(DIRECTORY, NULL);
	KUNIT_ASSERT_NOT_NULL(test, taken);
	KUNIT_EXPECT_EQ(test, register_it(), -ENOTDIR);
	debugfs_remove(taken);
	dput(taken);
	KUNIT_EXPECT_FALSE(test, directory_is_there());
}

static void forget(void)
{
	memset(&told, 0, sizeof(told));
	memcpy(&description, &complete_description, sizeof(description));
}

static void expect_refused(struct kunit *test, const char *why)
{
	char text[96];
	int ret;

	snprintf(text, sizeof(text), "%s: the file's description %s\n", KBUILD_MODNAME,
		 why);
	ret = register_it();
	if (!ret)
		unregister_it();
	KUNIT_EXPECT_EQ(test, ret, -EINVAL);
	KUNIT_EXPECT_TRUE(test, log_says(text));
	KUNIT_EXPECT_EQ(test, told.init, 0);
	KUNIT_EXPECT_FALSE(test, directory_is_there());
	forget();
}

static void incomplete_is_refused(struct kunit *test)
{
	description.directory = NULL;
	expect_refused(test, "has no directory");
	description.name = NULL;
	expect_refused(test, "has no name");
}

static int no_handler(struct sdrm_debugfs *dev, void *data, struct sdrm_debugfs_file *file)
{
	return 0;
}

static void impossible_ioctls_are_refused(struct kunit *test)
{
	static const struct kunit_ioctl great[] = { {
		{ .cmd = _IOC(_IOC_READ, 'K', 0, __SDRM_IOCTL_ARG_MAX + 1),
		  .func = no_handler }
	} };
	static const struct kunit_ioctl of_drm[] = {
		SDRM_IOCTL(kunit, KUNIT_IOC_BOTH, SDRM_ALLOW),
		SDRM_IOCTL(kunit, KUNIT_IOC_IN, SDRM_ROOT_ONLY | SDRM_MASTER),
	};

	description.ioctls.__sdrm_table = great;
	description.ioctls.__sdrm_count = ARRAY_SIZE(great);
	expect_refused(test, "has an ioctl with too large an argument");
	description.ioctls.__sdrm_table = of_drm;
	description.ioctls.__sdrm_count = ARRAY_SIZE(of_drm);
	expect_refused(test, "has an ioctl with flags of a DRM device");
}

static void rest_is_optional(struct kunit *test)
{
	const struct kunit_driver least = {
		.directory = DIRECTORY, .name = NAME, .mode = 0600,
	};
	struct kunit_argument arg = {};
	struct file *filp;

	memcpy(&description, &least, sizeof(description));
	KUNIT_ASSERT_EQ(test, register_it(), 0);
	filp = open_user_path(ROOT DIRECTORY "/" NAME, O_RDWR);
	KUNIT_EXPECT_FALSE(test, IS_ERR(filp));
	if (!IS_ERR(filp)) {
		KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_BOTH, &arg), -ENOTTY);
		close_now(filp);
	}
	unregister_it();
	KUNIT_EXPECT_EQ(test, told.init + told.exit + told.open + told.close, 0);
}

static void init_fails(struct kunit *test)
{
	told.init_error = -EXDEV;
	KUNIT_EXPECT_EQ(test, register_it(), -EXDEV);
	KUNIT_EXPECT_EQ(test, told.init, 1);
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	KUNIT_EXPECT_FALSE(test, directory_is_there());
	/* What was set up is undone. */
	KUNIT_EXPECT_EQ(test, dma_fence_get_status(told.kept), -ENOENT);
	KUNIT_EXPECT_EQ(test, kref_read(&told.kept->refcount), 1);
	dma_fence_put(told.kept);
}

static void no_memory_to_register(struct kunit *test)
{
	unsigned int nth, failed = 0;

	need_failslab(test);
	for (nth = 1; nth < 100; nth++) {
		bool all;
		int ret;

		fail_nth(nth);
		ret = register_it();
		all = fails_in();
		fail_nth(0);
		if (!ret)
			unregister_it();
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
	close_now(filp);
}

/* Declares @filp, an open file, closed by let_go(). */
#define OPEN(filp)							\
	struct file *filp;						\
	KUNIT_ASSERT_EQ(test, register_it(), 0);	\
	filp = open_it();						\
	KUNIT_ASSERT_FALSE(test, IS_ERR(filp))

static void let_go(struct file *filp)
{
	close_it(filp);
	unregister_it();
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

	KUNIT_ASSERT_EQ(test, register_it(), 0);
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
	unregister_it();
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
	KUNIT_ASSERT_EQ(test, register_it(), 0);
	/* If a slab is refilled meanwhile, later allocations move by one. */
	do {
		failed += open_without_memory(test);
	} while (!told.open_failed && ++sweeps < 10);
	/* The file's data could be allocated, the timeline's not. */
	KUNIT_EXPECT_GE(test, told.open_failed, 1);
	KUNIT_EXPECT_EQ(test, told.open, told.open_failed + told.close);
	KUNIT_EXPECT_GT(test, failed, 1);
	unregister_it();
}

/* --- ioctls ------------------------------------------------------------------------ */

static const struct kunit_shared *shared_data(void)
{
	return container_of(registration.__sdrm_priv.dev, struct kunit_shared, base);
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
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&data_of(filp)->calls), 2);
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&data_of(other)->calls), 1);
	/* And the data that all opens share. */
	KUNIT_EXPECT_EQ(test, sdrm_counter_read(&shared_data()->calls), 3);
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

/* Without CAP_SYS_ADMIN, as seen by capable(). */
static void only_root_may(struct kunit *test)
{
	struct kunit_argument arg = { .in = 40 };
	const struct cred *before;
	struct cred *user_cred = prepare_creds();

	KUNIT_ASSERT_NOT_NULL(test, user_cred);
	OPEN(filp);
	cap_lower(user_cred->cap_effective, CAP_SYS_ADMIN);
	before = override_creds(user_cred);
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_ROOT, &arg), -EACCES);
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_BOTH, &arg), 0);
	revert_creds(before);
	KUNIT_EXPECT_EQ(test, told.calls, 1);
	KUNIT_EXPECT_EQ(test, ioctl(filp, KUNIT_IOC_ROOT, &arg), 0);
	KUNIT_EXPECT_EQ(test, told.calls, 2);
	put_cred(user_cred);
	let_go(filp);
}

/* --- ioctls that return a file ------------------------------------------------------- */

/* Neither a descriptor nor a reference is left. */
static void expect_nothing(struct kunit *test, unsigned int open)
{
	KUNIT_EXPECT_EQ(test, descriptors(), open);
	expect_holders(test, told.ref, 2);
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

	OPEN(filp);
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));
	told.ref = ref;

	KUNIT_EXPECT_EQ(test, ioctl_without_descriptors(filp, KUNIT_IOC_FILE, &arg),
			-EMFILE);
	KUNIT_EXPECT_EQ(test, arg.fd, 77);
	KUNIT_EXPECT_EQ(test, told.calls, 0);
	expect_nothing(test, open);
	let_go(filp);
}

static int begin(struct kunit *test)
{
	forget();
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
	KUNIT_CASE(directory_is_shared),
	KUNIT_CASE(empty_directory_in_use_stays),
	KUNIT_CASE(name_is_taken),
	KUNIT_CASE(directory_is_a_file),
	KUNIT_CASE(incomplete_is_refused),
	KUNIT_CASE(impossible_ioctls_are_refused),
	KUNIT_CASE(rest_is_optional),
	KUNIT_CASE(init_fails),
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
	KUNIT_CASE(only_root_may),
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
