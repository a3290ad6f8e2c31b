// SPDX-License-Identifier: GPL-2.0
/*
 * sync_uapi ours|kernel: every answer of debugfs' sync/sw_sync. The in-tree sw_sync,
 * where there is one, must give the same answers, except where differs() is used.
 */
#define _GNU_SOURCE
#include <sys/prctl.h>
#include <sys/resource.h>

#include "sw_sync_test.h"
#include "threads.h"

#define PENDING 0
#define SIGNALLED 1
#define NOBODY 65534
#define COUNTER_MAX UINT32_MAX
#define AHEAD_MAX ((uint32_t)INT32_MAX)		/* beyond this, it is the past */

static bool ours;
static int asked, wrong, wrong_in_all;

/* Checks the answer to one question, and reports it if it is wrong. */
static void answer(const char *what, long got, long wanted)
{
	asked++;
	if (got == wanted)
		return;
	wrong++;
	vt_diag("%s: %s, wanted %s", what, vt_err(got), vt_err(wanted));
}

static void truth(const char *what, bool got)
{
	answer(what, got, true);
}

/* Where our answer differs on purpose; each use says why. */
static long differs(long mine, long kernels)
{
	return ours ? mine : kernels;
}

static void close_all(const int *fd, int count)
{
	while (count--)
		vt_close(fd[count]);
}

/* ------------------------------------------------------------------ memory */

/* Map two pages and unmap the second. */
static char *two_pages(void)
{
	char *page = mmap(NULL, 2 * VT_PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);

	if (page == MAP_FAILED || munmap(page + VT_PAGE, VT_PAGE))
		vt_die("mmap: %s", vt_err(-errno));
	return page;
}

static void *read_only(const void *data, size_t size)
{
	char *page = two_pages();

	memcpy(page, data, size);
	if (mprotect(page, VT_PAGE, PROT_READ))
		vt_die("mprotect: %s", vt_err(-errno));
	return page;
}

static int lowest_free(void)
{
	int fd = dup(0);

	close(fd);
	return fd;
}

/* -------------------------------------------------------------------- open */

static long open_answer(const char *path, int flags)
{
	int fd = open(path, flags);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

static void ask_modes(void)
{
	static const int modes[] = { O_RDONLY, O_WRONLY, O_RDWR };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		int t = open(SW_SYNC, modes[i] | O_CLOEXEC);
		int fd = sw_try_fence(t, 1);

		truth("create, whatever the mode of the file", fd >= 0);
		answer("inc, whatever the mode", sw_inc(t, 1), 0);
		answer("and it is signalled", sw_status(fd), SIGNALLED);
		close(fd);
		close(t);
	}
}

static void test_open(void)
{
	int t = sw_open();
	struct stat stat;
	char text[16] = "";

	ask_modes();
	answer("stat", fstat(t, &stat), 0);
	answer("type and mode", stat.st_mode, S_IFREG | 0644);
	answer("owner", stat.st_uid, 0);
	answer("read", read(t, text, sizeof(text)) < 0 ? -errno : 0, -EINVAL);
	answer("write", write(t, text, 1) < 0 ? -errno : 0, -EINVAL);
	answer("lseek", lseek(t, 0, SEEK_SET) < 0 ? -errno : 0, -ESPIPE);
	answer("mmap", mmap(NULL, VT_PAGE, PROT_READ, MAP_SHARED, t, 0) ==
	       MAP_FAILED ? -errno : 0, -ENODEV);
	answer("poll of a timeline", vt_poll(t, POLLIN | POLLOUT, 0),
	       POLLIN | POLLOUT);
	answer("open as a directory",
	       open_answer(SW_SYNC, O_RDONLY | O_DIRECTORY), -ENOTDIR);
	answer("create again", open_answer(SW_SYNC, O_RDWR | O_CREAT | O_EXCL),
	       -EEXIST);
	close(t);
}

/* Runs in a child as user nobody, who may use only the inherited file. */
static int as_nobody(int t)
{
	wrong = 0;
	chmod("/sys/kernel/debug", 0700);
	if (setgid(NOBODY) || setuid(NOBODY))
		return 255;
	answer("open without permission", open_answer(SW_SYNC, O_RDONLY),
	       -EACCES);
	truth("create on an inherited file",
	      sw_try_fence(t, 2) >= 0);
	answer("inc on an inherited file", sw_inc(t, 1), 0);
	return wrong;
}

static int as_visitor(int t)
{
	(void)t;
	wrong = 0;
	if (setgid(NOBODY) || setuid(NOBODY))
		return 255;
	answer("open for reading, where everybody may enter debugfs",
	       open_answer(SW_SYNC, O_RDONLY), 0);
	answer("open for writing there", open_answer(SW_SYNC, O_RDWR), -EACCES);
	return wrong;
}

static void in_child(const char *what, int (*ask)(int), int t)
{
	pid_t pid = fork();

	if (!pid)
		_exit(ask(t));
	answer(what, vt_wait_child(pid, 30), 0);
}

static void test_permissions(void)
{
	int t = sw_open(), fd = sw_fence(t, 1);

	in_child("another user", as_nobody, t);
	answer("inc by another user", sw_status(fd), SIGNALLED);
	chmod("/sys/kernel/debug", 0711);
	in_child("a visitor", as_visitor, t);
	chmod("/sys/kernel/debug", 0700);
	close(fd);
	close(t);
}

static int child_incs(int t)
{
	wrong = 0;
	answer("inc in a child", sw_inc(t, 1), 0);
	return wrong;
}

static void test_sharing(void)
{
	int a = sw_open(), b = sw_open(), again = dup(a);
	int fd[] = { sw_fence(a, 1), sw_fence(b, 1), sw_fence(again, 2) };

	answer("inc of another timeline", sw_inc(b, 1), 0);
	answer("a fence of this timeline", sw_status(fd[0]), PENDING);
	answer("a fence of the other one", sw_status(fd[1]), SIGNALLED);
	answer("inc on a dup", sw_inc(again, 1), 0);
	answer("it is the same timeline", sw_status(fd[0]), SIGNALLED);
	close(a);
	answer("one of two descriptors is closed", sw_status(fd[2]), PENDING);
	in_child("a forked child's timeline", child_incs, again);
	answer("it is the parent's", sw_status(fd[2]), SIGNALLED);
	close_all(fd, 3);
	close(again);
	close(b);
	a = sw_open();
	answer("the next open begins at 0", sw_status(fd[0] = sw_fence(a, 1)),
	       PENDING);
	close(fd[0]);
	close(a);
}

/* ------------------------------------------------------------------ create */

static void test_create(void)
{
	struct sw_sync_create_fence_data arg = { .value = 7, .fence = -77 };
	int t = sw_open(), free = lowest_free();

	memset(arg.name, 'x', sizeof(arg.name));	/* not terminated */
	answer("create", vt_ioctl(t, SW_SYNC_IOC_CREATE_FENCE, &arg), 0);
	answer("the lowest free descriptor", arg.fence, free);
	answer("close-on-exec", fcntl(arg.fence, F_GETFD), FD_CLOEXEC);
	answer("value is unchanged", arg.value, 7);
	truth("name is unchanged", arg.name[0] == 'x' && arg.name[31] == 'x');
	answer("a fence in the future", sw_status(arg.fence), PENDING);
	answer("its poll", vt_poll(arg.fence, POLLIN | POLLOUT, 0), 0);
	close(arg.fence);
	/* That was its last reference: there is no fence left to signal. */
	answer("inc past a freed fence", sw_inc(t, 8), 0);
	answer("the counter's value", sw_status(free = sw_fence(t, 8)),
	       SIGNALLED);
	close(free);
	answer("one less", sw_status(free = sw_fence(t, 7)), SIGNALLED);
	close(free);
	answer("one more", sw_status(free = sw_fence(t, 9)), PENDING);
	close(free);
	close(t);
}

static void test_values(void)
{
	static const struct {
		uint32_t at, value;
		long status;
	} cases[] = {
		{ 0, 0, SIGNALLED },
		{ 0, 1, PENDING },
		{ 0, AHEAD_MAX, PENDING },
		{ 0, AHEAD_MAX + 1, SIGNALLED },
		{ 0, COUNTER_MAX, SIGNALLED },
		{ 1, AHEAD_MAX + 1, PENDING },
		{ 1, AHEAD_MAX + 2, SIGNALLED },
		{ COUNTER_MAX, COUNTER_MAX, SIGNALLED },
		{ COUNTER_MAX, 0, PENDING },
		{ COUNTER_MAX, AHEAD_MAX - 1, PENDING },
		{ COUNTER_MAX, AHEAD_MAX, SIGNALLED },
		{ AHEAD_MAX, AHEAD_MAX + 1, PENDING },
		{ AHEAD_MAX, COUNTER_MAX - 1, PENDING },
		{ AHEAD_MAX, COUNTER_MAX, SIGNALLED },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		int t = sw_open(), fd;
		char what[64];

		snprintf(what, sizeof(what), "at %#x, a fence for %#x",
			 cases[i].at, cases[i].value);
		sw_inc(t, cases[i].at);
		fd = sw_fence(t, cases[i].value);
		answer(what, sw_status(fd), cases[i].status);
		close(fd);
		close(t);
	}
}

static void test_equal(void)
{
	int t = sw_open();
	int fd[] = { sw_fence(t, 5), sw_fence(t, 5), sw_fence(t, 5) };

	truth("three files", fd[0] != fd[1] && fd[1] != fd[2]);
	close(fd[1]);
	sw_inc(t, 4);
	answer("equal, not yet", sw_status(fd[0]) + sw_status(fd[2]), PENDING);
	sw_inc(t, 1);
	answer("equal, the first", sw_status(fd[0]), SIGNALLED);
	answer("equal, the last", sw_status(fd[2]), SIGNALLED);
	close(fd[0]);
	close(fd[2]);
	close(t);
}

/* --------------------------------------------------------------------- inc */

static void ask_states(const char *what, const int *fd, const char *wanted)
{
	int i;

	for (i = 0; wanted[i]; i++)
		answer(what, sw_status(fd[i]), wanted[i] == '1');
}

static void test_inc(void)
{
	int t = sw_open();
	/* Created backwards: the order is that of the values. */
	int c = sw_fence(t, 3), b = sw_fence(t, 2), a = sw_fence(t, 1);
	int fd[] = { a, b, c };

	answer("inc 0", sw_inc(t, 0), 0);
	ask_states("inc 0", fd, "000");
	answer("inc 1", sw_inc(t, 1), 0);
	ask_states("inc 1", fd, "100");
	answer("inc 2", sw_inc(t, 2), 0);
	ask_states("inc 2", fd, "111");
	close_all(fd, 3);
	close(t);
}

static void test_inc_far(void)
{
	int t = sw_open();
	int fd[] = { sw_fence(t, 3), sw_fence(t, AHEAD_MAX), -1, -1 };

	answer("inc by more than INT_MAX", sw_inc(t, AHEAD_MAX + 5), 0);
	fd[2] = sw_fence(t, AHEAD_MAX + 5);
	fd[3] = sw_fence(t, AHEAD_MAX + 6);
	ask_states("inc by more than INT_MAX", fd, "1110");
	sw_inc(t, 1);
	ask_states("and by one more", fd, "1111");
	close_all(fd, 4);
	close(t);

	t = sw_open();
	fd[0] = sw_fence(t, 1);
	fd[1] = sw_fence(t, AHEAD_MAX);
	answer("inc by UINT_MAX", sw_inc(t, COUNTER_MAX), 0);
	fd[2] = sw_fence(t, COUNTER_MAX);
	fd[3] = sw_fence(t, 0);
	ask_states("inc by UINT_MAX", fd, "1110");
	sw_inc(t, 1);
	ask_states("and wrapped", fd, "1111");
	close_all(fd, 4);
	close(t);
}

/* Values past the wrap are later. */
static void test_wrap(void)
{
	int t = sw_open(), fd[4];

	sw_inc(t, COUNTER_MAX - 2);
	fd[2] = sw_fence(t, 0);
	fd[0] = sw_fence(t, COUNTER_MAX - 1);
	fd[3] = sw_fence(t, 1);
	fd[1] = sw_fence(t, COUNTER_MAX);
	ask_states("before the wrap", fd, "0000");
	sw_inc(t, 1);
	ask_states("before the wrap", fd, "1000");
	sw_inc(t, 1);
	ask_states("at the last value", fd, "1100");
	sw_inc(t, 1);
	ask_states("at 0 again", fd, "1110");
	sw_inc(t, 1);
	ask_states("at 1 again", fd, "1111");
	close_all(fd, 4);
	close(t);
}

/* ---------------------------------------------------------------- pointers */

static void test_pointers(void)
{
	struct sw_sync_create_fence_data *last, arg = { .value = 1 };
	void *locked = read_only(&arg, sizeof(arg));
	int t = sw_open(), free = lowest_free();
	void *kernel = (void *)0xffff888000000000;
	char *page = two_pages();

	answer("create, NULL", vt_ioctl(t, SW_SYNC_IOC_CREATE_FENCE, NULL),
	       -EFAULT);
	answer("create, a kernel address",
	       vt_ioctl(t, SW_SYNC_IOC_CREATE_FENCE, kernel), -EFAULT);
	answer("create, read only", vt_ioctl(t, SW_SYNC_IOC_CREATE_FENCE, locked),
	       -EFAULT);
	answer("create, across the end of the page",
	       vt_ioctl(t, SW_SYNC_IOC_CREATE_FENCE,
			page + VT_PAGE - sizeof(arg) + 1), -EFAULT);
	answer("no descriptor is leaked", lowest_free(), free);
	last = (void *)(page + VT_PAGE - sizeof(arg));
	last->value = 1;
	answer("create, at the end of the page",
	       vt_ioctl(t, SW_SYNC_IOC_CREATE_FENCE, last), 0);
	answer("a fence", sw_status(last->fence), PENDING);
	answer("inc, NULL", vt_ioctl(t, SW_SYNC_IOC_INC, NULL), -EFAULT);
	answer("inc, a kernel address", vt_ioctl(t, SW_SYNC_IOC_INC, kernel),
	       -EFAULT);
	answer("inc, across the end of the page",
	       vt_ioctl(t, SW_SYNC_IOC_INC, page + VT_PAGE - 3), -EFAULT);
	answer("nothing was counted", sw_status(last->fence), PENDING);
	answer("inc, read only", vt_ioctl(t, SW_SYNC_IOC_INC, locked), 0);
	answer("counted", sw_status(last->fence), SIGNALLED);
	close(last->fence);
	memcpy(page + 1, &arg, sizeof(arg));
	answer("create, at an odd address",
	       vt_ioctl(t, SW_SYNC_IOC_CREATE_FENCE, page + 1), 0);
	memcpy(&arg, page + 1, sizeof(arg));
	answer("a fence in the past", sw_status(arg.fence), SIGNALLED);
	close(arg.fence);
	close(t);
}

static void test_descriptors(void)
{
	struct rlimit old, none;
	int t = sw_open(), fd;

	getrlimit(RLIMIT_NOFILE, &old);
	none = (struct rlimit){ lowest_free(), old.rlim_max };
	setrlimit(RLIMIT_NOFILE, &none);
	answer("no descriptor is free", sw_try_fence(t, 1), -EMFILE);
	answer("and the pointer is bad",
	       vt_ioctl(t, SW_SYNC_IOC_CREATE_FENCE, NULL), -EMFILE);
	answer("inc needs none", sw_inc(t, 1), 0);
	answer("open", open_answer(SW_SYNC, O_RDWR), -EMFILE);
	setrlimit(RLIMIT_NOFILE, &old);
	fd = sw_fence(t, 1);
	answer("descriptors again", sw_status(fd), SIGNALLED);
	answer("create on a sync_file", sw_try_fence(fd, 1), -ENOTTY);
	answer("inc on a sync_file", sw_inc(fd, 1), -ENOTTY);
	answer("merge on a timeline", vt_merge(t, fd), -ENOTTY);
	close(fd);
	close(t);
	answer("create on a closed descriptor", sw_try_fence(t, 1), -EBADF);
	answer("inc on a closed descriptor", sw_inc(t, 1), -EBADF);
	fd = open(SW_SYNC, O_PATH | O_CLOEXEC);
	answer("create on an O_PATH descriptor", sw_try_fence(fd, 1), -EBADF);
	close(fd);
}

static void test_unknown(void)
{
	static const unsigned long commands[] = {
		0, 'W' << 8, _IO('W', 0), _IO('W', 1), _IO('W', 2),
		_IOW('W', 0, struct sw_sync_create_fence_data),
		_IOR('W', 0, struct sw_sync_create_fence_data),
		_IOWR('W', 0, uint32_t), _IOWR('W', 1, uint32_t),
		_IOW('W', 1, uint64_t), _IOW('W', 1, uint16_t),
		_IOW('W', 2, struct sw_sync_get_deadline),
		_IOWR('W', 2, uint64_t), _IOWR('W', 3, uint32_t),
		_IOW('X', 1, uint32_t), ~0u,
	};
	int t = sw_open(), fd = sw_fence(t, 1);
	char room[16384] = { 1 };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		char what[32];

		snprintf(what, sizeof(what), "command %#lx", commands[i]);
		answer(what, vt_ioctl(t, commands[i], room), -ENOTTY);
	}
	answer("none of them was an inc", sw_status(fd), PENDING);
	close(fd);
	close(t);
}

/* -------------------------------------------------------------------- info */

static struct vt_sync_info info_of(int fd)
{
	struct vt_sync_info info;
	long ret = vt_sync_info(fd, &info);

	answer("FILE_INFO", ret, 0);
	return info;
}

static void ask_name(const char *name)
{
	struct vt_sync_info info;
	char comm[17] = "", start[64], end[16];
	int t, fd;

	prctl(PR_SET_NAME, name);
	prctl(PR_GET_NAME, comm);
	t = sw_open();
	prctl(PR_SET_NAME, "renamed");
	fd = sw_fence(t, 2000000000);
	info = info_of(fd);
	answer("fences", info.file.num_fences, 1);
	truth("the driver's name", !strcmp(info.fence[0].driver_name, "sw_sync"));
	truth("the opener's name", !strcmp(info.fence[0].obj_name, comm));
	snprintf(start, sizeof(start), "sw_sync-%s", comm);
	truth("the file's name begins with them",
	      !strncmp(info.file.name, start, strlen(start)));
	snprintf(end, sizeof(end), "-2000000000");
	truth("and ends with the value", strlen(info.file.name) == 31 ||
	      !strcmp(strrchr(info.file.name, '-'), end));
	close(fd);
	close(t);
}

static void test_names(void)
{
	char old[17] = "";

	prctl(PR_GET_NAME, old);
	ask_name("short");
	ask_name("fifteen letters");
	ask_name("%s%n%p%d");
	ask_name("");
	ask_name("a-b c\n");
	prctl(PR_SET_NAME, old);
}

/* The fence context of the timeline, from the file's name. */
static unsigned long context_of(int fd)
{
	struct vt_sync_info info = info_of(fd);
	const char *digits = strrchr(info.file.name, '-');

	while (digits > info.file.name && digits[-1] >= '0' && digits[-1] <= '9')
		digits--;
	return strtoul(digits, NULL, 10);
}

static void test_info(void)
{
	int a = sw_open(), b = sw_open();
	int fd[] = { sw_fence(a, 1), sw_fence(a, 2), sw_fence(b, 1) };
	struct vt_sync_info info = info_of(fd[0]);
	int64_t before, after;

	answer("the file, pending", info.file.status, PENDING);
	answer("its fence", info.fence[0].status, PENDING);
	answer("its flags", info.fence[0].flags, 0);
	answer("has no time yet", info.fence[0].timestamp_ns, 0);
	truth("a timeline has one context",
	      context_of(fd[0]) == context_of(fd[1]));
	truth("another timeline has another one",
	      context_of(fd[0]) != context_of(fd[2]));
	before = vt_now_ns();
	sw_inc(a, 1);
	after = vt_now_ns();
	info = info_of(fd[0]);
	answer("the file, signalled", info.file.status, SIGNALLED);
	answer("its fence", info.fence[0].status, SIGNALLED);
	truth("was signalled at that time",
	      (int64_t)info.fence[0].timestamp_ns >= before &&
	      (int64_t)info.fence[0].timestamp_ns <= after);
	vt_sleep_ms(2);
	sw_inc(a, 5);
	truth("and keeps the time", info_of(fd[0]).fence[0].timestamp_ns ==
	      info.fence[0].timestamp_ns);
	answer("INFO on a timeline",
	       vt_ioctl(a, SYNC_IOC_FILE_INFO, &info.file), -ENOTTY);
	close_all(fd, 3);
	close(a);
	close(b);
}

/* ------------------------------------------------------------------- merge */

static void ask_merged(const char *what, int a, int b, unsigned int fences,
		       int *merged)
{
	*merged = vt_merge(a, b);
	truth(what, *merged >= 0);
	answer(what, info_of(*merged).file.num_fences, fences);
}

static void test_merge(void)
{
	int a = sw_open(), b = sw_open();
	int fd[] = { sw_fence(a, 1), sw_fence(a, 2), sw_fence(b, 1),
		     sw_fence(a, 2) };
	int m[6];

	ask_merged("one with itself", fd[0], fd[0], 1, &m[0]);
	ask_merged("two of a timeline", fd[0], fd[1], 1, &m[1]);
	ask_merged("the later first", fd[1], fd[0], 1, &m[2]);
	ask_merged("equal ones", fd[1], fd[3], 1, &m[3]);
	ask_merged("of two timelines", fd[0], fd[2], 2, &m[4]);
	ask_merged("merged ones", m[4], m[1], 2, &m[5]);
	ask_states("merged", m, "000000");
	sw_inc(a, 1);
	ask_states("the first has come", m, "100000");
	sw_inc(a, 1);
	ask_states("the second too", m, "111100");
	sw_inc(b, 1);
	vt_poll(m[5], POLLIN, 1000);
	ask_states("the other timeline too", m, "111111");
	close_all(m, 6);
	ask_merged("signalled ones", fd[0], fd[2], 1, &m[0]);
	answer("are signalled", sw_status(m[0]), SIGNALLED);
	close(m[0]);
	close_all(fd, 4);
	close(a);
	close(b);
}

/* ------------------------------------------------------------------- close */

static void test_close(void)
{
	int a = sw_open(), b = sw_open(), merged, half;
	int fd[] = { sw_fence(a, 1), sw_fence(a, 2), sw_fence(a, AHEAD_MAX),
		     sw_fence(b, 1) };
	struct vt_sync_info info;
	int64_t before = vt_now_ns();

	half = vt_merge(fd[1], fd[3]);
	merged = vt_merge(fd[1], fd[2]);
	sw_inc(a, 1);
	close(a);
	answer("a signalled fence stays signalled", sw_status(fd[0]), SIGNALLED);
	answer("the next", sw_status(fd[1]), -ENOENT);
	answer("one far ahead", sw_status(fd[2]), -ENOENT);
	answer("its poll", vt_poll(fd[2], POLLIN | POLLOUT | POLLPRI, 0), POLLIN);
	answer("merged of that timeline alone", sw_status(merged), -ENOENT);
	answer("merged with another's", sw_status(half), PENDING);
	info = info_of(fd[1]);
	answer("the fence too", info.fence[0].status, -ENOENT);
	truth("it still has its names",
	      sw_has_names(&info.fence[0], "sync_uapi"));
	truth("it ended now", (int64_t)info.fence[0].timestamp_ns >= before);
	close(b);
	vt_poll(half, POLLIN, 1000);
	answer("all are closed", sw_status(half), -ENOENT);
	answer("its poll", vt_poll(half, POLLIN, 0), POLLIN);
	close_all(fd, 4);
	close(half);
	close(merged);
}

static void test_killed(void)
{
	int t = sw_open(), fd = sw_fence(t, 1);
	pid_t pid = fork();

	while (!pid)
		pause();
	close(t);
	answer("a child has the timeline", sw_status(fd), PENDING);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	answer("it is killed", vt_poll(fd, POLLIN, 5000), POLLIN);
	answer("and the fence ends", sw_status(fd), -ENOENT);
	close(fd);
}

/* -------------------------------------------------------------------- poll */

static void *inc_soon(void *arg)
{
	vt_sleep_ms(50);
	sw_inc(*(int *)arg, 1);
	return NULL;
}

static void *close_soon(void *arg)
{
	vt_sleep_ms(50);
	close(*(int *)arg);
	return NULL;
}

static void ask_woken(const char *what, void *(*by)(void *), long status)
{
	int t = sw_open(), fd = sw_fence(t, 1);
	pthread_t thread = vt_thread(by, &t);

	answer(what, vt_poll(fd, POLLIN, 5000), POLLIN);
	pthread_join(thread, NULL);
	answer(what, sw_status(fd), status);
	close(fd);
	if (by == inc_soon)
		close(t);
}

static void test_poll(void)
{
	const short all = POLLIN | POLLOUT | POLLPRI;
	int t = sw_open(), fd = sw_fence(t, 1), merged = vt_merge(fd, fd);
	int64_t before = vt_now_ms();

	answer("a poll that times out", vt_poll(fd, all, 30), 0);
	truth("does not return early", vt_now_ms() - before >= 30);
	sw_inc(t, 1);
	answer("a poll of a signalled fence", vt_poll(fd, all, 5000), POLLIN);
	answer("of one merged before", vt_poll(merged, all, 5000), POLLIN);
	close(merged);
	close(fd);
	close(t);
	ask_woken("a poll woken by inc", inc_soon, SIGNALLED);
	ask_woken("a poll woken by close", close_soon, -ENOENT);
}

/* --------------------------------------------------------------- deadlines */

static void ask_deadline(const char *what, int t, int fd, uint64_t wanted)
{
	uint64_t ns;

	answer(what, sw_get_deadline(t, fd, &ns), 0);
	answer(what, ns, wanted);
}

static void ask_no_deadlines(int t, int fd)
{
	uint64_t ns;

	answer("GET_DEADLINE, of newer kernels", sw_get_deadline(t, fd, &ns),
	       -ENOTTY);
	answer("of no file", sw_get_deadline(t, -1, &ns), -ENOTTY);
	/* Our argument is copied in before the handler can decline. */
	answer("with NULL", vt_ioctl(t, SW_SYNC_GET_DEADLINE, NULL),
	       differs(-EFAULT, -ENOTTY));
}

static void ask_bad_deadlines(int t, int fd)
{
	struct sw_sync_get_deadline arg = { .deadline_ns = 1, .fence_fd = fd };
	uint64_t ns;

	answer("the field is not 0", vt_ioctl(t, SW_SYNC_GET_DEADLINE, &arg),
	       -EINVAL);
	arg = (struct sw_sync_get_deadline){ .pad = 1, .fence_fd = fd };
	answer("the pad is not 0", vt_ioctl(t, SW_SYNC_GET_DEADLINE, &arg),
	       -EINVAL);
	answer("of no file", sw_get_deadline(t, -1, &ns), -EINVAL);
	answer("of a timeline", sw_get_deadline(t, t, &ns), -EINVAL);
	answer("of another file", sw_get_deadline(t, 0, &ns), -EINVAL);
	answer("with NULL", vt_ioctl(t, SW_SYNC_GET_DEADLINE, NULL), -EFAULT);
}

static void ask_deadlines(int t, int other)
{
	int fd = sw_fence(t, 1), far = sw_fence(other, 1);
	int merged = vt_merge(fd, far), same = sw_fence(t, 1);
	struct sw_sync_get_deadline arg = { .fence_fd = fd };
	uint64_t ns;

	answer("none was set", sw_get_deadline(t, fd, &ns), -ENOENT);
	answer("set", sw_set_deadline(fd, 5000), 0);
	ask_deadline("it was set", t, fd, 5000);
	ask_deadline("by another timeline", other, fd, 5000);
	answer("a later one", sw_set_deadline(fd, 6000), 0);
	ask_deadline("does not count", t, fd, 5000);
	answer("set on another file of the value", sw_set_deadline(same, 4000), 0);
	ask_deadline("that is the same fence", t, fd, 4000);
	answer("into read-only memory",
	       vt_ioctl(t, SW_SYNC_GET_DEADLINE, read_only(&arg, sizeof(arg))),
	       -EFAULT);
	answer("of a merged one", sw_get_deadline(t, merged, &ns), -EINVAL);
	answer("set on a merged one", sw_set_deadline(merged, 3000), 0);
	ask_deadline("an earlier one counts", t, fd, 3000);
	ask_deadline("for all fences in it", t, far, 3000);
	answer("set to 0", sw_set_deadline(far, 0), 0);
	ask_deadline("0 is a deadline too", t, far, 0);
	sw_inc(t, 1);
	answer("set on a signalled fence", sw_set_deadline(fd, 1000), 0);
	ask_deadline("comes too late", t, fd, 3000);
	close(far);
	close(fd);
	close(merged);
	close(same);
}

static void test_deadline(void)
{
	int t = sw_open(), other = sw_open(), fd = sw_fence(t, 9);
	uint64_t ns;

	if (sw_set_deadline(fd, 1000) == -ENOTTY) {
		ask_no_deadlines(t, fd);
	} else {
		ask_bad_deadlines(t, fd);
		ask_deadlines(t, other);
		close(t);
		ask_deadline("of a closed timeline", other, fd, 1000);
		answer("its fence", sw_get_deadline(other, fd, &ns), 0);
		t = -1;
	}
	close(fd);
	vt_close(t);
	close(other);
}

/* ------------------------------------------------------------------ compat */

#define IOCTL_32 54

/* As a 32-bit program does, if the kernel allows it; @arg is below 4 GB. */
static long ioctl_32(int fd, uint32_t command, void *arg)
{
	long ret = IOCTL_32;

	asm volatile("int $0x80" : "+a"(ret)
		     : "b"(fd), "c"(command), "d"(arg)
		     : "memory", "r8", "r9", "r10", "r11");
	return (int)ret;
}

static void no_such_call(int signal)
{
	_exit(signal);
}

/* With a signal handler, as the kernel would log the fault otherwise. */
static bool has_32_bit_calls(void)
{
	pid_t pid = fork();

	if (!pid) {
		signal(SIGSEGV, no_such_call);
		_exit(ioctl_32(-1, 0, NULL) != -EBADF);
	}
	return !vt_wait_child(pid, 10);
}

static void test_compat(void)
{
	struct sw_sync_create_fence_data *arg = (void *)two_pages();
	uint32_t *count = (void *)two_pages();
	int t = sw_open(), free = lowest_free();

	arg->value = 0x80000001;
	*count = 0x80000000;
	answer("inc", ioctl_32(t, SW_SYNC_IOC_INC, count), 0);
	answer("create", ioctl_32(t, SW_SYNC_IOC_CREATE_FENCE, arg), 0);
	answer("its descriptor", arg->fence, free);
	answer("a fence", sw_status(free), PENDING);
	*count = 1;
	answer("inc", ioctl_32(t, SW_SYNC_IOC_INC, count), 0);
	answer("signalled", sw_status(free), SIGNALLED);
	answer("create, NULL", ioctl_32(t, SW_SYNC_IOC_CREATE_FENCE, NULL),
	       -EFAULT);
	answer("create, read only",
	       ioctl_32(t, SW_SYNC_IOC_CREATE_FENCE,
			read_only(arg, sizeof(*arg))), -EFAULT);
	answer("an unknown command", ioctl_32(t, _IO('W', 9), arg), -ENOTTY);
	close(free);
	answer("no descriptor is leaked", lowest_free(), free);
	close(t);
}

/* --------------------------------------------------------------------- all */

static const struct {
	const char *name;
	void (*test)(void);
	bool (*can)(void);
} tests[] = {
	{ "open", test_open, NULL },
	{ "permissions", test_permissions, NULL },
	{ "shared timelines", test_sharing, NULL },
	{ "create", test_create, NULL },
	{ "values: past, present, future, wrapped", test_values, NULL },
	{ "equal values", test_equal, NULL },
	{ "inc", test_inc, NULL },
	{ "inc by more than INT_MAX", test_inc_far, NULL },
	{ "the counter wraps", test_wrap, NULL },
	{ "bad pointers", test_pointers, NULL },
	{ "descriptors: none left, wrong kind", test_descriptors, NULL },
	{ "unknown commands", test_unknown, NULL },
	{ "names", test_names, NULL },
	{ "status and time", test_info, NULL },
	{ "merge", test_merge, NULL },
	{ "close", test_close, NULL },
	{ "the holder is killed", test_killed, NULL },
	{ "poll", test_poll, NULL },
	{ "deadlines", test_deadline, NULL },
	{ "32-bit calls", test_compat, has_32_bit_calls },
};

int main(int argc, char **argv)
{
	unsigned int i;

	if (argc != 2 || (strcmp(argv[1], "ours") && strcmp(argv[1], "kernel"))) {
		fprintf(stderr, "usage: sync_uapi ours|kernel\n");
		return 2;
	}
	ours = !strcmp(argv[1], "ours");
	/* No wait may last forever, whatever the driver does. */
	alarm(300);
	vt_plan(ARRAY_SIZE(tests));
	for (i = 0; i < ARRAY_SIZE(tests); i++) {
		int free = lowest_free();
		char name[96];

		snprintf(name, sizeof(name), "answers: %s", tests[i].name);
		if (tests[i].can && !tests[i].can()) {
			vt_skip(name, "the kernel has none");
			continue;
		}
		wrong = 0;
		tests[i].test();
		answer("no descriptor is leaked", lowest_free(), free);
		vt_ok(!wrong, name, wrong ? "%d wrong" : NULL, wrong);
		wrong_in_all += wrong;
	}
	printf("## %d questions, %d answers as wanted\n", asked, asked - wrong_in_all);
	return vt_exit();
}
