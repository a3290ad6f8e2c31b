/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The operations of sw_sync that faults are injected into: included in the middle
 * of operations.h, which has the setup, the state and the table.
 */
#ifndef SYNC_OPERATIONS_H
#define SYNC_OPERATIONS_H

#include <sched.h>

#define TABLE 64	/* descriptors in an fd table, before it has to grow */

static void load_sync(void)
{
	load(sync_path);
}

static void unload_sync(void)
{
	unload("sw_sync");
}

static void begin_load_sync(void)
{
	s.fd = open(sync_path, O_RDONLY | O_CLOEXEC);
}

static void end_load_sync(void)
{
	close(s.fd);
}

static long act_unload_sync(void)
{
	return vt_delete_module("sw_sync");
}

/* ---------------------------------------------------------- timelines */

/* A timeline at 0, with a fence at 1. */
static void prepare_timeline(void)
{
	s.sdrm_users = users_of("sdrm");
	s.timeline = sw_open();
	s.fence = sw_fence(s.timeline, 1);
}

static void clean_fence(void)
{
	close(s.fence);
}

/* The timeline must still signal its fence, also after a failed call. */
static void clean_timeline(void)
{
	if (sw_inc(s.timeline, 1) || !sw_is_signalled(s.fence))
		vt_die("the timeline does not signal its fence");
	clean_fence();
	close(s.timeline);
}

/* The last fence of a closed timeline frees the timeline too, but by RCU. */
static void clean_last_fence(void)
{
	int64_t end = vt_now_ms() + UNLOAD_MS;

	clean_fence();
	while (users_of("sdrm") != s.sdrm_users && vt_now_ms() < end)
		vt_sleep_ms(1);
}

static long act_open_timeline(void)
{
	return sw_try_open();
}

static long act_create_fence(void)
{
	struct sw_sync_create_fence_data arg = {
		.value = 2, .fence = UNTOUCHED,
	};
	long ret = vt_ioctl(s.timeline, SW_SYNC_IOC_CREATE_FENCE, &arg);

	s.touched = ret && arg.fence != (int)UNTOUCHED;
	return ret ? ret : arg.fence;
}

static void close_pending(void)
{
	long status = sw_status(s.due);

	if (status)
		vt_die("the fence that was just made has status %s",
		       vt_err(status));
	close_due();
}

static long act_inc(void)
{
	return sw_inc(s.timeline, 1);
}

static long act_close_timeline(void)
{
	return sys(close(s.timeline));
}

/* ------------------------------------- an fd table that has to grow */

static void prepare_full_table(void)
{
	prepare_timeline();
	while (vt_dup(0) < TABLE - 1)
		;
}

static int share(void *unused)
{
	(void)unused;
	return pause();
}

/*
 * The look() has made the fd table grow. A table never shrinks, but unsharing one
 * makes a copy, which is as small as possible.
 */
static void shrink_table(void)
{
	static char stack[2 * VT_PAGE] __attribute__((aligned(16)));
	pid_t other = clone(share, stack + sizeof(stack),
			    CLONE_FILES | CLONE_VM | SIGCHLD, NULL);

	if (other < 0 || unshare(CLONE_FILES))
		vt_die("unsharing the fd table: %s", vt_err(-errno));
	/* The child still holds all our files open; make it close them now. */
	if (kill(other, SIGKILL) || waitpid(other, NULL, 0) != other)
		vt_die("the child sharing the fd table: %s", vt_err(-errno));
}

static void clean_full_table(void)
{
	if (close_range(s.fence + 1, TABLE - 1, 0))
		vt_die("close_range: %s", vt_err(-errno));
	clean_timeline();
}

#endif /* SYNC_OPERATIONS_H */
