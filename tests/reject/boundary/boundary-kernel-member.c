// SPDX-License-Identifier: GPL-2.0
// class: boundary: kernel struct member
// tool: cocci
// says: member dev_private of raw type drm_device
// rust: unsafe, and only behind bindings
/* The only place where a driver gets a kernel struct. */
#include "reject.h"

#ifdef MISUSE
static struct drm_gem_object *bkm_create(struct drm_device *dev, size_t size)
{
	dev->dev_private = NULL;
	return sdrm_gem_shmem_create_wc(dev, size);
}
#endif

static const struct sdrm_driver bkm_driver __used = {
	.name			= "reject",
#ifdef MISUSE
	.gem_create_object	= bkm_create,
#else
	.gem_create_object	= sdrm_gem_shmem_create_wc,
#endif
};
