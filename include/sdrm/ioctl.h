/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_IOCTL_H
#define SDRM_IOCTL_H

#include <sdrm/driver.h>
#include <sdrm/sync_file.h>
#include <drm/drm_ioctl.h>
#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/ioctl.h>

/**
 * DOC: typed ioctls
 *
 * A handler gets the driver's device and file data, const, and the ioctl's argument,
 * never ``void *`` or a user pointer: the argument is copied in and zero-extended
 * before, and copied out afterwards, as the direction of the command says. Size and
 * number of the command in the uAPI header are checked against the handler at build
 * time.
 *
 * A handler that creates a sync_file returns it: the descriptor is reserved before
 * the handler runs, and the file is installed in the fd table after the last step
 * that can fail, the copy to user space.
 *
 * The same macros serve DRM devices and files in debugfs.
 */

/**
 * enum sdrm_ioctl_flags - which clients may call an ioctl
 * @SDRM_ALLOW: clients of the primary node; of a file in debugfs, all
 * @SDRM_RENDER_ALLOW: also clients of the render node
 * @SDRM_AUTH: only authenticated clients of the primary node
 * @SDRM_MASTER: only the current DRM master
 * @SDRM_ROOT_ONLY: only with CAP_SYS_ADMIN
 *
 * A file in debugfs knows only @SDRM_ALLOW and @SDRM_ROOT_ONLY.
 */
enum sdrm_ioctl_flags {
	SDRM_ALLOW = BIT(29),
	SDRM_RENDER_ALLOW = DRM_RENDER_ALLOW,
	SDRM_AUTH = DRM_AUTH,
	SDRM_MASTER = DRM_MASTER,
	SDRM_ROOT_ONLY = DRM_ROOT_ONLY,
};

/*
 * Marks a command that returns a descriptor. The DRM core ignores this bit, as it does
 * SDRM_ALLOW, which is a bit so that no flags at all are a mistake.
 */
#define __SDRM_IOCTL_FD		BIT(30)

/* Size limit in bytes of an argument that this library keeps on the stack. */
#define __SDRM_IOCTL_ARG_MAX	128

/* What the thunk of such a command gets in place of the argument. */
struct __sdrm_fd_call {
	u64 arg[__SDRM_IOCTL_ARG_MAX / sizeof(u64)];
	struct sync_file *file;		/* returned by the handler */
	unsigned int member;		/* offset of the descriptor in @arg */
};

static inline int __sdrm_fd_made(struct __sdrm_fd_call *call,
				 struct sync_file *file, unsigned int member)
{
	if (IS_ERR_OR_NULL(file))
		return file ? PTR_ERR(file) : -EINVAL;
	call->file = file;
	call->member = member;
	return 0;
}

/*
 * Is @argument the type in the definition of @command? Its size alone says little; the
 * text of the expanded macro holds its name, as an operand of sizeof.
 */
#define __SDRM_SAME_ARGUMENT(command, argument)				\
	compiletime_assert(__builtin_strstr(__stringify(command),	\
					    "sizeof(" __stringify(argument) ")"), \
			   "sdrm: the command has another argument")

#define __SDRM_IOCTL_CHECK(driver, command, argument)			\
	static_assert(_IOC_SIZE(command) == sizeof(argument) &&		\
		      (__sdrm_type_of_##driver < 0 ||			\
		       __sdrm_type_of_##driver == _IOC_TYPE(command)) && \
		      _IOC_NR(command) >= __sdrm_first_nr_of_##driver && \
		      _IOC_NR(command) < __sdrm_end_nr_of_##driver,	\
		      "sdrm: size, type or number of the command is wrong")

/**
 * SDRM_IOCTL_DEFINE() - bind a handler to a command of the uAPI header
 * @driver: name of the driver, as passed to SDRM_DRIVER_TYPES() or
 *          SDRM_DEBUGFS_TYPES()
 * @command: name of the command
 * @handler: ``int handler(const struct DEVICE *, const struct FILE *, argument *)``:
 *           0 or a negative errno; all are borrowed for the call
 * @argument: type of the command's argument
 *
 * Context of the handler: process, may sleep, no locks held.
 */
#define SDRM_IOCTL_DEFINE(driver, command, handler, argument)		\
	__SDRM_IOCTL_CHECK(driver, command, argument);			\
	enum { __sdrm_fd_of_##driver##_##command = 0 };			\
	/* The kernel calls it, with nothing locked. */			\
	static int __sdrm_unchecked					\
	__sdrm_##driver##_##command(__sdrm_raw_device_of_##driver dev,	\
				    void *data,				\
				    __sdrm_raw_file_of_##driver file)	\
	{								\
		int (*const __sdrm_typed)(const __sdrm_device_of_##driver *,	\
				   const __sdrm_file_of_##driver *,	\
				   argument *) = (handler);		\
									\
		__SDRM_SAME_TYPES(driver);				\
		__SDRM_SAME_ARGUMENT(command, argument);		\
		return __sdrm_typed(__sdrm_from_raw_device_of_##driver(dev),	\
			     __sdrm_from_raw_file_of_##driver(file), data); \
	}

/**
 * SDRM_IOCTL_FD_DEFINE() - bind a handler to a command that returns a file
 * descriptor
 * @driver: as for SDRM_IOCTL_DEFINE()
 * @command: name of the command
 * @handler: ``struct sdrm_sync_file handler(const struct DEVICE *, const struct FILE
 *           *, argument *)``: the file or an error (an empty one is -EINVAL);
 *           otherwise as for SDRM_IOCTL_DEFINE()
 * @argument: type of the command's argument, at most 128 bytes
 * @member: its member of type __s32 that is set to the descriptor
 *
 * The command returns -EMFILE if the process has no descriptor left, and -EFAULT
 * if the argument cannot be copied out; then the file is closed.
 */
#define SDRM_IOCTL_FD_DEFINE(driver, command, handler, argument, member) \
	static_assert(__builtin_types_compatible_p(			\
			typeof(((argument *)0)->member), __s32));	\
	static_assert(_IOC_DIR(command) & _IOC_READ);			\
	static_assert(sizeof(argument) <= __SDRM_IOCTL_ARG_MAX);	\
	__SDRM_IOCTL_CHECK(driver, command, argument);			\
	enum { __sdrm_fd_of_##driver##_##command = __SDRM_IOCTL_FD };	\
	/* As above. */							\
	static int __sdrm_unchecked					\
	__sdrm_##driver##_##command(__sdrm_raw_device_of_##driver dev,	\
				    void *data,				\
				    __sdrm_raw_file_of_##driver file)	\
	{								\
		struct sdrm_sync_file (*const __sdrm_typed)(		\
				const __sdrm_device_of_##driver *,	\
				const __sdrm_file_of_##driver *,	\
				argument *) = (handler);		\
		struct __sdrm_fd_call *call = data;			\
		struct sdrm_sync_file made;				\
									\
		__SDRM_SAME_TYPES(driver);				\
		__SDRM_SAME_ARGUMENT(command, argument);		\
		made = __sdrm_typed(__sdrm_from_raw_device_of_##driver(dev),	\
			     __sdrm_from_raw_file_of_##driver(file),	\
			     (void *)call->arg);			\
		return __sdrm_fd_made(call, made.__sdrm_ptr,		\
				      offsetof(argument, member));	\
	}

/* @flags, if there are any, after a look of the compiler's at the enum they are of. */
#define __SDRM_IOCTL_FLAGS(flags)					\
	((flags) + BUILD_BUG_ON_ZERO(!(flags)) +			\
	 0 * sizeof((enum sdrm_ioctl_flags){ flags }))

/**
 * SDRM_IOCTL() - entry of a bound command in the driver's ioctl table
 * @driver: as passed to SDRM_IOCTL_DEFINE()
 * @command: as passed to SDRM_IOCTL_DEFINE()
 * @_flags: enum sdrm_ioctl_flags, which may be combined
 *
 * The table is an array of ``const struct DRIVER_ioctl``. An entry is placed at the
 * index of its command number; the table may have gaps. A number without an entry
 * returns -EINVAL from a DRM device, -ENOTTY from a file in debugfs.
 */
#define SDRM_IOCTL(driver, command, _flags)				\
	[_IOC_NR(command) - __sdrm_first_nr_of_##driver] = {		\
		.__sdrm_ioctl_of_##driver = {				\
			.cmd = (command),				\
			.func = __sdrm_##driver##_##command,		\
			.flags = (enum drm_ioctl_flags)			\
				 (__SDRM_IOCTL_FLAGS(_flags) |		\
				  __sdrm_fd_of_##driver##_##command),	\
			.name = #command,				\
		},							\
	}

#endif /* SDRM_IOCTL_H */
