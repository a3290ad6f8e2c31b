// SPDX-License-Identifier: GPL-2.0
// class: device: register result ignored
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: rustc: unused must_use
#include "reject.h"

static int __used drid(struct sdrm_driver_registration *reg,
	const struct sdrm_driver *driver)
{
#ifdef MISUSE
	sdrm_driver_register(reg, driver, NULL);
	return 0;
#else
	return sdrm_driver_register(reg, driver, NULL);
#endif
}
