/* SPDX-License-Identifier: GPL-2.0 */
/* Shared by the tests in tests/holes: the calls of sdrm_holes, as in vgem_test.h. */
#ifndef HOLES_H
#define HOLES_H

#include "lifetime.h"
#include "holes_drm.h"

#define HOLES "sdrm_holes"
#define HOLES_DEVICES 2		/* the module's default */

/* Stores the path of the card node of device @n; -ENODEV if there are not so many. */
static inline int holes_node(int n, char *path, size_t size)
{
	int i, fd;

	for (i = 0; i < 16; i++) {
		snprintf(path, size, "/dev/dri/card%d", i);
		fd = open(path, O_RDWR | O_CLOEXEC);
		if (fd < 0)
			continue;
		n -= vt_is_driver(fd);
		close(fd);
		if (n < 0)
			return 0;
	}
	return -ENODEV;
}

static inline int holes_open(int n)
{
	char path[64];
	int fd = holes_node(n, path, sizeof(path));

	if (!fd)
		fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		vt_die("no device %d of " HOLES, n);
	return fd;
}

/* A new fence's sync_file, or -errno. */
static inline long holes_fence(int card, uint32_t *id)
{
	struct drm_holes_fence arg = { .fd = -1 };
	long ret = vt_ioctl(card, DRM_IOCTL_HOLES_FENCE, &arg);

	if (id)
		*id = arg.id;
	return ret ? ret : arg.fd;
}

static inline long holes_unplug(int card)
{
	struct drm_holes_unplug arg = {};

	return vt_ioctl(card, DRM_IOCTL_HOLES_UNPLUG, &arg);
}

/*
 * The lowest number without a descriptor. One that an ioctl left behind, whether there
 * is a file behind it or not, changes it.
 */
static inline int free_fd(void)
{
	int fd = dup(0);

	if (fd < 0)
		vt_die("dup: %s", vt_err(-errno));
	close(fd);
	return fd;
}

/* A large buffer, and where to map it. */
#define BUFFER_BYTES (16UL << 20)

static inline uint32_t holes_buffer(int card, uint64_t *offset)
{
	struct drm_mode_create_dumb c;
	struct drm_mode_map_dumb map = {};

	if (vt_create(card, 2048, BUFFER_BYTES / 8192, 32, &c) || c.size != BUFFER_BYTES)
		vt_die("CREATE_DUMB: %llu bytes", (unsigned long long)c.size);
	map.handle = c.handle;
	if (vt_ioctl(card, DRM_IOCTL_MODE_MAP_DUMB, &map))
		vt_die("MAP_DUMB: %s", vt_err(-errno));
	*offset = map.offset;
	return c.handle;
}

/* NULL if it cannot be mapped. */
static inline unsigned char *holes_map(int fd, uint64_t offset, size_t size)
{
	void *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, offset);

	return map == MAP_FAILED ? NULL : map;
}

/* Report a check, which returned NULL or what went wrong. */
static inline void test(const char *why, const char *name)
{
	vt_ok(!why, name, why ? "%s" : NULL, why);
}

#endif /* HOLES_H */
