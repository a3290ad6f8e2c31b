// SPDX-License-Identifier: GPL-2.0
/*
 * What a virtual display costs. Prints `bench PATH: NUMBER` lines for tests/kms/cost,
 * which boots with one CPU and a clock that counts its instructions: there, one
 * nanosecond is one instruction.
 */
#define _GNU_SOURCE
#include "idle.h"
#include "kms.h"

#define XR24 DRM_FORMAT_XRGB8888
#define AR24 DRM_FORMAT_ARGB8888

#define FRAMES 6
#define FLIPS 30
#define MOVES 200

/*
 * Frames a second where compositions are counted: so slow that even the peer composes each
 * frame, where it would otherwise count one for several.
 */
#define SLOW_HZ 1
#define SLOW_NS (1000000000LL / SLOW_HZ)

static struct km k;

static void report(const char *path, double value)
{
	printf("bench %s: %.1f\n", path, value);
	fflush(stdout);
}

static void must(const char *what, long ret)
{
	if (ret)
		vt_die("%s: %s", what, vt_err(ret));
}

/* The connector's mode with another clock. */
static struct drm_mode_modeinfo mode_at(int width, int height, int hz)
{
	struct drm_mode_modeinfo m = *km_mode(&k, width, height);

	m.clock = m.htotal * m.vtotal * hz / 1000;
	m.vrefresh = hz;
	return m;
}

/* ------------------------------------------------------------ composition */

/* What the CPU does from one CRC to the one @frames later. */
static double busy_a_frame(int crc, int frames)
{
	int64_t begin, idle, busy;
	char line[64];
	int i;

	for (i = 0; i < 2; i++)	/* warms up; the CRC ends a composition */
		if (read(crc, line, sizeof(line)) <= 0)
			vt_die("CRC: %s", vt_err(-errno));
	idle = idle_ns();
	begin = vt_now_ns();
	for (i = 0; i < frames; i++)
		if (read(crc, line, sizeof(line)) <= 0)
			vt_die("CRC: %s", vt_err(-errno));
	busy = vt_now_ns() - begin;
	busy -= idle_ns() - idle;
	if (busy > frames * SLOW_NS * 99 / 100)
		vt_die("a composition takes longer than a frame of %lld ms",
		       SLOW_NS / 1000000);
	return (double)busy / frames;
}

static double compose(const struct drm_mode_modeinfo *m, uint32_t fourcc,
		      int bpp, enum km_type type, uint32_t over_fourcc,
		      struct km_rect over)
{
	struct km_fb screen = km_fb(&k, m->hdisplay, m->vdisplay, fourcc, bpp, 1);
	struct km_fb top = { 0 };
	double busy;
	int crc;

	km_light(&k, m, &screen);
	if (over.width) {
		struct km_req r = { 0 };

		top = km_fb(&k, over.width, over.height, over_fourcc, 32, 3);
		km_set_plane(&k, &r, km_plane(&k, type, 0), &top, over);
		must("overlay", km_commit(&k, &r, 0));
	}
	crc = km_crc_open(&k, 0);
	busy = busy_a_frame(crc, FRAMES);
	close(crc);
	must("off", km_dark(&k));
	km_free_fb(&k, &screen);
	if (over.width)
		km_free_fb(&k, &top);
	return busy;
}

static void bench_compose(void)
{
	const struct km_rect none = { 0 }, all = { 0, 0, 1024, 768 };
	const struct km_rect cursor = { 100, 100, 64, 64 };
	struct drm_mode_modeinfo m = mode_at(1024, 768, SLOW_HZ);
	double pixels = 1024 * 768, plain, one;

	plain = compose(&m, XR24, 32, KM_PRIMARY, 0, none);
	report("compose 1024x768 XR24, a pixel", plain / pixels);
	one = compose(&m, XR24, 32, KM_OVERLAY, XR24, all);
	report("overlay of that size XR24, a pixel", (one - plain) / pixels);
	one = compose(&m, XR24, 32, KM_OVERLAY, AR24, all);
	report("overlay of that size AR24, a pixel", (one - plain) / pixels);
	one = compose(&m, XR24, 32, KM_CURSOR, AR24, cursor);
	report("cursor 64x64, a pixel of it", (one - plain) / (64 * 64));
	one = compose(&m, DRM_FORMAT_RGB565, 16, KM_PRIMARY, 0, none);
	report("compose 1024x768 RG16, a pixel", one / pixels);
	one = compose(&m, DRM_FORMAT_XRGB16161616, 64, KM_PRIMARY, 0, none);
	report("compose 1024x768 XR48, a pixel", one / pixels);
	m = mode_at(640, 480, SLOW_HZ);
	one = compose(&m, XR24, 32, KM_PRIMARY, 0, none);
	report("compose 640x480 XR24, a pixel", one / (640 * 480));
}

/* A job, and a pause that is long enough for all that it takes. */
static void write_back(struct km_fb *out)
{
	int fence;

	must("writeback", km_writeback(&k, out, &fence));
	if (!km_signals(fence, 5000))
		vt_die("the writeback's fence does not signal");
	close(fence);
	vt_sleep_ms(2000 / SLOW_HZ);
}

static void bench_writeback(void)
{
	struct drm_mode_modeinfo m = mode_at(1024, 768, SLOW_HZ);
	struct km_fb screen = km_fb(&k, 1024, 768, XR24, 32, 1);
	struct km_fb out = km_fb(&k, 1024, 768, XR24, 32, 0);
	int64_t begin, idle, busy;
	int i;

	km_light(&k, &m, &screen);
	write_back(&out);	/* may be a modeset */
	idle = idle_ns();
	begin = vt_now_ns();
	for (i = 0; i < FRAMES; i++)
		write_back(&out);
	busy = vt_now_ns() - begin;
	busy -= idle_ns() - idle;
	report("writeback 1024x768 XR24, a pixel",
	       (double)busy / FRAMES / (1024 * 768));
	must("off", km_dark(&k));
	km_free_fb(&k, &screen);
	km_free_fb(&k, &out);
}

/* ------------------------------------------------------------------ flips */

struct flips {
	double ioctl, late, second;
};

/* Flip by atomic commits that do not wait, each when the last one's event is there. */
static struct flips flip_frames(struct km_fb *a, struct km_fb *b)
{
	uint32_t primary = km_plane(&k, KM_PRIMARY, 0);
	uint32_t prop = km_prop(&k, primary, DRM_MODE_OBJECT_PLANE, "FB_ID", NULL);
	int64_t begin = 0, ioctls = 0, late = 0;
	int i;

	for (i = 0; i <= FLIPS; i++) {
		struct drm_event_vblank event;
		struct km_req r = { 0 };
		int64_t before;
		long ret;

		if (i == 1) {	/* the first one waits for a vblank of its own */
			begin = vt_now_ns();
			ioctls = 0;
			late = 0;
		}
		km_set_as(&r, primary, prop, i & 1 ? a->id : b->id);
		do {
			before = vt_now_ns();
			ret = km_commit(&k, &r, DRM_MODE_ATOMIC_NONBLOCK |
					DRM_MODE_PAGE_FLIP_EVENT);
		} while (ret == -EBUSY);
		must("flip", ret);
		ioctls += vt_now_ns() - before;
		if (vt_poll(k.fd, POLLIN, 5000) != POLLIN)
			vt_die("no flip event");
		before = vt_now_ns();
		if (read(k.fd, &event, sizeof(event)) != sizeof(event))
			vt_die("flip event: %s", vt_err(-errno));
		late += before - (event.tv_sec * 1000000000LL +
				  event.tv_usec * 1000LL);
	}
	return (struct flips) {
		(double)ioctls / FLIPS, (double)late / FLIPS,
		FLIPS * 1e9 / (vt_now_ns() - begin),
	};
}

static void report_flips(const char *what, struct flips f)
{
	char path[96];

	snprintf(path, sizeof(path), "flip ioctl, %s", what);
	report(path, f.ioctl);
	snprintf(path, sizeof(path), "event late, %s", what);
	report(path, f.late);
	snprintf(path, sizeof(path), "flips a second, %s", what);
	report(path, f.second);
}

static void bench_flips(int width, int height)
{
	struct drm_mode_modeinfo *m = km_mode(&k, width, height);
	struct km_fb a = km_fb(&k, width, height, XR24, 32, 1);
	struct km_fb b = km_fb(&k, width, height, XR24, 32, 9);
	char what[64];
	int crc;

	km_light(&k, m, &a);
	snprintf(what, sizeof(what), "%dx%d", width, height);
	report_flips(what, flip_frames(&a, &b));
	snprintf(what, sizeof(what), "%dx%d with CRCs", width, height);
	crc = km_crc_open(&k, O_NONBLOCK);
	report_flips(what, flip_frames(&a, &b));
	close(crc);
	must("off", km_dark(&k));
	km_free_fb(&k, &a);
	km_free_fb(&k, &b);
}

/* ----------------------------------------------------------------- ioctls */

static void bench_cursor(void)
{
	struct km_fb screen = km_fb(&k, 1024, 768, XR24, 32, 1);
	struct km_fb f = km_fb(&k, 64, 64, AR24, 32, 3);
	struct drm_mode_cursor arg = {
		.flags = DRM_MODE_CURSOR_BO, .crtc_id = k.crtc,
		.width = 64, .height = 64, .handle = f.handle,
	};
	int64_t begin;
	int i;

	km_light(&k, km_mode(&k, 1024, 768), &screen);
	must("cursor", vt_ioctl(k.fd, DRM_IOCTL_MODE_CURSOR, &arg));
	arg.flags = DRM_MODE_CURSOR_MOVE;
	vt_sleep_ms(100);
	begin = vt_now_ns();
	for (i = 0; i < MOVES; i++) {
		arg.x = i;
		arg.y = i;
		must("cursor", vt_ioctl(k.fd, DRM_IOCTL_MODE_CURSOR, &arg));
	}
	report("cursor move", (double)(vt_now_ns() - begin) / MOVES);
	must("off", km_dark(&k));
	km_free_fb(&k, &screen);
	km_free_fb(&k, &f);
}

/* The timer and what hangs on it, a vblank that somebody waits for. */
static void bench_vblank(void)
{
	struct km_fb screen = km_fb(&k, 640, 480, XR24, 32, 1);
	int64_t begin, idle, busy;
	int i;

	km_light(&k, km_mode(&k, 640, 480), &screen);
	idle = idle_ns();
	begin = vt_now_ns();
	for (i = 0; i < 60; i++) {
		union drm_wait_vblank wait = {
			.request = { .type = _DRM_VBLANK_RELATIVE, .sequence = 1 },
		};

		must("vblank", vt_ioctl(k.fd, DRM_IOCTL_WAIT_VBLANK, &wait));
	}
	busy = vt_now_ns() - begin;
	busy -= idle_ns() - idle;
	report("wait for a vblank", (double)busy / 60);
	must("off", km_dark(&k));
	km_free_fb(&k, &screen);
}

/* For tests/bench/profile: flips of which nothing is composed, without an end. */
static void spin(void)
{
	struct km_fb a = km_fb(&k, 1024, 768, XR24, 32, 1);
	struct km_fb b = km_fb(&k, 1024, 768, XR24, 32, 9);

	km_light(&k, km_mode(&k, 1024, 768), &a);
	for (;;)
		flip_frames(&a, &b);
}

int main(int argc, char **argv)
{
	(void)argv;
	km_open(&k);
	if (idle_ns() < 0)
		vt_die("/proc/timer_list has no idle time");
	if (argc > 1)
		spin();
	/* Let the boot settle. */
	vt_sleep_ms(3000);
	bench_vblank();
	bench_cursor();
	bench_flips(640, 480);
	bench_flips(1024, 768);
	bench_compose();
	bench_writeback();
	km_close(&k);
	return 0;
}
