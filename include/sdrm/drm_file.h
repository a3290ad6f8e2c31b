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
};

/**
 * struct sdrm_file_type - a driver's file data, made by SDRM_FILE_TYPE()
 */
struct sdrm_file_type {
	/* private: */
	size_t __sdrm_size;
	int (*__sdrm_init)(struct sdrm_file *file);
	void (*__sdrm_exit)(struct sdrm_file *file);
};

/**
 * SDRM_FILE_TYPE() - define the type of a driver's file data
 * @type: tag of the struct; its first member is ``struct sdrm_file base``
 * @open: ``int open(struct type *)``: sets up the zeroed data; a negative errno
 *        makes open(2) fail with that error and undoes what was set up so far
 * @...: optional ``void close(struct type *)``: called once, when no ioctl is
 *       running any more and before what @open set up is destroyed
 *
 * Defines ``type_type``, for &sdrm_driver.file, and makes this the type that
 * SDRM_IOCTL_DEFINE() handlers in the same source file get. At most one per source
 * file.
 *
 * Context of the callbacks: process, may sleep, no locks held.
 */
#define SDRM_FILE_TYPE(type, open, ...)					\
	typedef struct type __sdrm_file_data;				\
	__SDRM_MANAGED_TYPE(sdrm_file, type, open, ##__VA_ARGS__, __sdrm_no_exit)

/**
 * sdrm_file_fence_source() - the fence source of a file's device
 * @file: open file, borrowed
 *
 * Context: any, as long as the file is open.
 * Return: the fence source, borrowed from the device; NULL if the driver has no
 * &sdrm_driver.timeline.
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
