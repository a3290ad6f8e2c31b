/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_OWN_H
#define SDRM_OWN_H

#include <sdrm/analysis.h>
#include <linux/cleanup.h>
#include <linux/err.h>

/**
 * DOC: owners
 *
 * An owner is the handle that is responsible for releasing a resource. It is a
 * small struct, and a variable that owns is an array of one such struct with a
 * cleanup function::
 *
 *	SDRM_OWN(gem, bo, sdrm_gem_lookup(file, handle));
 *	if (sdrm_is_err(bo))
 *		return sdrm_err(bo);
 *
 * This lets the compiler refuse misuse:
 *
 * - C cannot assign or copy arrays, so an owner cannot be duplicated by accident
 *   (copying ``*bo``, the struct in it, takes a static checker to find);
 * - it is released at the end of the scope, on every path;
 * - a function that only uses it takes ``const struct sdrm_gem *``, to which the
 *   array decays: this pointer is the borrowed view;
 * - clang's analysis (``make lint``) follows it from the check to the move;
 * - a function that consumes it takes ``struct sdrm_gem`` by value, which only
 *   sdrm_gem_move() makes from a variable: every transfer of ownership is visible;
 * - a function that hands on what it got, resource or error, ends in ``return
 *   sdrm_gem_pass(bo);``, which needs no check and is for ``return`` alone.
 *
 * An owner is valid or holds a negative errno, which sdrm_is_err() and sdrm_err()
 * read; after a move it holds -ESTALE. Releasing an owner that holds an error does
 * nothing, and functions that consume one ignore it or return the error.
 *
 * Contract: include/linux/cleanup.h (declare where initialised, release in
 * reverse order, no goto in a function that uses it).
 */

/*
 * Has no definition: a call that survives optimisation triggers the compile-time
 * error.
 */
void __sdrm_used_after_move(void)
	__compiletime_error("sdrm: this owner is empty: moved away, or never filled");

static __always_inline bool __sdrm_no_pointer(const void *ptr)
{
	return IS_ERR(ptr);
}

/* Anything but a negative errno would be taken for a pointer. */
static __always_inline void *__sdrm_no_owner(int error)
{
	return ERR_PTR(error < 0 && error >= -MAX_ERRNO ? error : -EINVAL);
}

static __always_inline int __sdrm_errno(const void *ptr)
{
	return PTR_ERR_OR_ZERO(ptr);
}

/* What an owner holds after a move: an error, so that no use of it is a pointer. */
#define __SDRM_MOVED	((void *)-ESTALE)

/*
 * What an owner holds that has no pointer of its own: a constant, so that the
 * compiler can fold the check at the end of the scope.
 */
#define __SDRM_VALID	((void *)1)

/*
 * The pointer in an owner; a build error if the owner is known to have been moved,
 * or never to have been filled.
 */
#define __sdrm_held(owner) ({						\
	typeof((owner)->__sdrm_ptr) __sdrm_p = (owner)->__sdrm_ptr;	\
	if (__builtin_constant_p(!__sdrm_p || __sdrm_p == __SDRM_MOVED) && \
	    (!__sdrm_p || __sdrm_p == __SDRM_MOVED))			\
		__sdrm_used_after_move();				\
	__sdrm_p;							\
})

/**
 * SDRM_OWN() - declare a variable that owns a resource until its scope ends
 * @kind: kind of owner: ``gem`` for struct sdrm_gem, ``fence`` for struct
 *        sdrm_fence, ``resv`` for struct sdrm_resv, and so on
 * @name: name of the variable
 * @init: expression that returns the owner; consumed
 *
 * Owners are released in reverse order of declaration.
 */
#define SDRM_OWN(kind, name, init)					\
	/* Aligned as its members: the ABI aligns arrays of 16 bytes to 16. */ \
	struct sdrm_##kind name[1] __aligned(sizeof(long))		\
	__cleanup(__SDRM_DROP_##kind) = { init }

/**
 * sdrm_is_err() - does an owner hold an error instead of a resource?
 * @owner: any owner, borrowed
 *
 * Asking a moved owner is a build error where the compiler sees the move, a finding
 * of ``make lint`` where it does not, and true at run time.
 *
 * Context: any.
 * Return: true if it holds an error, which sdrm_err() reads.
 */
#define sdrm_is_err(owner)						\
	(__sdrm_no_pointer(__sdrm_held(owner)) ||			\
	 (__sdrm_assume_checked(&(owner)->__sdrm_checked), false))

/**
 * sdrm_is_ok() - does an owner hold a resource?
 * @owner: any owner, borrowed
 *
 * The opposite of sdrm_is_err(). Of ``!sdrm_is_err(bo)``, clang's analysis does not
 * see that it checks the owner.
 *
 * Context: any.
 * Return: true if it holds no error.
 */
#define sdrm_is_ok(owner)						\
	(!__sdrm_no_pointer(__sdrm_held(owner)) &&			\
	 (__sdrm_assume_checked(&(owner)->__sdrm_checked), true))

/**
 * sdrm_err() - the error code held by an owner
 * @owner: any owner, borrowed
 *
 * Context: any.
 * Return: the negative errno if sdrm_is_err() is true, otherwise 0.
 */
#define sdrm_err(owner)		__sdrm_errno((owner)->__sdrm_ptr)

/**
 * SDRM_ERROR() - an owner that holds an error instead of a resource
 * @kind: kind of owner, as for SDRM_OWN()
 * @error: negative errno; anything else becomes -EINVAL
 *
 * What a function that returns an owner returns if it fails, for example a handler
 * of SDRM_IOCTL_FD_DEFINE()::
 *
 *	if (sdrm_is_err(bo))
 *		return SDRM_ERROR(sync_file, sdrm_err(bo));
 *
 * Context: any.
 */
#define SDRM_ERROR(kind, error)						\
	/* A guard, which cannot hold an error, has no such last member. */ \
	((struct sdrm_##kind){						\
		.__sdrm_ptr = __sdrm_no_owner(error), .__sdrm_checked = {} \
	})

/*
 * Define the drop of a struct sdrm_@kind that is always valid and cannot be moved;
 * @release takes the raw pointer, further arguments annotate the drop. Each kind
 * also needs a __SDRM_DROP_@kind that spells out the name of the drop: drops are
 * poisoned for drivers, and poison accepts a name in the body of a macro but not
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
 * Define the drop of an owner that may hold an error, and its pass and move, which
 * leave an error behind, so that the drop of the source does nothing. @resource is
 * the member that @release takes: __sdrm_ptr, or another one, and then __sdrm_ptr is
 * __SDRM_VALID or an error. Further arguments annotate all of them.
 */
#define __SDRM_DEFINE_OWNER_OF(kind, resource, release, ...)		\
static __always_inline void __sdrm_unchecked				\
__sdrm_##kind##_drop(struct sdrm_##kind (*owner)[1])			\
	__VA_ARGS__							\
{									\
	if (!IS_ERR_OR_NULL((*owner)->__sdrm_ptr))			\
		release((*owner)->resource);				\
}									\
									\
/* Of an owner that need not have been checked; to return it. */	\
static __always_inline __must_check __sdrm_unchecked struct sdrm_##kind	\
sdrm_##kind##_pass(struct sdrm_##kind *owner)				\
	__VA_ARGS__							\
{									\
	struct sdrm_##kind passed = *owner;				\
									\
	owner->__sdrm_ptr = __SDRM_MOVED;				\
	return passed;							\
}									\
									\
static __always_inline __must_check __sdrm_unchecked struct sdrm_##kind	\
sdrm_##kind##_move(struct sdrm_##kind *owner)				\
	__sdrm_releases(owner->__sdrm_checked)				\
	__VA_ARGS__							\
{									\
	(void)__sdrm_held(owner);					\
	return sdrm_##kind##_pass(owner);				\
}

#define __SDRM_DEFINE_OWNER(kind, release, ...) \
	__SDRM_DEFINE_OWNER_OF(kind, __sdrm_ptr, release, __VA_ARGS__)

#endif /* SDRM_OWN_H */
