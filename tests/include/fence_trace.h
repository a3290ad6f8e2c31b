/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Find out which thread signalled a fence, from the kernel's trace events
 * dma_fence_init and dma_fence_signaled for the fences of vt_driver.
 *
 *	fence_trace_begin();
 *	(threads attach and signal fences)
 *	fence_trace_end();
 *	fence_trace_read(makers, count);
 */
#ifndef FENCE_TRACE_H
#define FENCE_TRACE_H

#include "threads.h"

#define TRACING "/sys/kernel/tracing/"

static inline void fence_trace_write(const char *file, const char *text)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), TRACING "%s", file);
	fd = open(path, O_WRONLY | O_TRUNC);
	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		vt_die("%s: %s", path, vt_err(-errno));
	close(fd);
}

static inline void fence_trace_begin(void)
{
	fence_trace_write("tracing_on", "0");
	fence_trace_write("trace_clock", "mono");
	fence_trace_write("buffer_size_kb", "16384");
	fence_trace_write("trace", "");
	fence_trace_write("events/dma_fence/dma_fence_init/enable", "1");
	fence_trace_write("events/dma_fence/dma_fence_signaled/enable", "1");
	fence_trace_write("tracing_on", "1");
}

static inline void fence_trace_end(void)
{
	fence_trace_write("tracing_on", "0");
	fence_trace_write("events/dma_fence/enable", "0");
}

static inline void fence_trace_check(void)
{
	int cpu;

	for (cpu = 0; cpu < vt_cpus(); cpu++) {
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

/* How a fence was signalled. */
struct fence_record {
	uint32_t context;
	int signaller;			/* thread id, or 0 for a softirq */
	int cpu;			/* where it was signalled */
	int events;
	int64_t signalled_ns;
};

/* A thread that attaches fences; fence[n] records its n-th one. */
struct fence_maker {
	pid_t pid;
	int count;
	struct fence_record *fence;
	int seen;
};

struct fence_event {
	bool init;
	bool softirq;
	int pid;
	int cpu;
	uint32_t context;
	int64_t ns;
};

static inline bool fence_trace_ours(const char *line)
{
	const char *driver = strstr(line, "driver=");
	size_t len = strlen(vt_driver);

	return driver && !strncmp(driver + 7, vt_driver, len) &&
	       driver[7 + len] == ' ';
}

/* "  comm-PID  [CPU] d.s1. SECONDS.MICROS: EVENT: driver=... context=N ..." */
static inline bool fence_trace_parse(char *line, struct fence_event *e)
{
	char *bracket = strstr(line, " ["), *event, *context, flags[16];
	unsigned long long sec, usec;
	char *dash;

	if (line[0] == '#' || !bracket || !fence_trace_ours(line))
		return false;
	event = strstr(bracket, ": dma_fence_");
	context = strstr(bracket, "context=");
	if (!event || !context ||
	    sscanf(bracket, " [%d] %15s %llu.%llu:", &e->cpu, flags, &sec,
		   &usec) != 4 || strlen(flags) < 4)
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

/* Context numbers only grow, so each thread's records are sorted. */
static inline struct fence_record *
fence_trace_find(const struct fence_maker *m, uint32_t context)
{
	int low = 0, high = m->count;

	while (low < high) {
		int n = (low + high) / 2;

		if (m->fence[n].context < context)
			low = n + 1;
		else
			high = n;
	}
	return low < m->count && m->fence[low].context == context ?
	       &m->fence[low] : NULL;
}

static inline void fence_trace_init(const struct fence_event *e,
				    struct fence_maker *m)
{
	if (m->pid == e->pid && m->seen++ < m->count)
		m->fence[m->seen - 1].context = e->context;
}

static inline void fence_trace_signalled(const struct fence_event *e,
					 struct fence_maker *m)
{
	struct fence_record *f = fence_trace_find(m, e->context);

	if (!f)
		return;
	f->events++;
	f->signaller = e->softirq ? 0 : e->pid;
	f->cpu = e->cpu;
	f->signalled_ns = e->ns;
}

static inline void fence_trace_pass(struct fence_maker *maker, int makers,
				    bool init)
{
	FILE *f = fopen(TRACING "trace", "r");
	struct fence_event e;
	char line[512];
	int i;

	if (!f)
		vt_die(TRACING "trace: %s", vt_err(-errno));
	while (fgets(line, sizeof(line), f)) {
		if (!fence_trace_parse(line, &e) || e.init != init)
			continue;
		for (i = 0; i < makers; i++)
			(init ? fence_trace_init : fence_trace_signalled)
				(&e, &maker[i]);
	}
	fclose(f);
}

/* Bails out unless each fence was signalled exactly once. */
static inline void fence_trace_read(struct fence_maker *maker, int makers)
{
	int i, n;

	fence_trace_check();
	fence_trace_pass(maker, makers, true);
	for (i = 0; i < makers; i++)
		if (maker[i].seen != maker[i].count)
			vt_die("%d fences were attached, the trace has %d",
			       maker[i].count, maker[i].seen);
	fence_trace_pass(maker, makers, false);
	for (i = 0; i < makers; i++)
		for (n = 0; n < maker[i].count; n++)
			if (maker[i].fence[n].events != 1)
				vt_die("fence %d was signalled %d times", n + 1,
				       maker[i].fence[n].events);
}

#endif /* FENCE_TRACE_H */
