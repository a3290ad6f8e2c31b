// SPDX-License-Identifier: GPL-2.0
/*
 * race_display NAME [ROUNDS]: calls that race on a display: on our vkms, which has to be
 * loaded, and which `unload` loads anew; `unplug` loads tests/modules/sdrm_screen.c.
 *
 *   flip-off       a flip, its event and fence, and one more vblank event, against CRTC off
 *   cursor-flip    the cursor moves while a flip waits for its vblank: neither is lost
 *   crc-flip       a CRC file is opened, read and closed while a flip comes
 *   crc-off        a CRC file is opened while the CRTC goes off
 *   writeback-off  a writeback against CRTC off
 *   unload         the module goes while it is opened, lit, flipped, read, and closed
 *   unplug         the device goes while it is flipped, written back, read, and opened
 *
 * Exit status: 0 the invariant held, 1 it did not, 2 it was not tested.
 */
#define _GNU_SOURCE
#include "race.h"
#include "kms.h"
#include "../modules/sdrm_shared.h"

#define XR24 DRM_FORMAT_XRGB8888
#define END_MS 5000		/* until what was promised must have come */

/* The display, and what is committed to it: properties are found by name, so once. */
static struct km k;
static struct km_fb screen[2], cursor, out;
static struct km_req on, off, flip[2], write_back;
static unsigned int target;	/* of the next flip */

/* State of a round: each racer's result, and when it had it. */
static long answer[RACERS_MAX];
static int64_t done_ns[RACERS_MAX];
static int fence, write_fence, crc_fd;

/* Why the round is broken: printed once, as one reason is as good as many. */
static __attribute__((format(printf, 1, 2))) int broken(const char *fmt, ...)
{
	static bool told;
	va_list ap;

	if (told)
		return BROKEN;
	told = true;
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	return BROKEN;
}

/* ------------------------------------------------------------------ setup */

static void must_commit(struct km_req *r)
{
	long ret = km_commit(&k, r, DRM_MODE_ATOMIC_ALLOW_MODESET);

	if (ret)
		vt_die("commit: %s", vt_err(ret));
}

static void make_flip(struct km_req *r, struct km_fb *fb)
{
	*r = (struct km_req){ 0 };
	km_set(&k, r, k.crtc, DRM_MODE_OBJECT_CRTC, "OUT_FENCE_PTR", (uintptr_t)&fence);
	km_set(&k, r, km_plane(&k, KM_PRIMARY, 0), DRM_MODE_OBJECT_PLANE, "FB_ID", fb->id);
}

/*
 * Lit, with the writeback connector at the CRTC, so that a job takes no modeset. The cursor
 * of the legacy ioctl stays when its client has gone.
 */
static void use_display(int fd)
{
	km_use(&k, fd);
	screen[0] = km_fb(&k, KM_SIDE, KM_SIDE, XR24, 32, 1);
	screen[1] = km_fb(&k, KM_SIDE, KM_SIDE, XR24, 32, 50);
	out = km_fb(&k, KM_SIDE, KM_SIDE, XR24, 32, 100);
	cursor = km_fb(&k, 16, 16, DRM_FORMAT_ARGB8888, 32, 150);
	on = off = write_back = (struct km_req){ 0 };
	km_set_scene(&k, &on, &km_tiny, &screen[0]);
	km_set_conn(&k, &on, k.wb, k.crtc);
	km_set_plane(&k, &on, km_plane(&k, KM_CURSOR, 0), NULL, (struct km_rect){ 0 });
	km_set(&k, &off, k.crtc, DRM_MODE_OBJECT_CRTC, "ACTIVE", 0);
	km_set_writeback(&k, &write_back, &out, &write_fence);
	make_flip(&flip[0], &screen[0]);
	make_flip(&flip[1], &screen[1]);
	target = 1;
	must_commit(&on);
}

static void leave_display(void)
{
	km_unmap(&screen[0]);
	km_unmap(&screen[1]);
	km_unmap(&out);
	km_unmap(&cursor);
	km_close(&k);
}

static void begin(void)
{
	km_open(&k);
	use_display(k.fd);
}

/* If it is off. What it shows is then the first picture. */
static void light(void)
{
	must_commit(&on);
	target = 1;
	fence = write_fence = -1;
}

static long flip_now(void)
{
	return km_commit(&k, &flip[target],
			 DRM_MODE_ATOMIC_NONBLOCK | DRM_MODE_PAGE_FLIP_EVENT);
}

/* ----------------------------------------------------------------- events */

static int came[2];	/* flips, vblanks */

static void read_events(void)
{
	char text[512];
	ssize_t len = read(k.fd, text, sizeof(text)), at = 0;
	struct drm_event e;

	for (; at < len; at += e.length) {
		memcpy(&e, text + at, sizeof(e));
		came[e.type != DRM_EVENT_FLIP_COMPLETE]++;
	}
}

/* Exactly these come. */
static bool events_are(int flips, int vblanks)
{
	came[0] = came[1] = 0;
	while ((came[0] < flips || came[1] < vblanks) &&
	       vt_poll(k.fd, POLLIN, END_MS) == POLLIN)
		read_events();
	if (vt_poll(k.fd, POLLIN, 0) == POLLIN)
		read_events();
	return came[0] == flips && came[1] == vblanks;
}

/* The fence of a commit that went through ends without an error; others have none. */
static bool fence_ends(int *fd, bool wanted)
{
	struct vt_sync_info info;
	bool good = wanted == (*fd >= 0) &&
		    (!wanted || (km_signals(*fd, END_MS) && !vt_sync_info(*fd, &info) &&
				 info.file.status == 1));

	vt_close(*fd);
	*fd = -1;
	return good;
}

/* --------------------------------------------------------------- flip-off */

static long want_vblank(void)
{
	union drm_wait_vblank wait = { .request = {
		.type = _DRM_VBLANK_RELATIVE | _DRM_VBLANK_EVENT,
		.sequence = 1,
	} };

	return vt_ioctl(k.fd, DRM_IOCTL_WAIT_VBLANK, &wait);
}

static void flip_off_act(int i)
{
	switch (i) {
	case 0: answer[0] = flip_now(); break;
	case 1: answer[1] = km_commit(&k, &off, DRM_MODE_ATOMIC_ALLOW_MODESET); break;
	default: answer[2] = want_vblank();
	}
}

/* What was accepted is kept, though the CRTC is off; what came too late is refused. */
static int flip_off_judge(void)
{
	if (answer[1] || (answer[0] && answer[0] != -EINVAL) ||
	    (answer[2] && answer[2] != -EINVAL))
		return broken("flip %s, off %s, vblank %s", vt_err(answer[0]),
			      vt_err(answer[1]), vt_err(answer[2]));
	if (!events_are(!answer[0], !answer[2]))
		return broken("flip %s, vblank %s: %d and %d events", vt_err(answer[0]),
			      vt_err(answer[2]), came[0], came[1]);
	if (!fence_ends(&fence, !answer[0]))
		return broken("flip %s: its fence", vt_err(answer[0]));
	return answer[0] != 0;
}

static const struct race flip_off = {
	.name = "flip-off", .rounds = 640, .racers = 3,
	.outcome = { "flipped", "off before" },
	.begin = begin, .prepare = light, .act = flip_off_act,
	.judge = flip_off_judge, .end = leave_display,
};

/* ------------------------------------------------------------ cursor-flip */

#define MOVES 6
static int picture[2][2];	/* its CRC, by screen and place of the cursor */
static int place;		/* of the cursor at the end of the round */

static int place_at(int where)
{
	return 8 + 16 * where;
}

static void flip_and_wait(void)
{
	long ret = flip_now();

	if (ret || !events_are(1, 0) || !fence_ends(&fence, true))
		vt_die("flip: %s", vt_err(ret));
	target = !target;
}

static void move_to(int x, int y)
{
	long ret = km_move_cursor(&k, x, y);

	if (ret)
		vt_die("cursor: %s", vt_err(ret));
}

static void take_pictures(void)
{
	int n, where;

	for (n = 0; n < 2; n++) {
		flip_and_wait();
		for (where = 0; where < 2; where++) {
			move_to(place_at(where), 3);
			picture[!target][where] = km_shown(&k);
		}
	}
}

static void cursor_flip_begin(void)
{
	begin();
	light();
	km_show_cursor(&k, &cursor);
	take_pictures();
}

static void cursor_flip_prepare(void)
{
	place = !place;
}

static void move_about(void)
{
	int n;

	answer[1] = 0;
	for (n = MOVES; n-- && !answer[1];)
		answer[1] = km_move_cursor(&k, place_at(place) + 2 * n, 3);
}

static void cursor_flip_act(int i)
{
	if (i)
		move_about();
	else
		answer[0] = flip_now();
	done_ns[i] = vt_now_ns();
}

static int cursor_flip_judge(void)
{
	unsigned int now = target;
	int crc;

	if (answer[0] || answer[1] || !events_are(1, 0) || !fence_ends(&fence, true))
		return broken("flip %s, cursor %s, %d events", vt_err(answer[0]),
			      vt_err(answer[1]), came[0]);
	target = !target;
	crc = km_shown(&k);
	if (crc != picture[now][place])
		return broken("CRC %#x: not picture %u with the cursor at place %d", crc,
			      now, place);
	return done_ns[1] < done_ns[0];
}

static const struct race cursor_flip = {
	.name = "cursor-flip", .rounds = 640, .racers = 2,
	.outcome = { "moved on", "flipped last" },
	.begin = cursor_flip_begin, .prepare = cursor_flip_prepare,
	.act = cursor_flip_act, .judge = cursor_flip_judge, .end = leave_display,
};

/* --------------------------------------------------------------- crc-flip */

static int seen;

static void crc_flip_begin(void)
{
	int n;

	begin();
	light();
	for (n = 0; n < 2; n++) {
		flip_and_wait();
		picture[!target][0] = km_shown(&k);
	}
}

static void crc_flip_act(int i)
{
	if (i)
		seen = km_shown(&k);
	else
		answer[0] = flip_now();
}

static int crc_flip_judge(void)
{
	unsigned int now = target;
	int crc;

	if (answer[0] || !events_are(1, 0) || !fence_ends(&fence, true))
		return broken("flip %s", vt_err(answer[0]));
	target = !target;
	crc = km_shown(&k);
	if (crc != picture[now][0] ||
	    (seen != picture[now][0] && seen != picture[!now][0]))
		return broken("flip to %u: CRC %#x, and then %#x", now, seen, crc);
	return seen != crc;
}

static const struct race crc_flip = {
	.name = "crc-flip", .rounds = 640, .racers = 2,
	.outcome = { "the new picture", "the old one" },
	.begin = crc_flip_begin, .act = crc_flip_act, .judge = crc_flip_judge,
	.end = leave_display,
};

/* ---------------------------------------------------------------- crc-off */

static void crc_off_act(int i)
{
	if (i)
		answer[1] = crc_fd = km_crc_file(&k, "data", O_RDONLY | O_NONBLOCK);
	else
		answer[0] = km_commit(&k, &off, DRM_MODE_ATOMIC_ALLOW_MODESET);
}

/* The file is closed when there are no vblanks, and works when there are. */
static int crc_off_judge(void)
{
	int crc;

	vt_close(crc_fd);
	if (answer[0] || (answer[1] < 0 && answer[1] != -EIO && answer[1] != -EINVAL))
		return broken("off %s, open %s", vt_err(answer[0]), vt_err(answer[1]));
	if (km_shown(&k) != -EIO)
		return broken("CRCs of a CRTC that is off");
	light();
	crc = km_shown(&k);
	if (crc != picture[0][0])
		return broken("CRC %#x, not %#x", crc, picture[0][0]);
	return answer[1] >= 0;
}

static const struct race crc_off = {
	.name = "crc-off", .rounds = 640, .racers = 2,
	.outcome = { "off before", "opened" },
	.begin = crc_flip_begin, .prepare = light, .act = crc_off_act,
	.judge = crc_off_judge, .end = leave_display,
};

/* ---------------------------------------------------------- writeback-off */

static void writeback_off_prepare(void)
{
	light();
	memset(out.map, 0x55, out.size);
}

static void writeback_off_act(int i)
{
	if (i)
		answer[1] = km_commit(&k, &off, DRM_MODE_ATOMIC_ALLOW_MODESET);
	else
		answer[0] = km_commit(&k, &write_back, DRM_MODE_ATOMIC_NONBLOCK);
}

static bool is_written(void)
{
	uint32_t x, y, from, to;

	for (y = 0; y < out.height; y++) {
		for (x = 0; x < out.width; x++) {
			memcpy(&from, screen[0].map + y * screen[0].pitch + x * 4, 4);
			memcpy(&to, out.map + y * out.pitch + x * 4, 4);
			if ((from ^ to) & 0xffffff)
				return broken("pixel %u,%u is %#x, not %#x", x, y, to,
					      from), false;
		}
	}
	return true;
}

/* A job that was accepted is done, though the CRTC is off. */
static int writeback_off_judge(void)
{
	if (answer[1] || (answer[0] && answer[0] != -EINVAL))
		return broken("writeback %s, off %s", vt_err(answer[0]), vt_err(answer[1]));
	if (!fence_ends(&write_fence, !answer[0]))
		return broken("writeback %s: its fence", vt_err(answer[0]));
	if (is_written() == !!answer[0])
		return broken("writeback %s, and the buffer is another", vt_err(answer[0]));
	return answer[0] != 0;
}

static const struct race writeback_off = {
	.name = "writeback-off", .rounds = 640, .racers = 2,
	.outcome = { "written", "off before" },
	.begin = begin, .prepare = writeback_off_prepare, .act = writeback_off_act,
	.judge = writeback_off_judge, .end = leave_display,
};

/* ----------------------------------------------------------------- unload */

static bool is_there;
static char node[64];
static int minor_of_node;

/* The nodes of a new device may take a while. */
static void load_anew(void)
{
	int i;

	if (!is_there && vt_load(vt_driver))
		vt_die("%s does not load", vt_driver);
	for (i = 0; i < 500 && vt_find(VT_CARD, node, sizeof(node)); i++)
		vt_sleep_ms(10);
	minor_of_node = atoi(node + strlen("/dev/dri/card"));
	is_there = true;
}

static void unload_begin(void)
{
	long ret;

	vt_driver = "vkms";
	ret = vt_unload(vt_driver, 10000);
	if (ret)
		vt_die("rmmod: %s", vt_err(ret));
	is_there = false;
}

static void unload_prepare(void)
{
	load_anew();
	fence = write_fence = -1;
	came[0] = 0;
}

/* Open it, flip, write back, and leave the fences to be asked when all is over. */
static long come_and_go(void)
{
	int fd = open(node, O_RDWR | O_CLOEXEC);
	long ret;

	if (fd < 0)
		return -errno;
	use_display(fd);
	ret = flip_now() ?: km_commit(&k, &write_back, 0);
	leave_display();
	return ret;
}

/* As a test does that wants CRCs of whatever is shown. */
static long open_crcs(void)
{
	struct km at = { .minor = minor_of_node };
	int fd = km_crc_file(&at, "data", O_RDONLY | O_NONBLOCK);
	unsigned long frame;
	unsigned int crc;
	long ret;

	if (fd < 0)
		return fd;
	ret = km_crc_read(fd, &frame, &crc);
	close(fd);
	return ret < 0 ? ret : 0;
}

static long read_state(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/kernel/debug/dri/%d/state", minor_of_node);
	return vt_count_lines(path, "");
}

static void unload_act(int i)
{
	switch (i) {
	case 0: answer[0] = vt_delete_module(vt_driver); break;
	case 1: answer[1] = come_and_go(); break;
	case 2: answer[2] = open_crcs(); break;
	default: answer[3] = read_state();
	}
}

static bool is_gone(long ret)
{
	return ret == -ENOENT || ret == -ENODEV || ret == -ENXIO;
}

static int unload_judge(void)
{
	bool in_use = answer[0] == -EAGAIN || answer[0] == -EBUSY;
	long ret;

	if (answer[0] && !in_use)
		return broken("rmmod: %s", vt_err(answer[0]));
	/* Whoever has it open has all of it. */
	if (answer[1] && !is_gone(answer[1]))
		return broken("a client: %s", vt_err(answer[1]));
	if (answer[2] && !is_gone(answer[2]) && answer[2] != -EIO && answer[2] != -EINVAL)
		return broken("CRCs: %s", vt_err(answer[2]));
	if (answer[3] < 0 && !is_gone(answer[3]))
		return broken("state: %s", vt_err(answer[3]));
	ret = vt_unload(vt_driver, 10000);
	is_there = false;
	if (ret && ret != -ENOENT)
		return broken("rmmod when nobody uses it: %s", vt_err(ret));
	if (!fence_ends(&fence, !answer[1]) || !fence_ends(&write_fence, !answer[1]))
		return broken("a client: %s: its fences", vt_err(answer[1]));
	return in_use;
}

static const struct race unload = {
	.name = "unload", .rounds = 128, .racers = RACERS_MAX,
	.outcome = { "unloaded", "in use" },
	.begin = unload_begin, .prepare = unload_prepare, .act = unload_act,
	.judge = unload_judge, .end = load_anew,
};

/* ----------------------------------------------------------------- unplug */

static int unplug_fd;
static bool touched;

static void unplug_begin(void)
{
	vt_driver = "sdrm_screen";
}

static void unplug_prepare(void)
{
	load_anew();
	unplug_fd = -1;
	use_display(open(node, O_RDWR | O_CLOEXEC));
	light();
	km_show_cursor(&k, &cursor);
	unplug_fd = open(node, O_RDWR | O_CLOEXEC);
	if (unplug_fd < 0)
		vt_die("%s: %s", node, vt_err(-errno));
	touched = false;
}

/* With the cursor, a look at a picture, and at what stays until it is unmapped. */
static long look_around(void)
{
	long ret = km_move_cursor(&k, 5, 5) ?: open_crcs();

	screen[0].map[0] = 42;
	touched = *(volatile uint8_t *)screen[0].map == 42;
	return ret;
}

static void unplug_act(int i)
{
	uint32_t arg = 0;
	int fd;

	switch (i) {
	case 0:
		answer[0] = flip_now();
		answer[3] = answer[0] ?: km_commit(&k, &write_back, 0);
		break;
	case 1:
		answer[1] = vt_ioctl(unplug_fd, DRM_IOCTL_SHARED_UNPLUG, &arg);
		break;
	default:
		answer[2] = look_around();
		fd = open(node, O_RDWR | O_CLOEXEC);
		vt_close(fd);
	}
}

static int unplug_judge(void)
{
	bool good = !answer[1] && touched && (!answer[0] || answer[0] == -ENODEV) &&
		    (!answer[3] || answer[3] == -ENODEV || answer[3] == -EINVAL) &&
		    (!answer[2] || is_gone(answer[2]) || answer[2] == -EIO ||
		     answer[2] == -EINVAL);
	long late;

	if (!good)
		return broken("flip %s, writeback %s, unplug %s, others %s", vt_err(answer[0]),
			      vt_err(answer[3]), vt_err(answer[1]), vt_err(answer[2]));
	if (!fence_ends(&fence, !answer[0]) || !fence_ends(&write_fence, !answer[3]))
		return broken("flip %s, writeback %s: a fence", vt_err(answer[0]),
			      vt_err(answer[3]));
	late = km_commit(&k, &on, DRM_MODE_ATOMIC_ALLOW_MODESET);
	leave_display();
	close(unplug_fd);
	if (late != -ENODEV)
		return broken("a commit to a device that is gone: %s", vt_err(late));
	late = vt_unload(vt_driver, 10000);
	is_there = false;
	if (late)
		return broken("rmmod after unplug: %s", vt_err(late));
	return answer[0] != 0;
}

static const struct race unplug = {
	.name = "unplug", .rounds = 128, .racers = 3,
	.outcome = { "flipped before", "flipped too late" },
	.begin = unplug_begin, .prepare = unplug_prepare, .act = unplug_act,
	.judge = unplug_judge,
};

int main(int argc, char **argv)
{
	static const struct race *const races[] = {
		&flip_off, &cursor_flip, &crc_flip, &crc_off, &writeback_off, &unload,
		&unplug, NULL,
	};

	return race_main(races, argc, argv);
}
