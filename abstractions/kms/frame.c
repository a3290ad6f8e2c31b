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

/* The span of line @y that begins at @x. */
static void get_span(const struct sdrm_frame *frame, u32 x, u32 y, struct kms_span *span)
{
	const struct kms_layer *layer;
	u32 end = frame->width, i;
	const u8 *pixels;

	span->count = 0;
	for (i = 0; i < frame->count; i++) {
		layer = &frame->layers[i];
		if (y - layer->y >= layer->height || x >= layer->x + layer->width)
			continue;
		if (x < layer->x) {
			end = min(end, layer->x);
			continue;
		}
		end = min(end, layer->x + layer->width);
		pixels = kms_framebuffer_line(layer->fb, layer->format,
					      layer->from_x + (x - layer->x),
					      layer->from_y + (y - layer->y), end - x);
		if (!pixels)
			continue;
		if (layer->format->opaque)
			span->count = 0;
		span->runs[span->count++] = (struct pixel_run){
			.pixels = pixels, .format = layer->format,
		};
	}
	span->x = x;
	span->width = end - x;
	for (i = 0; i < span->count; i++)
		span->runs[i].width = span->width;
}

/* For each span of line @y. */
#define for_each_span(frame, y, span)						\
	for (get_span(frame, 0, y, span); (span)->width;			\
	     get_span(frame, (span)->x + (span)->width, y, span))

/* Into the worker's line, at its beginning, or none if it need not be copied. */
static const u32 *compose(const struct sdrm_frame *frame, const struct kms_span *span)
{
	return pixel_compose((u32 *)frame->crtc->line, span->width, span->runs,
			     span->count);
}

static const u64 *compose16(const struct sdrm_frame *frame, const struct kms_span *span)
{
	return pixel_compose16(frame->crtc->line, span->width, span->runs, span->count);
}

/* Between kms_frame_begin() and kms_frame_end(), as all below. Context: the worker. */
u32 kms_frame_crc(const struct sdrm_frame *frame)
{
	struct pixel_crc crc = pixel_crc_start(compat_crc_hardware());
	struct kms_span *span = &frame->crtc->span;
	u32 y;

	for (y = 0; y < frame->height; y++) {
		for_each_span(frame, y, span) {
			if (frame->deep)
				pixel_crc16(&crc, compose16(frame, span), span->width);
			else
				pixel_crc(&crc, compose(frame, span), span->width);
		}
		/* Whoever waits for the vblank wants to run. */
		cond_resched();
	}
	return pixel_crc_value(&crc);
}

/* The framebuffer has the size of the frame. */
void kms_frame_store(const struct sdrm_frame *frame, struct kms_framebuffer *fb)
{
	const struct pixel_format *format = pixel_format_find(fb->base.format->format);
	struct kms_span *span = &frame->crtc->span;
	u8 *to;
	u32 y;

	for (y = 0; y < frame->height; y++) {
		for_each_span(frame, y, span) {
			to = kms_framebuffer_line(fb, format, span->x, y, span->width);
			if (WARN_ON_ONCE(!to))
				return;
			if (frame->deep)
				pixel_store16(to, format, compose16(frame, span), span->width);
			else
				pixel_store(to, format, compose(frame, span), span->width);
		}
		cond_resched();
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
	const struct pixel_format *format = pixel_format_find(DRM_FORMAT_XRGB8888);
	u32 *line = frame->crtc->told_line;
	struct kms_span *span = &frame->crtc->span;

	if (y >= frame->height)
		return (struct sdrm_line){ };
	/* The driver's callback may sleep. */
	cond_resched();
	for_each_span(frame, y, span) {
		if (frame->deep)
			pixel_store16(line + span->x, format, compose16(frame, span),
				      span->width);
		else
			pixel_store(line + span->x, format, compose(frame, span),
				    span->width);
	}
	return (struct sdrm_line){ line, frame->width };
}
EXPORT_SYMBOL_GPL(sdrm_frame_line);
