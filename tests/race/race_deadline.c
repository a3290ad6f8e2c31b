// SPDX-License-Identifier: GPL-2.0
/*
 * race_deadline NAME [ROUNDS]: the expiry of fences against other ways of ending
 * them, on tests/modules/sdrm_brief.c, whose fences expire after milliseconds.
 *
 *   expiry        FENCE_SIGNAL returns 0 if and only if the call signalled
 *   expiry-close  closing the file: all fences are signalled when it returns
 *
 * A burst of fences expires in one softirq, on the CPU that attached them,
 * while a thread on another CPU works on the same fences. The kernel's trace
 * events tell who signalled.
 *
 * Exit status: 0 the invariant held, 1 it did not, 2 it was not tested.
 */
#define _GNU_SOURCE
#include "fence_trace.h"
#include "race.h"

#define ATTACH_CPU 0
#define END_CPU 1
#define OBJECTS 8
#define FENCES 8000		/* per trace, at most */
#define BURST 200		/* at most, and attached within a tick: */
#define BURST_NS 3000000
#define TICK_NS 4000000		/* HZ=250 */
#define TIMEOUT_MS 16		/* sdrm_brief's */
#define STEP_NS 200000

static int card, fd;
static uint32_t handle[OBJECTS];
static int dmabuf[OBJECTS];
static pid_t pid;
static unsigned int seed = 1;
static int64_t wait_ns = 5 * TICK_NS;	/* from the tick to the end of a burst */

static struct shot {
	int64_t attached_ns, answered_ns;	/* by tick_ns() */
	long answer;
	int64_t closing_ns;			/* when its file was closed */
	bool first;				/* of its burst */
} shot[FENCES];
static struct fence_record traced[FENCES];
static int fences = FENCES;	/* per trace */

/* Ends a burst, whose fences are at @from in the trace; the id of the first. */
typedef void end_burst(int from, int count, uint32_t first);
static end_burst *end_burst_now;

static struct tally {
	int bursts, met;			/* bursts in which both met */
	int by_call, by_timer;
	int wrong, early, late;
	unsigned int cpus;
} tally;

static void open_file(void)
{
	int i;

	fd = vt_open(VT_RENDER);
	for (i = 0; i < OBJECTS; i++)
		handle[i] = vt_import(fd, dmabuf[i]);
}

/*
 * Advances with jiffies, by which fences expire: when a guest's CPUs are held up,
 * that differs from real time.
 */
static int64_t tick_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

static void sleep_until(int64_t ns)
{
	struct timespec ts = { ns / 1000000000, ns % 1000000000 };

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, NULL);
}

/* Come a random step later or earlier next time. */
static void steer(bool later)
{
	int64_t step = rand_r(&seed) % STEP_NS;

	wait_ns += later ? step : -step;
	if (wait_ns < 0 || wait_ns > 12 * TICK_NS)
		wait_ns = 5 * TICK_NS;
}

static void shoot(int n, uint32_t id)
{
	if (shot[n].answered_ns)
		return;
	shot[n].answer = vt_signal(fd, id);
	shot[n].answered_ns = tick_ns();
}

/* Stay close to the timer: skip ahead of it, or wait for it. */
static void shoot_burst(int from, int count, uint32_t first)
{
	int i = 0, zeros = 0;

	while (i < count) {
		shoot(from + i, first + i);
		if (shot[from + i].answer) {
			i += 1 + rand_r(&seed) % 8;
			continue;
		}
		vt_pause_ns(rand_r(&seed) % 16000);
		zeros++;
		i++;
	}
	steer(zeros > count / 2);
	for (i = 0; i < count; i++)
		shoot(from + i, first + i);
}

static void close_burst(int from, int count, uint32_t first)
{
	int sync[OBJECTS], i;

	(void)first;
	for (i = 0; i < OBJECTS; i++)
		sync[i] = vt_sync_file(dmabuf[i], DMA_BUF_SYNC_WRITE);
	steer(vt_poll(sync[0], POLLIN, 0) != POLLIN);
	for (i = 0; i < count; i++)
		shot[from + i].closing_ns = vt_now_ns();
	close(fd);
	for (i = 0; i < OBJECTS; i++) {
		tally.late += vt_poll(sync[i], POLLIN, 0) != POLLIN;
		close(sync[i]);
	}
	open_file();
}

/* Attach within one tick, so that all fences have the same deadline. */
static int attach_burst(int from, uint32_t *first)
{
	int64_t end = vt_now_ns() + BURST_NS;
	int i;

	for (i = 0; i < BURST && from + i < fences; i++) {
		struct shot *s = &shot[from + i];
		uint32_t id;

		if (i > OBJECTS && vt_now_ns() > end)
			break;
		*s = (struct shot){ .attached_ns = tick_ns(), .first = !i };
		id = vt_fence(fd, handle[i % OBJECTS], 0);
		*first = i ? *first : id;
	}
	return i;
}

/* Returns the number of fences. */
static int burst(int from)
{
	uint32_t first = 0;
	int64_t tick;
	int count;

	vt_pin(ATTACH_CPU);
	sleep_until(tick_ns() + TICK_NS + TICK_NS / 8);
	tick = tick_ns();
	count = attach_burst(from, &first);
	vt_pin(END_CPU);
	sleep_until(tick + wait_ns);
	end_burst_now(from, count, first);
	return count;
}

static void trace_bursts(void)
{
	struct fence_maker maker = {
		.pid = pid, .count = fences, .fence = traced,
	};
	int n = 0;

	memset(traced, 0, sizeof(traced));
	fence_trace_begin();
	while (n < fences)
		n += burst(n);
	fence_trace_end();
	fence_trace_read(&maker, 1);
}

/* The judges return whether the call and the timer met in this fence's burst. */
static bool judge_signal(const struct shot *s, const struct fence_record *f)
{
	static bool called, expired;
	int64_t age_ms = (s->answered_ns - s->attached_ns) / 1000000;

	if (s->first)
		called = expired = false;
	called |= !s->answer;
	expired |= s->answer == -ETIMEDOUT;
	if (!s->answer)
		tally.wrong += f->signaller != pid;
	else if (s->answer != -ETIMEDOUT)
		vt_die("FENCE_SIGNAL: %s", vt_err(s->answer));
	else
		/* An expired fence may be signalled by either. */
		tally.early += f->signaller && age_ms < TIMEOUT_MS / 2;
	tally.by_call += !s->answer;
	tally.by_timer += !!s->answer;
	return called && expired;
}

/* close() waits for a running timer, so no burst is ended by both. */
static bool judge_close(const struct shot *s, const struct fence_record *f)
{
	tally.wrong += f->signaller && f->signaller != pid;
	tally.by_call += !!f->signaller;
	tally.by_timer += !f->signaller;
	return !f->signaller && f->signalled_ns > s->closing_ns;
}

static void judge(void)
{
	bool met = false;
	int n;

	for (n = 0; n < fences; n++) {
		bool here = end_burst_now == close_burst ?
			    judge_close(&shot[n], &traced[n]) :
			    judge_signal(&shot[n], &traced[n]);

		met = met && !shot[n].first;
		tally.bursts += shot[n].first;
		tally.met += here && !met;
		met |= here;
		tally.cpus |= 1u << traced[n].cpu;
	}
}

static int run(const char *name, int traces)
{
	const struct tally *t = &tally;
	int64_t begin = vt_now_ms(), took;
	int i;

	pid = gettid();
	card = vt_open(VT_CARD);
	for (i = 0; i < OBJECTS; i++)
		dmabuf[i] = vt_export(card, vt_object(card));
	open_file();
	/* On a busy machine, it may take more traces until they meet. */
	for (i = 0; i < traces || (!t->met && i < traces * STEER_PATIENCE); i++) {
		trace_bursts();
		judge();
	}
	took = vt_now_ms() - begin;
	race_note("%s: %d fences in %d bursts on %d CPUs, %lld.%lld s: by the call %d, by the timer %d, they met in %d bursts; answer against trace %d, ETIMEDOUT early %d, unsignalled after close %d",
		  name, i * fences, t->bursts,
		  __builtin_popcount(t->cpus), (long long)took / 1000,
		  (long long)took % 1000 / 100, t->by_call, t->by_timer, t->met,
		  t->wrong, t->early, t->late);
	if (t->wrong || t->early || t->late)
		return 1;
	return t->met && __builtin_popcount(t->cpus) > 1 ? 0 : 2;
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";
	int traces = argc > 2 ? atoi(argv[2]) : race_count(5);

	/* Of less than one trace, a part. */
	if (!traces)
		fences = race_count(5 * FENCES);

	alarm(race_full() ? 3600 : 900);
	vt_driver = "sdrm_brief";
	if (!strcmp(name, "expiry"))
		end_burst_now = shoot_burst;
	else if (!strcmp(name, "expiry-close"))
		end_burst_now = close_burst;
	else
		vt_die("usage: race_deadline expiry|expiry-close [TRACES]");
	return run(name, traces > 0 ? traces : 1);
}
