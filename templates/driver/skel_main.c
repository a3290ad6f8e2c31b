// SPDX-License-Identifier: GPL-2.0
#include <sdrm/sdrm.h>
#include <uapi/drm/skel_drm.h>

SDRM_PARAM_UINT(devices, 1, 1, 8, "Number of devices (1 to 8, default 1)");

/* A device. Its ioctls may run concurrently; a counter needs no lock. */
struct skel_device {
	struct sdrm_device base;
	struct sdrm_counter calls;
};

/* An open file. What is set up at open is constant for ioctls. */
struct skel_file {
	struct sdrm_file base;
	u16 limit;	/* so that twice of it fits */
};

SDRM_DRIVER_TYPES(skel, skel_device, skel_file);

static int skel_open(const struct skel_device *skel, struct skel_file *file)
{
	file->limit = 1000;
	return 0;
}

static int skel_double(const struct skel_device *skel,
		       const struct skel_file *file, struct drm_skel_double *arg)
{
	if (arg->flags)
		return -EINVAL;
	if (arg->value > file->limit)
		return -ERANGE;

	arg->value *= 2;
	arg->calls = sdrm_counter_inc(&skel->calls);
	return 0;
}

SDRM_IOCTL_DEFINE(skel, DRM_IOCTL_SKEL_DOUBLE, skel_double,
		  struct drm_skel_double);

static const struct skel_ioctl skel_ioctls[] = {
	SDRM_IOCTL(skel, DRM_IOCTL_SKEL_DOUBLE, SDRM_RENDER_ALLOW),
};

static const struct skel_driver skel_driver = {
	.name		= "skel",
	.desc		= "Driver on sdrm",
	.date		= "20260101",
	.major		= 1,
	.open		= skel_open,
	.ioctls		= SDRM_IOCTLS(skel_ioctls),
	.gem		= &sdrm_gem_shmem_wc,
};

sdrm_module_devices(skel, skel_driver, devices, 8);

MODULE_DESCRIPTION("Driver on sdrm");
MODULE_LICENSE("GPL");
