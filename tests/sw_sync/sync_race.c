// SPDX-License-Identifier: GPL-2.0
/*
 * sync_race NAME [ROUNDS]: calls that race on one sw_sync timeline.
 *
 * Exit status: 0 the invariant held, 1 it did not, 2 it was not tested.
 */
#define _GNU_SOURCE
#include "race.h"
#include "sw_sync_test.h"

#define POINTS 16
#define DID_NOT_MEET 2	/* only for steering: before all, or after all */

/* State of a round: a timeline, its points, and each racer's result. */
static int timeline, point[POINTS];
static long answer[RACERS_MAX];

static void open_points(int count)
{
	int i;

	timeline = sw_open();
	for (i = 0; i < count; i++)
		point[i] = sw_fence(timeline, i + 1);
}

static void close_points(int count)
{
	while (count--)
		vt_close(point[count]);
}

/* ----------------------------------------------------------------- inc-inc */

/*
 * Two racers increment, one looks at the points from the last to the first: if a
 * later point is signalled, all earlier ones must be.
 */
static int seen[POINTS];

static void inc_inc_prepare(void)
{
	open_points(POINTS);
	answer[1] = answer[2] = 0;
}

static void inc_inc_act(int racer)
{
	int i;

	if (racer) {
		for (i = 0; i < POINTS / 2; i++)
			answer[racer] |= sw_inc(timeline, 1);
		return;
	}
	for (i = POINTS - 1; i >= 0; i--)
		seen[i] = sw_is_signalled(point[i]);
}

static int inc_inc_judge(void)
{
	int i, half, count = 0, broken = answer[1] || answer[2];

	for (i = 0; i < POINTS; i++) {
		/* An earlier point, looked at later. */
		broken |= i && seen[i] && !seen[i - 1];
		broken |= sw_status(point[i]) != 1;
		count += seen[i];
	}
	close_points(POINTS);
	close(timeline);
	if (broken)
		return BROKEN;
	half = count > POINTS / 2;
	return count && count < POINTS ? half : DID_NOT_MEET + half;
}

static const struct race inc_inc = {
	.name = "inc-inc", .rounds = 1000, .racers = 3,
	.outcome = { "looked in the first half", "looked in the second" },
	.prepare = inc_inc_prepare, .act = inc_inc_act, .judge = inc_inc_judge,
};

/* -------------------------------------------------------------- create-inc */

/* A point is created while an inc reaches it: it must be signalled. */
static int born;

static void create_inc_prepare(void)
{
	open_points(0);
}

static void create_inc_act(int racer)
{
	if (racer) {
		answer[1] = sw_inc(timeline, 1);
		return;
	}
	point[0] = sw_fence(timeline, 1);
	born = sw_is_signalled(point[0]);
}

static int create_inc_judge(void)
{
	bool held = !answer[1] && vt_poll(point[0], POLLIN, 0) == POLLIN &&
		    sw_status(point[0]) == 1;

	close_points(1);
	close(timeline);
	return held ? born : BROKEN;
}

static const struct race create_inc = {
	.name = "create-inc", .rounds = 1000, .racers = 2,
	.outcome = { "created first", "counted first" },
	.prepare = create_inc_prepare, .act = create_inc_act,
	.judge = create_inc_judge,
};

/* ---------------------------------------------------------------- wait-inc */

/* A waiter that goes to sleep while the point is being signalled must be woken. */
static void wait_inc_prepare(void)
{
	open_points(1);
}

static void wait_inc_act(int racer)
{
	if (racer) {
		answer[1] = sw_inc(timeline, 1);
		return;
	}
	born = sw_is_signalled(point[0]);
	answer[0] = vt_poll(point[0], POLLIN, 20000);
}

static int wait_inc_judge(void)
{
	close_points(1);
	close(timeline);
	return answer[0] == POLLIN && !answer[1] ? born : BROKEN;
}

static const struct race wait_inc = {
	.name = "wait-inc", .rounds = 1000, .racers = 2,
	.outcome = { "waited first", "counted first" },
	.prepare = wait_inc_prepare, .act = wait_inc_act,
	.judge = wait_inc_judge,
};

/* --------------------------------------------------- close of the timeline */

/* The last reference to the timeline is dropped while a point is queried. */
static void close_act(int racer, long (*ask)(void))
{
	if (racer)
		answer[1] = close(timeline);
	else
		answer[0] = ask();
}

/* @asked_first: according to the result of the query. */
static int close_judge(bool held, bool asked_first)
{
	held &= !answer[1] && sw_status(point[0]) == -ENOENT;
	close_points(2);
	return held ? !asked_first : BROKEN;
}

static void close_prepare(void)
{
	open_points(2);
	answer[0] = 0;
}

static long ask_poll(void)
{
	born = sw_is_signalled(point[0]);
	return vt_poll(point[0], POLLIN, 20000);
}

static void close_poll_act(int racer)
{
	close_act(racer, ask_poll);
}

static int close_poll_judge(void)
{
	return close_judge(answer[0] == POLLIN, !born);
}

static const struct race close_poll = {
	.name = "close-poll", .rounds = 1000, .racers = 2,
	.outcome = { "polled first", "closed first" },
	.prepare = close_prepare, .act = close_poll_act,
	.judge = close_poll_judge,
};

/* A file merged while the points were pending ends with their error. */
static long ask_merge(void)
{
	return vt_merge(point[0], point[1]);
}

static void close_merge_act(int racer)
{
	close_act(racer, ask_merge);
}

static int close_merge_judge(void)
{
	bool held = answer[0] >= 0 &&
		    vt_poll(answer[0], POLLIN, 20000) == POLLIN;
	long status = sw_status(answer[0]);

	vt_close(answer[0]);
	return close_judge(held && (status == 1 || status == -ENOENT),
			   status == -ENOENT);
}

static const struct race close_merge = {
	.name = "close-merge", .rounds = 1000, .racers = 2,
	.outcome = { "merged first", "closed first" },
	.prepare = close_prepare, .act = close_merge_act,
	.judge = close_merge_judge,
};

static struct vt_sync_info info;

static long ask_info(void)
{
	return vt_sync_info(point[0], &info);
}

static void close_info_act(int racer)
{
	close_act(racer, ask_info);
}

static int close_info_judge(void)
{
	bool held = !answer[0] && info.file.num_fences == 1 &&
		    sw_has_names(&info.fence[0], "sync_race") &&
		    (!info.file.status || info.file.status == -ENOENT);

	return close_judge(held, !info.file.status);
}

static const struct race close_info = {
	.name = "close-info", .rounds = 1000, .racers = 2,
	.outcome = { "asked first", "closed first" },
	.prepare = close_prepare, .act = close_info_act,
	.judge = close_info_judge,
};

/* ---------------------------------------------------------------- drop-inc */

/*
 * Every other point loses its last descriptor while the counter passes all of
 * them; the remaining points must be unaffected. How far the drops have got when
 * the counter is halfway tells which racer came first.
 */
static atomic_int dropped, at_half;

static void drop_inc_prepare(void)
{
	open_points(POINTS);
	dropped = 0;
	at_half = -1;
	answer[1] = 0;
}

static void drop_inc_act(int racer)
{
	int i;

	for (i = 0; i < POINTS; i++) {
		if (racer) {
			answer[1] |= sw_inc(timeline, 1);
			if (i == POINTS / 2)
				at_half = dropped;
		} else if (i % 2) {
			close(point[i]);
			point[i] = -1;
			dropped++;
		}
	}
}

static int drop_inc_judge(void)
{
	bool held = !answer[1];
	int i, next = sw_fence(timeline, POINTS + 1);

	for (i = 0; i < POINTS; i += 2)
		held &= sw_status(point[i]) == 1;
	held &= !sw_is_signalled(next) && !sw_inc(timeline, 1) &&
		sw_is_signalled(next);
	close(next);
	close_points(POINTS);
	close(timeline);
	return held ? at_half < POINTS / 4 : BROKEN;
}

static const struct race drop_inc = {
	.name = "drop-inc", .rounds = 1000, .racers = 2,
	.outcome = { "dropped first", "counted first" },
	.prepare = drop_inc_prepare, .act = drop_inc_act,
	.judge = drop_inc_judge,
};

/* ------------------------------------------------------------- open-unload */

static void open_unload_prepare(void)
{
	if (access(SW_SYNC, F_OK) && vt_load("sw_sync"))
		vt_die("modprobe sw_sync failed");
}

static void open_unload_act(int racer)
{
	answer[racer] = racer ? vt_delete_module("sw_sync") : sw_try_open();
}

/* Either the open or the unload succeeds: not both, and not neither. */
static int open_unload_judge(void)
{
	bool opened = answer[0] >= 0, held;

	if (opened)
		held = (answer[1] == -EAGAIN || answer[1] == -EBUSY) &&
		       !sw_inc(answer[0], 1);
	else
		held = !answer[1] && access(SW_SYNC, F_OK) &&
		       (answer[0] == -ENOENT || answer[0] == -ENXIO);
	vt_close(answer[0]);
	return held ? !opened : BROKEN;
}

static void open_unload_end(void)
{
	open_unload_prepare();
}

static const struct race open_unload = {
	.name = "open-unload", .rounds = 200, .racers = 2,
	.outcome = { "opened", "unloaded" },
	.prepare = open_unload_prepare, .act = open_unload_act,
	.judge = open_unload_judge, .end = open_unload_end,
};

int main(int argc, char **argv)
{
	static const struct race *const races[] = {
		&inc_inc, &create_inc, &wait_inc, &close_poll, &close_merge,
		&close_info, &drop_inc, &open_unload, NULL,
	};

	return race_main(races, argc, argv);
}
