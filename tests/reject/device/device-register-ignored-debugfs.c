// SPDX-License-Identifier: GPL-2.0
// class: device: register result ignored
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: rustc: unused must_use
#include "reject.h"

static int __used device_register_ignored_debugfs(struct sdrm_debugfs_registration *reg,
	const struct sdrm_debugfs *driver)
{
#ifdef MISUSE
	sdrm_debugfs_register(reg, driver, NULL);
	return 0;
#else
	return sdrm_debugfs_register(reg, driver, NULL);
#endif
}
