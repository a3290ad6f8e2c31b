/* SPDX-License-Identifier: GPL-2.0 */
/* The driver of nasty-*.c: its types are sdrm's already, its functions are not. */
#include <sdrm/sdrm.h>
#include <uapi/drm/toy_drm.h>

struct toy_device {
	struct sdrm_device base;
};

struct toy_file {
	struct sdrm_file base;
	struct sdrm_counter failed;
};

SDRM_DRIVER_TYPES(toy, toy_device, toy_file);

int toy_work(const struct toy_file *tfile, unsigned int n);
int toy_sleep(const struct toy_file *tfile);
int toy_use(struct drm_gem_object *obj);
void toy_release(struct drm_gem_object *obj);
int toy_fill(struct drm_gem_object **obj);
void toy_query(const struct toy_file *tfile, int *ret);
int toy_next(void);
