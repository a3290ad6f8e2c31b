// SPDX-License-Identifier: GPL-2.0
#include <linux/completion.h>
#include <linux/dma-mapping.h>
#include <linux/device.h>
#include <linux/module.h>
#include <linux/string.h>
#include <drm/drm_gem_shmem_helper.h>
#include <drm/drm_managed.h>
#include <drm/drm_prime.h>
#include <sdrm/configfs.h>
#include <sdrm/drm_device.h>
#include <sdrm/drm_file.h>
#include <sdrm/fence_wrap.h>
#include <sdrm/ioctl.h>
#include <sdrm/kms/display.h>
#include "compat.h"
#include "internal.h"

/* Common to all drivers; dumb buffers and PRIME by the shmem helpers. */
static const struct file_operations common_fops = {
	DRM_GEM_FOPS,
};

static const struct drm_driver common_drm = {
	.driver_features = DRIVER_GEM | DRIVER_RENDER | DRIVER_SYNCOBJ |
			   DRIVER_SYNCOBJ_TIMELINE,
	DRM_GEM_SHMEM_DRIVER_OPS,
};

static bool any_returns_fd(const struct __sdrm_drm_driver *driver)
{
	unsigned int i;

	for (i = 0; i < driver->num_ioctls; i++) {
		if (driver->ioctls[i].flags & __SDRM_IOCTL_FD)
			return true;
	}
	return false;
}

/* Convert the description to the structs of the DRM core. */
static void fill_drm_driver(struct __sdrm_drm_driver *driver)
{
	const struct __sdrm_drm_about *about = driver->about;
	struct file_operations *fops = &driver->fops;
	struct drm_driver *drm = &driver->drm;

	/* memcpy(): gcc would expand an assignment to a store per member. */
	memcpy(fops, &common_fops, sizeof(*fops));
	memcpy(drm, &common_drm, sizeof(*drm));
	/* The driver's module, not this library: open files must keep it loaded. */
	fops->owner = driver->owner;
	if (any_returns_fd(driver)) {
		fops->unlocked_ioctl = sdrm_file_ioctl;
		fops->compat_ioctl = sdrm_file_compat_ioctl;
	}

	drm->fops = fops;
	drm->ioctls = driver->ioctls;
	drm->num_ioctls = driver->num_ioctls;
	drm->gem_create_object = about->gem->create;
	drm->name = (char *)about->name;
	drm->desc = (char *)about->desc;
	compat_set_date(drm, about->date);
	drm->major = about->major;
	drm->minor = about->minor;
	drm->open = sdrm_file_open;
	drm->postclose = sdrm_file_postclose;
	if (driver->display)
		driver->display->ops->describe(drm);
}

static void put_devices(struct __sdrm_devices *devices)
{
	/* The caller's reference; the last one ends __sdrm_devices_unregister(). */
	if (refcount_dec_and_test(&devices->refs))
		complete(&devices->released);
}

/* The last reference to the device was put: nothing uses it any more. */
static void release_device(struct drm_device *drm, void *unused)
{
	struct sdrm_device *dev = __sdrm_drm_device(drm);
	const struct __sdrm_drm_driver *driver = dev->__sdrm_priv.driver;

	if (dev->__sdrm_priv.initialised)
		driver->exit(dev);
	sdrm_managed_undo(&dev->managed);
	/* NULL if there was none; the fences have their own references. */
	if (dev->__sdrm_priv.fences)
		sdrm_fence_source_put(dev->__sdrm_priv.fences);
	/* Last: the driver's module may go now. */
	put_devices(driver->devices);
}

/* Allocate the DRM device with the driver's data, a devres of the parent. */
static struct sdrm_device *
create_device(const struct __sdrm_drm_driver *driver, struct device *parent)
{
	static struct lock_class_key key;
	struct sdrm_device *dev;
	int ret;

	/* The base, which contains the drm_device, is the first member of the data. */
	dev = __devm_drm_dev_alloc(parent, &driver->drm, driver->device_size,
				   offsetof(struct sdrm_device, __sdrm_priv.drm));
	if (IS_ERR(dev))
		return dev;

	dev->__sdrm_priv.driver = driver;
	/* Completed by sdrm_device_unplug(). */
	init_completion(&dev->__sdrm_priv.unplug_done);
	/* Off by default; see sdrm_device_offer_syncobj(). */
	dev->__sdrm_priv.drm.driver_features &=
		~(u32)(DRIVER_SYNCOBJ | DRIVER_SYNCOBJ_TIMELINE);
	sdrm_managed_init(&dev->managed, driver->device_size, &key);

	/* The first action of ours, and hence the last to run. */
	refcount_inc(&driver->devices->refs);
	ret = drmm_add_action(&dev->__sdrm_priv.drm, release_device, NULL);
	if (ret) {
		put_devices(driver->devices);
		return ERR_PTR(ret);
	}
	return dev;
}

static int add_fence_source(struct sdrm_device *dev)
{
	const struct __sdrm_drm_about *about = dev->__sdrm_priv.driver->about;
	struct sdrm_fence_source *source;

	if (!about->timeline)
		return 0;

	/* Put by release_device(). */
	source = sdrm_fence_source_create(sizeof(*source), about->name,
					  about->timeline);
	if (IS_ERR(source))
		return PTR_ERR(source);
	dev->__sdrm_priv.fences = source;
	return 0;
}

static int show(struct sdrm_device *dev)
{
	const struct __sdrm_display *display = dev->__sdrm_priv.driver->display;
	struct drm_device *drm = &dev->__sdrm_priv.drm;
	/* All that a device needs is there. */
	int ret = drm_dev_register(drm, 0);

	if (!ret)
		return 0;
	/*
	 * No kernel takes this back if it is the mode objects that cannot be registered,
	 * and then warns of each of them when they are cleaned up.
	 */
	drm->registered = false;
	/* The node is gone, but somebody may have opened it, and lit the display. */
	if (display)
		display->ops->gone(dev);
	return ret;
}

static int build(struct sdrm_device_registration *reg,
		 const struct __sdrm_drm_driver *driver, struct device *parent,
		 const struct __sdrm_described *by)
{
	const struct __sdrm_display *display = driver->display;
	struct sdrm_device *dev;
	int ret;

	/* A virtual device has no addressing limits; 64 bits is a valid mask. */
	ret = dma_coerce_mask_and_coherent(parent, DMA_BIT_MASK(64));
	if (ret)
		return ret;

	dev = create_device(driver, parent);
	if (IS_ERR(dev))
		return PTR_ERR(dev);

	ret = add_fence_source(dev);
	if (!ret)
		ret = driver->init(dev);
	if (ret < 0)
		return ret;
	dev->__sdrm_priv.initialised = true;

	ret = display ? display->ops->build(dev, by) : 0;
	/* Last: from here on user space can open it. */
	if (!ret)
		ret = show(dev);
	if (ret)
		return ret;
	reg->__sdrm_priv.dev = dev;
	if (display)
		display->ops->announce(dev);
	return 0;
}

/*
 * Register a device: what sdrm_module_devices() does for each.
 * @reg: the registration, zeroed; filled in on success
 * @driver: borrowed until the device is released
 * @name: of its parent; borrowed for the call
 * @by: what describes its display, or NULL; borrowed for the call
 *
 * Context: process, may sleep.
 * Return: 0, and @reg is owned by the caller; or a negative errno, and nothing is
 * left: -ENOMEM; -EIO if the parent cannot do DMA; any error of
 * sdrm_platform_register(), of drm_dev_init() (-ENODEV if the DRM core is not
 * initialised; -ENOSPC, or -EBUSY on later kernels, if no minor number is free), of
 * the driver's init callback and of drm_dev_register().
 * Contract: Documentation/gpu/drm-internals.rst, "Device Instance and Driver
 * Handling": a driver registers its device last.
 */
int __sdrm_device_register(struct sdrm_device_registration *reg,
			   const struct __sdrm_drm_driver *driver,
			   const char *name, const struct __sdrm_described *by)
{
	struct device *parent;
	int ret;

	SDRM_OWN(platform, platform, sdrm_platform_register(name));
	if (sdrm_is_err(platform))
		return sdrm_err(platform);

	/*
	 * One group for all devres of the parent, so that they can be released before
	 * it is unregistered.
	 */
	parent = sdrm_platform_device(platform);
	if (!devres_open_group(parent, reg, GFP_KERNEL))
		return -ENOMEM;

	ret = build(reg, driver, parent, by);
	if (ret) {
		/* The group is open, and user space has not seen the device. */
		devres_release_group(parent, reg);
		return ret;
	}

	reg->__sdrm_priv.platform = sdrm_platform_move(platform);
	return 0;
}
EXPORT_SYMBOL_GPL(__sdrm_device_register);

/**
 * sdrm_device_unplug() - remove a device from user space, as if unplugged
 * @dev: the device, borrowed
 *
 * Its nodes go. Files that are open stay open: their ioctls return -ENODEV, and
 * their mappings are removed and faulted in again on access, from memory that goes
 * with the last user of the buffer. Calling it again, even while the first call is still
 * at it, or before the device is registered, does nothing. The parent stays until the
 * module is unloaded.
 *
 * Context: process, may sleep; no lock held. The device's own ioctls may call it, and
 * the frame callback of a display.
 * Contract: drm_dev_unplug(), drivers/gpu/drm/drm_drv.c.
 */
void sdrm_device_unplug(const struct sdrm_device *dev)
{
	/* Const to drivers; allocated by this library. */
	struct sdrm_device *own = (struct sdrm_device *)dev;
	const struct __sdrm_display *display = own->__sdrm_priv.driver->display;

	/* In init or setup there is nothing yet that could go. */
	if (!own->__sdrm_priv.drm.registered)
		return;
	/* Once; the registration's reference keeps the drm_device, as does a file's. */
	if (test_and_set_bit(0, &own->__sdrm_priv.unplugged))
		return;
	if (display)
		display->ops->go(own);
	drm_dev_unplug(&own->__sdrm_priv.drm);
	if (display)
		display->ops->gone(own);
	/* For __sdrm_device_unregister(). */
	complete_all(&own->__sdrm_priv.unplug_done);
}
EXPORT_SYMBOL_GPL(sdrm_device_unplug);

/*
 * Unregister a device; @reg is consumed. What is still open, or otherwise holds a
 * reference, keeps the device and its data.
 *
 * Context: process, may sleep.
 */
void __sdrm_device_unregister(struct sdrm_device_registration *reg)
{
	struct sdrm_device *dev = reg->__sdrm_priv.dev;

	/* First: no new users from here on. */
	sdrm_device_unplug(dev);
	/*
	 * Somebody else may be at it, such as a frame callback. The reference that is put
	 * here would be its own, and the last one is not for a worker of the device to put.
	 */
	wait_for_completion(&dev->__sdrm_priv.unplug_done);
	/* Puts the DRM device. */
	devres_release_group(sdrm_platform_device(&reg->__sdrm_priv.platform),
			     reg);
	/* @reg is __ro_after_init, so the owner is copied, not moved. */
	sdrm_platform_unregister(reg->__sdrm_priv.platform);
}
EXPORT_SYMBOL_GPL(__sdrm_device_unregister);

/* Name the member that is missing; the build refuses what it can see. */
static int check_description(const struct __sdrm_drm_driver *driver)
{
	const struct __sdrm_drm_about *about = driver->about;
	const char *missing = !about->name ? "name" : !about->desc ? "desc" :
			      !about->date ? "date" : !about->gem ? "gem" : NULL;

	if (!missing)
		return 0;
	/* No contract to keep. */
	pr_err("%s: the driver's description has no %s\n",
	       module_name(driver->owner), missing);
	return -EINVAL;
}

static int register_numbered(struct sdrm_device_registration *reg,
			     const struct __sdrm_drm_driver *driver, unsigned int number)
{
	char name[64];

	/* It fits: the names of parents are short. */
	snprintf(name, sizeof(name), number ? "%s.%u" : "%s", driver->about->name,
		 number);
	return __sdrm_device_register(reg, driver, name, NULL);
}

/* The devices may be open. */
static void unregister_all(struct sdrm_device_registration *regs,
			   const struct __sdrm_drm_driver *driver, unsigned int count)
{
	while (count--)
		__sdrm_device_unregister(&regs[count]);

	/*
	 * Not even the module's reference protects it from an open that has found the
	 * node and not got that far yet.
	 */
	put_devices(driver->devices);
	wait_for_completion(&driver->devices->released);
}

/*
 * Module init of a driver.
 *
 * Context: process (module init), may sleep.
 * Return: 0; -EINVAL if the description is incomplete; any error of
 * __sdrm_device_register() and of configfs; then nothing is left.
 */
int __sdrm_devices_register(struct sdrm_device_registration *regs,
			    struct __sdrm_drm_driver *driver,
			    struct __sdrm_devices *devices, unsigned int count)
{
	unsigned int i;
	int ret;

	ret = check_description(driver);
	if (ret)
		return ret;

	refcount_set(&devices->refs, 1);
	/* Completed by put_devices(). */
	init_completion(&devices->released);
	driver->devices = devices;
	fill_drm_driver(driver);

	for (i = 0; i < count; i++) {
		ret = register_numbered(&regs[i], driver, i);
		if (ret)
			break;
	}
	/* Last: what user space makes there cannot be taken back. */
	if (!ret && driver->config)
		ret = driver->config->ops->load(driver);
	if (ret)
		unregister_all(regs, driver, i);
	return ret;
}
EXPORT_SYMBOL_GPL(__sdrm_devices_register);

/*
 * Module exit of a driver. No file of its devices is open, because an open file
 * holds a reference to the module.
 *
 * Context: process (module exit), may sleep until the last device is released.
 */
void __sdrm_devices_unregister(struct sdrm_device_registration *regs,
			       const struct __sdrm_drm_driver *driver,
			       unsigned int count)
{
	if (driver->config)
		driver->config->ops->unload(driver);
	unregister_all(regs, driver, count);
}
EXPORT_SYMBOL_GPL(__sdrm_devices_unregister);
