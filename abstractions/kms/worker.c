// SPDX-License-Identifier: GPL-2.0
#include <linux/slab.h>
#include <drm/drm_gem_framebuffer_helper.h>
#include <drm/drm_vblank.h>
#include "kms.h"

/*
 * A CRTC's worker reads pixels. It knows frames and jobs, which are its own, and no mode
 * object's state. What a commit publishes waits in &kms_crtc.next until its vblank, so
 * that the picture of a vblank is what was to be seen then.
 */

/* The caller has a reference, or holds the lock under which one is kept. */
static struct sdrm_frame *get(struct sdrm_frame *frame)
{
	if (frame)
		refcount_inc(&frame->refs);
	return frame;
}

/*
 * If its vblank has come, @next is shown. The lock is held.
 * Return: what was shown before, owned; NULL if nothing changes.
 */
static struct sdrm_frame *advance(struct kms_crtc *crtc, u64 vblank)
{
	struct sdrm_frame *before = crtc->shown;

	if (!crtc->next || crtc->next->due > vblank)
		return NULL;
	if (before && !crtc->told)
		crtc->skipped++;
	crtc->shown = crtc->next;
	crtc->next = NULL;
	crtc->told = false;
	return before;
}

/*
 * The driver is told of a frame at its vblank, which has to come for that. The lock is held;
 * in vain while vblank is off.
 */
static void want_vblank(struct kms_crtc *crtc)
{
	/* Put by the vblank, or when the CRTC is off. */
	if (crtc->display->driver->frame && !crtc->waiting)
		crtc->waiting = !drm_crtc_vblank_get(&crtc->base);
}

/* A commit's tail: vblank is on, after a frame was published. */
void kms_worker_on(struct kms_crtc *crtc)
{
	spin_lock_irq(&crtc->lock);
	if (crtc->next)
		want_vblank(crtc);
	spin_unlock_irq(&crtc->lock);
}

/*
 * A commit has taken effect: its frame, borrowed, is shown from the next vblank on; NULL
 * if the CRTC is off. Context: process, a commit's tail.
 */
void kms_worker_publish(struct kms_crtc *crtc, struct sdrm_frame *frame)
{
	struct sdrm_frame *before, *skipped, *last = NULL;
	bool waited = false;
	u64 vblank;

	spin_lock_irq(&crtc->lock);
	/* First: if nobody else has one, this brings the count up to date. */
	if (frame)
		want_vblank(crtc);
	else
		swap(waited, crtc->waiting);
	vblank = drm_crtc_vblank_count(&crtc->base);
	before = advance(crtc, vblank);
	skipped = crtc->next;
	crtc->next = get(frame);
	if (frame)
		frame->due = vblank + 1;
	else
		swap(last, crtc->shown);
	spin_unlock_irq(&crtc->lock);

	if (waited)
		drm_crtc_vblank_put(&crtc->base);
	kms_frame_put(before);
	kms_frame_put(skipped);
	kms_frame_put(last);
}

/*
 * The same for a commit that changes only the cursor, whose frame is empty: the rest is as
 * in the commit before it, which has published, as the core puts them in order.
 */
void kms_worker_publish_cursor(struct kms_crtc *crtc, struct sdrm_frame *frame,
			       const struct drm_plane_state *cursor)
{
	struct sdrm_frame *from;

	spin_lock_irq(&crtc->lock);
	from = get(crtc->next ?: crtc->shown);
	spin_unlock_irq(&crtc->lock);
	/* The CRTC is on, and so it has one. */
	if (WARN_ON(!from))
		return;
	kms_frame_fill_from(frame, from, cursor);
	kms_frame_put(from);
	kms_worker_publish(crtc, frame);
}

/* Hard interrupt: a vblank has come. */
void kms_worker_vblank(struct kms_crtc *crtc)
{
	bool wanted = false, waited = false;
	unsigned long flags;
	u64 vblank;

	spin_lock_irqsave(&crtc->lock, flags);
	vblank = drm_crtc_vblank_count(&crtc->base);
	if (crtc->crc) {
		if (!crtc->crc_pending)
			crtc->crc_from = vblank;
		crtc->crc_to = vblank;
		crtc->crc_pending = true;
		wanted = true;
	}
	if (crtc->display->driver->frame && crtc->next && crtc->next->due <= vblank) {
		wanted = true;
		swap(waited, crtc->waiting);
	}
	spin_unlock_irqrestore(&crtc->lock, flags);

	if (wanted)
		queue_work(crtc->queue, &crtc->work);
	if (waited)
		drm_crtc_vblank_put(&crtc->base);
}

/* A commit's tail: the job is complete, and the writeback connector has it queued. */
void kms_worker_write(struct kms_crtc *crtc, struct kms_job *job)
{
	spin_lock_irq(&crtc->lock);
	list_add_tail(&job->link, &crtc->jobs);
	spin_unlock_irq(&crtc->lock);
	queue_work(crtc->queue, &crtc->work);
}

/* Waits for what an exporter has to do, on both sides: a job has both. */
static int store(const struct sdrm_frame *frame, struct kms_framebuffer *fb)
{
	int ret = kms_frame_begin(frame);

	if (ret)
		return ret;
	ret = drm_gem_fb_begin_cpu_access(&fb->base, DMA_TO_DEVICE);
	if (!ret) {
		kms_frame_store(frame, fb);
		drm_gem_fb_end_cpu_access(&fb->base, DMA_TO_DEVICE);
	}
	kms_frame_end(frame);
	return ret;
}

/* What kms_worker_write() has put there. Only the worker takes jobs off the list. */
static void write_all(struct kms_crtc *crtc)
{
	struct sdrm_frame *frame;
	struct kms_job *job;
	int ret;

	for (;;) {
		spin_lock_irq(&crtc->lock);
		job = list_first_entry_or_null(&crtc->jobs, struct kms_job, link);
		if (job)
			list_del_init(&job->link);
		spin_unlock_irq(&crtc->lock);
		if (!job)
			return;

		frame = job->frame;
		job->frame = NULL;
		ret = store(frame, job->fb);
		kms_frame_put(frame);
		/* In the order in which they were queued. It frees the job. */
		drm_writeback_signal_completion(&crtc->writeback.base, ret);
	}
}

static void take_crc(struct kms_crtc *crtc, const struct sdrm_frame *frame, u64 from, u64 to)
{
	u32 crc;

	if (kms_frame_begin(frame))
		return;
	crc = kms_frame_crc(frame);
	kms_frame_end(frame);
	/* Those that were missed looked the same, as far as anyone can say. */
	for (; from <= to; from++)
		drm_crtc_add_crc_entry(&crtc->base, true, from, &crc);
}

/* The timer and commits change what the lock protects; the worker alone looks at pixels. */
static void work(struct work_struct *work)
{
	struct kms_crtc *crtc = container_of(work, struct kms_crtc, work);
	const struct __sdrm_display *driver = crtc->display->driver;
	struct sdrm_frame *before, *frame;
	bool crc, tell;
	u64 from, to;

	write_all(crtc);

	spin_lock_irq(&crtc->lock);
	crc = crtc->crc_pending;
	crtc->crc_pending = false;
	from = crtc->crc_from;
	to = crtc->crc_to;
	before = advance(crtc, crc ? to : drm_crtc_vblank_count(&crtc->base));
	frame = get(crtc->shown);
	tell = frame && driver->frame && !crtc->told && !READ_ONCE(crtc->display->gone);
	crtc->told |= tell;
	spin_unlock_irq(&crtc->lock);

	kms_frame_put(before);
	if (frame && crc)
		take_crc(crtc, frame, from, to);
	if (tell && !kms_frame_begin(frame)) {
		driver->frame(crtc->display->dev, frame);
		kms_frame_end(frame);
	}
	kms_frame_put(frame);
}

/* Of a CRTC that does not exist yet. */
int kms_worker_init(struct kms_crtc *crtc)
{
	spin_lock_init(&crtc->lock);
	INIT_LIST_HEAD(&crtc->jobs);
	INIT_WORK(&crtc->work, work);
	/* All undone by kms_worker_destroy(). */
	crtc->line = kvmalloc_array(SDRM_FRAME_MAX, sizeof(*crtc->line), GFP_KERNEL);
	crtc->told_line = kvmalloc_array(SDRM_FRAME_MAX, sizeof(u32), GFP_KERNEL);
	crtc->queue = alloc_ordered_workqueue("sdrm_kms", 0);
	return crtc->line && crtc->told_line && crtc->queue ? 0 : -ENOMEM;
}

/* The CRTC is off and its timer stopped; whatever was queued is finished. */
void kms_worker_destroy(struct kms_crtc *crtc)
{
	if (crtc->queue)
		destroy_workqueue(crtc->queue);
	kvfree(crtc->line);
	kvfree(crtc->told_line);
	kms_frame_put(crtc->shown);
	kms_frame_put(crtc->next);
}
