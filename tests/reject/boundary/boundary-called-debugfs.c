// SPDX-License-Identifier: GPL-2.0
// class: boundary: raw kernel API called
// tool: gcc
// says: poisoned "debugfs_create_file"|implicit declaration
// off: type
// rust: unsafe, and only behind bindings
#include "reject.h"

static int __used boundary_called_debugfs(const struct toy_file *file)
{
#ifdef MISUSE
	debugfs_create_file("toy", 0600, NULL, NULL, NULL);
#endif
	return 0;
}
