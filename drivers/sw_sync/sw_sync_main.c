// SPDX-License-Identifier: GPL-2.0
/*
 * sw_sync: fences that user space signals, through sync/sw_sync in debugfs, for
 * kernels built without CONFIG_SW_SYNC. For testing only: anything in the kernel
 * that waits for such a fence is at the mercy of user space.
 */
#include <sdrm/sdrm.h>
#include <uapi/sw_sync.h>

/* An open file is a timeline. */
struct sw_sync_file {
	struct sdrm_debugfs_file base;
	struct sdrm_timeline timeline;
};

static int sw_sync_open(struct sw_sync_file *file)
{
	/* Named after the task that opened it. */
	return sdrm_timeline_init(&file->timeline, &file->base.managed, "sw_sync",
				  NULL);
}

/**
 * sw_sync_create_fence() - SW_SYNC_IOC_CREATE_FENCE
 * @file: the caller's timeline
 * @arg: seqno of the fence
 *
 * Return: a sync_file of the fence; -ENOMEM.
 */
static struct sdrm_sync_file
sw_sync_create_fence(struct sw_sync_file *file,
		     struct sw_sync_create_fence_data *arg)
{
	SDRM_OWN(fence_ref, fence,
		 sdrm_timeline_add(&file->timeline, arg->value));
	return sdrm_sync_file_create(fence);
}

/**
 * sw_sync_inc() - SW_SYNC_IOC_INC
 * @file: the caller's timeline
 * @count: increment
 *
 * Return: 0.
 */
static int sw_sync_inc(struct sw_sync_file *file, __u32 *count)
{
	sdrm_timeline_advance(&file->timeline, *count);
	return 0;
}

/**
 * sw_sync_get_deadline() - SW_SYNC_GET_DEADLINE
 * @file: any timeline
 * @arg: a fence of any timeline; returns its deadline
 *
 * Return: 0; -ENOTTY if the kernel has no fence deadlines; -EINVAL for a non-zero
 * field or a file that is not such a fence; -ENOENT if no deadline is set.
 */
static int sw_sync_get_deadline(struct sw_sync_file *file,
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

SDRM_DEBUGFS_FILE_TYPE(sw_sync_file, sw_sync_open);

SDRM_DEBUGFS_IOCTL_FD_DEFINE(SW_SYNC_IOC_CREATE_FENCE, sw_sync_create_fence,
			     struct sw_sync_create_fence_data, fence);
SDRM_DEBUGFS_IOCTL_DEFINE(SW_SYNC_IOC_INC, sw_sync_inc, __u32);
SDRM_DEBUGFS_IOCTL_DEFINE(SW_SYNC_GET_DEADLINE, sw_sync_get_deadline,
			  struct sw_sync_get_deadline);

static const struct sdrm_debugfs_ioctl *const sw_sync_ioctls[] = {
	SDRM_DEBUGFS_IOCTL(sw_sync_create_fence),
	SDRM_DEBUGFS_IOCTL(sw_sync_inc),
	SDRM_DEBUGFS_IOCTL(sw_sync_get_deadline),
};

static const struct sdrm_debugfs sw_sync_driver = {
	.directory	= "sync",
	.name		= "sw_sync",
	.mode		= 0644,
	.file		= &sw_sync_file_type,
	.ioctls		= sw_sync_ioctls,
	.num_ioctls	= ARRAY_SIZE(sw_sync_ioctls),
};

sdrm_module_debugfs(sw_sync_driver);

MODULE_DESCRIPTION("Software fence timelines in debugfs, for testing");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
