// SPDX-License-Identifier: GPL-2.0
#include <linux/capability.h>
#include <linux/debugfs.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/nospec.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <sdrm/debugfs.h>
#include "internal.h"

static int debugfs_open(struct inode *inode, struct file *filp)
{
	static struct lock_class_key key;
	/* As passed to debugfs when the file was created. */
	struct sdrm_debugfs *dev = inode->i_private;
	const struct __sdrm_debugfs_driver *driver = dev->__sdrm_driver;
	struct sdrm_debugfs_file *file;
	int ret;

	/* Freed in debugfs_release(), or below. */
	file = kzalloc(driver->file_size, GFP_KERNEL_ACCOUNT);
	if (!file)
		return -ENOMEM;

	sdrm_managed_init(&file->managed, driver->file_size, &key);
	file->__sdrm_dev = dev;
	ret = driver->open(dev, file);
	if (ret < 0) {
		sdrm_managed_undo(&file->managed);
		/* Not visible to anything else yet. */
		kfree(file);
		return ret;
	}

	filp->private_data = file;
	return 0;
}

/* The last reference to the file was put: no ioctl runs or will run. */
static int debugfs_release(struct inode *inode, struct file *filp)
{
	struct sdrm_debugfs_file *file = filp->private_data;
	struct sdrm_debugfs *dev = file->__sdrm_dev;

	dev->__sdrm_driver->close(dev, file);
	sdrm_managed_undo(&file->managed);
	/* Allocated in debugfs_open(). */
	kfree(file);
	return 0;
}

static const struct __sdrm_debugfs_ioctl_desc *
find(const struct __sdrm_debugfs_driver *driver, unsigned int cmd)
{
	const struct __sdrm_debugfs_ioctl_desc *desc;

	/* Any number may come. */
	if (_IOC_NR(cmd) >= driver->num_ioctls)
		return NULL;
	/* In a gap all is zero; in speculation too the number is one of the table. */
	desc = &driver->ioctls[array_index_nospec(_IOC_NR(cmd), driver->num_ioctls)];
	return desc->func && desc->cmd == cmd ? desc : NULL;
}

/* Copy in, call, copy out. */
static long call(struct sdrm_debugfs_file *file,
		 const struct __sdrm_debugfs_ioctl_desc *desc, void __user *user)
{
	/* Large enough: check_description() looks at it. */
	u64 arg[__SDRM_IOCTL_ARG_MAX / sizeof(u64)] = {};
	size_t size = _IOC_SIZE(desc->cmd);
	int ret;

	/* What is not copied in stays zero. */
	if ((_IOC_DIR(desc->cmd) & _IOC_WRITE) && copy_from_user(arg, user, size))
		return -EFAULT;

	ret = desc->func(file->__sdrm_dev, arg, file);
	if (ret < 0)
		return ret;

	/* All of it was zeroed above, so no stack content leaks. */
	if ((_IOC_DIR(desc->cmd) & _IOC_READ) && copy_to_user(user, arg, size))
		return -EFAULT;
	return 0;
}

/* What calls the thunk of a command that returns a descriptor. */
struct fd_context {
	struct sdrm_debugfs_file *file;
	const struct __sdrm_debugfs_ioctl_desc *desc;
};

static long call_fd(void *context, struct __sdrm_fd_call *data)
{
	struct fd_context *fd = context;

	return fd->desc->func(fd->file->__sdrm_dev, data, fd->file);
}

static long debugfs_ioctl(struct file *filp, unsigned int cmd, unsigned long arg)
{
	struct sdrm_debugfs_file *file = filp->private_data;
	struct fd_context fd = {
		.file = file,
		.desc = find(file->__sdrm_dev->__sdrm_driver, cmd),
	};

	if (!fd.desc)
		return -ENOTTY;
	/* As in drm_ioctl_permit(). */
	if ((fd.desc->flags & SDRM_ROOT_ONLY) && !capable(CAP_SYS_ADMIN))
		return -EACCES;
	if (fd.desc->flags & __SDRM_IOCTL_FD)
		return sdrm_ioctl_fd(cmd, arg, call_fd, &fd);
	return call(file, fd.desc, (void __user *)arg);
}

static const struct file_operations common_fops = {
	.open = debugfs_open,
	.release = debugfs_release,
	.unlocked_ioctl = debugfs_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

/* Does a file or directory of that name exist? */
static bool exists(const char *name, struct dentry *parent)
{
	/* A reference, put below, or NULL. */
	struct dentry *found = debugfs_lookup(name, parent);

	/* Ignores NULL. */
	dput(found);
	return found;
}

/*
 * The directories that were created here: they are shared by all modules that use
 * this library, and the last one removes them.
 */
struct sdrm_debugfs_directory {
	struct list_head link;
	struct dentry *dentry;
	unsigned int users;
};

static LIST_HEAD(directories);
/* The above, and all that is created and removed here. */
static DEFINE_MUTEX(directories_lock);

/* Locked. */
static void put_directory(struct sdrm_debugfs_registration *reg)
{
	struct sdrm_debugfs_directory *directory = reg->__sdrm_priv.directory;

	if (!directory || --directory->users)
		return;

	list_del(&directory->link);
	/*
	 * This removes all that is in it, so only if there are no files of others.
	 * (One that another library creates between the two calls is removed too:
	 * debugfs has no lock that would prevent it.)
	 */
	if (simple_empty(directory->dentry))
		debugfs_remove(directory->dentry);
	/* The reference from make_directory(). */
	dput(directory->dentry);
	kfree(directory);
}

/* Locked. Also tells @reg that it uses the directory. */
static struct dentry *make_directory(struct sdrm_debugfs_registration *reg)
{
	struct sdrm_debugfs_directory *directory;
	struct dentry *made;

	/* Freed in put_directory(), or below. */
	directory = kzalloc(sizeof(*directory), GFP_KERNEL);
	if (!directory)
		return ERR_PTR(-ENOMEM);

	/* Removed in put_directory(). */
	made = debugfs_create_dir(reg->__sdrm_priv.dev->__sdrm_driver->about->directory,
				  NULL);
	if (IS_ERR(made)) {
		kfree(directory);
		return made;
	}
	/* A reference for the list and one for the caller. */
	directory->dentry = dget(made);
	directory->users = 1;
	list_add_tail(&directory->link, &directories);
	reg->__sdrm_priv.directory = directory;
	return dget(made);
}

/* Locked. A reference to the directory, which the caller puts, or an error. */
static struct dentry *find_or_make_directory(struct sdrm_debugfs_registration *reg)
{
	const char *name = reg->__sdrm_priv.dev->__sdrm_driver->about->directory;
	struct dentry *found = debugfs_lookup(name, NULL);
	struct sdrm_debugfs_directory *directory;

	/* If it is a file, debugfs would look up the name in it nevertheless. */
	if (!IS_ERR_OR_NULL(found) && !d_can_lookup(found)) {
		dput(found);
		return ERR_PTR(-ENOTDIR);
	}
	if (!found)
		return make_directory(reg);

	/* One that was not created here is not removed here. */
	list_for_each_entry(directory, &directories, link) {
		if (directory->dentry == found) {
			directory->users++;
			reg->__sdrm_priv.directory = directory;
		}
	}
	return found;
}

/* Locked. On failure nothing is left, except that @reg may use the directory. */
static int make_file(struct sdrm_debugfs_registration *reg)
{
	struct sdrm_debugfs *dev = reg->__sdrm_priv.dev;
	const struct __sdrm_debugfs_about *about = dev->__sdrm_driver->about;
	struct dentry *directory = find_or_make_directory(reg);
	int ret = 0;

	if (IS_ERR(directory))
		return PTR_ERR(directory);

	if (exists(about->name, directory)) {
		ret = -EEXIST;
		goto put;
	}
	/*
	 * "Unsafe" if the file is removed while its operations run: they hold a
	 * reference to the module that removes it. Removed in
	 * __sdrm_debugfs_unregister().
	 */
	reg->__sdrm_priv.file =
		debugfs_create_file_unsafe(about->name, about->mode, directory,
					   dev, &dev->__sdrm_driver->fops);
	ret = PTR_ERR_OR_ZERO(reg->__sdrm_priv.file);
put:
	/* The reference from find_or_make_directory(). */
	dput(directory);
	return ret;
}

/* Name what is wrong with the description; the build refuses what it can see. */
static int check_description(const struct __sdrm_debugfs_driver *driver)
{
	const struct __sdrm_debugfs_about *about = driver->about;
	const char *wrong = !about->directory ? "has no directory" :
			    !about->name ? "has no name" : NULL;
	unsigned int i;

	for (i = 0; i < driver->num_ioctls && !wrong; i++) {
		if (_IOC_SIZE(driver->ioctls[i].cmd) > __SDRM_IOCTL_ARG_MAX)
			wrong = "has an ioctl with too large an argument";
		else if (driver->ioctls[i].flags &
			 (SDRM_RENDER_ALLOW | SDRM_AUTH | SDRM_MASTER))
			wrong = "has an ioctl with flags of a DRM device";
	}
	if (!wrong)
		return 0;
	/* No contract to keep. */
	pr_err("%s: the file's description %s\n", module_name(driver->owner),
	       wrong);
	return -EINVAL;
}

static int create_data(struct sdrm_debugfs_registration *reg,
		       const struct __sdrm_debugfs_driver *driver)
{
	static struct lock_class_key key;
	struct sdrm_debugfs *dev;
	int ret;

	/* Freed by destroy_data(), or below. */
	dev = kzalloc(driver->device_size, GFP_KERNEL);
	if (!dev)
		return -ENOMEM;

	sdrm_managed_init(&dev->managed, driver->device_size, &key);
	dev->__sdrm_driver = driver;
	ret = driver->init(dev);
	if (ret < 0) {
		sdrm_managed_undo(&dev->managed);
		/* Not shared yet. */
		kfree(dev);
		return ret;
	}
	reg->__sdrm_priv.dev = dev;
	return 0;
}

static void destroy_data(struct sdrm_debugfs_registration *reg)
{
	struct sdrm_debugfs *dev = reg->__sdrm_priv.dev;

	dev->__sdrm_driver->exit(dev);
	sdrm_managed_undo(&dev->managed);
	/* No file is open, and none can be opened. */
	kfree(dev);
}

/*
 * Module init of a file in debugfs.
 * @reg: the registration, zeroed; filled in on success
 * @driver: borrowed until it is unregistered
 *
 * Context: process (module init), may sleep.
 * Return: 0, and @reg is owned by the caller; or a negative errno, and nothing is
 * left: -EINVAL if the description is wrong; -EEXIST if the file exists already;
 * -ENOTDIR if its directory is a file; -ENODEV, -ENOENT or -EPERM if debugfs is not
 * available; -ENOMEM; any error of the driver's init callback.
 * Contract: debugfs_create_file_unsafe(), fs/debugfs/inode.c.
 */
int __sdrm_debugfs_register(struct sdrm_debugfs_registration *reg,
			    struct __sdrm_debugfs_driver *driver)
{
	int ret;

	ret = check_description(driver);
	if (ret)
		return ret;

	/* memcpy(), as in fill_drm_driver(). */
	memcpy(&driver->fops, &common_fops, sizeof(common_fops));
	driver->fops.owner = driver->owner;

	ret = create_data(reg, driver);
	if (ret)
		return ret;

	/* Process context, and no callback runs under it. */
	mutex_lock(&directories_lock);
	ret = make_file(reg);
	if (ret)
		put_directory(reg);
	mutex_unlock(&directories_lock);

	if (ret)
		destroy_data(reg);
	if (ret == -EEXIST) {
		/* No contract to keep. */
		pr_notice("%s: debugfs has %s/%s already, not registered\n",
			  module_name(driver->owner), driver->about->directory,
			  driver->about->name);
	}
	return ret;
}
EXPORT_SYMBOL_GPL(__sdrm_debugfs_register);

/*
 * Module exit of a file in debugfs; @reg is consumed.
 *
 * Context: process (module exit), may sleep. The file is not open, because an open
 * file holds a reference to the module.
 */
void __sdrm_debugfs_unregister(struct sdrm_debugfs_registration *reg)
{
	/* As in __sdrm_debugfs_register(). */
	mutex_lock(&directories_lock);
	/* Created in make_file(). */
	debugfs_remove(reg->__sdrm_priv.file);
	put_directory(reg);
	mutex_unlock(&directories_lock);
	destroy_data(reg);
}
EXPORT_SYMBOL_GPL(__sdrm_debugfs_unregister);
