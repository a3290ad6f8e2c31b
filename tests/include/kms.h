/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Shared by the tests of a virtual display: one CRTC, its planes and connectors, atomic
 * commits by name of the property, framebuffers, writeback, CRCs. Raw ioctls, so that
 * no library comes between a test and what the kernel answers.
 *
 * Functions return 0 or a value, or -errno; those that a test cannot do without end it.
 */
#ifndef KMS_H
#define KMS_H

#include <drm/drm_fourcc.h>

#include "vgem_test.h"

#define KM_PLANES 32
#define KM_MODES 256

enum km_type { KM_OVERLAY, KM_PRIMARY, KM_CURSOR };	/* the kernel's values */

struct km {
	int fd;
	int minor;
	uint32_t crtc, conn, wb;	/* wb is 0 without writeback */
	struct {
		uint32_t id;
		uint64_t type;
	} plane[KM_PLANES];
	int planes;
	struct drm_mode_modeinfo mode[KM_MODES];
	int modes;
};

/* ------------------------------------------------------------ properties */

struct km_props {
	uint32_t id[64];
	uint64_t value[64];
	unsigned int count;
};

/* All properties of an object; none if it has none, or on an error. */
static inline long km_props(struct km *k, uint32_t obj, uint32_t type,
			    struct km_props *all)
{
	struct drm_mode_obj_get_properties get = {
		.props_ptr = (uintptr_t)all->id,
		.prop_values_ptr = (uintptr_t)all->value,
		.count_props = ARRAY_SIZE(all->id),
		.obj_id = obj,
		.obj_type = type,
	};
	long ret = vt_ioctl(k->fd, DRM_IOCTL_MODE_OBJ_GETPROPERTIES, &get);

	all->count = ret ? 0 : get.count_props;
	if (all->count > ARRAY_SIZE(all->id))
		all->count = ARRAY_SIZE(all->id);
	return ret;
}

/* Returns the id of a property, or 0; *@value is its value. */
static inline uint32_t km_prop(struct km *k, uint32_t obj, uint32_t type,
			       const char *name, uint64_t *value)
{
	struct km_props all;
	unsigned int i;

	km_props(k, obj, type, &all);
	for (i = 0; i < all.count; i++) {
		struct drm_mode_get_property p = { .prop_id = all.id[i] };

		if (vt_ioctl(k->fd, DRM_IOCTL_MODE_GETPROPERTY, &p) ||
		    strcmp(p.name, name))
			continue;
		if (value)
			*value = all.value[i];
		return all.id[i];
	}
	return 0;
}

/* An atomic commit in the making; what belongs to one object is set in one go. */
struct km_req {
	uint32_t obj[16], count[16], prop[128];
	uint64_t value[128];
	int objs, props;
};

static inline void km_set_as(struct km_req *r, uint32_t obj, uint32_t prop,
			     uint64_t value)
{
	if (!r->objs || r->obj[r->objs - 1] != obj) {
		r->obj[r->objs] = obj;
		r->count[r->objs++] = 0;
	}
	r->count[r->objs - 1]++;
	r->prop[r->props] = prop;
	r->value[r->props++] = value;
}

static inline void km_set(struct km *k, struct km_req *r, uint32_t obj,
			  uint32_t type, const char *name, uint64_t value)
{
	uint32_t prop = km_prop(k, obj, type, name, NULL);

	if (!prop)
		vt_die("object %u has no property %s", obj, name);
	km_set_as(r, obj, prop, value);
}

static inline long km_commit(struct km *k, struct km_req *r, uint32_t flags)
{
	struct drm_mode_atomic arg = {
		.flags = flags,
		.count_objs = r->objs,
		.objs_ptr = (uintptr_t)r->obj,
		.count_props_ptr = (uintptr_t)r->count,
		.props_ptr = (uintptr_t)r->prop,
		.prop_values_ptr = (uintptr_t)r->value,
	};

	return vt_ioctl(k->fd, DRM_IOCTL_MODE_ATOMIC, &arg);
}

/* ---------------------------------------------------------------- device */

static inline void km_find_connectors(struct km *k, const uint32_t *ids,
				      int count)
{
	int i;

	for (i = 0; i < count; i++) {
		struct drm_mode_get_connector get = { .connector_id = ids[i] };

		/* The first call counts the modes, the second gets them. */
		if (vt_ioctl(k->fd, DRM_IOCTL_MODE_GETCONNECTOR, &get))
			continue;
		if (get.connector_type == DRM_MODE_CONNECTOR_WRITEBACK) {
			k->wb = ids[i];
			continue;
		}
		if (k->conn)
			continue;
		k->conn = ids[i];
		get = (struct drm_mode_get_connector) {
			.connector_id = ids[i],
			.modes_ptr = (uintptr_t)k->mode,
			.count_modes = KM_MODES,
		};
		if (!vt_ioctl(k->fd, DRM_IOCTL_MODE_GETCONNECTOR, &get))
			k->modes = get.count_modes;
	}
}

static inline void km_find_planes(struct km *k)
{
	uint32_t ids[KM_PLANES];
	struct drm_mode_get_plane_res res = {
		.plane_id_ptr = (uintptr_t)ids, .count_planes = KM_PLANES,
	};
	unsigned int i;

	if (vt_ioctl(k->fd, DRM_IOCTL_MODE_GETPLANERESOURCES, &res))
		return;
	for (i = 0; i < res.count_planes && i < KM_PLANES; i++) {
		k->plane[i].id = ids[i];
		km_prop(k, ids[i], DRM_MODE_OBJECT_PLANE, "type",
			&k->plane[i].type);
	}
	k->planes = i;
}

/* Of a card that is open. */
static inline void km_use(struct km *k, int fd)
{
	struct drm_set_client_cap caps[] = {
		{ DRM_CLIENT_CAP_UNIVERSAL_PLANES, 1 },
		{ DRM_CLIENT_CAP_ATOMIC, 1 },
		{ DRM_CLIENT_CAP_WRITEBACK_CONNECTORS, 1 },
	};
	uint32_t crtcs[8], conns[8], encs[8];
	struct drm_mode_card_res res = {
		.crtc_id_ptr = (uintptr_t)crtcs, .count_crtcs = 8,
		.connector_id_ptr = (uintptr_t)conns, .count_connectors = 8,
		.encoder_id_ptr = (uintptr_t)encs, .count_encoders = 8,
	};
	struct stat st;
	unsigned int i;

	*k = (struct km){ .fd = fd };
	if (fstat(k->fd, &st))
		vt_die("fstat: %s", vt_err(-errno));
	k->minor = st.st_rdev & 0xff;
	for (i = 0; i < ARRAY_SIZE(caps); i++)
		vt_ioctl(k->fd, DRM_IOCTL_SET_CLIENT_CAP, &caps[i]);
	if (vt_ioctl(k->fd, DRM_IOCTL_MODE_GETRESOURCES, &res) ||
	    !res.count_crtcs)
		vt_die("no CRTC");
	k->crtc = crtcs[0];
	km_find_connectors(k, conns, res.count_connectors);
	km_find_planes(k);
	if (!k->conn || !k->modes || !k->planes)
		vt_die("no connector, mode or plane");
}

static inline void km_open(struct km *k)
{
	vt_driver = "vkms";
	km_use(k, vt_open(VT_CARD));
}

static inline void km_close(struct km *k)
{
	close(k->fd);
	k->fd = -1;
}

/* The @nth plane of a type, or 0. */
static inline uint32_t km_plane(struct km *k, enum km_type type, int nth)
{
	int i;

	for (i = 0; i < k->planes; i++)
		if (k->plane[i].type == (uint64_t)type && !nth--)
			return k->plane[i].id;
	return 0;
}

static inline struct drm_mode_modeinfo *km_mode(struct km *k, int width,
						int height)
{
	int i;

	for (i = 0; i < k->modes; i++)
		if (k->mode[i].hdisplay == width &&
		    k->mode[i].vdisplay == height)
			return &k->mode[i];
	vt_die("no mode %dx%d", width, height);
}

static inline uint32_t km_blob(struct km *k, const void *data, size_t size)
{
	struct drm_mode_create_blob arg = {
		.data = (uintptr_t)data, .length = size,
	};
	long ret = vt_ioctl(k->fd, DRM_IOCTL_MODE_CREATEPROPBLOB, &arg);

	if (ret)
		vt_die("CREATEPROPBLOB: %s", vt_err(ret));
	return arg.blob_id;
}

/* ---------------------------------------------------------- framebuffers */

struct km_fb {
	uint32_t id, handle, width, height, pitch;
	uint64_t size;
	uint8_t *map;
};

static inline long km_add_fb(struct km *k, struct km_fb *f, uint32_t fourcc,
			     uint32_t flags, uint64_t modifier)
{
	struct drm_mode_fb_cmd2 cmd = {
		.width = f->width, .height = f->height, .pixel_format = fourcc,
		.flags = flags, .handles = { f->handle },
		.pitches = { f->pitch }, .modifier = { modifier },
	};
	long ret = vt_ioctl(k->fd, DRM_IOCTL_MODE_ADDFB2, &cmd);

	f->id = ret ? 0 : cmd.fb_id;
	return ret;
}

/* A buffer that is no framebuffer yet. */
static inline struct km_fb km_buffer(struct km *k, uint32_t width,
				     uint32_t height, int bpp)
{
	struct drm_mode_create_dumb c;
	struct drm_mode_map_dumb map = { 0 };
	struct km_fb f = { .width = width, .height = height };
	long ret = vt_create(k->fd, width, height, bpp, &c);

	if (ret)
		vt_die("CREATE_DUMB: %s", vt_err(ret));
	f.handle = c.handle;
	map.handle = c.handle;
	f.pitch = c.pitch;
	f.size = c.size;
	ret = vt_ioctl(k->fd, DRM_IOCTL_MODE_MAP_DUMB, &map);
	if (ret)
		vt_die("MAP_DUMB: %s", vt_err(ret));
	f.map = mmap(NULL, f.size, PROT_READ | PROT_WRITE, MAP_SHARED, k->fd,
		     map.offset);
	if (f.map == MAP_FAILED)
		vt_die("mmap: %s", vt_err(-errno));
	return f;
}

/* Filled with a pattern that depends on @seed. */
static inline struct km_fb km_fb(struct km *k, uint32_t width, uint32_t height,
				 uint32_t fourcc, int bpp, int seed)
{
	struct km_fb f = km_buffer(k, width, height, bpp);
	long ret = km_add_fb(k, &f, fourcc, 0, 0);
	uint64_t i;

	if (ret)
		vt_die("ADDFB2 %.4s: %s", (char *)&fourcc, vt_err(ret));
	for (i = 0; i < f.size; i++)
		f.map[i] = seed + i * 7;
	return f;
}

/* A mapping keeps the file open. */
static inline void km_unmap(struct km_fb *f)
{
	if (f->map)
		munmap(f->map, f->size);
	f->map = NULL;
}

static inline void km_free_fb(struct km *k, struct km_fb *f)
{
	if (f->id)
		vt_ioctl(k->fd, DRM_IOCTL_MODE_RMFB, &f->id);
	km_unmap(f);
	vt_gem_close(k->fd, f->handle);
}

/* --------------------------------------------------------------- commits */

struct km_rect {
	int x, y, width, height;
};

/* @fb shows its upper left corner at @to; NULL switches the plane off. */
static inline void km_set_plane(struct km *k, struct km_req *r, uint32_t plane,
				struct km_fb *fb, struct km_rect to)
{
	const uint32_t type = DRM_MODE_OBJECT_PLANE;

	km_set(k, r, plane, type, "FB_ID", fb ? fb->id : 0);
	km_set(k, r, plane, type, "CRTC_ID", fb ? k->crtc : 0);
	km_set(k, r, plane, type, "CRTC_X", to.x);
	km_set(k, r, plane, type, "CRTC_Y", to.y);
	km_set(k, r, plane, type, "CRTC_W", to.width);
	km_set(k, r, plane, type, "CRTC_H", to.height);
	km_set(k, r, plane, type, "SRC_X", 0);
	km_set(k, r, plane, type, "SRC_Y", 0);
	km_set(k, r, plane, type, "SRC_W", (uint64_t)to.width << 16);
	km_set(k, r, plane, type, "SRC_H", (uint64_t)to.height << 16);
}

static inline void km_set_conn(struct km *k, struct km_req *r, uint32_t conn,
			       uint32_t crtc)
{
	km_set(k, r, conn, DRM_MODE_OBJECT_CONNECTOR, "CRTC_ID", crtc);
}

static inline void km_set_mode(struct km *k, struct km_req *r,
			       const struct drm_mode_modeinfo *mode)
{
	const uint32_t type = DRM_MODE_OBJECT_CRTC;

	km_set(k, r, k->crtc, type, "MODE_ID",
	       mode ? km_blob(k, mode, sizeof(*mode)) : 0);
	km_set(k, r, k->crtc, type, "ACTIVE", !!mode);
}

/* The CRTC on, with @mode, on the virtual connector, @fb on all of it. */
static inline void km_set_scene(struct km *k, struct km_req *r,
				const struct drm_mode_modeinfo *mode,
				struct km_fb *fb)
{
	km_set_conn(k, r, k->conn, k->crtc);
	km_set_mode(k, r, mode);
	km_set_plane(k, r, km_plane(k, KM_PRIMARY, 0), fb,
		     (struct km_rect){ 0, 0, mode->hdisplay, mode->vdisplay });
}

static inline void km_light(struct km *k, const struct drm_mode_modeinfo *mode,
			    struct km_fb *fb)
{
	struct km_req r = { 0 };
	long ret;

	km_set_scene(k, &r, mode, fb);
	ret = km_commit(k, &r, DRM_MODE_ATOMIC_ALLOW_MODESET);
	if (ret)
		vt_die("modeset %s: %s", mode->name, vt_err(ret));
}

/* Where each commit is fast: a frame of these many lines takes 5 ms. */
#define KM_SIDE 64

static const struct drm_mode_modeinfo km_tiny = {
	.name = "tiny", .clock = 1600,
	.hdisplay = KM_SIDE, .hsync_start = 72, .hsync_end = 80, .htotal = 100,
	.vdisplay = KM_SIDE, .vsync_start = 66, .vsync_end = 68, .vtotal = 80,
};

/* Everything off. */
static inline long km_dark(struct km *k)
{
	struct km_req r = { 0 };
	int i;

	km_set_conn(k, &r, k->conn, 0);
	if (k->wb)
		km_set_conn(k, &r, k->wb, 0);
	km_set_mode(k, &r, NULL);
	for (i = 0; i < k->planes; i++)
		if (k->plane[i].type != KM_OVERLAY ||
		    km_plane(k, KM_OVERLAY, 0) == k->plane[i].id)
			km_set_plane(k, &r, k->plane[i].id, NULL,
				     (struct km_rect){ 0 });
	return km_commit(k, &r, DRM_MODE_ATOMIC_ALLOW_MODESET);
}

/* By the legacy ioctl, which does not wait for a vblank. */
static inline long km_move_cursor(struct km *k, int x, int y)
{
	struct drm_mode_cursor arg = {
		.flags = DRM_MODE_CURSOR_MOVE, .crtc_id = k->crtc, .x = x, .y = y,
	};

	return vt_ioctl(k->fd, DRM_IOCTL_MODE_CURSOR, &arg);
}

static inline void km_show_cursor(struct km *k, const struct km_fb *f)
{
	struct drm_mode_cursor arg = {
		.flags = DRM_MODE_CURSOR_BO, .crtc_id = k->crtc,
		.width = f->width, .height = f->height, .handle = f->handle,
	};
	long ret = vt_ioctl(k->fd, DRM_IOCTL_MODE_CURSOR, &arg);

	if (ret)
		vt_die("cursor: %s", vt_err(ret));
}

static inline void km_set_writeback(struct km *k, struct km_req *r,
				    struct km_fb *fb, int *fence)
{
	const uint32_t type = DRM_MODE_OBJECT_CONNECTOR;

	*fence = -1;
	km_set_conn(k, r, k->wb, k->crtc);
	km_set(k, r, k->wb, type, "WRITEBACK_FB_ID", fb->id);
	km_set(k, r, k->wb, type, "WRITEBACK_OUT_FENCE_PTR", (uintptr_t)fence);
}

/*
 * One writeback of what is on the CRTC, beside the virtual connector; *@fence is a
 * sync_file. A driver that cannot do that has the virtual connector taken off.
 */
static inline long km_writeback(struct km *k, struct km_fb *fb, int *fence)
{
	struct km_req beside = { 0 }, alone = { 0 };
	long ret;

	if (!k->wb)
		vt_die("no writeback connector");
	km_set_writeback(k, &beside, fb, fence);
	ret = km_commit(k, &beside, DRM_MODE_ATOMIC_ALLOW_MODESET);
	if (ret != -EINVAL)
		return ret;
	km_set_conn(k, &alone, k->conn, 0);
	km_set_writeback(k, &alone, fb, fence);
	return km_commit(k, &alone, DRM_MODE_ATOMIC_ALLOW_MODESET);
}

/* Did the fence signal within @ms? */
static inline bool km_signals(int fence, int ms)
{
	return vt_poll(fence, POLLIN, ms) == POLLIN;
}

/* ------------------------------------------------------------------- CRC */

static inline int km_crc_file(struct km *k, const char *name, int flags)
{
	char path[96];
	int fd;

	snprintf(path, sizeof(path),
		 "/sys/kernel/debug/dri/%d/crtc-0/crc/%s", k->minor, name);
	fd = open(path, flags | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/* Start capturing CRCs. */
static inline int km_crc_open(struct km *k, int flags)
{
	int fd = km_crc_file(k, "control", O_WRONLY);

	if (fd < 0 || write(fd, "auto", 4) != 4)
		vt_die("crc/control: %s", vt_err(fd < 0 ? fd : -errno));
	close(fd);
	fd = km_crc_file(k, "data", O_RDONLY | flags);
	if (fd < 0)
		vt_die("crc/data: %s", vt_err(fd));
	return fd;
}

/* Read an entry: a frame and its CRC. 0 if there is none; needs O_NONBLOCK. */
static inline int km_crc_read(int fd, unsigned long *frame, unsigned int *crc)
{
	char line[64];
	ssize_t len = read(fd, line, sizeof(line) - 1);

	if (len < 0)
		return errno == EAGAIN ? 0 : -errno;
	line[len] = '\0';
	return sscanf(line, "%lx %x", frame, crc) == 2;
}

/* The CRC of the next frame, or why there is none: it is off, or somebody else reads. */
static inline int km_shown(struct km *k)
{
	int fd = km_crc_file(k, "data", O_RDONLY);
	unsigned long frame;
	unsigned int crc = 0;

	if (fd < 0)
		return fd;
	if (km_crc_read(fd, &frame, &crc) != 1)
		vt_die("no CRC");
	close(fd);
	return crc;
}

/* How many entries come within @ms. */
static inline int km_crc_count(int fd, int ms)
{
	int64_t end = vt_now_ms() + ms;
	unsigned long frame;
	unsigned int crc;
	int count = 0;

	while (vt_now_ms() < end) {
		int ret = km_crc_read(fd, &frame, &crc);

		if (ret < 0)
			return ret;
		if (ret)
			count++;
		else
			vt_sleep_ms(2);
	}
	return count;
}

#endif /* KMS_H */
