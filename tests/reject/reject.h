/* SPDX-License-Identifier: GPL-2.0 */
#ifndef REJECT_H
#define REJECT_H

#include <sdrm/sdrm.h>
#include <uapi/drm/vgem_drm.h>

/* The data of an open file, as driver/vgem.h has it. */
struct vgem_file {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
};

#endif /* REJECT_H */
