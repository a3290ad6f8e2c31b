// SPDX-License-Identifier: GPL-2.0
/*
 * configfs.h: what user space makes is what a device consists of, and no object outlives what
 * it describes. Directories are made and removed as the core of configfs does it, by the
 * operations of their types; tests/kms goes through configfs itself.
 */
#include <kunit/test.h>
#include <linux/configfs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <drm/drm_connector.h>
#include <drm/drm_managed.h>
#include <sdrm/configfs.h>
#include <sdrm/drm_device.h>
#include <sdrm/gem_obj.h>
#include "kms/kms.h"
#include "faults.h"
#include "only.h"
#include "platform_device.h"

#define DRIVER		"sdrm-kunit"
#define LONG_NAME	"a-name-that-does-not-fit-into-an-item"

/* --- the driver ------------------------ */

struct conf_device {
	struct sdrm_device base;
};

struct conf_file {
	struct sdrm_file base;
};

SDRM_DISPLAY_TYPES(conf, conf_device, conf_file);

/* Zeroed before each test. */
static struct {
	unsigned int freed, setups, outputs;
	u32 masks[4], types[4];		/* of the planes, in their order */
	unsigned int planes;
	const struct sdrm_device *device;	/* the last one */
	bool at_load;			/* there is a device from load on */
	bool refuse;			/* no connector is right */
} told;

static void freed(struct drm_device *drm, void *unused)
{
	told.freed++;
}

static int conf_init(struct conf_device *dev)
{
	told.device = &dev->base;
	told.outputs = 0;
	told.planes = 0;
	return drmm_add_action_or_reset(&dev->base.__sdrm_priv.drm, freed, NULL);
}

static const u32 formats[] = { DRM_FORMAT_XRGB8888 };

static void conf_setup(const struct conf_device *dev, struct sdrm_setup *setup)
{
	told.setups++;
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, formats);
	sdrm_setup_connector(setup, 640, 480);
}

/* A CRTC with all that it needs. */
struct conf_output {
	u32 status;
	bool writeback;
	u32 width;
};

static void conf_setup_output(const struct conf_output *output, struct sdrm_setup *setup)
{
	static const enum sdrm_status status[] = {
		SDRM_CONNECTED, SDRM_DISCONNECTED, SDRM_UNKNOWN,
	};
	u32 mask = BIT(told.outputs++);

	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, formats);
	sdrm_setup_encoder(setup, mask);
	sdrm_setup_shared_connector(setup, mask, status[output->status - 1],
				    told.refuse ? 0 : output->width, 480);
	if (output->writeback)
		sdrm_setup_writeback(setup, formats);
}

SDRM_CONFIG_DEFINE(conf_output, conf_setup_output);

static const struct conf_output_attribute output_attributes[] = {
	SDRM_CONFIG_LIVE_UINT(conf_output, status, 1, 1, 3),
	SDRM_CONFIG_BOOL(conf_output, writeback, true),
	SDRM_CONFIG_UINT(conf_output, width, 640, 16, 4096),
};

struct conf_plane {
	u32 type;
	u32 outputs;
};

static void conf_setup_plane(const struct conf_plane *plane, struct sdrm_setup *setup)
{
	told.types[told.planes] = plane->type;
	told.masks[told.planes++] = plane->outputs;
	sdrm_setup_shared_plane(setup, SDRM_PLANE_OVERLAY, plane->outputs, formats);
}

SDRM_CONFIG_DEFINE(conf_plane, conf_setup_plane);

static const struct conf_plane_attribute plane_attributes[] = {
	SDRM_CONFIG_LINKS(conf_plane, outputs, conf_output),
	SDRM_CONFIG_UINT(conf_plane, type, 7, 0, U32_MAX),
};

static const struct sdrm_config_group conf_groups[] = {
	SDRM_CONFIG_GROUP("planes", conf_plane, plane_attributes),
	SDRM_CONFIG_GROUP("outputs", conf_output, output_attributes),
};

static const struct conf_driver conf_description = {
	.name = DRIVER,
	.desc = "KUnit",
	.date = "20260101",
	.init = conf_init,
	.gem = &sdrm_gem_shmem,
};

static const struct conf_display conf_display = {
	.setup = conf_setup,
};

#include "by_hand.h"

sdrm_module_configfs(conf, conf_description, conf_display, conf_groups, told.at_load);

static bool loaded;

static int load(void)
{
	int ret;

	memset(__sdrm_registrations_of_conf, 0, sizeof(__sdrm_registrations_of_conf));
	ret = __sdrm_load_conf();
	loaded = !ret;
	return ret;
}

/* Returns when all that was made has been released. */
static void unload(void)
{
	loaded = false;
	__sdrm_unload_conf();
}

/* --- configfs ------------------------ */

/* The subsystem comes first in the tree. */
static struct config_group *root(void)
{
	return &((struct configfs_subsystem *)__sdrm_config_of_conf.tree)->su_group;
}

static struct config_group *make(struct config_group *in, const char *name)
{
	return in->cg_item.ci_type->ct_group_ops->make_group(in, name);
}

static void drop(struct config_group *in, struct config_group *group)
{
	in->cg_item.ci_type->ct_group_ops->drop_item(in, &group->cg_item);
}

/* A directory that came with another. */
static struct config_group *in(struct config_group *group, const char *name)
{
	struct config_group *each;

	list_for_each_entry(each, &group->default_groups, group_entry) {
		if (!strcmp(config_item_name(&each->cg_item), name))
			return each;
	}
	return NULL;
}

static struct configfs_attribute *attribute(struct config_group *group, const char *name)
{
	struct configfs_attribute **each = group->cg_item.ci_type->ct_attrs;

	while (*each && strcmp((*each)->ca_name, name))
		each++;
	return *each;
}

static ssize_t put(struct config_group *group, const char *name, const char *text)
{
	return attribute(group, name)->store(&group->cg_item, text, strlen(text));
}

static bool shows(struct config_group *group, const char *name, const char *text)
{
	char *page = (char *)get_zeroed_page(GFP_KERNEL);
	bool is = page && attribute(group, name)->show(&group->cg_item, page) == strlen(text) &&
		  !strcmp(page, text);

	free_page((unsigned long)page);
	return is;
}

static int link_to(struct config_group *from, const char *dir, struct config_group *to)
{
	struct config_group *links = in(from, dir);

	return links->cg_item.ci_type->ct_item_ops->allow_link(&links->cg_item, &to->cg_item);
}

static void unlink_from(struct config_group *from, const char *dir, struct config_group *to)
{
	struct config_group *links = in(from, dir);

	links->cg_item.ci_type->ct_item_ops->drop_link(&links->cg_item, &to->cg_item);
}

/* A device, and an output in it. */
static struct config_group *device, *output;

static void make_one(struct kunit *test)
{
	device = make(root(), "one");
	KUNIT_ASSERT_FALSE(test, IS_ERR(device));
	output = make(in(device, "outputs"), "o");
	KUNIT_ASSERT_FALSE(test, IS_ERR(output));
}

static void drop_one(void)
{
	drop(in(device, "outputs"), output);
	drop(root(), device);
}

#define UP(test) do {							\
	KUNIT_ASSERT_EQ(test, load(), 0);				\
	make_one(test);							\
} while (0)

static enum drm_connector_status status_of(unsigned int n)
{
	return READ_ONCE(told.device->__sdrm_priv.display->connectors[n].status);
}

/* --- tests ------------------------ */

static void directories(struct kunit *test)
{
	UP(test);
	KUNIT_EXPECT_STREQ(test, config_item_name(&root()->cg_item), DRIVER);
	KUNIT_EXPECT_NOT_NULL(test, in(device, "planes"));
	KUNIT_EXPECT_NULL(test, in(device, "no such group"));
	KUNIT_EXPECT_NULL(test, in(output, "outputs"));
	KUNIT_EXPECT_NULL(test, attribute(output, "outputs"));
	/* What keeps the module loaded. */
	KUNIT_EXPECT_PTR_EQ(test, root()->cg_item.ci_type->ct_owner, THIS_MODULE);
	KUNIT_EXPECT_PTR_EQ(test, device->cg_item.ci_type->ct_owner, THIS_MODULE);
	KUNIT_EXPECT_PTR_EQ(test, output->cg_item.ci_type->ct_owner, THIS_MODULE);
	KUNIT_EXPECT_PTR_EQ(test, in(device, "planes")->cg_item.ci_type->ct_owner,
			    THIS_MODULE);
	KUNIT_EXPECT_PTR_EQ(test, attribute(output, "width")->ca_owner, THIS_MODULE);
	drop_one();
	/* Nothing was enabled. */
	KUNIT_EXPECT_EQ(test, told.freed, 0);
}

static void own_name_is_refused(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, load(), 0);
	KUNIT_EXPECT_EQ(test, PTR_ERR(make(root(), DRIVER)), -EINVAL);
}

static void device_from_load_on(struct kunit *test)
{
	told.at_load = true;
	KUNIT_ASSERT_EQ(test, load(), 0);
	KUNIT_EXPECT_EQ(test, told.setups, 1);
	KUNIT_EXPECT_TRUE(test, platform_device_exists(DRIVER));
	unload();
	KUNIT_EXPECT_EQ(test, told.freed, 1);
	told.at_load = false;
	KUNIT_ASSERT_EQ(test, load(), 0);
	KUNIT_EXPECT_EQ(test, told.setups, 1);
	KUNIT_EXPECT_FALSE(test, platform_device_exists(DRIVER));
}

static void name_is_taken(struct kunit *test)
{
	static const struct config_item_type type = { .ct_owner = THIS_MODULE };
	static struct configfs_subsystem other;

	config_group_init_type_name(&other.su_group, DRIVER, &type);
	mutex_init(&other.su_mutex);
	KUNIT_ASSERT_EQ(test, configfs_register_subsystem(&other), 0);
	told.at_load = true;
	KUNIT_EXPECT_EQ(test, load(), -EBUSY);
	KUNIT_EXPECT_EQ(test, told.freed, 1);
	KUNIT_EXPECT_FALSE(test, platform_device_exists(DRIVER));
	configfs_unregister_subsystem(&other);
	/* Nothing is left of it. */
	KUNIT_EXPECT_EQ(test, load(), 0);
}

static void values(struct kunit *test)
{
	UP(test);
	KUNIT_EXPECT_TRUE(test, shows(device, "enabled", "0\n"));
	KUNIT_EXPECT_TRUE(test, shows(output, "status", "1"));
	KUNIT_EXPECT_TRUE(test, shows(output, "writeback", "1\n"));
	KUNIT_EXPECT_TRUE(test, shows(output, "width", "640"));
	KUNIT_EXPECT_EQ(test, put(output, "width", "15"), -EINVAL);
	KUNIT_EXPECT_EQ(test, put(output, "width", "4097"), -EINVAL);
	KUNIT_EXPECT_EQ(test, put(output, "width", "0x20"), -EINVAL);
	KUNIT_EXPECT_EQ(test, put(output, "width", "99999999999"), -EINVAL);
	KUNIT_EXPECT_EQ(test, put(output, "writeback", "2"), -EINVAL);
	KUNIT_EXPECT_TRUE(test, shows(output, "width", "640"));
	KUNIT_EXPECT_EQ(test, put(output, "width", "16\n"), 3);
	KUNIT_EXPECT_TRUE(test, shows(output, "width", "16"));
	KUNIT_EXPECT_EQ(test, put(output, "width", "4096"), 4);
	KUNIT_EXPECT_TRUE(test, shows(output, "width", "4096"));
	KUNIT_EXPECT_EQ(test, put(output, "writeback", "n"), 1);
	KUNIT_EXPECT_TRUE(test, shows(output, "writeback", "0\n"));
	KUNIT_EXPECT_TRUE(test, shows(output, "status", "1"));
	drop_one();
}

static void enabled_and_disabled(struct kunit *test)
{
	struct config_group *empty;

	UP(test);
	empty = make(root(), "empty");
	KUNIT_ASSERT_FALSE(test, IS_ERR(empty));
	KUNIT_EXPECT_EQ(test, put(empty, "enabled", "1"), -EINVAL);
	KUNIT_EXPECT_TRUE(test, shows(empty, "enabled", "0\n"));
	KUNIT_EXPECT_FALSE(test, platform_device_exists("empty"));
	KUNIT_EXPECT_EQ(test, told.freed, 1);
	drop(root(), empty);

	KUNIT_EXPECT_EQ(test, put(device, "enabled", "2"), -EINVAL);
	KUNIT_EXPECT_EQ(test, put(output, "width", "800"), 3);
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "1"), 1);
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "1"), 1);
	KUNIT_EXPECT_TRUE(test, shows(device, "enabled", "1\n"));
	KUNIT_EXPECT_TRUE(test, platform_device_exists("one"));
	/* As configured, and not by the setup callback. */
	KUNIT_EXPECT_EQ(test, told.setups, 0);
	KUNIT_EXPECT_EQ(test, told.device->__sdrm_priv.display->num_crtcs, 1);
	KUNIT_EXPECT_EQ(test, told.device->__sdrm_priv.display->connectors[0].width, 800);
	KUNIT_EXPECT_EQ(test, told.device->__sdrm_priv.drm.mode_config.num_connector, 2);

	KUNIT_EXPECT_EQ(test, put(output, "width", "640"), -EBUSY);
	KUNIT_EXPECT_EQ(test, put(output, "width", "1"), -EINVAL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(make(in(device, "outputs"), "p")), -EBUSY);
	KUNIT_EXPECT_EQ(test, PTR_ERR(make(in(device, "planes"), "p")), -EBUSY);

	KUNIT_EXPECT_EQ(test, told.freed, 1);
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "0"), 1);
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "0"), 1);
	KUNIT_EXPECT_EQ(test, told.freed, 2);
	KUNIT_EXPECT_FALSE(test, platform_device_exists("one"));
	KUNIT_EXPECT_EQ(test, put(output, "width", "640"), 3);
	/* And again. */
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "1"), 1);
	KUNIT_EXPECT_TRUE(test, platform_device_exists("one"));
	drop_one();
	KUNIT_EXPECT_EQ(test, told.freed, 3);
	KUNIT_EXPECT_FALSE(test, platform_device_exists("one"));
}

static void links_are_masks(struct kunit *test)
{
	struct config_group *second, *plane, *another, *other, *foreign;

	UP(test);
	second = make(in(device, "outputs"), LONG_NAME);
	plane = make(in(device, "planes"), "p");
	another = make(in(device, "planes"), "q");
	other = make(root(), LONG_NAME);
	foreign = make(in(other, "outputs"), "o");

	KUNIT_EXPECT_EQ(test, link_to(plane, "outputs", second), 0);
	KUNIT_EXPECT_EQ(test, link_to(plane, "outputs", second), -EEXIST);
	KUNIT_EXPECT_EQ(test, link_to(plane, "outputs", another), -EINVAL);
	KUNIT_EXPECT_EQ(test, link_to(plane, "outputs", device), -EINVAL);
	KUNIT_EXPECT_EQ(test, link_to(plane, "outputs", in(device, "outputs")), -EINVAL);
	KUNIT_EXPECT_EQ(test, link_to(plane, "outputs", foreign), -EINVAL);
	KUNIT_EXPECT_EQ(test, link_to(another, "outputs", second), 0);
	KUNIT_EXPECT_EQ(test, link_to(another, "outputs", output), 0);
	KUNIT_EXPECT_EQ(test, put(another, "type", "4294967295"), 10);

	KUNIT_EXPECT_EQ(test, put(device, "enabled", "1"), 1);
	KUNIT_EXPECT_EQ(test, told.planes, 2);
	KUNIT_EXPECT_EQ(test, told.masks[0], BIT(1));
	KUNIT_EXPECT_EQ(test, told.types[0], 7);
	KUNIT_EXPECT_EQ(test, told.masks[1], BIT(0) | BIT(1));
	KUNIT_EXPECT_EQ(test, told.types[1], U32_MAX);
	KUNIT_EXPECT_EQ(test, link_to(plane, "outputs", output), -EBUSY);
	/* That is allowed, and changes nothing yet. */
	unlink_from(another, "outputs", second);
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "0"), 1);
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "1"), 1);
	KUNIT_EXPECT_EQ(test, told.masks[1], BIT(0));
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "0"), 1);

	/* Without the first output, the second is the first. */
	unlink_from(another, "outputs", output);
	drop(in(device, "planes"), another);
	drop(in(device, "outputs"), output);
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "1"), 1);
	KUNIT_EXPECT_EQ(test, told.planes, 1);
	KUNIT_EXPECT_EQ(test, told.masks[0], BIT(0));

	unlink_from(plane, "outputs", second);
	drop(in(device, "planes"), plane);
	drop(in(device, "outputs"), second);
	drop(root(), device);
	drop(in(other, "outputs"), foreign);
	drop(root(), other);
}

static void live_attribute(struct kunit *test)
{
	struct config_group *second;

	UP(test);
	second = make(in(device, "outputs"), "p");
	KUNIT_EXPECT_EQ(test, put(second, "status", "2"), 1);
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "1"), 1);
	KUNIT_EXPECT_EQ(test, status_of(0), connector_status_connected);
	KUNIT_EXPECT_EQ(test, status_of(1), connector_status_disconnected);
	KUNIT_EXPECT_EQ(test, put(second, "status", "3"), 1);
	KUNIT_EXPECT_EQ(test, put(second, "status", "4"), -EINVAL);
	KUNIT_EXPECT_EQ(test, status_of(0), connector_status_connected);
	KUNIT_EXPECT_EQ(test, status_of(1), connector_status_unknown);
	KUNIT_EXPECT_TRUE(test, shows(second, "status", "3"));
	/* It keeps its connector when the first goes. */
	drop(in(device, "outputs"), output);
	KUNIT_EXPECT_EQ(test, put(second, "status", "1"), 1);
	KUNIT_EXPECT_EQ(test, status_of(0), connector_status_connected);
	KUNIT_EXPECT_EQ(test, status_of(1), connector_status_connected);
	KUNIT_EXPECT_EQ(test, put(second, "status", "2"), 1);
	KUNIT_EXPECT_EQ(test, status_of(0), connector_status_connected);
	/* After the driver has unplugged it. */
	sdrm_device_unplug(told.device);
	KUNIT_EXPECT_EQ(test, put(second, "status", "1"), 1);
	drop(in(device, "outputs"), second);
	drop(root(), device);
	KUNIT_EXPECT_EQ(test, told.freed, 1);
}

/* What the driver refuses, though it is within bounds. */
static void wrong_live_change(struct kunit *test)
{
	UP(test);
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "1"), 1);
	told.refuse = true;
	KUNIT_EXPECT_EQ(test, put(output, "status", "2"), -EINVAL);
	told.refuse = false;
	KUNIT_EXPECT_TRUE(test, shows(output, "status", "1"));
	KUNIT_EXPECT_EQ(test, status_of(0), connector_status_connected);
	drop_one();
}

/* The core may have a reference to what has gone. */
static void what_is_left_is_dead(struct kunit *test)
{
	struct config_group *plane, *links, *second;

	UP(test);
	plane = make(in(device, "planes"), "p");
	second = make(in(device, "outputs"), "q");
	links = config_group_get(in(plane, "outputs"));
	config_group_get(output);
	config_group_get(second);
	drop(in(device, "outputs"), output);
	/* As a link whose target goes meanwhile, and one whose directory does. */
	KUNIT_EXPECT_EQ(test, link_to(plane, "outputs", output), -ENOENT);
	drop(in(device, "planes"), plane);
	KUNIT_EXPECT_EQ(test, links->cg_item.ci_type->ct_item_ops->allow_link(
				&links->cg_item, &second->cg_item), -ENOENT);
	drop(in(device, "outputs"), second);
	drop(root(), device);
	/* All three are there, and so is their device. */
	KUNIT_EXPECT_EQ(test, put(output, "width", "800"), 3);
	KUNIT_EXPECT_TRUE(test, shows(output, "width", "800"));
	config_group_put(links);
	config_group_put(output);
	config_group_put(second);
}

static void too_many_for_a_mask(struct kunit *test)
{
	struct config_group *made[33];
	char name[8];
	unsigned int i;

	UP(test);
	for (i = 0; i < ARRAY_SIZE(made); i++) {
		snprintf(name, sizeof(name), "%u", i);
		made[i] = make(in(device, "planes"), name);
		KUNIT_ASSERT_FALSE(test, IS_ERR(made[i]));
	}
	KUNIT_EXPECT_EQ(test, put(device, "enabled", "1"), -EINVAL);
	/* No callback was asked. */
	KUNIT_EXPECT_EQ(test, told.planes, 0);
	while (i--)
		drop(in(device, "planes"), made[i]);
	drop_one();
}

/* Makes both, or neither. */
static void each_allocation_fails(struct kunit *test)
{
	struct config_group *made, *plane;
	unsigned int nth = 0, refused = 0;
	bool failed;

	need_failslab(test);
	KUNIT_ASSERT_EQ(test, load(), 0);
	do {
		fail_nth(++nth);
		made = make(root(), LONG_NAME);
		plane = IS_ERR(made) ? made : make(in(made, "planes"), LONG_NAME);
		failed = !fails_in();
		fail_nth(0);
		/* Those of detectors are not needed. */
		KUNIT_EXPECT_TRUE(test, !IS_ERR(plane) ||
					(failed && PTR_ERR(plane) == -ENOMEM));
		refused += IS_ERR(plane);
		if (!IS_ERR(plane))
			drop(in(made, "planes"), plane);
		if (!IS_ERR(made))
			drop(root(), made);
	} while (failed);
	/*
	 * A device and two directories, a plane and one, and two names that are long: 7. A
	 * detector allocates in between, more in one call and less in the next, which hides
	 * some: of 7 there were 6 on 6.1 and 4 on 7.3.
	 */
	KUNIT_EXPECT_GE(test, refused, 3);
}

static int begin_suite(struct kunit_suite *suite)
{
	read_only();
	return 0;
}

static int init(struct kunit *test)
{
	skip_others(test);
	memset(&told, 0, sizeof(told));
	return 0;
}

/* It waits for what was made: a test that leaves something behind does not end. */
static void take_down(struct kunit *test)
{
	if (loaded)
		unload();
}

static struct kunit_case cases[] = {
	KUNIT_CASE(directories),
	KUNIT_CASE(own_name_is_refused),
	KUNIT_CASE(device_from_load_on),
	KUNIT_CASE(name_is_taken),
	KUNIT_CASE(values),
	KUNIT_CASE(enabled_and_disabled),
	KUNIT_CASE(links_are_masks),
	KUNIT_CASE(live_attribute),
	KUNIT_CASE(wrong_live_change),
	KUNIT_CASE(what_is_left_is_dead),
	KUNIT_CASE(too_many_for_a_mask),
	KUNIT_CASE(each_allocation_fails),
	{}
};

static struct kunit_suite suite = {
	.name = "configfs",
	.suite_init = begin_suite,
	.init = init,
	.exit = take_down,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of configfs.h");
MODULE_LICENSE("GPL");
