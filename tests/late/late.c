// SPDX-License-Identifier: GPL-2.0
/*
 * late vgem|sw_sync MS: the last reference to a fence of that driver is dropped
 * while sdrm is being unloaded, in a build of sdrm whose code for releasing a fence
 * runs for MS after it has dropped its reference to the module (see tests/planted).
 * The unload must wait for it. Where signalling detaches a fence, releasing it runs
 * no code in sdrm; the fences of sw_sync are never detached.
 */
#define _GNU_SOURCE
#include <sched.h>

#include "lifetime.h"
#include "sw_sync_test.h"

#define PATIENCE_MS 30000

/* A signalled fence in a sync_file, which is all that is left of vgem. */
static int last_of_vgem(void)
{
	int card = vt_open(VT_CARD);
	uint32_t handle = vt_object(card);
	int dmabuf = vt_export(card, handle);
	const char *why;
	int fd;

	vt_fence(card, handle, VGEM_FENCE_WRITE);
	fd = vt_sync_file(dmabuf, DMA_BUF_SYNC_READ);
	close(dmabuf);
	close(card);
	why = unload_driver();
	if (!why)
		why = check_pinned(true);
	if (fd < 0 || why)
		vt_die("no fence to hold: %s", why ? why : vt_err(fd));
	return fd;
}

/* The same for sw_sync. */
static int last_of_sw_sync(void)
{
	int t = sw_open(), fd = sw_fence(t, 1);
	long ret;

	close(t);
	ret = vt_unload("sw_sync", UNLOAD_MS);
	if (ret || !is_busy(vt_delete_module("sdrm")))
		vt_die("no fence to hold: %s", vt_err(ret));
	return fd;
}

/* Returns how long the successful unload took, in milliseconds, or -errno. */
static int64_t unload_sdrm(void)
{
	int64_t end = vt_now_ms() + PATIENCE_MS;
	int64_t start;
	long ret;

	do {
		start = vt_now_ms();
		ret = vt_delete_module("sdrm");
	} while (is_busy(ret) && start < end);
	return ret ? ret : vt_now_ms() - start;
}

static void run_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		vt_die("CPU %d: %s", cpu, vt_err(-errno));
}

/* A child drops the last reference, on another CPU. */
static pid_t drop_elsewhere(int fd)
{
	int turn[2];
	char byte;
	pid_t pid;

	if (pipe(turn))
		vt_die("pipe: %s", vt_err(-errno));
	pid = fork();
	if (!pid) {
		run_on(1);
		close(turn[1]);
		/* Returns once the parent has closed its ends. */
		_exit(read(turn[0], &byte, 1) || close(fd));
	}
	run_on(0);
	close(fd);
	close(turn[0]);
	close(turn[1]);
	return pid;
}

static const char *race(int fd, int ms)
{
	pid_t pid = drop_elsewhere(fd);
	int64_t took = unload_sdrm();

	if (vt_wait_child(pid, PATIENCE_MS / 1000))
		return "the child that dropped the fence died";
	vt_diag("the unload took %lld of %d ms", (long long)took, ms);
	if (took < 0)
		return wrong("sdrm stays loaded: %s", vt_err(took));
	return took < ms / 2 ? "the unload did not wait" : NULL;
}

int main(int argc, char **argv)
{
	const char *name = "the unload waits for a fence still being released";
	bool sw_sync = argc == 3 && !strcmp(argv[1], "sw_sync");
	int ms = argc == 3 ? atoi(argv[2]) : 0;

	if (ms < 1 || (!sw_sync && strcmp(argv[1], "vgem"))) {
		fprintf(stderr, "usage: late vgem|sw_sync MS\n");
		return 2;
	}
	/* No wait may last forever, whatever the driver does. */
	alarm(4 * PATIENCE_MS / 1000);
	vt_plan(1);
	if (sw_sync)
		report(race(last_of_sw_sync(), ms), name);
	else if (SDRM_HAVE_FENCE_DETACH)
		vt_skip(name, "a signalled fence is detached from sdrm");
	else
		report(race(last_of_vgem(), ms), name);
	return vt_exit();
}
