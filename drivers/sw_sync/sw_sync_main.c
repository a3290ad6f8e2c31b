// SPDX-License-Identifier: GPL-2.0
/*
 * sw_sync: fences that user space signals, through sync/sw_sync in debugfs, for
 * kernels built without CONFIG_SW_SYNC. For testing only: anything in the kernel
 * that waits for such a fence is at the mercy of user space.
 */
#include <sdrm/sdrm.h>
#include <uapi/sw_sync.h>

/* Open files share nothing. */
struct sw_sync {
	struct sdrm_debugfs base;
};

/* An open file is a timeline. */
struct sw_sync_file {
	struct sdrm_debugfs_file base;
	struct sdrm_timeline timeline;
};

SDRM_DEBUGFS_TYPES(sw_sync, sw_sync, sw_sync_file);

static int sw_sync_open(const struct sw_sync *sync, struct sw_sync_file *file)
{
	/* Named after the task that opened it. */
	return sdrm_timeline_init(&file->timeline, &file->base.managed, "sw_sync",
				  NULL);
}

/**
 * sw_sync_create_fence() - SW_SYNC_IOC_CREATE_FENCE
 * @sync: the driver
 * @file: the caller's timeline
 * @arg: seqno of the fence
 *
 * Return: a sync_file of the fence; -ENOMEM.
 */
static struct sdrm_sync_file
sw_sync_create_fence(const struct sw_sync *sync,
		     const struct sw_sync_file *file,
		     struct sw_sync_create_fence_data *arg)
{
	SDRM_OWN(fence_ref, fence,
		 sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
}

/**
 * sw_sync_inc() - SW_SYNC_IOC_INC
 * @sync: the driver
 * @file: the caller's timeline
 * @count: increment
 *
 * Return: 0.
 */
static int sw_sync_inc(const struct sw_sync *sync,
		       const struct sw_sync_file *file, __u32 *count)
{
	sdrm_timeline_advance(&file->timeline, *count);
	return 0;
}

/**
 * sw_sync_get_deadline() - SW_SYNC_GET_DEADLINE
 * @sync: the driver
 * @file: any timeline
 * @arg: a fence of any timeline; returns its deadline
 *
 * Return: 0; -ENOTTY if the kernel has no fence deadlines; -EINVAL for a non-zero
 * field or a file that is not such a fence; -ENOENT if no deadline is set.
 */
static int sw_sync_get_deadline(const struct sw_sync *sync,
				const struct sw_sync_file *file,
				struct sw_sync_get_deadline *arg)
{
	if (!sdrm_timeline_has_deadlines())
		return -ENOTTY;
	if (arg->deadline_ns || arg->pad)
		return -EINVAL;

	SDRM_OWN(fence_ref, fence, sdrm_sync_file_fence(arg->fence_fd));
	if (sdrm_is_err(fence))
		return sdrm_err(fence);
	return sdrm_timeline_deadline(fence, &arg->deadline_ns);
}

SDRM_IOCTL_FD_DEFINE(sw_sync, SW_SYNC_IOC_CREATE_FENCE, sw_sync_create_fence,
		     struct sw_sync_create_fence_data, fence);
SDRM_IOCTL_DEFINE(sw_sync, SW_SYNC_IOC_INC, sw_sync_inc, __u32);
SDRM_IOCTL_DEFINE(sw_sync, SW_SYNC_GET_DEADLINE, sw_sync_get_deadline,
		  struct sw_sync_get_deadline);

static const struct sw_sync_ioctl sw_sync_ioctls[] = {
	SDRM_IOCTL(sw_sync, SW_SYNC_IOC_CREATE_FENCE, SDRM_ALLOW),
	SDRM_IOCTL(sw_sync, SW_SYNC_IOC_INC, SDRM_ALLOW),
	SDRM_IOCTL(sw_sync, SW_SYNC_GET_DEADLINE, SDRM_ALLOW),
};

static const struct sw_sync_driver sw_sync_driver = {
	.directory	= "sync",
	.name		= "sw_sync",
	.mode		= 0644,
	.open		= sw_sync_open,
	.ioctls		= SDRM_IOCTLS(sw_sync_ioctls),
};

sdrm_module_debugfs(sw_sync, sw_sync_driver);

MODULE_DESCRIPTION("Software fence timelines in debugfs, for testing");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
