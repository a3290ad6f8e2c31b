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
 * A module that offers a file in debugfs describes it in one constant struct
 * sdrm_debugfs and ends its main file with sdrm_module_debugfs(). Each open has
 * managed data of the driver's own type.
 *
 * Handlers of ioctls get that data, and the argument by its type, copied in and
 * afterwards copied out as the command's direction says. A handler that makes a
 * file returns it: its descriptor is reserved before the handler runs, and
 * published after the last thing that can fail, the copy to user space.
 *
 * An open file keeps the driver's module loaded.
 */

/**
 * struct sdrm_debugfs_file - base of an open file's data; must be its first
 * member
 * @managed: owns what the driver sets up in that data
 */
struct sdrm_debugfs_file {
	struct sdrm_managed managed;
	/* private: */
	const struct sdrm_debugfs *__sdrm_driver;
};

/**
 * struct sdrm_debugfs_file_type - an open file's data, made by
 * SDRM_DEBUGFS_FILE_TYPE()
 */
struct sdrm_debugfs_file_type {
	/* private: */
	size_t __sdrm_size;
	int (*__sdrm_init)(struct sdrm_debugfs_file *file);
	void (*__sdrm_exit)(struct sdrm_debugfs_file *file);
};

/**
 * SDRM_DEBUGFS_FILE_TYPE() - declare an open file's data and what sets it up
 * @type: tag of the struct; its first member is ``struct sdrm_debugfs_file
 *        base``
 * @open: ``int open(struct type *)``: sets up the zeroed data; on a negative
 *        errno open(2) fails with it and what was set up so far is undone
 * @...: optional ``void close(struct type *)``: called once, before what @open
 *       set up is destroyed; no ioctl runs any more
 *
 * Defines ``type_type``, for &sdrm_debugfs.file, and makes this the type that
 * the handlers of the same source file get; a source file has one.
 *
 * Context of the callbacks: process, may sleep, no locks held.
 */
#define SDRM_DEBUGFS_FILE_TYPE(type, open, ...)				\
	typedef struct type __sdrm_debugfs_file_data;			\
	__SDRM_MANAGED_TYPE(sdrm_debugfs_file, type, open, ##__VA_ARGS__,	\
			    __sdrm_no_exit)

/* Room for an argument, on the stack. */
#define __SDRM_DEBUGFS_ARGUMENT 128

/**
 * struct sdrm_debugfs_ioctl - a command and its handler
 *
 * Made by SDRM_DEBUGFS_IOCTL_DEFINE() or SDRM_DEBUGFS_IOCTL_FD_DEFINE(), named
 * in a driver's table by SDRM_DEBUGFS_IOCTL().
 */
struct sdrm_debugfs_ioctl {
	/* private: */
	unsigned int __sdrm_command;
	int __sdrm_fd;	/* offset of the descriptor in the argument, or -1 */
	/* A file to publish, or NULL; or an error pointer. */
	struct sync_file *(*__sdrm_call)(struct sdrm_debugfs_file *file,
					 void *arg);
};

/*
 * What a handler that makes no file returns, as &sdrm_debugfs_ioctl has it. What
 * is no errno (a count, a bool) would be an address.
 */
static inline struct sync_file *__sdrm_debugfs_no_file(int status)
{
	return IS_ERR_VALUE((long)status) ? ERR_PTR(status) : NULL;
}

/* And one that has to make one. */
static inline struct sync_file *__sdrm_debugfs_made(struct sync_file *made)
{
	return made ?: ERR_PTR(-EINVAL);
}

/* The entry of @handler, whose typed call follows. */
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
 * @command: its name there
 * @handler: ``int handler(struct file *, type *)``: 0 or a negative errno; both
 *           arguments are borrowed for the call, the first is of the type that
 *           SDRM_DEBUGFS_FILE_TYPE() has declared
 * @type: of the command's argument, at most 128 bytes
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
 * file
 * @command: its name in the uAPI header
 * @handler: ``struct sdrm_sync_file handler(struct file *, type *)``: the file,
 *           or an error (an empty one counts as -EINVAL); otherwise as for
 *           SDRM_DEBUGFS_IOCTL_DEFINE()
 * @type: of the command's argument, at most 128 bytes
 * @member: of type __s32, where the file's descriptor goes
 *
 * The command answers -EMFILE if the process has no descriptor left, -EFAULT if
 * its number cannot be copied out; then no file is left.
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
 * SDRM_DEBUGFS_IOCTL() - the entry of a bound command in the driver's table
 * @handler: as given when it was bound
 *
 * Commands that are not in the table answer -ENOTTY.
 */
#define SDRM_DEBUGFS_IOCTL(handler) (&__sdrm_ioctl_##handler)

/**
 * struct sdrm_debugfs - a module's file in debugfs
 * @directory: its directory, made if it is not there
 * @name: its name in that
 * @mode: its permissions
 * @file: data of an open file, from SDRM_DEBUGFS_FILE_TYPE()
 * @ioctls: table of SDRM_DEBUGFS_IOCTL() entries
 * @num_ioctls: its length: ARRAY_SIZE()
 *
 * Everything a driver describes is borrowed until it is unregistered.
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
 * Filled by sdrm_debugfs_register(), of no more use after
 * sdrm_debugfs_unregister().
 */
struct sdrm_debugfs_registration {
	/* private: */
	struct {
		const struct sdrm_debugfs *driver;
		struct dentry *made;	/* the directory, if it was not there */
		struct dentry *file;
		struct file_operations fops;
	} __sdrm_priv;
};

int __must_check sdrm_debugfs_register(struct sdrm_debugfs_registration *reg,
				       const struct sdrm_debugfs *driver,
				       struct module *owner);
void sdrm_debugfs_unregister(struct sdrm_debugfs_registration *reg);

/**
 * sdrm_module_debugfs() - init and exit of a module that is one file in debugfs
 * @name: of its constant struct sdrm_debugfs
 *
 * Takes the place of module_init() and module_exit(). If the file exists already,
 * loading fails with -EBUSY.
 */
#define sdrm_module_debugfs(name) __SDRM_MODULE(debugfs, name)

#endif /* SDRM_DEBUGFS_H */
