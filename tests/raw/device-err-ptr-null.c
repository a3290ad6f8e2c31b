// SPDX-License-Identifier: GPL-2.0
/* An error pointer is tested as if it could be NULL. */
#include <linux/dma-mapping.h>
#include "raw.h"

int raw_load(struct raw_device *vgem)
{
	vgem->platform = platform_device_register_simple("vgem", -1, NULL, 0);
#ifdef CORRECT
	if (IS_ERR(vgem->platform))
		return PTR_ERR(vgem->platform);
#else
	if (!vgem->platform)
		return -ENOMEM;
#endif

	return dma_coerce_mask_and_coherent(&vgem->platform->dev, DMA_BIT_MASK(64));
}
