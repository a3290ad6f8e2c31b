// SPDX-License-Identifier: GPL-2.0
/*
 * The cost of vgem, path by path. Prints `bench PATH: NUMBER` lines for
 * tests/bench/run, which boots with a clock that counts instructions: there, one
 * nanosecond is one instruction.
 */
#define _GNU_SOURCE
#include "fence_trace.h"
#include "idle.h"
#include "memory.h"
#include "threads.h"

static void report(const char *path, double value)
{
	printf("bench %s: %.1f\n", path, value);
	fflush(stdout);
}

static void must(const char *what, long ret, long want)
{
	if (ret != want)
		vt_die("%s: %s, not %s", what, vt_err(ret), vt_err(want));
}

/* ------------------------------------------------------------- one at a time */

/* What the paths work on: a one-page object in a file. */
struct fixture {
	int fd, other_fd, dmabuf;
	uint32_t handle, id;
	size_t size;
	char path[64];
};

typedef void op_t(struct fixture *f);

static void fixture_open(struct fixture *f, const char *path)
{
	snprintf(f->path, sizeof(f->path), "%s", path);
	f->fd = open(path, O_RDWR | O_CLOEXEC);
	if (f->fd < 0)
		vt_die("%s: %s", path, vt_err(-errno));
	f->handle = vt_object(f->fd);
}

/* Sleeping is free, but must be too short for earlier fences to expire. */
#define SETTLE_MS 6000

static double batch(op_t *op, struct fixture *f, int count)
{
	int64_t begin = vt_now_ns();
	int i;

	for (i = 0; i < count; i++)
		op(f);
	return (double)(vt_now_ns() - begin) / count;
}

/*
 * The cost of a call: the minimum over several batches, to exclude what the call
 * did not cause (background work of the boot, interrupts). Work that the call
 * defers to RCU and the timer tick is included if batches are long enough.
 */
static double cost(op_t *op, struct fixture *f, int count, int batches)
{
	double least = 0;
	int i;

	/* Let RCU and workers finish what the previous path left to them. */
	vt_sleep_ms(SETTLE_MS);
	batch(op, f, count / 10 + 1);	/* warms up */
	for (i = 0; i < batches; i++) {
		double one = batch(op, f, count);

		if (!i || one < least)
			least = one;
	}
	return least;
}

static void pair_flags(struct fixture *f, uint32_t flags)
{
	must("signal", vt_signal(f->fd, vt_fence(f->fd, f->handle, flags)), 0);
}

static void pair_read(struct fixture *f)
{
	pair_flags(f, 0);
}

static void pair_write(struct fixture *f)
{
	pair_flags(f, VGEM_FENCE_WRITE);
}

static void attach_einval(struct fixture *f)
{
	must("attach", vt_attach(f->fd, f->handle, ~0U, NULL), -EINVAL);
}

static void attach_enoent(struct fixture *f)
{
	must("attach", vt_attach(f->fd, 12345, 0, NULL), -ENOENT);
}

static void attach_ebusy(struct fixture *f)
{
	must("attach", vt_attach(f->fd, f->handle, 0, NULL), -EBUSY);
}

static void signal_enoent(struct fixture *f)
{
	must("signal", vt_signal(f->fd, 0x7ffffff0), -ENOENT);
}

static void open_close(struct fixture *f)
{
	close(open(f->path, O_RDWR | O_CLOEXEC));
}

static void create_close(struct fixture *f)
{
	must("close", vt_gem_close(f->fd, vt_object(f->fd)), 0);
}

static void map_touch(struct fixture *f)
{
	struct drm_mode_create_dumb c;
	struct drm_mode_map_dumb map = { 0 };
	volatile char *p;
	size_t at;

	must("create", vt_create(f->fd, 1024, f->size / VT_PAGE, 32, &c), 0);
	map.handle = c.handle;
	must("map", vt_ioctl(f->fd, DRM_IOCTL_MODE_MAP_DUMB, &map), 0);
	p = mmap(NULL, f->size, PROT_READ | PROT_WRITE, MAP_SHARED, f->fd,
		 map.offset);
	if (p == MAP_FAILED)
		vt_die("mmap: %s", vt_err(-errno));
	for (at = 0; at < f->size; at += VT_PAGE)
		p[at] = 1;
	munmap((void *)p, f->size);
	must("close", vt_gem_close(f->fd, c.handle), 0);
}

static void export_close(struct fixture *f)
{
	close(vt_export(f->fd, f->handle));
}

static void import_close(struct fixture *f)
{
	must("close",
	     vt_gem_close(f->other_fd, vt_import(f->other_fd, f->dmabuf)), 0);
}

static void bench_pairs(struct fixture *f)
{
	report("pair READ", cost(pair_read, f, 20000, 5));
	report("pair WRITE", cost(pair_write, f, 20000, 5));
}

/* An attach/signal pair on an object that already has READ fences. */
static void bench_beside(struct fixture *f, int others, int count)
{
	uint32_t first = 0;
	char path[64];
	int i;

	snprintf(path, sizeof(path), "pair beside %d READ", others);
	for (i = 0; i < others; i++) {
		uint32_t id = vt_fence(f->fd, f->handle, 0);

		first = first ?: id;
	}
	report(path, cost(pair_read, f, count, 5));
	for (i = 0; i < others; i++)
		must("signal", vt_signal(f->fd, first + i), 0);
}

/* Few fences per object: the cost of the reservation is not of interest here. */
#define MANY_OBJECTS 100

/* The id of the first. */
static uint32_t attach_many(int fd, int count)
{
	uint32_t handle = 0, first = 0;
	int i;

	for (i = 0; i < count; i++) {
		uint32_t id;

		if (i % MANY_OBJECTS == 0)
			handle = vt_object(fd);
		id = vt_fence(fd, handle, 0);
		first = first ?: id;
	}
	return first;
}

/* The same on an object without fences, in a file that has many on others. */
static void bench_in_file(struct fixture *f, int others)
{
	struct fixture own = { .fd = open(f->path, O_RDWR | O_CLOEXEC) };
	uint32_t first = attach_many(own.fd, others);
	int64_t begin;
	char path[64];
	int i;

	own.handle = vt_object(own.fd);
	snprintf(path, sizeof(path), "pair in a file with %d", others);
	report(path, cost(pair_read, &own, 5000, 5));
	/* None may have expired. */
	begin = vt_now_ns();
	for (i = 0; i < others; i++)
		must("signal", vt_signal(own.fd, first + i), 0);
	if (others >= 1000) {
		snprintf(path, sizeof(path), "signal oldest of %d", others);
		report(path, (double)(vt_now_ns() - begin) / others);
	}
	close(own.fd);
}

static void bench_errors(struct fixture *f)
{
	uint32_t id;

	report("attach EINVAL", cost(attach_einval, f, 5000, 5));
	report("attach ENOENT", cost(attach_enoent, f, 5000, 5));
	id = vt_fence(f->fd, f->handle, VGEM_FENCE_WRITE);
	report("attach EBUSY", cost(attach_ebusy, f, 5000, 5));
	must("signal", vt_signal(f->fd, id), 0);
	report("signal ENOENT", cost(signal_enoent, f, 5000, 5));
}

static void bench_objects(struct fixture *f)
{
	report("open+close", cost(open_close, f, 2000, 5));
	report("create+close 4 KiB", cost(create_close, f, 1000, 5));
	f->size = 64 << 10;
	report("create+map+touch+close 64 KiB", cost(map_touch, f, 100, 5));
	f->size = 16 << 20;
	report("create+map+touch+close 16 MiB", cost(map_touch, f, 2, 3));
	report("export+close", cost(export_close, f, 1000, 5));
	f->dmabuf = vt_export(f->fd, f->handle);
	f->other_fd = open(f->path, O_RDWR | O_CLOEXEC);
	report("import+close", cost(import_close, f, 1000, 5));
	close(f->other_fd);
	close(f->dmabuf);
}

/* ------------------------------------------------------ including deferred work */

static bool can_measure(const char *path)
{
	if (idle_ns() >= 0)
		return true;
	printf("## %s: not measured, /proc/timer_list has no idle time\n",
	       path);
	return false;
}

/*
 * How long the only CPU is busy, from a call until @ms later: includes timers, RCU
 * and workers.
 */
static double busy_ns(op_t *op, struct fixture *f, int ms)
{
	int64_t idle = idle_ns(), begin = vt_now_ns();

	op(f);
	vt_sleep_ms(ms);
	return vt_now_ns() - begin - (idle_ns() - idle);
}

static void nothing(struct fixture *f)
{
	(void)f;
}

/* The same, minus what the CPU would have done anyway. */
static double caused(op_t *op, struct fixture *f, int ms)
{
	double background;

	vt_sleep_ms(1000);
	background = busy_ns(nothing, f, ms);
	return busy_ns(op, f, ms) - background;
}

#define MANY 10000

static void close_other(struct fixture *f)
{
	close(f->other_fd);
}

/* The timer wheel may fire late, by up to an eighth of the timeout. */
#define AFTER_EXPIRY_MS (VT_EXPIRY_MS + VT_EXPIRY_SLACK_MS)

/* The longest run of the timer softirq, from the trace. */
static double longest_softirq(void)
{
	FILE *file = fopen(TRACING "trace", "r");
	double at, entry = 0, longest = 0;
	char line[256];

	if (!file)
		vt_die(TRACING "trace: %s", vt_err(-errno));
	while (fgets(line, sizeof(line), file)) {
		/* ... FLAGS SECONDS: softirq_entry: vec=1 [action=TIMER] */
		char *event = strstr(line, ": softirq_");

		if (line[0] == '#' || !event)
			continue;
		*event = '\0';
		at = atof(strrchr(line, ' ')) * 1e9;
		if (!strncmp(event + 2, "softirq_entry", 13))
			entry = at;
		else if (entry && at - entry > longest)
			longest = at - entry;
	}
	fclose(file);
	return longest;
}

/* All fences that a file may have by default expire together. */
static void bench_softirq(struct fixture *f)
{
	int fd = open(f->path, O_RDWR | O_CLOEXEC);

	vt_sleep_ms(SETTLE_MS);
	attach_many(fd, 16384);
	fence_trace_write("tracing_on", "0");
	fence_trace_write("trace_clock", "mono");
	fence_trace_write("trace", "");
	fence_trace_write("events/irq/softirq_entry/filter", "vec==1");
	fence_trace_write("events/irq/softirq_exit/filter", "vec==1");
	fence_trace_write("events/irq/softirq_entry/enable", "1");
	fence_trace_write("events/irq/softirq_exit/enable", "1");
	fence_trace_write("tracing_on", "1");
	vt_sleep_ms(AFTER_EXPIRY_MS);
	fence_trace_write("tracing_on", "0");
	fence_trace_write("events/irq/enable", "0");
	report("longest softirq, expiry of 16384", longest_softirq());
	close(fd);
}

static void bench_many(struct fixture *f)
{
	double background, expiry;

	if (!can_measure("expiry, close with fences"))
		return;
	vt_sleep_ms(SETTLE_MS);
	f->other_fd = open(f->path, O_RDWR | O_CLOEXEC);
	attach_many(f->other_fd, 1000);
	expiry = busy_ns(nothing, f, AFTER_EXPIRY_MS);
	background = busy_ns(nothing, f, AFTER_EXPIRY_MS);
	report("expiry of 1,000, a fence", (expiry - background) / 1000);
	close(f->other_fd);

	f->other_fd = open(f->path, O_RDWR | O_CLOEXEC);
	attach_many(f->other_fd, MANY);
	report("close with 10,000 fences, a fence",
	       caused(close_other, f, 300) / MANY);
}

/* ------------------------------------------------------------------ memory */

/* Without empty slabs, of which each kernel keeps others. */
static long slab_later_kb(void)
{
	/* RCU frees with a delay. */
	vt_sleep_ms(2000);
	slab_shrink();
	return slab_kb();
}

/* The memory of a fence, including its slot in the reservation; in the second round. */
static void bench_memory(struct fixture *f)
{
	uint32_t handle[MANY / MANY_OBJECTS];
	long before = 0, with = 0;
	int round, i;

	for (round = 0; round < 2; round++) {
		uint32_t first = 0, id = 0;

		for (i = 0; i < MANY / MANY_OBJECTS; i++)
			handle[i] = vt_object(f->fd);
		before = slab_later_kb();
		for (i = 0; i < MANY; i++) {
			id = vt_fence(f->fd, handle[i / MANY_OBJECTS], 0);
			first = first ?: id;
		}
		with = slab_later_kb();
		for (; id >= first; id--)
			must("signal", vt_signal(f->fd, id), 0);
		for (i = 0; i < MANY / MANY_OBJECTS; i++)
			vt_gem_close(f->fd, handle[i]);
	}
	report("memory of a fence, bytes", (with - before) * 1024.0 / MANY);
}

/* On one file: do the cost of a pair and the memory grow with past pairs? */
static void bench_growth(struct fixture *f, long most)
{
	long pairs = 0, goal, kb = 0;

	/* A new object, as the reservation of the previous one has grown. */
	f->handle = vt_object(f->fd);
	for (goal = 1000; goal <= most; goal *= 10) {
		char path[64];
		double one;

		while (pairs++ < goal)
			pair_read(f);
		kb = kb ?: slab_later_kb();
		one = cost(pair_read, f, 5000, 3);
		pairs += 15501;
		snprintf(path, sizeof(path), "pair after %ld", goal);
		report(path, one);
	}
	report("slab grown, kB", slab_later_kb() - kb);
}

/* ---------------------------------------------------------------- subcommands */

static int cmd_cost(bool all, long most)
{
	struct fixture f = { 0 };
	char path[64];

	if (vt_find(VT_CARD, path, sizeof(path)))
		vt_die("no vgem");
	fixture_open(&f, path);
	/* Let the boot settle. */
	vt_sleep_ms(5000);
	bench_pairs(&f);
	bench_errors(&f);
	bench_beside(&f, 1, 5000);
	bench_beside(&f, 10, 5000);
	bench_beside(&f, 1000, 200);
	bench_in_file(&f, 10);
	bench_in_file(&f, 65000);
	bench_objects(&f);
	bench_many(&f);
	bench_softirq(&f);
	bench_memory(&f);
	if (all)
		bench_growth(&f, most);
	close(f.fd);
	return 0;
}

/* An additional flag of tests/floor. */
#define FLOOR_EMPTY (1U << 31)

static void empty_pair(struct fixture *f)
{
	struct drm_vgem_fence_signal arg = { .flags = FLOOR_EMPTY };

	must("attach", vt_attach(f->fd, f->handle, FLOOR_EMPTY, NULL), 0);
	must("signal", vt_ioctl(f->fd, DRM_IOCTL_VGEM_FENCE_SIGNAL, &arg), 0);
}

static int cmd_floor(const char *path)
{
	struct fixture f = { 0 };

	fixture_open(&f, path);
	vt_sleep_ms(5000);
	report("two empty ioctls", cost(empty_pair, &f, 20000, 5));
	report("pair READ", cost(pair_read, &f, 20000, 5));
	report("pair WRITE", cost(pair_write, &f, 20000, 5));
	close(f.fd);
	return 0;
}

/* Module files in load order, and their contents. */
static char **modules;
static struct image {
	char *data;
	size_t size;
} images[2];

/* Strip the in-tree module's signature: verifying it would dominate the cost. */
static struct image read_module(const char *path)
{
	static const char magic[] = "~Module signature appended~\n";
	struct image image = { malloc(4 << 20), 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = read(fd, image.data, 4 << 20);
	const uint8_t *length;

	close(fd);
	if (size < 4096)
		vt_die("%s cannot be read", path);
	image.size = size;
	if (!memcmp(image.data + size - strlen(magic), magic, strlen(magic))) {
		/* struct module_signature ends with the length, big endian. */
		image.size -= strlen(magic) + 12;
		length = (uint8_t *)image.data + image.size + 8;
		image.size -= length[0] << 24 | length[1] << 16 |
			      length[2] << 8 | length[3];
	}
	return image;
}

static void load(struct fixture *f)
{
	int i;

	(void)f;
	for (i = 0; modules[i]; i++)
		if (syscall(SYS_init_module, images[i].data, images[i].size, ""))
			vt_die("%s: %s", modules[i], vt_err(-errno));
}

static void unload(struct fixture *f)
{
	char **m = modules;

	(void)f;
	while (*m)
		m++;
	while (m-- > modules) {
		char name[64];

		snprintf(name, sizeof(name), "%s", strrchr(*m, '/') + 1);
		*strchr(name, '.') = '\0';
		must(name, vt_unload(name, 1000), 0);
	}
}

static int cmd_load(char **paths)
{
	double up = 0, down = 0;
	int i;

	if (!can_measure("load, unload"))
		return 0;
	modules = paths;
	for (i = 0; paths[i] && i < (int)ARRAY_SIZE(images); i++)
		images[i] = read_module(paths[i]);
	for (i = 0; i < 3; i++) {
		double one = caused(load, NULL, 500);

		up = i && up < one ? up : one;
		one = caused(unload, NULL, 500);
		down = i && down < one ? down : one;
	}
	report("load", up);
	report("unload", down);
	return 0;
}

/* ----------------------------------------------------------------- threads */

enum shared { OWN_FILES, ONE_FILE, ONE_OBJECT };

struct worker {
	pthread_t thread;
	struct fixture f;
	int64_t end;
	long pairs;
};

static void *work(void *arg)
{
	struct worker *w = arg;

	while (vt_now_ns() < w->end) {
		int i;

		for (i = 0; i < 10; i++)
			pair_read(&w->f);
		w->pairs += 10;
	}
	return NULL;
}

static void worker_open(struct worker *w, enum shared shared,
			const struct worker *first, const char *path)
{
	*w = (struct worker){ .f.other_fd = -1 };
	if (w == first) {
		fixture_open(&w->f, path);
		w->f.dmabuf = vt_export(w->f.fd, w->f.handle);
	} else if (shared == ONE_FILE) {
		w->f.fd = dup(first->f.fd);
		w->f.handle = vt_object(w->f.fd);
	} else {
		fixture_open(&w->f, path);
		if (shared == ONE_OBJECT)
			w->f.handle = vt_import(w->f.fd, first->f.dmabuf);
	}
}

static void bench_threads(const char *name, enum shared shared, int threads,
			  const char *path, int ms)
{
	struct worker w[16];
	char label[64];
	int64_t begin;
	long pairs = 0;
	int i;

	for (i = 0; i < threads; i++)
		worker_open(&w[i], shared, &w[0], path);
	begin = vt_now_ns();
	for (i = 0; i < threads; i++) {
		w[i].end = begin + ms * 1000000LL;
		w[i].thread = vt_thread(work, &w[i]);
	}
	for (i = 0; i < threads; i++) {
		pthread_join(w[i].thread, NULL);
		pairs += w[i].pairs;
	}
	snprintf(label, sizeof(label), "threads %d, %s", threads, name);
	report(label, pairs / ((vt_now_ns() - begin) / 1e9));
	close(w[0].f.dmabuf);
	for (i = 0; i < threads; i++)
		close(w[i].f.fd);
}

static int cmd_threads(int threads, int ms)
{
	char path[64];

	if (threads < 1 || threads > 16 || vt_find(VT_CARD, path, sizeof(path)))
		vt_die("no vgem, or not 1 to 16 threads");
	bench_threads("own files", OWN_FILES, threads, path, ms);
	bench_threads("one file", ONE_FILE, threads, path, ms);
	bench_threads("one object", ONE_OBJECT, threads, path, ms);
	return 0;
}

/* Run pairs forever, for a profiler. */
static int cmd_spin(void)
{
	struct fixture f = { 0 };
	char path[64];

	if (vt_find(VT_CARD, path, sizeof(path)))
		vt_die("no vgem");
	fixture_open(&f, path);
	for (;;)
		pair_read(&f);
}

int main(int argc, char **argv)
{
	const char *cmd = argc > 1 ? argv[1] : "";

	if (!strcmp(cmd, "cost"))
		return cmd_cost(argc > 2, argc > 2 ? atol(argv[2]) : 0);
	if (!strcmp(cmd, "floor") && argc > 2)
		return cmd_floor(argv[2]);
	if (!strcmp(cmd, "load") && argc > 2)
		return cmd_load(argv + 2);
	if (!strcmp(cmd, "threads") && argc > 3)
		return cmd_threads(atoi(argv[2]), atoi(argv[3]));
	if (!strcmp(cmd, "spin"))
		return cmd_spin();
	fprintf(stderr, "usage: bench cost [PAIRS] | floor NODE | load KO... | threads N MS | spin\n");
	return 2;
}
