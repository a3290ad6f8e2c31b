// SPDX-License-Identifier: GPL-2.0
#include <sdrm/sdrm.h>
#include <uapi/drm/skel_drm.h>

SDRM_PARAM_UINT(limit, 1000, 0, 1000000,
		"Largest value that is doubled (0 to 1000000, default 1000)");

/* An open file. Its ioctls may run concurrently, so they only read this. */
struct skel_file {
	struct sdrm_file base;
	u32 limit;
};

static int skel_open(struct skel_file *file)
{
	file->limit = limit;
	return 0;
}

static int skel_double(struct skel_file *file, struct drm_skel_double *arg)
{
	if (arg->flags)
		return -EINVAL;
	if (arg->value > file->limit)
		return -ERANGE;

	arg->value *= 2;
	return 0;
}

SDRM_FILE_TYPE(skel_file, skel_open);

SDRM_IOCTL_DEFINE(SKEL_DOUBLE, skel_double, drm_skel_double);

static const struct sdrm_ioctl skel_ioctls[] = {
	SDRM_IOCTL(SKEL_DOUBLE, SDRM_RENDER_ALLOW),
};

static const struct sdrm_driver skel_driver = {
	.name		= "skel",
	.desc		= "Driver on sdrm",
	.date		= "20260101",
	.major		= 1,
	.file		= &skel_file_type,
	.ioctls		= skel_ioctls,
	.num_ioctls	= ARRAY_SIZE(skel_ioctls),
};

sdrm_module_driver(skel_driver);

MODULE_DESCRIPTION("Driver on sdrm");
MODULE_LICENSE("GPL");
