/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_OWN_H
#define SDRM_OWN_H

#include <sdrm/analysis.h>
#include <linux/cleanup.h>
#include <linux/err.h>

/**
 * DOC: owners
 *
 * An owner is the one handle that is responsible for a resource. It is a
 * struct of a single pointer, and a variable that owns is an array of one such
 * struct with a cleanup function::
 *
 *	SDRM_OWN(gem, bo, sdrm_gem_lookup(file, handle));
 *	if (sdrm_is_err(bo))
 *		return sdrm_err(bo);
 *
 * That shape is what makes the compiler refuse misuse:
 *
 * - C cannot assign or copy arrays, so an owner is not duplicated by accident
 *   (``*bo``, the struct in it, could be; that takes a static check);
 * - the end of the scope releases it, on every path;
 * - a function that only uses it takes ``const struct sdrm_gem *``, which the
 *   array decays to: that pointer is the borrowed view;
 * - clang's analysis (``make lint``) follows it from the check to the move;
 * - a function that consumes it takes ``struct sdrm_gem`` by value, which only
 *   sdrm_gem_move() makes from a variable: ownership is handed over in sight.
 *
 * An owner is valid, or says why not with the negative errno that
 * sdrm_is_err() and sdrm_err() read, or is empty after a move. Releasing an
 * owner that holds an error or nothing does nothing.
 *
 * Source of the contract: include/linux/cleanup.h (declare where initialised,
 * release in reverse order, no goto in a function that uses it).
 */

/* Never linked: reaching it in optimised code is the compile-time error. */
void __sdrm_used_after_move(void)
	__compiletime_error("sdrm: this owner is empty: moved away, or never filled");

static __always_inline bool __sdrm_no_pointer(const void *ptr)
{
	return IS_ERR(ptr);
}

static __always_inline int __sdrm_errno(const void *ptr)
{
	return PTR_ERR(ptr);
}

/*
 * What the kernel's functions promise and the compiler cannot see, so that the
 * check of an owner costs what a check by hand would: each use says who says so.
 */
#define __sdrm_promised(condition)					\
	do {								\
		if (!(condition))					\
			__builtin_unreachable();			\
	} while (0)

/* The pointer an owner holds; refuses one that is known to have been moved. */
#define __sdrm_held(owner) ({						\
	typeof((owner)->__sdrm_ptr) __sdrm_p = (owner)->__sdrm_ptr;	\
	if (__builtin_constant_p(!__sdrm_p) && !__sdrm_p)		\
		__sdrm_used_after_move();				\
	__sdrm_p;							\
})

/**
 * SDRM_OWN() - declare a variable that owns a resource until its scope ends
 * @kind: which owner: ``gem`` for struct sdrm_gem, ``fence`` for struct
 *        sdrm_fence, ``resv`` for struct sdrm_resv, and so on
 * @name: name of the variable
 * @init: expression that returns the owner; consumed
 *
 * Owners are released in reverse order of declaration.
 */
#define SDRM_OWN(kind, name, init) \
	struct sdrm_##kind name[1] __cleanup(__SDRM_DROP_##kind) = { init }

/**
 * sdrm_is_err() - does an owner hold an error in place of a resource?
 * @owner: any owner that has not been moved, borrowed
 *
 * A moved owner is empty and must not be asked: that is a build error where the
 * compiler sees the move, and a finding of ``make lint`` where it does not.
 *
 * Context: any.
 * Return: true if it holds an error, which sdrm_err() reads.
 */
#define sdrm_is_err(owner)						\
	(__sdrm_no_pointer(__sdrm_held(owner)) ||			\
	 (__sdrm_assume_checked(&(owner)->__sdrm_checked), false))

/**
 * sdrm_err() - why an owner is empty
 * @owner: any owner for which sdrm_is_err() is true, borrowed
 *
 * Context: any.
 * Return: the negative errno.
 */
#define sdrm_err(owner)		__sdrm_errno((owner)->__sdrm_ptr)

/*
 * The drop of a struct sdrm_@kind that is always valid and stays where it is;
 * @release takes the raw pointer, what follows annotates the drop. Beside it,
 * each kind has a __SDRM_DROP_@kind that names the drop in full: the drops are
 * poisoned for drivers, and poison lets a name pass that a macro holds, but not
 * one that a macro pastes together.
 */
#define __SDRM_DEFINE_GUARD(kind, release, ...)				\
static __always_inline void __sdrm_unchecked				\
__sdrm_##kind##_drop(struct sdrm_##kind (*owner)[1])			\
	__VA_ARGS__							\
{									\
	release((*owner)->__sdrm_ptr);					\
}

/*
 * The drop of an owner that may hold an error, and its move, which empties its
 * source, so that the drop at scope end does nothing.
 */
#define __SDRM_DEFINE_OWNER(kind, release)				\
static __always_inline void						\
__sdrm_##kind##_drop(struct sdrm_##kind (*owner)[1])			\
{									\
	if (!IS_ERR_OR_NULL((*owner)->__sdrm_ptr))			\
		release((*owner)->__sdrm_ptr);				\
}									\
									\
static __always_inline __must_check __sdrm_unchecked struct sdrm_##kind	\
sdrm_##kind##_move(struct sdrm_##kind *owner)				\
	__sdrm_releases(owner->__sdrm_checked)				\
{									\
	struct sdrm_##kind moved = { .__sdrm_ptr = __sdrm_held(owner) }; \
									\
	owner->__sdrm_ptr = NULL;					\
	return moved;							\
}

#endif /* SDRM_OWN_H */
