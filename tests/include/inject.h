/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Make the n-th fault point of a system call by this thread fail: a slab or page
 * allocation, or a copy from or to user memory. The kernel log then tells which
 * one it was. See Documentation/fault-injection/.
 *
 * The kernel logs the stacks as warnings, thousands of lines of them. While
 * inject_trace() is on, the console shows errors only, and inject_stack()
 * forwards all other warnings, so that the host does not miss a detector's report.
 */
#ifndef INJECT_H
#define INJECT_H

#include <ctype.h>
#include <dirent.h>
#include <sys/klog.h>

#include "vgem_test.h"

#define INJECT_DEPTH 96	/* the outermost frames identify the caller */
#define INJECT_WARNING 4	/* KERN_WARNING */

struct inject_frame {
	char name[64];
	char module[32];
	unsigned long offset;
};

/* Innermost frame first. Empty if the allocation was __GFP_NOWARN. */
struct inject_stack {
	int depth;
	struct inject_frame frame[INJECT_DEPTH];
};

static int inject_nth_fd, inject_log_fd;

static inline void inject_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		vt_die("%s: %s", path, vt_err(-errno));
	close(fd);
}

static inline void inject_set(const char *fault, const char *knob,
			      const char *value)
{
	char path[96];

	snprintf(path, sizeof(path), "/sys/kernel/debug/%s/%s", fault, knob);
	inject_write(path, value);
}

static inline void inject_trace(bool on)
{
	const char *verbose = on ? "2" : "0";

	inject_set("failslab", "verbose", verbose);
	inject_set("fail_page_alloc", "verbose", verbose);
	inject_set("fail_usercopy", "verbose", verbose);
	/* SYSLOG_ACTION_CONSOLE_LEVEL: lower levels are shown. */
	if (klogctl(8, NULL, on ? INJECT_WARNING : 7))
		vt_die("the console's log level: %s", vt_err(-errno));
	if (lseek(inject_log_fd, 0, SEEK_END))
		vt_die("/dev/kmsg: %s", vt_err(-errno));
}

static inline void inject_init(void)
{
	/* By default, allocations that may sleep and order-0 pages are exempt. */
	inject_set("failslab", "ignore-gfp-wait", "0");
	if (vt_number("/sys/kernel/slab/kmalloc-64/failslab") != 1)
		vt_die("no slab cache may fail: boot with slub_debug= as tests/check does");
	inject_set("failslab", "cache-filter", "1");
	inject_set("fail_page_alloc", "ignore-gfp-wait", "0");
	inject_set("fail_page_alloc", "ignore-gfp-highmem", "0");
	inject_set("fail_page_alloc", "min-order", "0");
	inject_nth_fd = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	inject_log_fd = open("/dev/kmsg", O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (inject_nth_fd < 0 || inject_log_fd < 0)
		vt_die("fail-nth or /dev/kmsg: %s", vt_err(-errno));
	/* Keep this program's own page faults out of the count. */
	if (mlockall(MCL_CURRENT))
		vt_die("mlockall: %s", vt_err(-errno));
}

/* The @n-th fault point that this thread reaches from now on fails. */
static inline void inject_arm(unsigned int n)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%u", n);

	if (pwrite(inject_nth_fd, text, len, 0) != len)
		vt_die("fail-nth: %s", vt_err(-errno));
}

/*
 * Did the fault hit? Accesses to fail-nth count as fault points too, so they may
 * fail themselves.
 */
static inline bool inject_disarm(void)
{
	char text[16] = "";
	bool failed;

	failed = pread(inject_nth_fd, text, sizeof(text) - 1, 0) > 0 &&
		 !atoi(text);
	while (pwrite(inject_nth_fd, "0", 1, 0) != 1)
		if (errno != EFAULT)
			vt_die("fail-nth: %s", vt_err(-errno));
	return failed;
}

/* ---- the same in workers: of work that goes on after a system call, or behind it ---- */

#define INJECT_WORKERS 256

static int inject_workers[INJECT_WORKERS], inject_worker_count;

static inline bool inject_is_worker(const char *pid)
{
	char path[300], name[32];

	snprintf(path, sizeof(path), "/proc/%s/comm", pid);
	/* It may be gone. */
	if (access(path, F_OK))
		return false;
	vt_read_text(path, name, sizeof(name));
	return !strncmp(name, "kworker/", 8);
}

static inline void inject_open_worker(const char *pid)
{
	char path[600];
	int fd;

	snprintf(path, sizeof(path), "/proc/%s/task/%s/fail-nth", pid, pid);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd >= 0 && inject_worker_count < INJECT_WORKERS)
		inject_workers[inject_worker_count++] = fd;
	else
		vt_close(fd);
}

/* The @n-th fault point that any of those workers reaches that there are now fails. */
static inline void inject_arm_workers(unsigned int n)
{
	struct dirent *entry;
	DIR *dir = opendir("/proc");
	char text[16];
	int i, len = snprintf(text, sizeof(text), "%u", n);

	if (!dir)
		vt_die("/proc: %s", vt_err(-errno));
	inject_worker_count = 0;
	while ((entry = readdir(dir)))
		if (isdigit(entry->d_name[0]) && inject_is_worker(entry->d_name))
			inject_open_worker(entry->d_name);
	closedir(dir);
	for (i = 0; i < inject_worker_count; i++)
		if (pwrite(inject_workers[i], text, len, 0) != len && errno != ESRCH)
			vt_die("a worker's fail-nth: %s", vt_err(-errno));
}

/* Did it hit one of them? */
static inline bool inject_disarm_workers(void)
{
	bool failed = false;
	int i;

	for (i = 0; i < inject_worker_count; i++) {
		char text[16] = "";

		failed |= pread(inject_workers[i], text, sizeof(text) - 1, 0) > 0 &&
			  !atoi(text);
		if (pwrite(inject_workers[i], "0", 1, 0) != 1 && errno != ESRCH)
			vt_die("a worker's fail-nth: %s", vt_err(-errno));
		close(inject_workers[i]);
	}
	return failed;
}

/* " name+0x1c/0x90 [module]"; frames marked "?" are unreliable and skipped. */
static inline void inject_frame(struct inject_stack *stack, const char *line)
{
	struct inject_frame *f = &stack->frame[stack->depth];

	if (stack->depth == INJECT_DEPTH)
		return;
	memset(f, 0, sizeof(*f));
	if (sscanf(line, " %63[^+? ]+0x%lx/%*x [%31[^]]]", f->name, &f->offset,
		   f->module) >= 2)
		stack->depth++;
}

static inline void inject_hand_on(int level, const char *text)
{
	/* The console has shown anything more severe; the rest does not matter. */
	if (level == INJECT_WARNING)
		dprintf(inject_log_fd, "<3>%s", text);
}

/* Read the log up to its end for the stack of the injected fault. */
static inline void inject_stack(struct inject_stack *stack)
{
	bool inside = false;
	char record[2048];
	ssize_t len;

	stack->depth = 0;
	while ((len = read(inject_log_fd, record, sizeof(record) - 1)) > 0) {
		char *text = memchr(record, ';', len);
		int priority = atoi(record);

		record[len] = '\0';
		/* Skip records from user space: the ones we forwarded. */
		if (!text || priority >> 3)
			continue;
		text++;
		text[strcspn(text, "\n")] = '\0';
		if (!strncmp(text, "FAULT_INJECTION:", 16))
			inside = true;
		else if (inside && !strcmp(text, " </TASK>"))
			inside = false;
		else if (inside && text[0] == ' ')
			inject_frame(stack, text);
		else if (!inside || strstr(text, "WARNING") ||
			 strstr(text, "BUG"))
			inject_hand_on(priority & 7, text);
	}
	if (errno != EAGAIN)
		vt_die("/dev/kmsg: %s", vt_err(-errno));
}

/* The frame of a function on the stack, or NULL. */
static inline const struct inject_frame *
inject_find(const struct inject_stack *stack, const char *name)
{
	int i;

	for (i = 0; i < stack->depth; i++)
		if (!strcmp(stack->frame[i].name, name))
			return &stack->frame[i];
	return NULL;
}

#endif /* INJECT_H */
