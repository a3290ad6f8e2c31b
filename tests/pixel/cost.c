// SPDX-License-Identifier: GPL-2.0
/*
 * cost PATH: compose, checksum and store LINES lines in one of the ways below, inside
 * measured(), for tests/pixel/cost to count the instructions.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <drm/drm_fourcc.h>
#include <stdio.h>
#include <stdlib.h>
#include "../../abstractions/kms/pixel.h"

#define WIDTH	1024
#define LINES	16

enum alpha { MIXED, CLEAR, OPAQUE };

struct path {
	const char *name;
	struct {
		u32 fourcc;
		enum alpha alpha;
	} layers[3];
	bool deep, software, no_crc;
	u32 store;
};

#define PRIMARY		{ DRM_FORMAT_XRGB8888, MIXED }
#define FULL(format)	{ DRM_FORMAT_##format, MIXED }

static const struct path paths[] = {
	{ "xrgb8888", { PRIMARY } },
	{ "xbgr8888", { FULL(XBGR8888) } },
	{ "rgb565", { FULL(RGB565) } },
	{ "bgr565", { FULL(BGR565) } },
	{ "xrgb8888-xrgb8888", { PRIMARY, PRIMARY } },
	{ "argb8888-mixed", { PRIMARY, { DRM_FORMAT_ARGB8888, MIXED } } },
	{ "argb8888-opaque", { PRIMARY, { DRM_FORMAT_ARGB8888, OPAQUE } } },
	{ "argb8888-clear", { PRIMARY, { DRM_FORMAT_ARGB8888, CLEAR } } },
	{ "abgr8888-mixed", { PRIMARY, { DRM_FORMAT_ABGR8888, MIXED } } },
	{ "store-xrgb8888", { PRIMARY }, .store = DRM_FORMAT_XRGB8888 },
	{ "store-xbgr8888", { PRIMARY }, .store = DRM_FORMAT_XBGR8888 },
	{ "store-rgb565", { PRIMARY }, .store = DRM_FORMAT_RGB565 },
	{ "store-xrgb16161616", { PRIMARY }, .store = DRM_FORMAT_XRGB16161616 },
	{ "software-crc", { PRIMARY }, .software = true },
	{ "deep-xrgb8888", { PRIMARY }, .deep = true },
	{ "deep-xrgb16161616", { FULL(XRGB16161616) }, .deep = true },
	{ "deep-argb8888-mixed", { PRIMARY, { DRM_FORMAT_ARGB8888, MIXED } },
	  .deep = true },
	{ "deep-argb16161616-mixed",
	  { FULL(XRGB16161616), { DRM_FORMAT_ARGB16161616, MIXED } }, .deep = true },
	{ "deep-store-xrgb8888", { FULL(XRGB16161616) }, .deep = true,
	  .store = DRM_FORMAT_XRGB8888 },
	{ "deep-store-xrgb16161616", { FULL(XRGB16161616) }, .deep = true,
	  .store = DRM_FORMAT_XRGB16161616 },
	{ "deep-software-crc", { FULL(XRGB16161616) }, .deep = true, .software = true },
};

static u64 seed = 1;
static u64 sources[3][WIDTH], line[WIDTH], target[WIDTH];

static u32 random32(void)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return seed >> 32;
}

/* Premultiplied, neither clear nor opaque if mixed. */
static u64 pixel(enum alpha alpha, u32 bits)
{
	u32 max = (1u << bits) - 1, a = 1 + random32() % (max - 1), at;
	u64 v;

	if (alpha == CLEAR)
		return 0;
	if (alpha == OPAQUE)
		a = max;
	for (v = a, at = 0; at < 3; at++)
		v = v << bits | random32() % (a + 1);
	return v;
}

static noinline void measured(const struct path *path, const struct pixel_run *runs, size_t n,
		     const struct pixel_format *store, struct pixel_crc *crc)
{
	const u64 *line16;
	const u32 *line8;
	u32 i;

	for (i = 0; i < LINES; i++) {
		if (path->deep) {
			line16 = pixel_compose16(line, WIDTH, runs, n);
			pixel_crc16(crc, line16, WIDTH);
			if (store)
				pixel_store16(target, store, line16, WIDTH);
		} else {
			line8 = pixel_compose((u32 *)line, WIDTH, runs, n);
			pixel_crc(crc, line8, WIDTH);
			if (store)
				pixel_store(target, store, line8, WIDTH);
		}
	}
}

static int run(const struct path *path)
{
	const struct pixel_format *store = path->store ? pixel_format_find(path->store) : NULL;
	struct pixel_crc crc;
	struct pixel_run runs[3];
	size_t n, i;

	for (n = 0; n < 3 && path->layers[n].fourcc; n++) {
		runs[n].pixels = sources[n];
		runs[n].format = pixel_format_find(path->layers[n].fourcc);
		for (i = 0; i < WIDTH; i++)
			if (runs[n].format->deep)
				sources[n][i] = pixel(path->layers[n].alpha, 16);
			else
				((u32 *)sources[n])[i] = pixel(path->layers[n].alpha, 8);
	}
	pixel_crc_init();
	crc = pixel_crc_start(!path->software);
	measured(path, runs, n, store, &crc);
	return printf("%08x\n", pixel_crc_value(&crc)) < 0;
}

int main(int argc, char **argv)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(paths); i++)
		if (argc == 1)
			puts(paths[i].name);
		else if (!strcmp(argv[1], paths[i].name))
			return run(&paths[i]);
	return argc != 1;
}
