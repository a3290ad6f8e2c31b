/* SPDX-License-Identifier: GPL-2.0 */
#ifndef DRM_FOURCC_H
#define DRM_FOURCC_H

#include <linux/types.h>

#define fourcc_code(a, b, c, d) \
	((u32)(a) | ((u32)(b) << 8) | ((u32)(c) << 16) | ((u32)(d) << 24))
#define DRM_FORMAT_XRGB8888	fourcc_code('X', 'R', '2', '4')
#define DRM_FORMAT_ARGB8888	fourcc_code('A', 'R', '2', '4')
#define DRM_FORMAT_XBGR8888	fourcc_code('X', 'B', '2', '4')
#define DRM_FORMAT_ABGR8888	fourcc_code('A', 'B', '2', '4')
#define DRM_FORMAT_RGB565	fourcc_code('R', 'G', '1', '6')
#define DRM_FORMAT_BGR565	fourcc_code('B', 'G', '1', '6')
#define DRM_FORMAT_XRGB16161616	fourcc_code('X', 'R', '4', '8')
#define DRM_FORMAT_ARGB16161616	fourcc_code('A', 'R', '4', '8')
#define DRM_FORMAT_XBGR16161616	fourcc_code('X', 'B', '4', '8')
#define DRM_FORMAT_ABGR16161616	fourcc_code('A', 'B', '4', '8')

#endif /* DRM_FOURCC_H */
