/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_DRIVER_H
#define SDRM_DRIVER_H

#include <sdrm/managed.h>
#include <sdrm/module.h>
#include <linux/build_bug.h>
#include <linux/stringify.h>

/**
 * DOC: a driver's types
 *
 * A driver names itself and the types of its data once, in its header::
 *
 *	struct toy_device {
 *		struct sdrm_device base;
 *	};
 *
 *	struct toy_file {
 *		struct sdrm_file base;
 *		struct sdrm_fence_table fences;
 *	};
 *
 *	SDRM_DRIVER_TYPES(toy, toy_device, toy_file);
 *
 * From then on its handlers, callbacks and tables are typed: those of another
 * driver, or of other data, in any of its source files, are an error at build time.
 * Both structs begin with a base of this library's.
 *
 * Device data belongs to a device, file data to one open of its node. Callbacks that
 * set data up or tear it down have it to themselves; ioctl handlers get it const,
 * because they run concurrently. What changes is guarded (<sdrm/state.h>), and an
 * object of this library that lies in the data, such as a fence table, locks itself.
 */

/* Is the first member of struct @tag a base, a struct @type? */
#define __SDRM_HAS_BASE(tag, type)					\
	static_assert(!offsetof(struct tag, base) &&			\
		      __builtin_types_compatible_p(			\
			typeof(((struct tag *)0)->base), struct type),	\
		      "sdrm: the first member must be struct " __stringify(type) " base")

/*
 * Bind a driver's types. @kind is drm or debugfs, whose header defines its base
 * types, what the kernel passes to an ioctl (raw) and the way from that to the base:
 * macros, because private names are poisoned for drivers, and poison accepts a name
 * in the body of a macro but not one that a macro pastes together. The conversions
 * to the driver's types are functions, which serve every macro below for any kind.
 */
#define __SDRM_BIND_TYPES(driver, kind, device_tag, file_tag)		\
	__SDRM_HAS_BASE(device_tag, __SDRM_DEVICE_##kind);		\
	__SDRM_HAS_BASE(file_tag, __SDRM_FILE_##kind);		\
	enum {								\
		__sdrm_type_of_##driver = __SDRM_IOCTL_TYPE_##kind,	\
		__sdrm_first_nr_of_##driver = __SDRM_FIRST_NR_##kind,	\
		__sdrm_end_nr_of_##driver = __SDRM_END_NR_##kind,	\
		__sdrm_types_of_##driver = __LINE__			\
	};								\
	typedef struct device_tag __sdrm_device_of_##driver;		\
	typedef struct file_tag __sdrm_file_of_##driver;		\
	typedef struct __SDRM_RAW_DEVICE_##kind *__sdrm_raw_device_of_##driver; \
	typedef struct __SDRM_RAW_FILE_##kind *__sdrm_raw_file_of_##driver; \
	static __always_inline struct device_tag *			\
	__sdrm_to_device_of_##driver(const struct __SDRM_DEVICE_##kind *base) \
	{								\
		return container_of((struct __SDRM_DEVICE_##kind *)base,	\
				    struct device_tag, base);		\
	}								\
	static __always_inline struct file_tag *			\
	__sdrm_to_file_of_##driver(const struct __SDRM_FILE_##kind *base)	\
	{								\
		return container_of((struct __SDRM_FILE_##kind *)base,	\
				    struct file_tag, base);		\
	}								\
	static __always_inline const struct device_tag *		\
	__sdrm_from_raw_device_of_##driver(struct __SDRM_RAW_DEVICE_##kind *raw) \
	{								\
		return __sdrm_to_device_of_##driver(			\
				__SDRM_FROM_RAW_DEVICE_##kind(raw));	\
	}								\
	static __always_inline const struct file_tag *			\
	__sdrm_from_raw_file_of_##driver(struct __SDRM_RAW_FILE_##kind *raw)	\
	{								\
		return __sdrm_to_file_of_##driver(			\
				__SDRM_FROM_RAW_FILE_##kind(raw));	\
	}								\
	struct driver##_ioctl {						\
		struct __SDRM_DESC_##kind __sdrm_ioctl_of_##driver;		\
	};								\
	struct driver##_driver {					\
		union {							\
			struct __SDRM_ABOUT_##kind __sdrm_about;	\
			struct {					\
				__SDRM_MEMBERS_##kind;			\
			};						\
		};							\
		int (*init)(struct device_tag *dev);			\
		void (*exit)(struct device_tag *dev);			\
		int (*open)(const struct device_tag *dev,		\
			    struct file_tag *file);			\
		void (*close)(const struct device_tag *dev,		\
			      struct file_tag *file);			\
		struct {						\
			const struct driver##_ioctl *__sdrm_table;	\
			unsigned int __sdrm_count;			\
		} __designated_init ioctls;				\
	}

/**
 * SDRM_IOCTLS() - the ioctl table of a driver's description
 * @table: array of ``const struct DRIVER_ioctl``, filled by SDRM_IOCTL()
 */
#define SDRM_IOCTLS(table) \
	{ .__sdrm_table = (table), .__sdrm_count = ARRAY_SIZE(table) }

/*
 * Two source files of a module that bind different types to the same name would
 * exchange data of the wrong type. Each emits absolute symbols whose values depend on
 * the types and where they are bound; the linker accepts a second definition only of
 * the same value. This takes no room.
 */
#ifdef SDRM_ANALYSIS
#define __SDRM_SAME_TYPES(driver)
#else
#define __SDRM_SAME_VALUE(name, value)					\
	asm(".globl __sdrm_" #name "\n\t"				\
	    ".set __sdrm_" #name ", %c0" :: "i" ((int)(value)))
#define __SDRM_SAME_TYPES(driver) do {					\
	__SDRM_SAME_VALUE(types_of_##driver, __sdrm_types_of_##driver);	\
	__SDRM_SAME_VALUE(device_size_of_##driver,			\
			  sizeof(__sdrm_device_of_##driver));		\
	__SDRM_SAME_VALUE(file_size_of_##driver,			\
			  sizeof(__sdrm_file_of_##driver));		\
} while (0)
#endif

/*
 * Define the callbacks of a driver as the library calls them, and struct
 * __sdrm_driver_of_@driver. The compiler inlines those of a constant @description.
 */
#define __SDRM_DEFINE_DRIVER(driver, kind, description)			\
	static int __sdrm_init_of_##driver(struct __SDRM_DEVICE_##kind *dev)	\
	{								\
		return (description).init ?				\
		       (description).init(__sdrm_to_device_of_##driver(dev)) : \
		       0;						\
	}								\
	static void __sdrm_exit_of_##driver(struct __SDRM_DEVICE_##kind *dev) \
	{								\
		if ((description).exit)					\
			(description).exit(__sdrm_to_device_of_##driver(dev)); \
	}								\
	static int __sdrm_open_of_##driver(const struct __SDRM_DEVICE_##kind *dev, \
					   struct __SDRM_FILE_##kind *file)	\
	{								\
		return (description).open ?				\
		       (description).open(__sdrm_to_device_of_##driver(dev), \
					  __sdrm_to_file_of_##driver(file)) : \
		       0;						\
	}								\
	static void __sdrm_close_of_##driver(const struct __SDRM_DEVICE_##kind *dev, \
					     struct __SDRM_FILE_##kind *file) \
	{								\
		if ((description).close)				\
			(description).close(__sdrm_to_device_of_##driver(dev), \
					    __sdrm_to_file_of_##driver(file)); \
	}								\
	static struct __SDRM_DRIVER_##kind				\
	__sdrm_driver_of_##driver __ro_after_init = {			\
		.about = &(description).__sdrm_about,			\
		.owner = THIS_MODULE,					\
		.device_size = sizeof(__sdrm_device_of_##driver),	\
		.file_size = sizeof(__sdrm_file_of_##driver),		\
		.init = __sdrm_init_of_##driver,			\
		.exit = __sdrm_exit_of_##driver,			\
		.open = __sdrm_open_of_##driver,			\
		.close = __sdrm_close_of_##driver,			\
	};								\
	/* A member's address in a constant is no constant expression. */ \
	static __always_inline void __sdrm_complete_##driver(void)	\
	{								\
		const struct driver##_ioctl *table =			\
			(description).ioctls.__sdrm_table;		\
									\
		__SDRM_SAME_TYPES(driver);				\
		__sdrm_driver_of_##driver.ioctls =			\
			table ? &table->__sdrm_ioctl_of_##driver : NULL; \
		__sdrm_driver_of_##driver.num_ioctls =			\
			(description).ioctls.__sdrm_count;		\
	}

/* Refuse to build a constant description of which @condition is false. */
#define __SDRM_DESCRIBED(condition, text) \
	compiletime_assert(condition, "sdrm: the description " text)

#endif /* SDRM_DRIVER_H */
