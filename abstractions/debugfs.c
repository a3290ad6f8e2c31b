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
	/* As given to debugfs when the file was made. */
	const struct sdrm_debugfs *driver = inode->i_private;
	struct sdrm_debugfs_file *file;
	int ret;

	/* Freed in debugfs_release(), or here. */
	file = kzalloc(driver->file->__sdrm_size, GFP_KERNEL_ACCOUNT);
	if (!file)
		return -ENOMEM;

	file->__sdrm_driver = driver;
	ret = driver->file->__sdrm_init(file);
	if (ret < 0) {
		sdrm_managed_undo(&file->managed);
		/* Nobody else has it yet. */
		kfree(file);
		return ret;
	}

	filp->private_data = file;
	return 0;
}

/* The last reference to the file is gone: no ioctl runs and none will. */
static int debugfs_release(struct inode *inode, struct file *filp)
{
	struct sdrm_debugfs_file *file = filp->private_data;

	file->__sdrm_driver->file->__sdrm_exit(file);
	sdrm_managed_undo(&file->managed);
	/* Made in debugfs_open(). */
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

/* Copy in, call, copy out. Returns what the handler did, or -EFAULT. */
static struct sync_file *call(struct sdrm_debugfs_file *file,
			      const struct sdrm_debugfs_ioctl *ioctl,
			      void __user *user, int fd)
{
	/* Room for the argument: SDRM_DEBUGFS_IOCTL_DEFINE() sees to that. */
	u64 arg[__SDRM_DEBUGFS_ARGUMENT / sizeof(u64)] = {};
	size_t size = _IOC_SIZE(ioctl->__sdrm_command);
	struct sync_file *made;

	/* What user space does not give stays zero. */
	if ((_IOC_DIR(ioctl->__sdrm_command) & _IOC_WRITE) &&
	    copy_from_user(arg, user, size))
		return ERR_PTR(-EFAULT);

	made = ioctl->__sdrm_call(file, arg);
	if (IS_ERR(made))
		return made;

	/* All of it was zeroed above, so nothing else leaks. */
	if (made)
		*(s32 *)((char *)arg + ioctl->__sdrm_fd) = fd;
	if ((_IOC_DIR(ioctl->__sdrm_command) & _IOC_READ) &&
	    copy_to_user(user, arg, size)) {
		/* No process has it yet. */
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

	/* First what can fail: installed or put back below. */
	if (ioctl->__sdrm_fd >= 0) {
		fd = get_unused_fd_flags(O_CLOEXEC);
		if (fd < 0)
			return fd;
	}

	made = call(file, ioctl, (void __user *)arg, fd);
	if (!IS_ERR_OR_NULL(made)) {
		/* Last: from here on the process can use it. */
		fd_install(fd, made->file);
	} else if (fd >= 0) {
		/* Reserved above, and nobody has seen it. */
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

/* Is there a file or directory of that name? */
static bool exists(const char *name, struct dentry *parent)
{
	/* A reference of ours, or NULL. */
	struct dentry *found = debugfs_lookup(name, parent);

	/* NULL is nothing to put. */
	dput(found);
	return found;
}

static void remove_directory(struct sdrm_debugfs_registration *reg)
{
	struct dentry *made = reg->__sdrm_priv.made;

	/*
	 * It goes with all that is in it, but for others' files it stays. (One
	 * that is made between the two calls goes too: debugfs has no lock for us.)
	 */
	if (made && simple_empty(made))
		debugfs_remove(made);
}

static struct dentry *find_or_make_directory(struct sdrm_debugfs_registration *reg)
{
	const char *name = reg->__sdrm_priv.driver->directory;
	/* A reference, for the caller to put. */
	struct dentry *found = debugfs_lookup(name, NULL);

	/* A file of that name: debugfs would look for ours in it. */
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
	/* So that both ways give the same. */
	return dget(found);
}

/* Owns nothing on failure, but the directory, if it has made that. */
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
	 * "Unsafe" is a file that can be removed while its operations run. They
	 * hold the module that removes it. Removed in sdrm_debugfs_unregister().
	 */
	reg->__sdrm_priv.file =
		debugfs_create_file_unsafe(driver->name, driver->mode, directory,
					   (void *)driver,
					   &reg->__sdrm_priv.fops);
	ret = PTR_ERR_OR_ZERO(reg->__sdrm_priv.file);
put:
	/* The reference of find_or_make_directory(). */
	dput(directory);
	return ret;
}

/* Does the description name all that open and ioctl will need? */
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
 * sdrm_debugfs_register() - show a module's file in debugfs
 * @reg: where the registration lives until it is unregistered; zeroed
 * @driver: the description, borrowed until then
 * @owner: the driver's module (THIS_MODULE); open files will hold it
 *
 * Context: process (module init), may sleep.
 * Return: 0 and @reg is owned by the caller; a negative errno, and nothing is
 * left: -EINVAL if @driver names no directory, file, file data, or has a gap in
 * its table; -EEXIST if there is such a file already, -ENOTDIR if its directory
 * is one; -ENODEV, -ENOENT or -EPERM if there is no debugfs; -ENOMEM.
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
	/* Not by assignment, as in fill_drm_driver(). */
	memcpy(&reg->__sdrm_priv.fops, &common_fops, sizeof(common_fops));
	reg->__sdrm_priv.fops.owner = owner;

	ret = make_file(reg);
	if (!ret)
		return 0;

	remove_directory(reg);
	if (ret == -EEXIST) {
		/* Nothing that needs a contract. */
		pr_notice("%s: debugfs has %s/%s already, so this one stays out\n",
			  module_name(owner), driver->directory, driver->name);
	}
	return ret;
}
EXPORT_SYMBOL_GPL(sdrm_debugfs_register);

/**
 * sdrm_debugfs_unregister() - take a module's file in debugfs away
 * @reg: the registration, consumed
 *
 * Context: process (module exit), may sleep. No such file is open, which the
 * reference that each one holds to the module sees to.
 */
void sdrm_debugfs_unregister(struct sdrm_debugfs_registration *reg)
{
	/* Made in make_file(). */
	debugfs_remove(reg->__sdrm_priv.file);
	remove_directory(reg);
}
EXPORT_SYMBOL_GPL(sdrm_debugfs_unregister);
