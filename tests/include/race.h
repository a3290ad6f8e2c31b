/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Races: what to do together, many times over, and how often each outcome
 * came. One that never came was not tested, and neither was a race that did
 * not run on several CPUs.
 */
#ifndef RACE_H
#define RACE_H

#include <stdatomic.h>

#include "threads.h"

#define RACERS_MAX 4
#define OUTCOMES_MAX 4
#define HEAD_START_MAX_NS 2000000

/*
 * The outcomes at even places are those of racer 0 coming first, those at odd
 * places of its coming late: the engine holds it back, or the others, until
 * both are as frequent. That is where the window is, however long it takes each
 * to get there on this machine.
 */
struct race {
	const char *name;
	int rounds;
	int racers;
	const char *outcome[OUTCOMES_MAX];
	void (*begin)(void);			/* once, if at all */
	void (*prepare)(void);			/* each round, by racer 0 */
	void (*act)(int racer);			/* by all, together */
	int (*judge)(void);			/* by racer 0: outcome or BROKEN */
	void (*end)(void);			/* once, if at all */
};

#define BROKEN (-1)

struct race_state {
	const struct race *race;
	int rounds;
	pthread_barrier_t barrier;
	atomic_int arrived;			/* at all starts so far */
	int64_t head_start_ns;			/* of the others over racer 0 */
	int count[OUTCOMES_MAX];
	int broken;
	atomic_uint cpus;			/* that actually ran it, a bit each */
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

/* Not the counts for CI, but the full ones. */
static inline bool race_full(void)
{
	const char *env = getenv("SDRM_LONG");

	return env && !strcmp(env, "1");
}

/*
 * A sleeping barrier, then one that spins, for those who woke early. Not for
 * long: with more virtual CPUs than real ones it takes the time from those
 * that are awaited.
 */
static inline void race_start(struct race_state *s, int round)
{
	int all = (round + 1) * s->race->racers;
	int64_t patience;

	pthread_barrier_wait(&s->barrier);
	patience = vt_now_ns() + 200000;
	atomic_fetch_add(&s->arrived, 1);
	while (atomic_load(&s->arrived) < all && vt_now_ns() < patience)
		;
}

/* After an outcome, go a random way towards the other one. */
static inline void race_steer(struct race_state *s, int outcome,
			      unsigned int *seed)
{
	int64_t step = 1 + rand_r(seed) % 8000;

	s->head_start_ns += outcome % 2 ? -step : step;
	if (llabs(s->head_start_ns) > HEAD_START_MAX_NS)
		s->head_start_ns = 0;
}

static inline void race_judge(struct race_state *s, unsigned int *seed)
{
	int outcome = s->race->judge();

	if (outcome == BROKEN) {
		s->broken++;
		return;
	}
	s->count[outcome]++;
	race_steer(s, outcome, seed);
}

static inline void *race_racer(void *arg)
{
	struct race_state *s = &race_state;
	int racer = (intptr_t)arg, round;
	unsigned int seed = racer + 1;

	vt_pin(racer);
	for (round = 0; round < s->rounds; round++) {
		int64_t wait;

		if (!racer && s->race->prepare)
			s->race->prepare();
		race_start(s, round);
		wait = racer ? -s->head_start_ns : s->head_start_ns;
		vt_pause_ns(wait + rand_r(&seed) % 2000);
		s->race->act(racer);
		atomic_fetch_or(&s->cpus, 1u << sched_getcpu());
		pthread_barrier_wait(&s->barrier);
		if (!racer)
			race_judge(s, &seed);
	}
	return NULL;
}

static inline void race_report(const struct race_state *s, int64_t ms)
{
	const struct race *r = s->race;
	char text[512];
	int i, len;

	len = snprintf(text, sizeof(text),
		       "%s: %d rounds, %d racers on %d CPUs, %lld.%lld s:",
		       r->name, s->rounds, r->racers,
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
	bool tested = true;
	int i;

	for (i = 0; i < OUTCOMES_MAX && s->race->outcome[i]; i++)
		tested &= s->count[i] > 0;
	tested &= __builtin_popcount(s->cpus) > 1;
	return s->broken ? 1 : tested ? 0 : 2;
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

/* SDRM_LONG=1 asks for ten times the count for CI, RACE_SHARE=N for 1/N. */
static inline int race_count(int count)
{
	const char *share = getenv("RACE_SHARE");
	int n = share ? atoi(share) : 1;

	return count * (race_full() ? 10 : 1) / (n > 0 ? n : 1);
}

/* The main() of a program of races: NAME [ROUNDS]. */
static inline int race_main(const struct race *const *races, int argc,
			    char **argv)
{
	int rounds = argc > 2 ? atoi(argv[2]) : 0;

	/* Every wait ends, whatever the driver does. */
	alarm(race_full() ? 1800 : 300);
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
