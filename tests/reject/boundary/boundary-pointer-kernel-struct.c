// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API through a function pointer initialised elsewhere
// tool: cocci
// says: member gem_create_object of a type that is not this driver's
// rust: unsafe, and only behind bindings
/* The only place where a driver gets a kernel struct. */
#include "reject.h"

#ifdef MISUSE
static struct drm_gem_object *bpks_create(struct drm_device *dev, size_t size)
{
	return dev->driver->gem_create_object(dev, size);
}
#endif

static const struct sdrm_driver bpks_driver __used = {
	.name			= "reject",
#ifdef MISUSE
	.gem_create_object	= bpks_create,
#else
	.gem_create_object	= sdrm_gem_shmem_create_wc,
#endif
};
