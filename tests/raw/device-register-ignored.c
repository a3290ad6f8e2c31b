// SPDX-License-Identifier: GPL-2.0
/* A device is registered, and the result is ignored. */
#include "raw.h"

int raw_load(struct raw_device *vgem)
{
	int ret = 0;

	vgem->platform = platform_device_register_simple("vgem", -1, NULL, 0);
	if (IS_ERR(vgem->platform))
		return PTR_ERR(vgem->platform);

#ifdef CORRECT
	ret = drm_dev_register(&vgem->drm, 0);
#else
	drm_dev_register(&vgem->drm, 0);
#endif
	if (ret)
		platform_device_unregister(vgem->platform);
	return ret;
}
