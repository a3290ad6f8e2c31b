// SPDX-License-Identifier: GPL-2.0
/*
 * Tests of abstractions/kms/pixel.c, in a program, against a reference that computes
 * each channel of each pixel by itself and knows nothing of lanes. Prints KTAP.
 */
#include <linux/kernel.h>
#include <linux/string.h>
#include <drm/drm_fourcc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include "../../abstractions/kms/pixel.h"

#define MAX_WIDTH	80
#define MAX_RUNS	10

/* A color in 16 bits a channel; exact in 8 bits if all are multiples of 257. */
struct color {
	u64 r, g, b, a;
};

struct format {
	const char *name;
	u32 fourcc;
	u32 bits, r, g, b, a; /* of a pixel; where each channel begins; a: -1 for none */
	u32 r_bits, g_bits, b_bits;
};

#define NONE	(~0u)

static const struct format formats[] = {
	{ "XRGB8888", DRM_FORMAT_XRGB8888, 32, 16, 8, 0, NONE, 8, 8, 8 },
	{ "ARGB8888", DRM_FORMAT_ARGB8888, 32, 16, 8, 0, 24, 8, 8, 8 },
	{ "XBGR8888", DRM_FORMAT_XBGR8888, 32, 0, 8, 16, NONE, 8, 8, 8 },
	{ "ABGR8888", DRM_FORMAT_ABGR8888, 32, 0, 8, 16, 24, 8, 8, 8 },
	{ "RGB565", DRM_FORMAT_RGB565, 16, 11, 5, 0, NONE, 5, 6, 5 },
	{ "BGR565", DRM_FORMAT_BGR565, 16, 0, 5, 11, NONE, 5, 6, 5 },
	{ "XRGB16161616", DRM_FORMAT_XRGB16161616, 64, 32, 16, 0, NONE, 16, 16, 16 },
	{ "ARGB16161616", DRM_FORMAT_ARGB16161616, 64, 32, 16, 0, 48, 16, 16, 16 },
	{ "XBGR16161616", DRM_FORMAT_XBGR16161616, 64, 0, 16, 32, NONE, 16, 16, 16 },
	{ "ABGR16161616", DRM_FORMAT_ABGR16161616, 64, 0, 16, 32, 48, 16, 16, 16 },
};
#define N_FORMATS	ARRAY_SIZE(formats)

static u32 count, passed, failed;
static bool failing;

static void expect(bool condition, const char *what, u64 got, u64 want)
{
	if (condition || failing)
		return;
	printf("# %s: %#llx, expected %#llx\n", what, (unsigned long long)got,
	       (unsigned long long)want);
	failing = true;
}

#define EXPECT_EQ(got, want, what)						\
do {										\
	u64 __got = (got), __want = (want);					\
	expect(__got == __want, what, __got, __want);				\
} while (0)

static u64 seed = 20261127;

static u64 random64(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed * 0x2545f4914f6cdd1dULL;
}

static u32 below(u32 limit)
{
	return (random64() >> 32) % limit;
}

/* ---- The reference ---- */

/* round(value / by), halves up */
static u64 divide(u64 value, u64 by)
{
	return (2 * value + by) / (2 * by);
}

static u64 read_bytes(const u8 *from, u32 bytes)
{
	u64 v = 0;

	while (bytes--)
		v = v << 8 | from[bytes];
	return v;
}

/* To 16 bits by way of 8, if there are at most 8. */
static u64 channel(u64 v, u32 at, u32 bits)
{
	u64 max = (1ULL << bits) - 1;

	v = v >> at & max;
	return bits == 16 ? v : divide(v * 255, max) * 257;
}

static struct color load(const struct format *format, const void *from)
{
	u64 v = read_bytes(from, format->bits / 8);
	struct color color = {
		channel(v, format->r, format->r_bits), channel(v, format->g, format->g_bits),
		channel(v, format->b, format->b_bits), 65535,
	};

	if (format->a != NONE)
		color.a = channel(v, format->a, format->r_bits);
	return color;
}

static bool is_exact(struct color c)
{
	return c.r % 257 == 0 && c.g % 257 == 0 && c.b % 257 == 0 && c.a % 257 == 0;
}

static u64 blend_channel(u64 s, u64 d, u64 a, u64 max)
{
	u64 v = s + divide(d * (max - a), max);

	return v > max ? max : v;
}

static struct color blend(struct color s, struct color d)
{
	u64 unit = is_exact(s) && is_exact(d) ? 257 : 1, max = 65535 / unit;

	return (struct color) {
		blend_channel(s.r / unit, d.r / unit, s.a / unit, max) * unit,
		blend_channel(s.g / unit, d.g / unit, s.a / unit, max) * unit,
		blend_channel(s.b / unit, d.b / unit, s.a / unit, max) * unit,
		65535,
	};
}

static const struct format *format_of(const struct pixel_run *run)
{
	size_t i;

	for (i = 0; formats[i].fourcc != run->format->fourcc; i++)
		;
	return &formats[i];
}

static void reference(struct color *line, u32 width, const struct pixel_run *runs, size_t n)
{
	const struct format *format;
	const u8 *from;
	u32 i;

	for (i = 0; i < width; i++)
		line[i] = (struct color) { 0, 0, 0, 65535 };
	for (; n; n--, runs++) {
		format = format_of(runs);
		from = runs->pixels;
		for (i = 0; i < width; i++, from += format->bits / 8)
			line[i] = blend(load(format, from), line[i]);
	}
}

static u32 crc_bits(u32 crc, u64 data, u32 bits)
{
	u32 i;

	for (i = 0; i < bits; i++)
		crc = (crc >> 1) ^ ((crc ^ (u32)(data >> i)) & 1 ? 0x82f63b78 : 0);
	return crc;
}

static u64 residual(u64 v)
{
	return (v ^ v >> 8) & 0xff;
}

static u32 reference_crc(const struct color *line, u32 width, u32 lines)
{
	u32 crc = ~0, rest = 0, i;

	for (; lines; lines--)
		for (i = 0; i < width; i++) {
			crc = crc_bits(crc, line[i].r >> 8 << 16 | line[i].g >> 8 << 8 |
				       line[i].b >> 8, 32);
			rest = crc_bits(rest, residual(line[i].r) << 32 |
					residual(line[i].g) << 16 | residual(line[i].b), 64);
		}
	return crc ^ (rest << 16 | rest >> 16);
}

static u64 store_channel(u64 v, u32 at, u32 bits)
{
	return divide(v * ((1ULL << bits) - 1), 65535) << at;
}

static u64 reference_store(const struct format *format, struct color c)
{
	u64 v = store_channel(c.r, format->r, format->r_bits) |
		store_channel(c.g, format->g, format->g_bits) |
		store_channel(c.b, format->b, format->b_bits);

	if (format->r_bits + format->g_bits + format->b_bits < format->bits)
		v |= ~0ULL << format->bits / 4 * 3;
	return format->bits == 64 ? v : v & ((1ULL << format->bits) - 1);
}

/* ---- Memory that ends where a buffer does ---- */

#define PAGE	4096
#define AREA	(4 * PAGE)

struct area {
	u8 *start, *end;
};

static struct area area_new(void)
{
	u8 *p = mmap(NULL, AREA + 2 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED || mprotect(p + PAGE, AREA, PROT_READ | PROT_WRITE))
		exit(2);
	return (struct area) { p + PAGE, p + PAGE + AREA };
}

static struct area source_areas[MAX_RUNS], line8_area, line16_area, store_area;

/* Room for @size bytes: at the start of the area, at its end, or in between. */
static void *place(struct area *area, u32 size, u32 alignment)
{
	memset(area->start, 0xa5, AREA);
	switch (below(3)) {
	case 0:
		return area->start;
	case 1:
		return area->end - size;
	default:
		return area->start + 64 + below(16) / alignment * alignment;
	}
}

static bool is_untouched(struct area *area, const u8 *at, u32 size)
{
	const u8 *p;

	for (p = area->start; p < area->end; p++)
		if (*p != 0xa5 && (p < at || p >= at + size))
			return false;
	return true;
}

/* ---- Pictures ---- */

static u64 value(u32 bits)
{
	u64 max = (1ULL << bits) - 1;

	switch (below(6)) {
	case 0:
		return 0;
	case 1:
		return max;
	case 2:
		return below(256) * 257 & max;
	case 3:
		return max - below(3);
	default:
		return random64() & max;
	}
}

/* X is garbage; colors exceed alpha now and then if @invalid. */
static void fill(const struct format *format, u8 *to, u32 width, bool invalid)
{
	u32 mode = below(8), i, k, bits = format->r_bits;
	u64 v, a, r, g, b;

	for (i = 0; i < width; i++) {
		a = mode == 0 ? 0 : mode == 1 ? (1ULL << bits) - 1 : value(bits);
		r = value(bits);
		g = value(format->g_bits);
		b = value(bits);
		if (format->a != NONE && !(invalid && below(4) == 0)) {
			r %= a + 1;
			g %= a + 1;
			b %= a + 1;
		}
		v = r << format->r | g << format->g | b << format->b;
		if (format->bits == 4 * bits)
			v |= a << format->bits / 4 * 3;
		for (k = 0; k < format->bits / 8; k++)
			*to++ = v >> 8 * k;
	}
}

static void make_run(struct pixel_run *run, struct area *area, const struct format *format,
		     u32 width)
{
	u32 bytes = width * format->bits / 8;

	run->pixels = place(area, bytes, below(2) ? 1 : format->bits / 8);
	run->format = pixel_format_find(format->fourcc);
	fill(format, (u8 *)run->pixels, width, true);
}

static u32 some_width(void)
{
	return below(2) ? 1 + below(8) : 1 + below(MAX_WIDTH);
}

/* Compose, compare with @want, check the checksum and one stored format. */
static void check8(const struct color *want, u32 width, const struct pixel_run *runs, size_t n)
{
	const struct format *format = &formats[below(N_FORMATS)];
	u32 bytes = width * format->bits / 8, i;
	u32 *line = place(&line8_area, width * 4, 4);
	struct pixel_crc crc;
	const u32 *got;
	u8 *to;

	got = pixel_compose(line, width, runs, n);
	for (i = 0; i < width; i++)
		EXPECT_EQ(got[i] & 0xffffff, (want[i].r / 257) << 16 |
			  (want[i].g / 257) << 8 | want[i].b / 257, "pixel");
	EXPECT_EQ(is_untouched(&line8_area, (u8 *)line, width * 4), true, "around the line");

	crc = pixel_crc_start(below(2));
	pixel_crc(&crc, got, width);
	pixel_crc(&crc, got, width);
	EXPECT_EQ(pixel_crc_value(&crc), reference_crc(want, width, 2), "checksum");

	to = place(&store_area, bytes, below(2) ? 1 : format->bits / 8);
	pixel_store(to, pixel_format_find(format->fourcc), got, width);
	for (i = 0; i < width; i++)
		EXPECT_EQ(read_bytes(to + i * format->bits / 8, format->bits / 8),
			  reference_store(format, want[i]), format->name);
	EXPECT_EQ(is_untouched(&store_area, to, bytes), true, "around the buffer");
}

static void check16(const struct color *want, u32 width, const struct pixel_run *runs, size_t n)
{
	const struct format *format = &formats[below(N_FORMATS)];
	u32 bytes = width * format->bits / 8, i;
	u64 *line = place(&line16_area, width * 8, 8);
	struct pixel_crc crc;
	const u64 *got;
	u8 *to;

	got = pixel_compose16(line, width, runs, n);
	for (i = 0; i < width; i++)
		EXPECT_EQ(got[i] & 0xffffffffffffULL,
			  want[i].r << 32 | want[i].g << 16 | want[i].b, "pixel of 16 bits");
	EXPECT_EQ(is_untouched(&line16_area, (u8 *)line, width * 8), true,
		  "around the line of 16 bits");

	crc = pixel_crc_start(below(2));
	pixel_crc16(&crc, got, width);
	pixel_crc16(&crc, got, width);
	EXPECT_EQ(pixel_crc_value(&crc), reference_crc(want, width, 2),
		  "checksum of 16 bits");

	to = place(&store_area, bytes, below(2) ? 1 : format->bits / 8);
	pixel_store16(to, pixel_format_find(format->fourcc), got, width);
	for (i = 0; i < width; i++)
		EXPECT_EQ(read_bytes(to + i * format->bits / 8, format->bits / 8),
			  reference_store(format, want[i]), format->name);
	EXPECT_EQ(is_untouched(&store_area, to, bytes), true, "around the buffer");
}

static void check(u32 width, const struct pixel_run *runs, size_t n)
{
	struct color want[MAX_WIDTH];
	bool deep = false;
	size_t i;

	for (i = 0; i < n; i++)
		deep |= runs[i].format->deep;
	reference(want, width, runs, n);
	check16(want, width, runs, n);
	if (!deep)
		check8(want, width, runs, n);
}

/* ---- Tests ---- */

static void test_formats(void)
{
	size_t i;

	for (i = 0; i < N_FORMATS; i++) {
		const struct pixel_format *format = pixel_format_find(formats[i].fourcc);

		if (!format) {
			EXPECT_EQ(0, 1, formats[i].name);
			continue;
		}
		EXPECT_EQ(format->fourcc, formats[i].fourcc, formats[i].name);
		EXPECT_EQ(format->size, formats[i].bits / 8, formats[i].name);
		EXPECT_EQ(format->opaque, formats[i].a == NONE, formats[i].name);
		EXPECT_EQ(format->deep, formats[i].r_bits == 16, formats[i].name);
	}
	EXPECT_EQ(!pixel_format_find(0), true, "no format");
	EXPECT_EQ(!pixel_format_find(fourcc_code('N', 'V', '1', '2')), true, "NV12");
}

static void test_background(void)
{
	u32 width;

	for (width = 0; width <= 9; width++)
		check(width, NULL, 0);
}

/* Every format alone, in every width, at several places. */
static void test_one_layer(void)
{
	struct pixel_run run;
	u32 i, width, round;

	for (i = 0; i < N_FORMATS; i++)
		for (width = 1; width <= MAX_WIDTH; width++)
			for (round = 0; round < 6; round++) {
				make_run(&run, &source_areas[0], &formats[i], width);
				check(width, &run, 1);
			}
}

/* Every value of a pixel of 16 bits. */
static void test_565(void)
{
	struct pixel_run run;
	u32 v, i, k;

	for (k = 4; k < 6; k++) {
		run.format = pixel_format_find(formats[k].fourcc);
		run.pixels = source_areas[0].start;
		for (v = 0; v < 65536; v += 64) {
			for (i = 0; i < 64; i++)
				((u16 *)source_areas[0].start)[i] = v + i;
			check(64, &run, 1);
		}
	}
}

/* Every value below every alpha; valid colors above, of which one is at its limit, and any. */
static void test_alpha8(void)
{
	struct pixel_run runs[2];
	u32 *low = (u32 *)source_areas[0].start, *high = (u32 *)source_areas[1].start;
	u32 alpha, v, i;

	runs[0].pixels = low;
	runs[0].format = pixel_format_find(DRM_FORMAT_XRGB8888);
	runs[1].pixels = high;
	runs[1].format = pixel_format_find(DRM_FORMAT_ARGB8888);
	for (alpha = 0; alpha < 256; alpha++)
		for (v = 0; v < 256; v += 64) {
			for (i = 0; i < 64; i++) {
				low[i] = (v + i) << 16 | (255 - v - i) << 8 | (v + i);
				/* The alpha of a neighbour is another one. */
				high[i] = (i & 1 ? 255 - alpha : alpha) << 24;
				high[i] |= below(high[i] / 0x1000000 + 1) << 16 |
					   below(high[i] / 0x1000000 + 1) << 8 |
					   high[i] >> 24;
			}
			check(64, runs, 2);
			for (i = 0; i < 64; i++)
				high[i] = alpha << 24 | (u32)(random64() & 0xffffff);
			check(64, runs, 2);
		}
}

/* Edges and random values of 16 bits, exact in 8 bits or just not. */
static void test_alpha16(void)
{
	static const u32 edges[] = {
		0, 1, 255, 256, 257, 32767, 32768, 65278, 65279, 65534, 65535
	};
	struct pixel_run runs[2];
	u64 *low = (u64 *)source_areas[0].start, *high = (u64 *)source_areas[1].start;
	u32 a, s, i, n = ARRAY_SIZE(edges), round;

	runs[0].pixels = low;
	runs[0].format = pixel_format_find(DRM_FORMAT_XRGB16161616);
	runs[1].pixels = high;
	runs[1].format = pixel_format_find(DRM_FORMAT_ARGB16161616);
	for (a = 0; a < n; a++)
		for (s = 0; s < n; s++)
			for (round = 0; round < 4; round++) {
				for (i = 0; i < n; i++) {
					low[i] = (u64)edges[i] << 32 | (u64)edges[i] << 16 |
						 edges[i];
					high[i] = (u64)edges[a] << 48 | (u64)edges[s] << 32 |
						  (u64)edges[s] << 16 | edges[s];
					if (round == 1)
						low[i] = below(256) * 0x0101010101010101ULL;
					if (round == 2)
						low[i] ^= 1ULL << below(64);
					if (round == 3)
						high[i] ^= 1ULL << below(64);
				}
				check(n, runs, 2);
			}
}

/* Layers of all formats. */
static void test_layers(bool deep)
{
	struct pixel_run runs[MAX_RUNS];
	u32 round, width, n, i;

	for (round = 0; round < 6000; round++) {
		width = some_width();
		n = 1 + below(MAX_RUNS);
		for (i = 0; i < n; i++)
			make_run(&runs[i], &source_areas[i],
				 &formats[below(deep ? N_FORMATS : 6)], width);
		check(width, runs, n);
	}
}

static void test_layers8(void)
{
	test_layers(false);
}

static void test_layers16(void)
{
	test_layers(true);
}

/* A layer whose pixels are the line is not copied; it would be if anything were above. */
static void test_no_copy(void)
{
	struct pixel_run runs[3];
	u32 line[8];
	u64 line16[8];

	make_run(&runs[0], &source_areas[0], &formats[0], 8);
	runs[0].pixels = source_areas[0].start;
	EXPECT_EQ(pixel_compose(line, 8, runs, 1) == runs[0].pixels, true, "one layer");
	make_run(&runs[1], &source_areas[1], &formats[1], 8);
	EXPECT_EQ(pixel_compose(line, 8, runs, 2) == line, true, "another above");
	runs[0].pixels++;
	EXPECT_EQ(pixel_compose(line, 8, runs, 1) == line, true, "misaligned");
	runs[0].pixels--;
	runs[2] = runs[0];
	EXPECT_EQ(pixel_compose(line, 8, &runs[1], 2) == runs[2].pixels, true, "another below");
	make_run(&runs[0], &source_areas[0], &formats[6], 8);
	runs[0].pixels = source_areas[0].start;
	EXPECT_EQ(pixel_compose16(line16, 8, runs, 1) == runs[0].pixels, true, "deep");
}

/* The same picture in each pair of formats that can hold it has the same checksum. */
static void test_same_picture(void)
{
	static u64 sources[N_FORMATS][64];
	u32 crcs[2 * N_FORMATS], n, i, k, width = 63, v;
	struct color colors[64];
	u64 line16[64];
	u32 line[64];

	for (k = 0; k < 64; k++) {
		v = below(4);
		/* Black, white and the other corners: all formats have them. */
		colors[k] = (struct color) { v & 1 ? 65535 : 0, v & 2 ? 65535 : 0,
					     below(2) * 65535, 65535 };
	}
	for (n = 0, i = 0; i < N_FORMATS; i++) {
		struct pixel_run run = {
			sources[i], pixel_format_find(formats[i].fourcc)
		};
		struct pixel_crc crc = pixel_crc_start(i & 1);

		for (k = 0; k < 64; k++) {
			u64 pixel = reference_store(&formats[i], colors[k]);

			memcpy((u8 *)sources[i] + k * formats[i].bits / 8, &pixel,
			       formats[i].bits / 8);
		}
		pixel_crc16(&crc, pixel_compose16(line16, width, &run, 1), width);
		EXPECT_EQ(crc.residual, 0, "residual");
		crcs[n++] = pixel_crc_value(&crc);
		if (!run.format->deep) {
			crc = pixel_crc_start(!(i & 1));
			pixel_crc(&crc, pixel_compose(line, width, &run, 1), width);
			crcs[n++] = pixel_crc_value(&crc);
		}
	}
	for (i = 1; i < n; i++)
		EXPECT_EQ(crcs[i], crcs[0], "checksum");
}

/* What a checksum must notice: any bit, of any pixel, of either depth. */
static void test_crc_notices(void)
{
	u64 line16[5] = { 0 };
	u32 line[5] = { 0 }, i, bit, black, black16;
	struct pixel_crc crc = pixel_crc_start(true);

	pixel_crc(&crc, line, 5);
	black = pixel_crc_value(&crc);
	crc = pixel_crc_start(false);
	pixel_crc16(&crc, line16, 5);
	black16 = pixel_crc_value(&crc);
	EXPECT_EQ(black16, black, "black");
	crc = pixel_crc_start(true);
	pixel_crc(&crc, line, 4);
	EXPECT_EQ(pixel_crc_value(&crc) != black, true, "fewer pixels");
	for (i = 0; i < 5; i++)
		for (bit = 0; bit < 64; bit++) {
			if (bit < 32) {
				line[i] = 1u << bit;
				crc = pixel_crc_start(bit & 1);
				pixel_crc(&crc, line, 5);
				EXPECT_EQ(pixel_crc_value(&crc) == black, bit >= 24, "bit");
				line[i] = 0;
			}
			line16[i] = 1ULL << bit;
			crc = pixel_crc_start(bit & 1);
			pixel_crc16(&crc, line16, 5);
			EXPECT_EQ(pixel_crc_value(&crc) == black, bit >= 48, "bit of 16");
			EXPECT_EQ(!crc.residual, bit >= 48, "residual");
			line16[i] = 0;
		}
}

/* A published value of CRC-32C that pixels can have. */
static void test_crc_known(void)
{
	struct pixel_crc crc = pixel_crc_start(true), table = pixel_crc_start(false);
	u32 zeros[8] = { 0 };

	/* 32 bytes of zeros: RFC 3720, B.4. */
	pixel_crc(&crc, zeros, 8);
	pixel_crc(&table, zeros, 8);
	EXPECT_EQ(~crc.crc, 0x8a9136aa, "instruction");
	EXPECT_EQ(~table.crc, 0x8a9136aa, "table");
}

/* Every value, to every format. */
static void test_store(void)
{
	u64 line16[64];
	u32 line[64], v, i, k, kind;
	struct color color;
	u8 *to = store_area.start;

	for (k = 0; k < N_FORMATS; k++) {
		const struct pixel_format *format = pixel_format_find(formats[k].fourcc);

		for (v = 0; v < 65536; v += 64) {
			for (i = 0; i < 64; i++) {
				line16[i] = random64() << 48 | (u64)(v + i) << 32 |
					    (u64)(65535 - v - i) << 16 | ((v + i) ^ 0x5555);
				line[i] = random64() << 24 | (v + i) % 256 << 16 |
					  (255 - (v + i) % 256) << 8 | (u8)((v + i) * 7);
			}
			for (kind = 0; kind < 2; kind++) {
				if (kind)
					pixel_store16(to, format, line16, 64);
				else
					pixel_store(to, format, line, 64);
				for (i = 0; i < 64; i++) {
					color = load(&formats[kind ? 6 : 0],
						     kind ? (void *)&line16[i] : &line[i]);
					EXPECT_EQ(read_bytes(to + i * format->size,
							     format->size),
						  reference_store(&formats[k], color),
						  formats[k].name);
				}
			}
		}
	}
}

static void test_lut(void)
{
	struct pixel_lut lut;
	u64 line[64], got[64], want, at;
	u32 v, i, c;
	const u16 *tables[3] = { lut.blue, lut.green, lut.red };

	for (i = 0; i < 256; i++) {
		lut.red[i] = i * 257;
		lut.green[i] = 65535 - i * 257;
		lut.blue[i] = value(16);
	}
	for (v = 0; v < 65536; v += 64) {
		for (i = 0; i < 64; i++)
			line[i] = random64() << 48 | (v + i) * 0x000100010001ULL;
		pixel_lut16(got, line, 64, &lut);
		for (i = 0; i < 64; i++)
			for (c = 0; c < 3; c++) {
				at = (v + i) / 257;
				want = at == 255 ? tables[c][at] :
					divide(tables[c][at] * (257 - (v + i) % 257) +
					       tables[c][at + 1] * ((v + i) % 257), 257);
				EXPECT_EQ(got[i] >> 16 * c & 0xffff, want, "table");
			}
		EXPECT_EQ(got[0] >> 32 & 0xffff, v, "the line itself");
		pixel_lut16(line, line, 64, &lut);
		EXPECT_EQ(!memcmp(line, got, sizeof(got)), true, "in place");
	}
}

static void test(const char *name, void (*function)(void))
{
	failing = false;
	function();
	count++;
	if (failing)
		failed++;
	else
		passed++;
	printf("%sok %u %s\n", failing ? "not " : "", count, name);
	fflush(stdout);
}

int main(void)
{
	u32 i;

	for (i = 0; i < MAX_RUNS; i++)
		source_areas[i] = area_new();
	line8_area = area_new();
	line16_area = area_new();
	store_area = area_new();
	pixel_crc_init();

	puts("KTAP version 1\n1..14");
	test("formats are found", test_formats);
	test("without layers, a line is black", test_background);
	test("one layer of each format", test_one_layer);
	test("each value of 565", test_565);
	test("each value below each alpha of 8 bits", test_alpha8);
	test("edges of 16 bits", test_alpha16);
	test("layers of 8 bits", test_layers8);
	test("layers of all depths", test_layers16);
	test("a line that is ready is not copied", test_no_copy);
	test("same picture, same checksum", test_same_picture);
	test("each bit is in the checksum", test_crc_notices);
	test("the checksum is CRC-32C", test_crc_known);
	test("each value is stored to each format", test_store);
	test("table", test_lut);
	printf("%u passed, %u failed\n", passed, failed);
	return failed != 0;
}
