// SPDX-License-Identifier: GPL-2.0
// class: timeline: init result ignored
// tool: gcc
// says: ignoring return value
// off: -Wno-unused-result
// rust: warning: unused_must_use (7.3 has no timeline)
#include "reject.h"

static int __used timeline_init_ignored(struct toy_file *file)
{
#ifdef MISUSE
	sdrm_timeline_init(&file->timeline, &file->base.managed, "toy", NULL);
	return 0;
#else
	return sdrm_timeline_init(&file->timeline, &file->base.managed, "toy",
				  NULL);
#endif
}
