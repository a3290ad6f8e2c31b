/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_KMS_KMS_H
#define SDRM_KMS_KMS_H

/* Shared within abstractions/kms/, not visible to drivers. */

#include <linux/hrtimer.h>
#include <linux/iosys-map.h>
#include <linux/list.h>
#include <linux/math64.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>
#include <drm/drm_connector.h>
#include <drm/drm_crtc.h>
#include <drm/drm_encoder.h>
#include <drm/drm_framebuffer.h>
#include <drm/drm_plane.h>
#include <drm/drm_writeback.h>
#include <sdrm/drm_device.h>
#include <sdrm/kms/display.h>
#include "../internal.h"
#include "compat.h"
#include "pixel.h"

/* A setup may ask for so many; the DRM core knows them by masks of 32 bits. */
#define KMS_CRTCS	31
#define KMS_PLANES	SDRM_PLANES_MAX
#define KMS_ENCODERS	31
#define KMS_CONNECTORS	31
#define KMS_CURSOR_SIZE	512
/* A frame takes a millisecond at least: the timer is an interrupt. */
#define KMS_PERIOD_MIN	NSEC_PER_MSEC
/* And two seconds at most: the core gives up on a vblank after three, on a flip after ten. */
#define KMS_PERIOD_MAX	(2 * NSEC_PER_SEC)

/*
 * A framebuffer, and the mapping of its buffers, which is made when it is first shown
 * or written to and lasts as long as it does: a mapping per flip costs more than all
 * else in it.
 */
struct kms_framebuffer {
	struct drm_framebuffer base;
	bool mapped;			/* &sdrm_display.map_lock */
	struct iosys_map map[DRM_FORMAT_MAX_PLANES];
	struct iosys_map data[DRM_FORMAT_MAX_PLANES];
};

/* The visible part of a plane in a frame. It has a reference to the framebuffer. */
struct kms_layer {
	struct kms_framebuffer *fb;
	const struct pixel_format *format;
	u32 plane;			/* its number */
	u32 from_x, from_y;		/* of the framebuffer */
	u32 x, y, width, height;	/* of the frame */
};

/* See <sdrm/kms/frame.h>. Constant once a commit has been checked, except @due. */
struct sdrm_frame {
	refcount_t refs;
	struct kms_crtc *crtc;
	u64 due;		/* the vblank that first shows it; the CRTC's lock */
	u32 width, height;
	bool deep;		/* a layer has 16 bits a channel */
	u32 count, room;
	struct kms_layer layers[];	/* lowest first */
};

struct kms_crtc_state {
	struct drm_crtc_state base;
	/* Owned; NULL if the CRTC is off, or not checked. */
	struct sdrm_frame *frame;
	/* Only the cursor changes: @frame is empty, and filled when it is published. */
	bool cursor_only;
};

/*
 * The timer that stands for a scanout. Nobody waits for it under a lock of vblank: to
 * disable it is to say so, and only atomic_disable, which holds none, cancels it.
 */
struct kms_vblank {
	spinlock_t lock;		/* all below, and that the timer is queued */
	struct hrtimer timer;
	bool enabled;
	ktime_t start;			/* of a first frame */
	u64 period;			/* ns */
};

/*
 * A part of a line on which the same layers are visible, all of them on all of it. So what
 * lies beside a cursor, or beside a window, is looked at where it is and not copied.
 */
struct kms_span {
	u32 end;
	u32 layers;			/* a mask */
};

/* Lines that are cut into the same spans. */
struct kms_band {
	u32 y, end;
	u32 count;
	struct kms_span spans[2 * KMS_PLANES + 1];
};

struct kms_writeback {
	struct drm_writeback_connector base;
	const u32 *formats;
	unsigned int num_formats;
	struct sdrm_adopted_source *fences;	/* owned; NULL or an error: none */
};

/* A writeback job, from the preparation of its commit on. &drm_writeback_job.priv. */
struct kms_job {
	struct list_head link;		/* in &kms_crtc.jobs; its lock */
	struct sdrm_frame *frame;	/* owned, once queued */
	struct kms_framebuffer *fb;	/* borrowed from the drm_writeback_job */
};

struct kms_connector {
	struct drm_connector base;
	enum drm_connector_status status;	/* read at any time */
	u32 width, height;			/* of the preferred mode */
	u32 part;				/* of what describes the display */
};

struct late_put;

struct kms_crtc {
	struct drm_crtc base;
	struct sdrm_display *display;
	struct kms_vblank vblank;
	struct kms_writeback writeback;
	struct sdrm_adopted_source *fences;	/* owned; likewise */

	/* The first that it can feed, or NULL: of what size a writeback is preferred. */
	const struct kms_connector *connector;

	spinlock_t lock;		/* all up to jobs */
	struct sdrm_frame *shown;	/* owned */
	struct sdrm_frame *next;	/* owned; shown from its vblank on */
	bool told;			/* the driver knows @shown */
	bool waiting;			/* for @next's vblank, with a reference to vblank */
	struct late_put *crc;		/* owned while its file is open */
	bool crc_pending;
	u64 crc_from, crc_to;		/* vblanks, if pending */
	u32 skipped;			/* frames that were shown, and the driver missed */
	struct list_head jobs;		/* oldest first */

	struct work_struct work;
	struct workqueue_struct *queue;	/* ordered */
	struct kms_band band;		/* the worker's: large for a stack, as are */
	struct pixel_run runs[KMS_PLANES];
	u64 *line;			/* the worker's, for SDRM_FRAME_MAX pixels */
	u32 *told_line;			/* what it shows the driver, likewise */
};

struct sdrm_display {
	struct sdrm_device *dev;
	const struct __sdrm_display *driver;
	struct sdrm_setup *setup;	/* for what changes; one at a time */
	struct mutex map_lock;		/* &kms_framebuffer.mapped */
	bool gone;			/* no CRTC may be switched on; set under all their locks */
	struct delayed_work wake;	/* of who reads CRCs, when the device goes */
	atomic_t framebuffers;		/* how many exist */
	unsigned int num_crtcs, num_planes, num_encoders, num_connectors;
	struct kms_crtc *crtcs;
	struct drm_plane *planes;
	struct drm_encoder *encoders;
	struct kms_connector *connectors;
};

/* What the driver's setup callback has asked for; see <sdrm/kms/setup.h>. */
struct kms_plane_wanted {
	u32 crtcs;
	enum sdrm_plane_type type;
	const u32 *formats;
	unsigned int num_formats;
};

struct kms_connector_wanted {
	u32 encoders;
	enum sdrm_status status;
	u32 width, height;
	u32 part;
};

struct kms_crtc_wanted {
	bool has_connector;	/* of its own */
	const u32 *writeback_formats;
	unsigned int num_writeback_formats;
	/* kms_setup_check() finds them; the connector is any that it can feed, or NULL. */
	const struct kms_plane_wanted *primary, *cursor;
	const struct kms_connector_wanted *connector;
};

struct sdrm_setup {
	const char *wrong;	/* the first thing that is, or NULL */
	u32 part;		/* that is being described */
	unsigned int num_crtcs, num_planes, num_encoders, num_connectors;
	struct kms_crtc_wanted crtcs[KMS_CRTCS];
	struct kms_plane_wanted planes[KMS_PLANES];
	u32 encoders[KMS_ENCODERS];	/* masks of CRTCs */
	struct kms_connector_wanted connectors[KMS_CONNECTORS];
};

static inline struct sdrm_display *kms_display(struct drm_device *drm)
{
	return __sdrm_drm_device(drm)->__sdrm_priv.display;
}

static inline struct kms_crtc *to_kms_crtc(struct drm_crtc *crtc)
{
	return container_of(crtc, struct kms_crtc, base);
}

static inline struct kms_crtc_state *to_kms_crtc_state(struct drm_crtc_state *state)
{
	return container_of(state, struct kms_crtc_state, base);
}

static inline struct kms_framebuffer *to_kms_framebuffer(struct drm_framebuffer *fb)
{
	return container_of(fb, struct kms_framebuffer, base);
}

/* ns from a vblank to the next one. The clock is not zero: mode_valid has seen it. */
static inline u64 kms_period(const struct drm_display_mode *mode)
{
	return div_u64((u64)mode->htotal * mode->vtotal * 1000000, mode->clock);
}

/* setup.c */
void kms_setup_check(struct sdrm_setup *setup);

/* framebuffer.c */
struct drm_framebuffer *kms_framebuffer_create(struct drm_device *drm,
					       struct drm_file *file, COMPAT_FB_INFO
					       const struct drm_mode_fb_cmd2 *cmd);
int kms_framebuffer_map(struct kms_framebuffer *fb);

/*
 * The only way to the pixels of a framebuffer: @width of them in line @y, from @x on.
 * NULL if it has no such pixels, or is not mapped.
 */
static inline u8 *kms_framebuffer_line(const struct kms_framebuffer *fb,
				       const struct pixel_format *format, u32 x, u32 y,
				       u32 width)
{
	const struct drm_framebuffer *base = &fb->base;

	if (!fb->mapped || y >= base->height || x > base->width ||
	    width > base->width - x)
		return NULL;
	/* At the framebuffer's offset; drm_gem_fb_init() checked that it is all there. */
	return (u8 *)fb->data[0].vaddr + (size_t)y * base->pitches[0] +
	       (size_t)x * format->size;
}

/* plane.c */
int kms_plane_init(struct drm_device *drm, struct drm_plane *plane, u32 crtcs,
		   enum drm_plane_type type, const u32 *formats, unsigned int count);

/* check.c */
int kms_check(const struct drm_crtc_state *new);

/* crtc.c */
int kms_crtc_init(struct drm_device *drm, struct kms_crtc *crtc,
		  struct drm_plane *primary, struct drm_plane *cursor);

/* connector.c */
int kms_encoder_init(struct drm_device *drm, struct drm_encoder *encoder, u32 crtcs);
int kms_connector_init(struct drm_device *drm, struct kms_connector *connector,
		       const struct kms_connector_wanted *wanted);
void kms_connector_set(struct kms_connector *connector, enum sdrm_status status);
int kms_writeback_init(struct drm_device *drm, struct kms_crtc *crtc);

/* frame.c */
struct sdrm_frame *kms_frame_create(const struct drm_crtc_state *state);
void kms_frame_fill(struct sdrm_frame *frame, struct drm_crtc_state *state);
void kms_frame_fill_from(struct sdrm_frame *frame, const struct sdrm_frame *from,
			 const struct drm_plane_state *cursor);
void kms_frame_put(struct sdrm_frame *frame);
int kms_frame_begin(const struct sdrm_frame *frame);
void kms_frame_end(const struct sdrm_frame *frame);
u32 kms_frame_crc(const struct sdrm_frame *frame);
void kms_frame_store(const struct sdrm_frame *frame, struct kms_framebuffer *to);

/* vblank.c */
void kms_vblank_init(struct kms_vblank *vblank);
void kms_vblank_on(struct drm_crtc *crtc);
void kms_vblank_off(struct drm_crtc *crtc);
void kms_vblank_stop(struct kms_vblank *vblank);
int kms_vblank_enable(struct drm_crtc *crtc);
void kms_vblank_disable(struct drm_crtc *crtc);
bool kms_vblank_timestamp(struct drm_crtc *crtc, int *max_error, ktime_t *time,
			  bool in_irq);

/* worker.c */
int kms_worker_init(struct kms_crtc *crtc);
void kms_worker_destroy(struct kms_crtc *crtc);
void kms_worker_on(struct kms_crtc *crtc);
void kms_worker_publish(struct kms_crtc *crtc, struct sdrm_frame *frame);
void kms_worker_publish_cursor(struct kms_crtc *crtc, struct sdrm_frame *frame,
			       const struct drm_plane_state *cursor);
void kms_worker_vblank(struct kms_crtc *crtc);
void kms_worker_write(struct kms_crtc *crtc, struct kms_job *job);

/* crc.c */
const char *const *kms_crc_sources(struct drm_crtc *crtc, size_t *count);
int kms_crc_verify(struct drm_crtc *crtc, const char *source, size_t *values);
int kms_crc_set(struct drm_crtc *crtc, const char *source);
void kms_crc_wake(struct work_struct *work);

#endif /* SDRM_KMS_KMS_H */
