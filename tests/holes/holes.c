// SPDX-License-Identifier: GPL-2.0
/*
 * What once broke the kernel, with a driver on an earlier version of this library:
 *
 *   holes slots       two slots under one lock; sdrm_holes timeout_ms=600000
 *   holes locks       buffers that lose their handle under a reservation's lock
 *   holes never       objects that the open callback does not set up
 *   holes devices     two devices of a module
 *   holes fd          a descriptor returned by an ioctl of a DRM device
 *   holes traced      the function tracer sees the handlers; vgem and sw_sync
 *   holes slow DRIVER an open that is slower than the unload of DRIVER; slow_open
 *
 * sdrm_holes is loaded for all but the last two.
 */
#define _GNU_SOURCE
#include <sys/prctl.h>
#include <sys/resource.h>

#include "holes.h"
#include "slab.h"
#include "sw_sync_test.h"
#include "threads.h"

/* ---------------------------------------------------------------- two slots */

#define FENCES 80
#define STARTS 4

/* How many unsignalled fences a buffer has. */
static int fences_of(int dmabuf)
{
	struct sync_file_info info = {};
	int fd = vt_sync_file(dmabuf, DMA_BUF_SYNC_WRITE);
	long ret = fd < 0 ? fd : vt_ioctl(fd, SYNC_IOC_FILE_INFO, &info);

	if (ret)
		vt_die("sync_file of the buffer: %s", vt_err(ret));
	close(fd);
	/* Without fences, there is a signalled one in their place. */
	return info.status ? 0 : info.num_fences;
}

/* The ids of a buffer's fences. */
struct slots {
	int card, dmabuf, count;
	uint32_t handle, id[FENCES + 2];
};

static const char *add_two(struct slots *s, uint32_t flags)
{
	struct drm_holes_two arg = { .handle = s->handle, .flags = flags };
	long ret = vt_ioctl(s->card, DRM_IOCTL_HOLES_TWO, &arg);
	int added = flags & HOLES_TWO_GIVE_BACK ? 1 : 2, i;

	if (ret)
		return wrong("with %d fences: %s", s->count, vt_err(ret));
	for (i = 0; i < added; i++)
		s->id[s->count++] = arg.id[i];
	if (fences_of(s->dmabuf) != s->count)
		return wrong("the buffer has %d fences, not %d", fences_of(s->dmabuf),
			     s->count);
	return NULL;
}

static const char *signal_all(struct slots *s)
{
	long ret = 0;
	int i;

	for (i = 0; i < s->count && !ret; i++) {
		if (vt_poll(s->dmabuf, POLLOUT, 0))
			return wrong("the buffer is idle with %d fences left", s->count - i);
		ret = vt_signal(s->card, s->id[i]);
	}
	if (ret)
		return wrong("signal %d: %s", i, vt_err(ret));
	return vt_poll(s->dmabuf, POLLOUT, 0) == POLLOUT ? NULL :
	       "the buffer is not idle after all are signalled";
}

/* The reservation's array grows at each of its sizes with each number left. */
static const char *check_slots(int start, bool give_back)
{
	struct slots s = { .card = holes_open(0) };
	const char *why = NULL;

	s.handle = vt_object(s.card);
	s.dmabuf = vt_export(s.card, s.handle);
	while (s.count < start)
		s.id[s.count++] = vt_fence(s.card, s.handle, 0);
	while (s.count < FENCES && !why)
		why = add_two(&s, give_back && s.count % 3 ? HOLES_TWO_GIVE_BACK : 0);
	if (!why)
		why = signal_all(&s);
	close(s.dmabuf);
	close(s.card);
	return why;
}

static void test_slots(void)
{
	const char *both = NULL, *back = NULL;
	int i;

	vt_plan(2);
	for (i = 0; i < STARTS; i++) {
		both = both ? both : check_slots(i, false);
		back = back ? back : check_slots(i, true);
	}
	test(both, "two slots under one lock are room for two fences");
	test(back, "a slot that is given back leaves room for the other one");
}

/* ------------------------------------------------- buffers put under a lock */

#define LOCKS_MET 20		/* rounds in which it went as planned */
#define LOCK_ROUNDS 400		/* in which that must have happened so often */
#define LOCKS_MS 150000		/* if no task hangs */
#define HELD_NS 12000000LL	/* for which a handler holds a lock */

struct locker {
	int card;
	struct drm_holes_busy arg;
	pthread_barrier_t *start;
	volatile bool done;
	long ret;
};

static void *run_locker(void *data)
{
	struct locker *l = data;

	pthread_barrier_wait(l->start);
	l->ret = vt_ioctl(l->card, DRM_IOCTL_HOLES_BUSY, &l->arg);
	l->done = true;
	return NULL;
}

/* When the handles go after the start, and how long the handlers run; it adapts. */
struct timing {
	int64_t pause_ns;
	uint32_t rounds, most;
};

/* How many rounds take about HELD_NS. */
static uint32_t calibrate(int card)
{
	struct drm_holes_busy arg = { .rounds = 20000 };
	int64_t start;

	arg.handle[0] = vt_object(card);
	arg.handle[1] = vt_object(card);
	start = vt_now_ns();
	if (vt_ioctl(card, DRM_IOCTL_HOLES_BUSY, &arg))
		vt_die("BUSY: %s", vt_err(-errno));
	vt_gem_close(card, arg.handle[0]);
	vt_gem_close(card, arg.handle[1]);
	return arg.rounds * HELD_NS / (vt_now_ns() - start + 1) + 1;
}

/*
 * Each of two handlers locks one import and is left with the last reference to the
 * other one, which the other handler has locked: the final put, which takes that
 * lock, must come after the unlock.
 */
static long lock_round(int exporter, int card[2], struct timing *timing,
		       uint32_t flags, int *met)
{
	int buffer[2] = { vt_export(exporter, vt_object(exporter)),
			  vt_export(exporter, vt_object(exporter)) };
	struct locker l[2] = {};
	pthread_barrier_t start;
	pthread_t thread[2];
	bool early, both;
	int i;

	pthread_barrier_init(&start, NULL, 3);
	for (i = 0; i < 2; i++) {
		l[i] = (struct locker){ .card = card[i], .start = &start };
		l[i].arg = (struct drm_holes_busy){
			.handle = { vt_import(card[i], buffer[i]),
				    vt_import(card[i], buffer[!i]) },
			.rounds = timing->rounds, .flags = flags,
		};
		thread[i] = vt_thread(run_locker, &l[i]);
	}
	close(buffer[0]);
	close(buffer[1]);
	pthread_barrier_wait(&start);
	vt_pause_ns(timing->pause_ns);
	for (i = 0; i < 2; i++) {
		vt_gem_close(card[i], l[i].arg.handle[1]);
		vt_gem_close(card[i], l[i].arg.handle[0]);
	}
	both = !l[0].done && !l[1].done;
	for (i = 0; i < 2; i++)
		pthread_join(thread[i], NULL);
	pthread_barrier_destroy(&start);
	/* The handles went before a handler looked them up. */
	early = l[0].ret == -ENOENT || l[1].ret == -ENOENT;
	*met += both && !early;
	if (early)
		timing->pause_ns += timing->pause_ns / 4;
	else if (!both && timing->rounds < timing->most)
		timing->rounds += timing->rounds / 4 + 1;
	return l[0].ret && l[0].ret != -ENOENT ? l[0].ret :
	       l[1].ret == -ENOENT ? 0 : l[1].ret;
}

static const char *lock_rounds(uint32_t flags)
{
	int exporter = holes_open(0);
	int card[2] = { holes_open(1), holes_open(1) };
	uint32_t rounds = calibrate(card[0]);
	struct timing timing = { HELD_NS / 4, rounds / 4 + 1, 64 * rounds };
	int met = 0, i;
	long ret = 0;

	for (i = 0; i < LOCK_ROUNDS && met < LOCKS_MET && !ret; i++)
		ret = lock_round(exporter, card, &timing, flags, &met);
	vt_diag("%d rounds, in %d both handlers ran when the handles went", i, met);
	return ret ? wrong("a handler returned %s", vt_err(ret)) :
	       met < LOCKS_MET ? "the handles never went at the right time" : NULL;
}

/* In a child: a task that hangs in the kernel cannot be killed, nor waited for. */
static const char *check_locks(uint32_t flags)
{
	int64_t end = vt_now_ms() + LOCKS_MS;
	pid_t pid = fork();
	int status;

	if (!pid) {
		const char *why = lock_rounds(flags);

		if (why)
			vt_diag("%s", why);
		_exit(!!why);
	}
	while (!waitpid(pid, &status, WNOHANG)) {
		if (vt_now_ms() > end)
			return "a task hangs";
		vt_sleep_ms(20);
	}
	return WIFEXITED(status) && !WEXITSTATUS(status) ? NULL : "the rounds failed";
}

static void test_locks(void)
{
	vt_plan(2);
	test(check_locks(0), "a buffer's last reference is put after the unlock of another");
	test(check_locks(HOLES_BUSY_BOTH),
	     "last references to a list of buffers are put after their unlock");
}

/* --------------------------------------------------------- never set up */

#define OPENS 1000

static const char *open_never(int times)
{
	struct drm_holes_never arg;
	char path[64];
	int card, i;
	long ret;

	if (holes_node(0, path, sizeof(path)))
		vt_die("no device");
	for (i = 0; i < times; i++) {
		arg = (struct drm_holes_never){};
		card = open(path, O_RDWR | O_CLOEXEC);
		ret = vt_ioctl(card, DRM_IOCTL_HOLES_NEVER, &arg);
		vt_close(card);
		if (ret)
			return wrong("NEVER: %s", vt_err(ret));
	}
	return arg.reserve == -EINVAL && arg.take == -ENOENT && arg.timeline == -EINVAL ?
	       NULL : wrong("reserve %s, take %s, timeline %s", vt_err(arg.reserve),
			    vt_err(arg.take), vt_err(arg.timeline));
}

/* The cache that grew most: a leak per open is OPENS objects, other noise is less. */
static const char *check_growth(const struct slab_count *before,
				const struct slab_count *after)
{
	const struct slab_cache *most = NULL, *old;
	long growth = 0;
	int i;

	for (i = 0; i < after->caches; i++) {
		old = slab_find(before, after->cache[i].name);
		if (old && after->cache[i].objects - old->objects > growth) {
			most = &after->cache[i];
			growth = most->objects - old->objects;
		}
	}
	vt_diag("%d opens; most new objects: %ld in %s", OPENS, growth,
		most ? most->name : "any cache");
	return growth >= OPENS / 2 ? wrong("%ld objects more in %s", growth, most->name) :
	       NULL;
}

static void test_never(void)
{
	static struct slab_count before, after;
	const char *why;

	vt_plan(2);
	/* What the first opens leave in caches is no leak. */
	open_never(OPENS / 4);
	slab_count(&before);
	why = open_never(OPENS);
	slab_count(&after);
	test(why, "tables and timelines that were not set up say so");
	test(check_growth(&before, &after), "and leave no memory behind");
}

/* --------------------------------------------------- two devices of a module */

static const char *check_nodes(void)
{
	static const char *const bus[] = { "faux", "platform" };
	char path[64];
	int found = 0, i;

	for (i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "/sys/devices/%s/" HOLES "%s", bus[i % 2],
			 i / 2 ? ".1" : "");
		found += !access(path, F_OK);
	}
	if (found != HOLES_DEVICES)
		return wrong("%d parent devices", found);
	if (!holes_node(HOLES_DEVICES, path, sizeof(path)))
		return "there is one more";
	return holes_node(HOLES_DEVICES - 1, path, sizeof(path)) ? "one is missing" : NULL;
}

/* Fences that one device adds to a buffer are seen by the other one. */
static const char *check_shared(int card[2])
{
	uint32_t handle[2] = { vt_object(card[0]) }, id, other;
	int dmabuf = vt_export(card[0], handle[0]);
	const char *why = NULL;
	int i;

	handle[1] = vt_import(card[1], dmabuf);
	for (i = 0; i < 2 && !why; i++) {
		id = vt_fence(card[i], handle[i], VGEM_FENCE_WRITE);
		if (vt_poll(dmabuf, POLLIN, 0))
			why = wrong("the buffer does not wait for a fence of device %d", i);
		else if (vt_attach(card[!i], handle[!i], 0, &other) != -EBUSY)
			why = wrong("device %d does not see a fence of the other", !i);
		else if (vt_signal(card[!i], id) != -ENOENT)
			why = wrong("device %d signals a fence of the other", !i);
		else if (vt_signal(card[i], id) || vt_poll(dmabuf, POLLIN, 0) != POLLIN)
			why = wrong("device %d cannot signal its own", i);
	}
	close(dmabuf);
	return why;
}

/* The same memory through both. */
static const char *check_memory(int card[2])
{
	uint64_t offset;
	uint32_t handle = holes_buffer(card[0], &offset);
	int dmabuf = vt_export(card[0], handle);
	unsigned char *own = holes_map(card[0], offset, BUFFER_BYTES);
	uint32_t import = vt_import(card[1], dmabuf);
	int again = vt_export(card[1], import);
	unsigned char *theirs = holes_map(again, 0, BUFFER_BYTES);
	const char *why = NULL;

	if (!own || !theirs) {
		why = "it cannot be mapped";
	} else {
		own[BUFFER_BYTES - 1] = 77;
		if (theirs[BUFFER_BYTES - 1] != 77)
			why = "they are not the same memory";
	}
	if (own)
		munmap(own, BUFFER_BYTES);
	if (theirs)
		munmap(theirs, BUFFER_BYTES);
	close(again);
	close(dmabuf);
	return why;
}

/* Either device keeps the module, and so does what is left of them. */
static const char *check_unload(int card[2])
{
	int dmabuf = vt_export(card[0], vt_object(card[0]));
	long ret[4];

	vt_import(card[1], dmabuf);
	ret[0] = vt_delete_module(HOLES);
	close(card[0]);
	ret[1] = vt_delete_module(HOLES);
	close(card[1]);
	ret[2] = vt_delete_module(HOLES);
	close(dmabuf);
	ret[3] = vt_unload(HOLES, UNLOAD_MS);
	if (!is_busy(ret[0]) || !is_busy(ret[1]) || !is_busy(ret[2]))
		return wrong("unload with both %s, with one %s, with a dma-buf %s",
			     vt_err(ret[0]), vt_err(ret[1]), vt_err(ret[2]));
	return ret[3] ? wrong("it stays loaded: %s", vt_err(ret[3])) : NULL;
}

static void test_devices(void)
{
	int card[2];

	vt_plan(4);
	test(check_nodes(), "a module has two devices, each with its parent");
	card[0] = holes_open(0);
	card[1] = holes_open(1);
	test(check_shared(card), "both add fences to a shared buffer and see each other's");
	test(check_memory(card), "a buffer is the same memory through both");
	test(check_unload(card), "either keeps the module loaded, and it unloads after both");
}

/* ------------------------------------------------------- a descriptor returned */

static const char *check_poll(int card)
{
	uint32_t id;
	int fd = holes_fence(card, &id);
	struct vt_sync_info info;
	const char *why = NULL;

	if (fd < 0)
		return wrong("no descriptor: %s", vt_err(fd));
	if (fcntl(fd, F_GETFD) != FD_CLOEXEC)
		why = "it is not closed by exec";
	else if (vt_poll(fd, POLLIN, 0))
		why = "it is signalled at once";
	else if (vt_signal(card, id))
		why = "the fence cannot be signalled";
	else if (vt_poll(fd, POLLIN, 0) != POLLIN)
		why = "it is not signalled";
	else if (vt_sync_info(fd, &info) || info.file.num_fences != 1)
		why = "it is no sync_file";
	close(fd);
	return why;
}

/* By the close of the device, and by the handler's error: nothing is left open. */
static const char *check_ends(int other)
{
	struct drm_holes_fence arg = { .fail = 1, .fd = -1 };
	int before, card = holes_open(0), fd = holes_fence(card, NULL);
	const char *why = NULL;
	long ret;

	close(card);
	if (fd < 0 || vt_poll(fd, POLLIN, 0) != POLLIN)
		why = "closing the device does not signal it";
	vt_close(fd);

	before = free_fd();
	ret = vt_ioctl(other, DRM_IOCTL_HOLES_FENCE, &arg);
	if (!ret || arg.fd != -1)
		why = wrong("the handler's error became %s, fd %d", vt_err(ret), arg.fd);
	if (free_fd() != before)
		why = "the handler's error leaves a descriptor";
	return why;
}

static const char *check_limit(int card)
{
	struct rlimit old, low;
	int before = free_fd();
	long ret, after;

	getrlimit(RLIMIT_NOFILE, &old);
	low = old;
	/* This leaves one. */
	low.rlim_cur = before + 1;
	setrlimit(RLIMIT_NOFILE, &low);
	after = holes_fence(card, NULL);
	ret = holes_fence(card, NULL);
	setrlimit(RLIMIT_NOFILE, &old);
	vt_close(after);
	if (after < 0)
		return wrong("the last descriptor: %s", vt_err(after));
	if (ret != -EMFILE)
		return wrong("without a descriptor left: %s", vt_err(ret));
	return free_fd() == before ? NULL : "descriptors are left";
}

#define FAULTS 500

/* The argument can be read and not be written, or not at all. */
static const char *check_fault(void)
{
	int card = holes_open(0);
	struct drm_holes_fence *arg = mmap(NULL, VT_PAGE, PROT_READ | PROT_WRITE,
					   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	long files = vt_number("/proc/sys/fs/file-nr"), ret;
	int before = free_fd(), i;
	const char *why = NULL;

	arg->fd = -1;
	mprotect(arg, VT_PAGE, PROT_READ);
	for (i = 0; i < FAULTS && !why; i++) {
		ret = vt_ioctl(card, DRM_IOCTL_HOLES_FENCE, arg);
		if (ret != -EFAULT || arg->fd != -1)
			why = wrong("%s, fd %d", vt_err(ret), arg->fd);
	}
	ret = vt_ioctl(card, DRM_IOCTL_HOLES_FENCE, NULL);
	if (ret != -EFAULT)
		why = wrong("NULL: %s", vt_err(ret));
	munmap(arg, VT_PAGE);
	/* That figure is off by up to 32 per CPU. */
	files = vt_number("/proc/sys/fs/file-nr") - files;
	if (!why && free_fd() != before)
		why = "a descriptor is left";
	close(card);
	return why ? why : files < FAULTS / 2 ? NULL : wrong("%ld files are left", files);
}

#define NO_CALLS 77

static void no_calls(int sig)
{
	(void)sig;
	_exit(NO_CALLS);
}

/* As a 32-bit process does: int 0x80, and an argument below 4 GiB. */
static long ioctl32(int fd, unsigned long cmd, void *arg)
{
	long ret;

	/* The kernel without them answers by a signal, of which it logs no handled one. */
	signal(SIGSEGV, no_calls);
	asm volatile("int $0x80" : "=a"(ret)
		     : "0"(54L), "b"((long)fd), "c"(cmd), "d"((long)arg)
		     : "memory", "r8", "r9", "r10", "r11");
	return ret;
}

static const char *call32(int card)
{
	struct drm_holes_fence *arg = mmap(NULL, VT_PAGE, PROT_READ | PROT_WRITE,
					   MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	long ret;

	arg->fd = -1;
	ret = ioctl32(card, DRM_IOCTL_HOLES_FENCE, arg);
	if (ret || vt_poll(arg->fd, POLLIN, 0) || vt_signal(card, arg->id) ||
	    vt_poll(arg->fd, POLLIN, 0) != POLLIN)
		return wrong("%s, fd %d", vt_err(ret), arg->fd);
	mprotect(arg, VT_PAGE, PROT_READ);
	ret = ioctl32(card, DRM_IOCTL_HOLES_FENCE, arg);
	return ret != -EFAULT ? wrong("read-only argument: %s", vt_err(ret)) : NULL;
}

static void test_call32(int card)
{
	const char *name = "a 32-bit process gets one too";
	pid_t pid = fork();
	int status;

	if (!pid) {
		const char *why = call32(card);

		if (why)
			vt_diag("%s", why);
		_exit(!!why);
	}
	status = vt_wait_child(pid, 30);
	if (status == NO_CALLS)
		vt_skip(name, "the kernel has no 32-bit calls");
	else
		vt_ok(!status, name, NULL);
}

static void test_fd(void)
{
	int card = holes_open(0);

	vt_plan(5);
	test(check_poll(card), "an ioctl of a DRM device returns a sync_file, as close-on-exec");
	test(check_ends(card), "it ends with its device; an error leaves no descriptor");
	test(check_limit(card), "EMFILE at the limit of open files");
	test(check_fault(), "EFAULT if the argument cannot be written, and no descriptor");
	test_call32(card);
	close(card);
}

/* --------------------------------------------------------- the function tracer */

#define TRACING "/sys/kernel/tracing/"
#define CALLS 7

static void tracing(const char *file, const char *text)
{
	char path[96];
	int fd;

	snprintf(path, sizeof(path), TRACING "%s", file);
	fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		vt_die("'%s' to %s: %s", text, path, vt_err(-errno));
	close(fd);
}

/* What is called is up to @call; its result does not matter. */
struct traced {
	const char *thunk;
	void (*call)(int fd);
	bool sw_sync;
};

static void call_attach(int fd)
{
	vt_attach(fd, 0, 0, NULL);
}

static void call_signal(int fd)
{
	vt_signal(fd, 0);
}

static void call_create(int fd)
{
	vt_close(sw_try_fence(fd, 1));
}

static void call_inc(int fd)
{
	sw_inc(fd, 1);
}

static void call_deadline(int fd)
{
	struct sw_sync_get_deadline arg = { .fence_fd = -1 };

	vt_ioctl(fd, SW_SYNC_GET_DEADLINE, &arg);
}

static const struct traced traced[] = {
	{ "__sdrm_vgem_DRM_IOCTL_VGEM_FENCE_ATTACH", call_attach, false },
	{ "__sdrm_vgem_DRM_IOCTL_VGEM_FENCE_SIGNAL", call_signal, false },
	{ "__sdrm_sw_sync_SW_SYNC_IOC_CREATE_FENCE", call_create, true },
	{ "__sdrm_sw_sync_SW_SYNC_IOC_INC", call_inc, true },
	{ "__sdrm_sw_sync_SW_SYNC_GET_DEADLINE", call_deadline, true },
};

static const char *check_traced(const struct traced *t)
{
	int fd = t->sw_sync ? sw_open() : vt_open(VT_CARD);
	int hits, i;

	if (vt_count_lines(TRACING "available_filter_functions", t->thunk) != 1) {
		close(fd);
		return "the tracer does not know it";
	}
	tracing("set_ftrace_filter", t->thunk);
	tracing("current_tracer", "function");
	for (i = 0; i < CALLS; i++)
		t->call(fd);
	hits = vt_count_lines(TRACING "trace", t->thunk);
	tracing("current_tracer", "nop");
	close(fd);
	return hits == CALLS ? NULL : wrong("%d calls, %d hits", CALLS, hits);
}

static void test_traced(void)
{
	bool can = vt_count_lines(TRACING "available_tracers", "function") > 0;
	unsigned int i;
	char name[96];

	vt_plan(ARRAY_SIZE(traced));
	for (i = 0; i < ARRAY_SIZE(traced); i++) {
		snprintf(name, sizeof(name), "the tracer sees each call of %s",
			 traced[i].thunk + strlen("__sdrm_"));
		if (can)
			test(check_traced(&traced[i]), name);
		else
			vt_skip(name, "the kernel has no function tracer");
	}
}

/* ----------------------------------------------------- an open that is slow */

#define SLOW_MS 3000	/* the default of slow_open */
#define HELD "/sys/module/slow_open/parameters/opens"
#define STAND_IN "/sys/kernel/debug/slow_open/open"

/* Returns once an open is held; the child, if there is one, reports it by its status. */
static pid_t open_slowly(void)
{
	int64_t end = vt_now_ms() + SLOW_MS;
	pid_t pid = 0;
	char text[16];
	int fd, card;

	if (!access(STAND_IN, F_OK)) {
		card = vt_open(VT_CARD);
		snprintf(text, sizeof(text), "%d", card);
		fd = open(STAND_IN, O_WRONLY | O_CLOEXEC);
		if (fd < 0 || write(fd, text, strlen(text)) < 0)
			vt_die(STAND_IN ": %s", vt_err(-errno));
		close(fd);
		close(card);
	} else {
		pid = fork();
		if (!pid) {
			prctl(PR_SET_NAME, "slow_open");
			card = open("/dev/dri/card0", O_RDWR | O_CLOEXEC);
			_exit(card < 0 ? errno : 0);
		}
	}
	while (!vt_number(HELD)) {
		if (vt_now_ms() > end)
			vt_die("no open is held");
		vt_sleep_ms(5);
	}
	return pid;
}

static const char *check_slow(const char *driver)
{
	pid_t pid = open_slowly();
	int64_t start = vt_now_ms(), took;
	long ret = vt_delete_module(driver);
	int status;

	took = vt_now_ms() - start;
	vt_diag("%s: unloaded %s, after %lld ms of %d", driver, vt_err(ret),
		(long long)took, SLOW_MS);
	status = pid ? vt_wait_child(pid, 2 * SLOW_MS / 1000) : ENODEV;
	/* Until what the driver's module held may be looked at. */
	vt_sleep_ms(pid ? 0 : SLOW_MS + 500);
	if (ret)
		return wrong("it stays loaded: %s", vt_err(ret));
	if (took < SLOW_MS / 2)
		return wrong("the unload did not wait, but took %lld ms",
			     (long long)took);
	return status == ENODEV ? NULL : wrong("the open returned %s", vt_err(-status));
}

static void test_slow(const char *driver)
{
	vt_driver = driver;
	vt_plan(1);
	test(check_slow(driver), "unloading waits for an open that has no module yet");
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	vt_driver = HOLES;
	if (!strcmp(what, "slots")) {
		test_slots();
	} else if (!strcmp(what, "locks")) {
		test_locks();
	} else if (!strcmp(what, "never")) {
		test_never();
	} else if (!strcmp(what, "devices")) {
		test_devices();
	} else if (!strcmp(what, "fd")) {
		test_fd();
	} else if (!strcmp(what, "traced")) {
		vt_driver = "vgem";
		test_traced();
	} else if (!strcmp(what, "slow") && argc == 3) {
		test_slow(argv[2]);
	} else {
		fprintf(stderr, "usage: holes slots|locks|never|devices|fd|traced|slow DRIVER\n");
		return 2;
	}
	return vt_exit();
}
