/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What migration.c needs before its conversion is done by hand: the types of
 * the file data. Everything else about it is in the .c file.
 */
#include <sdrm/sdrm.h>
#include <uapi/drm/vgem_drm.h>

struct toy_file {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
};

int toy_wait_idle(struct toy_file *tfile, struct drm_vgem_fence_attach *arg);
int toy_touch(struct toy_file *tfile, struct drm_vgem_fence_attach *arg);
