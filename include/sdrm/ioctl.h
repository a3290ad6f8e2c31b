/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_IOCTL_H
#define SDRM_IOCTL_H

#include <sdrm/drm_file.h>
#include <drm/drm_ioctl.h>

/**
 * DOC: typed ioctls
 *
 * A handler gets the driver's own file data and the ioctl's argument struct,
 * already copied in, zero-extended, and copied out afterwards by the DRM core:
 * never ``void *``, never a user pointer. What the uAPI header says of the
 * command (number and size) is checked against the handler at build, and the
 * file data is that of the SDRM_FILE_TYPE() above it in the same source file.
 */

/**
 * enum sdrm_ioctl_flags - who may call
 * @SDRM_RENDER_ALLOW: clients of the render node too
 * @SDRM_AUTH: authenticated clients of the primary node
 * @SDRM_MASTER: the current DRM master
 * @SDRM_ROOT_ONLY: CAP_SYS_ADMIN
 */
enum sdrm_ioctl_flags {
	SDRM_RENDER_ALLOW = DRM_RENDER_ALLOW,
	SDRM_AUTH = DRM_AUTH,
	SDRM_MASTER = DRM_MASTER,
	SDRM_ROOT_ONLY = DRM_ROOT_ONLY,
};

/**
 * struct sdrm_ioctl - entry of a driver's ioctl table, from SDRM_IOCTL()
 */
struct sdrm_ioctl {
	/* private: */
	struct drm_ioctl_desc __sdrm_desc;
};

/* The table is handed to the DRM core as it is. */
static_assert(sizeof(struct sdrm_ioctl) == sizeof(struct drm_ioctl_desc));

/**
 * SDRM_IOCTL_DEFINE() - bind a handler to a command of the uAPI header
 * @command: name in the uAPI header after ``DRM_IOCTL_``
 * @handler: ``int handler(struct file *, struct arg *)``: 0 or a negative
 *           errno; both arguments are borrowed for the call, the first is of
 *           the type that SDRM_FILE_TYPE() has declared
 * @arg: tag of the command's argument struct
 *
 * Context of the handler: process, may sleep, no locks held.
 */
#define SDRM_IOCTL_DEFINE(command, handler, arg)			\
	static_assert(_IOC_TYPE(DRM_IOCTL_##command) == DRM_IOCTL_BASE); \
	static_assert(_IOC_SIZE(DRM_IOCTL_##command) == sizeof(struct arg)); \
	static_assert(DRM_IOCTL_NR(DRM_IOCTL_##command) >= DRM_COMMAND_BASE); \
	static_assert(DRM_IOCTL_NR(DRM_IOCTL_##command) < DRM_COMMAND_END); \
	static int notrace						\
	__sdrm_ioctl_##command(struct drm_device *__dev, void *__data,	\
			       struct drm_file *__file)			\
	{								\
		struct arg *__arg = __data;				\
									\
		return handler(container_of(__sdrm_file(__file),	\
					    __sdrm_file_data, base), __arg); \
	}

/**
 * SDRM_IOCTL() - the entry of a bound command in the driver's table
 * @command: as given to SDRM_IOCTL_DEFINE()
 * @_flags: enum sdrm_ioctl_flags
 *
 * Entries take the place of their command number: the first may have any, and
 * numbers without an entry answer -EINVAL.
 */
#define SDRM_IOCTL(command, _flags)					\
	[DRM_IOCTL_NR(DRM_IOCTL_##command) - DRM_COMMAND_BASE] = {	\
		.__sdrm_desc = {					\
			.cmd = DRM_IOCTL_##command,			\
			.func = __sdrm_ioctl_##command,			\
			.flags = (enum drm_ioctl_flags)(_flags),		\
			.name = #command,				\
		},							\
	}

#endif /* SDRM_IOCTL_H */
