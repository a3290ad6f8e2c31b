/* SPDX-License-Identifier: GPL-2.0 */
/* How long the only CPU was busy, in a guest whose clock counts its instructions. */
#ifndef IDLE_H
#define IDLE_H

#include "vgem_test.h"

/* How long the CPU has been idle; -1 on kernels that do not report it in ns. */
static inline int64_t idle_ns(void)
{
	FILE *file = fopen("/proc/timer_list", "r");
	long long ns = -1;
	char line[256];

	if (!file)
		vt_die("/proc/timer_list: %s", vt_err(-errno));
	while (ns < 0 && fgets(line, sizeof(line), file))
		sscanf(line, " .idle_sleeptime : %lld", &ns);
	fclose(file);
	return ns;
}

#endif /* IDLE_H */
