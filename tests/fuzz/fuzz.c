// SPDX-License-Identifier: GPL-2.0
/*
 * A fuzzer for vgem's whole user space interface: sequences of typed calls, in
 * which descriptors, handles and fence ids flow from one call to the next. A
 * sequence is kept and mutated if it reaches new code in sdrm or vgem.
 *
 *   fuzz [SECONDS [SEED]]
 *
 * A model of the fences predicts what attach and signal must return. All other
 * bugs are for the kernel's detectors to find.
 */
#define _GNU_SOURCE
#include "grammar.h"
#include "kcov.h"
#include "vgem_test.h"

#define CALLS 24		/* in a sequence */
#define CORPUS 1024
#define SLOW_MS 5000	/* waited for a fence to expire: once will do */
#define ENOUGH 40000	/* calls */
#define EDGES (1 << 16)

struct sequence {
	unsigned int count;
	struct call call[CALLS];
};

static uint64_t rng;

static uint64_t next(void)
{
	uint64_t z = rng += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static unsigned int below(unsigned int n)
{
	return next() % n;
}

/* ---------------------------------------------------- sequences, coverage */

static struct sequence corpus[CORPUS];
static unsigned int kept;
static bool edge[EDGES], known[OPS][256];
static uint64_t reached[1 << 14];	/* addresses, hashed */
static long calls, sequences, succeeded[OPS], failed[OPS];
static struct kcov_module modules[] = { { .name = "sdrm" },
					{ .name = "vgem" } };

static uint32_t value(void)
{
	static const uint32_t odd[] = {
		0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff, 0x10000, 4096,
	};

	switch (below(4)) {
	case 0: return odd[below(ARRAY_SIZE(odd))];
	case 1: return 1u << below(32);
	case 2: return below(8);
	default: return next();
	}
}

/* Has this operation yet to succeed, or to fail? */
static bool is_due(unsigned int i)
{
	return (ops[i].answers & CAN_SUCCEED && !succeeded[i]) ||
	       (ops[i].answers & CAN_FAIL && !failed[i]);
}

static int in_vain(void)
{
	unsigned int i, vain = 0;

	for (i = 0; i < OPS; i++)
		vain += is_due(i);
	return vain;
}

static unsigned int weight(unsigned int i)
{
	return ops[i].weight * (is_due(i) ? 8 : 1);
}

static struct call new_call(void)
{
	struct call c = { .from = below(256), .with = below(256) };
	unsigned int pick, total = 0;
	int i;

	for (i = 0; i < (int)OPS; i++)
		total += weight(i);
	pick = below(total);
	while (pick >= weight(c.op))
		pick -= weight(c.op++);
	/* Calls on the same few objects find more than calls on many. */
	if (below(2))
		c.from = c.with = below(2);
	for (i = 0; i < 3; i++)
		c.arg[i] = value();
	if (!below(3))
		c.raw = 1 << below(5);
	return c;
}

static void insert(struct sequence *s, unsigned int at, struct call c)
{
	if (s->count == CALLS)
		return;
	memmove(&s->call[at + 1], &s->call[at],
		(s->count++ - at) * sizeof(c));
	s->call[at] = c;
}

static void mutate(struct sequence *s)
{
	unsigned int at = below(s->count), n;
	const struct sequence *other;

	switch (below(7)) {
	case 0:
		insert(s, below(s->count + 1), new_call());
		break;
	case 1:
	case 5:		/* twice: repeating a call often finds the unexpected */
		insert(s, at + 1 + below(s->count - at), s->call[at]);
		break;
	case 2:
		s->call[at].arg[below(3)] = value();
		break;
	case 3:
		s->call[at].raw ^= 1 << below(5);
		break;
	case 4:
		s->call[at].from = below(SLOTS);
		s->call[at].with = below(IDS);
		break;
	default:
		other = &corpus[below(kept)];
		n = below(other->count);
		while (n < other->count && s->count < CALLS)
			s->call[s->count++] = other->call[n++];
	}
	if (s->count > 1 && !below(4)) {
		at = below(s->count--);
		memmove(&s->call[at], &s->call[at + 1],
			(s->count - at) * sizeof(s->call[0]));
	}
}

static void make(struct sequence *s)
{
	int n;

	if (!kept || !below(8)) {
		/* Most calls need a file and an object. */
		*s = (struct sequence){
			.count = 2, .call = { { .op = OPEN }, { .op = CREATE } },
		};
		for (n = 4 + below(CALLS - 6); n; n--)
			insert(s, s->count, new_call());
		return;
	}
	*s = corpus[below(kept)];
	for (n = 1 + below(4); n; n--)
		mutate(s);
}

static void see(uint64_t pc)
{
	unsigned int i, h = (pc * 0x9e3779b97f4a7c15 >> 50) % ARRAY_SIZE(reached);

	while (reached[h] && reached[h] != pc)
		h = (h + 1) % ARRAY_SIZE(reached);
	if (reached[h])
		return;
	reached[h] = pc;
	for (i = 0; i < ARRAY_SIZE(modules); i++)
		modules[i].reached += pc >= modules[i].start &&
				      pc < modules[i].end;
}

/* Did this call take a new path? */
static bool new_edges(void)
{
	uint64_t n = kcov_count(), i, last = 0;
	bool found = false;

	for (i = 1; i <= n; i++) {
		uint64_t pc = kcov_area[i];
		bool *e = &edge[((last * 3 ^ pc) * 0x9e3779b97f4a7c15) >> 48];

		see(pc);
		found |= !*e;
		*e = true;
		last = pc;
	}
	return found;
}

static bool run(const struct sequence *s)
{
	bool found = false;
	unsigned int i;

	begin();
	for (i = 0; i < s->count && !wrong[0]; i++) {
		const struct call *c = &s->call[i];
		long ret;

		kcov_reset();
		ret = ops[c->op].run(c);
		found |= new_edges() | !known[c->op][-ret & 255];
		known[c->op][-ret & 255] = true;
		if (ret)
			failed[c->op]++;
		else
			succeeded[c->op]++;
		calls++;
	}
	kcov_reset();
	end();
	sequences++;
	return found | new_edges();
}

/* ----------------------------------------------------------------- report */

static void print(const struct sequence *s)
{
	unsigned int i;

	for (i = 0; i < s->count; i++) {
		const struct call *c = &s->call[i];

		vt_diag("  %s from=%u with=%u raw=%#x %#x %#x %#x",
			ops[c->op].name, c->from, c->with, c->raw, c->arg[0],
			c->arg[1], c->arg[2]);
	}
}

static void report(void)
{
	unsigned int i, e, errors;

	for (i = 0; i < OPS; i++) {
		for (e = 1, errors = 0; e < 256; e++)
			errors += known[i][e];
		vt_diag("%-15s %8ld succeeded, %8ld failed with %u errnos",
			ops[i].name, succeeded[i], failed[i], errors);
	}
}

static void progress(int64_t begin)
{
	int64_t ms = vt_now_ms() - begin;

	vt_diag("%lld s: %ld calls in %ld sequences, %lld a second, corpus %u, reached: sdrm %d, vgem %d",
		(long long)ms / 1000, calls, sequences,
		calls * 1000LL / (ms ?: 1), kept, modules[0].reached,
		modules[1].reached);
}

/*
 * On a slow machine, continue until every operation has both succeeded and failed, or
 * as many calls were made as an idle machine makes in three minutes.
 */
static bool is_over(int64_t elapsed, int64_t ms)
{
	return elapsed >= ms && (calls >= ENOUGH || !in_vain());
}

static void fuzz(int64_t ms)
{
	int64_t begin = vt_now_ms(), shown = begin;
	static struct sequence s;

	while (!wrong[0] && !is_over(vt_now_ms() - begin, ms)) {
		int64_t start = vt_now_ms();
		bool found;

		make(&s);
		found = run(&s);
		if (found && kept < CORPUS && vt_now_ms() - start < SLOW_MS)
			corpus[kept++] = s;
		if (vt_now_ms() - shown > ms / 4) {
			progress(begin);
			shown = vt_now_ms();
		}
	}
	progress(begin);
	if (wrong[0])
		print(&s);
}

int main(int argc, char **argv)
{
	int seconds = argc > 1 ? atoi(argv[1]) : 60;

	if (seconds < 1 || argc > 3) {
		fprintf(stderr, "usage: fuzz [SECONDS [SEED]]\n");
		return 2;
	}
	rng = argc > 2 ? strtoull(argv[2], NULL, 0) : vt_now_ns() & 0xffffffff;
	vt_plan(3);
	vt_diag("seed %#llx: fuzz %d %#llx", (unsigned long long)rng, seconds,
		(unsigned long long)rng);
	if (vt_find(VT_CARD, node[0], sizeof(node[0])) ||
	    vt_find(VT_RENDER, node[1], sizeof(node[1])))
		vt_die("no vgem");
	kcov_find_module(&modules[0]);
	kcov_find_module(&modules[1]);
	kcov_start();
	fuzz(seconds * 1000LL);
	report();
	vt_ok(!wrong[0], "attach and signal match the model", "%s",
	      wrong);
	vt_ok(modules[0].reached && modules[1].reached && kept > 10,
	      "coverage guides the fuzzer", "%d + %d points, corpus %u",
	      modules[0].reached, modules[1].reached, kept);
	vt_ok(!in_vain() || wrong[0],
	      "every call of the grammar succeeded and failed", "%d did not",
	      in_vain());
	return vt_exit();
}
