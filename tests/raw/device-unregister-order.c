// SPDX-License-Identifier: GPL-2.0
/* A parent is unregistered before its child. */
#include "raw.h"

void raw_unload(struct raw_device *vgem)
{
#ifndef CORRECT
	platform_device_unregister(vgem->platform);
#endif
	drm_dev_unregister(&vgem->drm);
#ifdef CORRECT
	platform_device_unregister(vgem->platform);
#endif
}
