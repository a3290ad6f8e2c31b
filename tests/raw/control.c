// SPDX-License-Identifier: GPL-2.0
/*
 * No class of misuse: one mistake per tool that the tool is known to detect. If a
 * tool is silent here, it does not work, and its "no" elsewhere means nothing.
 */
#include "raw.h"

#ifndef CORRECT
static void control_gcc(void)
{
	pr_info("%d\n", "text");
}

static int control_sparse(int __user *user)
{
	return *user;
}

static void control_coccicheck(void *memory)
{
	if (memory)
		kfree(memory);
}

static int control_fanalyzer(void)
{
	int *memory = __builtin_malloc(sizeof(*memory));

	if (!memory)
		return 0;

	__builtin_free(memory);
	return *memory;
}
#endif

int raw_load(struct raw_device *vgem)
{
#ifndef CORRECT
	control_gcc();
	control_sparse(NULL);
	control_coccicheck(NULL);
	return control_fanalyzer();
#else
	return 0;
#endif
}
