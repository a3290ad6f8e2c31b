/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The exact number of objects in each of the kernel's slab caches: shrinking a
 * cache first flushes KASAN's quarantine and the per-CPU lists.
 */
#ifndef SLAB_H
#define SLAB_H

#include <dirent.h>

#include "vgem_test.h"

#define SLAB "/sys/kernel/slab/"
#define SLAB_CACHES 256
#define SLAB_SETTLE_MS 6000
#define SLAB_PATIENCE 5		/* looks */

struct slab_cache {
	char name[64];
	long objects;
};

struct slab_count {
	int caches;
	struct slab_cache cache[SLAB_CACHES];
};

/*
 * Skip the caches from which detectors allocate one record per tracked object, and the
 * areas of mappings that are gone, which are freed many at a time.
 */
static inline bool slab_is_counted(const char *name)
{
	return name[0] != '.' && strncmp(name, "kmemleak", 8) &&
	       strcmp(name, "debug_objects_cache") && strcmp(name, "vmap_area");
}

static inline long slab_objects(const char *name)
{
	char path[128], text[64];
	int fd;

	snprintf(path, sizeof(path), SLAB "%s/shrink", name);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || write(fd, "1", 1) != 1)
		vt_die("%s: %s", path, vt_err(-errno));
	close(fd);
	snprintf(path, sizeof(path), SLAB "%s/objects", name);
	vt_read_text(path, text, sizeof(text));
	return atol(text);
}

static inline void slab_count(struct slab_count *count)
{
	struct dirent *entry;
	DIR *dir = opendir(SLAB);

	if (!dir)
		vt_die(SLAB ": %s", vt_err(-errno));
	/* kfree_rcu() batches objects for up to that long. */
	vt_sleep_ms(SLAB_SETTLE_MS);
	count->caches = 0;
	while ((entry = readdir(dir)) && count->caches < SLAB_CACHES) {
		struct slab_cache *c = &count->cache[count->caches];

		/* A merged cache is a symbolic link to the shared one. */
		if (entry->d_type != DT_DIR || !slab_is_counted(entry->d_name))
			continue;
		snprintf(c->name, sizeof(c->name), "%.63s", entry->d_name);
		c->objects = slab_objects(c->name);
		count->caches++;
	}
	closedir(dir);
}

static inline const struct slab_cache *
slab_find(const struct slab_count *count, const char *name)
{
	int i;

	for (i = 0; i < count->caches; i++)
		if (!strcmp(count->cache[i].name, name))
			return &count->cache[i];
	return NULL;
}

/* A leak is an object for each round; what others allocate is less. */
static inline int slab_leaks(const struct slab_count *old,
			     const struct slab_count *new, int rounds)
{
	int i, leaks = 0;

	for (i = 0; i < new->caches; i++) {
		const struct slab_cache *c = &new->cache[i];
		const struct slab_cache *was = slab_find(old, c->name);
		long more = c->objects - (was ? was->objects : 0);

		if (more < rounds)
			continue;
		vt_diag("%ld objects of %s more after %d rounds", more,
			c->name, rounds);
		leaks++;
	}
	return leaks;
}

/* Is memory back after so many rounds, when RCU, on a busy machine, has freed it? */
static inline bool slab_is_back(const struct slab_count *old, int rounds)
{
	static struct slab_count new;
	int n;

	for (n = 0; n < SLAB_PATIENCE; n++) {
		slab_count(&new);
		if (!slab_leaks(old, &new, rounds))
			return true;
	}
	return false;
}

#endif /* SLAB_H */
