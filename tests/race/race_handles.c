// SPDX-License-Identifier: GPL-2.0
/*
 * race_handles NAME [ROUNDS]: calls that race on a handle, in the loaded vgem,
 * in-tree or ours.
 *
 * Exit status: 0 the invariant held, 1 it did not, 2 it was not tested.
 */
#define _GNU_SOURCE
#include "race.h"

/* State of a round: two files, and each racer's result. */
static int fd[2], dmabuf;
static uint32_t handle[2], id;
static long answer[RACERS_MAX];

static void open_both(void)
{
	fd[0] = vt_open(VT_CARD);
	fd[1] = vt_open(VT_RENDER);
}

static void close_both(void)
{
	close(fd[0]);
	close(fd[1]);
}

/* ---------------------------------------------------------- attach-close */

static void attach_close_prepare(void)
{
	handle[0] = vt_object(fd[0]);
}

static void attach_close_act(int i)
{
	answer[i] = i ? vt_gem_close(fd[0], handle[0]) :
			vt_attach(fd[0], handle[0], VGEM_FENCE_WRITE, &id);
}

static int attach_close_judge(void)
{
	if (answer[1] || (answer[0] && answer[0] != -ENOENT))
		return BROKEN;
	if (answer[0])
		return 1;
	return vt_signal(fd[0], id) ? BROKEN : 0;
}

static const struct race attach_close = {
	.name = "attach-close", .rounds = 2000, .racers = 2,
	.outcome = { "attached", "ENOENT" },
	.begin = open_both, .prepare = attach_close_prepare,
	.act = attach_close_act, .judge = attach_close_judge,
	.end = close_both,
};

/* ------------------------------------------------------------------ dumb */

/* CVE-2022-1419: a handle is visible before the call that creates it returns. */
static bool by_destroy;
static atomic_bool made;
static int64_t made_ns, hit_ns;

static long destroy_dumb(int file, uint32_t h)
{
	struct drm_mode_destroy_dumb arg = { .handle = h };

	return vt_ioctl(file, DRM_IOCTL_MODE_DESTROY_DUMB, &arg);
}

static void dumb_prepare(void)
{
	by_destroy = !by_destroy;
	made = false;
}

static void dumb_create(void)
{
	struct drm_mode_create_dumb c;

	answer[0] = vt_create(fd[0], 1024, 1, 32, &c);
	made_ns = vt_now_ns();
	made = true;
	if (!answer[0] && (c.size != VT_PAGE || c.handle != 1))
		answer[0] = -EPROTO;
}

/* The next handle is the lowest free one: 1. */
static void dumb_guess(void)
{
	bool last;

	do {
		last = made;
		hit_ns = vt_now_ns();
		answer[1] = by_destroy ? destroy_dumb(fd[0], 1) :
					 vt_gem_close(fd[0], 1);
	} while (answer[1] == -EINVAL && !last);
}

static void dumb_act(int i)
{
	if (i)
		dumb_guess();
	else
		dumb_create();
}

/* A handle can be closed only once. */
static int dumb_judge(void)
{
	if (answer[0] || answer[1] || !vt_gem_close(fd[0], 1))
		return BROKEN;
	return by_destroy * 2 + (hit_ns < made_ns);
}

static const struct race dumb = {
	.name = "dumb", .rounds = 1000, .racers = 2,
	.outcome = { "closed after create", "during it",
		     "destroyed after create", "during it" },
	.begin = open_both, .prepare = dumb_prepare, .act = dumb_act,
	.judge = dumb_judge, .end = close_both,
};

/* ---------------------------------------------------------- export-close */

static void export_close_act(int i)
{
	answer[i] = i ? vt_gem_close(fd[0], handle[0]) :
			vt_export_flags(fd[0], handle[0],
					DRM_CLOEXEC | DRM_RDWR);
}

static int export_close_judge(void)
{
	uint32_t h;
	bool good;

	if (answer[1] || (answer[0] < 0 && answer[0] != -ENOENT))
		return BROKEN;
	if (answer[0] < 0)
		return 1;
	good = lseek(answer[0], 0, SEEK_END) == (off_t)VT_PAGE &&
	       !vt_try_import(fd[1], answer[0], &h) &&
	       !vt_gem_close(fd[1], h);
	close(answer[0]);
	return good ? 0 : BROKEN;
}

static const struct race export_close = {
	.name = "export-close", .rounds = 2000, .racers = 2,
	.outcome = { "exported", "ENOENT" },
	.begin = open_both, .prepare = attach_close_prepare,
	.act = export_close_act, .judge = export_close_judge,
	.end = close_both,
};

/* ---------------------------------------------------------- import-close */

static void import_close_prepare(void)
{
	uint32_t h = vt_object(fd[0]);

	dmabuf = vt_export(fd[0], h);
	vt_gem_close(fd[0], h);
}

static void import_close_act(int i)
{
	answer[i] = i ? close(dmabuf) :
			vt_try_import(fd[1], dmabuf, &handle[1]);
}

static int import_close_judge(void)
{
	uint32_t fence;

	if (answer[1] || (answer[0] && answer[0] != -EBADF))
		return BROKEN;
	if (answer[0])
		return 1;
	if (vt_attach(fd[1], handle[1], VGEM_FENCE_WRITE, &fence) ||
	    vt_signal(fd[1], fence))
		return BROKEN;
	return vt_gem_close(fd[1], handle[1]) ? BROKEN : 0;
}

static const struct race import_close = {
	.name = "import-close", .rounds = 2000, .racers = 2,
	.outcome = { "imported", "EBADF" },
	.begin = open_both, .prepare = import_close_prepare,
	.act = import_close_act, .judge = import_close_judge,
	.end = close_both,
};

/* -------------------------------------------------------- reimport-close */

/* Import into the same file: gives the existing handle, or a new one. */
static void reimport_close_prepare(void)
{
	handle[0] = vt_object(fd[0]);
	dmabuf = vt_export(fd[0], handle[0]);
}

static void reimport_close_act(int i)
{
	answer[i] = i ? vt_gem_close(fd[0], handle[0]) :
			vt_try_import(fd[0], dmabuf, &handle[1]);
}

static int reimport_close_judge(void)
{
	long left = vt_gem_close(fd[0], handle[1]);
	long gone = vt_gem_close(fd[0], handle[1]);

	close(dmabuf);
	if (answer[0] || answer[1] || (left && left != -EINVAL) ||
	    gone != -EINVAL)
		return BROKEN;
	return left ? 0 : 1;
}

static const struct race reimport_close = {
	.name = "reimport-close", .rounds = 2000, .racers = 2,
	.outcome = { "the old handle", "a new one" },
	.begin = open_both, .prepare = reimport_close_prepare,
	.act = reimport_close_act, .judge = reimport_close_judge,
	.end = close_both,
};

int main(int argc, char **argv)
{
	static const struct race *const races[] = {
		&attach_close, &dumb, &export_close, &import_close,
		&reimport_close, NULL,
	};

	return race_main(races, argc, argv);
}
