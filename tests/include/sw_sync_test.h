/* SPDX-License-Identifier: GPL-2.0 */
/* Shared by the sw_sync tests: its calls as functions, as in vgem_test.h. */
#ifndef SW_SYNC_TEST_H
#define SW_SYNC_TEST_H

#include <sdrm-config.h>
#include <uapi/sw_sync.h>

#include "vgem_test.h"

/* This machine's headers may be too old to have it. */
struct sw_set_deadline {
	uint64_t deadline_ns, pad;
};
#define SW_SET_DEADLINE _IOW('>', 5, struct sw_set_deadline)

#define SW_SYNC_DIR "/sys/kernel/debug/sync"
#define SW_SYNC SW_SYNC_DIR "/sw_sync"

static inline int sw_try_open(void)
{
	int fd = open(SW_SYNC, O_RDWR | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

/* Open a new timeline; its counter is 0. */
static inline int sw_open(void)
{
	int fd = sw_try_open();

	if (fd < 0)
		vt_die(SW_SYNC ": %s", vt_err(fd));
	return fd;
}

static inline long sw_try_fence(int timeline, uint32_t value)
{
	struct sw_sync_create_fence_data arg = { .value = value };
	long ret = vt_ioctl(timeline, SW_SYNC_IOC_CREATE_FENCE, &arg);

	return ret ? ret : arg.fence;
}

/* A sync_file of a new fence. */
static inline int sw_fence(int timeline, uint32_t value)
{
	long fd = sw_try_fence(timeline, value);

	if (fd < 0)
		vt_die("CREATE_FENCE %u: %s", value, vt_err(fd));
	return fd;
}

static inline long sw_inc(int timeline, uint32_t count)
{
	return vt_ioctl(timeline, SW_SYNC_IOC_INC, &count);
}

/* Of a sync_file: 0 while active, 1 if signalled, or the error it ended with. */
static inline long sw_status(int fd)
{
	struct sync_file_info info = {};
	long ret = vt_ioctl(fd, SYNC_IOC_FILE_INFO, &info);

	return ret ? ret : info.status;
}

static inline bool sw_is_signalled(int fd)
{
	return vt_poll(fd, POLLIN, 0) == POLLIN;
}

/*
 * The driver's names, or the generic ones of a signalled fence on newer kernels.
 * Each name is queried separately, so the fence may be signalled in between.
 */
static inline bool sw_has_names(const struct sync_fence_info *info,
				const char *comm)
{
	bool ended = SDRM_HAVE_FENCE_DETACH && info->status;

	return (!strcmp(info->driver_name, "sw_sync") ||
		(ended && !strcmp(info->driver_name, "detached-driver"))) &&
	       (!strcmp(info->obj_name, comm) ||
		(ended && !strcmp(info->obj_name, "signaled-timeline")));
}

static inline long sw_get_deadline(int timeline, int fd, uint64_t *ns)
{
	struct sw_sync_get_deadline arg = { .fence_fd = fd };
	long ret = vt_ioctl(timeline, SW_SYNC_GET_DEADLINE, &arg);

	*ns = arg.deadline_ns;
	return ret;
}

/* -ENOTTY on kernels without fence deadlines. */
static inline long sw_set_deadline(int fd, uint64_t ns)
{
	struct sw_set_deadline arg = { .deadline_ns = ns };

	return vt_ioctl(fd, SW_SET_DEADLINE, &arg);
}

#endif /* SW_SYNC_TEST_H */
