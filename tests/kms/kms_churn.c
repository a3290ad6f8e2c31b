// SPDX-License-Identifier: GPL-2.0
/*
 * kms_churn CYCLES: load and unload vkms while a client lights it, flips, writes back and
 * keeps fences, whenever it can open it. Afterwards no slab has more objects.
 */
#define _GNU_SOURCE
#include <stdatomic.h>

#include "kms.h"
#include "lifetime.h"
#include "slab.h"

#define FLIPS 3
#define HELD 4
#define END_MS 10000

/*
 * Shared with the client: when to stop, whether all of the display is there, and what it has
 * done. While a driver loads, its node comes before its connectors.
 */
static struct churn {
	atomic_bool stop, loading;
	atomic_int opens, flips, ended;
} *churn;

static struct km k;
static struct km_fb screen[2], out;

static void flip(struct km_fb *to, uint32_t flags, int *fence)
{
	struct km_req r = { 0 };
	long ret;

	km_set(&k, &r, k.crtc, DRM_MODE_OBJECT_CRTC, "OUT_FENCE_PTR", (uintptr_t)fence);
	km_set(&k, &r, km_plane(&k, KM_PRIMARY, 0), DRM_MODE_OBJECT_PLANE, "FB_ID", to->id);
	ret = km_commit(&k, &r, flags | DRM_MODE_PAGE_FLIP_EVENT);
	if (ret)
		vt_die("flip: %s", vt_err(ret));
	churn->flips++;
}

/* Closed with a flip and a writeback on their way; returns a fence of one of them. */
static int light_and_flip(int fd, unsigned int turn)
{
	int i, fence[2];
	long ret;

	km_use(&k, fd);
	screen[0] = km_fb(&k, KM_SIDE, KM_SIDE, DRM_FORMAT_XRGB8888, 32, 1);
	screen[1] = km_fb(&k, KM_SIDE, KM_SIDE, DRM_FORMAT_XRGB8888, 32, 50);
	out = km_fb(&k, KM_SIDE, KM_SIDE, DRM_FORMAT_XRGB8888, 32, 100);
	km_light(&k, &km_tiny, &screen[0]);
	for (i = 0; i < FLIPS; i++) {
		flip(&screen[i % 2], 0, &fence[0]);
		close(fence[0]);
	}
	ret = km_writeback(&k, &out, &fence[1]);
	if (ret)
		vt_die("writeback: %s", vt_err(ret));
	flip(&screen[1], DRM_MODE_ATOMIC_NONBLOCK, &fence[0]);
	km_unmap(&screen[0]);
	km_unmap(&screen[1]);
	km_unmap(&out);
	km_close(&k);
	close(fence[turn % 2]);
	return fence[!(turn % 2)];
}

/* What was accepted comes, though the module may have gone. */
static void let_go(int *fd)
{
	struct vt_sync_info info;

	if (*fd < 0)
		return;
	if (!km_signals(*fd, END_MS) || vt_sync_info(*fd, &info) || info.file.status != 1)
		vt_die("a fence that was left has not ended");
	churn->ended++;
	close(*fd);
	*fd = -1;
}

/* Its fences are held during every other run of 8 turns, so that sdrm is busy at times. */
static void client(void)
{
	int held[HELD] = { -1, -1, -1, -1 };
	unsigned int turn = 0;
	int i;

	while (!churn->stop) {
		int fd = churn->loading ? -ENODEV : vt_try_open(VT_CARD);
		int *slot = &held[turn % HELD];

		if (fd >= 0) {
			churn->opens++;
			let_go(slot);
			*slot = light_and_flip(fd, turn++);
		}
		for (i = 0; turn / 8 % 2 && i < HELD; i++)
			let_go(&held[i]);
		/* Longer than it takes vt_unload() to ask again. */
		vt_sleep_ms(25);
	}
	for (i = 0; i < HELD; i++)
		let_go(&held[i]);
}

/* What vkms needs besides sdrm; after vkms. Where the kernel has configfs, both use sdrm. */
static void unload_kms(void)
{
	vt_unload("sdrm_configfs", UNLOAD_MS);
	vt_unload("sdrm_kms", UNLOAD_MS);
}

/* Every other time it goes when the client has come, and otherwise before it may have. */
static const char *cycle(int turn, int *busy)
{
	int64_t patience = vt_now_ms() + END_MS;
	int opens = churn->opens;
	const char *why;

	while (turn % 2 && churn->opens == opens && vt_now_ms() < patience)
		vt_sleep_ms(1);
	why = unload_driver();
	if (why)
		return why;
	/* vkms is loaded again with or without a new library. */
	unload_kms();
	*busy += !!vt_delete_module("sdrm");
	churn->loading = true;
	why = load_driver();
	churn->loading = false;
	return why;
}

static const char *run(int cycles)
{
	const char *why = NULL;
	pid_t pid = fork();
	int i, busy = 0;

	if (!pid) {
		client();
		exit(0);
	}
	for (i = 0; i < cycles && !why; i++)
		why = cycle(i, &busy);
	churn->stop = true;
	if (vt_wait_child(pid, 60) && !why)
		why = "the client died";
	vt_diag("%d cycles, sdrm busy in %d; opened %d times, %d flips, %d fences seen to end",
		cycles, busy, churn->opens, churn->flips, churn->ended);
	/* What never happened was not tested. */
	if (!why && (!churn->opens || !churn->flips || !churn->ended))
		why = "the client never opened it";
	return why ?: unload_driver();
}

/* After vkms. */
static void unload_library(void)
{
	unload_kms();
	if (vt_unload("sdrm", UNLOAD_MS))
		vt_die("the library stays loaded");
}

int main(int argc, char **argv)
{
	int cycles = argc == 2 ? atoi(argv[1]) : 0;
	static struct slab_count old;
	const char *why;

	if (cycles < 1) {
		fprintf(stderr, "usage: kms_churn CYCLES\n");
		return 2;
	}
	/* No wait may last forever, whatever the driver does. */
	alarm(60 + 20 * cycles);
	vt_driver = "vkms";
	vt_plan(3);
	churn = mmap(NULL, VT_PAGE, PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (churn == MAP_FAILED)
		vt_die("mmap: %s", vt_err(-errno));
	/* What stays for good of the first. */
	why = run(2);
	if (why)
		vt_die("%s", why);
	churn->stop = false;
	unload_library();
	/* Twice: looking leaves inodes of sysfs behind, the first time. */
	slab_count(&old);
	slab_count(&old);
	why = load_driver() ?: run(cycles);
	vt_ok(!why, "load and unload under a client that flips", why ? "%s" : NULL, why);
	unload_library();
	vt_ok(slab_is_back(&old, cycles), "no slab has more objects", NULL);
	report(kernel_is_well(), "the kernel neither warned nor died");
	return vt_exit();
}
