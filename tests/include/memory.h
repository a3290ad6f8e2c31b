/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How much memory the kernel's slabs hold, not counting freed objects whose
 * pages have not been returned yet.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <glob.h>

#include "vgem_test.h"

/* Reclaimable slab included: that is where radix tree nodes are counted. */
static inline long slab_kb(void)
{
	FILE *f = fopen("/proc/meminfo", "r");
	char line[128];
	long kb = -1;

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "Slab: %ld kB", &kb) == 1)
			break;
	if (kb < 0)
		vt_die("no Slab in /proc/meminfo");
	fclose(f);
	return kb;
}

static inline void slab_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		vt_die("%s: %s", path, vt_err(-errno));
	close(fd);
}

/*
 * Return empty slabs, some of which each CPU keeps, to the page allocator, and
 * flush KASAN's quarantine.
 */
static inline void slab_shrink(void)
{
	glob_t all;
	size_t i;

	slab_write("/proc/sys/vm/drop_caches", "3");
	if (glob("/sys/kernel/slab/*/shrink", 0, NULL, &all))
		vt_die("no /sys/kernel/slab");
	for (i = 0; i < all.gl_pathc; i++) {
		char path[256];
		struct stat link;

		/* Merged caches are symbolic links to the shared one. */
		snprintf(path, sizeof(path), "%.*s",
			 (int)(strrchr(all.gl_pathv[i], '/') - all.gl_pathv[i]),
			 all.gl_pathv[i]);
		if (!lstat(path, &link) && S_ISDIR(link.st_mode))
			slab_write(all.gl_pathv[i], "1");
	}
	globfree(&all);
}

/*
 * Objects that RCU has yet to free still count: wait until the figure has not
 * dropped for two seconds, for at most twenty.
 */
static inline long settled_slab_kb(void)
{
	int64_t end = vt_now_ms() + 20000;
	int64_t quiet = vt_now_ms() + 2000;
	long least = slab_kb();

	while (vt_now_ms() < quiet && vt_now_ms() < end) {
		long now;

		vt_sleep_ms(100);
		now = slab_kb();
		if (now < least) {
			/* A page or two now and then is background noise. */
			if (now < least - 16)
				quiet = vt_now_ms() + 2000;
			least = now;
		}
	}
	slab_shrink();
	return slab_kb();
}

#endif /* MEMORY_H */
