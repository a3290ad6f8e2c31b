/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
#ifndef _UAPI_SW_SYNC_H
#define _UAPI_SW_SYNC_H

/*
 * The ioctls of debugfs' sync/sw_sync. The kernel has no header of them: their
 * numbers and structs stand in its drivers/dma-buf/sw_sync.c, and here.
 */
#include <linux/ioctl.h>
#include <linux/types.h>

/**
 * struct sw_sync_create_fence_data - a fence for a value of the timeline
 * @value: what the timeline has to reach
 * @name: of the fence; ignored
 * @fence: gets the descriptor of the new sync_file
 */
struct sw_sync_create_fence_data {
	__u32 value;
	char name[32];
	__s32 fence;
};

/**
 * struct sw_sync_get_deadline - when somebody needs a fence
 * @deadline_ns: gets the earliest deadline set, in nanoseconds of
 *               CLOCK_MONOTONIC; must be zero
 * @pad: must be zero
 * @fence_fd: the fence's sync_file
 */
struct sw_sync_get_deadline {
	__u64 deadline_ns;
	__u32 pad;
	__s32 fence_fd;
};

#define SW_SYNC_IOC_CREATE_FENCE \
	_IOWR('W', 0, struct sw_sync_create_fence_data)
/* By how much to increment the timeline. */
#define SW_SYNC_IOC_INC		_IOW('W', 1, __u32)
#define SW_SYNC_GET_DEADLINE	_IOWR('W', 2, struct sw_sync_get_deadline)

#endif /* _UAPI_SW_SYNC_H */
