// SPDX-License-Identifier: GPL-2.0
#include <linux/platform_device.h>
#include <sdrm/platform.h>

/**
 * sdrm_platform_register() - register a platform device that needs no driver
 * @name: its name, without a number appended; borrowed for the call
 *
 * Context: process, may sleep.
 * Return: the registration, owned; -ENOMEM, or -EEXIST if the name is taken.
 * Contract: platform_device_register_simple(), drivers/base/platform.c.
 */
struct sdrm_platform sdrm_platform_register(const char *name)
{
	/* Copies the name; on error it has released what it made. */
	struct platform_device *pdev =
		platform_device_register_simple(name, -1, NULL, 0);

	return (struct sdrm_platform){ .__sdrm_ptr = pdev };
}
EXPORT_SYMBOL_GPL(sdrm_platform_register);

/**
 * sdrm_platform_unregister() - unregister a platform device
 * @platform: its registration, consumed; one that holds an error is ignored
 *
 * Context: process, may sleep. Nothing may be left that has it as its parent.
 */
void sdrm_platform_unregister(struct sdrm_platform platform)
{
	/* Accepts NULL and an error pointer; the caller owned the rest. */
	platform_device_unregister(platform.__sdrm_ptr);
}
EXPORT_SYMBOL_GPL(sdrm_platform_unregister);

/* What the end of an owner's scope calls. */
void __sdrm_platform_release(struct platform_device *pdev)
{
	sdrm_platform_unregister((struct sdrm_platform){ .__sdrm_ptr = pdev });
}
EXPORT_SYMBOL_GPL(__sdrm_platform_release);

/**
 * sdrm_platform_device() - the device behind a registration
 * @platform: a valid registration, borrowed
 *
 * Context: any.
 * Return: the device, borrowed for as long as it is registered.
 */
struct device *sdrm_platform_device(const struct sdrm_platform *platform)
{
	return &platform->__sdrm_ptr->dev;
}
EXPORT_SYMBOL_GPL(sdrm_platform_device);
