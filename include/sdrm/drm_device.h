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
 * main file with sdrm_module_driver(). Loading then makes the parent device,
 * allocates the DRM device with the driver's data in it, lets the driver set
 * that data up, and only then shows the device to user space; unloading, and
 * any failure on the way up, undoes exactly what was done, in reverse order.
 *
 * While a file, a mapping or an exported dma-buf of the device exists, the
 * driver's module cannot be unloaded, since they hold references to it (the
 * driver's, not this library's).
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
 * sdrm_device_offer_syncobj() - let files of a device have sync objects
 * @dev: the device, borrowed
 *
 * Offers DRM_CAP_SYNCOBJ and DRM_CAP_SYNCOBJ_TIMELINE, both of them the DRM
 * core's work alone. Without this call a device has neither.
 *
 * Context: for the driver's init, before user space can see the device.
 * Contract: &drm_device.driver_features, include/drm/drm_device.h.
 */
static inline void sdrm_device_offer_syncobj(struct sdrm_device *dev)
{
	/* Masked off when the device was made; no file is open yet. */
	dev->__sdrm_priv.drm.driver_features |=
		DRIVER_SYNCOBJ | DRIVER_SYNCOBJ_TIMELINE;
}

/**
 * SDRM_DEVICE_TYPE() - declare a driver's device data and what sets it up
 * @type: tag of the struct; its first member is ``struct sdrm_device base``
 * @init: ``int init(struct type *)``: sets up the zeroed data, before user
 *        space can see the device; on a negative errno the load fails with it
 * @...: optional ``void exit(struct type *)``: undoes @init, after user space is
 *       gone
 *
 * Defines ``type_type``, for &sdrm_driver.device.
 *
 * Context of the callbacks: process (module init and exit), may sleep, no locks
 * held.
 */
#define SDRM_DEVICE_TYPE(type, init, ...)				\
	__SDRM_MANAGED_TYPE(sdrm_device, type, init, ##__VA_ARGS__, __sdrm_no_exit)

/**
 * struct sdrm_driver - what a driver is
 * @name: driver's name, of its DRM nodes and of its parent device
 * @desc: one line for people
 * @date: YYYYMMDD, for kernels whose DRM_IOCTL_VERSION still reports a date
 * @major: version of the uAPI
 * @minor: version of the uAPI
 * @device: device data, from SDRM_DEVICE_TYPE(); NULL if there is none
 * @file: data of an open file, from SDRM_FILE_TYPE(); NULL if there is none,
 *        which a driver with ioctls may not say
 * @ioctls: table of SDRM_IOCTL() entries, or NULL
 * @num_ioctls: its length, gaps included: ARRAY_SIZE()
 * @gem_create_object: makes an empty GEM object of the driver's kind, for
 *                     example sdrm_gem_shmem_create_wc(); NULL: the kernel's
 *                     shmem helpers make a plain one
 * @timeline: timeline name of the driver's fences, whose driver name is @name;
 *            NULL: the driver has no fences
 *
 * Everything a driver describes is borrowed until it is unregistered.
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
 * Filled by sdrm_driver_register(), of no more use after
 * sdrm_driver_unregister(). It holds what the DRM core needs for as long as the
 * device lives.
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
 * sdrm_module_driver() - init and exit of a module that is one driver
 * @name: of its constant struct sdrm_driver
 *
 * Takes the place of module_init() and module_exit(); neither half can be
 * forgotten. The registration turns read-only once the module is loaded. Where
 * the name of the parent device is taken, loading fails with -EBUSY.
 */
#define sdrm_module_driver(name) __SDRM_MODULE(driver, name)

#endif /* SDRM_DRM_DEVICE_H */
