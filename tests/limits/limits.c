// SPDX-License-Identifier: GPL-2.0
/*
 * What can run out, and what happens then:
 *
 *   limits pairs [COUNT]   ids and memory do not, however many fences came before
 *   limits bound           threads sharing a file cannot exceed max_fences
 *   limits fds             RLIMIT_NOFILE: a clean error, nothing lost
 *   limits memory [MB]     a memory cgroup stops a process that hoards fences
 *
 * Exit status: 0 it holds, 1 it does not, 2 it could not be tested.
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include "memory.h"
#include "threads.h"

#define REFCNT "/sys/module/vgem/refcnt"

/* ----------------------------------------------------------------- pairs */

static int cmd_pairs(int count)
{
	long limit_kb = 4 * sysconf(_SC_NPROCESSORS_ONLN);
	int fd = vt_open(VT_CARD), i, odd = 0;
	uint32_t handle = vt_object(fd), id, last = 0;
	int64_t begin, ms;
	long before, after;

	vt_plan(2);
	for (i = 0; i < 2000; i++)
		last = vt_pair(fd, handle);
	before = settled_slab_kb();
	begin = vt_now_ms();
	for (i = 0; i < count; i++) {
		id = vt_pair(fd, handle);
		odd += id != last + 1;
		last = id;
	}
	ms = vt_now_ms() - begin;
	after = settled_slab_kb();
	vt_diag("%d pairs in %lld ms, %lld a second", count, (long long)ms,
		count * 1000LL / (ms ?: 1));
	vt_ok(!odd && last == 2000u + count, "each fence has the next id",
	      "the last is %u", last);
	vt_diag("slab before %ld kB, after %ld kB (%+ld)", before, after,
		after - before);
	vt_ok(after - before <= limit_kb,
	      "the slabs grow by at most one page per CPU", "%+ld kB",
	      after - before);
	close(fd);
	return vt_exit();
}

/* ----------------------------------------------------------------- bound */

#define BOUND_THREADS 4
#define BOUND_MS 3000
#define BOUND_HELD 256		/* more than a thread should ever get */

struct bound {
	int fd;
	int most;
	atomic_int live;	/* never more than the table holds */
	atomic_int excess, refused, strange;
	atomic_long attached;
	atomic_bool stop;
};

static void bound_error(struct bound *b, long ret, uint32_t out)
{
	atomic_fetch_add(&b->refused, ret == -ENOSPC);
	atomic_fetch_add(&b->strange, ret != -ENOSPC || out != ~0u);
}

static void *bound_thread(void *arg)
{
	struct bound *b = arg;
	uint32_t handle = vt_object(b->fd), held[BOUND_HELD];
	int count = 0;

	while (!atomic_load(&b->stop)) {
		struct drm_vgem_fence_attach attach = {
			.handle = handle, .out_fence = ~0u,
		};
		long ret = vt_ioctl(b->fd, DRM_IOCTL_VGEM_FENCE_ATTACH, &attach);

		if (!ret) {
			int live = atomic_fetch_add(&b->live, 1) + 1;

			atomic_fetch_add(&b->attached, 1);
			atomic_fetch_add(&b->excess, live > b->most);
			held[count++] = attach.out_fence;
		} else {
			bound_error(b, ret, attach.out_fence);
		}
		/* Signal half of its own, to give the other threads their turn. */
		if (ret || count == BOUND_HELD) {
			int keep = count / 2;

			while (count > keep) {
				atomic_fetch_sub(&b->live, 1);
				ret = vt_signal(b->fd, held[--count]);
				atomic_fetch_add(&b->strange, ret != 0);
			}
		}
	}
	return NULL;
}

/* There must be room for exactly the rest: no slot was lost or gained. */
static void bound_room(struct bound *b)
{
	uint32_t handle = vt_object(b->fd);
	int more = 0;
	long ret;

	while (!(ret = vt_attach(b->fd, handle, 0, NULL)) && more <= b->most)
		more++;
	vt_ok(ret == -ENOSPC && b->live + more == b->most,
	      "no slot is lost or gained", "%d held, %d more, of %d", b->live,
	      more, b->most);
}

static int cmd_bound(void)
{
	static struct bound b;
	pthread_t thread[BOUND_THREADS];
	int i;

	vt_plan(3);
	b.fd = vt_open(VT_CARD);
	b.most = vt_number("/sys/module/vgem/parameters/max_fences") ?: 64;
	if (b.most > BOUND_HELD)
		vt_die("load vgem with max_fences=64");
	for (i = 0; i < BOUND_THREADS; i++)
		thread[i] = vt_thread(bound_thread, &b);
	vt_sleep_ms(BOUND_MS);
	atomic_store(&b.stop, true);
	for (i = 0; i < BOUND_THREADS; i++)
		pthread_join(thread[i], NULL);
	vt_diag("%ld fences, %d times refused for lack of room", b.attached,
		b.refused);
	vt_ok(!b.excess && b.refused,
	      "several threads cannot exceed the bound", "%d times",
	      b.excess);
	vt_ok(!b.strange, "ENOSPC is the only error, and leaves out_fence alone",
	      "%d times", b.strange);
	bound_room(&b);
	close(b.fd);
	return vt_exit();
}

/* ------------------------------------------------------------------- fds */

#define FDS_ROUNDS 300

/* Leave no free descriptor, until the limit is raised again. */
static struct rlimit fds_exhaust(void)
{
	struct rlimit old, new;
	int fd = dup(0);

	if (fd < 0 || getrlimit(RLIMIT_NOFILE, &old))
		vt_die("dup: %s", vt_err(-errno));
	close(fd);
	new = (struct rlimit){ fd, old.rlim_max };
	if (setrlimit(RLIMIT_NOFILE, &new))
		vt_die("RLIMIT_NOFILE: %s", vt_err(-errno));
	return old;
}

static void fds_refused(int fd, uint32_t handle, int dmabuf, int sync)
{
	uint32_t fresh = vt_object(fd), again;
	int i, bad = 0, lost = 0;
	long ret;

	for (i = 0; i < FDS_ROUNDS; i++) {
		char path[64];

		/* Creates a new dma-buf each time, which must go away again. */
		bad += vt_export_flags(fd, fresh, DRM_RDWR) != -EMFILE;
		bad += vt_export_flags(fd, handle, DRM_RDWR) != -EMFILE;
		bad += vt_sync_file(dmabuf, DMA_BUF_SYNC_WRITE) != -EMFILE;
		bad += vt_merge(sync, sync) != -EMFILE;
		snprintf(path, sizeof(path), "/dev/dri/card0");
		bad += open(path, O_RDWR) >= 0 || errno != EMFILE;
		/* Calls that need no descriptor still work. */
		ret = vt_try_import(fd, dmabuf, &again);
		lost += ret || again != handle;
		lost += vt_pair(fd, fresh) != 2u + i;
	}
	vt_ok(!bad, "EMFILE without a free descriptor", "%d of %d are not",
	      bad, 5 * FDS_ROUNDS);
	vt_ok(!lost, "attach, signal and import still work", "%d do not", lost);
	vt_gem_close(fd, fresh);
}

static int cmd_fds(void)
{
	int fd = vt_open(VT_CARD), dmabuf, sync, other;
	uint32_t handle = vt_object(fd);
	struct rlimit old;
	long left;

	vt_plan(4);
	dmabuf = vt_export(fd, handle);
	vt_fence(fd, handle, VGEM_FENCE_WRITE);
	sync = vt_sync_file(dmabuf, DMA_BUF_SYNC_WRITE);
	old = fds_exhaust();
	fds_refused(fd, handle, dmabuf, sync);
	setrlimit(RLIMIT_NOFILE, &old);
	other = vt_export(fd, handle);
	vt_ok(!vt_poll(sync, POLLIN, 0) && !vt_signal(fd, 1) &&
	      vt_poll(sync, POLLIN, 0) == POLLIN,
	      "an earlier fence is unaffected", NULL);
	close(other);
	close(sync);
	close(dmabuf);
	close(fd);
	vt_sleep_ms(200);
	left = vt_dmabufs();
	vt_ok(left <= 0 && !vt_number(REFCNT), "nothing is leaked",
	      "%ld dma-bufs, %ld users", left, vt_number(REFCNT));
	return vt_exit();
}

/* ---------------------------------------------------------------- memory */

#define GROUP "/tmp/cgroup"
#define HOARDER GROUP "/hoarder"
#define OBJECTS 64		/* each attach checks all fences of its object */

struct hoard {
	atomic_long fences;
	atomic_int files;
	atomic_long error;	/* that stopped it */
};

static void group_write(const char *file, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), GROUP "/%s", file);
	slab_write(path, text);
}

static void group_make(int mb)
{
	char text[32];

	mkdir(GROUP, 0755);
	if (mount("cgroup", GROUP, "cgroup2", 0, NULL))
		vt_die("cgroup2: %s", vt_err(-errno));
	group_write("cgroup.subtree_control", "+memory");
	if (mkdir(HOARDER, 0755))
		vt_die(HOARDER ": %s", vt_err(-errno));
	snprintf(text, sizeof(text), "%d", mb << 20);
	group_write("hoarder/memory.max", text);
}

static long group_kills(void)
{
	FILE *f = fopen(HOARDER "/memory.events", "r");
	char line[64];
	long kills = -1;

	while (f && fgets(line, sizeof(line), f))
		sscanf(line, "oom_kill %ld", &kills);
	if (f)
		fclose(f);
	return kills;
}

/* Attach READ fences until one is refused: -ENOSPC if the file is full. */
static long hoard_file(struct hoard *h)
{
	int fd = vt_try_open(VT_CARD), i;
	uint32_t handle[OBJECTS];
	struct drm_mode_create_dumb c;
	long ret = fd < 0 ? fd : 0;

	for (i = 0; i < OBJECTS && !ret; i++) {
		ret = vt_create(fd, 1024, 1, 32, &c);
		handle[i] = c.handle;
	}
	while (!ret) {
		ret = vt_attach(fd, handle[i++ % OBJECTS], 0, NULL);
		if (!ret)
			atomic_fetch_add(&h->fences, 1);
	}
	atomic_fetch_add(&h->files, 1);
	return ret;
}

static void hoard(struct hoard *h)
{
	long ret;

	group_write("hoarder/cgroup.procs", "0");
	do {
		ret = hoard_file(h);
	} while (ret == -ENOSPC);
	atomic_store(&h->error, ret);
	/* Keep everything until killed. */
	for (;;)
		pause();
}

/* Until the hoarder dies, is refused or exceeds @most kB. Returns the peak. */
static long watch(struct hoard *h, pid_t pid, long before, long most,
		  int *status)
{
	int fd = vt_open(VT_CARD);
	uint32_t handle = vt_object(fd);
	long peak = 0;

	while (peak <= most && !atomic_load(&h->error)) {
		long now = slab_kb() - before;

		peak = now > peak ? now : peak;
		/* Other processes must be unaffected: this bails out if refused. */
		vt_pair(fd, handle);
		if (waitpid(pid, status, WNOHANG) == pid)
			break;
		vt_sleep_ms(10);
	}
	close(fd);
	return peak;
}

static void check_memory_back(long before)
{
	long after;
	int tries = 50;

	while (rmdir(HOARDER) && tries--)
		vt_sleep_ms(100);
	group_write("cgroup.subtree_control", "-memory");
	umount(GROUP);
	after = settled_slab_kb();
	vt_ok(!vt_number(REFCNT) && after - before < 1024,
	      "everything is freed", "%ld users, %+ld kB",
	      vt_number(REFCNT), after - before);
}

static int cmd_memory(int mb)
{
	struct hoard *h = mmap(NULL, sizeof(*h), PROT_READ | PROT_WRITE,
			       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	long before, peak, kills, limit_kb = mb * 1024L;
	int64_t begin = vt_now_ms();
	int status = 0;
	pid_t pid;

	vt_plan(3);
	group_make(mb);
	before = settled_slab_kb();
	pid = fork();
	if (!pid)
		hoard(h);
	/* A hoarder that gets that far is not stopped by its limit. */
	peak = watch(h, pid, before, limit_kb * 2, &status);
	kills = group_kills();
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	vt_diag("cgroup of %d MB: %ld fences in %d files, %+ld kB of slab, %s after %lld ms",
		mb, h->fences, h->files + 1, peak,
		kills > 0 ? "OOM-killed" : vt_err(h->error),
		(long long)(vt_now_ms() - begin));
	vt_ok(kills == 1 || h->error == -ENOMEM,
	      "a process that hoards fences is stopped by its memory cgroup", NULL);
	/* Plus half as much that DRM and dma-buf do not charge to the cgroup. */
	vt_ok(peak <= limit_kb * 3 / 2,
	      "its memory use stays near the limit", "%ld kB", peak);
	check_memory_back(before);
	return vt_exit();
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";
	int number = argc > 2 ? atoi(argv[2]) : 0;

	if (!strcmp(name, "pairs"))
		return cmd_pairs(number ?: 100000);
	if (!strcmp(name, "bound"))
		return cmd_bound();
	if (!strcmp(name, "fds"))
		return cmd_fds();
	if (!strcmp(name, "memory"))
		return cmd_memory(number ?: 16);
	fprintf(stderr, "usage: limits pairs|bound|fds|memory [NUMBER]\n");
	return 2;
}
