// SPDX-License-Identifier: GPL-2.0
// class: context: helper of another file that locks, looks up or waits
// tool: subset
// says: \[function-pointer\]
// off: function-pointer
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

static int context_table_condition_wait(const struct mut_file *file)
	sdrm_must_be_unlocked();

static int context_table_condition_look(const struct mut_file *file)
{
	return file->limit ? 0 : -EINVAL;
}

struct context_table_condition_op {
	int (*run)(const struct mut_file *file);
};

static const struct context_table_condition_op context_table_condition_ops[] = {
#ifdef MISUSE
	{ context_table_condition_wait },
#endif
	{ context_table_condition_look },
};

static int context_table_condition_wait(const struct mut_file *file)
{
	SDRM_LOCKED(queue, file, queue);
	queue->jobs++;
	return 0;
}

static int __used context_table_condition(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	return context_table_condition_wait(file) ?: context_table_condition_ops[0].run(file);
}
