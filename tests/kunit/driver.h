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
#include <sdrm/state.h>
#include <sdrm/sync_file.h>
#include "faults.h"
#include "platform_device.h"
#include "user_path.h"

#define DRIVER "sdrm-kunit"
#define DEVICES_MAX 3

/* Guarded state, the same of a device and of a file. */
struct kunit_state {
	struct sdrm_state base;
	u32 value;
	struct sdrm_kept_gem bo;
	struct sdrm_kept_fence_ref fence;
	struct sdrm_kept_fence_ref another;
	struct sdrm_gem_map bos;
	struct sdrm_fence_ref_map fences;
};

struct kunit_device {
	struct sdrm_device base;
	SDRM_GUARDED(kunit_state, state);
};

struct kunit_file {
	struct sdrm_file base;
	struct sdrm_managed_action first;
	struct sdrm_fence_table fences;
	struct sdrm_managed_action last;
	struct sdrm_counter calls;
	struct sdrm_counter counter;
	struct sdrm_flag flag;
	SDRM_GUARDED(kunit_state, state);
};

SDRM_DRIVER_TYPES(kunit, kunit_device, kunit_file);

/* How often each callback was called; zeroed before each test. */
static struct {
	unsigned int init, exit, device_freed;
	unsigned int open, close, undo;
	unsigned int order;	/* of close (1), last action (2), first action (3) */
	int init_error, open_error;
	unsigned int failing_init;	/* which init fails; 0 for all */
	unsigned int fail_at_init;	/* allocation that fails from then on, for fail_nth() */
	const struct sdrm_fence_ref *ref;	/* for the handler to return as a file */
	/* What else the callbacks do. */
	void (*at_open)(const struct kunit_file *file);
	void (*at_close)(const struct kunit_file *file);
	void (*at_exit)(const struct kunit_device *dev);
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
	if (ret)
		return ret;
	return !told.failing_init || told.failing_init == told.init ?
	       told.init_error : 0;
}

static void device_exit(struct kunit_device *dev)
{
	told.exit++;
	if (told.at_exit)
		told.at_exit(dev);
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

static int file_open(const struct kunit_device *dev, struct kunit_file *file)
{
	told.open++;
	push_action(file, &file->first, undo_first);
	sdrm_fence_table_init(&file->fences, &file->base.managed, 10000, 8);
	push_action(file, &file->last, undo_last);
	if (told.at_open)
		told.at_open(file);
	return told.open_error;
}

static void file_close(const struct kunit_device *dev, struct kunit_file *file)
{
	told.close++;
	told.order = told.order * 10 + 1;
	if (told.at_close)
		told.at_close(file);
}

struct kunit_argument {
	__u32 in;
	__u32 out;
	__s32 answer;
	__s32 fd;
};

#define DRM_IOCTL_KUNIT_CALL	DRM_IOWR(DRM_COMMAND_BASE, struct drm_gem_close)
#define DRM_IOCTL_KUNIT_FILE	DRM_IOWR(DRM_COMMAND_BASE + 1, struct kunit_argument)
#define DRM_IOCTL_KUNIT_MASTER	DRM_IOWR(DRM_COMMAND_BASE + 2, struct kunit_argument)
#define DRM_IOCTL_KUNIT_UNPLUG	DRM_IOWR(DRM_COMMAND_BASE + 4, __u32)

/* Its argument is copied in and out. */
static int call(const struct kunit_device *dev, const struct kunit_file *file,
		struct drm_gem_close *arg)
{
	arg->pad = arg->handle + sdrm_counter_inc(&file->calls);
	return 0;
}

static struct sdrm_sync_file make_file(const struct kunit_device *dev,
				       const struct kunit_file *file,
				       struct kunit_argument *arg)
{
	arg->out = arg->in + sdrm_counter_inc(&file->calls);
	/* An empty one, if the test asks for it. */
	if (arg->answer)
		return (struct sdrm_sync_file){
			.__sdrm_ptr = arg->answer == 1 ? NULL : ERR_PTR(arg->answer)
		};
	if (!told.ref)
		return (struct sdrm_sync_file){ .__sdrm_ptr = ERR_PTR(-ENODATA) };
	return sdrm_sync_file_create(told.ref);
}

static int unplug(const struct kunit_device *dev, const struct kunit_file *file,
		  __u32 *arg)
{
	sdrm_device_unplug(&dev->base);
	return 0;
}

SDRM_IOCTL_DEFINE(kunit, DRM_IOCTL_KUNIT_CALL, call, struct drm_gem_close);
SDRM_IOCTL_FD_DEFINE(kunit, DRM_IOCTL_KUNIT_FILE, make_file,
		     struct kunit_argument, fd);
SDRM_IOCTL_FD_DEFINE(kunit, DRM_IOCTL_KUNIT_MASTER, make_file,
		     struct kunit_argument, fd);
SDRM_IOCTL_DEFINE(kunit, DRM_IOCTL_KUNIT_UNPLUG, unplug, __u32);

/* Number 3 is a gap. */
static const struct kunit_ioctl ioctls[] = {
	SDRM_IOCTL(kunit, DRM_IOCTL_KUNIT_CALL, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(kunit, DRM_IOCTL_KUNIT_FILE, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(kunit, DRM_IOCTL_KUNIT_MASTER, SDRM_MASTER),
	SDRM_IOCTL(kunit, DRM_IOCTL_KUNIT_UNPLUG, SDRM_RENDER_ALLOW),
};

static const struct kunit_driver complete_description = {
	.name = DRIVER,
	.desc = "KUnit",
	.date = "20260101",
	.major = 1,
	.init = device_init,
	.exit = device_exit,
	.open = file_open,
	.close = file_close,
	.ioctls = SDRM_IOCTLS(ioctls),
	.gem = &sdrm_gem_shmem_wc,
	.timeline = "of tests",
};

/* Tests change it and register again and again, so nothing is read-only after init. */
static struct kunit_driver description;
#undef __ro_after_init
#define __ro_after_init

__SDRM_DEFINE_DRIVER(kunit, drm, description)

static struct __sdrm_devices devices;
static struct sdrm_device_registration registrations[DEVICES_MAX];
static unsigned int registered;

static inline int register_devices(unsigned int count)
{
	int ret;

	memset(registrations, 0, sizeof(registrations));
	__sdrm_complete_kunit();
	ret = __sdrm_devices_register(registrations, &__sdrm_driver_of_kunit,
				      &devices, count);
	registered = ret ? 0 : count;
	return ret;
}

/* Waits until nothing holds a device any more. */
static inline void unregister_devices(void)
{
	unsigned int count = registered;

	registered = 0;
	__sdrm_devices_unregister(registrations, &__sdrm_driver_of_kunit, count);
}

static inline void forget(void)
{
	memset(&told, 0, sizeof(told));
	memcpy(&description, &complete_description, sizeof(description));
}

/* For suites that need a device but do not test its registration. */
static inline int bring_up(struct kunit *test)
{
	forget();
	return register_devices(1);
}

static inline void take_down(struct kunit *test)
{
	if (registered)
		unregister_devices();
}

static inline struct kunit_device *device(unsigned int number)
{
	return container_of(registrations[number].__sdrm_priv.dev,
			    struct kunit_device, base);
}

static inline struct drm_device *drm_device(unsigned int number)
{
	return &device(number)->base.__sdrm_priv.drm;
}

/* Open a device's node, as user space would. */
static inline struct file *open_index(const char *kind, int index)
{
	char path[32];

	snprintf(path, sizeof(path), "/dev/dri/%s%d", kind, index);
	return open_user_path(path, O_RDWR);
}

static inline struct file *open_node_of(unsigned int number)
{
	return open_index("card", drm_device(number)->primary->index);
}

static inline struct file *open_node(void)
{
	return open_node_of(0);
}

static inline struct file *open_render_node(void)
{
	return open_index("renderD", drm_device(0)->render->index);
}

static inline void close_node(struct file *filp)
{
	close_now(filp);
}

static inline struct kunit_file *data_of(struct file *filp)
{
	struct drm_file *drm = filp->private_data;

	return container_of(__sdrm_file(drm), struct kunit_file, base);
}
