// SPDX-License-Identifier: GPL-2.0
// class: boundary: kernel struct member
// tool: subset
// says: \[parameter\]
// off: parameter boundary pointer-assigned
// rust: unsafe, and only behind bindings
/* Nothing gives a driver a kernel struct, and one that it has is no use to it. */
#include "reject.h"

#ifdef MISUSE
static void __used boundary_kernel_member(struct drm_device *dev)
{
	dev->dev_private = NULL;
}
#else
static void __used boundary_kernel_member(struct sdrm_device *dev)
{
	sdrm_device_offer_syncobj(dev);
}
#endif
