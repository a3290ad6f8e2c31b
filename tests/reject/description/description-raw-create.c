// SPDX-License-Identifier: GPL-2.0
// class: description: kind of buffer by hand
// tool: gcc
// says: incompatible pointer type
// off: -Wno-incompatible-pointer-types
// rust: unsafe, and only behind bindings
#include "reject.h"

#ifdef MISUSE
static struct drm_gem_object *description_raw_create_create(struct drm_device *dev, size_t size)
{
	return NULL;
}
#endif
static const struct mut_driver description_raw_create_driver __used = {
	.name	= "reject",
	.desc	= "Reject",
	.date	= "20260101",
#ifdef MISUSE
	.gem	= description_raw_create_create,
#else
	.gem	= &sdrm_gem_shmem,
#endif
};
