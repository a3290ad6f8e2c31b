// SPDX-License-Identifier: GPL-2.0
/* A private member of the table is written. */
#include "raw.h"

int raw_ioctl(struct drm_device *dev, void *data, struct drm_file *file)
{
	struct raw_file *vfile = file->driver_priv;

	mutex_lock(&vfile->lock);
#ifdef CORRECT
	idr_set_cursor(&vfile->ids, 1);
#else
	vfile->ids.idr_base = 1;
#endif
	mutex_unlock(&vfile->lock);
	return 0;
}
