/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/types.h>

#define unlikely(condition)	__builtin_expect(!!(condition), 0)
#define min(a, b)		((a) < (b) ? (a) : (b))
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define IS_ALIGNED(v, size)	(((v) & ((size) - 1)) == 0)

#endif /* _LINUX_KERNEL_H */
