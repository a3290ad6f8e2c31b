/* SPDX-License-Identifier: GPL-2.0 */
/* A driver on sdrm that counts calls of its callbacks and fails on request. */
#include <kunit/test.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <drm/drm_managed.h>
#include <drm/drm_mode.h>
#include <sdrm/drm_device.h>
#include <sdrm/drm_file.h>
#include <sdrm/fence_table.h>
#include <sdrm/gem_obj.h>
#include <sdrm/ioctl.h>
#include "faults.h"
#include "platform_device.h"
#include "user_path.h"

#define DRIVER "sdrm-kunit"

struct kunit_device {
	struct sdrm_device base;
};

struct kunit_file {
	struct sdrm_file base;
	struct sdrm_managed_action first;
	struct sdrm_fence_table fences;
	struct sdrm_managed_action last;
	unsigned int calls;
};

/* How often each callback was called; zeroed before each test. */
static struct {
	unsigned int init, exit, device_freed;
	unsigned int open, close, undo;
	unsigned int order;	/* of close (1), last action (2), first action (3) */
	int init_error, open_error;
	unsigned int fail_at_init;	/* allocation that fails from then on, for fail_nth() */
} told;

static void device_freed(struct drm_device *drm, void *unused)
{
	told.device_freed++;
}

static int device_init(struct kunit_device *dev)
{
	int ret;

	/* First, so that it is called for each init, even a failed one. */
	ret = drmm_add_action_or_reset(&dev->base.__sdrm_priv.drm, device_freed,
				       NULL);
	told.init++;
	fail_nth(told.fail_at_init);
	return ret ?: told.init_error;
}

static void device_exit(struct kunit_device *dev)
{
	told.exit++;
}

static void undo_first(struct sdrm_managed_action *action)
{
	told.undo++;
	told.order = told.order * 10 + 3;
}

static void undo_last(struct sdrm_managed_action *action)
{
	told.undo++;
	told.order = told.order * 10 + 2;
}

static void push_action(struct kunit_file *file, struct sdrm_managed_action *action,
			void (*undo)(struct sdrm_managed_action *action))
{
	action->__sdrm_undo = undo;
	action->__sdrm_next = file->base.managed.__sdrm_actions;
	file->base.managed.__sdrm_actions = action;
}

static int file_open(struct kunit_file *file)
{
	told.open++;
	push_action(file, &file->first, undo_first);
	sdrm_fence_table_init(&file->fences, &file->base.managed, 10000, 8);
	push_action(file, &file->last, undo_last);
	return told.open_error;
}

static void file_close(struct kunit_file *file)
{
	told.close++;
	told.order = told.order * 10 + 1;
}

SDRM_DEVICE_TYPE(kunit_device, device_init, device_exit);
SDRM_FILE_TYPE(kunit_file, file_open, file_close);

/* A command whose argument, a struct drm_gem_close, is copied in and out. */
#define DRM_IOCTL_KUNIT_CALL DRM_IOWR(DRM_COMMAND_BASE, struct drm_gem_close)

static int call(struct kunit_file *file, struct drm_gem_close *arg)
{
	file->calls++;
	arg->pad = arg->handle + file->calls;
	return 0;
}

SDRM_IOCTL_DEFINE(KUNIT_CALL, call, drm_gem_close);

static const struct sdrm_ioctl ioctls[] = {
	SDRM_IOCTL(KUNIT_CALL, SDRM_RENDER_ALLOW),
};

static const struct sdrm_driver driver = {
	.name = DRIVER,
	.desc = "KUnit",
	.date = "20260101",
	.major = 1,
	.device = &kunit_device_type,
	.file = &kunit_file_type,
	.ioctls = ioctls,
	.num_ioctls = ARRAY_SIZE(ioctls),
	.gem_create_object = sdrm_gem_shmem_create_wc,
	.timeline = "of tests",
};

static struct sdrm_driver_registration registration;

static inline int register_driver(const struct sdrm_driver *what)
{
	memset(&registration, 0, sizeof(registration));
	return sdrm_driver_register(&registration, what, THIS_MODULE);
}

static inline void forget(void)
{
	memset(&told, 0, sizeof(told));
}

/* For suites that need a device but do not test its registration. */
static inline int bring_up(struct kunit *test)
{
	forget();
	return register_driver(&driver);
}

static inline void take_down(struct kunit *test)
{
	/* It is NULL after a failed registration. */
	if (registration.__sdrm_priv.platform.__sdrm_ptr)
		sdrm_driver_unregister(&registration);
}

/* Open the device's node, as user space would. */
static inline struct file *open_node(void)
{
	char path[32];

	snprintf(path, sizeof(path), "/dev/dri/card%d",
		 registration.__sdrm_priv.dev->__sdrm_priv.drm.primary->index);
	return open_user_path(path, O_RDWR);
}

/* At once: a worker would do what a kernel thread's fput() leaves to it, some time. */
static inline void close_node(struct file *filp)
{
	__fput_sync(filp);
}

static inline struct kunit_file *data_of(struct file *filp)
{
	struct drm_file *drm = filp->private_data;

	return container_of(__sdrm_file(drm), struct kunit_file, base);
}
