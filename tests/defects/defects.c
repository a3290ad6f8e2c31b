// SPDX-License-Identifier: GPL-2.0
/*
 * One property a subcommand that the in-tree vgem lacks and ours must have:
 *
 *   defects race [ROUNDS]         one WRITE winner an object
 *   defects flat [PAIRS]          a file's memory does not grow with its past
 *   defects bound                 a file's outstanding fences are bounded
 *   defects expiry-race [ROUNDS]  signal answers 0 exactly if it signalled
 *
 * Exit status: 0 the property holds, 1 it does not, 2 it could not be tested.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "vgem_test.h"

static int cpus_online(void)
{
	return sysconf(_SC_NPROCESSORS_ONLN);
}

static void pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		vt_die("sched_setaffinity: %s", vt_err(-errno));
}

static void start(pthread_t *thread, void *(*fn)(void *), void *arg)
{
	int ret = pthread_create(thread, NULL, fn, arg);

	if (ret)
		vt_die("pthread_create: %s", vt_err(-ret));
}

/* ------------------------------------------------------------------ race */

#define RACERS 4

/*
 * The barrier sleeps: with more virtual CPUs than real ones, spinning only
 * takes the time from those that are awaited. The program's alarm() is the
 * bound of every wait here.
 */
struct race {
	pthread_barrier_t barrier;
	int dmabuf;
	int rounds;
	atomic_int winners;
	atomic_int losers;
	int none, several, strange;
};

struct racer {
	struct race *race;
	int index;
};

/* One racer judges while the others wait for it at the barrier. */
static void race_judge(struct race *r)
{
	int winners = atomic_exchange(&r->winners, 0);
	int losers = atomic_exchange(&r->losers, 0);

	r->none += winners == 0;
	r->several += winners > 1;
	r->strange += winners + losers != RACERS;
}

/* Each has a file of its own, so that no lock of a file brings order. */
static void *racer(void *arg)
{
	struct racer *me = arg;
	struct race *r = me->race;
	int fd, i;
	uint32_t handle;

	pin(me->index % cpus_online());
	fd = vt_open(VT_RENDER);
	handle = vt_import(fd, r->dmabuf);
	for (i = 0; i < r->rounds; i++) {
		uint32_t id;
		long ret;

		pthread_barrier_wait(&r->barrier);
		ret = vt_attach(fd, handle, VGEM_FENCE_WRITE, &id);
		atomic_fetch_add(&r->winners, ret == 0);
		atomic_fetch_add(&r->losers, ret == -EBUSY);
		pthread_barrier_wait(&r->barrier);
		if (!ret)
			vt_signal(fd, id);
		if (!me->index)
			race_judge(r);
		pthread_barrier_wait(&r->barrier);
	}
	close(fd);
	return NULL;
}

static int cmd_race(int rounds)
{
	static struct race r;
	struct racer me[RACERS];
	pthread_t thread[RACERS];
	int card = vt_open(VT_CARD);
	int i;

	if (cpus_online() < 2)
		vt_die("one CPU: nothing races");
	vt_plan(1);
	pthread_barrier_init(&r.barrier, NULL, RACERS);
	r.rounds = rounds;
	r.dmabuf = vt_export(card, vt_object(card));
	for (i = 0; i < RACERS; i++) {
		me[i] = (struct racer){ &r, i };
		start(&thread[i], racer, &me[i]);
	}
	for (i = 0; i < RACERS; i++)
		pthread_join(thread[i], NULL);
	vt_diag("%d rounds of %d threads on %d CPUs: %d without a winner, %d with several, %d with another error",
		rounds, RACERS, cpus_online(), r.none, r.several, r.strange);
	vt_ok(!r.none && !r.several && !r.strange,
	      "one WRITE fence wins an idle object, the others are EBUSY", NULL);
	return vt_exit();
}

/* ---------------------------------------------------------------- memory */

/* All of it: the nodes of radix trees count as reclaimable. */
static long slab_kb(void)
{
	FILE *f = fopen("/proc/meminfo", "r");
	char line[128];
	long kb = -1;

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "Slab: %ld kB", &kb) == 1)
			break;
	if (kb < 0)
		vt_die("no Slab in /proc/meminfo");
	fclose(f);
	return kb;
}

/*
 * What RCU has yet to free counts as slab. The least of what is seen in two
 * seconds that bring nothing lower, at most twenty.
 */
static long settled_slab_kb(void)
{
	int64_t end = vt_now_ms() + 20000;
	int64_t quiet = vt_now_ms() + 2000;
	long least = slab_kb();

	while (vt_now_ms() < quiet && vt_now_ms() < end) {
		long now;

		vt_sleep_ms(100);
		now = slab_kb();
		if (now < least) {
			/* Trickles of a page or two are the kernel's own. */
			if (now < least - 16)
				quiet = vt_now_ms() + 2000;
			least = now;
		}
	}
	return least;
}

static void pairs(int fd, uint32_t handle, int count)
{
	while (count--) {
		uint32_t id = vt_fence(fd, handle, VGEM_FENCE_WRITE);
		long ret = vt_signal(fd, id);

		if (ret)
			vt_die("FENCE_SIGNAL: %s", vt_err(ret));
	}
}

/*
 * The in-tree driver keeps 5 to 9 bytes a fence: more than 1 MB for the
 * default. A flat table keeps none; a quiet guest's noise is below 300 kB.
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
	      "an open file does not grow with the fences it had", NULL);
	return vt_exit();
}

/* ----------------------------------------------------------------- bound */

#define DEFAULT_MAX_FENCES 16384
#define TRY_FENCES 20000
/* Few: many fences on an object. Not one: each attach looks at all of them. */
#define BOUND_OBJECTS 8

static int max_fences(void)
{
	char text[32];

	vt_read_text("/sys/module/vgem/parameters/max_fences", text,
		     sizeof(text));
	return text[0] ? atoi(text) : DEFAULT_MAX_FENCES;
}

/* How many READ fences it takes until one is refused, and how. */
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
		vt_die("the machine is too slow: fences expired meanwhile");
	return count;
}

static void check_room(int fd, uint32_t handle)
{
	long ret = vt_signal(fd, 5);

	if (!ret)
		ret = vt_attach(fd, handle, 0, NULL);
	vt_ok(!ret, "a signalled fence makes room for one", "%s", vt_err(ret));
	ret = vt_attach(fd, handle, 0, NULL);
	vt_ok(ret == -ENOSPC, "and for one only", "%s", vt_err(ret));
}

static void check_other_file(int dmabuf)
{
	int fd = vt_open(VT_RENDER);
	long ret = vt_attach(fd, vt_import(fd, dmabuf), 0, NULL);

	vt_ok(!ret, "another file has room of its own", "%s", vt_err(ret));
	close(fd);
}

/* The oldest id that was not signalled is 1: it gives way, 2 does not. */
static void check_expired(int fd, uint32_t handle, int dmabuf)
{
	int woke = vt_poll(dmabuf, POLLOUT,
			   VT_EXPIRY_MS + 2 * VT_EXPIRY_SLACK_MS);
	long ret = vt_attach(fd, handle, 0, NULL);
	long first = vt_signal(fd, 1), second = vt_signal(fd, 2);

	vt_ok(woke == POLLOUT && !ret, "an expired fence gives way", "%s",
	      vt_err(ret));
	vt_ok(first == -ENOENT && second == -ETIMEDOUT,
	      "it is the oldest that gives way", "first %s, second %s",
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
	/* The one with the last fence: when it is free, all have expired. */
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
	      "the memory is back after the close", "%+ld kB", after - before);
	return vt_exit();
}

/* ----------------------------------------------------------- expiry-race */

/*
 * Fences attached within one tick of the timer wheel expire in one burst, in
 * the softirq of the CPU that attached them, while threads on other CPUs
 * signal fences near where the burst is. Whether a call that answered 0 did
 * signal is told by the kernel's own trace: dma_fence_signaled says who did.
 */
#define LANES 2			/* an attacher, a sweeper, a file each */
#define BATCHES 10
#define BATCH_FENCES 1500	/* all batches fit in the default max_fences */
#define BATCH_MS 300
#define LANE_FENCES (BATCHES * BATCH_FENCES)
#define LANE_OBJECTS 128
#define TRACING "/sys/kernel/tracing/"

struct shot {
	int64_t attached_ns;
	int64_t signalled_ns;
	uint32_t context;
	int signaller;		/* a thread, or 0 for a softirq */
	int events;
	int answer;
};

struct batch {
	int first_sync, last_sync;	/* canaries at both ends */
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
	int up, down;			/* batches, by the way they expired */
	atomic_bool swept;
};

static struct lane lanes[LANES];

static void trace_write(const char *file, const char *text)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), TRACING "%s", file);
	fd = open(path, O_WRONLY | O_TRUNC);
	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		vt_die("%s: %s", path, vt_err(-errno));
	close(fd);
}

static void trace_begin(void)
{
	trace_write("tracing_on", "0");
	trace_write("trace_clock", "mono");
	trace_write("buffer_size_kb", "16384");
	trace_write("trace", "");
	trace_write("events/dma_fence/dma_fence_init/enable", "1");
	trace_write("events/dma_fence/dma_fence_signaled/enable", "1");
	trace_write("tracing_on", "1");
}

static void trace_end(void)
{
	trace_write("tracing_on", "0");
	trace_write("events/dma_fence/enable", "0");
}

static void check_no_loss(void)
{
	int cpu;

	for (cpu = 0; cpu < cpus_online(); cpu++) {
		char path[128], line[128];
		long n;
		FILE *f;

		snprintf(path, sizeof(path), TRACING "per_cpu/cpu%d/stats", cpu);
		f = fopen(path, "r");
		if (!f)
			vt_die("%s: %s", path, vt_err(-errno));
		while (fgets(line, sizeof(line), f))
			if ((sscanf(line, "overrun: %ld", &n) == 1 ||
			     sscanf(line, "dropped events: %ld", &n) == 1) && n)
				vt_die("%s: trace lost events: %s", path, line);
		fclose(f);
	}
}

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

/* A sync_file of one fence, on an object that has no other. */
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

	pin(l->index);
	l->attacher = gettid();
	begin = vt_now_ms();
	for (b = 0; b < BATCHES; b++) {
		vt_sleep_ms(begin + b * BATCH_MS - vt_now_ms());
		attach_batch(l, b);
	}
	return NULL;
}

/* From which end the batch expires: +1 the first, -1 the last, 0 not yet. */
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

	/* Neither lets a burst begin unseen nor spins for ten seconds. */
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

static void pause_ns(int64_t ns)
{
	int64_t end = vt_now_ns() + ns;

	while (vt_now_ns() < end)
		;
}

/*
 * Stays where the burst is: after a fence that had expired go ahead, after
 * one that had not wait for the burst to come closer. The random lengths
 * keep the two from falling into step.
 */
static void sweep(struct lane *l, int b, int dir, unsigned int *seed)
{
	int from = b * BATCH_FENCES, end = from + BATCH_FENCES;
	int n = dir > 0 ? from + 1 : end - 2;

	while (n >= from && n < end) {
		shoot(l, n);
		if (l->shot[n].answer == 1)
			pause_ns(rand_r(seed) % 16000);
		n += dir * (l->shot[n].answer == 1 ? 1 : 1 + rand_r(seed) % 8);
	}
}

static void *sweeper(void *arg)
{
	struct lane *l = arg;
	unsigned int seed = l->index + 1;
	int b, n;

	pin((LANES + l->index) % cpus_online());
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
 * From 6.9 on, the timers of a CPU that is idle expire on another one, and that
 * may be the sweeper's own, where nothing races.
 */
static void *stay_awake(void *arg)
{
	struct lane *l = arg;

	pin(l->index);
	vt_sleep_ms(l->batch[0].attached_ms + VT_EXPIRY_MS - 150 - vt_now_ms());
	while (!l->swept)
		;
	return NULL;
}

static void *sweep_all(void *arg)
{
	pthread_t thread;

	start(&thread, stay_awake, arg);
	sweeper(arg);
	pthread_join(thread, NULL);
	return NULL;
}

static void run_lanes(void *(*fn)(void *))
{
	pthread_t thread[LANES];
	int i;

	for (i = 0; i < LANES; i++)
		start(&thread[i], fn, &lanes[i]);
	for (i = 0; i < LANES; i++)
		pthread_join(thread[i], NULL);
}

/* ------------------------------------------------------ what really happened */

struct event {
	bool init;
	bool softirq;
	int pid;
	uint32_t context;
	int64_t ns;
};

/* "  comm-PID  [CPU] d.s1. SECONDS.MICROS: EVENT: driver=... context=N ..." */
static bool parse_event(char *line, struct event *e)
{
	char *bracket = strstr(line, " ["), *event, *context, flags[16];
	unsigned long long sec, usec;
	char *dash;

	if (line[0] == '#' || !bracket || !strstr(line, "driver=vgem"))
		return false;
	event = strstr(bracket, ": dma_fence_");
	context = strstr(bracket, "context=");
	if (!event || !context ||
	    sscanf(bracket, " [%*d] %15s %llu.%llu:", flags, &sec, &usec) != 3 ||
	    strlen(flags) < 4)
		vt_die("cannot read the trace: %s", line);
	*bracket = '\0';
	dash = strrchr(line, '-');
	e->pid = dash ? atoi(dash + 1) : -1;
	e->init = !strncmp(event, ": dma_fence_init:", 17);
	e->softirq = flags[2] == 's' || flags[2] == 'H';
	e->context = strtoul(context + 8, NULL, 10);
	e->ns = (sec * 1000000 + usec) * 1000;
	return true;
}

static struct shot *by_context(uint32_t context)
{
	int i, n;

	/* Contexts only grow, so each lane's are in order. */
	for (i = 0; i < LANES; i++) {
		int low = 0, high = LANE_FENCES;

		while (low < high) {
			n = (low + high) / 2;
			if (lanes[i].shot[n].context < context)
				low = n + 1;
			else
				high = n;
		}
		if (low < LANE_FENCES && lanes[i].shot[low].context == context)
			return &lanes[i].shot[low];
	}
	return NULL;
}

static void for_each_event(void (*fn)(const struct event *e, int *state),
			   int *state)
{
	FILE *f = fopen(TRACING "trace", "r");
	char line[512];
	struct event e;

	if (!f)
		vt_die(TRACING "trace: %s", vt_err(-errno));
	while (fgets(line, sizeof(line), f))
		if (parse_event(line, &e))
			fn(&e, state);
	fclose(f);
}

/* A thread's n-th init event is its n-th attach. */
static void note_init(const struct event *e, int *inits)
{
	int i;

	for (i = 0; e->init && i < LANES; i++)
		if (lanes[i].attacher == e->pid && inits[i]++ < LANE_FENCES)
			lanes[i].shot[inits[i] - 1].context = e->context;
}

static void note_signalled(const struct event *e, int *unused)
{
	struct shot *s = e->init ? NULL : by_context(e->context);

	(void)unused;
	if (!s)
		return;
	s->events++;
	s->signaller = e->softirq ? 0 : e->pid;
	s->signalled_ns = e->ns;
}

static void read_trace(void)
{
	int inits[LANES] = { 0 };
	int i, n;

	check_no_loss();
	for_each_event(note_init, inits);
	for (i = 0; i < LANES; i++)
		if (inits[i] != LANE_FENCES)
			vt_die("%d fences were attached, the trace has %d",
			       LANE_FENCES, inits[i]);
	for_each_event(note_signalled, NULL);
	for (i = 0; i < LANES; i++)
		for (n = 0; n < LANE_FENCES; n++)
			if (lanes[i].shot[n].events != 1)
				vt_die("fence %d was signalled %d times", n + 1,
				       lanes[i].shot[n].events);
}

struct tally {
	int zero, timedout, other;
	int zero_by_timer, timedout_early;
	int up, down;
};

static void judge_shot(const struct lane *l, const struct shot *s,
		       struct tally *t)
{
	int64_t age_ms = (s->signalled_ns - s->attached_ns) / 1000000;
	long ret = 1 - s->answer;

	t->zero += !ret;
	t->timedout += ret == -ETIMEDOUT;
	t->other += ret && ret != -ETIMEDOUT;
	t->zero_by_timer += !ret && s->signaller != l->sweeper;
	/* Who signals a fence that has expired is the driver's affair. */
	t->timedout_early += ret == -ETIMEDOUT && s->signaller &&
			     age_ms < VT_EXPIRY_MS - 20;
}

static void judge(struct tally *t)
{
	int i, n;

	for (i = 0; i < LANES; i++) {
		for (n = 0; n < LANE_FENCES; n++)
			judge_shot(&lanes[i], &lanes[i].shot[n], t);
		t->up += lanes[i].up;
		t->down += lanes[i].down;
	}
}

static void race_expiry(struct tally *t)
{
	int i;

	for (i = 0; i < LANES; i++)
		lane_open(&lanes[i], i);
	trace_begin();
	run_lanes(attacher);
	run_lanes(sweep_all);
	trace_end();
	read_trace();
	judge(t);
	for (i = 0; i < LANES; i++)
		lane_close(&lanes[i]);
}

static int cmd_expiry_race(int rounds)
{
	struct tally t = { 0 };
	int i;

	if (cpus_online() < 2 * LANES)
		vt_die("needs %d CPUs", 2 * LANES);
	vt_plan(2);
	for (i = 0; i < rounds && !t.zero_by_timer && !t.timedout_early; i++)
		race_expiry(&t);
	vt_diag("%d rounds, %d fences: 0 %d times, ETIMEDOUT %d, other %d; batches expired first to last %d, last to first %d",
		i, i * LANES * LANE_FENCES, t.zero, t.timedout, t.other, t.up,
		t.down);
	vt_diag("0 for a fence that the timer signalled: %d; ETIMEDOUT for one signalled by the call, unexpired: %d",
		t.zero_by_timer, t.timedout_early);
	vt_ok(t.zero && t.timedout && !t.other,
	      "both outcomes occurred, and no other", NULL);
	vt_ok(!t.zero_by_timer && !t.timedout_early,
	      "signal answers 0 exactly if it signalled", NULL);
	return t.zero && t.timedout && !t.other ? vt_exit() : 2;
}

static int run(const char *cmd, int arg)
{
	if (!strcmp(cmd, "race"))
		return cmd_race(arg > 0 ? arg : 5000);
	if (!strcmp(cmd, "flat"))
		return cmd_flat(arg > 0 ? arg : 200000);
	if (!strcmp(cmd, "bound"))
		return cmd_bound();
	if (!strcmp(cmd, "expiry-race"))
		return cmd_expiry_race(arg > 0 ? arg : 3);
	fprintf(stderr, "usage: defects race|flat|bound|expiry-race [N]\n");
	return 2;
}

int main(int argc, char **argv)
{
	int64_t begin = vt_now_ms();
	int ret;

	/* Every wait ends, whatever the driver does. */
	alarm(180);
	ret = run(argc > 1 ? argv[1] : "", argc > 2 ? atoi(argv[2]) : 0);
	vt_diag("took %lld ms", (long long)(vt_now_ms() - begin));
	return ret;
}
