// SPDX-License-Identifier: GPL-2.0
/*
 * kms/setup.h, kms/check.h, kms/frame.h and kms/display.h: a display is made whole or not at
 * all, its frames are what user space committed and the driver does not refuse, and nothing
 * of it is left when it goes.
 */
#include <linux/dma-buf.h>
#include <linux/dma-fence.h>
#include <linux/dma-resv.h>
#include <linux/hrtimer.h>
#include <linux/kthread.h>
#include <linux/sync_file.h>
#include <drm/drm_gem.h>
#include <drm/drm_gem_shmem_helper.h>
#include "display.h"
#include "log.h"
#include "only.h"
#include "platform_device.h"
#include "source.h"

#define RED	0xff0000
#define GREEN	0x00ff00
#define BLUE	0x0000ff
#define TEST_ONLY	(DRM_MODE_ATOMIC_TEST_ONLY | DRM_MODE_ATOMIC_ALLOW_MODESET)

/* --- what a display consists of ------------------------ */

static void smallest(struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, xrgb);
	sdrm_setup_connector(setup, 1024, 768);
}

/* An overlay, the primary, the cursor, another overlay: 0, 1, 2, 3. */
static void full(struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_OVERLAY, all_formats);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, all_formats);
	sdrm_setup_plane(setup, SDRM_PLANE_CURSOR, all_formats);
	sdrm_setup_plane(setup, SDRM_PLANE_OVERLAY, all_formats);
	sdrm_setup_connector(setup, 1024, 768);
	sdrm_setup_writeback(setup, all_formats);
}

#define OVERLAY		plane(0)
#define PRIMARY		plane(1)
#define CURSOR		plane(2)
#define SECOND_OVERLAY	plane(3)

/* Planes 0 and 1; 2. */
static void two_crtcs(struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, xrgb);
	sdrm_setup_plane(setup, SDRM_PLANE_OVERLAY, xrgb);
	sdrm_setup_connector(setup, 1024, 768);
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, xrgb);
	sdrm_setup_connector(setup, 800, 600);
}

static void nothing(struct sdrm_setup *setup)
{
}

static void no_primary(struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_OVERLAY, xrgb);
	sdrm_setup_connector(setup, 1024, 768);
}

static void second_has_no_primary(struct sdrm_setup *setup)
{
	smallest(setup);
	sdrm_setup_crtc(setup);
	sdrm_setup_connector(setup, 1024, 768);
}

static void two_primaries(struct sdrm_setup *setup)
{
	smallest(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, xrgb);
}

static void two_cursors(struct sdrm_setup *setup)
{
	full(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_CURSOR, xrgb);
}

static void no_connector(struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, xrgb);
}

static void two_connectors(struct sdrm_setup *setup)
{
	smallest(setup);
	sdrm_setup_connector(setup, 640, 480);
}

static void no_width(struct sdrm_setup *setup)
{
	no_connector(setup);
	sdrm_setup_connector(setup, 0, 768);
}

static void no_height(struct sdrm_setup *setup)
{
	no_connector(setup);
	sdrm_setup_connector(setup, 1024, 0);
}

static void too_wide(struct sdrm_setup *setup)
{
	no_connector(setup);
	sdrm_setup_connector(setup, 8193, 768);
}

static void too_high(struct sdrm_setup *setup)
{
	no_connector(setup);
	sdrm_setup_connector(setup, 1024, 8193);
}

static void unknown_format(struct sdrm_setup *setup)
{
	static const u32 formats[] = { DRM_FORMAT_XRGB8888, DRM_FORMAT_NV12 };

	smallest(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_OVERLAY, formats);
}

static void unknown_writeback_format(struct sdrm_setup *setup)
{
	static const u32 formats[] = { DRM_FORMAT_C8 };

	smallest(setup);
	sdrm_setup_writeback(setup, formats);
}

static void two_writebacks(struct sdrm_setup *setup)
{
	full(setup);
	sdrm_setup_writeback(setup, xrgb);
}

static void plane_first(struct sdrm_setup *setup)
{
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, xrgb);
	smallest(setup);
}

static void connector_first(struct sdrm_setup *setup)
{
	sdrm_setup_connector(setup, 1024, 768);
	smallest(setup);
}

static void writeback_first(struct sdrm_setup *setup)
{
	sdrm_setup_writeback(setup, xrgb);
	smallest(setup);
}

static void many_crtcs(struct sdrm_setup *setup, unsigned int count)
{
	while (count--)
		smallest(setup);
}

static void most_crtcs(struct sdrm_setup *setup)
{
	many_crtcs(setup, 31);
}

static void too_many_crtcs(struct sdrm_setup *setup)
{
	many_crtcs(setup, 32);
}

static void many_planes(struct sdrm_setup *setup, unsigned int count)
{
	smallest(setup);
	while (--count)
		sdrm_setup_plane(setup, SDRM_PLANE_OVERLAY, xrgb);
}

static void most_planes(struct sdrm_setup *setup)
{
	many_planes(setup, 31);
}

static void too_many_planes(struct sdrm_setup *setup)
{
	many_planes(setup, 32);
}

static void unknown_kind(struct sdrm_setup *setup)
{
	smallest(setup);
	/* The macro does not build. */
	__sdrm_setup_plane(setup, (enum sdrm_plane_type)3, xrgb, 1);
}

static void second_has_no_encoder(struct sdrm_setup *setup)
{
	smallest(setup);
	no_connector(setup);
}

static void shared_primary(struct sdrm_setup *setup)
{
	two_crtcs(setup);
	sdrm_setup_shared_plane(setup, SDRM_PLANE_PRIMARY, 3, xrgb);
}

static void shared_cursor(struct sdrm_setup *setup)
{
	two_crtcs(setup);
	sdrm_setup_shared_plane(setup, SDRM_PLANE_CURSOR, 3, xrgb);
}

static void plane_of_none(struct sdrm_setup *setup)
{
	smallest(setup);
	sdrm_setup_shared_plane(setup, SDRM_PLANE_OVERLAY, 0, xrgb);
}

static void plane_of_third(struct sdrm_setup *setup)
{
	two_crtcs(setup);
	sdrm_setup_shared_plane(setup, SDRM_PLANE_OVERLAY, 7, xrgb);
}

static void encoder_of_none(struct sdrm_setup *setup)
{
	smallest(setup);
	sdrm_setup_encoder(setup, 0);
}

static void encoder_of_second(struct sdrm_setup *setup)
{
	smallest(setup);
	sdrm_setup_encoder(setup, 2);
}

static void connector_of_none(struct sdrm_setup *setup)
{
	smallest(setup);
	sdrm_setup_shared_connector(setup, 0, SDRM_CONNECTED, 640, 480);
}

static void connector_of_second(struct sdrm_setup *setup)
{
	smallest(setup);
	sdrm_setup_shared_connector(setup, 2, SDRM_CONNECTED, 640, 480);
}

static void no_status(struct sdrm_setup *setup)
{
	smallest(setup);
	sdrm_setup_shared_connector(setup, 1, (enum sdrm_status)3, 640, 480);
}

static void many_of_each(struct sdrm_setup *setup, unsigned int encoders,
			 unsigned int connectors)
{
	smallest(setup);
	while (--encoders)
		sdrm_setup_encoder(setup, 1);
	while (--connectors)
		sdrm_setup_shared_connector(setup, 1, SDRM_CONNECTED, 640, 480);
}

static void most_encoders(struct sdrm_setup *setup)
{
	many_of_each(setup, 31, 31);
	sdrm_setup_writeback(setup, xrgb);
}

static void too_many_encoders(struct sdrm_setup *setup)
{
	many_of_each(setup, 32, 1);
}

static void too_many_connectors(struct sdrm_setup *setup)
{
	many_of_each(setup, 1, 32);
}

static void too_many_with_writeback(struct sdrm_setup *setup)
{
	many_of_each(setup, 30, 31);
	sdrm_setup_writeback(setup, xrgb);
	no_connector(setup);
	sdrm_setup_encoder(setup, 2);
	sdrm_setup_writeback(setup, xrgb);
}

/*
 * Plane 2 is for both CRTCs. Encoder 0 is of the second CRTC, 1 of both; connector 0
 * may use both encoders, 1 the first alone.
 */
static void shared(struct sdrm_setup *setup)
{
	no_connector(setup);
	no_connector(setup);
	sdrm_setup_shared_plane(setup, SDRM_PLANE_OVERLAY, 3, xrgb);
	sdrm_setup_encoder(setup, 2);
	sdrm_setup_encoder(setup, 3);
	sdrm_setup_shared_connector(setup, 3, SDRM_CONNECTED, 1024, 768);
	sdrm_setup_shared_connector(setup, 1, SDRM_DISCONNECTED, 800, 600);
	sdrm_setup_writeback(setup, xrgb);
}

static const struct wrong {
	void (*setup)(struct sdrm_setup *setup);
	const char *what;
} wrongs[] = {
	{ nothing, "no CRTC" },
	{ no_primary, "a CRTC without a primary plane" },
	{ second_has_no_primary, "a CRTC without a primary plane" },
	{ two_primaries, "two primary planes" },
	{ two_cursors, "two cursors" },
	{ no_connector, "no connector" },
	{ second_has_no_encoder, "a CRTC without an encoder" },
	{ shared_primary, "a primary plane or a cursor of two CRTCs" },
	{ shared_cursor, "a primary plane or a cursor of two CRTCs" },
	{ plane_of_none, "belongs to nothing" },
	{ plane_of_third, "what is not there" },
	{ encoder_of_none, "belongs to nothing" },
	{ encoder_of_second, "what is not there" },
	{ connector_of_none, "belongs to nothing" },
	{ connector_of_second, "what is not there" },
	{ no_status, "a connector of no status" },
	{ too_many_encoders, "too many encoders" },
	{ too_many_connectors, "too many connectors" },
	{ too_many_with_writeback, "with those of writeback" },
	{ two_connectors, "a CRTC with two connectors" },
	{ no_width, "without a size" },
	{ no_height, "without a size" },
	{ too_wide, "too large" },
	{ too_high, "too large" },
	{ unknown_format, "a format that cannot be composed" },
	{ unknown_writeback_format, "a format that cannot be composed" },
	{ two_writebacks, "two writeback connectors" },
	{ plane_first, "comes before the first CRTC" },
	{ connector_first, "comes before the first CRTC" },
	{ writeback_first, "comes before the first CRTC" },
	{ too_many_crtcs, "too many CRTCs" },
	{ too_many_planes, "too many planes" },
	{ unknown_kind, "a plane of no kind" },
};

/* It can be loaded again, so nothing is left of what was before. */
static void expect_nothing_left(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, told.device_freed, told.init);
	KUNIT_EXPECT_FALSE(test, platform_device_exists(DRIVER));
	KUNIT_EXPECT_FALSE(test, told.late);
}

static void wrong_setup_is_refused(struct kunit *test)
{
	char text[96];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(wrongs); i++) {
		pr_info("sdrm-kunit: wrong setup %u\n", i);
		KUNIT_EXPECT_EQ_MSG(test, load(wrongs[i].setup), -EINVAL, "setup %u", i);
		if (loaded) {
			unload();
			continue;
		}
		KUNIT_EXPECT_TRUE_MSG(test, log_says("the driver's setup has"), "setup %u", i);
		snprintf(text, sizeof(text), "%s", wrongs[i].what);
		KUNIT_EXPECT_TRUE_MSG(test, log_says(text), "setup %u: %s", i, text);
		/* Init had succeeded, and is undone. */
		KUNIT_EXPECT_EQ(test, told.init, i + 1);
		KUNIT_EXPECT_EQ(test, told.exit, i + 1);
		expect_nothing_left(test);
	}
}

static unsigned int count_of(struct list_head *list)
{
	struct list_head *at;
	unsigned int n = 0;

	list_for_each(at, list)
		n++;
	return n;
}

static void smallest_display(struct kunit *test)
{
	struct drm_mode_config *config;

	KUNIT_ASSERT_EQ(test, load(smallest), 0);
	config = &drm()->mode_config;
	KUNIT_EXPECT_EQ(test, told.setups, 1);
	/* Init came first. */
	KUNIT_EXPECT_EQ(test, told.value, 42);
	KUNIT_EXPECT_TRUE(test, drm_core_check_feature(drm(), DRIVER_MODESET));
	KUNIT_EXPECT_TRUE(test, drm_core_check_feature(drm(), DRIVER_ATOMIC));
	KUNIT_EXPECT_NULL(test, drm()->render);
	KUNIT_EXPECT_EQ(test, config->num_crtc, 1);
	KUNIT_EXPECT_EQ(test, config->num_total_plane, 1);
	KUNIT_EXPECT_EQ(test, config->num_encoder, 1);
	KUNIT_EXPECT_EQ(test, config->num_connector, 1);
	KUNIT_EXPECT_EQ(test, count_of(&config->connector_list), 1);
	KUNIT_EXPECT_EQ(test, drm()->num_crtcs, 1);
	KUNIT_EXPECT_EQ(test, connector(0)->connector_type, DRM_MODE_CONNECTOR_VIRTUAL);
	KUNIT_EXPECT_PTR_EQ(test, crtc(0)->base.primary, plane(0));
	KUNIT_EXPECT_NULL(test, crtc(0)->base.cursor);
	unload();
	KUNIT_EXPECT_EQ(test, told.setups, 1);
	KUNIT_EXPECT_EQ(test, told.exit, 1);
	expect_nothing_left(test);
}

static void failed_init_is_not_set_up(struct kunit *test)
{
	told.init_error = -EXDEV;
	KUNIT_EXPECT_EQ(test, load(smallest), -EXDEV);
	KUNIT_EXPECT_EQ(test, told.setups, 0);
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	expect_nothing_left(test);
}

static void most_that_can_be_had(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, load(most_crtcs), 0);
	KUNIT_EXPECT_EQ(test, drm()->mode_config.num_crtc, 31);
	KUNIT_EXPECT_EQ(test, drm()->mode_config.num_connector, 31);
	unload();
	KUNIT_ASSERT_EQ(test, load(most_planes), 0);
	KUNIT_EXPECT_EQ(test, drm()->mode_config.num_total_plane, 31);
	unload();
	KUNIT_ASSERT_EQ(test, load(most_encoders), 0);
	KUNIT_EXPECT_EQ(test, drm()->mode_config.num_encoder, 32);
	KUNIT_EXPECT_EQ(test, drm()->mode_config.num_connector, 32);
	unload();
	expect_nothing_left(test);
}

static void planes_in_their_order(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, load(full), 0);
	KUNIT_EXPECT_EQ(test, OVERLAY->type, DRM_PLANE_TYPE_OVERLAY);
	KUNIT_EXPECT_EQ(test, PRIMARY->type, DRM_PLANE_TYPE_PRIMARY);
	KUNIT_EXPECT_EQ(test, CURSOR->type, DRM_PLANE_TYPE_CURSOR);
	KUNIT_EXPECT_EQ(test, SECOND_OVERLAY->type, DRM_PLANE_TYPE_OVERLAY);
	KUNIT_EXPECT_EQ(test, PRIMARY->index, 0);
	KUNIT_EXPECT_EQ(test, OVERLAY->index, 1);
	KUNIT_EXPECT_EQ(test, SECOND_OVERLAY->index, 2);
	KUNIT_EXPECT_EQ(test, CURSOR->index, 3);
	KUNIT_EXPECT_PTR_EQ(test, crtc(0)->base.primary, PRIMARY);
	KUNIT_EXPECT_PTR_EQ(test, crtc(0)->base.cursor, CURSOR);
	KUNIT_EXPECT_EQ(test, drm()->mode_config.cursor_width, 512);
	KUNIT_EXPECT_EQ(test, drm()->mode_config.cursor_height, 512);
	KUNIT_EXPECT_EQ(test, OVERLAY->format_count, ARRAY_SIZE(all_formats));
	KUNIT_EXPECT_EQ(test, memcmp(OVERLAY->format_types, all_formats, sizeof(all_formats)),
			0);
}

static void crtcs_have_their_own(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, load(two_crtcs), 0);
	KUNIT_EXPECT_EQ(test, plane(0)->possible_crtcs, BIT(0));
	KUNIT_EXPECT_EQ(test, plane(1)->possible_crtcs, BIT(0));
	KUNIT_EXPECT_EQ(test, plane(2)->possible_crtcs, BIT(1));
	KUNIT_EXPECT_EQ(test, encoder(0)->possible_crtcs, BIT(0));
	KUNIT_EXPECT_EQ(test, encoder(1)->possible_crtcs, BIT(1));
	KUNIT_EXPECT_PTR_EQ(test, crtc(1)->base.primary, plane(2));
	KUNIT_EXPECT_EQ(test, crtc(0)->connector->width, 1024);
	KUNIT_EXPECT_EQ(test, crtc(1)->connector->width, 800);
}

/* Its modes, as GETCONNECTOR probes them. */
static unsigned int preferred_modes(u32 width, u32 height)
{
	struct drm_connector *const only = connector(0);
	const struct drm_display_mode *mode;
	unsigned int count = 0;

	mutex_lock(&drm()->mode_config.mutex);
	only->funcs->fill_modes(only, 8192, 8192);
	list_for_each_entry(mode, &only->modes, head) {
		if (mode->type & DRM_MODE_TYPE_PREFERRED)
			count += mode->hdisplay == width && mode->vdisplay == height ? 1 : 100;
	}
	mutex_unlock(&drm()->mode_config.mutex);
	return count;
}

static void shared_objects(struct kunit *test)
{
	u32 writeback;

	KUNIT_ASSERT_EQ(test, load(shared), 0);
	KUNIT_EXPECT_EQ(test, plane(2)->possible_crtcs, 3);
	KUNIT_EXPECT_PTR_EQ(test, crtc(0)->base.primary, plane(0));
	KUNIT_EXPECT_PTR_EQ(test, crtc(1)->base.primary, plane(1));
	KUNIT_EXPECT_EQ(test, encoder(0)->possible_crtcs, 2);
	KUNIT_EXPECT_EQ(test, encoder(1)->possible_crtcs, 3);
	KUNIT_EXPECT_EQ(test, connector(0)->possible_encoders, 3);
	KUNIT_EXPECT_EQ(test, connector(1)->possible_encoders, 1);
	/* Of the second CRTC, which both encoders reach. */
	writeback = drm_encoder_mask(&crtc(1)->writeback.base.encoder);
	KUNIT_EXPECT_EQ(test, encoder(0)->possible_clones, 1 | writeback);
	KUNIT_EXPECT_EQ(test, encoder(1)->possible_clones, 2 | writeback);
	KUNIT_EXPECT_EQ(test, crtc(1)->writeback.base.encoder.possible_clones, 3 | writeback);

	KUNIT_EXPECT_GE(test, preferred_modes(1024, 768), 1);
	KUNIT_EXPECT_EQ(test, connector(0)->status, connector_status_connected);
	mutex_lock(&drm()->mode_config.mutex);
	connector(1)->funcs->fill_modes(connector(1), 8192, 8192);
	mutex_unlock(&drm()->mode_config.mutex);
	KUNIT_EXPECT_EQ(test, connector(1)->status, connector_status_disconnected);
}

/* Each connector finds an encoder that reaches the CRTC. */
static void encoder_fits_the_crtc(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, load(shared), 0);
	KUNIT_ASSERT_EQ(test, open_display(), 0);
	KUNIT_ASSERT_EQ(test, switch_on(0, NULL, NULL), 0);
	KUNIT_EXPECT_PTR_EQ(test, connector(0)->state->best_encoder, encoder(1));
	KUNIT_ASSERT_EQ(test, switch_on(1, NULL, NULL), 0);
	KUNIT_EXPECT_PTR_EQ(test, connector(1)->state->best_encoder, encoder(0));
	KUNIT_EXPECT_PTR_EQ(test, connector(0)->state->best_encoder, encoder(1));
}

static void writeback_clones_the_display(struct kunit *test)
{
	u32 both;

	KUNIT_ASSERT_EQ(test, load(full), 0);
	both = drm_encoder_mask(encoder(0)) |
	       drm_encoder_mask(&crtc(0)->writeback.base.encoder);
	KUNIT_EXPECT_EQ(test, hweight32(both), 2);
	KUNIT_EXPECT_EQ(test, encoder(0)->possible_clones, both);
	KUNIT_EXPECT_EQ(test, crtc(0)->writeback.base.encoder.possible_clones, both);
}

static void odd_size(struct sdrm_setup *setup)
{
	no_connector(setup);
	sdrm_setup_connector(setup, 1001, 701);
}

static void always_connected_with_a_preferred_mode(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, load(smallest), 0);
	KUNIT_EXPECT_GE(test, preferred_modes(1024, 768), 1);
	KUNIT_EXPECT_LT(test, preferred_modes(1024, 768), 100);
	KUNIT_EXPECT_EQ(test, connector(0)->status, connector_status_connected);
	KUNIT_EXPECT_GT(test, count_of(&connector(0)->modes), 10);
	unload();
	/* One that is not among the standard modes. */
	KUNIT_ASSERT_EQ(test, load(odd_size), 0);
	KUNIT_EXPECT_GE(test, preferred_modes(1001, 701), 1);
	KUNIT_EXPECT_LT(test, preferred_modes(1001, 701), 100);
}

static void with_writeback(struct sdrm_setup *setup)
{
	smallest(setup);
	sdrm_setup_writeback(setup, xrgb);
}

/*
 * Up to its registration: of a failure in there, drm_dev_register() leaves a device that
 * says that it is registered, and warns of each object of it.
 */
static void each_allocation_fails(struct kunit *test)
{
	unsigned int nth = 0;
	bool failed;
	int ret;

	need_failslab(test);
	do {
		memset(&told, 0, sizeof(told));
		told.fail_at_setup = ++nth;
		ret = load(with_writeback);
		failed = told.failed;
		if (loaded) {
			KUNIT_EXPECT_NOT_NULL(test, crtc(0)->base.state);
			KUNIT_EXPECT_NOT_NULL(test, plane(0)->state);
			KUNIT_EXPECT_NOT_NULL(test, connector(0)->state);
			unload();
		}
		/* Some are tried again in another way, and some are not needed. */
		KUNIT_EXPECT_TRUE_MSG(test, !ret || (failed && ret == -ENOMEM),
				      "allocation %u: %d", nth, ret);
		KUNIT_EXPECT_EQ(test, told.exit, 1);
		expect_nothing_left(test);
	} while (failed);
	/* If none failed, failslab's ignore-gfp-wait still exempts GFP_KERNEL. */
	KUNIT_EXPECT_GT(test, nth, 30);
	kunit_info(test, "%u allocations failed in turn\n", nth - 1);
}

/* --- frames ------------------------ */

/* Declares an open display, and a canvas filled with a value, that are gone after the test. */
static struct canvas canvas, another, small;

#define UP(test, setup) do {						\
	KUNIT_ASSERT_EQ(test, load(setup), 0);				\
	KUNIT_ASSERT_EQ(test, open_display(), 0);			\
} while (0)

#define CANVAS(test, canvas, width, height, format, value) do {		\
	KUNIT_ASSERT_EQ(test, create(canvas, width, height, format), 0);	\
	KUNIT_ASSERT_TRUE(test, fill(canvas, value));			\
} while (0)

/* The callback has been called @count times by now. */
static void expect_frames(struct kunit *test, unsigned int count)
{
	KUNIT_EXPECT_TRUE(test, within(10000, frames() >= count));
	settle();
	KUNIT_EXPECT_EQ(test, frames(), count);
}

static void mode_set_is_a_frame(struct kunit *test)
{
	struct seen seen;

	UP(test, smallest);
	told.at[0] = (struct place){ 0, 0 };
	told.at[1] = (struct place){ WIDTH - 1, HEIGHT - 1 };
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, 0xff123456);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	/* Nobody waits for a vblank, and there is no flip after it. */
	expect_frames(test, 1);
	seen = seen_on(0);
	KUNIT_EXPECT_EQ(test, seen.width, WIDTH);
	KUNIT_EXPECT_EQ(test, seen.height, HEIGHT);
	KUNIT_EXPECT_EQ(test, seen.pixels[0], 0x123456);
	KUNIT_EXPECT_EQ(test, seen.pixels[1], 0x123456);
}

static void frame_for_each_flip(struct kunit *test)
{
	unsigned int i, before;

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, BLUE);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	settle();
	before = frames();
	for (i = 0; i < 6; i++) {
		/* Waits for its vblank. */
		KUNIT_ASSERT_EQ(test, show(0, plane(0), i % 2 ? &canvas : &another, 0, 0, 0), 0);
		KUNIT_EXPECT_TRUE(test, within(10000, frames() == before + i + 1));
		KUNIT_EXPECT_EQ(test, seen_on(0).pixels[0], i % 2 ? RED : BLUE);
	}
	/* The same for as long as nothing new is committed. */
	settle();
	KUNIT_EXPECT_EQ(test, frames(), before + 6);
	KUNIT_EXPECT_FALSE(test, told.twice);
}

/* How many pixels the line below the last has. */
static u32 pixels_below;

static void look_below(const struct sdrm_frame *frame)
{
	pixels_below = sdrm_frame_line(frame, HEIGHT).__sdrm_width;
}

static void what_is_not_there_is_black(struct kunit *test)
{
	static const struct place outside[SAMPLES] = {
		{ 0, 0 }, { WIDTH, 0 }, { 0, HEIGHT }, { U32_MAX, 0 }, { 0, U32_MAX },
		{ WIDTH, HEIGHT }, { WIDTH - 1, HEIGHT - 1 }, { WIDTH + 1, HEIGHT - 1 },
	};
	struct seen seen;
	unsigned int i;

	UP(test, smallest);
	memcpy(told.at, outside, sizeof(outside));
	told.at_frame = look_below;
	pixels_below = 1;
	/* More is in the buffer than is shown. */
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, 0xffffff);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_ASSERT_TRUE(test, within(10000, frames()));
	seen = seen_on(0);
	for (i = 0; i < SAMPLES; i++)
		KUNIT_EXPECT_EQ_MSG(test, seen.pixels[i], i == 0 || i == 6 ? 0xffffff : 0,
				    "%u, %u", outside[i].x, outside[i].y);
	KUNIT_EXPECT_EQ(test, pixels_below, 0);
}

static void planes_over_each_other(struct kunit *test)
{
	struct canvas half;
	struct seen seen;

	UP(test, full);
	told.at[0] = (struct place){ 0, 0 };
	told.at[1] = (struct place){ 10, 10 };
	told.at[2] = (struct place){ 20, 20 };
	told.at[3] = (struct place){ 30, 30 };
	told.at[4] = (struct place){ 5, 47 };
	told.at[5] = (struct place){ 9, 10 };
	told.at[6] = (struct place){ 42, 10 };
	CANVAS(test, &canvas, 60, 40, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, 32, 32, DRM_FORMAT_RGB565, 0x07e0);
	CANVAS(test, &small, 32, 32, DRM_FORMAT_XBGR8888, RED /* is blue */);
	/* Half of white over what is below. */
	CANVAS(test, &half, 32, 32, DRM_FORMAT_ARGB8888, 0x80808080);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	begin_commit();
	put_plane(0, PRIMARY, &canvas, 0, 0);
	put_plane(0, CURSOR, &half, 30, 30);
	put_plane(0, OVERLAY, &another, 10, 10);
	put_plane(0, SECOND_OVERLAY, &small, 20, 20);
	KUNIT_ASSERT_EQ(test, commit(0), 0);
	KUNIT_ASSERT_TRUE(test, within(10000, frames()));
	settle();
	seen = seen_on(0);
	KUNIT_EXPECT_EQ(test, seen.pixels[0], RED);
	KUNIT_EXPECT_EQ(test, seen.pixels[1], GREEN);
	KUNIT_EXPECT_EQ(test, seen.pixels[2], BLUE);
	KUNIT_EXPECT_EQ(test, seen.pixels[3], 0x8080ff);
	/* The primary does not cover it. */
	KUNIT_EXPECT_EQ(test, seen.pixels[4], 0);
	KUNIT_EXPECT_EQ(test, seen.pixels[5], RED);
	KUNIT_EXPECT_EQ(test, seen.pixels[6], RED);
	destroy_canvas(&half);
}

static void clipped_planes(struct kunit *test)
{
	struct seen seen;

	UP(test, full);
	told.at[0] = (struct place){ 0, 0 };
	told.at[1] = (struct place){ 6, 6 };
	told.at[2] = (struct place){ 7, 7 };
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, 16, 16, DRM_FORMAT_XRGB8888, GREEN);
	KUNIT_ASSERT_TRUE(test, poke(&another, 9, 9, BLUE));
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	/* Nine of its columns and lines are to the left and above. */
	KUNIT_ASSERT_EQ(test, show(0, OVERLAY, &another, -9, -9, 0), 0);
	KUNIT_ASSERT_TRUE(test, within(10000, frames()));
	settle();
	seen = seen_on(0);
	KUNIT_EXPECT_EQ(test, seen.pixels[0], BLUE);
	KUNIT_EXPECT_EQ(test, seen.pixels[1], GREEN);
	KUNIT_EXPECT_EQ(test, seen.pixels[2], RED);
}

static void deep_frames_have_eight_bits(struct kunit *test)
{
	struct seen seen;

	UP(test, full);
	told.at[1] = (struct place){ WIDTH - 1, HEIGHT - 1 };
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB16161616, 0x0000121234345656ULL);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, PRIMARY, &canvas, 0, 0, 0), 0);
	KUNIT_ASSERT_TRUE(test, within(10000, frames()));
	seen = seen_on(0);
	KUNIT_EXPECT_EQ(test, seen.pixels[0], 0x123456);
	KUNIT_EXPECT_EQ(test, seen.pixels[1], 0x123456);
}

static void primary_may_be_off(struct kunit *test)
{
	UP(test, full);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	begin_commit();
	take_plane(PRIMARY);
	KUNIT_ASSERT_EQ(test, commit(0), 0);
	KUNIT_ASSERT_TRUE(test, within(10000, frames()));
	settle();
	KUNIT_EXPECT_EQ(test, seen_on(0).width, WIDTH);
	KUNIT_EXPECT_EQ(test, seen_on(0).pixels[0], 0);
	/* It may be moved as well, and be smaller. */
	CANVAS(test, &another, 8, 8, DRM_FORMAT_XRGB8888, GREEN);
	told.at[1] = (struct place){ 20, 20 };
	KUNIT_ASSERT_EQ(test, show(0, PRIMARY, &another, 16, 16, 0), 0);
	settle();
	KUNIT_EXPECT_EQ(test, seen_on(0).pixels[0], 0);
	KUNIT_EXPECT_EQ(test, seen_on(0).pixels[1], GREEN);
}

static void each_crtc_has_its_frames(struct kunit *test)
{
	UP(test, two_crtcs);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, BLUE);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, switch_on(1, plane(2), &another), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_ASSERT_EQ(test, show(1, plane(2), &another, 0, 0, 0), 0);
	KUNIT_EXPECT_TRUE(test, within(10000, seen_on(0).frames && seen_on(1).frames));
	KUNIT_EXPECT_EQ(test, seen_on(0).pixels[0], RED);
	KUNIT_EXPECT_EQ(test, seen_on(1).pixels[0], BLUE);
	/* A plane stays with its CRTC. */
	KUNIT_EXPECT_EQ(test, show(0, plane(2), &canvas, 0, 0, 0), -EINVAL);
}

/* Holds the callback up, once. */
static DECLARE_COMPLETION(entered);
static DECLARE_COMPLETION(go_on);

static void hold_up(const struct sdrm_frame *frame)
{
	complete(&entered);
	wait_for_completion_timeout(&go_on, 10 * HZ);
}

static void prepare_to_hold_up(void)
{
	reinit_completion(&entered);
	reinit_completion(&go_on);
	told.at_frame = hold_up;
}

static void frame_lasts_for_the_call(struct kunit *test)
{
	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, BLUE);
	prepare_to_hold_up();
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_ASSERT_TRUE(test, wait_for_completion_timeout(&entered, HZ));
	/* User space shows another, and throws the first away. */
	KUNIT_EXPECT_EQ(test, show(0, plane(0), &another, 0, 0, 0), 0);
	KUNIT_EXPECT_EQ(test, show(0, plane(0), &another, 0, 0, 0), 0);
	destroy_canvas(&canvas);
	told.at_frame = NULL;
	complete_all(&go_on);
	KUNIT_EXPECT_TRUE(test, within(10000, frames()));
	KUNIT_EXPECT_TRUE(test, within(10000, seen_on(0).pixels[0] == BLUE));
}

/* What the first of them shows, held up while others are committed. */
static u32 held_pixel;

static void hold_up_and_look(const struct sdrm_frame *frame)
{
	hold_up(frame);
	held_pixel = pixel_of(frame, (struct place){ 1, 1 });
}

static void slow_callback_misses_frames(struct kunit *test)
{
	u64 vblanks;
	unsigned int i;

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, BLUE);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), NULL), 0);
	settle();
	prepare_to_hold_up();
	told.at_frame = hold_up_and_look;
	held_pixel = 0;
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_ASSERT_TRUE(test, wait_for_completion_timeout(&entered, HZ));
	told.at_frame = NULL;
	i = frames();
	vblanks = drm_crtc_vblank_count(&crtc(0)->base);
	/* Each waits for a vblank; none waits for the callback. */
	KUNIT_EXPECT_EQ(test, show(0, plane(0), &another, 0, 0, 0), 0);
	KUNIT_EXPECT_EQ(test, show(0, plane(0), &another, 1, 1, 0), 0);
	KUNIT_EXPECT_EQ(test, show(0, plane(0), &another, 2, 2, 0), 0);
	KUNIT_EXPECT_EQ(test, show(0, plane(0), &another, 0, 0, 0), 0);
	KUNIT_EXPECT_GE(test, drm_crtc_vblank_count(&crtc(0)->base), vblanks + 4);
	KUNIT_EXPECT_EQ(test, frames(), i);
	complete_all(&go_on);
	/* The one that was held up and the newest. */
	expect_frames(test, i + 2);
	KUNIT_EXPECT_EQ(test, held_pixel, RED);
	KUNIT_EXPECT_EQ(test, seen_on(0).pixels[0], BLUE);
	KUNIT_EXPECT_FALSE(test, told.twice);
}

static void no_frames_while_off(struct kunit *test)
{
	unsigned int before;

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_EXPECT_TRUE(test, within(10000, frames()));
	KUNIT_ASSERT_EQ(test, switch_off(0), 0);
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&crtc(0)->vblank.timer));
	settle();
	before = frames();
	KUNIT_EXPECT_NULL(test, crtc(0)->shown);
	KUNIT_EXPECT_NULL(test, crtc(0)->next);
	settle();
	KUNIT_EXPECT_EQ(test, frames(), before);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_EXPECT_TRUE(test, within(10000, frames() > before));
}

static long move_cursor(s32 x, s32 y)
{
	struct drm_mode_cursor arg = {
		.flags = DRM_MODE_CURSOR_MOVE, .crtc_id = crtc(0)->base.base.id,
		.x = x, .y = y,
	};

	return call(DRM_IOCTL_MODE_CURSOR, &arg);
}

static long set_cursor(const struct canvas *canvas)
{
	struct drm_mode_cursor arg = {
		.flags = DRM_MODE_CURSOR_BO, .crtc_id = crtc(0)->base.base.id,
		.width = canvas->width, .height = canvas->height, .handle = canvas->handle,
	};

	return call(DRM_IOCTL_MODE_CURSOR, &arg);
}

static void cursor_moves_without_vblank(struct kunit *test)
{
	UP(test, full);
	/* Off as soon as nobody needs it. */
	drm()->vblank_disable_immediate = true;
	told.at[0] = (struct place){ 0, 0 };
	told.at[1] = (struct place){ 40, 40 };
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &small, 8, 8, DRM_FORMAT_ARGB8888, 0xff000000 | GREEN);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	KUNIT_ASSERT_EQ(test, set_cursor(&small), 0);
	KUNIT_ASSERT_EQ(test, show(0, PRIMARY, &canvas, 0, 0, 0), 0);
	KUNIT_EXPECT_TRUE(test, within(10000, seen_on(0).pixels[0] == GREEN));
	settle();
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&crtc(0)->vblank.timer));
	KUNIT_ASSERT_EQ(test, move_cursor(40, 40), 0);
	KUNIT_EXPECT_TRUE(test, within(10000, seen_on(0).pixels[1] == GREEN));
	KUNIT_EXPECT_EQ(test, seen_on(0).pixels[0], RED);
}

/* No frame callback: the same display, which nobody is told of. */
static void frame_callback_is_optional(struct kunit *test)
{
	told.setup = smallest;
	memset(__sdrm_registrations_of_plain, 0, sizeof(__sdrm_registrations_of_plain));
	KUNIT_ASSERT_EQ(test, __sdrm_load_plain(), 0);
	the_device = __sdrm_registrations_of_plain[0].__sdrm_priv.dev;
	KUNIT_EXPECT_NULL(test, __sdrm_display_of_plain.frame);
	KUNIT_EXPECT_EQ(test, open_display(), 0);
	if (node) {
		KUNIT_EXPECT_EQ(test, create(&canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888), 0);
		KUNIT_EXPECT_EQ(test, switch_on(0, plane(0), &canvas), 0);
		KUNIT_EXPECT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
		settle();
		KUNIT_EXPECT_EQ(test, frames(), 0);
		close_display();
	}
	__sdrm_unload_plain();
	expect_nothing_left(test);
}

/* --- what the driver refuses ------------------------ */

static struct {
	unsigned int asked;	/* again, if the commit was backed out for its locks */
	int answer;
	u32 crtc;
	struct sdrm_proposed_mode mode;
	struct sdrm_proposed_plane planes[5];	/* the last one is beyond all */
} checked;

static int look_and_answer(const struct sdrm_proposal *proposal)
{
	u32 i;

	checked.asked++;
	checked.crtc = sdrm_proposal_crtc(proposal);
	checked.mode = sdrm_proposal_mode(proposal);
	for (i = 0; i < 4; i++)
		checked.planes[i] = sdrm_proposal_plane(proposal, i);
	checked.planes[4] = sdrm_proposal_plane(proposal, U32_MAX);
	return checked.answer;
}

static void answer(int answer)
{
	memset(&checked, 0, sizeof(checked));
	checked.answer = answer;
	told.at_check = look_and_answer;
}

static void expect_plane(struct kunit *test, unsigned int number,
			 struct sdrm_proposed_plane want)
{
	const struct sdrm_proposed_plane *got = &checked.planes[number];

	KUNIT_EXPECT_EQ(test, got->type, want.type);
	KUNIT_EXPECT_EQ(test, got->format, want.format);
	KUNIT_EXPECT_EQ(test, got->x, want.x);
	KUNIT_EXPECT_EQ(test, got->y, want.y);
	KUNIT_EXPECT_EQ(test, got->width, want.width);
	KUNIT_EXPECT_EQ(test, got->height, want.height);
	KUNIT_EXPECT_EQ(test, got->from_x, want.from_x);
	KUNIT_EXPECT_EQ(test, got->from_y, want.from_y);
	KUNIT_EXPECT_EQ(test, got->visible, want.visible);
}

static void check_sees_all_planes(struct kunit *test)
{
	const struct sdrm_proposed_plane off = { };
	struct drm_mode_config *config;

	UP(test, full);
	config = &drm()->mode_config;
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, 16, 12, DRM_FORMAT_RGB565, 0);
	CANVAS(test, &small, 8, 8, DRM_FORMAT_ARGB8888, 0);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	answer(0);
	/* The primary is not in the commit. */
	begin_commit();
	put_plane(0, SECOND_OVERLAY, &another, -9, 5);
	set(SECOND_OVERLAY->base.id, config->prop_src_x, 3 << 16);
	set(SECOND_OVERLAY->base.id, config->prop_src_y, 2 << 16);
	set(SECOND_OVERLAY->base.id, config->prop_src_w, 12 << 16);
	set(SECOND_OVERLAY->base.id, config->prop_src_h, 10 << 16);
	set(SECOND_OVERLAY->base.id, config->prop_crtc_w, 12);
	set(SECOND_OVERLAY->base.id, config->prop_crtc_h, 10);
	put_plane(0, CURSOR, &small, WIDTH, 0);
	KUNIT_ASSERT_EQ(test, commit(0), 0);
	KUNIT_EXPECT_EQ(test, checked.crtc, 0);
	KUNIT_EXPECT_EQ(test, checked.mode.width, WIDTH);
	KUNIT_EXPECT_EQ(test, checked.mode.height, HEIGHT);
	KUNIT_EXPECT_EQ(test, checked.mode.period, crtc(0)->vblank.period);
	expect_plane(test, 0, off);
	expect_plane(test, 1, (struct sdrm_proposed_plane){
		SDRM_PLANE_PRIMARY, DRM_FORMAT_XRGB8888, 0, 0, WIDTH, HEIGHT, 0, 0, true });
	expect_plane(test, 2, (struct sdrm_proposed_plane){
		SDRM_PLANE_CURSOR, DRM_FORMAT_ARGB8888, WIDTH, 0, 8, 8, 0, 0, false });
	expect_plane(test, 3, (struct sdrm_proposed_plane){
		SDRM_PLANE_OVERLAY, DRM_FORMAT_RGB565, -9, 5, 12, 10, 3, 2, true });
	expect_plane(test, 4, off);
	/* Nor are the others if only the cursor changes. */
	KUNIT_ASSERT_EQ(test, move_cursor(20, 7), 0);
	expect_plane(test, 2, (struct sdrm_proposed_plane){
		SDRM_PLANE_CURSOR, DRM_FORMAT_ARGB8888, 20, 7, 8, 8, 0, 0, true });
	KUNIT_EXPECT_EQ(test, checked.planes[3].format, DRM_FORMAT_RGB565);
}

static void check_sees_the_planes_of_its_crtc(struct kunit *test)
{
	UP(test, two_crtcs);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	answer(0);
	KUNIT_ASSERT_EQ(test, switch_on(1, plane(2), &canvas), 0);
	KUNIT_EXPECT_EQ(test, checked.crtc, 1);
	KUNIT_EXPECT_EQ(test, checked.planes[0].format, 0);
	KUNIT_EXPECT_EQ(test, checked.planes[2].format, DRM_FORMAT_XRGB8888);
}

static void what_is_refused_is_not_shown(struct kunit *test)
{
	static const int answers[][2] = {
		{ -EINVAL, -EINVAL }, { -ERANGE, -ERANGE }, { -ENOSPC, -ENOSPC },
		/* The core would take it for its own, and what is no error for one. */
		{ -EDEADLK, -EINVAL }, { -EINTR, -EINVAL }, { 1, -EINVAL },
		{ INT_MIN, -EINVAL },
	};
	unsigned int before, i;

	UP(test, full);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &small, 8, 8, DRM_FORMAT_XRGB8888, GREEN);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, PRIMARY, &canvas, 0, 0, 0), 0);
	settle();
	before = frames();
	for (i = 0; i < ARRAY_SIZE(answers); i++) {
		answer(answers[i][0]);
		KUNIT_EXPECT_EQ(test, show(0, OVERLAY, &small, 0, 0, TEST_ONLY),
				answers[i][1]);
		KUNIT_EXPECT_EQ(test, show(0, OVERLAY, &small, 0, 0, 0), answers[i][1]);
		KUNIT_EXPECT_EQ(test, checked.asked, 2);
	}
	KUNIT_EXPECT_EQ(test, set_cursor(&small), -EINVAL);
	settle();
	KUNIT_EXPECT_EQ(test, frames(), before);
	KUNIT_EXPECT_EQ(test, seen_on(0).pixels[0], RED);
	answer(0);
	KUNIT_EXPECT_EQ(test, show(0, OVERLAY, &small, 0, 0, 0), 0);
	KUNIT_EXPECT_TRUE(test, within(10000, seen_on(0).pixels[0] == GREEN));
}

static void nobody_is_asked_to_take_away(struct kunit *test)
{
	UP(test, full);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, GREEN);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, OVERLAY, &another, 0, 0, 0), 0);
	answer(-EINVAL);
	/* The core warns if this fails. */
	remove_fb(&another);
	KUNIT_EXPECT_NULL(test, OVERLAY->state->fb);
	begin_commit();
	take_plane(PRIMARY);
	KUNIT_EXPECT_EQ(test, commit(0), 0);
	begin_commit();
	take_plane(PRIMARY);
	set_mode(0, NULL);
	KUNIT_EXPECT_EQ(test, commit(DRM_MODE_ATOMIC_ALLOW_MODESET), 0);
	KUNIT_EXPECT_EQ(test, checked.asked, 0);
	KUNIT_EXPECT_FALSE(test, log_says("remove_fb failed"));
}

/* To make it active may not fail then. */
static void inactive_crtcs_are_asked_about(struct kunit *test)
{
	struct drm_mode_modeinfo mode = usual_mode();

	UP(test, full);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	answer(-ERANGE);
	begin_commit();
	set_mode(0, &mode);
	set(crtc(0)->base.base.id, drm()->mode_config.prop_active, 0);
	put_plane(0, PRIMARY, &canvas, 0, 0);
	KUNIT_EXPECT_EQ(test, commit(DRM_MODE_ATOMIC_ALLOW_MODESET), -ERANGE);
	KUNIT_EXPECT_EQ(test, checked.planes[1].width, WIDTH);
	KUNIT_EXPECT_TRUE(test, checked.planes[1].visible);
}

/* --- modes and vblanks ------------------------ */

static long try_mode(const struct drm_mode_modeinfo *mode)
{
	u32 blob = blob_of(mode);

	/* Some are refused by the core. */
	if (!blob)
		return -EINVAL;
	begin_commit();
	set_mode(0, mode);
	return commit(TEST_ONLY);
}

static void bounds_of_modes(struct kunit *test)
{
	struct drm_mode_modeinfo mode;

	UP(test, smallest);
	mode = usual_mode();
	KUNIT_EXPECT_EQ(test, try_mode(&mode), 0);

	mode.flags = DRM_MODE_FLAG_INTERLACE;
	KUNIT_EXPECT_EQ(test, try_mode(&mode), -EINVAL);
	mode.flags = DRM_MODE_FLAG_DBLSCAN;
	KUNIT_EXPECT_EQ(test, try_mode(&mode), -EINVAL);
	mode.flags = 0;
	mode.vscan = 2;
	KUNIT_EXPECT_EQ(test, try_mode(&mode), -EINVAL);

	/* A millisecond, and a little less: 4000 pixels. */
	mode = mode_of(WIDTH, HEIGHT, 1000);
	KUNIT_EXPECT_EQ(test, mode.clock, 4000);
	KUNIT_EXPECT_EQ(test, try_mode(&mode), 0);
	mode.clock++;
	KUNIT_EXPECT_EQ(test, try_mode(&mode), -EINVAL);
	mode.clock = INT_MAX;
	KUNIT_EXPECT_EQ(test, try_mode(&mode), -EINVAL);
	/* Two seconds, and no more: the clock is in kHz. */
	mode.clock = 2;
	KUNIT_EXPECT_EQ(test, try_mode(&mode), 0);
	mode.clock = 1;
	KUNIT_EXPECT_EQ(test, try_mode(&mode), -EINVAL);
	mode.clock = 0;
	KUNIT_EXPECT_EQ(test, try_mode(&mode), -EINVAL);

	mode = mode_of(8192, 8192, 100000);
	KUNIT_EXPECT_EQ(test, try_mode(&mode), 0);
	mode = mode_of(8193, 100, 100000);
	KUNIT_EXPECT_EQ(test, try_mode(&mode), -EINVAL);
	mode = mode_of(100, 8193, 100000);
	KUNIT_EXPECT_EQ(test, try_mode(&mode), -EINVAL);
}

static void vblanks_are_a_period_apart(struct kunit *test)
{
	struct drm_crtc_get_sequence arg = {}, first = {}, last = {};
	u64 period = PERIOD_MS * NSEC_PER_MSEC;
	unsigned int i, changes = 0;

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	first.crtc_id = crtc(0)->base.base.id;
	KUNIT_ASSERT_EQ(test, call(DRM_IOCTL_CRTC_GET_SEQUENCE, &first), 0);
	KUNIT_EXPECT_TRUE(test, first.active);
	last = first;
	for (i = 0; i < 60; i++) {
		arg = (struct drm_crtc_get_sequence){ .crtc_id = first.crtc_id };
		KUNIT_ASSERT_EQ(test, call(DRM_IOCTL_CRTC_GET_SEQUENCE, &arg), 0);
		KUNIT_ASSERT_GE(test, arg.sequence, last.sequence);
		/* Exact, whatever the timer's delay was. */
		KUNIT_ASSERT_EQ(test, (u64)(arg.sequence_ns - first.sequence_ns),
				(arg.sequence - first.sequence) * period);
		changes += arg.sequence != last.sequence;
		last = arg;
		/* From time to time nobody is interested, and it is switched off. */
		if (i % 20 == 10) {
			drm()->vblank_disable_immediate = true;
			msleep(3 * PERIOD_MS);
		}
		msleep(3);
	}
	KUNIT_EXPECT_GT(test, changes, 5);
	KUNIT_EXPECT_EQ(test, (u64)(arg.sequence_ns - ktime_to_ns(crtc(0)->vblank.start)) % period,
			0);
}

static void event_at_the_vblank_that_shows_it(struct kunit *test)
{
	struct drm_event_vblank event;
	unsigned int i, last = 0;
	u64 start, when;

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	for (i = 0; i < 5; i++) {
		KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0,
					   DRM_MODE_ATOMIC_NONBLOCK | DRM_MODE_PAGE_FLIP_EVENT), 0);
		KUNIT_ASSERT_TRUE(test, within(10000, read_event(&event)));
		KUNIT_EXPECT_EQ(test, event.base.type, DRM_EVENT_FLIP_COMPLETE);
		KUNIT_EXPECT_EQ(test, event.user_data, 0x5d);
		KUNIT_EXPECT_GT(test, event.sequence, last);
		last = event.sequence;
		/* Not before that vblank, and no other comes for the commit. */
		when = event.tv_sec * 1000000ULL + event.tv_usec;
		start = ktime_to_us(crtc(0)->vblank.start);
		KUNIT_EXPECT_LE(test, (when - start + 1) % (PERIOD_MS * 1000), 2);
		KUNIT_EXPECT_FALSE(test, read_event(&event));
	}
}

static int toggle_vblank(void *data)
{
	while (!kthread_should_stop()) {
		if (!drm_crtc_vblank_get(&crtc(0)->base)) {
			usleep_range(10, 300);
			drm_crtc_vblank_put(&crtc(0)->base);
		}
		cond_resched();
	}
	return 0;
}

static void vblank_on_and_off_at_once(struct kunit *test)
{
	struct drm_mode_modeinfo mode = mode_of(WIDTH, HEIGHT, 1000);
	struct task_struct *tasks[2];
	unsigned int i;

	UP(test, smallest);
	drm()->vblank_disable_immediate = true;
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	for (i = 0; i < ARRAY_SIZE(tasks); i++)
		tasks[i] = kthread_run(toggle_vblank, NULL, "kunit-vblank");
	for (i = 0; i < 40; i++) {
		begin_commit();
		set_mode(0, &mode);
		put_plane(0, plane(0), &canvas, 0, 0);
		KUNIT_EXPECT_EQ(test, commit(DRM_MODE_ATOMIC_ALLOW_MODESET), 0);
		KUNIT_EXPECT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
		usleep_range(100, 5000);
		KUNIT_EXPECT_EQ(test, switch_off(0), 0);
		KUNIT_EXPECT_FALSE(test, hrtimer_active(&crtc(0)->vblank.timer));
	}
	for (i = 0; i < ARRAY_SIZE(tasks); i++)
		kthread_stop(tasks[i]);
	/* It works as before. */
	KUNIT_EXPECT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_EXPECT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
}

/* --- framebuffers ------------------------ */

static bool is_mapped(const struct canvas *canvas)
{
	struct drm_gem_object *obj = drm_gem_object_lookup(client(), canvas->handle);
	bool mapped = to_drm_gem_shmem_obj(obj)->vaddr;

	drm_gem_object_put(obj);
	return mapped;
}

static void framebuffers_are_counted(struct kunit *test)
{
	UP(test, smallest);
	KUNIT_EXPECT_EQ(test, atomic_read(&display()->framebuffers), 0);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, BLUE);
	KUNIT_EXPECT_EQ(test, atomic_read(&display()->framebuffers), 2);
	remove_fb(&another);
	KUNIT_EXPECT_EQ(test, atomic_read(&display()->framebuffers), 1);
	/* One that is shown stays until it is not any more. */
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, add_fb(&another), 0);
	remove_fb(&canvas);
	KUNIT_EXPECT_TRUE(test, within(10000, atomic_read(&display()->framebuffers) == 1));
	close_display();
	KUNIT_EXPECT_EQ(test, atomic_read(&display()->framebuffers), 0);
}

static void mapped_while_there_is_a_framebuffer(struct kunit *test)
{
	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_EXPECT_FALSE(test, is_mapped(&canvas));
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_EXPECT_TRUE(test, is_mapped(&canvas));
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_EXPECT_TRUE(test, is_mapped(&canvas));
	remove_fb(&canvas);
	KUNIT_EXPECT_TRUE(test, within(10000, !is_mapped(&canvas)));
}

static void unknown_framebuffers(struct kunit *test)
{
	struct drm_mode_fb_cmd2 cmd;

	UP(test, smallest);
	KUNIT_ASSERT_EQ(test, create(&canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888), 0);
	cmd = (struct drm_mode_fb_cmd2){
		.width = WIDTH, .height = HEIGHT, .pixel_format = DRM_FORMAT_XRGB8888,
		.handles = { canvas.handle }, .pitches = { canvas.pitch },
	};
	KUNIT_EXPECT_EQ(test, call(DRM_IOCTL_MODE_ADDFB2, &cmd), 0);
	KUNIT_EXPECT_EQ(test, call(DRM_IOCTL_MODE_RMFB, &cmd.fb_id), 0);
	/* No plane has it. */
	cmd.pixel_format = DRM_FORMAT_XBGR8888;
	KUNIT_EXPECT_EQ(test, call(DRM_IOCTL_MODE_ADDFB2, &cmd), -EINVAL);
	cmd.pixel_format = DRM_FORMAT_XRGB8888;
	/* More than there is. */
	cmd.height = 8 * HEIGHT;
	KUNIT_EXPECT_EQ(test, call(DRM_IOCTL_MODE_ADDFB2, &cmd), -EINVAL);
	cmd.height = HEIGHT;
	cmd.offsets[0] = canvas.pitch;
	KUNIT_EXPECT_EQ(test, call(DRM_IOCTL_MODE_ADDFB2, &cmd), -EINVAL);
	KUNIT_EXPECT_EQ(test, atomic_read(&display()->framebuffers), 1);
}

/* --- a buffer of an exporter that can fail ------------------------ */

#define EXPORTED_SIZE (16 * PAGE_SIZE)

static struct {
	void *memory;
	int error;		/* of begin_cpu_access */
	unsigned int good;	/* calls of it until then */
	atomic_t begun, ended, maps, unmaps;
} exporter;

static struct sg_table *exported_map(struct dma_buf_attachment *attachment,
				     enum dma_data_direction direction)
{
	struct sg_table *table = kzalloc(sizeof(*table), GFP_KERNEL | __GFP_NOFAIL);

	if (sg_alloc_table(table, 1, GFP_KERNEL)) {
		kfree(table);
		return ERR_PTR(-ENOMEM);
	}
	sg_set_buf(table->sgl, exporter.memory, EXPORTED_SIZE);
	if (dma_map_sgtable(attachment->dev, table, direction, 0)) {
		sg_free_table(table);
		kfree(table);
		return ERR_PTR(-EIO);
	}
	return table;
}

static void exported_unmap(struct dma_buf_attachment *attachment, struct sg_table *table,
			   enum dma_data_direction direction)
{
	dma_unmap_sgtable(attachment->dev, table, direction, 0);
	sg_free_table(table);
	kfree(table);
}

static void exported_release(struct dma_buf *dmabuf)
{
	free_pages_exact(exporter.memory, EXPORTED_SIZE);
	exporter.memory = NULL;
}

static int exported_begin(struct dma_buf *dmabuf, enum dma_data_direction direction)
{
	if (exporter.error && !exporter.good)
		return exporter.error;
	if (exporter.good)
		exporter.good--;
	atomic_inc(&exporter.begun);
	return 0;
}

static int exported_end(struct dma_buf *dmabuf, enum dma_data_direction direction)
{
	atomic_inc(&exporter.ended);
	return 0;
}

static int exported_vmap(struct dma_buf *dmabuf, struct iosys_map *map)
{
	atomic_inc(&exporter.maps);
	iosys_map_set_vaddr(map, exporter.memory);
	return 0;
}

static void exported_vunmap(struct dma_buf *dmabuf, struct iosys_map *map)
{
	atomic_inc(&exporter.unmaps);
}

static const struct dma_buf_ops exporter_ops = {
	.map_dma_buf = exported_map,
	.unmap_dma_buf = exported_unmap,
	.release = exported_release,
	.begin_cpu_access = exported_begin,
	.end_cpu_access = exported_end,
	.vmap = exported_vmap,
	.vunmap = exported_vunmap,
};

/* A canvas in it. */
static int import(struct canvas *canvas, u32 width, u32 height)
{
	DEFINE_DMA_BUF_EXPORT_INFO(info);
	struct drm_prime_handle prime = {};
	struct dma_buf *dmabuf;
	long ret;
	int fd;

	memset(&exporter, 0, sizeof(exporter));
	exporter.memory = alloc_pages_exact(EXPORTED_SIZE, GFP_KERNEL | __GFP_ZERO);
	if (!exporter.memory)
		return -ENOMEM;
	info.ops = &exporter_ops;
	info.size = EXPORTED_SIZE;
	info.flags = O_RDWR;
	info.priv = &exporter;
	dmabuf = dma_buf_export(&info);
	if (IS_ERR(dmabuf)) {
		free_pages_exact(exporter.memory, EXPORTED_SIZE);
		return PTR_ERR(dmabuf);
	}
	fd = dma_buf_fd(dmabuf, O_CLOEXEC);
	if (fd < 0) {
		dma_buf_put(dmabuf);
		return fd;
	}
	prime.fd = fd;
	ret = call(DRM_IOCTL_PRIME_FD_TO_HANDLE, &prime);
	close_fd(fd);
	*canvas = (struct canvas){
		width, height, DRM_FORMAT_XRGB8888, prime.handle, 4 * width,
	};
	return ret ?: add_fb(canvas);
}

static void cpu_access_is_begun_and_ended(struct kunit *test)
{
	unsigned int before;

	UP(test, smallest);
	KUNIT_ASSERT_EQ(test, import(&canvas, WIDTH, HEIGHT), 0);
	((u32 *)exporter.memory)[0] = 0xabcdef;
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_ASSERT_TRUE(test, within(10000, frames()));
	KUNIT_EXPECT_EQ(test, seen_on(0).pixels[0], 0xabcdef);
	settle();
	KUNIT_EXPECT_GT(test, atomic_read(&exporter.begun), 0);
	KUNIT_EXPECT_EQ(test, atomic_read(&exporter.begun), atomic_read(&exporter.ended));
	/* What cannot be read is not shown to the driver; the display goes on. */
	before = frames();
	exporter.error = -EIO;
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	settle();
	KUNIT_EXPECT_EQ(test, frames(), before);
	exporter.error = 0;
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_EXPECT_TRUE(test, within(10000, frames() == before + 1));
	KUNIT_EXPECT_EQ(test, atomic_read(&exporter.begun), atomic_read(&exporter.ended));
	/* Mapped once. */
	KUNIT_EXPECT_EQ(test, atomic_read(&exporter.maps), 1);
	destroy_canvas(&canvas);
	KUNIT_EXPECT_TRUE(test, within(10000, atomic_read(&exporter.unmaps) == 1));
}

static void begun_access_is_ended_after_an_error(struct kunit *test)
{
	UP(test, full);
	KUNIT_ASSERT_EQ(test, import(&another, 16, 16), 0);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, NULL), 0);
	settle();
	/* Of three planes of a frame, the last cannot be read. */
	exporter.good = 2;
	exporter.error = -EIO;
	begin_commit();
	put_plane(0, PRIMARY, &another, 0, 0);
	put_plane(0, OVERLAY, &another, 16, 0);
	put_plane(0, SECOND_OVERLAY, &another, 32, 0);
	KUNIT_ASSERT_EQ(test, commit(0), 0);
	settle();
	KUNIT_EXPECT_EQ(test, atomic_read(&exporter.begun), 2);
	KUNIT_EXPECT_EQ(test, atomic_read(&exporter.ended), 2);
}

/* --- writeback ------------------------ */

/* Adds to the commit that has begun. */
static void set_writeback(const struct canvas *canvas, unsigned int number)
{
	struct drm_mode_config *config = &drm()->mode_config;
	u32 id = crtc(0)->writeback.base.base.base.id;

	pointed_to.fd[number] = -1;
	set(id, config->prop_crtc_id, crtc(0)->base.base.id);
	set(id, config->writeback_fb_id_property, canvas->fb);
	set(id, config->writeback_out_fence_ptr_property, AT(fd) + number * sizeof(s32));
}

/* The fence of the sync_file that a commit has returned. */
static struct dma_fence *fence_of(unsigned int number)
{
	struct dma_fence *fence = sync_file_get_fence(pointed_to.fd[number]);

	if (fence)
		close_fd(pointed_to.fd[number]);
	return fence;
}

/* Declares @fence, that of the commit. */
#define FENCE_OF(test, fence, number)					\
	struct dma_fence *fence = fence_of(number);			\
	KUNIT_ASSERT_NOT_NULL(test, fence)

static int wait_for(struct dma_fence *fence)
{
	long left = dma_fence_wait_timeout(fence, false, HZ);

	return left > 0 ? dma_fence_get_status(fence) : 0;
}

static void writeback_is_what_is_shown(struct kunit *test)
{
	UP(test, full);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, 0x123456);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_ARGB8888, 0);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	begin_commit();
	set_writeback(&another, 0);
	KUNIT_ASSERT_EQ(test, commit(DRM_MODE_ATOMIC_ALLOW_MODESET), 0);
	FENCE_OF(test, fence, 0);
	KUNIT_EXPECT_EQ(test, wait_for(fence), 1);
	dma_fence_put(fence);
	/* Opaque. */
	KUNIT_EXPECT_EQ(test, peek(&another, 0, 0), 0xff123456);
	KUNIT_EXPECT_EQ(test, peek(&another, WIDTH - 1, HEIGHT - 1), 0xff123456);
}

static void each_writeback_is_finished(struct kunit *test)
{
	struct dma_fence *fences[4];
	unsigned int i;

	UP(test, full);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, 0);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	for (i = 0; i < ARRAY_SIZE(fences); i++) {
		begin_commit();
		set_writeback(&another, 0);
		KUNIT_EXPECT_EQ(test, commit(DRM_MODE_ATOMIC_ALLOW_MODESET), 0);
		fences[i] = fence_of(0);
	}
	for (i = 0; i < ARRAY_SIZE(fences); i++) {
		KUNIT_EXPECT_NOT_NULL(test, fences[i]);
		if (!fences[i])
			continue;
		KUNIT_EXPECT_EQ(test, wait_for(fences[i]), 1);
		dma_fence_put(fences[i]);
	}
}

static void writeback_tells_the_error(struct kunit *test)
{
	unsigned int i;

	UP(test, full);
	KUNIT_ASSERT_EQ(test, import(&another, WIDTH, HEIGHT), 0);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	for (i = 0; i < 4; i++) {
		exporter.error = i % 2 ? 0 : -EREMOTEIO;
		begin_commit();
		set_writeback(&another, 0);
		KUNIT_ASSERT_EQ(test, commit(DRM_MODE_ATOMIC_ALLOW_MODESET), 0);
		FENCE_OF(test, fence, 0);
		KUNIT_EXPECT_EQ(test, wait_for(fence), i % 2 ? 1 : -EREMOTEIO);
		dma_fence_put(fence);
	}
	KUNIT_EXPECT_EQ(test, atomic_read(&exporter.begun), 2);
	KUNIT_EXPECT_EQ(test, atomic_read(&exporter.ended), 2);
	KUNIT_EXPECT_EQ(test, ((u32 *)exporter.memory)[0] & 0xffffff, RED);
}

static void writeback_has_the_size_of_the_mode(struct kunit *test)
{
	struct canvas wrong;

	UP(test, full);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, create(&wrong, WIDTH, HEIGHT - 1, DRM_FORMAT_XRGB8888), 0);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	begin_commit();
	set_writeback(&wrong, 0);
	KUNIT_EXPECT_EQ(test, commit(TEST_ONLY), -EINVAL);
	destroy_canvas(&wrong);
	KUNIT_ASSERT_EQ(test, create(&wrong, WIDTH + 1, HEIGHT, DRM_FORMAT_XRGB8888), 0);
	begin_commit();
	set_writeback(&wrong, 0);
	KUNIT_EXPECT_EQ(test, commit(TEST_ONLY), -EINVAL);
	destroy_canvas(&wrong);
}

static void few_writeback_formats(struct sdrm_setup *setup)
{
	sdrm_setup_crtc(setup);
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, xrgb);
	sdrm_setup_plane(setup, SDRM_PLANE_OVERLAY, all_formats);
	sdrm_setup_connector(setup, 1024, 768);
	sdrm_setup_writeback(setup, xrgb);
}

static void writeback_has_its_formats(struct kunit *test)
{
	UP(test, few_writeback_formats);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, create(&another, WIDTH, HEIGHT, DRM_FORMAT_RGB565), 0);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	begin_commit();
	set_writeback(&another, 0);
	KUNIT_EXPECT_EQ(test, commit(TEST_ONLY), -EINVAL);
	begin_commit();
	set_writeback(&canvas, 0);
	KUNIT_EXPECT_EQ(test, commit(TEST_ONLY), 0);
}

/* --- fences ------------------------ */

static void set_out_fence(unsigned int number)
{
	pointed_to.fd[number] = -1;
	set(crtc(0)->base.base.id, drm()->mode_config.prop_out_fence_ptr,
	    AT(fd) + number * sizeof(s32));
}

static void expect_names(struct kunit *test, struct dma_fence *fence, const char *timeline)
{
	KUNIT_EXPECT_STREQ(test, fence->ops->get_driver_name(fence), DRIVER);
	KUNIT_EXPECT_STREQ(test, fence->ops->get_timeline_name(fence), timeline);
}

static void fences_outlive_the_device(struct kunit *test)
{
	char crtc_timeline[32], writeback_timeline[32];

	UP(test, full);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, 0);
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, &canvas), 0);
	strscpy(crtc_timeline, crtc(0)->base.timeline_name, sizeof(crtc_timeline));
	strscpy(writeback_timeline, crtc(0)->writeback.base.timeline_name,
		sizeof(writeback_timeline));
	begin_commit();
	set_out_fence(0);
	set_writeback(&another, 1);
	KUNIT_ASSERT_EQ(test, commit(DRM_MODE_ATOMIC_ALLOW_MODESET), 0);
	FENCE_OF(test, shown, 0);
	FENCE_OF(test, written, 1);
	expect_names(test, shown, crtc_timeline);
	expect_names(test, written, writeback_timeline);
	/* From what they hold, not from the CRTC and the connector. */
	KUNIT_EXPECT_EQ(test, refcount_read(&crtc(0)->fences->base.refs), 2);
	KUNIT_EXPECT_EQ(test, refcount_read(&crtc(0)->writeback.fences->base.refs), 2);
	KUNIT_EXPECT_EQ(test, wait_for(shown), 1);
	KUNIT_EXPECT_EQ(test, wait_for(written), 1);
	close_display();
	unload();
	expect_nothing_left(test);
	/* The device's memory is gone, and KASAN looks. */
	expect_names(test, shown, crtc_timeline);
	expect_names(test, written, writeback_timeline);
	dma_fence_put(shown);
	dma_fence_put(written);
}

static void fence_of_a_failed_commit(struct kunit *test)
{
	struct kms_crtc *one;
	long ret = 0;
	unsigned int i;

	UP(test, smallest);
	one = crtc(0);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	/* The next one is too early, after its check, unless something holds this up. */
	for (i = 0; i < 500 && !ret; i++) {
		begin_commit();
		set_out_fence(0);
		put_plane(0, plane(0), &canvas, 0, 0);
		ret = commit(DRM_MODE_ATOMIC_NONBLOCK);
		if (!ret)
			close_fd(pointed_to.fd[0]);
	}
	KUNIT_EXPECT_EQ(test, ret, -EBUSY);
	KUNIT_EXPECT_EQ(test, pointed_to.fd[0], -1);
	settle();
	flush_delayed_fput();
	KUNIT_EXPECT_TRUE(test, within(10000, refcount_read(&one->fences->base.refs) == 1));
}

/* --- CRCs ------------------------ */

static struct file *open_crc(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/kernel/debug/dri/%d/crtc-0/crc/data",
		 drm()->primary->index);
	return open_user_path(path, O_RDONLY);
}

/* Waits for one. */
static bool read_crc(struct file *filp, u32 *frame, u32 *crc)
{
	char text[64] = {};
	loff_t at = 0;
	ssize_t size;

	kthread_use_mm(mm);
	size = filp->f_op->read(filp, user, sizeof(text) - 1, &at);
	kthread_unuse_mm(mm);
	return size > 0 && get_user_bytes(text, size) &&
	       sscanf(text, "%x %x", frame, crc) == 2;
}

/* Of what is shown now. */
static u32 current_crc(struct kunit *test, struct file *filp)
{
	u32 frame, crc = 0;
	unsigned int i;

	/* Older ones may be waiting. */
	for (i = 0; i < 4; i++)
		KUNIT_EXPECT_TRUE(test, read_crc(filp, &frame, &crc));
	return crc;
}

static void crc_file_keeps_the_module(struct kunit *test)
{
	u32 first, then, red, blue, value;
	unsigned int told_of;
	struct file *filp;
	int before;

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, BLUE);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	before = module_refcount(THIS_MODULE);
	filp = open_crc();
	KUNIT_ASSERT_FALSE(test, IS_ERR(filp));
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before + 1);
	KUNIT_EXPECT_TRUE(test, read_crc(filp, &first, &value));
	KUNIT_EXPECT_TRUE(test, read_crc(filp, &then, &value));
	/* Of a timer that is late by more than a period there is one for all. */
	KUNIT_EXPECT_GT(test, then, first);
	/* Of the picture, of which the driver knows. */
	told_of = frames();
	red = current_crc(test, filp);
	KUNIT_EXPECT_EQ(test, frames(), told_of);
	KUNIT_EXPECT_EQ(test, show(0, plane(0), &another, 0, 0, 0), 0);
	msleep(4 * PERIOD_MS);
	KUNIT_EXPECT_TRUE(test, within(10000, (blue = current_crc(test, filp)) != red));
	KUNIT_EXPECT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_EXPECT_TRUE(test, within(10000, (value = current_crc(test, filp)) == red));
	KUNIT_EXPECT_NE(test, red, blue);
	close_now(filp);
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before);
	KUNIT_EXPECT_EQ(test, atomic_read(&drm()->vblank[0].refcount), 0);
	/* And once more. */
	filp = open_crc();
	KUNIT_ASSERT_FALSE(test, IS_ERR(filp));
	KUNIT_EXPECT_TRUE(test, read_crc(filp, &first, &value));
	/* It goes on when the display is off in between. */
	KUNIT_EXPECT_EQ(test, switch_off(0), 0);
	KUNIT_EXPECT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_EXPECT_EQ(test, current_crc(test, filp), red);
	close_now(filp);
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before);
}

static void crc_of_the_vblank_that_shows_it(struct kunit *test)
{
	struct drm_event_vblank event;
	u32 frame, crc, red;
	struct file *filp;
	unsigned int i;

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	CANVAS(test, &another, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, BLUE);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	filp = open_crc();
	KUNIT_ASSERT_FALSE(test, IS_ERR(filp));
	red = current_crc(test, filp);
	for (i = 0; i < 10; i++) {
		KUNIT_EXPECT_EQ(test, show(0, plane(0), i % 2 ? &canvas : &another, 0, 0,
					   DRM_MODE_ATOMIC_NONBLOCK | DRM_MODE_PAGE_FLIP_EVENT), 0);
		KUNIT_EXPECT_TRUE(test, within(10000, read_event(&event)));
		do {
			KUNIT_EXPECT_TRUE(test, read_crc(filp, &frame, &crc));
		} while ((s32)(frame - event.sequence) < 0);
		KUNIT_EXPECT_EQ(test, frame, event.sequence);
		KUNIT_EXPECT_EQ(test, crc == red, i % 2);
	}
	close_now(filp);
}

static void no_crc_while_off(struct kunit *test)
{
	int before;
	struct file *filp;

	UP(test, smallest);
	before = module_refcount(THIS_MODULE);
	filp = open_crc();
	KUNIT_EXPECT_TRUE(test, IS_ERR(filp));
	if (!IS_ERR(filp))
		close_now(filp);
	KUNIT_EXPECT_EQ(test, module_refcount(THIS_MODULE), before);
}

/* --- the end ------------------------ */

static void expect_off(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, crtc(0)->base.state->active);
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&crtc(0)->vblank.timer));
	KUNIT_EXPECT_FALSE(test, work_busy(&crtc(0)->work));
	KUNIT_EXPECT_NULL(test, crtc(0)->shown);
	KUNIT_EXPECT_NULL(test, crtc(0)->next);
}

static void unplug_switches_off(struct kunit *test)
{
	struct drm_event_vblank event;
	unsigned int before;

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	settle();
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0,
				   DRM_MODE_ATOMIC_NONBLOCK | DRM_MODE_PAGE_FLIP_EVENT), 0);
	sdrm_device_unplug(the_device);
	before = frames();
	expect_off(test);
	/* The event that was on its way has been sent. */
	KUNIT_EXPECT_TRUE(test, read_event(&event));
	KUNIT_EXPECT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), -ENODEV);
	settle();
	KUNIT_EXPECT_EQ(test, frames(), before);
	/* Again: nothing. */
	sdrm_device_unplug(the_device);
	KUNIT_EXPECT_EQ(test, told.exit, 0);
	close_display();
	unload();
	KUNIT_EXPECT_EQ(test, told.exit, 1);
	expect_nothing_left(test);
}

static int unplug_in_thread(void *data)
{
	sdrm_device_unplug(the_device);
	complete(data);
	return 0;
}

static void unplug_waits_for_the_callback(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(unplugged);

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	prepare_to_hold_up();
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	KUNIT_ASSERT_TRUE(test, wait_for_completion_timeout(&entered, HZ));
	kthread_run(unplug_in_thread, &unplugged, "kunit-unplug");
	/* On a busy machine, the thread may begin late. */
	KUNIT_EXPECT_TRUE(test, within(10000, READ_ONCE(display()->gone)));
	KUNIT_EXPECT_FALSE(test, wait_for_completion_timeout(&unplugged, HZ / 5));
	told.at_frame = NULL;
	complete_all(&go_on);
	KUNIT_ASSERT_TRUE(test, wait_for_completion_timeout(&unplugged, 10 * HZ));
	KUNIT_EXPECT_EQ(test, frames(), 1);
	expect_off(test);
}

static void unplug(const struct sdrm_frame *frame)
{
	sdrm_device_unplug(the_device);
}

static void callback_may_unplug(struct kunit *test)
{
	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	told.at_frame = unplug;
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_EXPECT_TRUE(test, within(5000, frames() == 1));
	flush_workqueue(crtc(0)->queue);
	expect_off(test);
	settle();
	KUNIT_EXPECT_EQ(test, frames(), 1);
}

static void unplugged_too_early(struct sdrm_setup *setup)
{
	sdrm_device_unplug(told.device);
	smallest(setup);
}

/* There is nothing to unplug. */
static void unplug_in_setup_does_nothing(struct kunit *test)
{
	KUNIT_ASSERT_EQ(test, load(unplugged_too_early), 0);
	KUNIT_EXPECT_EQ(test, open_display(), 0);
	sdrm_device_unplug(the_device);
	KUNIT_EXPECT_TRUE(test, drm_dev_is_unplugged(drm()));
}

static void nothing_is_switched_on_after_unplug(struct kunit *test)
{
	struct drm_modeset_acquire_ctx ctx;
	struct drm_display_mode mode = {};
	struct drm_connector *only;
	struct drm_mode_set set = { .mode = &mode, .connectors = &only,
				    .num_connectors = 1 };
	int ret;

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	drm_mode_init(&mode, &crtc(0)->base.state->mode);
	sdrm_device_unplug(the_device);
	expect_off(test);
	/* As a commit that had entered before, and got the locks only then. */
	set.crtc = &crtc(0)->base;
	only = connector(0);
	set.fb = drm_framebuffer_lookup(drm(), client(), canvas.fb);
	KUNIT_ASSERT_NOT_NULL(test, set.fb);
	/* Again after an -EDEADLK, of which the debug kernel makes some up. */
	DRM_MODESET_LOCK_ALL_BEGIN(drm(), ctx, 0, ret);
	ret = crtc(0)->base.funcs->set_config(&set, &ctx);
	DRM_MODESET_LOCK_ALL_END(drm(), ctx, ret);
	KUNIT_EXPECT_LT(test, ret, 0);
	drm_framebuffer_put(set.fb);
	expect_off(test);
}

/* The primary's buffer is busy, so that a commit waits. */
static int make_busy(const struct canvas *canvas, struct dma_fence *fence)
{
	struct drm_gem_object *obj = drm_gem_object_lookup(client(), canvas->handle);
	int ret = dma_resv_lock(obj->resv, NULL);

	if (!ret) {
		ret = dma_resv_reserve_fences(obj->resv, 1);
		if (!ret)
			dma_resv_add_fence(obj->resv, fence, DMA_RESV_USAGE_WRITE);
		dma_resv_unlock(obj->resv);
	}
	drm_gem_object_put(obj);
	return ret;
}

static int unplug_with_signal(void *data)
{
	/* As of a process that is killed. */
	set_tsk_thread_flag(current, TIF_SIGPENDING);
	sdrm_device_unplug(the_device);
	clear_tsk_thread_flag(current, TIF_SIGPENDING);
	complete(data);
	return 0;
}

static void killed_unplug_switches_off(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(unplugged);
	unsigned int before;

	UP(test, smallest);
	CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0, 0), 0);
	settle();
	SDRM_OWN(fence, fence, sdrm_fence_create(source));
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(fence));

	KUNIT_ASSERT_EQ(test, make_busy(&canvas, ref->__sdrm_ptr), 0);
	KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 1, 1, DRM_MODE_ATOMIC_NONBLOCK), 0);
	kthread_run(unplug_with_signal, &unplugged, "kunit-killed");
	wait_for_completion_timeout(&unplugged, HZ / 5);
	sdrm_fence_signal(sdrm_fence_move(fence));
	KUNIT_ASSERT_TRUE(test, within(10000, completion_done(&unplugged)));
	before = frames();
	KUNIT_EXPECT_TRUE(test, display()->gone);
	expect_off(test);
	settle();
	KUNIT_EXPECT_EQ(test, frames(), before);
}

static void unplug_without_memory_switches_off(struct kunit *test)
{
	unsigned int nth = 0;
	bool failed;

	need_failslab(test);
	do {
		UP(test, smallest);
		CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
		KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
		fail_nth(++nth);
		sdrm_device_unplug(the_device);
		failed = !fails_in();
		fail_nth(0);
		expect_off(test);
		close_display();
		unload();
	} while (failed && nth < 40);
	KUNIT_EXPECT_GT(test, nth, 1);
}

static void unload_while_on(struct kunit *test)
{
	UP(test, full);
	/* Without a framebuffer, it stays on when the file is closed. */
	KUNIT_ASSERT_EQ(test, switch_on(0, PRIMARY, NULL), 0);
	close_display();
	KUNIT_EXPECT_TRUE(test, crtc(0)->base.state->active);
	unload();
	KUNIT_EXPECT_EQ(test, told.exit, 1);
	expect_nothing_left(test);
}

static void data_outlives_the_frames(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < 5; i++) {
		memset(&told, 0, sizeof(told));
		UP(test, smallest);
		CANVAS(test, &canvas, WIDTH, HEIGHT, DRM_FORMAT_XRGB8888, RED);
		KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), &canvas), 0);
		KUNIT_ASSERT_EQ(test, show(0, plane(0), &canvas, 0, 0,
					   DRM_MODE_ATOMIC_NONBLOCK), 0);
		usleep_range(1, 2 * PERIOD_MS * 1000);
		close_display();
		unload();
		KUNIT_EXPECT_EQ(test, told.value, 42);
		KUNIT_EXPECT_EQ(test, told.exit, 1);
		expect_nothing_left(test);
	}
}

static int read_crcs(void *data)
{
	u32 frame, crc;

	/* Until the file goes. */
	while (read_crc(data, &frame, &crc))
		;
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static void unplug_wakes_who_reads_crcs(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(unplugged);
	struct task_struct *reader;
	struct file *filp;

	UP(test, smallest);
	KUNIT_ASSERT_EQ(test, switch_on(0, plane(0), NULL), 0);
	filp = open_crc();
	KUNIT_ASSERT_FALSE(test, IS_ERR(filp));
	KUNIT_ASSERT_EQ(test, switch_off(0), 0);
	reader = kthread_run(read_crcs, filp, "kunit-reader");
	settle();
	kthread_run(unplug_in_thread, &unplugged, "kunit-unplug");
	KUNIT_EXPECT_TRUE(test, wait_for_completion_timeout(&unplugged, 10 * HZ));
	kthread_stop(reader);
	close_now(filp);
}

/* --- the suite ------------------------ */

static int begin_suite(struct kunit_suite *suite)
{
	read_only();
	return map_user_memory(suite);
}

static int begin(struct kunit *test)
{
	source = ERR_PTR(-ENODATA);
	skip_others(test);
	memset(&told, 0, sizeof(told));
	memset(&canvas, 0, sizeof(canvas));
	return source_init(test);
}

static void end(struct kunit *test)
{
	told.at_frame = NULL;
	complete_all(&go_on);
	if (node)
		close_display();
	if (loaded)
		unload();
	source_exit(test);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(wrong_setup_is_refused),
	KUNIT_CASE(smallest_display),
	KUNIT_CASE(failed_init_is_not_set_up),
	KUNIT_CASE(most_that_can_be_had),
	KUNIT_CASE(planes_in_their_order),
	KUNIT_CASE(crtcs_have_their_own),
	KUNIT_CASE(shared_objects),
	KUNIT_CASE(encoder_fits_the_crtc),
	KUNIT_CASE(writeback_clones_the_display),
	KUNIT_CASE(always_connected_with_a_preferred_mode),
	KUNIT_CASE(mode_set_is_a_frame),
	KUNIT_CASE(frame_for_each_flip),
	KUNIT_CASE(what_is_not_there_is_black),
	KUNIT_CASE(planes_over_each_other),
	KUNIT_CASE(clipped_planes),
	KUNIT_CASE(deep_frames_have_eight_bits),
	KUNIT_CASE(primary_may_be_off),
	KUNIT_CASE(each_crtc_has_its_frames),
	KUNIT_CASE(frame_lasts_for_the_call),
	KUNIT_CASE(slow_callback_misses_frames),
	KUNIT_CASE(no_frames_while_off),
	KUNIT_CASE(cursor_moves_without_vblank),
	KUNIT_CASE(frame_callback_is_optional),
	KUNIT_CASE(check_sees_all_planes),
	KUNIT_CASE(check_sees_the_planes_of_its_crtc),
	KUNIT_CASE(what_is_refused_is_not_shown),
	KUNIT_CASE(nobody_is_asked_to_take_away),
	KUNIT_CASE(inactive_crtcs_are_asked_about),
	KUNIT_CASE(bounds_of_modes),
	KUNIT_CASE(vblanks_are_a_period_apart),
	KUNIT_CASE(event_at_the_vblank_that_shows_it),
	KUNIT_CASE(vblank_on_and_off_at_once),
	KUNIT_CASE(framebuffers_are_counted),
	KUNIT_CASE(mapped_while_there_is_a_framebuffer),
	KUNIT_CASE(unknown_framebuffers),
	KUNIT_CASE(cpu_access_is_begun_and_ended),
	KUNIT_CASE(begun_access_is_ended_after_an_error),
	KUNIT_CASE(writeback_is_what_is_shown),
	KUNIT_CASE(each_writeback_is_finished),
	KUNIT_CASE(writeback_tells_the_error),
	KUNIT_CASE(writeback_has_the_size_of_the_mode),
	KUNIT_CASE(writeback_has_its_formats),
	KUNIT_CASE(fences_outlive_the_device),
	KUNIT_CASE(fence_of_a_failed_commit),
	KUNIT_CASE(crc_file_keeps_the_module),
	KUNIT_CASE(crc_of_the_vblank_that_shows_it),
	KUNIT_CASE(no_crc_while_off),
	KUNIT_CASE(unplug_switches_off),
	KUNIT_CASE(unplug_waits_for_the_callback),
	KUNIT_CASE(callback_may_unplug),
	KUNIT_CASE(unplug_in_setup_does_nothing),
	KUNIT_CASE(nothing_is_switched_on_after_unplug),
	KUNIT_CASE(killed_unplug_switches_off),
	KUNIT_CASE(unplug_without_memory_switches_off),
	KUNIT_CASE(unload_while_on),
	KUNIT_CASE(data_outlives_the_frames),
	KUNIT_CASE(unplug_wakes_who_reads_crcs),
	KUNIT_CASE(each_allocation_fails),
	{}
};

static struct kunit_suite suite = {
	.name = "kms",
	.suite_init = begin_suite,
	.suite_exit = forget_user_memory,
	.init = begin,
	.exit = end,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of kms/setup.h, kms/check.h, kms/frame.h and kms/display.h");
MODULE_LICENSE("GPL");
/* As MODULE_IMPORT_NS(), whose argument is a string on later kernels. */
MODULE_INFO(import_ns, "DMA_BUF");
