// SPDX-License-Identifier: GPL-2.0
/*
 * A void function: a return is the end of it.
 *
 * left: toy_void
 */
#include "nasty.h"

void toy_void(struct toy_file *tfile, struct drm_gem_object *obj)
{
	if (tfile) {
		drm_gem_object_put(obj);
	} else {
		dma_resv_unlock(obj->resv);
		drm_gem_object_put(obj);
	}
}
