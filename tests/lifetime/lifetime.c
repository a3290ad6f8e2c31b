// SPDX-License-Identifier: GPL-2.0
/*
 * Fences that outlive the module: whoever holds one may ask for its names and
 * drop it after vgem has been unloaded.
 *
 *   lifetime all        every case; vgem is loaded before and after
 *   lifetime smallest   the one case that crashes the in-tree driver first
 *
 * On our driver it also holds that sdrm stays as long as a fence does, and no
 * longer.
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <sys/epoll.h>

#include <sdrm-config.h>

#include "vgem_test.h"

#define UNLOAD_MS 1000
#define MANY 500
#define CYCLES 200

enum holder { SYNC_FILE, MERGED, POLLED, HOLDERS };
enum end { END_SIGNAL, END_EXPIRY, END_CLOSE, ENDS };

static const char *const holder_names[] = {
	"a sync_file", "a merged sync_file", "a poll of the dma-buf",
};
static const char *const end_names[] = {
	"signalled", "expired", "ended by close",
};

static bool have_sdrm(void)
{
	return !access("/sys/module/sdrm", F_OK);
}

static bool is_busy(long ret)
{
	return ret == -EAGAIN || ret == -EBUSY;
}

/* Checks return NULL, or what went wrong. */
static __attribute__((format(printf, 1, 2)))
const char *wrong(const char *fmt, ...)
{
	static char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return text;
}

/* Two files with a pending fence each, and what holds on to the fences. */
struct scene {
	int card[2];
	uint32_t id[2];
	int dmabuf[2];
	int held;
};

static int epoll_of(int fd)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT };
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	/* Adding polls once, and that hangs a callback on the fence. */
	if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event))
		vt_die("epoll: %s", vt_err(-errno));
	return epoll;
}

static int merge_of(const struct scene *s)
{
	int a = vt_sync_file(s->dmabuf[0], DMA_BUF_SYNC_READ);
	int b = vt_sync_file(s->dmabuf[1], DMA_BUF_SYNC_READ);
	int merged = vt_merge(a, b);

	vt_close(a);
	vt_close(b);
	return merged;
}

static int hold(const struct scene *s, enum holder holder)
{
	switch (holder) {
	case SYNC_FILE:
		return vt_sync_file(s->dmabuf[0], DMA_BUF_SYNC_READ);
	case MERGED:
		return merge_of(s);
	default:
		return epoll_of(s->dmabuf[0]);
	}
}

/* The dma-bufs are closed at once: the holder is all that is left of them. */
static struct scene scene_open(enum holder holder)
{
	struct scene s;
	int i;

	for (i = 0; i < 2; i++) {
		uint32_t handle;

		s.card[i] = vt_open(VT_CARD);
		handle = vt_object(s.card[i]);
		s.dmabuf[i] = vt_export(s.card[i], handle);
		s.id[i] = vt_fence(s.card[i], handle, VGEM_FENCE_WRITE);
	}
	s.held = hold(&s, holder);
	if (s.held < 0)
		vt_die("%s: %s", holder_names[holder], vt_err(s.held));
	close(s.dmabuf[0]);
	close(s.dmabuf[1]);
	return s;
}

static long finish_one(const struct scene *s, int i, enum end end)
{
	if (end == END_SIGNAL)
		return vt_signal(s->card[i], s->id[i]);
	if (end == END_EXPIRY)
		return vt_signal(s->card[i], s->id[i]) == -ETIMEDOUT ? 0 : -EIO;
	return 0;
}

static const char *finish(struct scene *s, enum end end)
{
	long ret = 0;
	int i;

	if (end == END_EXPIRY)
		vt_sleep_ms(VT_EXPIRY_MS + VT_EXPIRY_SLACK_MS);
	for (i = 0; i < 2; i++) {
		ret = ret ? ret : finish_one(s, i, end);
		close(s->card[i]);
	}
	return ret ? wrong("the fences did not end so: %s", vt_err(ret)) : NULL;
}

/* The driver's, or what newer kernels say once a fence is signalled. */
static bool are_names(const char *driver, const char *timeline)
{
	if (!strcmp(driver, "vgem"))
		return !strcmp(timeline, "unbound");
	return !strcmp(driver, "detached-driver") &&
	       !strcmp(timeline, "signaled-timeline");
}

/* Everything that a holder may ask of fences that have ended. */
static const char *check_sync_file(int fd, unsigned int fences)
{
	struct vt_sync_info info;
	long ret = vt_sync_info(fd, &info);
	unsigned int i;
	int merged;

	if (ret || info.file.num_fences != fences || info.file.status != 1)
		return wrong("info: %s, %u fences, status %d", vt_err(ret),
			     info.file.num_fences, info.file.status);
	for (i = 0; i < fences; i++)
		if (!are_names(info.fence[i].driver_name,
			       info.fence[i].obj_name))
			return wrong("the names are '%s' '%s'",
				     info.fence[i].driver_name,
				     info.fence[i].obj_name);
	if (vt_poll(fd, POLLIN, 0) != POLLIN)
		return "poll does not say that it is signalled";
	merged = vt_merge(fd, fd);
	if (merged < 0)
		return wrong("merge: %s", vt_err(merged));
	close(merged);
	return NULL;
}

static const char *check_epoll(int fd)
{
	struct epoll_event event;

	/* The dma-buf is gone, and its entry with it. */
	if (epoll_wait(fd, &event, 1, 0) != 0)
		return "the poll outlived the dma-buf";
	return NULL;
}

static const char *check_held(int fd, enum holder holder)
{
	if (holder == POLLED)
		return check_epoll(fd);
	return check_sync_file(fd, holder == MERGED ? 2 : 1);
}

/*
 * While a fence lives, the code behind its names must. Where signalling detaches
 * a fence, as these are, it needs no code any more: then sdrm must go, and all
 * that is asked of the fence from here on has to do without.
 */
static const char *check_pinned(bool sdrm)
{
	long ret;

	if (!sdrm)
		return NULL;
	ret = vt_delete_module("sdrm");
	if (SDRM_HAVE_FENCE_DETACH)
		return !ret || ret == -ENOENT ? NULL :
		       wrong("sdrm stays for a detached fence: %s", vt_err(ret));
	return is_busy(ret) ? NULL :
	       wrong("sdrm unloads under a fence: %s", vt_err(ret));
}

static const char *check_released(bool sdrm)
{
	long ret = sdrm ? vt_unload("sdrm", UNLOAD_MS) : 0;

	/* See check_pinned(). */
	if (SDRM_HAVE_FENCE_DETACH && ret == -ENOENT)
		return NULL;
	return ret ? wrong("sdrm stays: %s", vt_err(ret)) : NULL;
}

static const char *unload_vgem(void)
{
	long ret = vt_unload("vgem", UNLOAD_MS);

	return ret ? wrong("vgem stays: %s", vt_err(ret)) : NULL;
}

static const char *outlive(enum holder holder, enum end end)
{
	struct scene s = scene_open(holder);
	const char *why = finish(&s, end);
	bool sdrm = have_sdrm();

	if (!why)
		why = unload_vgem();
	if (!why && holder != POLLED)
		why = check_pinned(sdrm);
	if (!why)
		why = check_held(s.held, holder);
	close(s.held);
	return why ? why : check_released(sdrm);
}

static void report(const char *why, const char *name)
{
	vt_ok(!why, name, why ? "%s" : NULL, why);
	if (vt_load("vgem"))
		vt_die("modprobe vgem failed");
}

static void test_outlive(void)
{
	int holder, end;

	for (end = 0; end < ENDS; end++)
		for (holder = 0; holder < HOLDERS; holder++) {
			char name[96];

			snprintf(name, sizeof(name), "%s of fences %s",
				 holder_names[holder], end_names[end]);
			report(outlive(holder, end), name);
		}
}

/* ---------------------------------------------------------------- reload */

/* New fences of the new module beside an old one of the old. */
static const char *beside(int old)
{
	struct scene s = scene_open(SYNC_FILE);
	int merged = vt_merge(old, s.held);
	const char *why = NULL;

	if (s.id[0] != 1)
		why = wrong("the first new id is %u", s.id[0]);
	else if (vt_poll(s.held, POLLIN, 0) || vt_poll(merged, POLLIN, 0))
		why = "a new fence is born signalled";
	else
		why = finish(&s, END_SIGNAL);
	if (!why && vt_poll(merged, POLLIN, 1000) != POLLIN)
		why = "the merged one does not end";
	if (!why)
		why = check_sync_file(s.held, 1);
	if (!why)
		why = check_sync_file(old, 1);
	vt_close(merged);
	vt_close(s.held);
	return why;
}

static const char *reload(void)
{
	struct scene s = scene_open(SYNC_FILE);
	const char *why = finish(&s, END_CLOSE);
	bool sdrm = have_sdrm();
	int i;

	for (i = 0; i < 3 && !why; i++) {
		why = unload_vgem();
		if (!why)
			why = check_pinned(sdrm);
		if (!why && vt_load("vgem"))
			why = "vgem does not load beside an old fence";
		if (!why)
			why = beside(s.held);
	}
	if (!why)
		why = unload_vgem();
	close(s.held);
	return why ? why : check_released(sdrm);
}

/* ------------------------------------------------------------------ many */

static const char *many(void)
{
	static int held[MANY];
	bool sdrm = have_sdrm();
	int card = vt_open(VT_CARD);
	const char *why = NULL;
	int i;

	for (i = 0; i < MANY; i++) {
		uint32_t handle = vt_object(card);
		int dmabuf = vt_export(card, handle);
		uint32_t id = vt_fence(card, handle, VGEM_FENCE_WRITE);

		held[i] = vt_sync_file(dmabuf, DMA_BUF_SYNC_READ);
		close(dmabuf);
		if (i % 3 == 0)
			vt_signal(card, id);
	}
	close(card);
	why = unload_vgem();
	for (i = 0; i < MANY; i++) {
		if (!why)
			why = check_pinned(sdrm);
		if (!why)
			why = check_sync_file(held[i], 1);
		close(held[i]);
	}
	return why ? why : check_released(sdrm);
}

/* ----------------------------------------------------------------- churn */

struct churn {
	atomic_bool stop;
	atomic_int opens;
	atomic_int fences;
};

static void close_all(int *fd, unsigned int count)
{
	while (count--) {
		vt_close(fd[count]);
		fd[count] = -1;
	}
}

/*
 * A user that takes what there is. It keeps fences in every other spell of 64
 * turns, so that sdrm is free at times and at times is not.
 */
static void churn_user(struct churn *c)
{
	int held[8] = { -1, -1, -1, -1, -1, -1, -1, -1 };
	unsigned int turn = 0;

	while (!c->stop) {
		int card = vt_try_open(VT_CARD);
		struct drm_mode_create_dumb object;

		if (card >= 0 && !vt_create(card, 1024, 1, 32, &object)) {
			int dmabuf = vt_export_flags(card, object.handle,
						     DRM_CLOEXEC);
			int *slot = &held[turn++ % ARRAY_SIZE(held)];

			vt_close(*slot);
			vt_attach(card, object.handle, 0, NULL);
			*slot = vt_sync_file(dmabuf, DMA_BUF_SYNC_WRITE);
			c->fences += *slot >= 0;
			c->opens++;
			vt_close(dmabuf);
		}
		vt_close(card);
		if (turn / 64 % 2)
			close_all(held, ARRAY_SIZE(held));
		vt_sleep_ms(1);
	}
	close_all(held, ARRAY_SIZE(held));
	_exit(0);
}

static const char *churn_cycle(bool sdrm, int *busy)
{
	const char *why = unload_vgem();

	if (why)
		return why;
	/* With or without the abstractions under it. */
	if (sdrm)
		*busy += !!vt_delete_module("sdrm");
	if (vt_load("vgem"))
		return "modprobe vgem failed";
	/* Let the user in. */
	vt_sleep_ms(10);
	return NULL;
}

static const char *churn(void)
{
	struct churn *c = mmap(NULL, VT_PAGE, PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	bool sdrm = have_sdrm();
	const char *why = NULL;
	int i, busy = 0;
	pid_t pid;

	if (c == MAP_FAILED)
		vt_die("mmap: %s", vt_err(-errno));
	pid = fork();
	if (!pid)
		churn_user(c);
	for (i = 0; i < CYCLES && !why; i++)
		why = churn_cycle(sdrm, &busy);
	c->stop = true;
	if (vt_wait_child(pid, 10) && !why)
		why = "the user died";
	vt_diag("%d cycles, sdrm busy in %d; the user opened %d times and held %d fences",
		i, busy, c->opens, c->fences);
	if (!why && (!c->opens || !c->fences))
		why = "the user never came in: nothing was tested";
	if (!why && sdrm && SDRM_HAVE_FENCE_DETACH && busy)
		why = "sdrm was busy without an unsignalled fence";
	if (!why && sdrm && !SDRM_HAVE_FENCE_DETACH &&
	    (!busy || busy == CYCLES))
		why = "sdrm was never free, or never busy: half was not tested";
	if (!why)
		why = unload_vgem();
	munmap(c, VT_PAGE);
	return why ? why : check_released(sdrm);
}

/* -------------------------------------------------------------- the kernel */

#define TAINT_DIE (1 << 7)
#define TAINT_WARN (1 << 9)

static const char *kernel_is_well(void)
{
	char text[32];

	vt_read_text("/proc/sys/kernel/tainted", text, sizeof(text));
	return atoi(text) & (TAINT_DIE | TAINT_WARN) ?
	       wrong("tainted %s", text) : NULL;
}

static int cmd_all(void)
{
	vt_plan(HOLDERS * ENDS + 4);
	test_outlive();
	report(reload(), "vgem is loaded again beside fences of the old one");
	report(many(), "hundreds of fences outlive the module");
	report(churn(), "load and unload under a user");
	report(kernel_is_well(), "the kernel neither warned nor died");
	return vt_exit();
}

static int cmd_smallest(void)
{
	vt_plan(1);
	report(outlive(SYNC_FILE, END_SIGNAL), "a sync_file outlives vgem");
	return vt_exit();
}

int main(int argc, char **argv)
{
	/* Every wait ends, whatever the driver does. */
	alarm(300);
	if (argc == 2 && !strcmp(argv[1], "all"))
		return cmd_all();
	if (argc == 2 && !strcmp(argv[1], "smallest"))
		return cmd_smallest();
	fprintf(stderr, "usage: lifetime all|smallest\n");
	return 2;
}
