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
/* Of a type: a call that returns it is used, through a function pointer too. */
#define __sdrm_must_use			__attribute__((warn_unused_result))
/* Stronger than __sdrm_must_not_hold(): callers must say so as well. */
#define __sdrm_must_all_be_free(...)	__attribute__((requires_capability(__VA_ARGS__)))
#define __sdrm_acquires_free(context) \
	__attribute__((requires_capability(!&(context)), acquire_capability(context)))
#else
#define __sdrm_context(name)
#define __sdrm_must_hold(...)
#define __sdrm_must_not_hold(...)
#define __sdrm_acquires(...)
#define __sdrm_releases(...)
#define __sdrm_assumes(...)
#define __sdrm_unchecked
#define __sdrm_must_use
#define __sdrm_must_all_be_free(...)
#define __sdrm_acquires_free(context)
#endif

/* As a const member it makes a struct unassignable; it takes no room. */
struct __sdrm_pinned {
};

/* Member of an owner; held from the check that the owner is valid to its move. */
struct __sdrm_context("checked owner") __sdrm_checked {
};

static __always_inline void
__sdrm_assume_checked(const struct __sdrm_checked *checked)
	__sdrm_assumes(checked)
{
}

/*
 * Held while any reservation, or guarded state of any file or device, is locked. They
 * have no definitions.
 */
extern struct __sdrm_context("reservation lock") __sdrm_resv_context {
} __sdrm_resv_locked;
extern struct __sdrm_context("lock of a file's state") __sdrm_file_context {
} __sdrm_file_locked;
extern struct __sdrm_context("lock of a device's state") __sdrm_device_context {
} __sdrm_device_locked;

/* What must not be held where a lock of each level is taken: the order of locks. */
#define __sdrm_above_resv						\
	__sdrm_must_all_be_free(!&__sdrm_resv_locked)
#define __sdrm_above_device						\
	__sdrm_must_all_be_free(!&__sdrm_resv_locked, !&__sdrm_device_locked)
#define __sdrm_above_file						\
	__sdrm_must_all_be_free(!&__sdrm_resv_locked, !&__sdrm_device_locked, \
				!&__sdrm_file_locked)

/**
 * DOC: annotations of a driver's helpers
 *
 * clang's analysis (``make lint``) looks at one function at a time, so a helper
 * says what it requires of its callers, after its parameter list, on the prototype
 * if it has one::
 *
 *	static int helper(const struct sdrm_gem *bo)
 *		sdrm_must_be_checked(bo) sdrm_must_not_hold_resv()
 *	{
 *
 * The analysis then refuses calls that do not comply.
 */

/**
 * sdrm_must_be_checked() - require that the caller has checked an owner
 * @owner: the parameter that borrows it
 */
#define sdrm_must_be_checked(owner)	__sdrm_must_hold((owner)->__sdrm_checked)

/**
 * sdrm_must_hold_resv() - require that the caller holds a reservation lock
 */
#define sdrm_must_hold_resv()		__sdrm_must_hold(__sdrm_resv_locked)

/**
 * sdrm_must_not_hold_resv() - require that the caller holds no reservation lock
 *
 * For ioctl handlers and helpers that look up or put a buffer or lock a reservation,
 * and for whatever calls such a helper.
 */
#define sdrm_must_not_hold_resv()	__sdrm_above_resv

/**
 * sdrm_must_not_hold_device() - require that the caller has locked neither a
 * device's state nor a reservation
 *
 * For helpers that lock a device's state; they may be called with a file's state
 * locked.
 */
#define sdrm_must_not_hold_device()	__sdrm_above_device

/**
 * sdrm_must_be_unlocked() - require that the caller holds no lock of this library
 *
 * For ioctl handlers and helpers that lock guarded state or wait, and for whatever
 * calls such a helper. It includes the other two.
 */
#define sdrm_must_be_unlocked()		__sdrm_above_file

/**
 * sdrm_acquires_resv() - declare that a helper returns with a reservation locked
 *
 * For a helper that returns the guard.
 */
#define sdrm_acquires_resv()		__sdrm_acquires_free(__sdrm_resv_locked)

#endif /* SDRM_ANALYSIS_H */
