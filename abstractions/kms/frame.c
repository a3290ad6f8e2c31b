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

void kms_frame_end(const struct sdrm_frame *frame)
{
	u32 i;

	for (i = 0; i < frame->count; i++)
		drm_gem_fb_end_cpu_access(&frame->layers[i].fb->base, DMA_FROM_DEVICE);
}

/* What is visible of each layer on line @y. */
static size_t runs_of(const struct sdrm_frame *frame, u32 y, struct pixel_run *runs)
{
	const struct kms_layer *layer;
	const u8 *pixels;
	size_t n = 0;
	u32 i;

	for (i = 0; i < frame->count; i++) {
		layer = &frame->layers[i];
		if (y - layer->y >= layer->height)
			continue;
		pixels = kms_framebuffer_line(layer->fb, layer->format, layer->from_x,
					      layer->from_y + (y - layer->y), layer->width);
		if (!pixels)
			continue;
		runs[n++] = (struct pixel_run){
			.pixels = pixels, .format = layer->format,
			.x = layer->x, .width = layer->width,
		};
	}
	return n;
}

/* Into the worker's line, or none if it need not be copied. */
static const u32 *compose(const struct sdrm_frame *frame, u32 y)
{
	struct pixel_run runs[KMS_PLANES];

	return pixel_compose((u32 *)frame->crtc->line, frame->width, runs,
			     runs_of(frame, y, runs));
}

static const u64 *compose16(const struct sdrm_frame *frame, u32 y)
{
	struct pixel_run runs[KMS_PLANES];

	return pixel_compose16(frame->crtc->line, frame->width, runs,
			       runs_of(frame, y, runs));
}

/* Between kms_frame_begin() and kms_frame_end(), as all below. Context: the worker. */
u32 kms_frame_crc(const struct sdrm_frame *frame)
{
	struct pixel_crc crc = pixel_crc_start(compat_crc_hardware());
	u32 y;

	for (y = 0; y < frame->height; y++) {
		if (frame->deep)
			pixel_crc16(&crc, compose16(frame, y), frame->width);
		else
			pixel_crc(&crc, compose(frame, y), frame->width);
		/* Whoever waits for the vblank wants to run. */
		cond_resched();
	}
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
		if (frame->deep)
			pixel_store16(to, format, compose16(frame, y), frame->width);
		else
			pixel_store(to, format, compose(frame, y), frame->width);
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

struct sdrm_line sdrm_frame_line(const struct sdrm_frame *frame, u32 y)
{
	u32 *line = (u32 *)frame->crtc->line;
	const u64 *deep;
	u32 x;

	if (y >= frame->height)
		return (struct sdrm_line){ };
	cond_resched();
	if (!frame->deep)
		return (struct sdrm_line){ compose(frame, y), frame->width };

	/* In place: a pixel is written after it has been read. */
	deep = compose16(frame, y);
	for (x = 0; x < frame->width; x++)
		line[x] = (deep[x] >> 24 & 0xff0000) | (deep[x] >> 16 & 0xff00) |
			  (deep[x] >> 8 & 0xff);
	return (struct sdrm_line){ line, frame->width };
}
EXPORT_SYMBOL_GPL(sdrm_frame_line);
