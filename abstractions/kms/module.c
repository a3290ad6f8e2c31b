// SPDX-License-Identifier: GPL-2.0
#include <linux/module.h>
#include <linux/rcupdate.h>
#include "pixel.h"

static int __init kms_init(void)
{
	pixel_crc_init();
	return 0;
}
module_init(kms_init);

/*
 * No driver that uses this module is loaded, so no device exists and no callback is
 * pending: each holds a reference to a device. What may still be running are their last
 * instructions.
 */
static void __exit kms_exit(void)
{
	rcu_barrier_tasks();
	synchronize_rcu_tasks();
	synchronize_rcu();
}
module_exit(kms_exit);

MODULE_DESCRIPTION("Safe DRM abstractions: displays");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
