// SPDX-License-Identifier: GPL-2.0
/*
 * kms_defects CASE: a property of a virtual display that the kernel's own vkms lacks and
 * ours must have. Where that vkms crashes or hangs, so does this: tests/kms/defects.sh
 * says which.
 *
 * Exit status: 0 the property holds, 1 it does not, 2 it could not be tested.
 */
#define _GNU_SOURCE
#include <stdatomic.h>

#include "kms.h"
#include "threads.h"

#define XR24 DRM_FORMAT_XRGB8888
#define FENCE_MS 3000

static struct km k;
static struct drm_mode_modeinfo *mode;
static struct km_fb screen;

/* Says what does not hold. */
#define fails(...) (vt_diag(__VA_ARGS__), false)

static void show_mode(int width, int height)
{
	km_open(&k);
	mode = km_mode(&k, width, height);
	screen = km_fb(&k, width, height, XR24, 32, 1);
	km_light(&k, mode, &screen);
}

static void show(void)
{
	show_mode(640, 480);
}

static void leave(void)
{
	km_unmap(&screen);
	km_close(&k);
}

/* ---------------------------------------------------------------- unload */

/*
 * Unload by a child: the call may never come back. The module may refuse while
 * something of it is in use, but not hang.
 */
static bool try_unload(void)
{
	int64_t end = vt_now_ms() + 10000;
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(vt_unload("vkms", 1000) ? 1 : 0);
	/* Not even SIGKILL may end it, so it is not waited for. */
	while (waitpid(pid, &status, WNOHANG) != pid) {
		if (vt_now_ms() > end)
			return fails("rmmod does neither return nor refuse");
		vt_sleep_ms(20);
	}
	vt_diag("rmmod vkms: %s", status ? "refused" : "unloaded");
	return true;
}

static bool unloads_at_last(void)
{
	long ret = vt_unload("vkms", 5000);

	return !ret || ret == -ENOENT ||
	       fails("not unloaded when nothing uses it: %s", vt_err(ret));
}

/* The sync_file of a fence that has signalled, of a module that is gone. */
static bool ask_fence(int fence)
{
	struct vt_sync_info info;
	bool good = km_signals(fence, FENCE_MS) ||
		    fails("the fence does not signal");
	long ret;

	leave();
	vt_sleep_ms(200);
	good &= try_unload();
	vt_sleep_ms(100);
	ret = vt_sync_info(fence, &info);
	vt_diag("SYNC_IOC_FILE_INFO: %s, driver '%.32s', timeline '%.32s'",
		vt_err(ret), info.fence[0].driver_name, info.fence[0].obj_name);
	good &= !ret || fails("SYNC_IOC_FILE_INFO: %s", vt_err(ret));
	close(fence);
	return good & unloads_at_last();
}

static bool fence_after_unload(void)
{
	struct km_req r = { 0 };
	int fence = -1;
	long ret;

	show();
	km_set(&k, &r, k.crtc, DRM_MODE_OBJECT_CRTC, "OUT_FENCE_PTR",
	       (uintptr_t)&fence);
	km_set(&k, &r, km_plane(&k, KM_PRIMARY, 0), DRM_MODE_OBJECT_PLANE,
	       "FB_ID", screen.id);
	ret = km_commit(&k, &r, 0);
	if (ret)
		vt_die("commit: %s", vt_err(ret));
	return ask_fence(fence);
}

static bool wb_fence_after_unload(void)
{
	struct km_fb out;
	int fence;
	long ret;

	show();
	out = km_fb(&k, 640, 480, XR24, 32, 0);
	ret = km_writeback(&k, &out, &fence);
	if (ret)
		vt_die("writeback: %s", vt_err(ret));
	km_unmap(&out);
	return ask_fence(fence);
}

/* The file stays open while the module goes, or is told that it cannot. */
static bool crc_file_after_unload(void)
{
	char line[64];
	bool good;
	int crc;

	show();
	crc = km_crc_open(&k, 0);
	if (read(crc, line, sizeof(line)) <= 0)
		vt_die("no CRC: %s", vt_err(-errno));
	/* Not even the display is on: nothing of DRM's uAPI is in use. */
	km_dark(&k);
	leave();
	vt_sleep_ms(200);
	good = try_unload();
	close(crc);
	vt_sleep_ms(200);
	return good & unloads_at_last();
}

static void read_crcs(int crc)
{
	char line[64];

	while (read(crc, line, sizeof(line)) > 0)
		;
	vt_diag("the reader's read() ends: %s", vt_err(-errno));
}

/* The console on the display would light it again when the last file is closed. */
static void blank_console(void)
{
	int fd = open("/sys/class/graphics/fb0/blank", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, "4", 1) != 1)
		vt_die("fb0/blank: %s", vt_err(-errno));
	close(fd);
}

/* A reader waits for a CRC that no frame will bring. */
static bool crc_reader_in_unload(void)
{
	pid_t reader;
	bool good;
	int crc;

	show();
	crc = km_crc_open(&k, 0);
	reader = fork();
	if (!reader) {
		leave();
		read_crcs(crc);
		_exit(0);
	}
	close(crc);
	vt_sleep_ms(200);
	km_dark(&k);
	leave();
	blank_console();
	vt_sleep_ms(500);
	good = try_unload();
	/* It can be killed wherever it waits. */
	kill(reader, SIGKILL);
	if (vt_wait_child(reader, 5) == 256)
		vt_diag("the reader was killed");
	vt_sleep_ms(200);
	return good & unloads_at_last();
}

/* ------------------------------------------------------------- writeback */

/* A commit that shows another frame, and that writes nothing back. */
static void show_again(void)
{
	struct km_req r = { 0 };
	long ret;

	km_set(&k, &r, k.wb, DRM_MODE_OBJECT_CONNECTOR, "WRITEBACK_FB_ID", 0);
	km_set(&k, &r, km_plane(&k, KM_PRIMARY, 0), DRM_MODE_OBJECT_PLANE,
	       "FB_ID", screen.id);
	ret = km_commit(&k, &r, 0);
	if (ret)
		vt_die("commit: %s", vt_err(ret));
}

/*
 * Does the fence of each job signal? Between two jobs the CPU is busy for up to @ms, as if
 * it looked at the picture, and at times another frame is shown.
 */
static bool all_jobs(struct km_fb *out, int jobs, int ms)
{
	int job;

	for (job = 1; job <= jobs; job++) {
		int fence;
		long ret = km_writeback(&k, out, &fence);

		if (ret)
			return fails("job %d: %s", job, vt_err(ret));
		if (!km_signals(fence, FENCE_MS))
			return fails("the fence of job %d of %d does not signal",
				     job, jobs);
		close(fence);
		if (!ms)
			continue;
		vt_pause_ns(rand() % ms * 1000000LL);
		if (rand() % 3 == 0)
			show_again();
	}
	return true;
}

/* Back to back, and so large that composing one takes the peer longer than a frame. */
static bool writeback_lost(void)
{
	struct km_fb out;

	srand(1);
	show_mode(1024, 768);
	out = km_fb(&k, 1024, 768, XR24, 32, 0);
	if (!all_jobs(&out, 8, 0))
		return false;
	km_dark(&k);
	km_unmap(&out);
	leave();
	show();
	out = km_fb(&k, 640, 480, XR24, 32, 0);
	return all_jobs(&out, 40, 60);
}

static bool crc_after_writeback(void)
{
	int crc, fence, before, after;
	struct km_fb out;
	long ret;

	show();
	out = km_fb(&k, 640, 480, XR24, 32, 0);
	crc = km_crc_open(&k, O_NONBLOCK);
	before = km_crc_count(crc, 500);
	ret = km_writeback(&k, &out, &fence);
	if (ret || !km_signals(fence, FENCE_MS))
		vt_die("writeback: %s", ret ? vt_err(ret) : "no fence");
	/* The job's own frames are through. */
	km_crc_count(crc, 500);
	after = km_crc_count(crc, 1000);
	vt_diag("%d CRCs in half a second before, %d in a second after", before,
		after);
	if (before <= 0)
		vt_die("no CRCs to begin with");
	close(crc);
	return after > 0 || fails("the writeback ended CRC capture");
}

static bool writeback_beside(void)
{
	struct km_req r = { 0 };
	struct km_fb out;
	int fence;
	long ret;

	show();
	if (!k.wb)
		vt_die("no writeback connector");
	out = km_fb(&k, 640, 480, XR24, 32, 0);
	km_set_writeback(&k, &r, &out, &fence);
	ret = km_commit(&k, &r, DRM_MODE_ATOMIC_ALLOW_MODESET);
	if (ret)
		return fails("writeback beside the display: %s", vt_err(ret));
	return km_signals(fence, FENCE_MS) || fails("its fence does not signal");
}

/* --------------------------------------------------------- what is checked */

static long test_mode(const struct drm_mode_modeinfo *m)
{
	struct km_req r = { 0 };

	km_set_scene(&k, &r, m, &screen);
	return km_commit(&k, &r, DRM_MODE_ATOMIC_ALLOW_MODESET |
			 DRM_MODE_ATOMIC_TEST_ONLY);
}

/* Not applied: the peer's timer would never be done with it. */
static bool mode_limits(void)
{
	struct drm_mode_modeinfo m;
	bool good = true;
	long ret;

	show();
	m = *mode;
	if (test_mode(&m))
		vt_die("the connector's own mode is refused");
	m.clock = INT32_MAX;
	ret = test_mode(&m);
	good &= ret == -EINVAL ||
		fails("a mode with a clock of 2 THz: %s", vt_err(ret));
	/* 2 GHz, and hardly any blanking. */
	m.clock = INT32_MAX / 1000;
	m.hsync_start = m.hdisplay + 1;
	m.hsync_end = m.hdisplay + 2;
	m.htotal = m.hsync_end;
	m.vsync_start = m.vdisplay + 1;
	m.vsync_end = m.vdisplay + 2;
	m.vtotal = m.vsync_end;
	ret = test_mode(&m);
	good &= ret == -EINVAL ||
		fails("a mode of 6,900 frames a second: %s", vt_err(ret));
	return good;
}

static bool test_primary(const char *what, struct km_fb *fb,
			 struct km_rect to)
{
	struct km_req r = { 0 };
	long ret;

	km_set_plane(&k, &r, km_plane(&k, KM_PRIMARY, 0), fb, to);
	ret = km_commit(&k, &r, DRM_MODE_ATOMIC_TEST_ONLY);
	return !ret || fails("%s: %s", what, vt_err(ret));
}

static bool primary_anywhere(void)
{
	bool good = true;

	show();
	good &= test_primary("the primary plane off", NULL,
			     (struct km_rect){ 0 });
	good &= test_primary("the primary plane in the middle", &screen,
			     (struct km_rect){ 100, 100, 320, 240 });
	return good;
}

static bool unknown_modifier(void)
{
	struct km_fb f;
	long ret;

	km_open(&k);
	f = km_buffer(&k, 640, 480, 32);
	if (km_add_fb(&k, &f, XR24, DRM_MODE_FB_MODIFIERS,
		      DRM_FORMAT_MOD_LINEAR))
		vt_die("a linear framebuffer is refused");
	ret = km_add_fb(&k, &f, XR24, DRM_MODE_FB_MODIFIERS,
			DRM_FORMAT_MOD_VIVANTE_TILED);
	return ret == -EINVAL ||
	       fails("a framebuffer with an unknown modifier: %s", vt_err(ret));
}

/* ---------------------------------------------------------------- cursor */

static atomic_bool done;

static void show_cursor(void)
{
	struct km_fb f = km_fb(&k, 64, 64, DRM_FORMAT_ARGB8888, 32, 3);

	km_show_cursor(&k, &f);
}

static void *move_cursors(void *arg)
{
	long *moves = arg;

	while (!done) {
		long ret = km_move_cursor(&k, *moves % 500, *moves % 400);

		if (ret && ret != -EBUSY)
			vt_die("cursor: %s", vt_err(ret));
		*moves += !ret;
	}
	return NULL;
}

#define FLIPS 30
/* IGT wants 128. A cursor that waits gets 1 on 6.1, and 8 on 6.12. */
#define MOVES_PER_FLIP 32

static void flip_to(struct km_fb *fb)
{
	struct drm_mode_crtc_page_flip arg = {
		.crtc_id = k.crtc, .fb_id = fb->id,
		.flags = DRM_MODE_PAGE_FLIP_EVENT,
	};
	char event[64];
	long ret;

	do
		ret = vt_ioctl(k.fd, DRM_IOCTL_MODE_PAGE_FLIP, &arg);
	while (ret == -EBUSY);
	if (ret)
		vt_die("flip: %s", vt_err(ret));
	if (vt_poll(k.fd, POLLIN, 5000) != POLLIN ||
	    read(k.fd, event, sizeof(event)) <= 0)
		vt_die("no flip event");
}

/* How often the cursor moves while frames are flipped. */
static bool cursor_rate(void)
{
	struct km_fb other;
	pthread_t mover;
	long moves = 0;
	int i;

	show();
	show_cursor();
	other = km_fb(&k, 640, 480, XR24, 32, 5);
	mover = vt_thread(move_cursors, &moves);
	for (i = 0; i < FLIPS; i++)
		flip_to(i & 1 ? &screen : &other);
	done = true;
	pthread_join(mover, NULL);
	vt_diag("%ld cursor updates in %d flips", moves, FLIPS);
	return moves >= FLIPS * MOVES_PER_FLIP ||
	       fails("the cursor waits for frames");
}

#define CURSOR_MS 5000

/* The composer reads the planes' states while the cursor's is replaced. */
static bool cursor_under_composer(void)
{
	pthread_t mover;
	long moves = 0;
	int crc, crcs;

	show();
	show_cursor();
	crc = km_crc_open(&k, O_NONBLOCK);
	mover = vt_thread(move_cursors, &moves);
	crcs = km_crc_count(crc, CURSOR_MS);
	done = true;
	pthread_join(mover, NULL);
	close(crc);
	vt_diag("%ld cursor updates, %d CRCs", moves, crcs);
	return (moves > 0 && crcs > 0) || fails("nothing met");
}

/* --------------------------------------------------------------- modesets */

#define RACE_MS 30000
/* From the ioctl to where it stops the vblank, at most, in a slow guest. */
#define LEAD_NS 600000

/* When the vblank was that came next. */
static int64_t next_vblank_ns(void)
{
	union drm_wait_vblank wait = {
		.request = { .type = _DRM_VBLANK_RELATIVE, .sequence = 1 },
	};
	long ret = vt_ioctl(k.fd, DRM_IOCTL_WAIT_VBLANK, &wait);

	if (ret)
		vt_die("WAIT_VBLANK: %s", vt_err(ret));
	return wait.reply.tval_sec * 1000000000LL +
	       wait.reply.tval_usec * 1000LL;
}

static int64_t period_ns(void)
{
	int64_t first = next_vblank_ns();

	return next_vblank_ns() - first;
}

/*
 * The CRTC goes off while its timer handles a vblank, on another CPU. The peer then
 * waits for the timer with the lock held that the timer waits for, interrupts off on
 * both CPUs: nothing is printed, ever.
 */
static bool off_in_vblank(void)
{
	const uint32_t type = DRM_MODE_OBJECT_CRTC;
	int64_t end, said, period;
	struct km_req on = { 0 }, off = { 0 };
	long cycles;

	show();
	if (vt_cpus() < 2)
		vt_die("one CPU");
	km_set(&k, &on, k.crtc, type, "ACTIVE", 1);
	km_set(&k, &off, k.crtc, type, "ACTIVE", 0);
	period = period_ns();
	said = vt_now_ms();
	end = said + RACE_MS;
	srand(1);
	for (cycles = 0; vt_now_ms() < end; cycles++) {
		int64_t next = next_vblank_ns() + period;
		long ret;

		vt_sleep_ms((next - vt_now_ns()) / 1000000 - 2);
		vt_pin(cycles);	/* the timer stays where it was started */
		vt_pause_ns(next - vt_now_ns() - rand() % LEAD_NS);
		ret = km_commit(&k, &off, DRM_MODE_ATOMIC_ALLOW_MODESET) ?:
		      km_commit(&k, &on, DRM_MODE_ATOMIC_ALLOW_MODESET);
		if (ret)
			vt_die("off and on: %s", vt_err(ret));
		if (vt_now_ms() - said >= 2000) {
			vt_diag("%ld times off and on", cycles);
			said = vt_now_ms();
		}
	}
	vt_diag("%ld times off and on, off up to %d us before a vblank", cycles,
		LEAD_NS / 1000);
	return true;
}

/* ----------------------------------------------------------------- cases */

static const struct {
	const char *name;
	bool (*holds)(void);
} cases[] = {
	{ "fence-after-unload", fence_after_unload },
	{ "wb-fence-after-unload", wb_fence_after_unload },
	{ "crc-file-after-unload", crc_file_after_unload },
	{ "crc-reader-in-unload", crc_reader_in_unload },
	{ "writeback-lost", writeback_lost },
	{ "crc-after-writeback", crc_after_writeback },
	{ "writeback-beside", writeback_beside },
	{ "mode-limits", mode_limits },
	{ "primary-anywhere", primary_anywhere },
	{ "unknown-modifier", unknown_modifier },
	{ "cursor-rate", cursor_rate },
	{ "cursor-under-composer", cursor_under_composer },
	{ "off-in-vblank", off_in_vblank },
};

int main(int argc, char **argv)
{
	unsigned int i;

	for (i = 0; argc > 1 && i < ARRAY_SIZE(cases); i++)
		if (!strcmp(argv[1], cases[i].name))
			return !cases[i].holds();
	vt_die("usage: kms_defects CASE");
}
