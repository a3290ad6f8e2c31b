/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_SDRM_H
#define SDRM_SDRM_H

/**
 * DOC: what a driver includes
 *
 * The only header that a driver includes. At its end, the functions that the
 * kernel's headers declare and this library's private names (``__sdrm_*``) are
 * poisoned: using one is an error at that line. Macros, and functions that are
 * macros as well, cannot be poisoned; ``make lint`` refuses them. The headers below
 * declare the replacements, one concept per header.
 */
#define SDRM_INSIDE
#include <sdrm/own.h>
#include <sdrm/managed.h>
#include <sdrm/state.h>
#include <sdrm/values.h>
#include <sdrm/kept.h>
#include <sdrm/driver.h>
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
#include <sdrm/kms/setup.h>
#include <sdrm/kms/check.h>
#include <sdrm/kms/frame.h>
#include <sdrm/kms/display.h>
#include <sdrm/configfs.h>
#undef SDRM_INSIDE

/* Generated for the kernel that is being built against; see Kbuild. */
#ifndef SDRM_NO_POISON
#include <sdrm-poison.h>
#endif

#endif /* SDRM_SDRM_H */
