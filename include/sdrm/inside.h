/* SPDX-License-Identifier: GPL-2.0 */
/**
 * DOC: no header by itself
 *
 * Drivers include only <sdrm/sdrm.h>: it ends by poisoning raw kernel names, and
 * including a single header would skip that. (GLib does the same.) abstractions/
 * is built with SDRM_IMPLEMENTATION and includes headers individually.
 */
#if !defined(SDRM_INSIDE) && !defined(SDRM_IMPLEMENTATION)
#error "include <sdrm/sdrm.h>, not individual headers"
#endif
