/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_KMS_COMPAT_H
#define SDRM_KMS_COMPAT_H

/* What ../compat.h is for sdrm.ko: the differences between kernels, here only. */

#include <linux/hrtimer.h>
#include <drm/drm_drv.h>
#include <drm/drm_gem_framebuffer_helper.h>
#include <drm/drm_mode_config.h>
#include <sdrm-config.h>

/* --- an atomic commit, and the state that it brings about ------------------------ */

#if SDRM_HAVE_ATOMIC_COMMIT
#define compat_atomic_state	drm_atomic_commit
#else
#define compat_atomic_state	drm_atomic_state
#endif

/* The last parameters of &drm_plane_helper_funcs.atomic_async_check. */
#if SDRM_HAVE_ASYNC_CHECK_FLIP
#define COMPAT_ASYNC_CHECK(state)	struct compat_atomic_state *state, bool flip
#else
#define COMPAT_ASYNC_CHECK(state)	struct compat_atomic_state *state
#endif

/* --- framebuffers ------------------------------------------------------------------ */

/* The parameters of &drm_mode_config_funcs.fb_create, and those that it is passed on by. */
#if SDRM_HAVE_FB_FORMAT_INFO
#define COMPAT_FB_INFO		const struct drm_format_info *info,
#define compat_fb_init(dev, fb, file, cmd, funcs) \
	drm_gem_fb_init_with_funcs(dev, fb, file, info, cmd, funcs)
#else
#define COMPAT_FB_INFO
#define compat_fb_init(dev, fb, file, cmd, funcs) \
	drm_gem_fb_init_with_funcs(dev, fb, file, cmd, funcs)
#endif

/* --- timers ------------------------------------------------------------------------ */

static inline void compat_hrtimer_init(struct hrtimer *timer,
				       enum hrtimer_restart (*function)(struct hrtimer *))
{
	/* The caller has not started it yet. */
#if SDRM_HAVE_HRTIMER_SETUP
	hrtimer_setup(timer, function, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
#else
	hrtimer_init(timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
	timer->function = function;
#endif
}

/* --- the CPU ------------------------------------------------------------------------ */

#ifdef CONFIG_X86_64
#include <asm/cpufeature.h>
#endif

/* Has it the instruction that pixel_crc.h uses? */
static inline bool compat_crc_hardware(void)
{
#ifdef CONFIG_X86_64
	return boot_cpu_has(X86_FEATURE_XMM4_2);
#else
	return false;
#endif
}

/* --- the console ---------------------------------------------------------------------- */

#if SDRM_HAVE_DRM_CLIENT_SETUP
#include <drm/clients/drm_client_setup.h>
#include <drm/drm_fbdev_shmem.h>
#elif SDRM_HAVE_FBDEV_SHMEM
#include <drm/drm_fbdev_shmem.h>
#else
#include <drm/drm_fb_helper.h>
#endif

/* Before a device is created. */
static inline void compat_console_describe(struct drm_driver *drm)
{
#if SDRM_HAVE_DRM_CLIENT_SETUP && IS_ENABLED(CONFIG_DRM_FBDEV_EMULATION)
	drm->fbdev_probe = drm_fbdev_shmem_driver_fbdev_probe;
#endif
}

/* When it is registered. It ends with the device. */
static inline void compat_console_setup(struct drm_device *drm)
{
	/* 0: the default, 32 bits a pixel. Errors are the helper's to report. */
#if SDRM_HAVE_DRM_CLIENT_SETUP
	drm_client_setup(drm, NULL);
#elif SDRM_HAVE_FBDEV_SHMEM
	drm_fbdev_shmem_setup(drm, 0);
#else
	drm_fbdev_generic_setup(drm, 0);
#endif
}

#endif /* SDRM_KMS_COMPAT_H */
