// SPDX-License-Identifier: GPL-2.0
#include <linux/export.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <drm/drm_atomic.h>
#include <drm/drm_atomic_helper.h>
#include <drm/drm_blend.h>
#include <drm/drm_gem_framebuffer_helper.h>
#include "kms.h"

static void add_layer(struct sdrm_frame *frame, const struct drm_plane_state *plane)
{
	struct kms_layer *layer = &frame->layers[frame->count];

	layer->format = pixel_format_find(plane->fb->format->format);
	if (WARN_ON(!layer->format))
		return;
	/* Put with the frame. */
	drm_framebuffer_get(plane->fb);
	layer->fb = to_kms_framebuffer(plane->fb);
	layer->plane = plane->plane->index;
	/* Clipped, and neither scaled nor rotated: both have the same size. */
	layer->from_x = plane->src.x1 >> 16;
	layer->from_y = plane->src.y1 >> 16;
	layer->x = plane->dst.x1;
	layer->y = plane->dst.y1;
	layer->width = drm_rect_width(&plane->dst);
	layer->height = drm_rect_height(&plane->dst);
	frame->deep |= layer->format->deep;
	frame->count++;
}

/*
 * A frame of the size of @state, without layers, with room for all that a CRTC can have.
 *
 * Return: the frame, owned; ERR_PTR(-ENOMEM).
 */
struct sdrm_frame *kms_frame_create(const struct drm_crtc_state *state)
{
	u32 room = hweight32(state->plane_mask);
	struct sdrm_frame *frame;

	/* Charged to who commits; freed by kms_frame_put(). */
	frame = kzalloc(struct_size(frame, layers, room), GFP_KERNEL_ACCOUNT);
	if (!frame)
		return ERR_PTR(-ENOMEM);
	/* Not shared yet. */
	refcount_set(&frame->refs, 1);
	frame->room = room;
	frame->crtc = to_kms_crtc(state->crtc);
	frame->width = state->mode.hdisplay;
	frame->height = state->mode.vdisplay;
	return frame;
}

/* All planes of @state, which are in the commit and have been checked. */
void kms_frame_fill(struct sdrm_frame *frame, struct drm_crtc_state *state)
{
	const struct drm_plane_state *plane_state;
	struct drm_plane *plane;

	/* In the order in which they were made, which is that of zpos. */
	drm_atomic_crtc_state_for_each_plane_state(plane, plane_state, state) {
		if (plane_state->visible)
			add_layer(frame, plane_state);
	}
}

/* As @from, but for the cursor, which is the highest. */
void kms_frame_fill_from(struct sdrm_frame *frame, const struct sdrm_frame *from,
			 const struct drm_plane_state *cursor)
{
	u32 i;

	for (i = 0; i < from->count && frame->count < frame->room; i++) {
		const struct kms_layer *layer = &from->layers[i];

		if (layer->plane == cursor->plane->index)
			continue;
		/* Put with the frame; @from has its own. */
		drm_framebuffer_get(&layer->fb->base);
		frame->layers[frame->count++] = *layer;
		frame->deep |= layer->format->deep;
	}
	if (cursor->visible && frame->count < frame->room)
		add_layer(frame, cursor);
}

/* A reference, consumed; NULL is none. Context: process, may sleep. */
void kms_frame_put(struct sdrm_frame *frame)
{
	u32 i;

	if (!frame || !refcount_dec_and_test(&frame->refs))
		return;
	for (i = 0; i < frame->count; i++)
		drm_framebuffer_put(&frame->layers[i].fb->base);
	kfree(frame);
}

/*
 * Before and after its pixels are read. Waits for what an exporter has to do.
 *
 * Return: 0, and kms_frame_end() is owed; or an exporter's error.
 */
int kms_frame_begin(const struct sdrm_frame *frame)
{
	u32 i;
	int ret;

	/* Of another frame. */
	frame->crtc->band.end = 0;
	for (i = 0; i < frame->count; i++) {
		ret = drm_gem_fb_begin_cpu_access(&frame->layers[i].fb->base,
						  DMA_FROM_DEVICE);
		if (ret) {
			while (i--)
				drm_gem_fb_end_cpu_access(&frame->layers[i].fb->base,
							  DMA_FROM_DEVICE);
			return ret;
		}
	}
	return 0;
}

/* After a kms_frame_begin() that returned 0. */
void kms_frame_end(const struct sdrm_frame *frame)
{
	u32 i;

	for (i = 0; i < frame->count; i++)
		drm_gem_fb_end_cpu_access(&frame->layers[i].fb->base, DMA_FROM_DEVICE);
}

/* Cut line @y into spans, unless it is cut as the one before it. */
static void cut(const struct sdrm_frame *frame, u32 y, struct kms_band *band)
{
	const struct kms_layer *layer;
	struct kms_span *span;
	u32 x, i;

	if (y >= band->y && y < band->end)
		return;
	band->y = y;
	band->end = frame->height;
	band->count = 0;
	for (x = 0; x < frame->width; x = span->end) {
		span = &band->spans[band->count++];
		*span = (struct kms_span){ .end = frame->width };
		for (i = 0; i < frame->count; i++) {
			layer = &frame->layers[i];
			if (y >= layer->y + layer->height)
				continue;
			if (y < layer->y) {
				band->end = min(band->end, layer->y);
				continue;
			}
			band->end = min(band->end, layer->y + layer->height);
			if (x >= layer->x + layer->width)
				continue;
			if (x < layer->x) {
				span->end = min(span->end, layer->x);
				continue;
			}
			span->end = min(span->end, layer->x + layer->width);
			if (layer->format->opaque)
				span->layers = 0;
			span->layers |= BIT(i);
		}
	}
}

/* What lies on a span of line @y, from @x on. Return: how many there are. */
static size_t get_runs(const struct sdrm_frame *frame, const struct kms_span *span, u32 x,
		       u32 y, struct pixel_run *runs)
{
	u32 left = span->layers;
	size_t count = 0;

	for (; left; left &= left - 1) {
		const struct kms_layer *layer = &frame->layers[__ffs(left)];

		runs[count].format = layer->format;
		runs[count].pixels =
			kms_framebuffer_line(layer->fb, layer->format,
					     layer->from_x + (x - layer->x),
					     layer->from_y + (y - layer->y), span->end - x);
		if (runs[count].pixels)
			count++;
	}
	return count;
}

/*
 * Compose line @y, and add it to @crc, or if that is NULL, write it to @to. Between
 * kms_frame_begin() and kms_frame_end(), as all below. Context: the worker.
 */
static void look_at_line(const struct sdrm_frame *frame, u32 y, struct pixel_crc *crc,
			 u8 *to, const struct pixel_format *format)
{
	struct kms_crtc *crtc = frame->crtc;
	struct kms_band *band = &crtc->band;
	struct pixel_run *runs = crtc->runs;
	u32 x, i, width;
	size_t n;

	cut(frame, y, band);
	for (x = 0, i = 0; i < band->count; x = band->spans[i++].end) {
		width = band->spans[i].end - x;
		n = get_runs(frame, &band->spans[i], x, y, runs);
		/* Into the worker's line, at its beginning, or not at all. */
		if (frame->deep) {
			const u64 *line = pixel_compose16(crtc->line, width, runs, n);

			if (crc)
				pixel_crc16(crc, line, width);
			else
				pixel_store16(to + x * format->size, format, line, width);
		} else {
			const u32 *line = pixel_compose((u32 *)crtc->line, width, runs, n);

			if (crc)
				pixel_crc(crc, line, width);
			else
				pixel_store(to + x * format->size, format, line, width);
		}
	}
	/* Whoever waits for the vblank wants to run. The driver's callback may sleep. */
	cond_resched();
}

u32 kms_frame_crc(const struct sdrm_frame *frame)
{
	struct pixel_crc crc = pixel_crc_start(compat_crc_hardware());
	u32 y;

	for (y = 0; y < frame->height; y++)
		look_at_line(frame, y, &crc, NULL, NULL);
	return pixel_crc_value(&crc);
}

/* The framebuffer has the size of the frame. */
void kms_frame_store(const struct sdrm_frame *frame, struct kms_framebuffer *fb)
{
	const struct pixel_format *format = pixel_format_find(fb->base.format->format);
	u8 *to;
	u32 y;

	for (y = 0; y < frame->height; y++) {
		to = kms_framebuffer_line(fb, format, 0, y, frame->width);
		if (WARN_ON_ONCE(!to))
			return;
		look_at_line(frame, y, NULL, to, format);
	}
}

/* --- for the driver's frame callback -------------------------------------------------- */

u32 sdrm_frame_width(const struct sdrm_frame *frame)
{
	return frame->width;
}
EXPORT_SYMBOL_GPL(sdrm_frame_width);

u32 sdrm_frame_height(const struct sdrm_frame *frame)
{
	return frame->height;
}
EXPORT_SYMBOL_GPL(sdrm_frame_height);

u32 sdrm_frame_crtc(const struct sdrm_frame *frame)
{
	return frame->crtc - frame->crtc->display->crtcs;
}
EXPORT_SYMBOL_GPL(sdrm_frame_crtc);

u32 sdrm_frame_skipped(const struct sdrm_frame *frame)
{
	/* The worker, which is the caller, does not change it meanwhile, a commit may. */
	return READ_ONCE(frame->crtc->skipped);
}
EXPORT_SYMBOL_GPL(sdrm_frame_skipped);

struct sdrm_line sdrm_frame_line(const struct sdrm_frame *frame, u32 y)
{
	u32 *line = frame->crtc->told_line;

	if (y >= frame->height)
		return (struct sdrm_line){ };
	look_at_line(frame, y, NULL, (u8 *)line, pixel_format_find(DRM_FORMAT_XRGB8888));
	return (struct sdrm_line){ line, frame->width };
}
EXPORT_SYMBOL_GPL(sdrm_frame_line);
