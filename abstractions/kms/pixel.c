// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/string.h>
#include <drm/drm_fourcc.h>
#include "pixel.h"
#include "pixel_crc.h"

/*
 * Several channels are computed at once, each in a lane of a u64. Functions that are
 * given an order are inlined, and it is a constant there: that makes a loop for each
 * order, without branches on it. "Two pixels" are one in each half of a u64.
 *
 * Pixels of layers may be read twice and differ then: where they are indexes of a
 * table, the index is in bounds whatever they are.
 */
#define LANES_8		0x00ff00ff00ff00ffULL	/* of 16 bits, the lower 8 of each */
#define LANES_16	0x0000ffff0000ffffULL	/* of 32 bits, the lower 16 of each */
#define COLORS_8	0x00ffffff00ffffffULL	/* of two pixels; the rest is alpha */
#define COLORS_16	0x0000ffffffffffffULL	/* of one */

static __always_inline u64 kept(u64 constant)
{
	asm("" : "+r" (constant));
	return constant;
}

/* How the channels of a pixel lie, from the most significant bit on. */
enum pixel_order {
	PIXEL_RGB888,
	PIXEL_BGR888,
	PIXEL_RGB565,
	PIXEL_BGR565,
	PIXEL_RGB161616,
	PIXEL_BGR161616,
};

/* Bytes; a constant expression. */
#define SIZE_OF(order) \
	((order) >= PIXEL_RGB161616 ? 8 : (order) >= PIXEL_RGB565 ? 2 : 4)

/* A word in a buffer, whose pitch and offset may be such that nothing is aligned. */
#define AT(type, place)	(((struct { type value; } __packed *)(place))->value)

/* Each of four lanes / 255, rounded to nearest. Exact for products of two 8-bit values. */
static __always_inline u64 div255(u64 v)
{
	v += 0x0080008000800080ULL;
	v += v >> 8 & LANES_8;
	return v >> 8 & LANES_8;
}

/* Each of two lanes / 65535, rounded. Exact for products of two 16-bit values. */
static __always_inline u64 div65535(u64 v)
{
	v += 0x0000800000008000ULL;
	v += v >> 16 & LANES_16;
	return v >> 16 & LANES_16;
}

/* 0xAARRGGBB to four lanes of 16-bit values in that order. */
static __always_inline u64 widen(u32 pixel)
{
	u64 v = (pixel | (u64)pixel << 16) & LANES_16;

	return ((v | v << 8) & LANES_8) * 257;
}

/* Four lanes, of which the first is ignored, to 0x00RRGGBB, rounded to nearest. */
static __always_inline u32 narrow(u64 v)
{
	u64 blue_red = div65535((v & LANES_16) * 255);
	u64 green = div65535((v >> 16 & 0xffff) * 255);

	return blue_red | blue_red >> 16 | green << 8;
}

/*
 * Add channels of @bits bits each, of which @ones has the lowest bits. A sum exceeds the
 * maximum, and becomes it, only where a color exceeds its alpha: the bits of @ones in
 * which sum and exclusive or differ are the carries out of the channels below.
 */
static __always_inline u64 add(u64 a, u64 b, u32 bits, u64 ones)
{
	u64 sum = a + b, carries = (a ^ b ^ sum) & ones, over;

	if (likely(!carries))
		return sum;
	over = carries - (carries >> bits);
	return (sum - (carries & ~over)) | over;
}

/* One or two pixels of RGB565 to 0x00RRGGBB. Bits 16 to 31 and 48 to 63 are ignored. */
static __always_inline u64 from565(u64 v, bool bgr)
{
	u64 low = v & 0x0000001f0000001fULL;
	u64 high = v >> 11 & 0x0000001f0000001fULL;
	u64 green = v >> 5 & 0x0000003f0000003fULL;
	u64 blue_red = bgr ? high | low << 16 : low | high << 16;

	/* These are round(v * 255 / 31) and round(v * 255 / 63) for all v. */
	blue_red = (blue_red * 527 + 23 * 0x0001000100010001ULL) >> 6 & LANES_8;
	green = (green * 16581 + 2000 * 0x0000000100000001ULL) >> 4 & 0x0000ff000000ff00ULL;
	return blue_red | green;
}

/* Exchange red and blue of two pixels, or of one. */
static __always_inline u64 swap8(u64 v)
{
	return (v & 0xff00ff00ff00ff00ULL) | (v >> 16 & 0x000000ff000000ffULL) |
	       (v & 0x000000ff000000ffULL) << 16;
}

static __always_inline u64 swap16(u64 v)
{
	return (v & 0xffff0000ffff0000ULL) | (v >> 32 & 0xffff) | (v & 0xffff) << 32;
}

/* Two pixels as 0xAARRGGBB; alpha is undefined if the format has none. */
static __always_inline u64 load_two(enum pixel_order order, const void *from)
{
	u64 pair;

	switch (order) {
	case PIXEL_RGB565:
	case PIXEL_BGR565:
		pair = AT(u32, from);
		return from565(pair | pair << 16, order == PIXEL_BGR565);
	case PIXEL_BGR888:
		return swap8(AT(u64, from));
	default:
		return AT(u64, from);
	}
}

static __always_inline u32 load8(enum pixel_order order, const void *from)
{
	switch (order) {
	case PIXEL_RGB565:
	case PIXEL_BGR565:
		return from565(AT(u16, from), order == PIXEL_BGR565);
	case PIXEL_BGR888:
		return swap8(AT(u32, from));
	default:
		return AT(u32, from);
	}
}

static __always_inline u64 load16(enum pixel_order order, const void *from)
{
	switch (order) {
	case PIXEL_RGB161616:
		return AT(u64, from);
	case PIXEL_BGR161616:
		return swap16(AT(u64, from));
	default:
		return widen(load8(order, from));
	}
}

/*
 * Two lanes of each of two pixels times a factor for each pixel, / 255: in the upper half of
 * each lane, the rest is undefined.
 */
static __always_inline u64 scale(u64 lanes, u64 first, u64 second)
{
	u64 low;

	lanes &= kept(LANES_8);
	low = (u32)lanes;
	/* No product gets from the lower half into the upper one. */
	lanes = lanes * second + low * (first - second) + kept(0x0080008000800080ULL);
	return lanes + (lanes >> 8 & kept(LANES_8));
}

/*
 * Two pixels, with an alpha each, over two others: what they hide of those is taken away.
 * The leading byte of what is below may be anything: what is left of it and alpha do not
 * exceed 255, so nothing is carried.
 */
static __always_inline u64 over8(u64 above, u64 first, u64 second, u64 below)
{
	u64 even = scale(below, first, second), odd = scale(below >> 8, first, second);
	u64 hidden = odd ^ ((odd ^ even >> 8) & kept(LANES_8));

	return add(above, below - hidden, 8, kept(0x0101010101010101ULL));
}

/* One pixel over another, in 8 bits if that is exact for both. */
static __always_inline u64 over16(u64 above, u64 below)
{
	u64 clear = ~above >> 48;
	u64 inexact = (above ^ above >> 8) | ((below ^ below >> 8) & COLORS_16);
	u64 rest;

	if (inexact & LANES_8)
		rest = div65535((below & LANES_16) * clear) |
		       div65535((below >> 16 & LANES_16) * clear) << 16;
	else
		rest = div255((below & LANES_8) * (clear & 0xff)) * 257;
	return add(above, rest, 16, 0x0001000100010001ULL);
}

/* Of an even width, to which the pointers, at the end, are relative: a loop to 0 is short. */
static __always_inline void draw8(enum pixel_order order, bool opaque, u32 *to,
				  const u32 *below, const void *from, size_t width)
{
	const u32 step = SIZE_OF(order);
	const size_t even = width & ~1ULL;
	long i;

	to += even;
	below += even;
	from += even * step;
	for (i = -(long)even; i; i += 2) {
		u64 above = load_two(order, from + i * step);

		/* Both are: most that are not are told by one. */
		if (opaque || ((u32)above >= 0xff000000 && above >= 0xff00000000000000ULL))
			AT(u64, to + i) = above;
		else if (above)
			/* To read its alphas again takes less than to shift. */
			AT(u64, to + i) = over8(above, AT(u8, from + i * step + 3),
						AT(u8, from + i * step + 7),
						AT(u64, below + i));
		else
			AT(u64, to + i) = AT(u64, below + i);
	}
	if (width & 1) {
		u32 above = load8(order, from);

		*to = opaque ? above : over8(above, above >> 24, 0, *below);
	}
}

static __always_inline void draw16(enum pixel_order order, bool opaque, u64 *to,
				   const u64 *below, const void *from, size_t width)
{
	const u32 step = SIZE_OF(order);
	size_t i;

	for (i = 0; i < width; i++) {
		u64 above = load16(order, from + i * step);

		if (opaque || above >= ~COLORS_16)
			to[i] = above;
		else
			to[i] = above ? over16(above, below[i]) : below[i];
	}
}

static __always_inline u16 to565(u64 red, u64 green, u64 blue, bool bgr)
{
	return bgr ? blue << 11 | green << 5 | red : red << 11 | green << 5 | blue;
}

static __always_inline void store8(enum pixel_order order, void *to, u32 pixel)
{
	u64 v;

	switch (order) {
	case PIXEL_RGB888:
		AT(u32, to) = pixel | 0xff000000;
		break;
	case PIXEL_BGR888:
		AT(u32, to) = swap8(pixel) | 0xff000000;
		break;
	case PIXEL_RGB565:
	case PIXEL_BGR565:
		v = div255((pixel & 0xff00ffULL) * 31 | (pixel >> 8 & 0xffULL) * 63 << 32);
		AT(u16, to) = to565(v >> 16 & 31, v >> 32, v & 31, order == PIXEL_BGR565);
		break;
	case PIXEL_RGB161616:
		AT(u64, to) = widen(pixel) | ~COLORS_16;
		break;
	case PIXEL_BGR161616:
		AT(u64, to) = swap16(widen(pixel)) | ~COLORS_16;
		break;
	}
}

static __always_inline void store16(enum pixel_order order, void *to, u64 pixel)
{
	u64 v, green;

	switch (order) {
	case PIXEL_RGB565:
	case PIXEL_BGR565:
		v = div65535((pixel & LANES_16) * 31);
		green = div65535((pixel >> 16 & 0xffff) * 63);
		AT(u16, to) = to565(v >> 32, green, v & 31, order == PIXEL_BGR565);
		break;
	case PIXEL_RGB161616:
		AT(u64, to) = pixel | ~COLORS_16;
		break;
	case PIXEL_BGR161616:
		AT(u64, to) = swap16(pixel) | ~COLORS_16;
		break;
	default:
		store8(order, to, narrow(pixel));
		break;
	}
}

static __always_inline void store8_line(enum pixel_order order, void *to, const u32 *line,
					size_t width)
{
	size_t i = 0;

	if (SIZE_OF(order) == 4)
		for (; i < (width & ~1ULL); i += 2) {
			u64 pair = AT(u64, line + i) | ~COLORS_8;

			AT(u64, to + i * 4) = order == PIXEL_BGR888 ? swap8(pair) : pair;
		}
	for (; i < width; i++)
		store8(order, to + i * SIZE_OF(order), line[i]);
}

static __always_inline void store16_line(enum pixel_order order, void *to, const u64 *line,
					 size_t width)
{
	size_t i;

	for (i = 0; i < width; i++)
		store16(order, to + i * SIZE_OF(order), line[i]);
}

/* A format and its functions. */
#define PIXEL_FORMAT(name, _order, _opaque)					\
static void draw_##name(u32 *to, const u32 *below, const void *from, u32 width)	\
{										\
	/* The caller was told to use other lines for deep ones. */		\
	if (SIZE_OF(_order) != 8)						\
		draw8(_order, _opaque, to, below, from, width);			\
}										\
										\
static void draw16_##name(u64 *to, const u64 *below, const void *from, u32 width) \
{										\
	draw16(_order, _opaque, to, below, from, width);			\
}										\
										\
static void store_##name(void *to, const u32 *line, u32 width)			\
{										\
	store8_line(_order, to, line, width);					\
}										\
										\
static void store16_##name(void *to, const u64 *line, u32 width)		\
{										\
	store16_line(_order, to, line, width);					\
}										\
										\
static const struct pixel_format format_##name = {				\
	.fourcc = DRM_FORMAT_##name,						\
	.size = SIZE_OF(_order),						\
	.opaque = _opaque,							\
	.deep = SIZE_OF(_order) == 8,						\
	.draw = draw_##name,							\
	.draw16 = draw16_##name,						\
	.store = store_##name,							\
	.store16 = store16_##name,						\
}

PIXEL_FORMAT(XRGB8888, PIXEL_RGB888, true);
PIXEL_FORMAT(ARGB8888, PIXEL_RGB888, false);
PIXEL_FORMAT(XBGR8888, PIXEL_BGR888, true);
PIXEL_FORMAT(ABGR8888, PIXEL_BGR888, false);
PIXEL_FORMAT(RGB565, PIXEL_RGB565, true);
PIXEL_FORMAT(BGR565, PIXEL_BGR565, true);
PIXEL_FORMAT(XRGB16161616, PIXEL_RGB161616, true);
PIXEL_FORMAT(ARGB16161616, PIXEL_RGB161616, false);
PIXEL_FORMAT(XBGR16161616, PIXEL_BGR161616, true);
PIXEL_FORMAT(ABGR16161616, PIXEL_BGR161616, false);

static const struct pixel_format *const formats[] = {
	&format_XRGB8888, &format_ARGB8888, &format_XBGR8888, &format_ABGR8888,
	&format_RGB565, &format_BGR565,
	&format_XRGB16161616, &format_ARGB16161616,
	&format_XBGR16161616, &format_ABGR16161616,
};

/**
 * pixel_format_find() - look up a format
 * @fourcc: DRM_FORMAT_...
 *
 * Context: any.
 * Return: the format, which is static, or NULL if it is not supported.
 */
const struct pixel_format *pixel_format_find(u32 fourcc)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(formats); i++)
		if (formats[i]->fourcc == fourcc)
			return formats[i];
	return NULL;
}

/*
 * Both functions below; @format is that of a line, and a constant there. Pixels of that
 * format are looked at where they are, if they can be accessed as a line.
 */
static __always_inline const void *compose(void *line, u32 width, const struct pixel_run *runs,
					   size_t n, const struct pixel_format *format)
{
	const void *below = line;

	/* The caller has room for @width pixels. */
	if (!n || !runs->format->opaque)
		memset(line, 0, (size_t)width * format->size);
	for (; n; n--, runs++) {
		const void *pixels = runs->pixels;

		if (runs->format == format && IS_ALIGNED((unsigned long)pixels, format->size)) {
			below = pixels;
			continue;
		}
		if (format->deep)
			runs->format->draw16(line, below, pixels, width);
		else
			runs->format->draw(line, below, pixels, width);
		below = line;
	}
	return below;
}

/**
 * pixel_compose() - put the layers of a line on top of each other
 * @line: room for @width pixels, borrowed
 * @width: in pixels
 * @runs: the layers, from the lowest; none of a deep format
 * @n: how many
 *
 * Layers below an opaque one cost time, and are best left out.
 *
 * Context: any.
 * Return: the composed line: @line, or the pixels of the uppermost layer if they are all
 * that is to be seen; borrowed from whom they belong to.
 */
const u32 *pixel_compose(u32 *line, u32 width, const struct pixel_run *runs, size_t n)
{
	return compose(line, width, runs, n, &format_XRGB8888);
}

/**
 * pixel_compose16() - as pixel_compose(), with 16 bits a channel
 * @line: room for @width pixels, borrowed
 * @width: in pixels
 * @runs: the layers, from the lowest, of any format
 * @n: how many
 *
 * Context: any.
 * Return: the composed line: @line, or the pixels of the uppermost layer if they are all
 * that is to be seen; borrowed from whom they belong to.
 */
const u64 *pixel_compose16(u64 *line, u32 width, const struct pixel_run *runs, size_t n)
{
	return compose(line, width, runs, n, &format_XRGB16161616);
}

static __always_inline u64 look_up(const u16 *table, u32 value)
{
	u32 at = value / 257, part = value % 257;
	s32 step;

	if (!part)
		return table[at];
	step = table[at + 1] - table[at];
	/* Rounded to nearest; the sum of both is positive. */
	return (table[at] * 257 + step * (s32)part + 128) / 257;
}

/**
 * pixel_lut16() - replace the values of a line by those of a table
 * @to: room for @width pixels, borrowed; may be @line
 * @line: a composed line, borrowed
 * @width: in pixels
 * @lut: the table, borrowed
 *
 * Context: any.
 */
void pixel_lut16(u64 *to, const u64 *line, u32 width, const struct pixel_lut *lut)
{
	u32 i;

	for (i = 0; i < width; i++) {
		/* Once: the line may be a layer's, and this is an index. */
		u64 v = READ_ONCE(line[i]);

		to[i] = look_up(lut->red, v >> 32 & 0xffff) << 32 |
			look_up(lut->green, v >> 16 & 0xffff) << 16 |
			look_up(lut->blue, v & 0xffff);
	}
}

/* crc_table[n][v]: CRC-32C of byte v with n zeros after it. */
static u32 crc_table[8][256];

/**
 * pixel_crc_init() - make the tables for checksums that use no instruction of the CPU
 *
 * Context: any; to be called once, before the functions below.
 */
void pixel_crc_init(void)
{
	u32 crc, n, v, bit;

	for (v = 0; v < 256; v++) {
		crc = v;
		for (bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
		crc_table[0][v] = crc;
	}
	for (n = 1; n < 8; n++)
		for (v = 0; v < 256; v++) {
			crc = crc_table[n - 1][v];
			crc_table[n][v] = crc >> 8 ^ crc_table[0][crc & 0xff];
		}
}

/* What 4 bytes, of which the checksum so far was subtracted, add to it. */
static __always_inline u32 crc_look_up(u32 data, u32 bytes_after)
{
	u32 (*table)[256] = &crc_table[bytes_after];

	return table[3][data & 0xff] ^ table[2][data >> 8 & 0xff] ^
	       table[1][data >> 16 & 0xff] ^ table[0][data >> 24];
}

/* The checksum after 8 more bytes, or 4. */
static __always_inline u64 crc_step8(u64 crc, u64 data, bool hardware)
{
	if (hardware)
		return pixel_crc64(crc, data);
	return crc_look_up(data ^ crc, 4) ^ crc_look_up(data >> 32, 0);
}

static __always_inline u64 crc_step4(u64 crc, u32 data, bool hardware)
{
	return hardware ? pixel_crc32(crc, data) : crc_look_up(data ^ crc, 0);
}

static __always_inline u32 crc_line(u64 crc, const u32 *line, size_t width, bool hardware)
{
	long i;

	line += width & ~1ULL;
	for (i = -(long)(width & ~1ULL); i; i += 2)
		crc = crc_step8(crc, AT(u64, line + i) & COLORS_8, hardware);
	if (width & 1)
		crc = crc_step4(crc, *line & COLORS_8, hardware);
	return crc;
}

static __always_inline void crc_line16(struct pixel_crc *state, const u64 *line, size_t width,
				       bool hardware)
{
	u64 crc = state->crc, residual = state->residual;
	u32 i;

	for (i = 0; i < width; i++) {
		u64 v = line[i] & COLORS_16;
		u32 upper = (v >> 24 & 0xff0000) | (v >> 16 & 0xff00) | (v >> 8 & 0xff);

		crc = crc_step4(crc, upper, hardware);
		/* A value is a multiple of 257 if its two bytes are the same. */
		v = (v ^ v >> 8) & LANES_8;
		if (residual | v)
			residual = crc_step8(residual, v, hardware);
	}
	state->crc = crc;
	state->residual = residual;
}

/**
 * pixel_crc_start() - the checksum of no pixels
 * @hardware: use the CPU's instruction, which it has; ignored for other than x86-64
 *
 * Context: any.
 * Return: the checksum, to which pixel_crc() and pixel_crc16() add lines.
 */
struct pixel_crc pixel_crc_start(bool hardware)
{
	return (struct pixel_crc){ .crc = ~0, .hardware = PIXEL_CRC_HARDWARE && hardware };
}

/**
 * pixel_crc() - add a line to a checksum
 * @crc: the checksum, borrowed
 * @line: what pixel_compose() returned, borrowed
 * @width: in pixels
 *
 * Context: any.
 */
void pixel_crc(struct pixel_crc *crc, const u32 *line, u32 width)
{
	if (PIXEL_CRC_HARDWARE && crc->hardware)
		crc->crc = crc_line(crc->crc, line, width, true);
	else
		crc->crc = crc_line(crc->crc, line, width, false);
}

/**
 * pixel_crc16() - add a line with 16 bits a channel to a checksum
 * @crc: the checksum, borrowed
 * @line: what pixel_compose16() returned, borrowed
 * @width: in pixels
 *
 * Context: any.
 */
void pixel_crc16(struct pixel_crc *crc, const u64 *line, u32 width)
{
	if (PIXEL_CRC_HARDWARE && crc->hardware)
		crc_line16(crc, line, width, true);
	else
		crc_line16(crc, line, width, false);
}

/**
 * pixel_crc_value() - a checksum as one number
 * @crc: the checksum, borrowed
 *
 * Context: any.
 * Return: the number; that of the CRC-32C alone if no pixel has more than 8 bits.
 */
u32 pixel_crc_value(const struct pixel_crc *crc)
{
	/* Turned, so that the same in both does not cancel out. */
	return crc->crc ^ (crc->residual << 16 | crc->residual >> 16);
}

/**
 * pixel_store() - write a line to a buffer
 * @to: where; room for @width pixels of @format, borrowed
 * @format: of the buffer; alpha and X are written as opaque
 * @line: what pixel_compose() returned, borrowed
 * @width: in pixels
 *
 * Values are rounded to nearest.
 *
 * Context: any.
 */
void pixel_store(void *to, const struct pixel_format *format, const u32 *line, u32 width)
{
	format->store(to, line, width);
}

/**
 * pixel_store16() - as pixel_store(), from a line with 16 bits a channel
 * @to: where; room for @width pixels of @format, borrowed
 * @format: of the buffer; alpha and X are written as opaque
 * @line: what pixel_compose16() returned, borrowed
 * @width: in pixels
 *
 * Context: any.
 */
void pixel_store16(void *to, const struct pixel_format *format, const u64 *line, u32 width)
{
	format->store16(to, line, width);
}
