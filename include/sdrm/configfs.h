/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_CONFIGFS_H
#define SDRM_CONFIGFS_H

#include <sdrm/kms/display.h>
#include <linux/build_bug.h>
#include <linux/kernel.h>

/**
 * DOC: displays that user space makes, in configfs
 *
 * A driver that ends in sdrm_module_configfs() has a directory in configfs. User space
 * makes a device there (mkdir), in its groups the items that it consists of, writes their
 * attributes, says by symbolic links which belong together, and then has it created::
 *
 *	cd /sys/kernel/config/toy; mkdir d d/crtcs/c d/outputs/o
 *	echo 2 > d/outputs/o/status
 *	ln -s d/crtcs/c d/outputs/o/possible_crtcs
 *	echo 1 > d/enabled
 *
 * The driver says in constant tables what can be made, and for each kind of item what it
 * means: a callback that gets the item as a struct of the driver's, and names mode objects
 * as the driver's setup callback does (<sdrm/kms/setup.h>)::
 *
 *	struct toy_output {
 *		u32 status;
 *		u32 possible_crtcs;
 *	};
 *
 *	SDRM_CONFIG_DEFINE(toy_output, toy_setup_output);
 *
 *	static const struct toy_output_attribute toy_output_attributes[] = {
 *		SDRM_CONFIG_UINT(toy_output, status, 1, 1, 2),
 *		SDRM_CONFIG_LINKS(toy_output, possible_crtcs, toy_crtc),
 *	};
 *
 *	static const struct sdrm_config_group toy_groups[] = {
 *		SDRM_CONFIG_GROUP("crtcs", toy_crtc, toy_crtc_attributes),
 *		SDRM_CONFIG_GROUP("outputs", toy_output, toy_output_attributes),
 *	};
 *
 * A device that is created asks the callbacks, instead of the driver's setup callback,
 * for all of its items: group by group in the order of the table, in each in the order in
 * which they were made, which is how links number them. Its name is that of its directory;
 * otherwise it is as any device of the driver's.
 *
 * While a device is enabled, what was configured is not to be changed (-EBUSY), but may be
 * removed, which changes nothing; only attributes that are live are written, and their item's
 * callback called again. Writing 0 to ``enabled``, or removing the directory, unplugs the device
 * (sdrm_device_unplug()), whoever has it open. Nothing of a device that was created looks at
 * its items. All that exists in configfs keeps the driver loaded, and so does an open device.
 *
 * Where the kernel has no configfs, the driver has what it is loaded with. These drivers need
 * sdrm_configfs.ko besides sdrm_kms.ko.
 */

/* An item as this library uses it: of the type that the function is defined for. */
typedef void (*__sdrm_config_item)(const void *item, struct sdrm_setup *setup);

enum __sdrm_config_kind {
	__SDRM_CONFIG_BOOL,
	__SDRM_CONFIG_UINT,
	__SDRM_CONFIG_LINKS,
};

/* An entry of a table of attributes. */
struct __sdrm_config_attribute {
	const char *name;
	enum __sdrm_config_kind kind;
	bool live;
	size_t offset;			/* of its member */
	u32 value, min, max;
	__sdrm_config_item target;	/* what is linked to */
};

/**
 * struct sdrm_config_group - entry of a driver's table of groups: SDRM_CONFIG_GROUP()
 */
struct sdrm_config_group {
	/* private: */
	struct {
		const char *name;
		size_t size;		/* of an item */
		__sdrm_config_item setup;
		const struct __sdrm_config_attribute *attributes;
		unsigned int count;
	} __sdrm_priv;
};

/* The most attributes of an item, links too. */
#define __SDRM_CONFIG_ATTRIBUTES	8
/* The longest name of what a driver describes, with its end. */
#define __SDRM_CONFIG_NAME		20

/**
 * SDRM_CONFIG_DEFINE() - bind the type of an item to what it means
 * @tag: tag of its struct, whose members are the attributes
 * @setup: ``void setup(const struct TAG *, struct sdrm_setup *)``: names what the item stands
 *         for; both are borrowed for the call. If a live attribute has changed, it is called
 *         again, and of what it says only the status of connectors counts.
 *
 * Defines ``struct TAG_attribute``, an entry of the table of its attributes.
 *
 * Context of the callback: process, may sleep.
 */
#define SDRM_CONFIG_DEFINE(tag, setup)					\
	struct tag##_attribute {					\
		struct __sdrm_config_attribute __sdrm_attribute;	\
	};								\
	static void __sdrm_config_of_##tag(const void *__sdrm_item,	\
					   struct sdrm_setup *__sdrm_setup) \
	{								\
		void (*const __sdrm_typed)(const struct tag *,		\
					   struct sdrm_setup *) = (setup); \
									\
		__sdrm_typed(__sdrm_item, __sdrm_setup);		\
	}

#define __SDRM_CONFIG_MEMBER(tag, member, type, ...) {			\
	.__sdrm_attribute = {						\
		.name = #member,					\
		.offset = offsetof(struct tag, member) +		\
			  BUILD_BUG_ON_ZERO(sizeof(#member) > __SDRM_CONFIG_NAME) + \
			  BUILD_BUG_ON_ZERO(!__builtin_types_compatible_p( \
				typeof(((struct tag *)0)->member), type)), \
		__VA_ARGS__						\
	},								\
}

/**
 * SDRM_CONFIG_BOOL() - entry of a table of attributes: yes or no
 * @tag: tag of the item's struct
 * @member: its member, of type bool; the attribute has its name
 * @initial: value of a new item
 */
#define SDRM_CONFIG_BOOL(tag, member, initial)				\
	__SDRM_CONFIG_MEMBER(tag, member, bool, .kind = __SDRM_CONFIG_BOOL, \
			     .value = (initial))

#define __SDRM_CONFIG_BOUNDED(tag, member, initial, least, most, ...)	\
	__SDRM_CONFIG_MEMBER(tag, member, u32, .kind = __SDRM_CONFIG_UINT, \
		.value = (initial) + BUILD_BUG_ON_ZERO(!((least) <= (initial) && \
							 (initial) <= (most))), \
		.min = (least), .max = (most), ##__VA_ARGS__)

/**
 * SDRM_CONFIG_UINT() - entry of a table of attributes: a number
 * @tag: tag of the item's struct
 * @member: its member, of type u32; the attribute has its name
 * @initial: value of a new item, a constant
 * @least: the smallest value, a constant
 * @most: the largest value, a constant
 *
 * Other values, and what is no decimal number, are -EINVAL.
 */
#define SDRM_CONFIG_UINT(tag, member, initial, least, most) \
	__SDRM_CONFIG_BOUNDED(tag, member, initial, least, most)

/**
 * SDRM_CONFIG_LIVE_UINT() - the same of one that may change while the device is enabled
 * @tag: as for SDRM_CONFIG_UINT()
 * @member: likewise
 * @initial: likewise
 * @least: likewise
 * @most: likewise
 *
 * Clients of the device are told that connectors have changed (a hotplug event).
 */
#define SDRM_CONFIG_LIVE_UINT(tag, member, initial, least, most) \
	__SDRM_CONFIG_BOUNDED(tag, member, initial, least, most, .live = true)

/**
 * SDRM_CONFIG_LINKS() - entry of a table of attributes: which other items it belongs to
 * @tag: tag of the item's struct
 * @member: its member, of type u32: a mask, in which bit n stands for the nth item of the
 *          other kind; in configfs a directory of that name, for symbolic links
 * @target_tag: tag of the struct of those items
 *
 * A link to anything else is -EINVAL, a second one to the same item -EEXIST.
 */
#define SDRM_CONFIG_LINKS(tag, member, target_tag)			\
	__SDRM_CONFIG_MEMBER(tag, member, u32, .kind = __SDRM_CONFIG_LINKS, \
			     .target = __sdrm_config_of_##target_tag)

/**
 * SDRM_CONFIG_GROUP() - entry of a driver's table of groups
 * @_name: name of the directory, a literal
 * @tag: tag of the struct of its items, as passed to SDRM_CONFIG_DEFINE()
 * @table: array of ``const struct TAG_attribute``, at most 8
 */
#define SDRM_CONFIG_GROUP(_name, tag, table) {				\
	.__sdrm_priv = {						\
		.name = "" _name,					\
		.size = sizeof(struct tag) +				\
			BUILD_BUG_ON_ZERO(sizeof(_name) > __SDRM_CONFIG_NAME) + \
			BUILD_BUG_ON_ZERO(!__builtin_types_compatible_p( \
				typeof(table), const struct tag##_attribute[])), \
		.setup = __sdrm_config_of_##tag,			\
		.attributes = &(table)[0].__sdrm_attribute,		\
		.count = ARRAY_SIZE(table) +				\
			 BUILD_BUG_ON_ZERO(ARRAY_SIZE(table) > __SDRM_CONFIG_ATTRIBUTES), \
	},								\
}

/* A driver's directory; the tree is there while the module is loaded. */
struct __sdrm_config_tree;
struct __sdrm_config {
	const struct __sdrm_config_ops *ops;
	const struct sdrm_config_group *groups;
	unsigned int count;
	struct __sdrm_config_tree *tree;
};

extern const struct __sdrm_config_ops __sdrm_configfs_ops;

/**
 * sdrm_module_configfs() - module init and exit of a driver whose displays are configured
 * @driver: as for sdrm_module_display()
 * @description: likewise
 * @display: likewise
 * @table: array of ``const struct sdrm_config_group``
 * @device: true if there is a device, of the setup callback, from load on; a constant or a
 *          module parameter
 *
 * Replaces module_init() and module_exit(), as sdrm_module_display() does. The directory has
 * the driver's name, which no device in it may have; if there is one already, loading
 * fails with -EBUSY.
 */
#define sdrm_module_configfs(driver, description, display, table, device) \
	static struct __sdrm_config __sdrm_config_of_##driver __ro_after_init = { \
		.ops = &__sdrm_configfs_ops,				\
		.groups = (table),					\
		.count = ARRAY_SIZE(table),				\
	};								\
	__SDRM_MODULE_DISPLAY(driver, description, display, (device) ? 1 : 0, \
			      &__sdrm_config_of_##driver)

#endif /* SDRM_CONFIGFS_H */
