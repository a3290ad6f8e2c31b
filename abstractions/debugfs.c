// SPDX-License-Identifier: GPL-2.0
#include <linux/debugfs.h>
#include <linux/file.h>
#include <linux/slab.h>
#include <linux/sync_file.h>
#include <linux/uaccess.h>
#include <sdrm/debugfs.h>
#include "internal.h"

static int debugfs_open(struct inode *inode, struct file *filp)
{
	/* As passed to debugfs when the file was created. */
	const struct sdrm_debugfs *driver = inode->i_private;
	struct sdrm_debugfs_file *file;
	int ret;

	/* Freed in debugfs_release(), or below. */
	file = kzalloc(driver->file->__sdrm_size, GFP_KERNEL_ACCOUNT);
	if (!file)
		return -ENOMEM;

	file->__sdrm_driver = driver;
	ret = driver->file->__sdrm_init(file);
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

	file->__sdrm_driver->file->__sdrm_exit(file);
	sdrm_managed_undo(&file->managed);
	/* Allocated in debugfs_open(). */
	kfree(file);
	return 0;
}

static const struct sdrm_debugfs_ioctl *find(const struct sdrm_debugfs *driver,
					     unsigned int command)
{
	unsigned int i;

	for (i = 0; i < driver->num_ioctls; i++) {
		if (driver->ioctls[i]->__sdrm_command == command)
			return driver->ioctls[i];
	}
	return NULL;
}

/* Copy in, call, copy out. Returns the handler's result, or -EFAULT. */
static struct sync_file *call(struct sdrm_debugfs_file *file,
			      const struct sdrm_debugfs_ioctl *ioctl,
			      void __user *user, int fd)
{
	/* Large enough: SDRM_DEBUGFS_IOCTL_DEFINE() asserts it. */
	u64 arg[__SDRM_DEBUGFS_ARGUMENT / sizeof(u64)] = {};
	size_t size = _IOC_SIZE(ioctl->__sdrm_command);
	struct sync_file *made;

	/* What is not copied in stays zero. */
	if ((_IOC_DIR(ioctl->__sdrm_command) & _IOC_WRITE) &&
	    copy_from_user(arg, user, size))
		return ERR_PTR(-EFAULT);

	made = ioctl->__sdrm_call(file, arg);
	if (IS_ERR(made))
		return made;

	/* All of it was zeroed above, so no stack content leaks. */
	if (made)
		*(s32 *)((char *)arg + ioctl->__sdrm_fd) = fd;
	if ((_IOC_DIR(ioctl->__sdrm_command) & _IOC_READ) &&
	    copy_to_user(user, arg, size)) {
		/* Not installed in any fd table yet. */
		if (made)
			fput(made->file);
		return ERR_PTR(-EFAULT);
	}
	return made;
}

static long debugfs_ioctl(struct file *filp, unsigned int command,
			  unsigned long arg)
{
	struct sdrm_debugfs_file *file = filp->private_data;
	const struct sdrm_debugfs_ioctl *ioctl =
		find(file->__sdrm_driver, command);
	struct sync_file *made;
	int fd = -1;

	if (!ioctl)
		return -ENOTTY;

	/* Everything that can fail comes first. Installed or put back below. */
	if (ioctl->__sdrm_fd >= 0) {
		fd = get_unused_fd_flags(O_CLOEXEC);
		if (fd < 0)
			return fd;
	}

	made = call(file, ioctl, (void __user *)arg, fd);
	if (!IS_ERR_OR_NULL(made)) {
		/* Last: from here on the process can use the file. */
		fd_install(fd, made->file);
	} else if (fd >= 0) {
		/* Reserved above, and never installed. */
		put_unused_fd(fd);
	}
	return PTR_ERR_OR_ZERO(made);
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

static void remove_directory(struct sdrm_debugfs_registration *reg)
{
	struct dentry *made = reg->__sdrm_priv.made;

	/*
	 * This removes all that is in it, so only if there are no files of others.
	 * (One created between the two calls is removed too: debugfs has no lock
	 * that would prevent it.)
	 */
	if (made && simple_empty(made))
		debugfs_remove(made);
}

static struct dentry *find_or_make_directory(struct sdrm_debugfs_registration *reg)
{
	const char *name = reg->__sdrm_priv.driver->directory;
	/* A reference, which the caller puts. */
	struct dentry *found = debugfs_lookup(name, NULL);

	/* If it is a file, debugfs would look up the name in it nevertheless. */
	if (!IS_ERR_OR_NULL(found) && !d_can_lookup(found)) {
		dput(found);
		return ERR_PTR(-ENOTDIR);
	}
	if (found)
		return found;

	/* Removed in remove_directory(). */
	found = debugfs_create_dir(name, NULL);
	if (IS_ERR(found))
		return found;
	reg->__sdrm_priv.made = found;
	/* So that both paths return a reference. */
	return dget(found);
}

/* On failure nothing is left, except the directory if it was created here. */
static int make_file(struct sdrm_debugfs_registration *reg)
{
	const struct sdrm_debugfs *driver = reg->__sdrm_priv.driver;
	struct dentry *directory = find_or_make_directory(reg);
	int ret = 0;

	if (IS_ERR(directory))
		return PTR_ERR(directory);

	if (exists(driver->name, directory)) {
		ret = -EEXIST;
		goto put;
	}
	/*
	 * "Unsafe" if the file is removed while its operations run: they hold a
	 * reference to the module that removes it. Removed in
	 * sdrm_debugfs_unregister().
	 */
	reg->__sdrm_priv.file =
		debugfs_create_file_unsafe(driver->name, driver->mode, directory,
					   (void *)driver,
					   &reg->__sdrm_priv.fops);
	ret = PTR_ERR_OR_ZERO(reg->__sdrm_priv.file);
put:
	/* The reference from find_or_make_directory(). */
	dput(directory);
	return ret;
}

/* Does the description contain everything that open and ioctl need? */
static bool is_complete(const struct sdrm_debugfs *driver)
{
	unsigned int i;

	for (i = 0; i < driver->num_ioctls; i++) {
		if (!driver->ioctls[i])
			return false;
	}
	return driver->directory && driver->name && driver->file;
}

/**
 * sdrm_debugfs_register() - create a module's file in debugfs
 * @reg: the registration, zeroed; filled in on success
 * @driver: the description, borrowed until it is unregistered
 * @owner: the driver's module (THIS_MODULE), to which open files hold a reference
 *
 * Context: process (module init), may sleep.
 * Return: 0, and @reg is owned by the caller; or a negative errno, and nothing is
 * left: -EINVAL if @driver has no directory, name or file type, or a gap in its
 * table; -EEXIST if the file exists already; -ENOTDIR if its directory is a file;
 * -ENODEV, -ENOENT or -EPERM if debugfs is not available; -ENOMEM.
 * Contract: debugfs_create_file_unsafe(), fs/debugfs/inode.c.
 */
int sdrm_debugfs_register(struct sdrm_debugfs_registration *reg,
			  const struct sdrm_debugfs *driver,
			  struct module *owner)
{
	int ret;

	if (!is_complete(driver))
		return -EINVAL;

	reg->__sdrm_priv.driver = driver;
	/* memcpy(), as in fill_drm_driver(). */
	memcpy(&reg->__sdrm_priv.fops, &common_fops, sizeof(common_fops));
	reg->__sdrm_priv.fops.owner = owner;

	ret = make_file(reg);
	if (!ret)
		return 0;

	remove_directory(reg);
	if (ret == -EEXIST) {
		/* No contract to keep. */
		pr_notice("%s: debugfs has %s/%s already, not registered\n",
			  module_name(owner), driver->directory, driver->name);
	}
	return ret;
}
EXPORT_SYMBOL_GPL(sdrm_debugfs_register);

/**
 * sdrm_debugfs_unregister() - remove a module's file from debugfs
 * @reg: the registration, consumed
 *
 * Context: process (module exit), may sleep. The file is not open, because an open
 * file holds a reference to the module.
 */
void sdrm_debugfs_unregister(struct sdrm_debugfs_registration *reg)
{
	/* Created in make_file(). */
	debugfs_remove(reg->__sdrm_priv.file);
	remove_directory(reg);
}
EXPORT_SYMBOL_GPL(sdrm_debugfs_unregister);
