/* SPDX-License-Identifier: GPL-2.0 */
/* Sync objects, whose file descriptors outlive the driver that created them. */
#ifndef SYNCOBJ_H
#define SYNCOBJ_H

#include "vgem_test.h"

/* Does the driver offer sync objects (vgem does with syncobj=1)? */
static inline bool vt_has_syncobj(int card)
{
	struct drm_get_cap cap = { .capability = DRM_CAP_SYNCOBJ };

	return !vt_ioctl(card, DRM_IOCTL_GET_CAP, &cap) && cap.value;
}

static inline long vt_syncobj_handle(int card, int fd, uint32_t flags,
				     uint32_t *handle)
{
	struct drm_syncobj_handle arg = {
		.handle = *handle, .flags = flags, .fd = fd,
	};
	long ret = vt_ioctl(card, DRM_IOCTL_SYNCOBJ_FD_TO_HANDLE, &arg);

	*handle = arg.handle;
	return ret;
}

static inline long vt_syncobj_fd(int card, uint32_t handle, uint32_t flags)
{
	struct drm_syncobj_handle arg = {
		.handle = handle, .flags = flags, .fd = -1,
	};
	long ret = vt_ioctl(card, DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD, &arg);

	return ret ? ret : arg.fd;
}

static inline void vt_syncobj_destroy(int card, uint32_t handle)
{
	struct drm_syncobj_destroy arg = { .handle = handle };

	vt_ioctl(card, DRM_IOCTL_SYNCOBJ_DESTROY, &arg);
}

/* Returns a descriptor of a new sync object with the sync_file's fence. */
static inline long vt_syncobj(int card, int sync_file)
{
	struct drm_syncobj_create arg = {};
	long ret = vt_ioctl(card, DRM_IOCTL_SYNCOBJ_CREATE, &arg);

	if (ret)
		return ret;
	ret = vt_syncobj_handle(card, sync_file,
				DRM_SYNCOBJ_FD_TO_HANDLE_FLAGS_IMPORT_SYNC_FILE,
				&arg.handle);
	if (!ret)
		ret = vt_syncobj_fd(card, arg.handle, 0);
	vt_syncobj_destroy(card, arg.handle);
	return ret;
}

/* Returns a sync_file of a sync object's fence. */
static inline long vt_syncobj_sync_file(int card, int syncobj)
{
	uint32_t handle = 0;
	long ret = vt_syncobj_handle(card, syncobj, 0, &handle);

	if (ret)
		return ret;
	ret = vt_syncobj_fd(card, handle,
			    DRM_SYNCOBJ_HANDLE_TO_FD_FLAGS_EXPORT_SYNC_FILE);
	vt_syncobj_destroy(card, handle);
	return ret;
}

#endif /* SYNCOBJ_H */
