/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A driver with a display that notes what it is told, and user space's side of it: what a
 * compositor does, by ioctls.
 */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/fcntl.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <drm/drm.h>
#include <drm/drm_crtc.h>
#include <drm/drm_file.h>
#include <drm/drm_fourcc.h>
#include <drm/drm_gem_framebuffer_helper.h>
#include <drm/drm_managed.h>
#include <drm/drm_mode.h>
#include <drm/drm_modeset_lock.h>
#include <drm/drm_vblank.h>
#include <sdrm/drm_device.h>
#include <sdrm/drm_file.h>
#include <sdrm/gem_obj.h>
#include <sdrm/kms/display.h>
#include "kms/kms.h"
#include "faults.h"
#include "user_memory.h"
#include "user_path.h"

#define DRIVER		"sdrm-kunit"
#define SAMPLES		8
#define WIDTH		64
#define HEIGHT		48
#define PERIOD_MS	10

#define within(ms, condition) ({					\
	unsigned long __end = jiffies + msecs_to_jiffies(ms) + 1;	\
	bool __is;							\
	while (!(__is = (condition)) && time_before(jiffies, __end))	\
		msleep(1);						\
	__is;								\
})

/* --- the driver ------------------------ */

struct shown_device {
	struct sdrm_device base;
	u32 value;
};

struct shown_file {
	struct sdrm_file base;
};

SDRM_DISPLAY_TYPES(shown, shown_device, shown_file);
/* The same without a frame callback. */
SDRM_DISPLAY_TYPES(plain, shown_device, shown_file);

static const u32 xrgb[] = { DRM_FORMAT_XRGB8888 };
static const u32 all_formats[] = {
	DRM_FORMAT_ARGB8888, DRM_FORMAT_XRGB8888, DRM_FORMAT_ABGR8888, DRM_FORMAT_XBGR8888,
	DRM_FORMAT_RGB565, DRM_FORMAT_BGR565, DRM_FORMAT_ARGB16161616,
	DRM_FORMAT_XRGB16161616, DRM_FORMAT_ABGR16161616, DRM_FORMAT_XBGR16161616,
};

struct place {
	u32 x, y;
};

/* What the callback saw of a frame. */
struct seen {
	unsigned int frames;
	u32 width, height;
	u32 pixels[SAMPLES];
};

/* Zeroed before each test. */
static struct {
	void (*setup)(struct sdrm_setup *setup);
	int (*at_check)(const struct sdrm_proposal *proposal);
	void (*at_frame)(const struct sdrm_frame *frame);
	unsigned int init, exit, setups, device_freed;
	int init_error;
	unsigned int fail_at_setup;	/* allocation that fails until all is made */
	bool failed;
	struct place at[SAMPLES];
	struct seen seen[KMS_CRTCS];	/* told_lock */
	unsigned int inside;		/* callbacks; told_lock */
	bool twice;			/* at a time for a CRTC, ever */
	bool late;			/* one after exit */
	u32 value;			/* of the device's data, at the last frame */
	const struct sdrm_device *device;	/* that is set up */
} told;
static DEFINE_MUTEX(told_lock);

static void device_freed(struct drm_device *drm, void *unused)
{
	told.device_freed++;
}

static int shown_init(struct shown_device *dev)
{
	int ret = drmm_add_action_or_reset(&dev->base.__sdrm_priv.drm, device_freed, NULL);

	told.init++;
	dev->value = 42;
	return ret ?: told.init_error;
}

static void shown_exit(struct shown_device *dev)
{
	told.exit++;
}

static void shown_setup(const struct shown_device *dev, struct sdrm_setup *setup)
{
	told.setups++;
	/* After init. */
	told.value = dev->value;
	told.device = &dev->base;
	fail_nth(told.fail_at_setup);
	told.setup(setup);
}

static int shown_check(const struct sdrm_proposal *proposal)
{
	return told.at_check ? told.at_check(proposal) : 0;
}

static u32 pixel_of(const struct sdrm_frame *frame, struct place at)
{
	const struct sdrm_line line = sdrm_frame_line(frame, at.y);

	return sdrm_line_pixel(&line, at.x);
}

static void shown_frame(const struct shown_device *dev, const struct sdrm_frame *frame)
{
	struct seen *seen = &told.seen[drm_crtc_index(&frame->crtc->base)];
	unsigned int i;

	mutex_lock(&told_lock);
	told.twice |= told.inside & BIT(drm_crtc_index(&frame->crtc->base));
	told.inside |= BIT(drm_crtc_index(&frame->crtc->base));
	told.late |= told.exit;
	told.value = dev->value;
	mutex_unlock(&told_lock);

	if (told.at_frame)
		told.at_frame(frame);

	mutex_lock(&told_lock);
	told.inside &= ~BIT(drm_crtc_index(&frame->crtc->base));
	seen->frames++;
	seen->width = sdrm_frame_width(frame);
	seen->height = sdrm_frame_height(frame);
	for (i = 0; i < SAMPLES; i++)
		seen->pixels[i] = pixel_of(frame, told.at[i]);
	mutex_unlock(&told_lock);
}

static const struct shown_driver shown_description = {
	.name = DRIVER,
	.desc = "KUnit",
	.date = "20260101",
	.init = shown_init,
	.exit = shown_exit,
	.gem = &sdrm_gem_shmem,
};

static const struct shown_display shown_display = {
	.setup = shown_setup,
	.check = shown_check,
	.frame = shown_frame,
};

static const struct plain_driver plain_description = {
	.name = DRIVER,
	.desc = "KUnit",
	.date = "20260101",
	.init = shown_init,
	.exit = shown_exit,
	.gem = &sdrm_gem_shmem,
};

static const struct plain_display plain_display = {
	.setup = shown_setup,
};

#include "by_hand.h"

sdrm_module_display(shown, shown_description, shown_display);
sdrm_module_display(plain, plain_description, plain_display);

/* --- loading it ------------------------ */

static bool loaded;
static struct sdrm_device *the_device;

/* What is to be registered has been made. */
static int build_display(struct sdrm_device *dev, const struct __sdrm_described *by)
{
	int ret = __sdrm_kms_ops.build(dev, by);

	told.failed = told.fail_at_setup && !fails_in();
	fail_nth(0);
	return ret;
}

static int load(void (*setup)(struct sdrm_setup *setup))
{
	static struct __sdrm_display_ops ops;
	int ret;

	ops = __sdrm_kms_ops;
	ops.build = build_display;
	__sdrm_display_of_shown.ops = &ops;
	told.setup = setup;
	memset(__sdrm_registrations_of_shown, 0, sizeof(__sdrm_registrations_of_shown));
	ret = __sdrm_load_shown();
	loaded = !ret;
	the_device = loaded ? __sdrm_registrations_of_shown[0].__sdrm_priv.dev : NULL;
	return ret;
}

static void unload(void)
{
	loaded = false;
	__sdrm_unload_shown();
}

static struct drm_device *drm(void)
{
	return &the_device->__sdrm_priv.drm;
}

static struct sdrm_display *display(void)
{
	return the_device->__sdrm_priv.display;
}

static struct kms_crtc *crtc(unsigned int number)
{
	return &display()->crtcs[number];
}

static struct drm_connector *connector(unsigned int number)
{
	return &display()->connectors[number].base;
}

static struct drm_encoder *encoder(unsigned int number)
{
	return &display()->encoders[number];
}

/* Planes by the order in which they were named. */
static struct drm_plane *plane(unsigned int number)
{
	return &display()->planes[number];
}

static struct seen seen_on(unsigned int number)
{
	struct seen seen;

	mutex_lock(&told_lock);
	seen = told.seen[number];
	mutex_unlock(&told_lock);
	return seen;
}

static unsigned int frames(void)
{
	return seen_on(0).frames;
}

/* Let the callback be called if it is going to. */
static void settle(void)
{
	msleep(5 * PERIOD_MS);
	flush_workqueue(crtc(0)->queue);
}

/* --- user space: an open file of the device ------------------------ */

static struct file *node;

/* What ioctls point to, in the user page behind their argument. */
#define ENTRIES	64
struct pointed_to {
	u32 objects[ENTRIES], counts[ENTRIES], props[ENTRIES];
	u64 values[ENTRIES];
	s32 fd[2];
	u8 bytes[256];
};

static struct pointed_to pointed_to;
static unsigned int entries;

#define POINTED_TO	512
#define AT(member) \
	((u64)(unsigned long)user + POINTED_TO + offsetof(struct pointed_to, member))
static_assert(POINTED_TO + sizeof(struct pointed_to) <= PAGE_SIZE);

static bool copy_pointed_to(bool out)
{
	void __user *where = user + POINTED_TO;
	unsigned long left;

	kthread_use_mm(mm);
	left = out ? copy_to_user(where, &pointed_to, sizeof(pointed_to)) :
		     copy_from_user(&pointed_to, where, sizeof(pointed_to));
	kthread_unuse_mm(mm);
	return !left;
}

static long call(unsigned int command, void *arg)
{
	long ret;

	if (!copy_pointed_to(true))
		return -EFAULT;
	ret = ioctl(node, command, arg);
	return copy_pointed_to(false) ? ret : -EFAULT;
}

static struct file *open_card(void)
{
	char path[32];

	snprintf(path, sizeof(path), "/dev/dri/card%d", drm()->primary->index);
	return open_user_path(path, O_RDWR | O_NONBLOCK);
}

static int open_display(void)
{
	struct drm_set_client_cap cap = { DRM_CLIENT_CAP_ATOMIC, 1 };
	struct file *filp = open_card();
	long ret;

	if (IS_ERR(filp))
		return PTR_ERR(filp);
	node = filp;
	ret = call(DRM_IOCTL_SET_CLIENT_CAP, &cap);
	cap.capability = DRM_CLIENT_CAP_WRITEBACK_CONNECTORS;
	return ret ?: call(DRM_IOCTL_SET_CLIENT_CAP, &cap);
}

static void close_display(void)
{
	struct file *filp = node;

	node = NULL;
	close_now(filp);
}

static struct drm_file *client(void)
{
	return node->private_data;
}

/* --- framebuffers ------------------------ */

struct canvas {
	u32 width, height, format, handle, pitch, fb;
};

static int add_fb(struct canvas *canvas)
{
	struct drm_mode_fb_cmd2 cmd = {
		.width = canvas->width, .height = canvas->height,
		.pixel_format = canvas->format,
		.handles = { canvas->handle }, .pitches = { canvas->pitch },
	};
	long ret = call(DRM_IOCTL_MODE_ADDFB2, &cmd);

	canvas->fb = ret ? 0 : cmd.fb_id;
	return ret;
}

static int create(struct canvas *canvas, u32 width, u32 height, u32 format)
{
	struct drm_mode_create_dumb dumb = {
		.width = width, .height = height,
		.bpp = drm_format_info(format)->cpp[0] * 8,
	};
	long ret = call(DRM_IOCTL_MODE_CREATE_DUMB, &dumb);

	*canvas = (struct canvas){ width, height, format, dumb.handle, dumb.pitch };
	return ret ?: add_fb(canvas);
}

static void remove_fb(struct canvas *canvas)
{
	call(DRM_IOCTL_MODE_RMFB, &canvas->fb);
	canvas->fb = 0;
}

static void destroy_canvas(struct canvas *canvas)
{
	struct drm_mode_destroy_dumb dumb = { canvas->handle };

	remove_fb(canvas);
	call(DRM_IOCTL_MODE_DESTROY_DUMB, &dumb);
}

/* Access a pixel: write *@value, or read it. */
static bool access_pixel(const struct canvas *canvas, u32 x, u32 y, u64 *value, bool write)
{
	struct drm_framebuffer *fb = drm_framebuffer_lookup(drm(), client(), canvas->fb);
	struct iosys_map map[DRM_FORMAT_MAX_PLANES], data[DRM_FORMAT_MAX_PLANES];
	u32 size = drm_format_info(canvas->format)->cpp[0];
	void *at;

	if (!fb)
		return false;
	if (drm_gem_fb_vmap(fb, map, data)) {
		drm_framebuffer_put(fb);
		return false;
	}
	at = data[0].vaddr + y * canvas->pitch + x * size;
	if (write)
		memcpy(at, value, size);
	else
		memcpy(value, at, size);
	drm_gem_fb_vunmap(fb, map);
	drm_framebuffer_put(fb);
	return true;
}

static u64 peek(const struct canvas *canvas, u32 x, u32 y)
{
	u64 value = 0;

	return access_pixel(canvas, x, y, &value, false) ? value : ~0ULL;
}

static bool poke(const struct canvas *canvas, u32 x, u32 y, u64 value)
{
	return access_pixel(canvas, x, y, &value, true);
}

static bool fill(const struct canvas *canvas, u64 value)
{
	struct drm_framebuffer *fb = drm_framebuffer_lookup(drm(), client(), canvas->fb);
	struct iosys_map map[DRM_FORMAT_MAX_PLANES], data[DRM_FORMAT_MAX_PLANES];
	u32 size = drm_format_info(canvas->format)->cpp[0];
	u32 x, y;

	if (!fb)
		return false;
	if (drm_gem_fb_vmap(fb, map, data)) {
		drm_framebuffer_put(fb);
		return false;
	}
	for (y = 0; y < canvas->height; y++)
		for (x = 0; x < canvas->width; x++)
			memcpy(data[0].vaddr + y * canvas->pitch + x * size, &value, size);
	drm_gem_fb_vunmap(fb, map);
	drm_framebuffer_put(fb);
	return true;
}

/* --- commits ------------------------ */

static void begin_commit(void)
{
	memset(&pointed_to, 0, sizeof(pointed_to));
	entries = 0;
}

static void set(u32 object, const struct drm_property *prop, u64 value)
{
	pointed_to.objects[entries] = object;
	pointed_to.counts[entries] = 1;
	pointed_to.props[entries] = prop->base.id;
	pointed_to.values[entries++] = value;
}

/* A part of @canvas, as large, at a place on CRTC @number. */
static void put_plane(unsigned int number, struct drm_plane *plane,
		      const struct canvas *canvas, s32 x, s32 y)
{
	struct drm_mode_config *config = &drm()->mode_config;
	u32 id = plane->base.id;

	set(id, config->prop_fb_id, canvas->fb);
	set(id, config->prop_crtc_id, crtc(number)->base.base.id);
	set(id, config->prop_src_x, 0);
	set(id, config->prop_src_y, 0);
	set(id, config->prop_src_w, (u64)canvas->width << 16);
	set(id, config->prop_src_h, (u64)canvas->height << 16);
	set(id, config->prop_crtc_x, x);
	set(id, config->prop_crtc_y, y);
	set(id, config->prop_crtc_w, canvas->width);
	set(id, config->prop_crtc_h, canvas->height);
}

static void take_plane(struct drm_plane *plane)
{
	set(plane->base.id, drm()->mode_config.prop_fb_id, 0);
	set(plane->base.id, drm()->mode_config.prop_crtc_id, 0);
}

static struct drm_mode_modeinfo mode_of(u32 width, u32 height, u32 period_us)
{
	struct drm_mode_modeinfo mode = {
		.hdisplay = width, .hsync_start = width + 2, .hsync_end = width + 4,
		.htotal = width + 16,
		.vdisplay = height, .vsync_start = height + 1, .vsync_end = height + 2,
		.vtotal = height + 2,
		.name = "test",
	};

	mode.clock = (u64)mode.htotal * mode.vtotal * 1000 / period_us;
	return mode;
}

/* Its id; 0 if there is none. */
static u32 blob_of(const struct drm_mode_modeinfo *mode)
{
	struct drm_mode_create_blob blob = { .data = AT(bytes), .length = sizeof(*mode) };
	long ret;

	memcpy(pointed_to.bytes, mode, sizeof(*mode));
	ret = call(DRM_IOCTL_MODE_CREATEPROPBLOB, &blob);
	return ret ? 0 : blob.blob_id;
}

static void set_mode(unsigned int number, const struct drm_mode_modeinfo *mode)
{
	struct drm_mode_config *config = &drm()->mode_config;
	u32 id = crtc(number)->base.base.id;

	set(id, config->prop_mode_id, mode ? blob_of(mode) : 0);
	set(id, config->prop_active, !!mode);
	set(connector(number)->base.id, config->prop_crtc_id, mode ? id : 0);
}

static long commit(u32 flags)
{
	struct drm_mode_atomic arg = {
		.flags = flags, .count_objs = entries,
		.objs_ptr = AT(objects), .count_props_ptr = AT(counts),
		.props_ptr = AT(props), .prop_values_ptr = AT(values),
		.user_data = 0x5d,
	};

	return call(DRM_IOCTL_MODE_ATOMIC, &arg);
}

static long show(unsigned int number, struct drm_plane *plane, const struct canvas *canvas,
		 s32 x, s32 y, u32 flags)
{
	begin_commit();
	put_plane(number, plane, canvas, x, y);
	return commit(flags);
}

static struct drm_mode_modeinfo usual_mode(void)
{
	return mode_of(WIDTH, HEIGHT, PERIOD_MS * USEC_PER_MSEC);
}

/* Switch a CRTC on, with a canvas on a plane if there is one. */
static long switch_on(unsigned int number, struct drm_plane *plane,
		      const struct canvas *canvas)
{
	struct drm_mode_modeinfo mode = usual_mode();

	begin_commit();
	set_mode(number, &mode);
	if (canvas)
		put_plane(number, plane, canvas, 0, 0);
	return commit(DRM_MODE_ATOMIC_ALLOW_MODESET);
}

static long switch_off(unsigned int number)
{
	begin_commit();
	set(crtc(number)->base.base.id, drm()->mode_config.prop_active, 0);
	return commit(DRM_MODE_ATOMIC_ALLOW_MODESET);
}

/* An event from the file, if there is one now. */
static bool read_event(struct drm_event_vblank *event)
{
	loff_t at = 0;
	ssize_t size;

	kthread_use_mm(mm);
	size = node->f_op->read(node, user, sizeof(*event), &at);
	kthread_unuse_mm(mm);
	return size == sizeof(*event) && get_user_bytes(event, sizeof(*event));
}
