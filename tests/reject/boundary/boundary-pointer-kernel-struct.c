// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a function pointer initialised elsewhere
// tool: subset
// says: \[parameter\]
// off: parameter boundary
// rust: unsafe, and only behind bindings
/* Nothing gives a driver a kernel struct, and one that it has is no use to it. */
#include "reject.h"

#ifdef MISUSE
static bool __used boundary_pointer_kernel_struct(struct drm_device *dev)
{
	return dev->driver->gem_create_object(dev, 1);
}
#else
static void __used boundary_pointer_kernel_struct(const struct sdrm_device *dev)
	sdrm_must_be_unlocked()
{
	sdrm_device_unplug(dev);
}
#endif
