/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_KMS_DISPLAY_H
#define SDRM_KMS_DISPLAY_H

#include <sdrm/drm_device.h>
#include <sdrm/kms/check.h>
#include <sdrm/kms/frame.h>
#include <sdrm/kms/setup.h>

/**
 * DOC: a driver with a display
 *
 * A display is a DRM device that user space can set a mode on. Its driver binds its
 * types with SDRM_DISPLAY_TYPES(), describes itself as any other driver does, says what
 * its display consists of (<sdrm/kms/setup.h>) and ends its main file with
 * sdrm_module_display().
 *
 * The rest is the library's, and the same on all kernels: atomic checks and commits,
 * vblank and its timer, events and out-fences, cursor, framebuffers and their mappings,
 * CRCs, writeback, the console, and the teardown when the device goes, at module exit, at
 * an error of module init and at sdrm_device_unplug(): the display is switched off, the
 * timer is stopped, the worker has finished, and only then anything is freed. Fences
 * that user space still has do not need the driver any more; an open CRC file keeps its
 * module loaded.
 *
 * There is no render node, so ioctls are SDRM_ALLOW; buffers are &sdrm_gem_shmem, which
 * the CPU reads fast. A commit waits for the fences of its buffers and for in-fences.
 * Planes are neither scaled nor rotated.
 *
 * These drivers need sdrm_kms.ko besides sdrm.ko.
 */

/**
 * SDRM_DISPLAY_TYPES() - bind the types of a DRM driver that has a display
 * @driver: as for SDRM_DRIVER_TYPES()
 * @device_tag: as for SDRM_DRIVER_TYPES()
 * @file_tag: as for SDRM_DRIVER_TYPES()
 *
 * Besides what SDRM_DRIVER_TYPES() defines, ``struct DRIVER_display``. Required member:
 *
 * - ``void setup(const struct DEVICE *, struct sdrm_setup *)``: says what the display
 *   consists of; called once, after init, whose data it may read. Context: process, may
 *   sleep.
 *
 * Optional members:
 *
 * - ``int check(const struct sdrm_proposal *)``: says whether the display can show what a
 *   commit proposes (<sdrm/kms/check.h>): 0, or, to refuse it, -EINVAL, -ERANGE or
 *   -ENOSPC; anything else is -EINVAL. Context: process, may sleep; a CRTC's lock is held, so
 *   other commits wait for it.
 * - ``void frame(const struct DEVICE *, const struct sdrm_frame *)``: looks at a frame
 *   that is being shown. Never called twice at a time for a CRTC, nor any more when
 *   sdrm_device_unplug() has returned, which it may call itself. Context: a worker, may
 *   sleep; no lock held.
 */
#define SDRM_DISPLAY_TYPES(driver, device_tag, file_tag)		\
	SDRM_DRIVER_TYPES(driver, device_tag, file_tag);		\
	struct driver##_display {					\
		void (*setup)(const struct device_tag *dev,		\
			      struct sdrm_setup *setup);		\
		int (*check)(const struct sdrm_proposal *proposal);	\
		void (*frame)(const struct device_tag *dev,		\
			      const struct sdrm_frame *frame);		\
	}

/* A display as this library uses it. */
struct __sdrm_display {
	const struct __sdrm_display_ops *ops;
	void (*setup)(const struct sdrm_device *dev, struct sdrm_setup *setup);
	int (*check)(const struct sdrm_proposal *proposal);
	void (*frame)(const struct sdrm_device *dev, const struct sdrm_frame *frame);
};

extern const struct __sdrm_display_ops __sdrm_kms_ops;

/**
 * sdrm_module_display() - module init and exit of a driver with a display
 * @driver: name of the driver, as passed to SDRM_DISPLAY_TYPES()
 * @description: name of its constant struct DRIVER_driver
 * @display: name of its constant struct DRIVER_display
 *
 * Replaces module_init() and module_exit(), as sdrm_module_driver() does.
 */
#define sdrm_module_display(driver, description, display) \
	__SDRM_MODULE_DISPLAY(driver, description, display, 1, NULL)

/* With one device or none, and with a __sdrm_config or NULL. */
#define __SDRM_MODULE_DISPLAY(driver, description, display, count, made) \
	static void __sdrm_setup_of_##driver(const struct sdrm_device *dev, \
					     struct sdrm_setup *setup)	\
	{								\
		__SDRM_DESCRIBED((display).setup, "has a display without setup"); \
		(display).setup(__sdrm_to_device_of_##driver(dev), setup); \
	}								\
	static void __sdrm_frame_of_##driver(const struct sdrm_device *dev, \
					     const struct sdrm_frame *frame) \
	{								\
		if ((display).frame)					\
			(display).frame(__sdrm_to_device_of_##driver(dev), \
					frame);				\
	}								\
	static struct __sdrm_display __sdrm_display_of_##driver __ro_after_init = { \
		.ops = &__sdrm_kms_ops,					\
		.setup = __sdrm_setup_of_##driver,			\
	};								\
	static void __sdrm_complete_display_of_##driver(void)		\
	{								\
		__sdrm_display_of_##driver.check = (display).check;	\
		if ((display).frame)					\
			__sdrm_display_of_##driver.frame =		\
				__sdrm_frame_of_##driver;		\
	}								\
	__SDRM_MODULE_DEVICES(driver, description, count, 1,		\
			      (__sdrm_complete_display_of_##driver(),	\
			       __sdrm_driver_of_##driver.config = (made), \
			       &__sdrm_display_of_##driver))

#endif /* SDRM_KMS_DISPLAY_H */
