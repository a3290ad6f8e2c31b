// SPDX-License-Identifier: GPL-2.0
/*
 * churn CYCLES: load and unload vgem while some processes open it in a loop and
 * keep fences, and others read debugfs and trace every fence.
 */
#define _GNU_SOURCE
#include <glob.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "exporters.h"
#include "lifetime.h"

#define DEBUG "/sys/kernel/debug/"
#define TRACING "/sys/kernel/tracing/"

/* Shared with the children: when to stop, and what they have seen. */
static struct churn {
	sem_t loaded;			/* see read_device_files() */
	atomic_bool stop;
	atomic_int opens;
	atomic_int fences;
	atomic_int device_files;	/* of vgem, in debugfs */
	atomic_int listed;		/* reads of bufinfo with a fence in it */
	atomic_int events;		/* traced, of fences */
	atomic_int destroyed;		/* ... the last one of each fence */
} *churn;

static void close_all(int *fd, unsigned int count)
{
	while (count--) {
		vt_close(fd[count]);
		fd[count] = -1;
	}
}

/* Something that keeps a fence: a sync_file, or another exporter's buffer. */
static int keep(int dmabuf)
{
	int fd = vt_sync_file(dmabuf, DMA_BUF_SYNC_WRITE);
	int buffer = fd < 0 ? -1 : vt_heap_buffer();

	if (buffer < 0)
		return fd;
	vt_import_sync_file(buffer, fd, DMA_BUF_SYNC_RW);
	close(fd);
	return buffer;
}

/*
 * A user that opens vgem whenever it can. It keeps its fences during every other
 * run of 16 turns, so that sdrm is sometimes free and sometimes busy.
 */
static void user(void)
{
	int held[8] = { -1, -1, -1, -1, -1, -1, -1, -1 };
	unsigned int turn = 0;

	while (!churn->stop) {
		int card = vt_try_open(VT_CARD);
		struct drm_mode_create_dumb object;

		if (card >= 0 && !vt_create(card, 1024, 1, 32, &object)) {
			int dmabuf = vt_export_flags(card, object.handle,
						     DRM_CLOEXEC);
			int *slot = &held[turn++ % ARRAY_SIZE(held)];

			vt_close(*slot);
			vt_attach(card, object.handle, 0, NULL);
			*slot = keep(dmabuf);
			churn->fences += *slot >= 0;
			churn->opens++;
			vt_close(dmabuf);
		}
		vt_close(card);
		if (turn / 16 % 2)
			close_all(held, ARRAY_SIZE(held));
		vt_sleep_ms(1);
	}
	close_all(held, ARRAY_SIZE(held));
}

/*
 * Not while vgem loads: on 6.1 and later, for any driver, DRM's
 * drm_debugfs_create_files() makes a file visible before it fills in what the
 * file's open() reads.
 */
static void read_device_files(void)
{
	glob_t found = {};
	size_t i;

	sem_wait(&churn->loaded);
	if (!glob(DEBUG "dri/*/*", 0, NULL, &found))
		for (i = 0; i < found.gl_pathc; i++)
			churn->device_files +=
				vt_count_lines(found.gl_pathv[i], "") > 0;
	sem_post(&churn->loaded);
	globfree(&found);
}

static void debugfs_reader(void)
{
	while (!churn->stop) {
		read_device_files();
		churn->listed += vt_count_lines(DEBUG "dma_buf/bufinfo",
						"vgem unbound") > 0;
		/* Only kernels with SW_SYNC have it. */
		vt_count_lines(DEBUG "sync/info", "");
		vt_sleep_ms(1);
	}
}

static void count_events(const char *text)
{
	const char *at;

	for (at = text; (at = strstr(at, "driver=vgem")); at++)
		churn->events++;
	for (at = text; (at = strstr(at, "dma_fence_destroy:")); at++)
		churn->destroyed++;
}

/* An event copies the names as it happens; the last ones do after vgem has gone. */
static void trace_reader(void)
{
	int pipe = open(TRACING "trace_pipe", O_RDONLY | O_NONBLOCK);
	char text[8192];

	if (pipe < 0)
		vt_die("trace_pipe: %s", vt_err(-errno));
	while (!churn->stop) {
		ssize_t len = read(pipe, text, sizeof(text) - 1);

		if (len > 0) {
			text[len] = '\0';
			count_events(text);
		} else {
			vt_sleep_ms(1);
		}
	}
	close(pipe);
}

static void trace_fences(bool on)
{
	int fd = open(TRACING "events/dma_fence/enable", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, on ? "1" : "0", 1) != 1)
		vt_die("events/dma_fence: %s", vt_err(-errno));
	close(fd);
}

static pid_t start(void (*run)(void))
{
	pid_t pid = fork();

	if (!pid) {
		run();
		exit(0);
	}
	return pid;
}

static const char *churn_cycle(bool sdrm, int *busy)
{
	const char *why = unload_driver();

	if (why)
		return why;
	/* vgem is loaded again with or without a new sdrm. */
	if (sdrm)
		*busy += !!vt_delete_module("sdrm");
	sem_wait(&churn->loaded);
	why = load_driver();
	sem_post(&churn->loaded);
	/* Let the users open it. */
	vt_sleep_ms(10);
	return why;
}

/* What never happened was not tested. */
static const char *check_churn(bool sdrm, int cycles, int busy)
{
	vt_diag("%d cycles, sdrm busy in %d; %d opens, %d fences held; read %d device files, %d lists with fences; %d events, %d of them last",
		cycles, busy, churn->opens, churn->fences,
		churn->device_files, churn->listed, churn->events,
		churn->destroyed);
	if (!churn->opens || !churn->fences)
		return "no user ever opened vgem";
	/* Where signalling detaches fences, those held do not keep sdrm busy. */
	if (sdrm && (busy == cycles || (!busy && !SDRM_HAVE_FENCE_DETACH)))
		return "sdrm was never free, or never busy";
	if (!churn->device_files)
		return "no debugfs file of the device was ever read";
	if (!churn->events || !churn->destroyed)
		return "no event was ever traced";
	if (!SDRM_HAVE_FENCE_DETACH && !access("/dev/dma_heap/system", F_OK) &&
	    !churn->listed)
		return "no list of buffers ever had a fence in it";
	return NULL;
}

static const char *run_churn(int cycles)
{
	void (*const runs[])(void) = {
		user, user, debugfs_reader, trace_reader,
	};
	pid_t pids[ARRAY_SIZE(runs)];
	bool sdrm = have_sdrm();
	const char *why = NULL;
	int i, busy = 0;

	for (i = 0; i < (int)ARRAY_SIZE(runs); i++)
		pids[i] = start(runs[i]);
	for (i = 0; i < cycles && !why; i++)
		why = churn_cycle(sdrm, &busy);
	churn->stop = true;
	for (i = 0; i < (int)ARRAY_SIZE(runs); i++)
		if (vt_wait_child(pids[i], 30) && !why)
			why = "a user or a reader died";
	if (!why)
		why = check_churn(sdrm, cycles, busy);
	if (!why)
		why = unload_driver();
	return why ? why : check_released(sdrm);
}

int main(int argc, char **argv)
{
	int cycles = argc == 2 ? atoi(argv[1]) : 0;

	if (cycles < 1) {
		fprintf(stderr, "usage: churn CYCLES\n");
		return 2;
	}
	/* No wait may last forever, whatever the driver does. */
	alarm(60 + 10 * cycles);
	vt_plan(2);
	churn = mmap(NULL, VT_PAGE, PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (churn == MAP_FAILED)
		vt_die("mmap: %s", vt_err(-errno));
	sem_init(&churn->loaded, 1, 1);
	trace_fences(true);
	report(run_churn(cycles), "load and unload under users and readers");
	trace_fences(false);
	report(kernel_is_well(), "the kernel neither warned nor died");
	return vt_exit();
}
