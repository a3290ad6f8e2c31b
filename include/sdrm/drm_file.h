/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_DRM_FILE_H
#define SDRM_DRM_FILE_H

#include <sdrm/managed.h>
#include <drm/drm_file.h>

struct sdrm_fence_source;

/**
 * DOC: open file
 *
 * Each open file of a device has managed data of the driver's own type, from
 * open to close, which the driver's ioctl handlers get as that type.
 */

/**
 * struct sdrm_file - base of a driver's file data; must be its first member
 * @managed: owns what the driver sets up in that data
 */
struct sdrm_file {
	struct sdrm_managed managed;
	/* private: */
	struct {
		struct drm_file *drm;
		struct sdrm_fence_source *fences;	/* the device's */
	} __sdrm_priv;
	const struct __sdrm_pinned __sdrm_pinned;
};

/**
 * sdrm_file_fence_source() - the fence source of a file's device
 * @file: open file, borrowed
 *
 * Context: any, as long as the file is open.
 * Return: the fence source, borrowed from the device; NULL if the driver's
 * description has no timeline.
 */
static __always_inline struct sdrm_fence_source *
sdrm_file_fence_source(const struct sdrm_file *file)
{
	return file->__sdrm_priv.fences;
}

/* &drm_file.driver_priv, which only this library's open sets. */
static __always_inline struct sdrm_file *__sdrm_file(const struct drm_file *drm)
{
	return drm->driver_priv;
}

#endif /* SDRM_DRM_FILE_H */
