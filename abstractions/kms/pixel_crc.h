/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_KMS_PIXEL_CRC_H
#define SDRM_KMS_PIXEL_CRC_H

#include <linux/types.h>

/*
 * CRC-32C by an instruction on general registers, which needs no FPU. Only for a CPU
 * that has it: X86_FEATURE_XMM4_2. The one place of the pixel code that knows a CPU.
 */
#ifdef CONFIG_X86_64
#define PIXEL_CRC_HARDWARE	true

static __always_inline u64 pixel_crc64(u64 crc, u64 data)
{
	asm("crc32q %1, %0" : "+r" (crc) : "rm" (data));
	return crc;
}

static __always_inline u32 pixel_crc32(u32 crc, u32 data)
{
	asm("crc32l %1, %0" : "+r" (crc) : "rm" (data));
	return crc;
}
#else
#define PIXEL_CRC_HARDWARE	false

/* Never called. */
static __always_inline u64 pixel_crc64(u64 crc, u64 data)
{
	return crc;
}

static __always_inline u32 pixel_crc32(u32 crc, u32 data)
{
	return crc;
}
#endif

#endif /* SDRM_KMS_PIXEL_CRC_H */
