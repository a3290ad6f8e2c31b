// SPDX-License-Identifier: GPL-2.0
// class: context: helper of another file that locks, looks up or waits
// tool: subset
// says: \[attribute\]
// off: attribute
// rust: not at all in rustc (klint checks atomic context)
#include "reject.h"

#ifdef MISUSE
static int context_late_condition_wait(const struct sdrm_fence_ref *ref);
#else
static int context_late_condition_wait(const struct sdrm_fence_ref *ref)
	sdrm_must_be_checked(ref) sdrm_must_be_unlocked();
#endif

static int __used context_late_condition(const struct mut_device *mut, const struct mut_file *file,
			  struct drm_mut_case *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(fence_ref, ref, sdrm_sync_file_fence((s32)arg->value));
	if (sdrm_is_err(ref))
		return sdrm_err(ref);
	return context_late_condition_wait(ref);
}

#ifdef MISUSE
static int context_late_condition_wait(const struct sdrm_fence_ref *ref) /* refused here */
	sdrm_must_be_checked(ref) sdrm_must_be_unlocked()
#else
static int context_late_condition_wait(const struct sdrm_fence_ref *ref)
#endif
{
	return sdrm_fence_wait(ref, 10);
}
