/* SPDX-License-Identifier: GPL-2.0 */
/* Test threads, pinned to given CPUs. */
#ifndef THREADS_H
#define THREADS_H

#include <pthread.h>
#include <sched.h>

#include "vgem_test.h"

static inline int vt_cpus(void)
{
	return sysconf(_SC_NPROCESSORS_ONLN);
}

static inline void vt_pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu % vt_cpus(), &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		vt_die("sched_setaffinity: %s", vt_err(-errno));
}

static inline pthread_t vt_thread(void *(*fn)(void *), void *arg)
{
	pthread_t thread;
	int ret = pthread_create(&thread, NULL, fn, arg);

	if (ret)
		vt_die("pthread_create: %s", vt_err(-ret));
	return thread;
}

static inline void vt_pause_ns(int64_t ns)
{
	int64_t end = vt_now_ns() + ns;

	while (vt_now_ns() < end)
		;
}

#endif /* THREADS_H */
