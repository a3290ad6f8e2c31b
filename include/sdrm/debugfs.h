/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_DEBUGFS_H
#define SDRM_DEBUGFS_H

#include <sdrm/managed.h>
#include <sdrm/module.h>
#include <sdrm/sync_file.h>
#include <linux/fs.h>
#include <linux/ioctl.h>

struct dentry;
struct sdrm_debugfs_ioctl;

/**
 * DOC: debugfs file with typed ioctls
 *
 * A module with a file in debugfs describes it in one constant struct sdrm_debugfs
 * and ends its main file with sdrm_module_debugfs(). Each open file has managed
 * data of the driver's own type.
 *
 * An ioctl handler gets that data and the ioctl's typed argument, which is copied
 * in before and copied out afterwards, as the direction of the command says. A
 * handler that creates a sync_file returns it: the descriptor is reserved before
 * the handler runs, and the file is installed in the fd table after the last step
 * that can fail, the copy to user space.
 *
 * An open file holds a reference to the driver's module.
 */

/**
 * struct sdrm_debugfs_file - base of a driver's file data; must be its first
 * member
 * @managed: owns what the driver sets up in that data
 */
struct sdrm_debugfs_file {
	struct sdrm_managed managed;
	/* private: */
	const struct sdrm_debugfs *__sdrm_driver;
};

/**
 * struct sdrm_debugfs_file_type - a driver's file data, made by
 * SDRM_DEBUGFS_FILE_TYPE()
 */
struct sdrm_debugfs_file_type {
	/* private: */
	size_t __sdrm_size;
	int (*__sdrm_init)(struct sdrm_debugfs_file *file);
	void (*__sdrm_exit)(struct sdrm_debugfs_file *file);
};

/**
 * SDRM_DEBUGFS_FILE_TYPE() - define the type of a driver's file data
 * @type: tag of the struct; its first member is ``struct sdrm_debugfs_file
 *        base``
 * @open: ``int open(struct type *)``: sets up the zeroed data; a negative errno
 *        makes open(2) fail with that error and undoes what was set up so far
 * @...: optional ``void close(struct type *)``: called once, when no ioctl is
 *       running any more and before what @open set up is destroyed
 *
 * Defines ``type_type``, for &sdrm_debugfs.file, and makes this the type that
 * handlers in the same source file get. At most one per source file.
 *
 * Context of the callbacks: process, may sleep, no locks held.
 */
#define SDRM_DEBUGFS_FILE_TYPE(type, open, ...)				\
	typedef struct type __sdrm_debugfs_file_data;			\
	__SDRM_MANAGED_TYPE(sdrm_debugfs_file, type, open, ##__VA_ARGS__,	\
			    __sdrm_no_exit)

/* Size limit of an ioctl argument, which is kept on the stack. */
#define __SDRM_DEBUGFS_ARGUMENT 128

/**
 * struct sdrm_debugfs_ioctl - a command and its handler
 *
 * Made by SDRM_DEBUGFS_IOCTL_DEFINE() or SDRM_DEBUGFS_IOCTL_FD_DEFINE(), entered in
 * a driver's table with SDRM_DEBUGFS_IOCTL().
 */
struct sdrm_debugfs_ioctl {
	/* private: */
	unsigned int __sdrm_command;
	int __sdrm_fd;	/* offset of the descriptor in the argument, or -1 */
	/* Returns a file to install, NULL or an error pointer. */
	struct sync_file *(*__sdrm_call)(struct sdrm_debugfs_file *file,
					 void *arg);
};

/*
 * Convert an int status to __sdrm_call's return type; anything but a negative
 * errno counts as success.
 */
static inline struct sync_file *__sdrm_debugfs_no_file(int status)
{
	return IS_ERR_VALUE((long)status) ? ERR_PTR(status) : NULL;
}

/* The same for a handler that must return a file. */
static inline struct sync_file *__sdrm_debugfs_made(struct sync_file *made)
{
	return made ?: ERR_PTR(-EINVAL);
}

/* Define the entry of @handler; the caller defines its __sdrm_call. */
#define __SDRM_DEBUGFS_IOCTL(command, handler, type, fd)		\
	static_assert(_IOC_SIZE(command) == sizeof(type));		\
	static_assert(sizeof(type) <= __SDRM_DEBUGFS_ARGUMENT);		\
	static struct sync_file *					\
	__sdrm_call_##handler(struct sdrm_debugfs_file *file, void *data); \
	static const struct sdrm_debugfs_ioctl __sdrm_ioctl_##handler = { \
		.__sdrm_command = (command),				\
		.__sdrm_fd = (fd),					\
		.__sdrm_call = __sdrm_call_##handler,			\
	}

/**
 * SDRM_DEBUGFS_IOCTL_DEFINE() - bind a handler to a command of the uAPI header
 * @command: name of the command
 * @handler: ``int handler(struct file *, type *)``: 0 or a negative errno; both
 *           arguments are borrowed for the call, the first is of the type
 *           defined by SDRM_DEBUGFS_FILE_TYPE()
 * @type: type of the command's argument, at most 128 bytes
 *
 * Context of the handler: process, may sleep, no locks held.
 */
#define SDRM_DEBUGFS_IOCTL_DEFINE(command, handler, type)		\
	__SDRM_DEBUGFS_IOCTL(command, handler, type, -1);		\
	static struct sync_file *					\
	__sdrm_call_##handler(struct sdrm_debugfs_file *file, void *data) \
	{								\
		type *__arg = data;					\
									\
		return __sdrm_debugfs_no_file(				\
			handler(container_of(file,			\
				__sdrm_debugfs_file_data, base), __arg)); \
	}

/**
 * SDRM_DEBUGFS_IOCTL_FD_DEFINE() - bind a handler to a command that returns a
 * file descriptor
 * @command: name of the command
 * @handler: ``struct sdrm_sync_file handler(struct file *, type *)``: the file
 *           or an error (an empty one counts as -EINVAL); otherwise as for
 *           SDRM_DEBUGFS_IOCTL_DEFINE()
 * @type: type of the command's argument, at most 128 bytes
 * @member: its member of type __s32 that is set to the descriptor
 *
 * The command returns -EMFILE if the process has no descriptor left, and -EFAULT
 * if the argument cannot be copied out; then the file is closed.
 */
#define SDRM_DEBUGFS_IOCTL_FD_DEFINE(command, handler, type, member)	\
	static_assert(__builtin_types_compatible_p(			\
			typeof(((type *)0)->member), __s32));		\
	static_assert(_IOC_DIR(command) & _IOC_READ);			\
	__SDRM_DEBUGFS_IOCTL(command, handler, type, offsetof(type, member)); \
	static struct sync_file *					\
	__sdrm_call_##handler(struct sdrm_debugfs_file *file, void *data) \
	{								\
		type *__arg = data;					\
		struct sdrm_sync_file made =				\
			handler(container_of(file,			\
				__sdrm_debugfs_file_data, base), __arg); \
									\
		return __sdrm_debugfs_made(__sdrm_held(&made));		\
	}

/**
 * SDRM_DEBUGFS_IOCTL() - entry of a bound command in the driver's ioctl table
 * @handler: as passed when it was bound
 *
 * Commands that are not in the table return -ENOTTY.
 */
#define SDRM_DEBUGFS_IOCTL(handler) (&__sdrm_ioctl_##handler)

/**
 * struct sdrm_debugfs - static description of a file in debugfs
 * @directory: name of its directory, which is created if it does not exist
 * @name: name of the file
 * @mode: permissions of the file
 * @file: type of an open file's data, from SDRM_DEBUGFS_FILE_TYPE()
 * @ioctls: table of SDRM_DEBUGFS_IOCTL() entries
 * @num_ioctls: its length: ARRAY_SIZE()
 *
 * The description and all it points to are borrowed until the file is
 * unregistered.
 */
struct sdrm_debugfs {
	const char *directory;
	const char *name;
	umode_t mode;
	const struct sdrm_debugfs_file_type *file;
	const struct sdrm_debugfs_ioctl *const *ioctls;
	unsigned int num_ioctls;
};

/**
 * struct sdrm_debugfs_registration - owns a module's file in debugfs
 *
 * Filled in by sdrm_debugfs_register(); invalid after sdrm_debugfs_unregister().
 */
struct sdrm_debugfs_registration {
	/* private: */
	struct {
		const struct sdrm_debugfs *driver;
		struct dentry *made;	/* the directory, if created here */
		struct dentry *file;
		struct file_operations fops;
	} __sdrm_priv;
};

int __must_check sdrm_debugfs_register(struct sdrm_debugfs_registration *reg,
				       const struct sdrm_debugfs *driver,
				       struct module *owner);
void sdrm_debugfs_unregister(struct sdrm_debugfs_registration *reg);

/**
 * sdrm_module_debugfs() - module init and exit of a file in debugfs
 * @name: name of its constant struct sdrm_debugfs
 *
 * Replaces module_init() and module_exit(). If the file exists already, loading
 * fails with -EBUSY.
 */
#define sdrm_module_debugfs(name) __SDRM_MODULE(debugfs, name)

#endif /* SDRM_DEBUGFS_H */
