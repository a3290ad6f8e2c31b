/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Record which instructions the calling thread reaches in modules built with
 * KCOV_INSTRUMENT (Documentation/dev-tools/kcov.rst).
 */
#ifndef KCOV_H
#define KCOV_H

#include <linux/kcov.h>

#include "vgem_test.h"

#define KCOV_ENTRIES 8192

static uint64_t *kcov_area;	/* a count, followed by that many addresses */

static inline void kcov_start(void)
{
	int fd = open("/sys/kernel/debug/kcov", O_RDWR | O_CLOEXEC);

	if (fd < 0 || ioctl(fd, KCOV_INIT_TRACE, KCOV_ENTRIES))
		vt_die("kcov: %s", vt_err(-errno));
	kcov_area = mmap(NULL, KCOV_ENTRIES * sizeof(uint64_t),
			 PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (kcov_area == MAP_FAILED || ioctl(fd, KCOV_ENABLE, KCOV_TRACE_PC))
		vt_die("kcov: %s", vt_err(-errno));
}

static inline void kcov_reset(void)
{
	__atomic_store_n(&kcov_area[0], 0, __ATOMIC_RELAXED);
}

static inline uint64_t kcov_count(void)
{
	return __atomic_load_n(&kcov_area[0], __ATOMIC_RELAXED);
}

struct kcov_module {
	const char *name;
	uint64_t start, end;
	int reached;
};

static inline void kcov_find_module(struct kcov_module *m)
{
	FILE *f = fopen("/proc/modules", "r");
	char line[256], name[64];
	unsigned long size, at;

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "%63s %lu %*s %*s %*s %lx", name, &size,
			   &at) == 3 && !strcmp(name, m->name)) {
			m->start = at;
			m->end = at + size;
		}
	if (!m->start)
		vt_die("%s is not loaded", m->name);
	fclose(f);
}

#endif /* KCOV_H */
