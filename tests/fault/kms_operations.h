/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The operations of a display that faults are injected into: included in the middle
 * of operations.h, which has the setup, the state and the table.
 */
#ifndef KMS_OPERATIONS_H
#define KMS_OPERATIONS_H

#include "kms.h"

#define EVENT_MS 3000

static const char *sdrm_kms_path, *vkms_path;

static struct {
	struct km dev;
	struct drm_mode_modeinfo mode;
	uint32_t mode_blob;
	struct km_fb screen, other, cursor, out;	/* all of the same size */
	struct km_fb added;	/* a buffer that is no framebuffer yet */
	/* Made once: properties are found by name. */
	struct km_req on, off, req, undo;
	int fence;		/* an output */
	int modes;		/* of a probe without a fault */
	uint32_t step;		/* of the timeline */
} d;

/* ------------------------------------------------------------------ state */

static uint32_t mix(uint32_t hash, uint64_t value)
{
	unsigned int i;

	for (i = 0; i < sizeof(value); i++)
		hash = (hash ^ (uint8_t)(value >> 8 * i)) * 16777619;
	return hash;
}

static uint32_t properties_of(uint32_t hash, uint32_t id, uint32_t type)
{
	struct km_props all;
	long ret = km_props(&d.dev, id, type, &all);
	unsigned int i;

	if (ret)
		vt_die("OBJ_GETPROPERTIES %u: %s", id, vt_err(ret));
	hash = mix(hash, id);
	for (i = 0; i < all.count; i++)
		hash = mix(mix(hash, all.id[i]), all.value[i]);
	return hash;
}

/* Which properties all objects have, and their values. */
static int properties(void)
{
	uint32_t hash = 2166136261;
	int i;

	hash = properties_of(hash, d.dev.crtc, DRM_MODE_OBJECT_CRTC);
	hash = properties_of(hash, d.dev.conn, DRM_MODE_OBJECT_CONNECTOR);
	if (d.dev.wb)
		hash = properties_of(hash, d.dev.wb, DRM_MODE_OBJECT_CONNECTOR);
	for (i = 0; i < d.dev.planes; i++)
		hash = properties_of(hash, d.dev.plane[i].id, DRM_MODE_OBJECT_PLANE);
	return hash;
}

static int next_blob(void)
{
	uint32_t id = km_blob(&d.dev, &id, sizeof(id));
	long ret = vt_ioctl(d.dev.fd, DRM_IOCTL_MODE_DESTROYPROPBLOB, &id);

	if (ret)
		vt_die("DESTROYPROPBLOB: %s", vt_err(ret));
	return id;
}

static int written(void)
{
	uint32_t hash = 2166136261;
	unsigned int i;

	for (i = 0; i < d.out.size; i++)
		hash = mix(hash, d.out.map[i]);
	return hash;
}

/* A framebuffer is gone, and its id free, when what shows it is no longer shown. */
static void look_display(struct state *now)
{
	now->value[SHOWN] = km_shown(&d.dev);
	now->value[PROPERTIES] = properties();
	now->value[WRITTEN] = written();
	now->value[EVENTS] = vt_poll(d.dev.fd, POLLIN, 0);
	now->value[NEXT_HANDLE] = next_handle(d.dev.fd);
	now->value[NEXT_ID] = next_blob();
}

/* Of a module that has just been loaded. */
static int display_there(void)
{
	int there = device_there();

	if (there != 3)
		return there;
	km_open(&d.dev);
	there = properties();
	km_close(&d.dev);
	return there;
}

/* ------------------------------------------------------------------ setup */

static const struct km_rect whole = { 0, 0, KM_SIDE, KM_SIDE };

static void set_plane(struct km_req *r, enum km_type type, struct km_fb *fb)
{
	km_set_plane(&d.dev, r, km_plane(&d.dev, type, 0), fb,
		     fb ? whole : (struct km_rect){ 0 });
}

static struct km_req request(bool on)
{
	const uint32_t type = DRM_MODE_OBJECT_CRTC;
	struct km_req r = { 0 };

	km_set_conn(&d.dev, &r, d.dev.conn, on ? d.dev.crtc : 0);
	km_set(&d.dev, &r, d.dev.crtc, type, "MODE_ID", on ? d.mode_blob : 0);
	km_set(&d.dev, &r, d.dev.crtc, type, "ACTIVE", on);
	set_plane(&r, KM_PRIMARY, on ? &d.screen : NULL);
	return r;
}

static void must_commit(struct km_req *r)
{
	long ret = km_commit(&d.dev, r, DRM_MODE_ATOMIC_ALLOW_MODESET);

	if (ret)
		vt_die("commit: %s", vt_err(ret));
}

static void light(void)
{
	must_commit(&d.on);
}

static void darken(void)
{
	must_commit(&d.off);
}

static struct km_fb framebuffer(uint32_t fourcc, int seed)
{
	return km_fb(&d.dev, KM_SIDE, KM_SIDE, fourcc, 32, seed);
}

static void open_display(void)
{
	km_open(&d.dev);
	d.mode = km_tiny;
	d.mode_blob = km_blob(&d.dev, &d.mode, sizeof(d.mode));
	d.screen = framebuffer(DRM_FORMAT_XRGB8888, 1);
	d.other = framebuffer(DRM_FORMAT_XRGB8888, 50);
	d.out = framebuffer(DRM_FORMAT_XRGB8888, 100);
	d.cursor = framebuffer(DRM_FORMAT_ARGB8888, 150);
	d.added = km_buffer(&d.dev, KM_SIDE, KM_SIDE, 32);
	d.on = request(true);
	d.off = request(false);
	light();
	close(km_crc_open(&d.dev, 0));
	snprintf(s.node, sizeof(s.node), "/dev/dri/card%d", d.dev.minor);
}

/* A mapping keeps the file open. */
static void close_display(void)
{
	km_unmap(&d.screen);
	km_unmap(&d.other);
	km_unmap(&d.out);
	km_unmap(&d.cursor);
	km_unmap(&d.added);
	km_close(&d.dev);
}

/* ---------------------------------------------------------------- commits */

static long act_light(void)
{
	return km_commit(&d.dev, &d.on, DRM_MODE_ATOMIC_ALLOW_MODESET);
}

static long act_darken(void)
{
	return km_commit(&d.dev, &d.off, DRM_MODE_ATOMIC_ALLOW_MODESET);
}

static void begin_flip(void)
{
	d.req = (struct km_req){ 0 };
	km_set(&d.dev, &d.req, d.dev.crtc, DRM_MODE_OBJECT_CRTC, "OUT_FENCE_PTR",
	       (uintptr_t)&d.fence);
	set_plane(&d.req, KM_PRIMARY, &d.other);
}

/* The kernel writes -1 before it knows, and if it refuses. */
static long act_out_fence(uint32_t flags)
{
	long ret;

	d.fence = UNTOUCHED;
	ret = km_commit(&d.dev, &d.req, flags);
	s.touched = ret && d.fence != -1 && d.fence != (int)UNTOUCHED &&
		    fcntl(d.fence, F_GETFD) < 0;
	return ret ? ret : d.fence;
}

static long act_flip(void)
{
	return act_out_fence(DRM_MODE_PAGE_FLIP_EVENT);
}

static long act_flip_nonblock(void)
{
	return act_out_fence(DRM_MODE_PAGE_FLIP_EVENT | DRM_MODE_ATOMIC_NONBLOCK);
}

/* Did it go through, whatever it said? Then wait for all that was promised. */
static void await_flip(long ret)
{
	if (ret < 0 && fcntl(s.due, F_GETFD) < 0)
		return;
	if (!km_signals(s.due, EVENT_MS))
		vt_die("the fence does not signal");
	if (vt_poll(d.dev.fd, POLLIN, EVENT_MS) != POLLIN)
		vt_die("no event");
}

static void read_event(void)
{
	char event[64];

	if (read(d.dev.fd, event, sizeof(event)) <= 0)
		vt_die("no event: %s", vt_err(-errno));
}

static void undo_flip(void)
{
	close_due();
	read_event();
	light();
}

static long cursor(uint32_t handle)
{
	struct drm_mode_cursor2 arg = {
		.flags = DRM_MODE_CURSOR_BO | DRM_MODE_CURSOR_MOVE,
		.crtc_id = d.dev.crtc, .x = 3, .y = 5, .width = KM_SIDE, .height = KM_SIDE,
		.handle = handle,
	};

	return vt_ioctl(d.dev.fd, DRM_IOCTL_MODE_CURSOR2, &arg);
}

static long act_cursor(void)
{
	return cursor(d.cursor.handle);
}

static void hide_cursor(void)
{
	if (cursor(0))
		vt_die("the cursor cannot be hidden");
	km_shown(&d.dev);
}

static void prepare_cursor(void)
{
	if (act_cursor())
		vt_die("the cursor cannot be shown");
}

/*
 * The buffer has an unsignalled fence that the commit waits for, after it has returned. A
 * cursor is shown, of which it says nothing.
 */
static void begin_fenced(void)
{
	begin_flip();
	s.dmabuf = vt_export(d.dev.fd, d.other.handle);
	s.timeline = sw_open();
	d.step = 0;
	prepare_cursor();
}

static void end_fenced(void)
{
	hide_cursor();
	close(s.timeline);
	close(s.dmabuf);
}

static void prepare_fenced(void)
{
	long ret;

	s.fence = sw_fence(s.timeline, ++d.step);
	ret = vt_import_sync_file(s.dmabuf, s.fence, DMA_BUF_SYNC_WRITE);
	if (ret)
		vt_die("IMPORT_SYNC_FILE: %s", vt_err(ret));
}

static void await_fenced(long ret)
{
	if (ret < 0 && fcntl(s.due, F_GETFD) < 0)
		return;
	if (km_signals(s.due, 20))
		vt_die("the flip has not waited");
	sw_inc(s.timeline, 1);
	await_flip(ret);
}

static void clean_fenced(void)
{
	close(s.fence);
}

static long act_page_flip(void)
{
	struct drm_mode_crtc_page_flip arg = {
		.crtc_id = d.dev.crtc, .fb_id = d.other.id,
		.flags = DRM_MODE_PAGE_FLIP_EVENT,
	};

	return vt_ioctl(d.dev.fd, DRM_IOCTL_MODE_PAGE_FLIP, &arg);
}

static bool is_other_shown(void)
{
	uint64_t fb;

	km_prop(&d.dev, km_plane(&d.dev, KM_PRIMARY, 0), DRM_MODE_OBJECT_PLANE,
		"FB_ID", &fb);
	return fb == d.other.id;
}

static void await_event(long ret)
{
	if (ret < 0 && !is_other_shown())
		return;
	if (vt_poll(d.dev.fd, POLLIN, EVENT_MS) != POLLIN)
		vt_die("no event");
}

static void undo_page_flip(void)
{
	read_event();
	light();
}

static void begin_plane(void)
{
	d.req = d.undo = (struct km_req){ 0 };
	set_plane(&d.req, KM_CURSOR, &d.cursor);
	set_plane(&d.undo, KM_CURSOR, NULL);
	km_free_fb(&d.dev, &d.cursor);
}

/* A framebuffer that no plane has shown, so that nothing has mapped it. */
static void prepare_plane(void)
{
	d.cursor = framebuffer(DRM_FORMAT_ARGB8888, 200);
	d.req.value[0] = d.cursor.id;	/* FB_ID */
}

static long act_commit(void)
{
	return km_commit(&d.dev, &d.req, 0);
}

static void undo_plane(void)
{
	must_commit(&d.undo);
}

static void clean_plane(void)
{
	km_shown(&d.dev);
	km_free_fb(&d.dev, &d.cursor);
}

static long act_move_cursor(void)
{
	return km_move_cursor(&d.dev, 9, 7);
}

/* ----------------------------------------------------------- framebuffers */

static long act_add_fb(void)
{
	struct drm_mode_fb_cmd2 cmd = {
		.fb_id = UNTOUCHED, .width = KM_SIDE, .height = KM_SIDE,
		.pixel_format = DRM_FORMAT_XRGB8888,
		.handles = { d.added.handle }, .pitches = { d.added.pitch },
	};
	long ret = vt_ioctl(d.dev.fd, DRM_IOCTL_MODE_ADDFB2, &cmd);

	s.touched = ret && cmd.fb_id != UNTOUCHED;
	return ret ? ret : cmd.fb_id;
}

static long rm_fb(uint32_t id)
{
	return vt_ioctl(d.dev.fd, DRM_IOCTL_MODE_RMFB, &id);
}

static void rm_due_fb(void)
{
	if (rm_fb(s.due))
		vt_die("the new framebuffer cannot be removed");
}

static void prepare_fb(void)
{
	if (km_add_fb(&d.dev, &d.added, DRM_FORMAT_XRGB8888, 0, 0))
		vt_die("ADDFB2 failed");
}

static long act_rm_fb(void)
{
	return rm_fb(d.added.id);
}

static void begin_shown_fb(void)
{
	d.req = (struct km_req){ 0 };
	set_plane(&d.req, KM_PRIMARY, &d.added);
}

/* The display shows it; a commit by a worker takes it off. */
static void prepare_shown_fb(void)
{
	prepare_fb();
	d.req.value[0] = d.added.id;	/* FB_ID */
	must_commit(&d.req);
}

/* -------------------------------------------------------------- writeback */

static void prepare_writeback(void)
{
	memset(d.out.map, 0x55, d.out.size);
}

/* Not mapped by an earlier one. */
static void prepare_first_writeback(void)
{
	km_free_fb(&d.dev, &d.out);
	d.out = framebuffer(DRM_FORMAT_XRGB8888, 100);
	d.req.value[1] = d.out.id;	/* WRITEBACK_FB_ID */
	prepare_writeback();
}

static long act_writeback(void)
{
	return act_out_fence(DRM_MODE_ATOMIC_ALLOW_MODESET);
}

static long act_writeback_nonblock(void)
{
	return act_out_fence(DRM_MODE_ATOMIC_ALLOW_MODESET |
			     DRM_MODE_ATOMIC_NONBLOCK);
}

/* The fence of its end tells that it has ended without an error. */
static void await_writeback(long ret)
{
	struct vt_sync_info info;

	if (ret < 0 && fcntl(s.due, F_GETFD) < 0)
		return;
	if (!km_signals(s.due, EVENT_MS))
		vt_die("the fence of the writeback does not signal");
	if (vt_sync_info(s.due, &info) || info.file.status != 1)
		vt_die("the writeback ends with %d", info.file.status);
}

static void undo_writeback(void)
{
	close_due();
	must_commit(&d.undo);
}

/* What was never on has other properties than what was switched off. */
static void begin_writeback(void)
{
	d.req = d.undo = (struct km_req){ 0 };
	km_set_writeback(&d.dev, &d.req, &d.out, &d.fence);
	km_set_conn(&d.dev, &d.undo, d.dev.wb, 0);
	s.due = act_writeback();
	await_writeback(s.due);
	undo_writeback();
}

/* The connector stays on, so that none of them takes a modeset. */
static void begin_writeback_work(void)
{
	begin_writeback();
	s.due = act_writeback();
	await_writeback(s.due);
	close_due();
}

static void end_writeback_work(void)
{
	must_commit(&d.undo);
}

/* ------------------------------------------------------------------- CRCs */

static void prepare_control(void)
{
	s.fd = km_crc_file(&d.dev, "control", O_WRONLY);
}

static long act_control(void)
{
	long ret = sys(write(s.fd, "auto", 4));

	return ret == 4 ? 0 : ret;
}

static void close_fd(void)
{
	close(s.fd);
}

/* The path is found before, so that only the kernel's work is counted. */
static void begin_crc(void)
{
	snprintf(s.node, sizeof(s.node),
		 "/sys/kernel/debug/dri/%d/crtc-0/crc/data", d.dev.minor);
}

static long act_open_crc(void)
{
	return sys(open(s.node, O_RDONLY | O_CLOEXEC));
}

static void prepare_crc(void)
{
	s.fd = act_open_crc();
	if (s.fd < 0)
		vt_die("crc/data: %s", vt_err(s.fd));
}

static void prepare_entry(void)
{
	prepare_crc();
	if (vt_poll(s.fd, POLLIN, EVENT_MS) != POLLIN)
		vt_die("no CRC");
}

static long act_read_crc(void)
{
	char line[64];
	long ret = sys(read(s.fd, line, sizeof(line)));

	return ret > 0 ? 0 : ret ?: -EIO;
}

/* ------------------------------------------------------------------ modes */

/* All modes are looked for anew. */
static long act_probe(void)
{
	struct drm_mode_get_connector get = { .connector_id = d.dev.conn };
	long ret = vt_ioctl(d.dev.fd, DRM_IOCTL_MODE_GETCONNECTOR, &get);

	return ret ? ret : labs((long)get.count_modes - d.modes);
}

static void begin_probe(void)
{
	d.modes = 0;
	d.modes = act_probe();
}

/* ---------------------------------------------------------------- modules */

/* A preferred mode that is not among the standard ones. The kernel's own has no such. */
static const char *vkms_parameters(void)
{
	return sdrm_kms_path ? "width=1000 height=700" : "";
}

static void load_vkms(void)
{
	load_with(vkms_path, vkms_parameters());
}

static void unload_vkms(void)
{
	unload("vkms");
}

static void begin_load_vkms(void)
{
	s.fd = open(vkms_path, O_RDONLY | O_CLOEXEC);
	s.parameters = vkms_parameters();
	unload_vkms();
}

static void end_load_vkms(void)
{
	close(s.fd);
	s.parameters = NULL;
	load_vkms();
}

static long act_unload_vkms(void)
{
	return vt_delete_module("vkms");
}

/* Nobody has it open, but it is on. */
static void leave_lit(void)
{
	open_display();
	close_display();
}

static void load_kms(void)
{
	load(sdrm_kms_path);
}

static void unload_kms(void)
{
	unload("sdrm_kms");
}

static void begin_load_kms(void)
{
	s.fd = open(sdrm_kms_path, O_RDONLY | O_CLOEXEC);
	unload_vkms();
	unload_kms();
}

static void end_load_kms(void)
{
	close(s.fd);
	load_kms();
	load_vkms();
}

static long act_unload_kms(void)
{
	return vt_delete_module("sdrm_kms");
}

#endif /* KMS_OPERATIONS_H */
