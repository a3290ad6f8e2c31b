/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_IOCTL_H
#define SDRM_IOCTL_H

#include <sdrm/drm_file.h>
#include <drm/drm_ioctl.h>

/**
 * DOC: typed ioctls
 *
 * A handler gets the driver's own file data and the ioctl's argument struct, never
 * ``void *`` or a user pointer: the DRM core copies the argument in, zero-extends
 * it, and copies it out afterwards. Number and size of the command in the uAPI
 * header are checked against the handler at build time. The file data is that of
 * the SDRM_FILE_TYPE() in the same source file.
 */

/**
 * enum sdrm_ioctl_flags - which clients may call an ioctl
 * @SDRM_RENDER_ALLOW: also clients of the render node
 * @SDRM_AUTH: only authenticated clients of the primary node
 * @SDRM_MASTER: only the current DRM master
 * @SDRM_ROOT_ONLY: only with CAP_SYS_ADMIN
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

/* The table is passed to the DRM core as it is. */
static_assert(sizeof(struct sdrm_ioctl) == sizeof(struct drm_ioctl_desc));

/**
 * SDRM_IOCTL_DEFINE() - bind a handler to a command of the uAPI header
 * @command: name in the uAPI header after ``DRM_IOCTL_``
 * @handler: ``int handler(struct file *, struct arg *)``: 0 or a negative
 *           errno; both arguments are borrowed for the call, the first is of
 *           the type defined by SDRM_FILE_TYPE()
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
 * SDRM_IOCTL() - entry of a bound command in the driver's ioctl table
 * @command: as passed to SDRM_IOCTL_DEFINE()
 * @_flags: enum sdrm_ioctl_flags, which may be combined
 *
 * The entry is placed at the index of its command number; the table may have gaps,
 * whose numbers return -EINVAL.
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
