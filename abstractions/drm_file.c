// SPDX-License-Identifier: GPL-2.0
#include <linux/nospec.h>
#include <linux/slab.h>
#include <drm/drm_ioctl.h>
#include <sdrm/drm_device.h>
#include <sdrm/drm_file.h>
#include <sdrm/ioctl.h>
#include "internal.h"

/* &drm_driver.open: process context; the file is not visible yet. */
int sdrm_file_open(struct drm_device *drm, struct drm_file *drm_file)
{
	static struct lock_class_key key;
	struct sdrm_device *dev = __sdrm_drm_device(drm);
	const struct __sdrm_drm_driver *driver = dev->__sdrm_priv.driver;
	struct sdrm_file *file;
	int ret;

	/* Charged to the caller: any user may open the device. */
	file = kzalloc(driver->file_size, GFP_KERNEL_ACCOUNT);
	if (!file)
		return -ENOMEM;

	sdrm_managed_init(&file->managed, driver->file_size, &key);
	file->__sdrm_priv.drm = drm_file;
	file->__sdrm_priv.fences = dev->__sdrm_priv.fences;
	ret = driver->open(dev, file);
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
	struct sdrm_device *dev = __sdrm_drm_device(drm);

	dev->__sdrm_priv.driver->close(dev, file);
	sdrm_managed_undo(&file->managed);
	kfree(file);
}

/* What calls the thunk of a command that returns a descriptor. */
struct fd_context {
	struct file *filp;
	const struct drm_ioctl_desc *desc;
};

static long call(void *context, struct __sdrm_fd_call *data)
{
	struct fd_context *fd = context;

	/* Checks that the device is there and that the client may call. */
	return drm_ioctl_kernel(fd->filp, fd->desc->func, data, fd->desc->flags);
}

/* The entry of a command of the driver's own, or NULL. */
static const struct drm_ioctl_desc *find(struct file *filp, unsigned int cmd)
{
	struct drm_file *drm_file = filp->private_data;
	const struct drm_driver *drm = drm_file->minor->dev->driver;
	unsigned int index = DRM_IOCTL_NR(cmd) - DRM_COMMAND_BASE;

	if (_IOC_TYPE(cmd) != DRM_IOCTL_BASE || index >= drm->num_ioctls)
		return NULL;
	/* Any number may come, in speculation too. */
	return &drm->ioctls[array_index_nospec(index, drm->num_ioctls)];
}

static bool returns_fd(const struct drm_ioctl_desc *desc)
{
	return desc && (desc->flags & __SDRM_IOCTL_FD);
}

/* &file_operations.unlocked_ioctl of drivers with a command that returns one. */
long sdrm_file_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct fd_context fd = { .filp = filp, .desc = find(filp, cmd) };

	if (returns_fd(fd.desc))
		return sdrm_ioctl_fd(cmd, arg, call, &fd);
	return drm_ioctl(filp, cmd, arg);
}

/* The same for 32-bit processes, whose arguments have the same layout. */
long sdrm_file_compat_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	if (returns_fd(find(filp, cmd)))
		return sdrm_file_ioctl(filp, cmd, arg);
	return compat_drm_ioctl(filp, cmd, arg);
}
