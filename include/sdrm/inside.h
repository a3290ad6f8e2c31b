/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Drivers include <sdrm/sdrm.h> and nothing else: it ends by poisoning every
 * raw kernel name, and a header taken on its own would leave that out. (The
 * rule and its form are GLib's.) abstractions/ is built with
 * SDRM_IMPLEMENTATION and takes the headers one by one.
 */
#if !defined(SDRM_INSIDE) && !defined(SDRM_IMPLEMENTATION)
#error "include <sdrm/sdrm.h>, not the headers that it consists of"
#endif
