// SPDX-License-Identifier: GPL-2.0
#include <linux/completion.h>
#include <linux/configfs.h>
#include <linux/dcache.h>
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>
#include <sdrm/configfs.h>
#include <sdrm/drm_device.h>
#include "internal.h"

/*
 * What lives how long: the tree as long as the module is loaded, which all in it keeps
 * loaded. Everything below is an object of its own, since the core of configfs may still have
 * a reference to it when its directory has gone: a device, its items, and the directories
 * that come with these. Each has a reference to its device, and a device to the tree, which is
 * freed when there is none left. Dropping, when a directory goes, is what ends the meaning of
 * an object; its memory ends with the last reference.
 */

/* Items of a kind: an entry of the driver's table of groups. */
struct kind {
	const struct sdrm_config_group *about;
	struct config_item_type type;
	struct configfs_attribute attributes[__SDRM_CONFIG_ATTRIBUTES];
	struct configfs_attribute *list[__SDRM_CONFIG_ATTRIBUTES + 1];
};

struct __sdrm_config_tree {
	struct configfs_subsystem subsys;	/* &su_mutex is above &configured.lock */
	const struct __sdrm_drm_driver *driver;
	refcount_t refs;		/* one per device, and the module's */
	struct completion released;
	struct config_item_type root_type, device_type, group_type, links_type;
	struct configfs_attribute enabled, *device_list[2];
	unsigned int count;
	struct kind kinds[];
};

/*
 * The last put of a directory that user space has made. When rmdir(2) drops it, the core can
 * still find it by its name, and takes a reference without a look at the count, until the VFS
 * has unhashed that, which it does under the lock of the directory that it was in.
 */
struct last_put {
	struct work_struct work;
	struct inode *in;		/* owned reference */
	struct config_group *group;	/* likewise */
};

struct configured {
	struct config_group group;
	struct last_put last;
	struct __sdrm_config_tree *tree;	/* owned reference */
	struct mutex lock;		/* all below, and what the device's items say */
	bool enabled;
	struct sdrm_device_registration reg;
	struct list_head items[];	/* of each kind, as they were made */
};

/* A directory that user space has not made: a group of a device, or the links of an item. */
struct directory {
	struct config_group group;
	struct configured *on;		/* owned reference */
	const struct kind *kind;	/* of what can be made, or linked to, in it */
	struct item *item;		/* whose links these are; NULL when it was dropped */
	struct list_head links;
	struct list_head of_item;
	unsigned int slot;
};

struct item {
	struct config_group group;
	struct last_put last;
	struct configured *on;		/* owned reference */
	const struct kind *kind;
	struct list_head link;		/* of the device's items; empty when it was dropped */
	struct list_head directories;	/* of its links */
	u32 place;			/* among the device's items of its kind */
	u32 number;			/* among all of them */
	u8 values[] __aligned(8);	/* the driver's struct */
};

struct link {
	struct list_head link;
	struct item *to;		/* cannot be dropped as long as there is a link to it */
};

static struct configured *to_device(struct config_item *item)
{
	return container_of(to_config_group(item), struct configured, group);
}

static struct directory *to_directory(struct config_item *item)
{
	return container_of(to_config_group(item), struct directory, group);
}

static struct item *to_item(struct config_item *item)
{
	return container_of(to_config_group(item), struct item, group);
}

static const struct __sdrm_config_attribute *attribute_of(const struct kind *kind,
							  unsigned int slot)
{
	return &kind->about->__sdrm_priv.attributes[slot];
}

/* The group was allocated zeroed. Return: 0; -ENOMEM. */
static int init_group(struct config_group *group, const char *name,
		      const struct config_item_type *type)
{
	/* Freed with the last reference, before .release. */
	int ret = config_item_set_name(&group->cg_item, "%s", name);

	if (ret)
		return ret;
	group->cg_item.ci_type = type;
	config_group_init(group);
	return 0;
}

static void put_last(struct work_struct *work)
{
	struct last_put *last = container_of(work, struct last_put, work);
	struct config_group *group = last->group;
	struct inode *in = last->in;

	/* Whoever removes or makes something in there. */
	inode_lock(in);
	inode_unlock(in);
	iput(in);
	/* May free @last. */
	config_group_put(group);
}

/* The reference is consumed; rmdir(2), or mkdir(2) that failed, has locked what it is in. */
static void put_later(struct config_group *group, struct last_put *last)
{
	struct dentry *dentry = group->cg_item.ci_dentry;

	/* It was never shown. */
	if (!dentry) {
		config_group_put(group);
		return;
	}
	/* Put by put_last(); the caller holds the dentry. */
	last->in = d_inode(dentry->d_parent);
	ihold(last->in);
	last->group = group;
	/* Unloading waits for it, as the reference is the tree's, too. */
	INIT_WORK(&last->work, put_last);
	schedule_work(&last->work);
}

/* --- attributes -------------------------------------------------------------------------- */

static u32 value_of(const struct item *item, const struct __sdrm_config_attribute *about)
{
	const void *at = item->values + about->offset;

	return about->kind == __SDRM_CONFIG_BOOL ? *(const bool *)at : *(const u32 *)at;
}

static void set_value(struct item *item, const struct __sdrm_config_attribute *about, u32 value)
{
	void *at = item->values + about->offset;

	if (about->kind == __SDRM_CONFIG_BOOL)
		*(bool *)at = value;
	else
		*(u32 *)at = value;
}

static ssize_t show(struct config_item *base, unsigned int slot, char *page)
{
	struct item *item = to_item(base);
	const struct __sdrm_config_attribute *about = attribute_of(item->kind, slot);
	u32 value;

	/* The item is there: configfs calls nothing of one whose directory has gone. */
	mutex_lock(&item->on->lock);
	value = value_of(item, about);
	mutex_unlock(&item->on->lock);
	/* The page is one page long. As the kernel's own drivers, some of which end no line. */
	return scnprintf(page, PAGE_SIZE, about->kind == __SDRM_CONFIG_BOOL ? "%u\n" : "%u",
			 value);
}

static int parse(const struct __sdrm_config_attribute *about, const char *page, u32 *value)
{
	bool yes;

	/* Text that ends in a 0. Whatever is wrong with it, it is the same error. */
	if (about->kind == __SDRM_CONFIG_BOOL) {
		if (kstrtobool(page, &yes))
			return -EINVAL;
		*value = yes;
		return 0;
	}
	if (kstrtouint(page, 10, value) || *value < about->min || *value > about->max)
		return -EINVAL;
	return 0;
}

/* An item as what describes a display. */
struct one {
	struct __sdrm_described base;
	const struct item *item;
};

static void setup_one(const struct __sdrm_described *base, struct sdrm_setup *setup)
{
	const struct one *one = container_of(base, struct one, base);

	one->item->kind->about->__sdrm_priv.setup(one->item->values, setup);
}

/* The device's lock is held. */
static int change(struct item *item, const struct __sdrm_config_attribute *about, u32 value)
{
	const struct one one = { .base.setup = setup_one, .item = item };
	struct sdrm_device *dev = item->on->reg.__sdrm_priv.dev;
	u32 before = value_of(item, about);
	int ret;

	if (item->on->enabled && !about->live)
		return -EBUSY;
	set_value(item, about, value);
	if (!item->on->enabled)
		return 0;
	ret = dev->__sdrm_priv.driver->display->ops->changed(dev, &one.base, item->number);
	if (ret)
		set_value(item, about, before);
	return ret;
}

static ssize_t store(struct config_item *base, unsigned int slot, const char *page,
		     size_t count)
{
	struct item *item = to_item(base);
	const struct __sdrm_config_attribute *about = attribute_of(item->kind, slot);
	u32 value;
	int ret = parse(about, page, &value);

	if (ret)
		return ret;
	/* As in show(). */
	mutex_lock(&item->on->lock);
	ret = change(item, about, value);
	mutex_unlock(&item->on->lock);
	return ret ?: count;
}

/* configfs does not say which attribute it is. */
#define SLOT(n)								\
	static ssize_t show_##n(struct config_item *item, char *page)	\
	{								\
		return show(item, n, page);				\
	}								\
	static ssize_t store_##n(struct config_item *item, const char *page, size_t count) \
	{								\
		return store(item, n, page, count);			\
	}

SLOT(0)
SLOT(1)
SLOT(2)
SLOT(3)
SLOT(4)
SLOT(5)
SLOT(6)
SLOT(7)

static const struct {
	ssize_t (*show)(struct config_item *item, char *page);
	ssize_t (*store)(struct config_item *item, const char *page, size_t count);
} slots[] = {
	{ show_0, store_0 }, { show_1, store_1 }, { show_2, store_2 }, { show_3, store_3 },
	{ show_4, store_4 }, { show_5, store_5 }, { show_6, store_6 }, { show_7, store_7 },
};

static_assert(ARRAY_SIZE(slots) == __SDRM_CONFIG_ATTRIBUTES);

/* --- links ------------------------------------------------------------------------------- */

/* The device's lock is held. */
static struct link *find_link(const struct directory *dir, const struct item *to)
{
	struct link *link;

	list_for_each_entry(link, &dir->links, link) {
		if (link->to == to)
			return link;
	}
	return NULL;
}

/* The device's lock is held. */
static int add_link(struct directory *dir, struct item *to)
{
	struct link *link;

	if (dir->on->enabled)
		return -EBUSY;
	if (to->on != dir->on)
		return -EINVAL;
	/* The core looked either up before it had any lock. */
	if (!dir->item || list_empty(&to->link))
		return -ENOENT;
	if (find_link(dir, to))
		return -EEXIST;
	/* Freed by drop_link(), which the core calls, too, if it cannot make the link. */
	link = kzalloc(sizeof(*link), GFP_KERNEL_ACCOUNT);
	if (!link)
		return -ENOMEM;
	link->to = to;
	list_add_tail(&link->link, &dir->links);
	return 0;
}

static int allow_link(struct config_item *source, struct config_item *target)
{
	struct directory *dir = to_directory(source);
	int ret;

	if (target->ci_type != &dir->kind->type)
		return -EINVAL;
	/* Both are the core's references. */
	mutex_lock(&dir->on->lock);
	ret = add_link(dir, to_item(target));
	mutex_unlock(&dir->on->lock);
	return ret;
}

static void drop_link(struct config_item *source, struct config_item *target)
{
	struct directory *dir = to_directory(source);
	struct link *link;

	/* As above. */
	mutex_lock(&dir->on->lock);
	link = find_link(dir, to_item(target));
	if (link) {
		list_del(&link->link);
		kfree(link);
	}
	mutex_unlock(&dir->on->lock);
}

/* --- directories that come with a device or an item -------------------------------------- */

static void release_directory(struct config_item *base)
{
	struct directory *dir = to_directory(base);

	/* Without links: one that has any cannot be removed. The reference is its own. */
	config_group_put(&dir->on->group);
	kfree(dir);
}

/* Return: it, owned by the group that it is in, which will drop it; NULL: no memory. */
static struct directory *add_directory(struct config_group *in, struct configured *on,
				       const char *name, const struct config_item_type *type,
				       const struct kind *kind)
{
	/* Freed by release_directory(). */
	struct directory *dir = kzalloc(sizeof(*dir), GFP_KERNEL_ACCOUNT);

	if (!dir)
		return NULL;
	if (init_group(&dir->group, name, type)) {
		kfree(dir);
		return NULL;
	}
	dir->kind = kind;
	INIT_LIST_HEAD(&dir->links);
	INIT_LIST_HEAD(&dir->of_item);
	/* Put by release_directory(). */
	config_group_get(&on->group);
	dir->on = on;
	/* Ended by configfs_remove_default_groups(). */
	configfs_add_default_group(&dir->group, in);
	return dir;
}

/* --- items ------------------------------------------------------------------------------- */

static void release_item(struct config_item *base)
{
	struct item *item = to_item(base);

	/* Its own reference. */
	config_group_put(&item->on->group);
	kfree(item);
}

/* It ceases to be a part of its device; its directory has gone, or was never shown. */
static void drop_item(struct config_group *group, struct config_item *base)
{
	struct item *item = to_item(base);
	struct directory *dir;

	/* The core has the mutex of the subsystem, and a reference. */
	mutex_lock(&item->on->lock);
	list_del_init(&item->link);
	list_for_each_entry(dir, &item->directories, of_item)
		dir->item = NULL;
	mutex_unlock(&item->on->lock);
	/* Puts what add_directory() has made. */
	configfs_remove_default_groups(&item->group);
	put_later(&item->group, &item->last);
}

static const struct kind *find_kind(const struct __sdrm_config_tree *tree,
				    __sdrm_config_item setup)
{
	unsigned int i;

	for (i = 0; i < tree->count; i++) {
		if (tree->kinds[i].about->__sdrm_priv.setup == setup)
			return &tree->kinds[i];
	}
	return NULL;
}

/* Its values, and directories for its links. Return: 0; -ENOMEM. */
static int fill_item(struct item *item)
{
	const struct sdrm_config_group *about = item->kind->about;
	struct directory *dir;
	unsigned int i;

	for (i = 0; i < about->__sdrm_priv.count; i++) {
		const struct __sdrm_config_attribute *each = attribute_of(item->kind, i);

		if (each->kind != __SDRM_CONFIG_LINKS) {
			set_value(item, each, each->value);
			continue;
		}
		dir = add_directory(&item->group, item->on, each->name,
				    &item->on->tree->links_type,
				    find_kind(item->on->tree, each->target));
		if (!dir)
			return -ENOMEM;
		dir->item = item;
		dir->slot = i;
		/* Both end together. */
		list_add_tail(&dir->of_item, &item->directories);
	}
	return 0;
}

/* The device's lock is held. */
static struct item *create_item(struct configured *device, const struct kind *kind,
				const char *name)
{
	struct item *item;

	if (device->enabled)
		return ERR_PTR(-EBUSY);
	/* Freed by release_item(). */
	item = kzalloc(sizeof(*item) + kind->about->__sdrm_priv.size, GFP_KERNEL_ACCOUNT);
	if (!item)
		return ERR_PTR(-ENOMEM);
	if (init_group(&item->group, name, &kind->type)) {
		kfree(item);
		return ERR_PTR(-ENOMEM);
	}
	item->kind = kind;
	/* Put by release_item(). */
	config_group_get(&device->group);
	item->on = device;
	INIT_LIST_HEAD(&item->directories);
	/* Until it is dropped. */
	list_add_tail(&item->link, &device->items[kind - device->tree->kinds]);
	return item;
}

/* mkdir in a group of a device. */
static struct config_group *make_item(struct config_group *group, const char *name)
{
	struct directory *dir = to_directory(&group->cg_item);
	struct item *item;
	int ret;

	/* The core has the directory, and the mutex of the subsystem. */
	mutex_lock(&dir->on->lock);
	item = create_item(dir->on, dir->kind, name);
	ret = IS_ERR(item) ? PTR_ERR(item) : fill_item(item);
	mutex_unlock(&dir->on->lock);
	if (!ret)
		return &item->group;
	if (!IS_ERR(item))
		drop_item(group, &item->group.cg_item);
	return ERR_PTR(ret);
}

/* --- devices ----------------------------------------------------------------------------- */

/* All items of a device, as what describes its display. */
struct all {
	struct __sdrm_described base;
	const struct configured *device;
};

/* The device's lock is held. */
static void setup_all(const struct __sdrm_described *base, struct sdrm_setup *setup)
{
	const struct configured *device = container_of(base, struct all, base)->device;
	const struct __sdrm_display *display = device->tree->driver->display;
	struct item *item;
	unsigned int i;

	for (i = 0; i < device->tree->count; i++) {
		list_for_each_entry(item, &device->items[i], link) {
			display->ops->begin(setup, item->number);
			item->kind->about->__sdrm_priv.setup(item->values, setup);
		}
	}
}

/* The device's lock is held, and all items have their places. */
static void count_links(struct item *item)
{
	struct directory *dir;
	struct link *link;

	list_for_each_entry(dir, &item->directories, of_item) {
		u32 mask = 0;

		list_for_each_entry(link, &dir->links, link)
			mask |= BIT(link->to->place);
		set_value(item, attribute_of(item->kind, dir->slot), mask);
	}
}

/* The device's lock is held. Return: 0; -EINVAL: there are more than a mask has bits. */
static int count_items(struct configured *device)
{
	struct item *item;
	u32 number = 0;
	unsigned int i;

	for (i = 0; i < device->tree->count; i++) {
		u32 place = 0;

		list_for_each_entry(item, &device->items[i], link) {
			if (place == 32)
				return -EINVAL;
			item->place = place++;
			item->number = number++;
		}
	}
	for (i = 0; i < device->tree->count; i++) {
		list_for_each_entry(item, &device->items[i], link)
			count_links(item);
	}
	return 0;
}

/* The device's lock is held. */
static int enable(struct configured *device)
{
	const struct all all = { .base.setup = setup_all, .device = device };
	int ret = count_items(device);

	if (ret)
		return ret;
	ret = __sdrm_device_register(&device->reg, device->tree->driver,
				     config_item_name(&device->group.cg_item), &all.base);
	device->enabled = !ret;
	return ret;
}

/* The device's lock is held. */
static void disable(struct configured *device)
{
	/* Whoever has it open keeps it, and not this. */
	__sdrm_device_unregister(&device->reg);
	memset(&device->reg, 0, sizeof(device->reg));
	device->enabled = false;
}

static ssize_t enabled_show(struct config_item *base, char *page)
{
	struct configured *device = to_device(base);
	bool enabled;

	/* As in show(). */
	mutex_lock(&device->lock);
	enabled = device->enabled;
	mutex_unlock(&device->lock);
	return scnprintf(page, PAGE_SIZE, "%d\n", enabled);
}

static ssize_t enabled_store(struct config_item *base, const char *page, size_t count)
{
	struct configured *device = to_device(base);
	bool wanted;
	int ret = 0;

	/* As in parse(). */
	if (kstrtobool(page, &wanted))
		return -EINVAL;
	/* As in show(). */
	mutex_lock(&device->lock);
	if (wanted && !device->enabled)
		ret = enable(device);
	else if (!wanted && device->enabled)
		disable(device);
	mutex_unlock(&device->lock);
	return ret ?: count;
}

static void put_tree(struct __sdrm_config_tree *tree)
{
	/* The caller's reference; the last one ends unload(). */
	if (refcount_dec_and_test(&tree->refs))
		complete(&tree->released);
}

static void release_device(struct config_item *base)
{
	struct configured *device = to_device(base);
	struct __sdrm_config_tree *tree = device->tree;

	/* No item and no directory of it is left. */
	kfree(device);
	/* Last: the tree and the driver's module may go now. */
	put_tree(tree);
}

/* Its directory has gone, or was never shown. */
static void drop_device(struct config_group *root, struct config_item *base)
{
	struct configured *device = to_device(base);

	/* The core has the mutex of the subsystem, and a reference. */
	mutex_lock(&device->lock);
	if (device->enabled)
		disable(device);
	mutex_unlock(&device->lock);
	/* Puts what add_directory() has made. */
	configfs_remove_default_groups(&device->group);
	put_later(&device->group, &device->last);
}

/* mkdir in the driver's directory. */
static struct config_group *make_device(struct config_group *root, const char *name)
{
	struct __sdrm_config_tree *tree =
		container_of(to_configfs_subsystem(root), struct __sdrm_config_tree, subsys);
	struct configured *device;
	unsigned int i;

	/* That of the device that is there from load on. */
	if (!strcmp(name, tree->driver->about->name))
		return ERR_PTR(-EINVAL);
	/* Freed by release_device(). */
	device = kzalloc(struct_size(device, items, tree->count), GFP_KERNEL_ACCOUNT);
	if (!device)
		return ERR_PTR(-ENOMEM);
	if (init_group(&device->group, name, &tree->device_type)) {
		kfree(device);
		return ERR_PTR(-ENOMEM);
	}
	mutex_init(&device->lock);
	/* Put by release_device(). */
	refcount_inc(&tree->refs);
	device->tree = tree;
	for (i = 0; i < tree->count; i++)
		INIT_LIST_HEAD(&device->items[i]);
	for (i = 0; i < tree->count; i++) {
		if (!add_directory(&device->group, device,
				   tree->kinds[i].about->__sdrm_priv.name,
				   &tree->group_type, &tree->kinds[i])) {
			drop_device(root, &device->group.cg_item);
			return ERR_PTR(-ENOMEM);
		}
	}
	return &device->group;
}

/* --- the tree ---------------------------------------------------------------------------- */

static struct configfs_item_operations device_ops = { .release = release_device };
static struct configfs_item_operations item_ops = { .release = release_item };
static struct configfs_item_operations group_ops = { .release = release_directory };
static struct configfs_item_operations links_ops = {
	.release = release_directory,
	.allow_link = allow_link,
	.drop_link = drop_link,
};

static struct configfs_group_operations in_root = {
	.make_group = make_device,
	.drop_item = drop_device,
};

static struct configfs_group_operations in_group = {
	.make_group = make_item,
	.drop_item = drop_item,
};

static void fill_kind(struct kind *kind, const struct sdrm_config_group *about,
		      struct module *owner)
{
	unsigned int i, n = 0;

	kind->about = about;
	kind->type = (struct config_item_type){
		.ct_owner = owner, .ct_item_ops = &item_ops, .ct_attrs = kind->list,
	};
	for (i = 0; i < about->__sdrm_priv.count; i++) {
		const struct __sdrm_config_attribute *each = attribute_of(kind, i);

		if (each->kind == __SDRM_CONFIG_LINKS)
			continue;
		kind->attributes[i] = (struct configfs_attribute){
			.ca_name = each->name, .ca_owner = owner, .ca_mode = 0644,
			.show = slots[i].show, .store = slots[i].store,
		};
		kind->list[n++] = &kind->attributes[i];
	}
}

static void fill_tree(struct __sdrm_config_tree *tree, struct module *owner)
{
	tree->root_type = (struct config_item_type){
		.ct_owner = owner, .ct_group_ops = &in_root,
	};
	tree->device_type = (struct config_item_type){
		.ct_owner = owner, .ct_item_ops = &device_ops, .ct_attrs = tree->device_list,
	};
	tree->group_type = (struct config_item_type){
		.ct_owner = owner, .ct_item_ops = &group_ops, .ct_group_ops = &in_group,
	};
	tree->links_type = (struct config_item_type){
		.ct_owner = owner, .ct_item_ops = &links_ops,
	};
	tree->enabled = (struct configfs_attribute){
		.ca_name = "enabled", .ca_owner = owner, .ca_mode = 0644,
		.show = enabled_show, .store = enabled_store,
	};
	tree->device_list[0] = &tree->enabled;
}

/* A link to what the driver's table does not have cannot be made. */
static bool complete_targets(const struct __sdrm_config_tree *tree)
{
	unsigned int i, slot;

	for (i = 0; i < tree->count; i++) {
		for (slot = 0; slot < tree->kinds[i].about->__sdrm_priv.count; slot++) {
			const struct __sdrm_config_attribute *each =
				attribute_of(&tree->kinds[i], slot);

			if (each->kind == __SDRM_CONFIG_LINKS &&
			    !find_kind(tree, each->target))
				return false;
		}
	}
	return true;
}

static struct __sdrm_config_tree *create_tree(const struct __sdrm_drm_driver *driver)
{
	const struct __sdrm_config *config = driver->config;
	/* Freed by free_tree(). */
	struct __sdrm_config_tree *tree =
		kzalloc(struct_size(tree, kinds, config->count), GFP_KERNEL);
	unsigned int i;

	if (!tree)
		return NULL;
	tree->driver = driver;
	tree->count = config->count;
	/* The module's. */
	refcount_set(&tree->refs, 1);
	init_completion(&tree->released);
	mutex_init(&tree->subsys.su_mutex);
	fill_tree(tree, driver->owner);
	for (i = 0; i < config->count; i++)
		fill_kind(&tree->kinds[i], &config->groups[i], driver->owner);
	return tree;
}

/* Nothing is in it any more. */
static void free_tree(struct __sdrm_config_tree *tree)
{
	/* Its name, if that is a long one. The root has no .release. */
	config_group_put(&tree->subsys.su_group);
	kfree(tree);
}

static int load(struct __sdrm_drm_driver *driver)
{
	struct __sdrm_config_tree *tree;
	int ret;

	/* What follows is left out then. */
	if (!IS_ENABLED(CONFIG_CONFIGFS_FS)) {
		pr_info("%s: this kernel has no configfs\n", driver->about->name);
		return 0;
	}
	tree = create_tree(driver);
	if (!tree)
		return -ENOMEM;
	if (init_group(&tree->subsys.su_group, driver->about->name, &tree->root_type)) {
		kfree(tree);
		return -ENOMEM;
	}
	/* Last: from here on user space can make devices. Ended by unload(). */
	ret = complete_targets(tree) ? configfs_register_subsystem(&tree->subsys) : -EINVAL;
	if (ret) {
		free_tree(tree);
		return ret;
	}
	driver->config->tree = tree;
	return 0;
}

/* Nothing is in it: whatever is keeps the driver's module loaded. */
static void unload(const struct __sdrm_drm_driver *driver)
{
	struct __sdrm_config_tree *tree = driver->config->tree;

	if (!IS_ENABLED(CONFIG_CONFIGFS_FS))
		return;
	configfs_unregister_subsystem(&tree->subsys);
	/* A link that is about to fail may still have a reference to what was in it. */
	put_tree(tree);
	wait_for_completion(&tree->released);
	free_tree(tree);
}

const struct __sdrm_config_ops __sdrm_configfs_ops = {
	.load = load,
	.unload = unload,
};
EXPORT_SYMBOL_GPL(__sdrm_configfs_ops);

static int __init configfs_init(void)
{
	return 0;
}
module_init(configfs_init);

static void __exit configfs_exit(void)
{
	/* No tree exists. What may still be running is the end of a release. */
	synchronize_rcu_tasks();
	synchronize_rcu();
}
module_exit(configfs_exit);

MODULE_DESCRIPTION("Safe DRM abstractions: displays that are made in configfs");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
