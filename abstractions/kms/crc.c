// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <drm/drm_crtc.h>
#include <drm/drm_debugfs_crc.h>
#include <drm/drm_drv.h>
#include <drm/drm_vblank.h>
#include "kms.h"

static const char *const sources[] = { "auto" };

const char *const *kms_crc_sources(struct drm_crtc *crtc, size_t *count)
{
	*count = ARRAY_SIZE(sources);
	return sources;
}

int kms_crc_verify(struct drm_crtc *crtc, const char *source, size_t *values)
{
	if (source && strcmp(source, sources[0]))
		return -EINVAL;
	*values = 1;
	return 0;
}

/*
 * The core's release of a CRC file looks at the CRTC once more after it has called
 * kms_crc_set(). So a reference to the device goes when no task can be in there.
 */
struct late_put {
	struct rcu_head rcu;
	struct work_struct work;
	struct drm_device *drm;
};

static void put_device_work(struct work_struct *work)
{
	struct late_put *late = container_of(work, struct late_put, work);
	struct drm_device *drm = late->drm;

	/* From open(). The unload waits for the put. */
	kfree(late);
	drm_dev_put(drm);
}

static void put_device_rcu(struct rcu_head *rcu)
{
	struct late_put *late = container_of(rcu, struct late_put, rcu);

	/* The last put sleeps. */
	INIT_WORK(&late->work, put_device_work);
	schedule_work(&late->work);
}

static int open(struct kms_crtc *crtc)
{
	struct drm_device *drm = crtc->base.dev;
	struct late_put *late;
	int ret;

	/* Freed by put_device_work(). */
	late = kzalloc(sizeof(*late), GFP_KERNEL);
	if (!late)
		return -ENOMEM;
	/* The file is the core's, so that it would not keep the driver loaded. */
	if (!try_module_get(drm->driver->fops->owner)) {
		ret = -ENODEV;
		goto free;
	}
	ret = drm_crtc_vblank_get(&crtc->base);
	if (ret)
		goto put;

	/* Put by put_device_work(); the core has one while it calls. */
	drm_dev_get(drm);
	late->drm = drm;
	spin_lock_irq(&crtc->lock);
	crtc->crc = late;
	crtc->crc_pending = false;
	spin_unlock_irq(&crtc->lock);
	return 0;
put:
	/* Nothing of this open is left. */
	module_put(drm->driver->fops->owner);
free:
	kfree(late);
	return ret;
}

static void close(struct kms_crtc *crtc)
{
	struct module *owner = crtc->base.dev->driver->fops->owner;
	struct late_put *late;

	/* From here on the timer's function takes no CRC. */
	spin_lock_irq(&crtc->lock);
	late = crtc->crc;
	crtc->crc = NULL;
	spin_unlock_irq(&crtc->lock);
	/* Of an open that failed, there is nothing to end. */
	if (!late)
		return;

	/* From open(), too. */
	drm_crtc_vblank_put(&crtc->base);
	/* The core calls this function last; see above. */
	call_rcu_tasks(&late->rcu, put_device_rcu);
	/* From open(). The device, and its driver with it, is there for now. */
	module_put(owner);
}

/* &drm_crtc_funcs.set_crc_source: an open of the file, or its close. */
int kms_crc_set(struct drm_crtc *crtc, const char *source)
{
	size_t values;
	int ret;

	if (!source) {
		close(to_kms_crtc(crtc));
		return 0;
	}
	ret = kms_crc_verify(crtc, source, &values);
	return ret ?: open(to_kms_crtc(crtc));
}

/*
 * While the device is unregistered, debugfs waits for who reads a CRC, and that waits
 * for a vblank, for ever if the CRTC is off. So it is given an entry.
 */
void kms_crc_wake(struct work_struct *work)
{
	struct sdrm_display *display =
		container_of(to_delayed_work(work), struct sdrm_display, wake);
	u32 none = 0;
	unsigned int i;
	bool empty;

	for (i = 0; i < display->num_crtcs; i++) {
		struct drm_crtc *crtc = &display->crtcs[i].base;

		spin_lock_irq(&crtc->crc.lock);
		empty = crtc->crc.head == crtc->crc.tail;
		spin_unlock_irq(&crtc->crc.lock);
		if (empty)
			drm_crtc_add_crc_entry(crtc, false, 0, &none);
	}
	schedule_delayed_work(&display->wake, msecs_to_jiffies(10));
}
