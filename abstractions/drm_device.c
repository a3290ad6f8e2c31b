// SPDX-License-Identifier: GPL-2.0
#include <linux/dma-mapping.h>
#include <linux/device.h>
#include <linux/string.h>
#include <drm/drm_gem_shmem_helper.h>
#include <drm/drm_managed.h>
#include <drm/drm_prime.h>
#include <sdrm/drm_device.h>
#include <sdrm/drm_file.h>
#include <sdrm/fence_wrap.h>
#include <sdrm/ioctl.h>
#include "compat.h"
#include "internal.h"

static const struct sdrm_device_type plain_device = {
	.__sdrm_size = sizeof(struct sdrm_device),
};

static const struct sdrm_device_type *
device_type(const struct sdrm_driver *driver)
{
	return driver->device ?: &plain_device;
}

/* Common to all drivers; dumb buffers and PRIME by the shmem helpers. */
static const struct file_operations common_fops = {
	DRM_GEM_FOPS,
};

static const struct drm_driver common_drm = {
	.driver_features = DRIVER_GEM | DRIVER_RENDER | DRIVER_SYNCOBJ |
			   DRIVER_SYNCOBJ_TIMELINE,
	DRM_GEM_SHMEM_DRIVER_OPS,
};

/* Convert the description to the structs of the DRM core. */
static void fill_drm_driver(struct sdrm_driver_registration *reg, struct module *owner)
{
	const struct sdrm_driver *driver = reg->__sdrm_priv.driver;
	struct file_operations *fops = &reg->__sdrm_priv.fops;
	struct drm_driver *drm = &reg->__sdrm_priv.drm;

	/* memcpy(): gcc would expand an assignment to a store per member. */
	memcpy(fops, &common_fops, sizeof(*fops));
	memcpy(drm, &common_drm, sizeof(*drm));
	/* The driver's module, not this library: open files must keep it loaded. */
	fops->owner = owner;

	drm->fops = fops;
	drm->ioctls = &driver->ioctls->__sdrm_desc;
	drm->num_ioctls = driver->num_ioctls;
	drm->gem_create_object = driver->gem_create_object;
	drm->name = (char *)driver->name;
	drm->desc = (char *)driver->desc;
	compat_set_date(drm, driver->date);
	drm->major = driver->major;
	drm->minor = driver->minor;
	if (driver->file) {
		drm->open = sdrm_file_open;
		drm->postclose = sdrm_file_postclose;
	}
}

static void put_fence_source(struct drm_device *drm, void *source)
{
	sdrm_fence_source_put(source);
}

/* The device holds a reference to its fence source until it is freed. */
static int add_fence_source(struct sdrm_device *dev,
			    const struct sdrm_driver *driver)
{
	struct sdrm_fence_source *source;

	if (!driver->timeline)
		return 0;

	source = sdrm_fence_source_create(sizeof(*source), driver->name,
					  driver->timeline);
	if (IS_ERR(source))
		return PTR_ERR(source);

	dev->__sdrm_priv.fences = source;
	/* On failure it has called the action; the device is not in use yet. */
	return drmm_add_action_or_reset(&dev->__sdrm_priv.drm, put_fence_source,
					source);
}

/* Allocate the DRM device with the driver's data, a devres of the parent. */
static int create_device(struct sdrm_driver_registration *reg, struct device *parent)
{
	const struct sdrm_driver *driver = reg->__sdrm_priv.driver;
	struct sdrm_device *dev;

	/* The base, which contains the drm_device, is the first member of the data. */
	dev = __devm_drm_dev_alloc(parent, &reg->__sdrm_priv.drm,
				   device_type(driver)->__sdrm_size,
				   offsetof(struct sdrm_device, __sdrm_priv.drm));
	if (IS_ERR(dev))
		return PTR_ERR(dev);

	/* Off by default; see sdrm_device_offer_syncobj(). */
	dev->__sdrm_priv.drm.driver_features &=
		~(u32)(DRIVER_SYNCOBJ | DRIVER_SYNCOBJ_TIMELINE);
	reg->__sdrm_priv.dev = dev;
	return add_fence_source(dev, driver);
}

static int init_and_register(struct sdrm_driver_registration *reg)
{
	const struct sdrm_device_type *type =
		device_type(reg->__sdrm_priv.driver);
	struct sdrm_device *dev = reg->__sdrm_priv.dev;
	int ret;

	ret = type->__sdrm_init ? type->__sdrm_init(dev) : 0;
	if (ret < 0)
		return ret;

	/* Last: from here on user space can open it. */
	ret = drm_dev_register(&dev->__sdrm_priv.drm, 0);
	if (ret && type->__sdrm_exit)
		type->__sdrm_exit(dev);
	return ret;
}

static int build(struct sdrm_driver_registration *reg, struct device *parent)
{
	int ret;

	/* A virtual device has no addressing limits; 64 bits is a valid mask. */
	ret = dma_coerce_mask_and_coherent(parent, DMA_BIT_MASK(64));
	if (ret)
		return ret;

	ret = create_device(reg, parent);
	if (ret)
		return ret;

	return init_and_register(reg);
}

/**
 * sdrm_driver_register() - register a driver and its device
 * @reg: the registration, zeroed; filled in on success
 * @driver: the description, borrowed until it is unregistered
 * @owner: the driver's module (THIS_MODULE), to which open files hold a reference
 *
 * Context: process (module init), may sleep.
 * Return: 0, and @reg is owned by the caller; or a negative errno, and nothing is
 * left: -ENOMEM; -EINVAL if @driver has ioctls but no &sdrm_driver.file; -EIO if
 * the parent cannot do DMA; any error of sdrm_platform_register(), of
 * drm_dev_init() (-ENODEV if the DRM core is not initialised; -ENOSPC, or -EBUSY
 * on later kernels, if no minor number is free), of the driver's init callback and
 * of drm_dev_register().
 * Contract: Documentation/gpu/drm-internals.rst, "Device Instance and Driver
 * Handling": a driver registers its device last.
 */
int sdrm_driver_register(struct sdrm_driver_registration *reg,
			 const struct sdrm_driver *driver, struct module *owner)
{
	SDRM_OWN(platform, platform, sdrm_platform_register(driver->name));
	struct device *parent;
	int ret;

	if (sdrm_is_err(platform))
		return sdrm_err(platform);
	/* Handlers are called with file data. */
	if (driver->num_ioctls && !driver->file)
		return -EINVAL;

	/* One group for all devres of the parent; released below and at the end. */
	parent = sdrm_platform_device(platform);
	if (!devres_open_group(parent, reg, GFP_KERNEL))
		return -ENOMEM;

	reg->__sdrm_priv.driver = driver;
	fill_drm_driver(reg, owner);

	ret = build(reg, parent);
	if (ret) {
		/* The group is open, and nothing in it is in use. */
		devres_release_group(parent, reg);
		return ret;
	}

	reg->__sdrm_priv.platform = sdrm_platform_move(platform);
	return 0;
}
EXPORT_SYMBOL_GPL(sdrm_driver_register);

/**
 * sdrm_driver_unregister() - unregister a driver and its device
 * @reg: the registration, consumed
 *
 * Context: process (module exit), may sleep. No file of the device is open,
 * because an open file holds a reference to the module.
 */
void sdrm_driver_unregister(struct sdrm_driver_registration *reg)
{
	const struct sdrm_device_type *type =
		device_type(reg->__sdrm_priv.driver);
	struct sdrm_device *dev = reg->__sdrm_priv.dev;

	/* First: no new users from here on. */
	drm_dev_unregister(&dev->__sdrm_priv.drm);
	if (type->__sdrm_exit)
		type->__sdrm_exit(dev);

	/* Puts the DRM device, which frees the driver's data. */
	devres_release_group(sdrm_platform_device(&reg->__sdrm_priv.platform),
			     reg);
	/* @reg is __ro_after_init, so the owner is copied, not moved. */
	sdrm_platform_unregister(reg->__sdrm_priv.platform);
}
EXPORT_SYMBOL_GPL(sdrm_driver_unregister);
