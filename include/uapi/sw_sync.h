/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
#ifndef _UAPI_SW_SYNC_H
#define _UAPI_SW_SYNC_H

/*
 * The ioctls of sync/sw_sync in debugfs, which the kernel defines in no UAPI header
 * but in drivers/dma-buf/sw_sync.c.
 */
#include <linux/ioctl.h>
#include <linux/types.h>

/**
 * struct sw_sync_create_fence_data - create a fence on the timeline
 * @value: seqno of the fence
 * @name: name of the fence; ignored
 * @fence: returns the descriptor of the new sync_file
 */
struct sw_sync_create_fence_data {
	__u32 value;
	char name[32];
	__s32 fence;
};

/**
 * struct sw_sync_get_deadline - get the deadline of a fence
 * @deadline_ns: must be zero; returns the earliest deadline set, in nanoseconds of
 *               CLOCK_MONOTONIC
 * @pad: must be zero
 * @fence_fd: descriptor of the fence's sync_file
 */
struct sw_sync_get_deadline {
	__u64 deadline_ns;
	__u32 pad;
	__s32 fence_fd;
};

#define SW_SYNC_IOC_CREATE_FENCE \
	_IOWR('W', 0, struct sw_sync_create_fence_data)
/* Increment of the timeline. */
#define SW_SYNC_IOC_INC		_IOW('W', 1, __u32)
#define SW_SYNC_GET_DEADLINE	_IOWR('W', 2, struct sw_sync_get_deadline)

#endif /* _UAPI_SW_SYNC_H */
