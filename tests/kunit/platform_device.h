/* SPDX-License-Identifier: GPL-2.0 */
/* Is there a parent device of that name? The driver core's own word. */
#include <linux/kernel.h>
#include <linux/namei.h>
#include <linux/path.h>
#include "compat.h"

/* What sdrm_platform_register() says of a name that is taken. */
#define NAME_TAKEN (SDRM_HAVE_FAUX_DEVICE ? -ENODEV : -EEXIST)

static inline bool is_on_bus(const char *bus, const char *name)
{
	char where[64];
	struct path path;

	snprintf(where, sizeof(where), "/sys/bus/%s/devices/%s", bus, name);
	if (kern_path(where, 0, &path))
		return false;
	path_put(&path);
	return true;
}

static inline bool platform_device_exists(const char *name)
{
	return is_on_bus("platform", name) || is_on_bus("faux", name);
}
