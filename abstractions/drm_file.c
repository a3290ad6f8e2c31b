// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>
#include <sdrm/drm_device.h>
#include <sdrm/drm_file.h>
#include "internal.h"

static const struct sdrm_file_type *file_type(const struct drm_device *drm)
{
	const struct sdrm_driver_registration *reg;

	/* All devices of this library were created from a registration. */
	reg = container_of(drm->driver, struct sdrm_driver_registration,
			   __sdrm_priv.drm);
	return reg->__sdrm_priv.driver->file;
}

/* &drm_driver.open: process context; the file is not visible yet. */
int sdrm_file_open(struct drm_device *drm, struct drm_file *drm_file)
{
	const struct sdrm_file_type *type = file_type(drm);
	struct sdrm_file *file;
	int ret;

	/* Charged to the caller: any user may open the device. */
	file = kzalloc(type->__sdrm_size, GFP_KERNEL_ACCOUNT);
	if (!file)
		return -ENOMEM;

	file->__sdrm_priv.drm = drm_file;
	file->__sdrm_priv.fences = container_of(drm, struct sdrm_device,
						__sdrm_priv.drm)->__sdrm_priv.fences;
	ret = type->__sdrm_init(file);
	if (ret < 0) {
		sdrm_managed_undo(&file->managed);
		kfree(file);
		return ret;
	}

	drm_file->driver_priv = file;
	return 0;
}

/* &drm_driver.postclose: process context; no ioctl runs or will run. */
void sdrm_file_postclose(struct drm_device *drm, struct drm_file *drm_file)
{
	struct sdrm_file *file = __sdrm_file(drm_file);

	file_type(drm)->__sdrm_exit(file);
	sdrm_managed_undo(&file->managed);
	kfree(file);
}
