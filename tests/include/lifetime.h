/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Shared by the tests in tests/lifetime: checks of the modules and of what
 * outlives them. A check returns NULL, or a description of what went wrong.
 */
#ifndef LIFETIME_H
#define LIFETIME_H

#include <sys/epoll.h>
#include <sys/socket.h>

#include <sdrm-config.h>

#include "vgem_test.h"

#define UNLOAD_MS 5000	/* until a module becomes free, even while in use */

static inline __attribute__((format(printf, 1, 2)))
const char *wrong(const char *fmt, ...)
{
	va_list ap;
	char *text;

	/* Never freed: there are few of them, and each is reported. */
	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		vt_die("no memory");
	va_end(ap);
	return text;
}

/* Does make check-long want the full counts, rather than those for CI? */
static inline bool is_long(void)
{
	const char *value = getenv("SDRM_LONG");

	return value && *value;
}

/* --------------------------------------------------------------- modules */

static inline bool have_sdrm(void)
{
	return !access("/sys/module/sdrm", F_OK);
}

static inline bool is_busy(long ret)
{
	return ret == -EAGAIN || ret == -EBUSY;
}

static inline const char *unload_driver(void)
{
	long ret = vt_unload(vt_driver, UNLOAD_MS);

	return ret ? wrong("%s stays loaded: %s", vt_driver, vt_err(ret)) : NULL;
}

static inline const char *load_driver(void)
{
	return vt_load(vt_driver) ? wrong("%s does not load", vt_driver) : NULL;
}

/*
 * While a fence lives, the code that returns its names must stay loaded. On kernels
 * where signalling detaches a fence, a signalled fence, as all of these are, needs
 * no module code: there sdrm must unload, and the later checks of the fence run
 * without it.
 */
static inline const char *check_pinned(bool sdrm)
{
	long ret;

	if (!sdrm)
		return NULL;
	if (SDRM_HAVE_FENCE_DETACH) {
		/* The names and the pin go a grace period after the device. */
		ret = vt_unload("sdrm", UNLOAD_MS);
		return !ret || ret == -ENOENT ? NULL :
		       wrong("a detached fence keeps sdrm loaded: %s", vt_err(ret));
	}
	ret = vt_delete_module("sdrm");
	return is_busy(ret) ? NULL :
	       wrong("sdrm unloads under a fence: %s", vt_err(ret));
}

static inline const char *check_released(bool sdrm)
{
	long ret = sdrm ? vt_unload("sdrm", UNLOAD_MS) : 0;

	/* See check_pinned(). */
	if (SDRM_HAVE_FENCE_DETACH && ret == -ENOENT)
		return NULL;
	return ret ? wrong("sdrm stays loaded: %s", vt_err(ret)) : NULL;
}

/* --------------------------------------------------- what outlives them */

/* The driver's names, or the generic ones of a detached fence on newer kernels. */
static inline bool are_names(const char *driver, const char *timeline)
{
	if (!strcmp(driver, "vgem"))
		return !strcmp(timeline, "unbound");
	return !strcmp(driver, "detached-driver") &&
	       !strcmp(timeline, "signaled-timeline");
}

/* In CLOCK_MONOTONIC time, the fence must have ended between @born and now. */
static inline const char *check_fence(const struct sync_fence_info *info,
				      int64_t born)
{
	if (!are_names(info->driver_name, info->obj_name))
		return wrong("the names are '%s' '%s'",
			     info->driver_name, info->obj_name);
	if (info->status != 1)
		return wrong("the fence's status is %d", info->status);
	if ((int64_t)info->timestamp_ns < born ||
	    (int64_t)info->timestamp_ns > vt_now_ns())
		return wrong("it ended at %lld ns",
			     (long long)info->timestamp_ns);
	return NULL;
}

/* A sync_file, whatever fences it holds, must be signalled by every interface. */
static inline const char *check_signalled(int fd)
{
	int merged = vt_merge(fd, fd);
	struct vt_sync_info info;
	const char *why = NULL;

	if (merged < 0)
		return wrong("merge: %s", vt_err(merged));
	if (vt_sync_info(merged, &info) || info.file.status != 1)
		why = "the merged sync_file is not signalled";
	else if (vt_poll(fd, POLLIN, 0) != POLLIN ||
		 vt_poll(merged, POLLIN, 0) != POLLIN)
		why = "poll does not say that it is signalled";
	close(merged);
	return why;
}

/* Make every query a holder can make about vgem fences that have ended. */
static inline const char *check_sync_file(int fd, unsigned int fences,
					  int64_t born)
{
	struct vt_sync_info info;
	long ret = vt_sync_info(fd, &info);
	const char *why = NULL;
	unsigned int i;

	if (ret || info.file.num_fences != fences || info.file.status != 1)
		return wrong("info: %s, %u fences, status %d", vt_err(ret),
			     info.file.num_fences, info.file.status);
	for (i = 0; i < fences && !why; i++)
		why = check_fence(&info.fence[i], born);
	return why ? why : check_signalled(fd);
}

/* EPOLL_CTL_ADD polls once, which adds a callback to the fence. */
static inline int epoll_of(int fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT };
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event))
		vt_die("epoll: %s", vt_err(-errno));
	return epoll;
}

/* Leave @fd queued in a socket; returns the receiving end. */
static inline int post(int fd)
{
	char space[CMSG_SPACE(sizeof(int))] = {}, byte = 0;
	struct iovec data = { &byte, 1 };
	struct msghdr msg = {
		.msg_iov = &data, .msg_iovlen = 1,
		.msg_control = space, .msg_controllen = sizeof(space),
	};
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair))
		vt_die("socketpair: %s", vt_err(-errno));
	cmsg->cmsg_len = CMSG_LEN(sizeof(int));
	cmsg->cmsg_level = SOL_SOCKET;
	cmsg->cmsg_type = SCM_RIGHTS;
	memcpy(CMSG_DATA(cmsg), &fd, sizeof(int));
	if (sendmsg(pair[0], &msg, 0) != 1)
		vt_die("sendmsg: %s", vt_err(-errno));
	close(pair[0]);
	return pair[1];
}

/* -------------------------------------------------------------- the kernel */

#define TAINT_DIE (1 << 7)
#define TAINT_WARN (1 << 9)

static inline const char *kernel_is_well(void)
{
	char text[32];

	vt_read_text("/proc/sys/kernel/tainted", text, sizeof(text));
	return atoi(text) & (TAINT_DIE | TAINT_WARN) ?
	       wrong("tainted %s", text) : NULL;
}

/* Report a result, and load the driver again for the next test. */
static inline void report(const char *why, const char *name)
{
	vt_ok(!why, name, why ? "%s" : NULL, why);
	if (vt_load(vt_driver))
		vt_die("modprobe %s failed", vt_driver);
}

#endif /* LIFETIME_H */
