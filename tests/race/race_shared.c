// SPDX-License-Identifier: GPL-2.0
/*
 * race_shared NAME [ROUNDS]: what the clients of a device share, and the device itself,
 * on tests/modules/sdrm_shared.c, which has to be loaded.
 *
 *   state, device-state  each increment of guarded state counts
 *   kept, map            a kept buffer is taken once
 *   kept-close           what was kept in a file that goes is released
 *   lists                overlapping lists of reservations are locked one after the other
 *   unplug               a device goes while it is opened, used, mapped and closed
 *
 * Exit status: 0 the invariant held, 1 it did not, 2 it was not tested.
 */
#define _GNU_SOURCE
#include "race.h"
#include "../modules/sdrm_shared.h"

static int fd;
static uint32_t handle[SHARED_BUFFERS];
static long answer[RACERS_MAX];

static void open_device(void)
{
	int i;

	fd = vt_open(VT_CARD);
	for (i = 0; i < SHARED_BUFFERS; i++)
		handle[i] = vt_object(fd);
}

static void close_device(void)
{
	close(fd);
}

/* ----------------------------------------------------------------- state */

#define COUNTS 8	/* per racer and round */

static uint32_t where, last, counted[RACERS_MAX][COUNTS], met;

static void state_act(int i)
{
	struct shared_count arg = { .where = where };
	int n;

	answer[i] = 0;
	for (n = 0; n < COUNTS && !answer[i]; n++) {
		answer[i] = vt_ioctl(fd, DRM_IOCTL_SHARED_COUNT, &arg);
		counted[i][n] = arg.guarded;
		if (arg.guarded != arg.unguarded)
			answer[i] = -EUCLEAN;
		met = arg.met;
	}
}

/* Each of the next numbers was returned once. */
static int state_judge(void)
{
	uint32_t from = last;
	bool seen[RACERS_MAX * COUNTS] = {};
	int i, n;

	for (i = 0; i < RACERS_MAX; i++) {
		for (n = 0; n < COUNTS; n++) {
			uint32_t at = counted[i][n] - from - 1;

			if (answer[i] || at >= ARRAY_SIZE(seen) || seen[at])
				return BROKEN;
			seen[at] = true;
		}
	}
	last += ARRAY_SIZE(seen);
	if (met)
		return BROKEN;
	return counted[0][0] != from + 1;
}

static void state_begin(void)
{
	where = SHARED_FILE;
	last = 0;
	open_device();
}

static void device_state_begin(void)
{
	struct shared_count arg = { .where = SHARED_DEVICE };

	where = SHARED_DEVICE;
	open_device();
	if (vt_ioctl(fd, DRM_IOCTL_SHARED_COUNT, &arg))
		vt_die("SHARED_COUNT");
	last = arg.guarded;
}

static const struct race state_race = {
	.name = "state", .rounds = 1000, .racers = RACERS_MAX,
	.outcome = { "first thread first", "another first" },
	.begin = state_begin, .act = state_act, .judge = state_judge,
	.end = close_device,
};

static const struct race device_state_race = {
	.name = "device-state", .rounds = 1000, .racers = RACERS_MAX,
	.outcome = { "first thread first", "another first" },
	.begin = device_state_begin, .act = state_act, .judge = state_judge,
	.end = close_device,
};

/* ------------------------------------------------------------------ kept */

static struct shared_keep keep_arg[RACERS_MAX];

static long keep(struct shared_keep *arg, uint32_t op, uint32_t which)
{
	arg->where = SHARED_DEVICE;
	arg->op = op;
	arg->handle = which;
	return vt_ioctl(fd, DRM_IOCTL_SHARED_KEEP, arg);
}

static void kept_prepare(void)
{
	struct shared_keep arg = {};
	long ret = keep(&arg, SHARED_KEEP, handle[0]);

	if (ret || arg.id)
		vt_die("SHARED_KEEP: %s, another was kept: %u", vt_err(ret), arg.id);
}

/* Two take, and one keeps another. */
static void kept_act(int i)
{
	answer[i] = i < 2 ? keep(&keep_arg[i], SHARED_TAKE, 0) :
			    keep(&keep_arg[i], SHARED_KEEP, handle[1]);
}

/* Two were kept, and each was taken or replaced once, or is still there. */
static int kept_judge(void)
{
	struct shared_keep arg = {};
	bool left = !keep(&arg, SHARED_TAKE, 0);
	int i, gone = left;

	for (i = 0; i < 2; i++) {
		if (answer[i] && answer[i] != -ENOENT)
			return BROKEN;
		gone += !answer[i];
	}
	if (answer[2] || gone + keep_arg[2].id != 2)
		return BROKEN;
	if (keep(&arg, SHARED_TAKE, 0) != -ENOENT)
		return BROKEN;
	if (!answer[0] && !answer[1])
		return 2;
	return !!answer[0];
}

static const struct race kept = {
	.name = "kept", .rounds = 2000, .racers = 3,
	.outcome = { "first took it", "second took it", "each took one" },
	.begin = open_device, .prepare = kept_prepare, .act = kept_act,
	.judge = kept_judge, .end = close_device,
};

/* ------------------------------------------------------------------- map */

static uint32_t id;

static void map_prepare(void)
{
	struct shared_keep arg = {};
	long ret = keep(&arg, SHARED_ADD, handle[0]);

	if (ret)
		vt_die("SHARED_ADD: %s", vt_err(ret));
	id = arg.id;
}

static void map_act(int i)
{
	keep_arg[i].id = id;
	answer[i] = keep(&keep_arg[i], i < 2 ? SHARED_TAKE_ID : SHARED_GET_ID, 0);
}

static int map_judge(void)
{
	int i;

	for (i = 0; i < 3; i++) {
		if (answer[i] && answer[i] != -ENOENT)
			return BROKEN;
	}
	if (!answer[0] == !answer[1])
		return BROKEN;
	/* And the third one, before or after. */
	return !!answer[0] + (answer[2] ? 2 : 0);
}

static const struct race map = {
	.name = "map", .rounds = 2000, .racers = 3,
	.outcome = { "first took it, third got it", "second took it, third got it",
		     "first took it before", "second took it before" },
	.begin = open_device, .prepare = map_prepare, .act = map_act,
	.judge = map_judge, .end = close_device,
};

/* ------------------------------------------------------------ kept-close */

/* The buffer is shared with another file, which would see if it were still locked. */
static int victim, dmabuf;
static uint32_t victim_handle;

static void kept_close_prepare(void)
{
	victim = vt_open(VT_RENDER);
	victim_handle = vt_import(victim, dmabuf);
}

static void kept_close_act(int i)
{
	struct shared_keep arg = {
		.where = SHARED_FILE, .op = SHARED_KEEP, .handle = victim_handle,
	};

	answer[i] = i ? close(victim) :
			vt_ioctl(victim, DRM_IOCTL_SHARED_KEEP, &arg);
}

static int kept_close_judge(void)
{
	if (answer[1] || (answer[0] && answer[0] != -EBADF))
		return BROKEN;
	return answer[0] == -EBADF;
}

static void kept_close_begin(void)
{
	open_device();
	dmabuf = vt_export(fd, handle[0]);
}

/* If one were still kept, the buffer would stay with its dma-buf. */
static void kept_close_end(void)
{
	long left;
	int64_t patience = vt_now_ms() + 5000;

	close(fd);
	close(dmabuf);
	do {
		left = vt_dmabufs();
		vt_sleep_ms(10);
	} while (left && vt_now_ms() < patience);
	if (left)
		vt_die("%ld dma-bufs are left", left);
}

static const struct race kept_close = {
	.name = "kept-close", .rounds = 1000, .racers = 2,
	.outcome = { "kept", "closed first" },
	.begin = kept_close_begin, .prepare = kept_close_prepare,
	.act = kept_close_act, .judge = kept_close_judge, .end = kept_close_end,
};

/* ----------------------------------------------------------------- lists */

#define LISTS_US 20
#define LOCKS 4		/* per racer and round */
#define BACKOFFS 100	/* at least */

/* Any two have at least one in common, in another order; some have one twice. */
static const unsigned char lists[RACERS_MAX][4] = {
	{ 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 2, 0, 2, 5 }, { 5, 4, 3, 2 },
};
static uint32_t backoffs, before, at_first;

static long lock_list(int i, uint32_t usecs, uint32_t *result)
{
	uint32_t list[4];
	struct shared_lock arg = {
		.handles = (uintptr_t)list, .count = 4, .usecs = usecs,
	};
	long ret;
	int n;

	for (n = 0; n < 4; n++)
		list[n] = handle[lists[i][n]];
	ret = vt_ioctl(fd, DRM_IOCTL_SHARED_LOCK, &arg);
	*result = arg.backoffs;
	return ret;
}

static void lists_begin(void)
{
	long ret;

	open_device();
	ret = lock_list(0, LISTS_US, &before);
	if (ret)
		vt_die("SHARED_LOCK: %s", vt_err(ret));
	at_first = before;
}

static void lists_act(int i)
{
	uint32_t unused;
	int n;

	answer[i] = 0;
	for (n = 0; n < LOCKS && !answer[i]; n++)
		answer[i] = lock_list(i, LISTS_US, &unused);
}

static int lists_judge(void)
{
	bool backed_off;
	int i;

	if (lock_list(0, LISTS_US, &backoffs))
		return BROKEN;
	for (i = 0; i < RACERS_MAX; i++) {
		if (answer[i])
			return BROKEN;
	}
	backed_off = backoffs != before;
	before = backoffs;
	return !backed_off;
}

static void lists_end(void)
{
	race_note("lists: %u back-offs", backoffs - at_first);
	if (backoffs - at_first < BACKOFFS)
		vt_die("at least %d are wanted", BACKOFFS);
	close(fd);
}

static const struct race lists_race = {
	.name = "lists", .rounds = 3200, .racers = RACERS_MAX,
	.outcome = { "some backed off" },	/* none need not occur */
	.begin = lists_begin, .act = lists_act, .judge = lists_judge,
	.end = lists_end,
};

/* ---------------------------------------------------------------- unplug */

static int user_fd, unplug_fd, devices_left;
static char node[64];
static void *mapped;
static long opened, used;
static bool touched;

static void load_anew(void)
{
	long ret = vt_unload(vt_driver, 10000);

	if (ret || vt_load(vt_driver))
		vt_die("%s cannot be loaded anew: %s", vt_driver, vt_err(ret));
	devices_left = SHARED_DEVICES;
}

static void *map_buffer(int file, uint32_t buffer)
{
	struct drm_mode_map_dumb arg = { .handle = buffer };
	long ret = vt_ioctl(file, DRM_IOCTL_MODE_MAP_DUMB, &arg);
	void *at = ret ? MAP_FAILED : mmap(NULL, VT_PAGE, PROT_READ | PROT_WRITE,
					   MAP_SHARED, file, arg.offset);

	if (at == MAP_FAILED)
		vt_die("a buffer cannot be mapped: %s", vt_err(ret ?: -errno));
	return at;
}

static void unplug_prepare(void)
{
	int i;

	if (!devices_left)
		load_anew();
	/* The nodes of new devices may take a while. */
	for (i = 0; i < 500 && vt_find(VT_CARD, node, sizeof(node)); i++)
		vt_sleep_ms(10);
	user_fd = open(node, O_RDWR | O_CLOEXEC);
	unplug_fd = open(node, O_RDWR | O_CLOEXEC);
	if (user_fd < 0 || unplug_fd < 0)
		vt_die("%s: %s", node, vt_err(-errno));
	mapped = map_buffer(user_fd, vt_object(user_fd));
	touched = false;
}

static long count_on(int file)
{
	struct shared_count arg = { .where = SHARED_DEVICE };

	return vt_ioctl(file, DRM_IOCTL_SHARED_COUNT, &arg);
}

/* Open, use and close it, as a client does that comes just then. */
static void come_and_go(void)
{
	int file = open(node, O_RDWR | O_CLOEXEC);

	opened = file < 0 ? -errno : 0;
	used = 0;
	if (file < 0)
		return;
	used = count_on(file);
	close(file);
}

static void unplug_act(int i)
{
	uint32_t arg = 0;

	switch (i) {
	case 0:
		answer[0] = count_on(user_fd);
		break;
	case 1:
		answer[1] = vt_ioctl(unplug_fd, DRM_IOCTL_SHARED_UNPLUG, &arg);
		break;
	case 2:
		come_and_go();
		break;
	default:
		/* Its memory is there until it is unmapped. */
		*(volatile int *)mapped = 42;
		touched = *(volatile int *)mapped == 42;
		answer[3] = munmap(mapped, VT_PAGE);
	}
}

static int unplug_judge(void)
{
	bool good = !answer[1] && touched && !answer[3] &&
		    (!answer[0] || answer[0] == -ENODEV) &&
		    (!used || used == -ENODEV) &&
		    (!opened || opened == -ENOENT || opened == -ENODEV || opened == -ENXIO);

	/* Nothing answers any more, and closing is all that is left. */
	good = good && count_on(user_fd) == -ENODEV && count_on(unplug_fd) == -ENODEV;
	close(user_fd);
	close(unplug_fd);
	devices_left--;
	return good ? answer[0] != 0 : BROKEN;
}

static void unplug_end(void)
{
	load_anew();
}

static const struct race unplug = {
	.name = "unplug", .rounds = 320, .racers = RACERS_MAX,
	.outcome = { "used before", "used too late" },
	.begin = load_anew, .prepare = unplug_prepare, .act = unplug_act,
	.judge = unplug_judge, .end = unplug_end,
};

int main(int argc, char **argv)
{
	static const struct race *const races[] = {
		&state_race, &device_state_race, &kept, &map, &kept_close, &lists_race,
		&unplug, NULL,
	};

	vt_driver = "sdrm_shared";
	return race_main(races, argc, argv);
}
