/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the tests of tests/lifetime share: checks of the modules and of what
 * outlives them. Checks return NULL, or what went wrong.
 */
#ifndef LIFETIME_H
#define LIFETIME_H

#include <sys/epoll.h>
#include <sys/socket.h>

#include <sdrm-config.h>

#include "vgem_test.h"

#define UNLOAD_MS 5000	/* for what is to become free, under users as well */

static inline __attribute__((format(printf, 1, 2)))
const char *wrong(const char *fmt, ...)
{
	va_list ap;
	char *text;

	/* Kept until the end: there are few, and each is reported. */
	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		vt_die("no memory");
	va_end(ap);
	return text;
}

/* The counts of make check-long, not those for CI? */
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

static inline const char *unload_vgem(void)
{
	long ret = vt_unload("vgem", UNLOAD_MS);

	return ret ? wrong("vgem stays: %s", vt_err(ret)) : NULL;
}

static inline const char *load_vgem(void)
{
	return vt_load("vgem") ? "vgem does not load" : NULL;
}

/*
 * While a fence lives, the code behind its names must. Where signalling detaches
 * a fence, as these are, it needs no code any more: then sdrm must go, and all
 * that is asked of the fence from here on has to do without.
 */
static inline const char *check_pinned(bool sdrm)
{
	long ret;

	if (!sdrm)
		return NULL;
	if (SDRM_HAVE_FENCE_DETACH) {
		/* A grace period after the device, its names go, and the pin. */
		ret = vt_unload("sdrm", UNLOAD_MS);
		return !ret || ret == -ENOENT ? NULL :
		       wrong("sdrm stays for a detached fence: %s", vt_err(ret));
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
	return ret ? wrong("sdrm stays: %s", vt_err(ret)) : NULL;
}

/* --------------------------------------------------- what outlives them */

/* The driver's, or what newer kernels say once a fence is signalled. */
static inline bool are_names(const char *driver, const char *timeline)
{
	if (!strcmp(driver, "vgem"))
		return !strcmp(timeline, "unbound");
	return !strcmp(driver, "detached-driver") &&
	       !strcmp(timeline, "signaled-timeline");
}

/* Times are of CLOCK_MONOTONIC: a fence ends after @born and before now. */
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

/* Whatever fences are in it: signalled to everybody who asks. */
static inline const char *check_signalled(int fd)
{
	int merged = vt_merge(fd, fd);
	struct vt_sync_info info;
	const char *why = NULL;

	if (merged < 0)
		return wrong("merge: %s", vt_err(merged));
	if (vt_sync_info(merged, &info) || info.file.status != 1)
		why = "the merged one is not signalled";
	else if (vt_poll(fd, POLLIN, 0) != POLLIN ||
		 vt_poll(merged, POLLIN, 0) != POLLIN)
		why = "poll does not say that it is signalled";
	close(merged);
	return why;
}

/* Everything that a holder may ask of vgem's fences that have ended. */
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

/* Adding polls once, and that hangs a callback on the fence. */
static inline int epoll_of(int fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT };
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event))
		vt_die("epoll: %s", vt_err(-errno));
	return epoll;
}

/* In the mail of a socket; the descriptor that is left is the reader's. */
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

/* A result; the next test finds vgem loaded. */
static inline void report(const char *why, const char *name)
{
	vt_ok(!why, name, why ? "%s" : NULL, why);
	if (vt_load("vgem"))
		vt_die("modprobe vgem failed");
}

#endif /* LIFETIME_H */
