/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_DEBUGFS_H
#define SDRM_DEBUGFS_H

#include <sdrm/driver.h>
#include <sdrm/ioctl.h>
#include <sdrm/state.h>
#include <linux/fs.h>

struct dentry;
struct sdrm_debugfs_directory;

/**
 * DOC: debugfs file with typed ioctls
 *
 * A module with a file in debugfs binds its types with SDRM_DEBUGFS_TYPES(),
 * describes the file in one constant struct and ends its main file with
 * sdrm_module_debugfs(). Device data is shared by all opens of the file, file data
 * belongs to one. Ioctls are bound as those of a DRM device; see <sdrm/ioctl.h>.
 *
 * An open file holds a reference to the driver's module.
 */

/**
 * struct sdrm_debugfs - base of the data that all opens share; must be its first
 * member
 * @managed: owns what the driver sets up in that data
 */
struct sdrm_debugfs {
	struct sdrm_managed managed;
	/* private: */
	const struct __sdrm_debugfs_driver *__sdrm_driver;
	const struct __sdrm_pinned __sdrm_pinned;
};

/**
 * struct sdrm_debugfs_file - base of a driver's file data; must be its first
 * member
 * @managed: owns what the driver sets up in that data
 */
struct sdrm_debugfs_file {
	struct sdrm_managed managed;
	/* private: */
	struct sdrm_debugfs *__sdrm_dev;
	const struct __sdrm_pinned __sdrm_pinned;
};

/* A command and its thunk; as in struct drm_ioctl_desc. */
struct __sdrm_debugfs_ioctl_desc {
	unsigned int cmd;
	unsigned int flags;
	int (*func)(struct sdrm_debugfs *dev, void *data,
		    struct sdrm_debugfs_file *file);
	const char *name;
};

/* What a description says without the driver's types. */
#define __SDRM_MEMBERS_debugfs						\
	const char *directory;						\
	const char *name;						\
	umode_t mode

struct __sdrm_debugfs_about {
	__SDRM_MEMBERS_debugfs;
};

/* A driver as this library uses it; the last members are filled at load. */
struct __sdrm_debugfs_driver {
	const struct __sdrm_debugfs_about *about;
	struct module *owner;
	size_t device_size;
	size_t file_size;
	int (*init)(struct sdrm_debugfs *dev);
	void (*exit)(struct sdrm_debugfs *dev);
	int (*open)(const struct sdrm_debugfs *dev,
		    struct sdrm_debugfs_file *file);
	void (*close)(const struct sdrm_debugfs *dev,
		      struct sdrm_debugfs_file *file);
	const struct __sdrm_debugfs_ioctl_desc *ioctls;
	unsigned int num_ioctls;
	struct file_operations fops;
};

/* For __SDRM_BIND_TYPES(); nothing to convert. */
#define __SDRM_DEVICE_debugfs		sdrm_debugfs
#define __SDRM_FILE_debugfs		sdrm_debugfs_file
#define __SDRM_RAW_DEVICE_debugfs	sdrm_debugfs
#define __SDRM_RAW_FILE_debugfs		sdrm_debugfs_file
#define __SDRM_FROM_RAW_DEVICE_debugfs(raw)	(raw)
#define __SDRM_FROM_RAW_FILE_debugfs(raw)	(raw)
#define __SDRM_DESC_debugfs		__sdrm_debugfs_ioctl_desc
#define __SDRM_ABOUT_debugfs		__sdrm_debugfs_about
#define __SDRM_DRIVER_debugfs		__sdrm_debugfs_driver
#define __SDRM_IOCTL_TYPE_debugfs	(-1)
#define __SDRM_FIRST_NR_debugfs		0
#define __SDRM_END_NR_debugfs		(_IOC_NRMASK + 1)

/**
 * SDRM_DEBUGFS_TYPES() - bind the types of a file in debugfs, once
 * @driver: name of the driver, an identifier
 * @device_tag: tag of the data that all opens share, whose first member is ``struct
 *              sdrm_debugfs base``
 * @file_tag: tag of an open file's data, whose first member is ``struct
 *            sdrm_debugfs_file base``
 *
 * Defines ``struct DRIVER_ioctl`` and ``struct DRIVER_driver`` as
 * SDRM_DRIVER_TYPES() does. Required members of the description:
 *
 * - directory: name of the file's directory, which is created if it does not exist;
 *   then the last module that has a file in it removes it
 * - name: name of the file
 *
 * Optional members: mode, the permissions of the file; ioctls, init, exit, open and
 * close as for SDRM_DRIVER_TYPES().
 *
 * Context of the callbacks: process, may sleep, no locks held.
 */
#define SDRM_DEBUGFS_TYPES(driver, device_tag, file_tag) \
	__SDRM_BIND_TYPES(driver, debugfs, device_tag, file_tag)

/**
 * struct sdrm_debugfs_registration - owns a module's file in debugfs
 *
 * Filled in by __sdrm_debugfs_register(); invalid after
 * __sdrm_debugfs_unregister().
 */
struct sdrm_debugfs_registration {
	/* private: */
	struct {
		struct sdrm_debugfs *dev;
		/* NULL if the directory was not created by this library */
		struct sdrm_debugfs_directory *directory;
		struct dentry *file;
	} __sdrm_priv;
};

int __must_check __sdrm_debugfs_register(struct sdrm_debugfs_registration *reg,
					 struct __sdrm_debugfs_driver *driver);
void __sdrm_debugfs_unregister(struct sdrm_debugfs_registration *reg);

/**
 * sdrm_module_debugfs() - module init and exit of a file in debugfs
 * @driver: name of the driver, as passed to SDRM_DEBUGFS_TYPES()
 * @description: name of its constant struct DRIVER_driver
 *
 * Replaces module_init() and module_exit(). If the file exists already, loading
 * fails with -EBUSY.
 */
#define sdrm_module_debugfs(driver, description)			\
	__SDRM_DEFINE_DRIVER(driver, debugfs, description)		\
	static struct sdrm_debugfs_registration				\
	__sdrm_registration_of_##driver __ro_after_init;		\
	static int __init __sdrm_load_##driver(void)			\
	{								\
		__SDRM_DESCRIBED((description).directory, "has no directory"); \
		__SDRM_DESCRIBED((description).name, "has no name");	\
		__SDRM_DESCRIBED(!((description).mode & ~0777),		\
				 "has a mode that is no permissions");	\
		__sdrm_complete_##driver();				\
		return __sdrm_module_status(__sdrm_debugfs_register(	\
				&__sdrm_registration_of_##driver,	\
				&__sdrm_driver_of_##driver));		\
	}								\
	module_init(__sdrm_load_##driver);				\
	static void __exit __sdrm_unload_##driver(void)			\
	{								\
		__sdrm_debugfs_unregister(				\
				&__sdrm_registration_of_##driver);	\
	}								\
	module_exit(__sdrm_unload_##driver)

#endif /* SDRM_DEBUGFS_H */
