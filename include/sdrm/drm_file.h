/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_DRM_FILE_H
#define SDRM_DRM_FILE_H

#include <sdrm/inside.h>
#include <drm/drm_file.h>
#include <linux/build_bug.h>
#include <linux/container_of.h>

struct sdrm_fence_source;

/**
 * DOC: open file
 *
 * Each open of a device node has data of the driver's own type, which the
 * library allocates at open, hands to the driver's handlers by that type, and
 * frees at close. What a driver sets up in it through this library (a fence
 * table, say) is destroyed at close without the driver's help, in reverse
 * order, after the driver's own close.
 */

/**
 * struct sdrm_file - base of a driver's file data; must be its first member
 */
struct sdrm_file {
	/* private: */
	struct {
		struct drm_file *drm;
		struct sdrm_file_action *actions;
		struct sdrm_fence_source *fences;	/* the device's */
	} __sdrm_priv;
};

/* Something to undo at close; lies in what it undoes, so adding cannot fail. */
struct sdrm_file_action {
	/* private: */
	struct sdrm_file_action *__sdrm_next;
	void (*__sdrm_undo)(struct sdrm_file_action *action);
};

/**
 * struct sdrm_file_type - a driver's file data, made by SDRM_FILE_TYPE()
 */
struct sdrm_file_type {
	/* private: */
	size_t __sdrm_size;
	int (*__sdrm_open)(struct sdrm_file *file);
	void (*__sdrm_close)(struct sdrm_file *file);
};

/**
 * SDRM_FILE_TYPE() - declare a driver's file data and what sets it up
 * @type: tag of the struct; its first member is ``struct sdrm_file base``
 * @open: ``int open(struct type *)``: sets up the zeroed data; on a negative
 *        errno open(2) fails with it and what was set up so far is undone
 * @close: ``void close(struct type *)``: called once, no ioctl runs any more
 *
 * Defines ``type_type``, for &sdrm_driver.file, and makes this the type that
 * the SDRM_IOCTL_DEFINE() handlers of the same source file get; a source file
 * has one.
 *
 * Context of both: process, may sleep, no locks held.
 */
#define SDRM_FILE_TYPE(type, open, close)				\
	static_assert(!offsetof(struct type, base));			\
	typedef struct type __sdrm_file_data;				\
	static int __sdrm_open_##type(struct sdrm_file *file)		\
	{								\
		return open(container_of(file, struct type, base));	\
	}								\
	static void __sdrm_close_##type(struct sdrm_file *file)	\
	{								\
		close(container_of(file, struct type, base));		\
	}								\
	static const struct sdrm_file_type type##_type = {		\
		.__sdrm_size = sizeof(struct type),			\
		.__sdrm_open = __sdrm_open_##type,			\
		.__sdrm_close = __sdrm_close_##type,			\
	}

/**
 * sdrm_file_fence_source() - where the fences of a file's device come from
 * @file: open file, borrowed
 *
 * Context: any, as long as the file is open.
 * Return: the device's fence source, borrowed from the device; NULL if the
 * driver's description names no timeline.
 */
static __always_inline struct sdrm_fence_source *
sdrm_file_fence_source(const struct sdrm_file *file)
{
	return file->__sdrm_priv.fences;
}

/* The DRM core's pointer back to ours, set by this library's open alone. */
static __always_inline struct sdrm_file *__sdrm_file(const struct drm_file *drm)
{
	return drm->driver_priv;
}

#endif /* SDRM_DRM_FILE_H */
