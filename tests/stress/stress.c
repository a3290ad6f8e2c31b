// SPDX-License-Identifier: GPL-2.0
/*
 * Random abuse of vgem by multithreaded processes that share files, pass
 * descriptors to each other, fork, close what another thread is using, and are
 * killed at any point:
 *
 *   stress [SECONDS [SEED]]
 *
 * The seed determines what each thread does, but not how they interleave.
 * Afterwards, everything must have been freed. The kernel's detectors see the rest.
 */
#define _GNU_SOURCE
#include <stdatomic.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "memory.h"
#include "threads.h"

#define PROCESSES 6
#define THREADS 3
#define SLOTS 12		/* descriptors per kind that a process keeps */
#define HANDLES 6		/* handles are guessed: they are dense */
#define FILES 20		/* RLIMIT_NOFILE: less than a process wants */
#define CHILD_OPS 40
#define UNTOUCHED 0xfeedfaceu

enum kind { DRM, DMABUF, SYNC, KINDS };

/* Closed by one thread while others use it: that is the point. */
static atomic_int pool[KINDS][SLOTS];
static atomic_uint last_fence[SLOTS];	/* attached by the file in @pool */
static atomic_int children;

static char node[2][64];
static int post[2];		/* a socket pair that all processes share */

/* ------------------------------------------------------------ randomness */

static uint64_t next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static unsigned int below(uint64_t *r, unsigned int n)
{
	return next(r) % n;
}

/* Rarely an empty slot: this is not about errors. */
static int a_slot(uint64_t *r, enum kind kind)
{
	int slot, tries = 4;

	do {
		slot = below(r, SLOTS);
	} while (atomic_load(&pool[kind][slot]) < 0 && --tries);
	return slot;
}

static int borrow(uint64_t *r, enum kind kind)
{
	return atomic_load(&pool[kind][a_slot(r, kind)]);
}

/* Keep @fd in place of another descriptor. Returns @fd. */
static long keep(uint64_t *r, enum kind kind, long fd)
{
	if (fd >= 0)
		vt_close(atomic_exchange(&pool[kind][below(r, SLOTS)], fd));
	return fd;
}

static uint32_t a_handle(uint64_t *r)
{
	return 1 + below(r, HANDLES);
}

/* ------------------------------------------------------------- operations */

static long do_open(uint64_t *r)
{
	int fd = open(node[below(r, 2)], O_RDWR | O_CLOEXEC);

	return keep(r, DRM, fd < 0 ? -errno : fd);
}

static long do_close(uint64_t *r)
{
	int fd = atomic_exchange(&pool[below(r, KINDS)][below(r, SLOTS)], -1);

	return fd < 0 ? -EBADF : close(fd);
}

static long do_dup(uint64_t *r)
{
	enum kind kind = below(r, KINDS);

	return keep(r, kind, vt_dup(borrow(r, kind)));
}

static long do_create(uint64_t *r)
{
	struct drm_mode_create_dumb c;

	return vt_create(borrow(r, DRM), 1024, 1 + below(r, 16), 32, &c);
}

static long do_gem_close(uint64_t *r)
{
	return vt_gem_close(borrow(r, DRM), a_handle(r));
}

static long do_destroy(uint64_t *r)
{
	struct drm_mode_destroy_dumb arg = { .handle = a_handle(r) };

	return vt_ioctl(borrow(r, DRM), DRM_IOCTL_MODE_DESTROY_DUMB, &arg);
}

static long do_flink(uint64_t *r)
{
	struct drm_gem_flink arg = { .handle = a_handle(r) };

	return vt_ioctl(borrow(r, DRM), DRM_IOCTL_GEM_FLINK, &arg);
}

static long do_gem_open(uint64_t *r)
{
	struct drm_gem_open arg = { .name = 1 + below(r, HANDLES) };

	return vt_ioctl(borrow(r, DRM), DRM_IOCTL_GEM_OPEN, &arg);
}

/* Map it, if possible, and write to both ends. */
static long touch(int fd, off_t offset, size_t size)
{
	char *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
			 offset);

	if (map == MAP_FAILED)
		return -errno;
	map[0] = map[size - 1] = 1;
	munmap(map, size);
	return 0;
}

static long do_map(uint64_t *r)
{
	struct drm_mode_map_dumb arg = { .handle = a_handle(r) };
	int fd = borrow(r, DRM);
	long ret = vt_ioctl(fd, DRM_IOCTL_MODE_MAP_DUMB, &arg);

	return ret ? ret : touch(fd, arg.offset, VT_PAGE);
}

static long do_map_dmabuf(uint64_t *r)
{
	struct dma_buf_sync arg = { .flags = DMA_BUF_SYNC_RW };
	int fd = borrow(r, DMABUF);
	long ret = vt_ioctl(fd, DMA_BUF_IOCTL_SYNC, &arg);

	if (!ret)
		ret = touch(fd, 0, VT_PAGE);
	arg.flags |= DMA_BUF_SYNC_END;
	vt_ioctl(fd, DMA_BUF_IOCTL_SYNC, &arg);
	return ret;
}

static long do_export(uint64_t *r)
{
	return keep(r, DMABUF, vt_export_flags(borrow(r, DRM), a_handle(r),
					       DRM_CLOEXEC | DRM_RDWR));
}

static long do_import(uint64_t *r)
{
	uint32_t handle;

	return vt_try_import(borrow(r, DRM), borrow(r, DMABUF), &handle);
}

/* Errors the driver may return; a descriptor may now be of another kind. */
static bool attach_error(long ret)
{
	return ret == -ENOENT || ret == -EBUSY || ret == -ENOSPC ||
	       ret == -ENOMEM || ret == -EBADF || ret == -ENOTTY;
}

static long do_attach(uint64_t *r)
{
	struct drm_vgem_fence_attach arg = {
		.handle = a_handle(r),
		.flags = below(r, 3) ? 0 : VGEM_FENCE_WRITE,
		.out_fence = UNTOUCHED,
	};
	int slot = a_slot(r, DRM);
	long ret = vt_ioctl(pool[DRM][slot], DRM_IOCTL_VGEM_FENCE_ATTACH, &arg);

	if (ret ? !attach_error(ret) || arg.out_fence != UNTOUCHED :
		  (int)arg.out_fence <= 0)
		vt_die("attach: %s, id %d", vt_err(ret), arg.out_fence);
	if (!ret)
		atomic_store(&last_fence[slot], arg.out_fence);
	return ret;
}

static bool signal_error(long ret)
{
	return ret == -ENOENT || ret == -ETIMEDOUT || ret == -EBADF ||
	       ret == -ENOTTY;
}

static long do_signal(uint64_t *r)
{
	int slot = a_slot(r, DRM);
	uint32_t id = atomic_load(&last_fence[slot]);
	long ret = vt_signal(pool[DRM][slot], id - below(r, 4));

	if (ret && !signal_error(ret))
		vt_die("signal: %s", vt_err(ret));
	return ret;
}

static long do_sync_export(uint64_t *r)
{
	return keep(r, SYNC, vt_sync_file(borrow(r, DMABUF),
					  1 + below(r, DMA_BUF_SYNC_RW)));
}

static long do_sync_import(uint64_t *r)
{
	struct dma_buf_import_sync_file arg = {
		.flags = 1 + below(r, DMA_BUF_SYNC_RW), .fd = borrow(r, SYNC),
	};

	return vt_ioctl(borrow(r, DMABUF), DMA_BUF_IOCTL_IMPORT_SYNC_FILE,
			&arg);
}

static long do_merge(uint64_t *r)
{
	return keep(r, SYNC, vt_merge(borrow(r, SYNC), borrow(r, SYNC)));
}

static long do_info(uint64_t *r)
{
	struct vt_sync_info info;

	return vt_sync_info(borrow(r, SYNC), &info);
}

/* 0 if an event ended the wait. */
static long do_poll(uint64_t *r)
{
	int ret = vt_poll(borrow(r, 1 + below(r, 2)),
			  below(r, 2) ? POLLIN : POLLOUT, below(r, 20));

	return ret > 0 && !(ret & POLLNVAL) ? 0 : -EAGAIN;
}

union control {
	char buf[CMSG_SPACE(sizeof(int))];
	struct cmsghdr align;
};

static long do_send(uint64_t *r)
{
	char kind = below(r, KINDS);
	union control control = { .buf = "" };
	struct iovec iov = { &kind, 1 };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control,
		.msg_controllen = sizeof(control.buf),
	};
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&msg);

	cmsg->cmsg_level = SOL_SOCKET;
	cmsg->cmsg_type = SCM_RIGHTS;
	cmsg->cmsg_len = CMSG_LEN(sizeof(int));
	*(int *)CMSG_DATA(cmsg) = borrow(r, kind);
	return sendmsg(post[0], &msg, MSG_DONTWAIT) == 1 ? 0 : -errno;
}

static long do_receive(uint64_t *r)
{
	char kind;
	union control control;
	struct iovec iov = { &kind, 1 };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control,
		.msg_controllen = sizeof(control.buf),
	};
	struct cmsghdr *cmsg;

	if (recvmsg(post[1], &msg, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) != 1)
		return -errno;
	cmsg = CMSG_FIRSTHDR(&msg);
	if (!cmsg)
		return -ENOENT;
	return keep(r, kind, *(int *)CMSG_DATA(cmsg));
}

static long do_fork(uint64_t *r);

#define OP(name, weight) { #name, do_##name, weight }

static const struct {
	const char *name;
	long (*run)(uint64_t *r);
	unsigned int weight;
} ops[] = {
	OP(open, 5), OP(close, 4), OP(dup, 2), OP(create, 10),
	OP(gem_close, 2), OP(destroy, 1), OP(flink, 3), OP(gem_open, 3),
	OP(map, 4), OP(map_dmabuf, 3), OP(export, 6), OP(import, 5),
	OP(attach, 16), OP(signal, 16), OP(sync_export, 6),
	OP(sync_import, 3), OP(merge, 4), OP(info, 4), OP(poll, 3),
	OP(send, 3), OP(receive, 3), OP(fork, 1),
};

/* Shared by all processes, so the counts survive their deaths. */
static struct tally {
	atomic_long ok, failed;
} *tally;

static void abuse(uint64_t *r)
{
	unsigned int i, total = 0, pick;
	long ret;

	for (i = 0; i < ARRAY_SIZE(ops); i++)
		total += ops[i].weight;
	pick = below(r, total);
	for (i = 0; pick >= ops[i].weight; i++)
		pick -= ops[i].weight;
	ret = ops[i].run(r);
	atomic_fetch_add(ret < 0 ? &tally[i].failed : &tally[i].ok, 1);
}

/* A child that inherits all open files, and exits or is killed. */
static long do_fork(uint64_t *r)
{
	unsigned int i, delay = below(r, 30);
	uint64_t seed = next(r);
	pid_t pid;

	if (atomic_fetch_add(&children, 1) >= 2) {
		atomic_fetch_sub(&children, 1);
		return -EAGAIN;
	}
	pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (i = 0; i < CHILD_OPS; i++)
			abuse(&seed);
		_exit(0);
	}
	if (pid > 0) {
		vt_sleep_ms(delay);
		if (delay % 2)
			kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
	atomic_fetch_sub(&children, 1);
	return pid < 0 ? -errno : 0;
}

/* -------------------------------------------------------------- processes */

static void *thread(void *arg)
{
	uint64_t r = (uintptr_t)arg;

	for (;;)
		abuse(&r);
	return NULL;
}

static void process(uint64_t seed)
{
	struct rlimit limit = { FILES, FILES };
	int i;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setrlimit(RLIMIT_NOFILE, &limit);
	for (i = 1; i < THREADS; i++)
		vt_thread(thread, (void *)(uintptr_t)next(&seed));
	thread((void *)(uintptr_t)next(&seed));
}

static pid_t spawn(uint64_t seed)
{
	pid_t pid = fork();

	if (pid < 0)
		vt_die("fork: %s", vt_err(-errno));
	if (!pid)
		process(seed);
	return pid;
}

/* 0, or the exit status of a process that exited by itself and has said why. */
static int end(pid_t pid)
{
	int status = 0;

	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) :
	       WTERMSIG(status) != SIGKILL;
}

/* Orphans are reparented to us: all of them must end. */
static bool reap(int seconds)
{
	int64_t end = vt_now_ms() + seconds * 1000LL;

	while (vt_now_ms() < end) {
		if (waitpid(-1, NULL, WNOHANG) < 0)
			return errno == ECHILD;
		vt_sleep_ms(10);
	}
	return false;
}

/* Returns how many processes were killed, or -1 if one failed. */
static int storm(int64_t ms, uint64_t seed)
{
	int64_t stop = vt_now_ms() + ms;
	pid_t pid[PROCESSES];
	int i, kills = 0, wrong = 0;

	for (i = 0; i < PROCESSES; i++)
		pid[i] = spawn(next(&seed));
	while (vt_now_ms() < stop && !wrong) {
		vt_sleep_ms(200 + below(&seed, 800));
		i = below(&seed, PROCESSES);
		wrong = end(pid[i]);
		pid[i] = spawn(next(&seed));
		kills++;
	}
	for (i = 0; i < PROCESSES; i++)
		wrong |= end(pid[i]);
	return wrong ? -1 : kills;
}

/* ---------------------------------------------------------------- verdict */

/* Close our own descriptors and those in flight between processes. */
static void close_all(void)
{
	uint64_t r = 0;
	int k, i;

	while (do_receive(&r) != -EAGAIN)
		;
	for (k = 0; k < KINDS; k++)
		for (i = 0; i < SLOTS; i++)
			vt_close(atomic_exchange(&pool[k][i], -1));
}

static void report(void)
{
	unsigned int i, vain = 0;
	long total = 0;

	for (i = 0; i < ARRAY_SIZE(ops); i++) {
		vt_diag("%-12s %7ld times, %7ld refused", ops[i].name,
			tally[i].ok, tally[i].failed);
		vain += !tally[i].ok || !tally[i].failed;
		total += tally[i].ok + tally[i].failed;
	}
	vt_diag("%ld operations", total);
	vt_ok(!vain, "every operation has succeeded and has been refused",
	      "%u were not", vain);
}

/* KASAN holds back freed memory; a kernel with KASAN also has kmemleak. */
static bool have_kmemleak(void)
{
	return !access("/sys/kernel/debug/kmemleak", F_OK);
}

static void check_back(long files, long slab)
{
	/* The file count is only exact to within one batch per CPU. */
	long slack = 64 * sysconf(_SC_NPROCESSORS_CONF);
	long now, refs;
	int tries = 50;

	while ((refs = vt_number("/sys/module/vgem/refcnt")) && tries--)
		vt_sleep_ms(100);
	vt_ok(!refs, "no user of vgem is left", "%ld", refs);
	now = vt_dmabufs();
	vt_ok(!now, "no dma-buf is left", "%ld", now);
	now = vt_number("/proc/sys/fs/file-nr");
	vt_ok(now - files < slack, "no open file is left", "%ld before, %ld now",
	      files, now);
	if (have_kmemleak()) {
		vt_skip("the slabs have shrunk again", "kmemleak is more precise");
		return;
	}
	now = settled_slab_kb();
	vt_diag("slab before %ld kB, after %ld kB (%+ld)", slab, now,
		now - slab);
	vt_ok(now - slab < 1024, "the slabs have shrunk again", "%+ld kB",
	      now - slab);
}

static void setup(void)
{
	int k, i;

	tally = mmap(NULL, ARRAY_SIZE(ops) * sizeof(*tally),
		     PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (tally == MAP_FAILED ||
	    socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, post))
		vt_die("setup: %s", vt_err(-errno));
	if (vt_find(VT_CARD, node[0], sizeof(node[0])) ||
	    vt_find(VT_RENDER, node[1], sizeof(node[1])))
		vt_die("no vgem");
	for (k = 0; k < KINDS; k++)
		for (i = 0; i < SLOTS; i++)
			atomic_init(&pool[k][i], -1);
	if (prctl(PR_SET_CHILD_SUBREAPER, 1))
		vt_die("PR_SET_CHILD_SUBREAPER: %s", vt_err(-errno));
}

int main(int argc, char **argv)
{
	int seconds = argc > 1 ? atoi(argv[1]) : 30;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) : 0;
	long files, slab;
	int kills;

	if (seconds < 1 || argc > 3) {
		fprintf(stderr, "usage: stress [SECONDS [SEED]]\n");
		return 2;
	}
	if (argc < 3)
		seed = vt_now_ns() & 0xffffffff;
	vt_plan(7);
	vt_diag("seed %#llx: stress %d %#llx", (unsigned long long)seed,
		seconds, (unsigned long long)seed);
	setup();
	/* A first round, for what is allocated once and kept. */
	storm(1000, seed);
	reap(30);
	close_all();
	slab = have_kmemleak() ? 0 : settled_slab_kb();
	files = vt_number("/proc/sys/fs/file-nr");

	/* Files that all processes inherit. */
	pool[DRM][0] = vt_open(VT_CARD);
	pool[DRM][1] = vt_open(VT_RENDER);
	kills = storm(seconds * 1000LL, ~seed);
	vt_ok(kills > 0, "processes were killed, and none exited by itself",
	      "%d", kills);
	vt_ok(reap(30), "all processes could be killed", NULL);
	close_all();
	report();
	check_back(files, slab);
	return vt_exit();
}
