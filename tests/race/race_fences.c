// SPDX-License-Identifier: GPL-2.0
/*
 * race_fences NAME [ROUNDS]: attach and signal against each other and against
 * everything else that may happen to a fence, in the loaded vgem, in-tree or ours.
 *
 * Exit status: 0 the invariant held, 1 it did not, 2 it was not tested.
 */
#define _GNU_SOURCE
#include "race.h"

/* State of a round: each racer's file, buffer, fence and result. */
static int fd[RACERS_MAX];
static uint32_t handle[RACERS_MAX], id[RACERS_MAX];
static long answer[RACERS_MAX];
static int exporter, dmabuf[2];

/* ----------------------------------------------------------------- write */

/* Each racer has its own file, so that no per-file lock serializes them. */
static void open_writers(int from, int to)
{
	int i;

	exporter = vt_open(VT_CARD);
	for (i = 0; i < 2; i++)
		dmabuf[i] = vt_export(exporter, vt_object(exporter));
	for (i = from; i < to; i++) {
		fd[i] = vt_open(VT_RENDER);
		handle[i] = vt_import(fd[i], dmabuf[0]);
	}
}

static void close_writers(int from, int to)
{
	int i;

	for (i = from; i < to; i++)
		close(fd[i]);
	for (i = 0; i < 2; i++)
		close(dmabuf[i]);
	close(exporter);
}

static void write_act(int i)
{
	answer[i] = vt_attach(fd[i], handle[i], VGEM_FENCE_WRITE, &id[i]);
}

/* The racer from @from to RACERS_MAX that won; BROKEN unless exactly one did. */
static int one_winner(int from)
{
	int winner = BROKEN, winners = 0, i;

	for (i = from; i < RACERS_MAX; i++) {
		if (answer[i] && answer[i] != -EBUSY)
			vt_die("FENCE_ATTACH: %s", vt_err(answer[i]));
		if (answer[i])
			continue;
		vt_signal(fd[i], id[i]);
		winner = i;
		winners++;
	}
	return winners == 1 ? winner : BROKEN;
}

static void write_begin(void)
{
	open_writers(0, RACERS_MAX);
}

static int write_judge(void)
{
	int winner = one_winner(0);

	return winner == BROKEN ? BROKEN : winner != 0;
}

static void write_end(void)
{
	close_writers(0, RACERS_MAX);
}

static const struct race write_race = {
	.name = "write", .rounds = 4000, .racers = RACERS_MAX,
	.outcome = { "first thread won", "another won" },
	.begin = write_begin, .act = write_act, .judge = write_judge,
	.end = write_end,
};

/* ---------------------------------------------------------------- holder */

/*
 * Two more racers lock both buffers' reservations, in opposite order, and back
 * off from each other: tests/modules/resv_holder.c.
 */
#define HOLDER "/sys/kernel/debug/resv_holder/"
#define HOLD_US 400

static long backoffs;

static long backoffs_so_far(void)
{
	return vt_number(HOLDER "backoffs");
}

static void holder_begin(void)
{
	int i;

	open_writers(2, RACERS_MAX);
	for (i = 0; i < 2; i++) {
		fd[i] = open(HOLDER "hold", O_WRONLY);
		if (fd[i] < 0)
			vt_die(HOLDER "hold: %s", vt_err(-errno));
	}
	backoffs = backoffs_so_far();
}

static void holder_act(int i)
{
	char text[64];
	int len;

	if (i >= 2) {
		write_act(i);
		return;
	}
	len = snprintf(text, sizeof(text), "%d %d %d", dmabuf[i],
		       dmabuf[!i], HOLD_US);
	answer[i] = write(fd[i], text, len) == len ? 0 : -errno;
}

static int holder_judge(void)
{
	long before = backoffs;
	int winner = one_winner(2);

	backoffs = backoffs_so_far();
	if (answer[0] || answer[1] || winner == BROKEN)
		return BROKEN;
	return (winner - 2) * 2 + (backoffs == before);
}

static void holder_end(void)
{
	close(fd[0]);
	close(fd[1]);
	close_writers(2, RACERS_MAX);
}

static const struct race holder = {
	.name = "holder", .rounds = 2000, .racers = RACERS_MAX,
	.outcome = { "backoff, first writer won", "no backoff, first won",
		     "backoff, second won", "no backoff, second won" },
	.begin = holder_begin, .act = holder_act, .judge = holder_judge,
	.end = holder_end,
};

/* ---------------------------------------------------------- signal-close */

static int sync_file;

static void signal_close_prepare(void)
{
	int object;

	fd[0] = vt_open(VT_CARD);
	handle[0] = vt_object(fd[0]);
	object = vt_export(fd[0], handle[0]);
	id[0] = vt_fence(fd[0], handle[0], VGEM_FENCE_WRITE);
	sync_file = vt_sync_file(object, DMA_BUF_SYNC_READ);
	close(object);
}

static void signal_close_act(int i)
{
	answer[i] = i ? close(fd[0]) : vt_signal(fd[0], id[0]);
}

static int signal_close_judge(void)
{
	struct vt_sync_info info;
	/* The last reference to the file may be dropped a little later. */
	bool ended = vt_poll(sync_file, POLLIN, 1000) == POLLIN &&
		     !vt_sync_info(sync_file, &info) && info.file.status == 1;

	close(sync_file);
	if (!ended || answer[1] || (answer[0] && answer[0] != -EBADF))
		return BROKEN;
	return answer[0] == -EBADF;
}

static const struct race signal_close = {
	.name = "signal-close", .rounds = 1000, .racers = 2,
	.outcome = { "signalled", "closed first" },
	.prepare = signal_close_prepare, .act = signal_close_act,
	.judge = signal_close_judge,
};

/* ----------------------------------------------------------------- reuse */

/*
 * One racer attaches and signals, three signal ids that have been used up, which
 * must never hit a new fence. The last fence of a round may be signalled by any.
 */
#define REUSE_TRIES 100000	/* at least; the full count is 10^7 */

static int reuse_fences;	/* per round */
static atomic_uint published;
static atomic_bool round_over;
static uint32_t used_up;
static bool stolen[RACERS_MAX], tried[RACERS_MAX];
static long tries[RACERS_MAX], hits[RACERS_MAX];

static void reuse_begin(void)
{
	reuse_fences = race_full() ? 80 : 20;
	fd[0] = vt_open(VT_CARD);
	handle[0] = vt_object(fd[0]);
	used_up = vt_fence(fd[0], handle[0], 0);
	vt_signal(fd[0], used_up);
}

static void reuse_prepare(void)
{
	round_over = false;
	published = 0;
	memset(stolen, 0, sizeof(stolen));
	memset(tried, 0, sizeof(tried));
}

static void reuse_owner(unsigned int *seed)
{
	int i;

	answer[0] = 0;
	for (i = 0; i < reuse_fences; i++)
		if (vt_signal(fd[0], vt_fence(fd[0], handle[0], 0)))
			answer[0] = -EIO;
	published = vt_fence(fd[0], handle[0], 0);
	vt_pause_ns(rand_r(seed) % 40000);
	stolen[0] = !vt_signal(fd[0], published);
	round_over = true;
}

static void reuse_thief(int i, unsigned int *seed)
{
	while (!round_over) {
		/* An allocator may well reuse what was freed last. */
		uint32_t stale = tries[i]++ % 2 ? used_up :
				 1 + rand_r(seed) % used_up;

		hits[i] += vt_signal(fd[0], stale) != -ENOENT;
		if (published && !tried[i]) {
			tried[i] = true;
			stolen[i] = !vt_signal(fd[0], published);
		}
	}
}

static void reuse_act(int i)
{
	static __thread unsigned int seed;

	if (i)
		reuse_thief(i, &seed);
	else
		reuse_owner(&seed);
}

static int reuse_judge(void)
{
	int i, owners = 0;
	bool hit = false;

	for (i = 0; i < RACERS_MAX; i++) {
		owners += stolen[i];
		hit |= hits[i] > 0;
	}
	used_up = published;
	return answer[0] || hit || owners != 1 ? BROKEN : !stolen[0];
}

static void reuse_end(void)
{
	long all_tries = tries[1] + tries[2] + tries[3];
	long all_hits = hits[1] + hits[2] + hits[3];
	long wanted = race_count(REUSE_TRIES) * (race_full() ? 10 : 1);

	race_note("reuse: %ld tries: stale ids hit %ld", all_tries, all_hits);
	if (all_tries < wanted)
		vt_die("%ld tries are wanted", wanted);
	close(fd[0]);
}

static const struct race reuse = {
	.name = "reuse", .rounds = 800, .racers = RACERS_MAX,
	.outcome = { "owner signalled the last", "another did" },
	.begin = reuse_begin, .prepare = reuse_prepare, .act = reuse_act,
	.judge = reuse_judge, .end = reuse_end,
};

int main(int argc, char **argv)
{
	static const struct race *const races[] = {
		&write_race, &holder, &signal_close, &reuse, NULL,
	};

	return race_main(races, argc, argv);
}
