// SPDX-License-Identifier: GPL-2.0
#include <sdrm/platform.h>
#include "compat.h"

/**
 * sdrm_platform_register() - register a device that needs no driver
 * @name: its name, to which no number is appended; borrowed for the call
 *
 * Context: process, may sleep.
 * Return: the registration, owned; -ENOMEM; -EEXIST if the name is taken. Where it
 * is a faux device, -ENODEV for any error.
 * Contract: platform_device_add(), drivers/base/platform.c;
 * faux_device_create(), drivers/base/faux.c.
 */
struct sdrm_platform sdrm_platform_register(const char *name)
{
	return (struct sdrm_platform){
		.__sdrm_ptr = compat_parent_register(name)
	};
}
EXPORT_SYMBOL_GPL(sdrm_platform_register);

/**
 * sdrm_platform_unregister() - unregister a device
 * @platform: its registration, consumed; does nothing if it holds an error
 *
 * Context: process, may sleep. The device must have no children left.
 */
void sdrm_platform_unregister(struct sdrm_platform platform)
{
	/* Valid, and owned by the caller. */
	if (!IS_ERR_OR_NULL(platform.__sdrm_ptr))
		compat_parent_unregister(platform.__sdrm_ptr);
}
EXPORT_SYMBOL_GPL(sdrm_platform_unregister);

/* Called at the end of an owner's scope. */
void __sdrm_platform_release(struct device *dev)
{
	compat_parent_unregister(dev);
}
EXPORT_SYMBOL_GPL(__sdrm_platform_release);

/**
 * sdrm_platform_device() - the device of a registration
 * @platform: a valid registration, borrowed
 *
 * Context: any.
 * Return: the device, borrowed as long as it is registered.
 */
struct device *sdrm_platform_device(const struct sdrm_platform *platform)
{
	return platform->__sdrm_ptr;
}
EXPORT_SYMBOL_GPL(sdrm_platform_device);
