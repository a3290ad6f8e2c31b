/* SPDX-License-Identifier: GPL-2.0 */
/* What the kernel has said. */
#include <linux/kmsg_dump.h>
#include <linux/string.h>

/* Do the newest messages of the kernel have this text? */
static inline bool log_says(const char *text)
{
	static char log[1024];
	struct kmsg_dump_iter iter;
	size_t size = 0;

	kmsg_dump_rewind(&iter);
	kmsg_dump_get_buffer(&iter, false, log, sizeof(log) - 1, &size);
	log[size] = '\0';
	return strstr(log, text);
}
