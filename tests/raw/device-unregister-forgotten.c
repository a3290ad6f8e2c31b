// SPDX-License-Identifier: GPL-2.0
/* A device is still registered when its module is unloaded. */
#include "raw.h"

void raw_unload(struct raw_device *vgem)
{
#ifdef CORRECT
	drm_dev_unregister(&vgem->drm);
#endif
	platform_device_unregister(vgem->platform);
}
