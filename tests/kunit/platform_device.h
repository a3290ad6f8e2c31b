/* SPDX-License-Identifier: GPL-2.0 */
/* Does the driver core have a parent device of that name? */
#include <linux/kernel.h>
#include "compat.h"
#include "user_path.h"

/* Error of sdrm_platform_register() if the name is taken. */
#define NAME_TAKEN (SDRM_HAVE_FAUX_DEVICE ? -ENODEV : -EEXIST)

static inline bool is_on_bus(const char *bus, const char *name)
{
	char where[64];

	snprintf(where, sizeof(where), "/sys/bus/%s/devices/%s", bus, name);
	return user_path_exists(where);
}

static inline bool platform_device_exists(const char *name)
{
	return is_on_bus("platform", name) || is_on_bus("faux", name);
}
