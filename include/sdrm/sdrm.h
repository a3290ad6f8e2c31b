/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_SDRM_H
#define SDRM_SDRM_H

/*
 * The one header that a driver includes. After it, every function that the
 * kernel's headers declare and every private name of this library is poisoned:
 * using one is an error at the line that does it. What to write instead stands
 * in the headers below, one concept each.
 */
#define SDRM_INSIDE
#include <sdrm/own.h>
#include <sdrm/managed.h>
#include <sdrm/module.h>
#include <sdrm/platform.h>
#include <sdrm/drm_device.h>
#include <sdrm/drm_file.h>
#include <sdrm/ioctl.h>
#include <sdrm/gem_obj.h>
#include <sdrm/fence_wrap.h>
#include <sdrm/fence_table.h>
#include <sdrm/dma_resv_wrap.h>
#include <sdrm/timeline.h>
#include <sdrm/sync_file.h>
#include <sdrm/debugfs.h>
#undef SDRM_INSIDE

/* Generated for the kernel that is being built against; see Kbuild. */
#ifndef SDRM_NO_POISON
#include <sdrm-poison.h>
#endif

#endif /* SDRM_SDRM_H */
