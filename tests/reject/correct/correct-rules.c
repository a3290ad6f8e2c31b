// SPDX-License-Identifier: GPL-2.0
// class: correct: table of functions
// tool: subset
// says: \[global\]
// off: global loop pointer-arithmetic pointer-assigned
// rust: rustc: static mut is unsafe
#include "reject.h"

struct correct_rules_rule {
	u32 from;
	int (*may)(const struct drm_mut_case *arg);
};

static int correct_rules_start(const struct drm_mut_case *arg)
{
	return arg->count ? 0 : -EINVAL;
}

#ifdef MISUSE
static struct correct_rules_rule correct_rules_rules[] = {
#else
static const struct correct_rules_rule correct_rules_rules[] = {
#endif
	{ 1, correct_rules_start },
};

static int __used correct_rules(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
{
	for (const struct correct_rules_rule *rule = correct_rules_rules;
	     rule < correct_rules_rules + ARRAY_SIZE(correct_rules_rules); rule++) {
		if (rule->from == arg->flags)
			return rule->may(arg);
	}
	return -ENOENT;
}
