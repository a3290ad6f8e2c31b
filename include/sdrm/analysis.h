/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_ANALYSIS_H
#define SDRM_ANALYSIS_H

#include <sdrm/inside.h>

/*
 * Annotations with which clang's -Wthread-safety follows owners and locks through
 * a driver. `make lint` defines SDRM_ANALYSIS; in any other build they are empty.
 * They mean the same as those in the kernel's compiler-context-analysis.h (7.3),
 * whose names are macros in some kernels only, hence the prefix.
 */
#ifdef SDRM_ANALYSIS
#define __sdrm_context(name)		__attribute__((capability(name)))
#define __sdrm_must_hold(...)		__attribute__((requires_capability(__VA_ARGS__)))
#define __sdrm_must_not_hold(...)	__attribute__((locks_excluded(__VA_ARGS__)))
#define __sdrm_acquires(...)		__attribute__((acquire_capability(__VA_ARGS__)))
#define __sdrm_releases(...)		__attribute__((release_capability(__VA_ARGS__)))
#define __sdrm_assumes(...)		__attribute__((assert_capability(__VA_ARGS__)))
#define __sdrm_unchecked		__attribute__((no_thread_safety_analysis))
#else
#define __sdrm_context(name)
#define __sdrm_must_hold(...)
#define __sdrm_must_not_hold(...)
#define __sdrm_acquires(...)
#define __sdrm_releases(...)
#define __sdrm_assumes(...)
#define __sdrm_unchecked
#endif

/* Member of an owner; held from the check that the owner is valid to its move. */
struct __sdrm_context("checked owner") __sdrm_checked {
};

static __always_inline void
__sdrm_assume_checked(const struct __sdrm_checked *checked)
	__sdrm_assumes(checked)
{
}

/* Held while any reservation is locked. Has no definition. */
extern struct __sdrm_context("reservation lock") __sdrm_resv_context {
} __sdrm_resv_locked;

/**
 * sdrm_must_be_checked() - require that the caller has checked an owner
 * @owner: the parameter that borrows it
 *
 * For a driver's own helpers, after their parameter list::
 *
 *	static int helper(const struct sdrm_gem *bo) sdrm_must_be_checked(bo);
 *
 * clang's analysis then refuses a call with an owner that is unchecked or moved.
 */
#define sdrm_must_be_checked(owner)	__sdrm_must_hold((owner)->__sdrm_checked)

/**
 * sdrm_must_hold_resv() - require that the caller holds a reservation lock
 *
 * For a driver's own helpers, after their parameter list. clang's analysis then
 * refuses a call without the lock.
 */
#define sdrm_must_hold_resv()		__sdrm_must_hold(__sdrm_resv_locked)

#endif /* SDRM_ANALYSIS_H */
