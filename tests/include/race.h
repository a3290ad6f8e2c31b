/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Run racing calls together, over many rounds, and count each outcome. An outcome
 * that never occurred was not tested, nor was a race that ran on only one CPU.
 */
#ifndef RACE_H
#define RACE_H

#include <stdatomic.h>

#include "steer.h"
#include "threads.h"

#define RACERS_MAX 4
#define OUTCOMES_MAX 4

/*
 * Even-numbered outcomes mean that racer 0 came first, odd-numbered ones that it
 * came late; the engine steers by that. Outcomes without a name steer too, but
 * need not occur.
 */
struct race {
	const char *name;
	int rounds;
	int racers;
	const char *outcome[OUTCOMES_MAX];
	void (*begin)(void);			/* once; optional */
	void (*prepare)(void);			/* each round by racer 0; optional */
	void (*act)(int racer);			/* by all racers at once */
	int (*judge)(void);			/* by racer 0: outcome or BROKEN */
	void (*end)(void);			/* once; optional */
};

#define BROKEN (-1)

struct race_state {
	const struct race *race;
	int rounds;				/* wanted; more if needed */
	int round;				/* current one; finally the total */
	bool over;
	pthread_barrier_t barrier;
	atomic_int arrived;			/* at the start, over all rounds */
	struct steer steer;			/* the others' head start over racer 0 */
	int count[OUTCOMES_MAX];
	int broken;
	atomic_uint cpus;			/* that ran it, one bit per CPU */
};

static struct race_state race_state;

static inline __attribute__((format(printf, 1, 2)))
void race_note(const char *fmt, ...)
{
	va_list ap;

	printf("## ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	fflush(stdout);
}

/* Use the full counts rather than those for CI? */
static inline bool race_full(void)
{
	const char *env = getenv("SDRM_LONG");

	return env && !strcmp(env, "1");
}

/*
 * A sleeping barrier, then a spinning one for the racers that woke early. Spin
 * only briefly: with more virtual CPUs than real ones, spinning takes time from
 * the racers being waited for.
 */
static inline void race_start(struct race_state *s)
{
	int64_t patience;
	int all;

	pthread_barrier_wait(&s->barrier);
	all = (s->round + 1) * s->race->racers;
	patience = vt_now_ns() + 200000;
	atomic_fetch_add(&s->arrived, 1);
	while (atomic_load(&s->arrived) < all && vt_now_ns() < patience)
		;
}

static inline void race_judge(struct race_state *s, unsigned int *seed)
{
	int outcome = s->race->judge();

	s->round++;
	if (outcome == BROKEN) {
		s->broken++;
		return;
	}
	s->count[outcome]++;
	steer_on(&s->steer, outcome % 2, rand_r(seed));
}

static inline bool race_is_tested(const struct race_state *s)
{
	int i;

	for (i = 0; i < OUTCOMES_MAX && s->race->outcome[i]; i++)
		if (!s->count[i])
			return false;
	return __builtin_popcount(s->cpus) > 1;
}

/* RACE_WANTED is the expected exit status: 1 for a driver with the defect. */
static inline bool race_is_enough(const struct race_state *s)
{
	const char *wanted = getenv("RACE_WANTED");

	return s->broken ||
	       (race_is_tested(s) && !(wanted && atoi(wanted)));
}

/* A busy machine may need more rounds. */
static inline bool race_is_over(const struct race_state *s)
{
	if (s->round < s->rounds)
		return false;
	return race_is_enough(s) || s->round >= s->rounds * STEER_PATIENCE;
}

static inline void race_prepare(struct race_state *s)
{
	s->over = race_is_over(s);
	if (!s->over && s->race->prepare)
		s->race->prepare();
}

static inline void *race_racer(void *arg)
{
	struct race_state *s = &race_state;
	int racer = (intptr_t)arg;
	unsigned int seed = racer + 1;

	vt_pin(racer);
	for (;;) {
		int64_t wait;

		if (!racer)
			race_prepare(s);
		race_start(s);
		if (s->over)
			return NULL;
		wait = racer ? -s->steer.ns : s->steer.ns;
		vt_pause_ns(wait + rand_r(&seed) % 2000);
		s->race->act(racer);
		atomic_fetch_or(&s->cpus, 1u << sched_getcpu());
		pthread_barrier_wait(&s->barrier);
		if (!racer)
			race_judge(s, &seed);
	}
}

static inline void race_report(const struct race_state *s, int64_t ms)
{
	const struct race *r = s->race;
	char text[512];
	int i, len;

	len = snprintf(text, sizeof(text),
		       "%s: %d rounds, %d racers on %d CPUs, %lld.%lld s:",
		       r->name, s->round, r->racers,
		       __builtin_popcount(s->cpus), (long long)ms / 1000,
		       (long long)ms % 1000 / 100);
	for (i = 0; i < OUTCOMES_MAX && r->outcome[i]; i++)
		len += snprintf(text + len, sizeof(text) - len, " %s %d,",
				r->outcome[i], s->count[i]);
	race_note("%s broken %d", text, s->broken);
}

/* 0: it holds; 1: it does not; 2: it was not tested. */
static inline int race_verdict(const struct race_state *s)
{
	return s->broken ? 1 : race_is_tested(s) ? 0 : 2;
}

static inline int race_run(const struct race *race, int rounds)
{
	struct race_state *s = &race_state;
	pthread_t thread[RACERS_MAX];
	int64_t begin = vt_now_ms();
	int i;

	*s = (struct race_state){ .race = race, .rounds = rounds };
	pthread_barrier_init(&s->barrier, NULL, race->racers);
	if (race->begin)
		race->begin();
	for (i = 0; i < race->racers; i++)
		thread[i] = vt_thread(race_racer, (void *)(intptr_t)i);
	for (i = 0; i < race->racers; i++)
		pthread_join(thread[i], NULL);
	if (race->end)
		race->end();
	race_report(s, vt_now_ms() - begin);
	return race_verdict(s);
}

/* SDRM_LONG=1 asks for ten times the CI count, RACE_SHARE=N for 1/N of it. */
static inline int race_count(int count)
{
	const char *share = getenv("RACE_SHARE");
	int n = share ? atoi(share) : 1;

	return count * (race_full() ? 10 : 1) / (n > 0 ? n : 1);
}

/* main() of a race program, called with RACE [ROUNDS]. */
static inline int race_main(const struct race *const *races, int argc,
			    char **argv)
{
	int rounds = argc > 2 ? atoi(argv[2]) : 0;

	/* No wait may last forever, whatever the driver does. */
	alarm(race_full() ? 3600 : 900);
	for (; argc > 1 && *races; races++) {
		const struct race *r = *races;

		if (strcmp(r->name, argv[1]))
			continue;
		return race_run(r, rounds > 0 ? rounds :
					race_count(r->rounds));
	}
	fprintf(stderr, "usage: %s RACE [ROUNDS]\n", argv[0]);
	return 2;
}

#endif /* RACE_H */
