/* SPDX-License-Identifier: GPL-2.0 */
/* What abstractions/kms/pixel.c uses of the kernel, for a program. */
#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int32_t s32;

#undef __always_inline
#define __always_inline	inline __attribute__((always_inline))
#define __packed	__attribute__((packed))
#define noinline	__attribute__((noinline))

#endif /* _LINUX_TYPES_H */
