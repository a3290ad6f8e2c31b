/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_DRM_DEVICE_H
#define SDRM_DRM_DEVICE_H

#include <sdrm/driver.h>
#include <sdrm/drm_file.h>
#include <sdrm/ioctl.h>
#include <sdrm/own.h>
#include <sdrm/platform.h>
#include <sdrm/state.h>
#include <drm/drm_device.h>
#include <drm/drm_drv.h>
#include <linux/completion.h>
#include <linux/fs.h>
#include <linux/refcount.h>

struct __sdrm_config;
struct __sdrm_described;
struct __sdrm_display;
struct sdrm_display;
struct sdrm_fence_source;
struct sdrm_gem_kind;

/**
 * DOC: DRM devices of a driver
 *
 * A driver binds its types with SDRM_DRIVER_TYPES(), describes itself in one
 * constant struct and ends its main file with sdrm_module_driver(), or with
 * sdrm_module_devices() if it has several devices. Loading creates, for each device,
 * the parent device, allocates the DRM device with the driver's data, calls the
 * driver to set that data up, and only then registers the device with user space.
 * Unloading, or an error during loading, undoes exactly these steps in reverse
 * order.
 *
 * An open file, a mapping or an exported dma-buf of a device holds a reference to
 * the driver's module (not to this library's), so that it cannot be unloaded.
 * Unloading waits for anything else that holds a reference to a device, such as an
 * open that found the node just before it went.
 *
 * A device can go while it is open: sdrm_device_unplug(). Its data is released, and
 * the driver's exit callback called, when the last reference is put.
 */

/**
 * struct sdrm_device - base of a driver's device data; must be its first member
 * @managed: owns what the driver sets up in that data
 */
struct sdrm_device {
	struct sdrm_managed managed;
	/* private: */
	struct {
		struct drm_device drm;
		struct sdrm_fence_source *fences;
		const struct __sdrm_drm_driver *driver;
		struct sdrm_display *display;
		bool initialised;	/* exit is owed */
		unsigned long unplugged;	/* bit 0 */
		struct completion unplug_done;
	} __sdrm_priv;
	const struct __sdrm_pinned __sdrm_pinned;
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

void sdrm_device_unplug(const struct sdrm_device *dev)
	__sdrm_above_file;

/* What a description says without the driver's types. */
#define __SDRM_MEMBERS_drm						\
	const char *name;						\
	const char *desc;						\
	const char *date;						\
	int major;							\
	int minor;							\
	const struct sdrm_gem_kind *gem;				\
	const char *timeline

struct __sdrm_drm_about {
	__SDRM_MEMBERS_drm;
};

/* A driver as this library uses it; the last members are filled at load. */
struct __sdrm_drm_driver {
	const struct __sdrm_drm_about *about;
	struct module *owner;
	size_t device_size;
	size_t file_size;
	int (*init)(struct sdrm_device *dev);
	void (*exit)(struct sdrm_device *dev);
	int (*open)(const struct sdrm_device *dev, struct sdrm_file *file);
	void (*close)(const struct sdrm_device *dev, struct sdrm_file *file);
	const struct drm_ioctl_desc *ioctls;
	unsigned int num_ioctls;
	struct drm_driver drm;
	struct file_operations fops;
	struct __sdrm_devices *devices;
	const struct __sdrm_display *display;	/* NULL without one */
	struct __sdrm_config *config;		/* likewise */
};

/* All DRM devices of this library lie in a base. */
static __always_inline struct sdrm_device *
__sdrm_drm_device(struct drm_device *drm)
{
	return container_of(drm, struct sdrm_device, __sdrm_priv.drm);
}

/* For __SDRM_BIND_TYPES(). */
#define __SDRM_DEVICE_drm		sdrm_device
#define __SDRM_FILE_drm			sdrm_file
#define __SDRM_RAW_DEVICE_drm		drm_device
#define __SDRM_RAW_FILE_drm		drm_file
#define __SDRM_FROM_RAW_DEVICE_drm(raw)	__sdrm_drm_device(raw)
#define __SDRM_FROM_RAW_FILE_drm(raw)	__sdrm_file(raw)
#define __SDRM_DESC_drm			drm_ioctl_desc
#define __SDRM_ABOUT_drm		__sdrm_drm_about
#define __SDRM_DRIVER_drm		__sdrm_drm_driver
#define __SDRM_IOCTL_TYPE_drm		DRM_IOCTL_BASE
#define __SDRM_FIRST_NR_drm		DRM_COMMAND_BASE
#define __SDRM_END_NR_drm		DRM_COMMAND_END

/**
 * SDRM_DRIVER_TYPES() - bind the types of a DRM driver, once, in its header
 * @driver: name of the driver, an identifier
 * @device_tag: tag of its device data, whose first member is ``struct sdrm_device
 *              base``
 * @file_tag: tag of its file data, whose first member is ``struct sdrm_file base``
 *
 * Defines ``struct DRIVER_ioctl``, an entry of the driver's ioctl table, and
 * ``struct DRIVER_driver``, its description. Required members of the latter:
 *
 * - name: name of the driver and of its parent device
 * - desc: one-line description
 * - date: YYYYMMDD, for kernels whose DRM_IOCTL_VERSION still reports a date
 * - gem: kind of its GEM objects, for example &sdrm_gem_shmem_wc
 *
 * Optional members:
 *
 * - major, minor: version of the uAPI
 * - timeline: timeline name of the driver's fences, whose driver name is the name;
 *   without it the driver cannot create fences
 * - ioctls: SDRM_IOCTLS()
 * - ``int init(struct DEVICE *)``: sets up the zeroed data, before the device is
 *   registered; a negative errno makes loading fail with that error
 * - ``void exit(struct DEVICE *)``: undoes init, when nothing uses the device any more
 * - ``int open(const struct DEVICE *, struct FILE *)``: sets up the zeroed data; a
 *   negative errno makes open(2) fail with that error and undoes what was set up so
 *   far
 * - ``void close(const struct DEVICE *, struct FILE *)``: called once, when no ioctl is
 *   running any more and before what open set up is destroyed
 *
 * The description and all it points to are constant.
 *
 * Context of the callbacks: process, may sleep, no locks held.
 */
#define SDRM_DRIVER_TYPES(driver, device_tag, file_tag) \
	__SDRM_BIND_TYPES(driver, drm, device_tag, file_tag)

/**
 * struct sdrm_device_registration - owns a registered device
 *
 * Filled in by __sdrm_device_register(); invalid after __sdrm_device_unregister().
 */
struct sdrm_device_registration {
	/* private: */
	struct {
		struct sdrm_platform platform;
		struct sdrm_device *dev;
	} __sdrm_priv;
};

/*
 * The devices of a driver. Each holds a reference until it is released, and the
 * module holds one.
 */
struct __sdrm_devices {
	refcount_t refs;
	struct completion released;
};

int __must_check __sdrm_device_register(struct sdrm_device_registration *reg,
					const struct __sdrm_drm_driver *driver,
					const char *name,
					const struct __sdrm_described *by);
void __sdrm_device_unregister(struct sdrm_device_registration *reg);
int __must_check __sdrm_devices_register(struct sdrm_device_registration *regs,
					 struct __sdrm_drm_driver *driver,
					 struct __sdrm_devices *devices,
					 unsigned int count);
void __sdrm_devices_unregister(struct sdrm_device_registration *regs,
			       const struct __sdrm_drm_driver *driver,
			       unsigned int count);

/**
 * sdrm_module_devices() - module init and exit of a driver with several devices
 * @driver: name of the driver, as passed to SDRM_DRIVER_TYPES()
 * @description: name of its constant struct DRIVER_driver
 * @count: how many devices; a constant or a module parameter
 * @max: largest value of @count, a constant
 *
 * Replaces module_init() and module_exit(), so that neither can be forgotten. The
 * parent of the first device has the driver's name, those of the others are called
 * NAME.1, NAME.2 and so on. Registrations are read-only once the module is loaded.
 * If the name of a parent is taken, loading fails with -EBUSY.
 */
#define sdrm_module_devices(driver, description, count, max) \
	__SDRM_MODULE_DEVICES(driver, description, count, max, NULL)

/* With a display, or NULL. */
#define __SDRM_MODULE_DEVICES(driver, description, count, max, shown)	\
	__SDRM_DEFINE_DRIVER(driver, drm, description)			\
	static struct __sdrm_devices __sdrm_devices_of_##driver;	\
	static struct sdrm_device_registration				\
	__sdrm_registrations_of_##driver[max] __ro_after_init;		\
	static int __init __sdrm_load_##driver(void)			\
	{								\
		__SDRM_DESCRIBED((description).name, "has no name");	\
		__SDRM_DESCRIBED((description).desc, "has no desc");	\
		__SDRM_DESCRIBED((description).date, "has no date");	\
		/* An extern object's address does not fold, NULL does. */ \
		__SDRM_DESCRIBED(!__builtin_constant_p(!(description).gem) || \
				 (description).gem, "has no gem");	\
		__sdrm_complete_##driver();				\
		__sdrm_driver_of_##driver.display = (shown);		\
		return __sdrm_module_status(__sdrm_devices_register(	\
				__sdrm_registrations_of_##driver,	\
				&__sdrm_driver_of_##driver,		\
				&__sdrm_devices_of_##driver,		\
				min_t(unsigned int, count, max)));	\
	}								\
	module_init(__sdrm_load_##driver);				\
	static void __exit __sdrm_unload_##driver(void)			\
	{								\
		__sdrm_devices_unregister(				\
				__sdrm_registrations_of_##driver,	\
				&__sdrm_driver_of_##driver,		\
				min_t(unsigned int, count, max));	\
	}								\
	module_exit(__sdrm_unload_##driver)

/**
 * sdrm_module_driver() - module init and exit of a driver with one device
 * @driver: as for sdrm_module_devices()
 * @description: as for sdrm_module_devices()
 */
#define sdrm_module_driver(driver, description) \
	sdrm_module_devices(driver, description, 1, 1)

#endif /* SDRM_DRM_DEVICE_H */
