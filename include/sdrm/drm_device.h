/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_DRM_DEVICE_H
#define SDRM_DRM_DEVICE_H

#include <sdrm/managed.h>
#include <sdrm/own.h>
#include <sdrm/module.h>
#include <sdrm/platform.h>
#include <drm/drm_device.h>
#include <drm/drm_drv.h>
#include <linux/fs.h>

struct sdrm_fence_source;
struct sdrm_file_type;
struct sdrm_ioctl;

/**
 * DOC: DRM device and its registration
 *
 * A driver describes itself in one constant struct sdrm_driver and ends its
 * main file with sdrm_module_driver(). Loading creates the parent device,
 * allocates the DRM device with the driver's data, calls the driver to set that
 * data up, and only then registers the device with user space. Unloading, or an
 * error during loading, undoes exactly these steps in reverse order.
 *
 * An open file, a mapping or an exported dma-buf of the device holds a reference
 * to the driver's module (not to this library's), so that it cannot be unloaded.
 */

/**
 * struct sdrm_device - base of a driver's device data; must be its first member
 */
struct sdrm_device {
	/* private: */
	struct {
		struct drm_device drm;
		struct sdrm_fence_source *fences;
	} __sdrm_priv;
};

/**
 * struct sdrm_device_type - a driver's device data, made by SDRM_DEVICE_TYPE()
 */
struct sdrm_device_type {
	/* private: */
	size_t __sdrm_size;
	int (*__sdrm_init)(struct sdrm_device *dev);
	void (*__sdrm_exit)(struct sdrm_device *dev);
};

/**
 * sdrm_device_offer_syncobj() - enable sync objects on a device
 * @dev: the device, borrowed
 *
 * Advertises DRM_CAP_SYNCOBJ and DRM_CAP_SYNCOBJ_TIMELINE, which the DRM core
 * implements without the driver. They are off by default.
 *
 * Context: the driver's init callback, before the device is registered.
 * Contract: &drm_device.driver_features, include/drm/drm_device.h.
 */
static inline void sdrm_device_offer_syncobj(struct sdrm_device *dev)
{
	/* Masked off when the device was created; no file is open yet. */
	dev->__sdrm_priv.drm.driver_features |=
		DRIVER_SYNCOBJ | DRIVER_SYNCOBJ_TIMELINE;
}

/**
 * SDRM_DEVICE_TYPE() - define the type of a driver's device data
 * @type: tag of the struct; its first member is ``struct sdrm_device base``
 * @init: ``int init(struct type *)``: sets up the zeroed data, before the device
 *        is registered; a negative errno makes loading fail with that error
 * @...: optional ``void exit(struct type *)``: undoes @init, after the device was
 *       unregistered
 *
 * Defines ``type_type``, for &sdrm_driver.device.
 *
 * Context of the callbacks: process (module init and exit), may sleep, no locks
 * held.
 */
#define SDRM_DEVICE_TYPE(type, init, ...)				\
	__SDRM_MANAGED_TYPE(sdrm_device, type, init, ##__VA_ARGS__, __sdrm_no_exit)

/**
 * struct sdrm_driver - static description of a driver
 * @name: name of the driver and of its parent device
 * @desc: one-line description
 * @date: YYYYMMDD, for kernels whose DRM_IOCTL_VERSION still reports a date
 * @major: version of the uAPI
 * @minor: version of the uAPI
 * @device: type of the device data, from SDRM_DEVICE_TYPE(), or NULL
 * @file: type of a file's data, from SDRM_FILE_TYPE(), or NULL; required if there
 *        are ioctls
 * @ioctls: table of SDRM_IOCTL() entries, or NULL
 * @num_ioctls: its length including gaps: ARRAY_SIZE()
 * @gem_create_object: allocates an empty GEM object of the driver's kind, for
 *                     example sdrm_gem_shmem_create_wc(), or NULL for what the
 *                     shmem helpers allocate by default
 * @timeline: timeline name of the driver's fences, whose driver name is @name, or
 *            NULL if it has none
 *
 * The description and all it points to are borrowed until the driver is
 * unregistered.
 */
struct sdrm_driver {
	const char *name;
	const char *desc;
	const char *date;
	int major;
	int minor;
	const struct sdrm_device_type *device;
	const struct sdrm_file_type *file;
	const struct sdrm_ioctl *ioctls;
	unsigned int num_ioctls;
	struct drm_gem_object *(*gem_create_object)(struct drm_device *dev,
						    size_t size);
	const char *timeline;
};

/**
 * struct sdrm_driver_registration - owns a registered driver
 *
 * Filled in by sdrm_driver_register(); invalid after sdrm_driver_unregister().
 * Contains what the DRM core needs as long as the device exists.
 */
struct sdrm_driver_registration {
	/* private: */
	struct {
		const struct sdrm_driver *driver;
		struct sdrm_platform platform;
		struct sdrm_device *dev;
		struct drm_driver drm;
		struct file_operations fops;
	} __sdrm_priv;
};

int __must_check sdrm_driver_register(struct sdrm_driver_registration *reg,
				      const struct sdrm_driver *driver,
				      struct module *owner);
void sdrm_driver_unregister(struct sdrm_driver_registration *reg);

/**
 * sdrm_module_driver() - module init and exit of a driver
 * @name: name of its constant struct sdrm_driver
 *
 * Replaces module_init() and module_exit(), so that neither can be forgotten. The
 * registration is read-only once the module is loaded. If the name of the parent
 * device is taken, loading fails with -EBUSY.
 */
#define sdrm_module_driver(name) __SDRM_MODULE(driver, name)

#endif /* SDRM_DRM_DEVICE_H */
