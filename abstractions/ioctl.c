// SPDX-License-Identifier: GPL-2.0
#include <linux/file.h>
#include <linux/sync_file.h>
#include <linux/uaccess.h>
#include <sdrm/ioctl.h>
#include "internal.h"

static void *member(struct __sdrm_fd_call *data)
{
	return (char *)data->arg + data->member;
}

/* Copy in, call, set the descriptor, copy out. On error nothing is left. */
static long call_with_fd(unsigned int cmd, void __user *user, int fd,
			 long (*call)(void *context, struct __sdrm_fd_call *data),
			 void *context, struct __sdrm_fd_call *data)
{
	/* The caller's idea of it, which may be older or newer than ours. */
	size_t size = min_t(size_t, _IOC_SIZE(cmd), sizeof(data->arg));
	long ret;

	/* What is not copied in stays zero. */
	if ((_IOC_DIR(cmd) & _IOC_WRITE) && copy_from_user(data->arg, user, size))
		return -EFAULT;

	ret = call(context, data);
	if (ret < 0)
		return ret;

	if (data->member + sizeof(s32) > size) {
		ret = -EINVAL;
	} else {
		*(s32 *)member(data) = fd;
		/* All of it was zeroed, so no stack content leaks. */
		ret = copy_to_user(user, data->arg, size) ? -EFAULT : 0;
	}
	/* Not installed in any fd table yet. */
	if (ret)
		fput(data->file->file);
	return ret;
}

/*
 * An ioctl that returns a descriptor: everything that can fail comes before the
 * file becomes visible to the process. @call calls the command's thunk.
 */
long sdrm_ioctl_fd(unsigned int cmd, unsigned long arg,
		   long (*call)(void *context, struct __sdrm_fd_call *data),
		   void *context)
{
	struct __sdrm_fd_call data = {};
	long ret;
	int fd;

	/* Installed or put back below. */
	fd = get_unused_fd_flags(O_CLOEXEC);
	if (fd < 0)
		return fd;

	ret = call_with_fd(cmd, (void __user *)arg, fd, call, context, &data);
	if (ret) {
		/* Reserved above, and never installed. */
		put_unused_fd(fd);
		return ret;
	}
	/* Last: from here on the process can use the file. */
	fd_install(fd, data.file->file);
	return 0;
}
