// SPDX-License-Identifier: GPL-2.0
/* A device is registered before its data is set up. */
#include "raw.h"

int raw_load(struct raw_device *vgem)
{
	int ret;

#ifndef CORRECT
	ret = drm_dev_register(&vgem->drm, 0);
#endif
	idr_init(&vgem->contexts);
#ifdef CORRECT
	ret = drm_dev_register(&vgem->drm, 0);
#endif
	return ret;
}
