/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_KMS_PIXEL_H
#define SDRM_KMS_PIXEL_H

#include <linux/types.h>

/**
 * DOC: composing lines of pixels
 *
 * A frame is composed line by line: pixel_compose() puts the layers of one line on top
 * of each other, pixel_crc() takes the checksum of the result, and pixel_store() writes
 * it to a buffer. The background is black, alpha is premultiplied, and what a format
 * calls X is ignored.
 *
 * A frame none of whose layers has more than 8 bits a channel is composed in lines of
 * one u32 a pixel, 0x00RRGGBB; others, by the functions whose names end in 16, in lines
 * of one u64, 0x0000RRRRGGGGBBBB. The leading byte, or u16, of a composed pixel may
 * have any value: who reads a line ignores it. An 8-bit value v is 257 * v in 16 bits.
 *
 * What a picture looks like, and its checksum, do not depend on the depth of the lines:
 * with all values d and s of a pixel and what is below it, and alpha, being multiples of
 * 257, the result is rounded to such a multiple, that is, computed in 8 bits. With
 * max = 255 then, and else 65535, it is min(s + round(d * (max - alpha) / max), max). A
 * color that exceeds alpha, which premultiplied colors must not, is therefore harmless.
 *
 * All functions can be called in any context, take no lock, use no FPU and access only
 * what their arguments describe. The pixels of a layer may change meanwhile. No buffer
 * need be aligned.
 */

/**
 * struct pixel_format - a format of layers and of buffers that are written to
 * @fourcc: DRM's name of it
 * @size: bytes a pixel
 * @opaque: it has no alpha
 * @deep: it has 16 bits a channel
 */
struct pixel_format {
	u32 fourcc;
	u8 size;
	bool opaque;
	bool deep;
	/* private: */
	void (*draw)(u32 *to, const u32 *below, const void *from, u32 width);
	void (*draw16)(u64 *to, const u64 *below, const void *from, u32 width);
	void (*store)(void *to, const u32 *line, u32 width);
	void (*store16)(void *to, const u64 *line, u32 width);
};

/**
 * struct pixel_run - a layer on a line, or on a part of one, all of which it covers
 * @pixels: the first one, borrowed
 * @format: of the pixels
 */
struct pixel_run {
	const void *pixels;
	const struct pixel_format *format;
};

/**
 * struct pixel_crc - the checksum of a frame
 * @crc: CRC-32C of the pixels rounded down to 8 bits, each a little-endian 0x00RRGGBB
 * @residual: CRC-32C, from 0, of what the rounding lost; 0 if nothing was lost
 * @hardware: use the CPU's instruction
 */
struct pixel_crc {
	u32 crc;
	u32 residual;
	bool hardware;
};

/**
 * struct pixel_lut - a table for each channel, of 256 values
 * @red: what replaces 0, 257, 514, ... 65535; in between, it is interpolated
 * @green: likewise
 * @blue: likewise
 */
struct pixel_lut {
	u16 red[256];
	u16 green[256];
	u16 blue[256];
};

const struct pixel_format *pixel_format_find(u32 fourcc);

const u32 *pixel_compose(u32 *line, u32 width, const struct pixel_run *runs, size_t n);
const u64 *pixel_compose16(u64 *line, u32 width, const struct pixel_run *runs, size_t n);

void pixel_lut16(u64 *to, const u64 *line, u32 width, const struct pixel_lut *lut);

void pixel_crc_init(void);
struct pixel_crc pixel_crc_start(bool hardware);
void pixel_crc(struct pixel_crc *crc, const u32 *line, u32 width);
void pixel_crc16(struct pixel_crc *crc, const u64 *line, u32 width);
u32 pixel_crc_value(const struct pixel_crc *crc);

void pixel_store(void *to, const struct pixel_format *format, const u32 *line, u32 width);
void pixel_store16(void *to, const struct pixel_format *format, const u64 *line, u32 width);

#endif /* SDRM_KMS_PIXEL_H */
