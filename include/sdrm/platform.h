/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_PLATFORM_H
#define SDRM_PLATFORM_H

#include <sdrm/own.h>

struct device;

/**
 * DOC: platform device
 *
 * A virtual driver has no bus that discovers its device, so it registers one as
 * the parent of the DRM device, which must not outlive it. This is a faux device,
 * /sys/devices/faux/NAME, where the kernel has those, otherwise a platform device
 * without a driver, /sys/devices/platform/NAME, to which none is bound, even if one has
 * that name.
 */

/**
 * struct sdrm_platform - owns the registration of a parent device
 *
 * Made by sdrm_platform_register(), consumed by sdrm_platform_unregister() or
 * unregistered at the end of the scope.
 */
struct sdrm_platform {
	/* private: */
	struct device *__sdrm_ptr;
	struct __sdrm_checked __sdrm_checked;
} __sdrm_must_use __designated_init;

struct sdrm_platform __must_check sdrm_platform_register(const char *name);
void sdrm_platform_unregister(struct sdrm_platform platform);
struct device *sdrm_platform_device(const struct sdrm_platform *platform)
	__sdrm_must_hold(platform->__sdrm_checked);

void __sdrm_platform_release(struct device *dev);
__SDRM_DEFINE_OWNER(platform, __sdrm_platform_release)
#define __SDRM_DROP_platform __sdrm_platform_drop

#endif /* SDRM_PLATFORM_H */
