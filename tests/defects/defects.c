// SPDX-License-Identifier: GPL-2.0
/*
 * Each subcommand tests one property that the in-tree vgem lacks and ours must have:
 *
 *   defects flat [PAIRS]          a file's memory does not grow with past fences
 *   defects bound                 a file's outstanding fences are bounded
 *   defects expiry-race [ROUNDS]  signal returns 0 if and only if it signalled
 *
 * Exit status: 0 the property holds, 1 it does not, 2 it could not be tested.
 */
#define _GNU_SOURCE
#include <stdatomic.h>

#include "fence_trace.h"
#include "memory.h"
#include "threads.h"

/* ---------------------------------------------------------------- memory */

static void pairs(int fd, uint32_t handle, int count)
{
	while (count--)
		vt_pair(fd, handle);
}

/*
 * The in-tree driver keeps 5 to 9 bytes per past fence, more than 1 MB for the
 * default count. A flat table keeps none; an idle guest's noise is below 300 kB.
 */
static int cmd_flat(int count)
{
	const int limit_kb = 500;
	int fd = vt_open(VT_CARD);
	uint32_t handle = vt_object(fd);
	long before, after, closed;

	vt_plan(1);
	pairs(fd, handle, 2000);
	before = settled_slab_kb();
	pairs(fd, handle, count);
	after = settled_slab_kb();
	close(fd);
	closed = settled_slab_kb();
	vt_diag("slab before %ld kB, after %d pairs %ld kB (%+ld), file closed %ld kB",
		before, count, after, after - before, closed);
	vt_ok(after - before < limit_kb,
	      "an open file's memory does not grow with past fences", NULL);
	return vt_exit();
}

/* ----------------------------------------------------------------- bound */

#define DEFAULT_MAX_FENCES 16384
#define TRY_FENCES 20000
/*
 * Few, so that each object has many fences; more than one, as each attach checks
 * all fences of an object.
 */
#define BOUND_OBJECTS 8

static int max_fences(void)
{
	return vt_number("/sys/module/vgem/parameters/max_fences") ?:
	       DEFAULT_MAX_FENCES;
}

/* The number of READ fences attached until one is refused with the error @ret. */
static int attach_until_refused(int fd, const uint32_t *handle, int most,
				long *ret)
{
	int64_t begin = vt_now_ms();
	int count;

	*ret = 0;
	for (count = 0; count < most; count++) {
		*ret = vt_attach(fd, handle[count % BOUND_OBJECTS], 0, NULL);
		if (*ret)
			break;
	}
	vt_diag("%d READ fences in %lld ms, then %s", count,
		(long long)(vt_now_ms() - begin), vt_err(*ret));
	if (vt_now_ms() - begin > VT_EXPIRY_MS - 500)
		vt_die("the machine is too slow: fences have expired meanwhile");
	return count;
}

static void check_room(int fd, uint32_t handle)
{
	long ret = vt_signal(fd, 5);

	if (!ret)
		ret = vt_attach(fd, handle, 0, NULL);
	vt_ok(!ret, "signalling a fence makes room for one", "%s", vt_err(ret));
	ret = vt_attach(fd, handle, 0, NULL);
	vt_ok(ret == -ENOSPC, "but not for two", "%s", vt_err(ret));
}

static void check_other_file(int dmabuf)
{
	int fd = vt_open(VT_RENDER);
	long ret = vt_attach(fd, vt_import(fd, dmabuf), 0, NULL);

	vt_ok(!ret, "another file has its own limit", "%s", vt_err(ret));
	close(fd);
}

/* Id 1 is the oldest that no ioctl has signalled: it is evicted, id 2 is not. */
static void check_expired(int fd, uint32_t handle, int dmabuf)
{
	int woke = vt_poll(dmabuf, POLLOUT,
			   VT_EXPIRY_MS + 2 * VT_EXPIRY_SLACK_MS);
	long ret = vt_attach(fd, handle, 0, NULL);
	long first = vt_signal(fd, 1), second = vt_signal(fd, 2);

	vt_ok(woke == POLLOUT && !ret, "an expired fence makes room", "%s",
	      vt_err(ret));
	vt_ok(first == -ENOENT && second == -ETIMEDOUT,
	      "the oldest expired fence is evicted", "first %s, second %s",
	      vt_err(first), vt_err(second));
}

static int cmd_bound(void)
{
	int bound = max_fences();
	int most = bound < TRY_FENCES ? TRY_FENCES : bound + 1;
	uint32_t handle[BOUND_OBJECTS];
	long before, held, after, ret;
	int fd, dmabuf, count;

	vt_plan(7);
	before = settled_slab_kb();
	fd = vt_open(VT_CARD);
	for (count = 0; count < BOUND_OBJECTS; count++)
		handle[count] = vt_object(fd);
	/* The object of the last fence: once it is idle, all fences have expired. */
	dmabuf = vt_export(fd, handle[(bound - 1) % BOUND_OBJECTS]);
	count = attach_until_refused(fd, handle, most, &ret);
	held = slab_kb();
	vt_ok(count == bound && ret == -ENOSPC,
	      "the READ fences of a file are bounded", "%d, then %s", count,
	      vt_err(ret));
	check_room(fd, handle[0]);
	check_other_file(dmabuf);
	check_expired(fd, handle[0], dmabuf);
	close(dmabuf);
	close(fd);
	after = settled_slab_kb();
	vt_diag("slab before %ld kB, with %d fences %ld kB, after %ld kB",
		before, count, held, after);
	vt_ok(after - before < (held - before) / 4 + 300,
	      "close frees the memory", "%+ld kB", after - before);
	return vt_exit();
}

/* ----------------------------------------------------------- expiry-race */

/*
 * Fences attached within one tick of the timer wheel expire in one burst, in
 * the softirq of the CPU that attached them, while threads on other CPUs
 * signal fences close to the burst. The trace event dma_fence_signaled tells who
 * signalled a fence, and so whether a call that returned 0 did.
 */
#define LANES 2			/* each has an attacher, a sweeper and a file */
#define BATCHES 10
#define BATCH_FENCES 1500	/* all batches fit in the default max_fences */
#define BATCH_MS 300
#define LANE_FENCES (BATCHES * BATCH_FENCES)
#define LANE_OBJECTS 128

struct shot {
	int64_t attached_ns;
	int answer;
};

struct batch {
	int first_sync, last_sync;	/* canaries: first and last fence */
	int64_t attached_ms;
};

struct lane {
	int fd;
	int index;
	int attacher, sweeper;		/* thread ids */
	uint32_t handle[LANE_OBJECTS];
	int dmabuf[LANE_OBJECTS];
	struct batch batch[BATCHES];
	struct shot shot[LANE_FENCES];	/* of id index + 1 */
	struct fence_record traced[LANE_FENCES];
	int up, down;			/* batches, by direction of expiry */
	atomic_bool swept;
};

static struct lane lanes[LANES];

static void lane_open(struct lane *l, int index)
{
	int i;

	memset(l, 0, sizeof(*l));
	l->index = index;
	l->fd = vt_open(VT_CARD);
	for (i = 0; i < LANE_OBJECTS; i++) {
		l->handle[i] = vt_object(l->fd);
		l->dmabuf[i] = vt_export(l->fd, l->handle[i]);
	}
}

static void lane_close(struct lane *l)
{
	int i;

	for (i = 0; i < LANE_OBJECTS; i++)
		close(l->dmabuf[i]);
	close(l->fd);
}

/* Attach fence @n to an object of its own; returns its sync_file. */
static int attach_canary(struct lane *l, int n)
{
	uint32_t handle = vt_object(l->fd);
	int dmabuf = vt_export(l->fd, handle);
	int sync;

	l->shot[n].attached_ns = vt_now_ns();
	if (vt_fence(l->fd, handle, 0) != (uint32_t)n + 1)
		vt_die("ids do not count from 1");
	sync = vt_sync_file(dmabuf, DMA_BUF_SYNC_WRITE);
	if (sync < 0)
		vt_die("EXPORT_SYNC_FILE: %s", vt_err(sync));
	close(dmabuf);
	vt_gem_close(l->fd, handle);
	return sync;
}

static void attach_batch(struct lane *l, int b)
{
	int n, from = b * BATCH_FENCES, last = from + BATCH_FENCES - 1;

	l->batch[b].first_sync = attach_canary(l, from);
	for (n = from + 1; n < last; n++) {
		l->shot[n].attached_ns = vt_now_ns();
		if (vt_fence(l->fd, l->handle[n % LANE_OBJECTS], 0) !=
		    (uint32_t)n + 1)
			vt_die("ids do not count from 1");
	}
	l->batch[b].last_sync = attach_canary(l, last);
	l->batch[b].attached_ms = vt_now_ms();
}

static void *attacher(void *arg)
{
	struct lane *l = arg;
	int64_t begin;
	int b;

	vt_pin(l->index);
	l->attacher = gettid();
	begin = vt_now_ms();
	for (b = 0; b < BATCHES; b++) {
		vt_sleep_ms(begin + b * BATCH_MS - vt_now_ms());
		attach_batch(l, b);
	}
	return NULL;
}

/* Which end of the batch expires first: +1 the start, -1 the end, 0 not yet. */
static int burst_direction(const struct batch *b)
{
	struct pollfd p[2] = {
		{ .fd = b->first_sync, .events = POLLIN },
		{ .fd = b->last_sync, .events = POLLIN },
	};

	if (poll(p, 2, 0) <= 0)
		return 0;
	return p[0].revents ? 1 : -1;
}

static int wait_for_burst(const struct batch *b)
{
	int64_t end = b->attached_ms + VT_EXPIRY_MS + 2 * VT_EXPIRY_SLACK_MS;
	int dir;

	/* Wake up before the burst can begin, but do not spin for ten seconds. */
	vt_sleep_ms(b->attached_ms + VT_EXPIRY_MS - 150 - vt_now_ms());
	while (!(dir = burst_direction(b)))
		if (vt_now_ms() > end)
			vt_die("fences do not expire");
	return dir;
}

static void shoot(struct lane *l, int n)
{
	if (!l->shot[n].answer)
		l->shot[n].answer = 1 - vt_signal(l->fd, n + 1);
}

/*
 * Stay close to the burst: after a fence that had expired, skip ahead; after one
 * that had not, wait for the burst to catch up. Random lengths keep the two from
 * falling into step.
 */
static void sweep(struct lane *l, int b, int dir, unsigned int *seed)
{
	int from = b * BATCH_FENCES, end = from + BATCH_FENCES;
	int n = dir > 0 ? from + 1 : end - 2;

	while (n >= from && n < end) {
		shoot(l, n);
		if (l->shot[n].answer == 1)
			vt_pause_ns(rand_r(seed) % 16000);
		n += dir * (l->shot[n].answer == 1 ? 1 : 1 + rand_r(seed) % 8);
	}
}

static void *sweeper(void *arg)
{
	struct lane *l = arg;
	unsigned int seed = l->index + 1;
	int b, n;

	vt_pin((LANES + l->index) % vt_cpus());
	l->sweeper = gettid();
	for (b = 0; b < BATCHES; b++) {
		int dir = wait_for_burst(&l->batch[b]);

		l->up += dir > 0;
		l->down += dir < 0;
		sweep(l, b, dir, &seed);
	}
	l->swept = true;
	for (n = 0; n < LANE_FENCES; n++)
		shoot(l, n);
	for (b = 0; b < BATCHES; b++) {
		close(l->batch[b].first_sync);
		close(l->batch[b].last_sync);
	}
	return NULL;
}

/*
 * Since 6.9, the timers of an idle CPU expire on another one, which may be the
 * sweeper's, where nothing would race.
 */
static void *stay_awake(void *arg)
{
	struct lane *l = arg;

	vt_pin(l->index);
	vt_sleep_ms(l->batch[0].attached_ms + VT_EXPIRY_MS - 150 - vt_now_ms());
	while (!l->swept)
		;
	return NULL;
}

static void *sweep_all(void *arg)
{
	pthread_t thread;

	thread = vt_thread(stay_awake, arg);
	sweeper(arg);
	pthread_join(thread, NULL);
	return NULL;
}

static void run_lanes(void *(*fn)(void *))
{
	pthread_t thread[LANES];
	int i;

	for (i = 0; i < LANES; i++)
		thread[i] = vt_thread(fn, &lanes[i]);
	for (i = 0; i < LANES; i++)
		pthread_join(thread[i], NULL);
}

/* ------------------------------------------------------ what really happened */

static void read_trace(void)
{
	struct fence_maker maker[LANES];
	int i;

	for (i = 0; i < LANES; i++)
		maker[i] = (struct fence_maker){
			.pid = lanes[i].attacher, .count = LANE_FENCES,
			.fence = lanes[i].traced,
		};
	fence_trace_read(maker, LANES);
}

struct tally {
	int zero, timedout, other;
	int zero_by_timer, timedout_early;
	int up, down;
};

static void judge_shot(const struct lane *l, int n, struct tally *t)
{
	const struct shot *s = &l->shot[n];
	const struct fence_record *f = &l->traced[n];
	int64_t age_ms = (f->signalled_ns - s->attached_ns) / 1000000;
	long ret = 1 - s->answer;

	t->zero += !ret;
	t->timedout += ret == -ETIMEDOUT;
	t->other += ret && ret != -ETIMEDOUT;
	t->zero_by_timer += !ret && f->signaller != l->sweeper;
	/* It is up to the driver who signals an expired fence. */
	t->timedout_early += ret == -ETIMEDOUT && f->signaller &&
			     age_ms < VT_EXPIRY_MS - 20;
}

static void judge(struct tally *t)
{
	int i, n;

	for (i = 0; i < LANES; i++) {
		for (n = 0; n < LANE_FENCES; n++)
			judge_shot(&lanes[i], n, t);
		t->up += lanes[i].up;
		t->down += lanes[i].down;
	}
}

static void race_expiry(struct tally *t)
{
	int i;

	for (i = 0; i < LANES; i++)
		lane_open(&lanes[i], i);
	fence_trace_begin();
	run_lanes(attacher);
	run_lanes(sweep_all);
	fence_trace_end();
	read_trace();
	judge(t);
	for (i = 0; i < LANES; i++)
		lane_close(&lanes[i]);
}

static int cmd_expiry_race(int rounds)
{
	struct tally t = { 0 };
	int i;

	if (vt_cpus() < 2 * LANES)
		vt_die("needs %d CPUs", 2 * LANES);
	vt_plan(2);
	for (i = 0; i < rounds && !t.zero_by_timer && !t.timedout_early; i++)
		race_expiry(&t);
	vt_diag("%d rounds, %d fences: 0 %d times, ETIMEDOUT %d, other %d; batches expired first to last %d, last to first %d",
		i, i * LANES * LANE_FENCES, t.zero, t.timedout, t.other, t.up,
		t.down);
	vt_diag("0 though the timer signalled: %d; ETIMEDOUT though the call signalled before the expiry: %d",
		t.zero_by_timer, t.timedout_early);
	vt_ok(t.zero && t.timedout && !t.other,
	      "both outcomes occurred, and no other", NULL);
	vt_ok(!t.zero_by_timer && !t.timedout_early,
	      "signal returns 0 if and only if it signalled", NULL);
	return t.zero && t.timedout && !t.other ? vt_exit() : 2;
}

static int run(const char *cmd, int arg)
{
	if (!strcmp(cmd, "flat"))
		return cmd_flat(arg > 0 ? arg : 200000);
	if (!strcmp(cmd, "bound"))
		return cmd_bound();
	if (!strcmp(cmd, "expiry-race"))
		return cmd_expiry_race(arg > 0 ? arg : 3);
	fprintf(stderr, "usage: defects flat|bound|expiry-race [N]\n");
	return 2;
}

int main(int argc, char **argv)
{
	int64_t begin = vt_now_ms();
	int ret;

	/* No wait may last forever, whatever the driver does. */
	alarm(900);
	ret = run(argc > 1 ? argv[1] : "", argc > 2 ? atoi(argv[2]) : 0);
	vt_diag("took %lld ms", (long long)(vt_now_ms() - begin));
	return ret;
}
