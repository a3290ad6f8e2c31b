/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/types.h>

#define READ_ONCE(v)		(*(const volatile __typeof__(v) *)&(v))
#define likely(condition)	__builtin_expect(!!(condition), 1)
#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))
#define IS_ALIGNED(v, size)	(((v) & ((size) - 1)) == 0)

#endif /* _LINUX_KERNEL_H */
