/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_STATE_H
#define SDRM_STATE_H

#include <sdrm/managed.h>
#include <linux/atomic.h>
#include <linux/bitops.h>

/**
 * DOC: guarded state
 *
 * Ioctls of a file run concurrently, so whatever changes in a driver's data after
 * it was set up lies behind a lock, and only the lock gives access to it::
 *
 *	struct toy_queue {
 *		struct sdrm_state base;
 *		u32 jobs;
 *	};
 *
 *	struct toy_file {
 *		struct sdrm_file base;
 *		SDRM_GUARDED(toy_queue, queue);
 *	};
 *
 *	SDRM_LOCKED(queue, file, queue);
 *	queue->jobs++;
 *
 * The pointer is valid until the end of the scope. It has an address space of its
 * own for sparse and clang's analysis, so it cannot be stored or returned, and is
 * passed only to helpers whose parameter is declared ``sdrm_locked struct toy_queue
 * *``.
 *
 * Each device and each file has one such lock, a mutex. The order, which clang's
 * analysis enforces, is: a file's, a device's, reservations; one of each at a time.
 * With any of them held there is no waiting for fences.
 *
 * Counters and flags need no lock.
 */

/**
 * struct sdrm_state - base of guarded state; must be its first member
 */
struct sdrm_state {
	/* private: */
	struct sdrm_managed *__sdrm_holder;	/* set whenever it is locked */
	const struct __sdrm_pinned __sdrm_pinned;
};

/**
 * SDRM_GUARDED() - declare guarded state in a device's or a file's data
 * @tag: tag of its struct, whose first member is ``struct sdrm_state base``
 * @name: name of the member
 */
#define SDRM_GUARDED(tag, name)						\
	struct {							\
		struct tag __sdrm_value;				\
	} name

/**
 * sdrm_locked - declare a pointer to guarded state or to a part of it
 *
 * For the parameters of helpers: ``sdrm_locked struct toy_queue *queue``.
 */
#if defined(__CHECKER__)
#define sdrm_locked	__attribute__((address_space(__sdrm_locked)))
#elif defined(SDRM_ANALYSIS)
#define sdrm_locked	__attribute__((address_space(77)))
#else
#define sdrm_locked
#endif

/* A pointer to a part of guarded state as this library uses it. */
#define __sdrm_unlocked(type, ptr) ({					\
	sdrm_locked type *__sdrm_part = (ptr);				\
									\
	(type *)(unsigned long)__sdrm_part;				\
})

/* Of the holder's data, which is const to drivers and was allocated by this library. */
static __always_inline const struct sdrm_managed *__sdrm_unchecked
__sdrm_state_lock_managed(const struct sdrm_managed *managed)
{
	/* The analysis sees to the order; unlocked at the end of the guard's scope. */
	mutex_lock((struct mutex *)&managed->__sdrm_lock);
	return managed;
}

static __always_inline void __sdrm_unchecked
__sdrm_state_unlock(const struct sdrm_managed *const *guard)
{
	/* Locked by __sdrm_state_lock_managed(). */
	mutex_unlock((struct mutex *)&(*guard)->__sdrm_lock);
}

/*
 * For clang's analysis, the lock and what it excludes depend on the type of the
 * holder's base, and each guard has a cleanup function of its own that says what it
 * unlocks. None of them has a definition: the analysis does not link.
 */
#ifdef SDRM_ANALYSIS
#define __SDRM_STATE_LEVEL(type, level)					\
	struct type;							\
	struct __sdrm_##level##_context *				\
	__sdrm_state_level(const struct type *base)			\
		__attribute__((overloadable,				\
			       lock_returned(__sdrm_##level##_locked)));	\
	const struct sdrm_managed *					\
	__sdrm_state_lock(const struct type *base)			\
		__attribute__((overloadable))				\
		__sdrm_above_##level					\
		__sdrm_acquires(__sdrm_##level##_locked)
__SDRM_STATE_LEVEL(sdrm_device, device);
__SDRM_STATE_LEVEL(sdrm_file, file);
__SDRM_STATE_LEVEL(sdrm_debugfs, device);
__SDRM_STATE_LEVEL(sdrm_debugfs_file, file);
#define __SDRM_STATE_LOCK(holder)	__sdrm_state_lock(&(holder)->base)
#define __SDRM_STATE_UNLOCK(id, holder)					\
	void __sdrm_state_unlock_##id(const struct sdrm_managed *const *guard) \
		__sdrm_releases(__sdrm_state_level(&(holder)->base))
#define __SDRM_STATE_UNLOCK_NAME(id) __sdrm_state_unlock_##id
#else
#define __SDRM_STATE_LOCK(holder) \
	__sdrm_state_lock_managed(&(holder)->base.managed)
#define __SDRM_STATE_UNLOCK(id, holder)
#define __SDRM_STATE_UNLOCK_NAME(id) __sdrm_state_unlock
#endif

/* The address of @value, guarded state, in the address space of locked state. */
#define __sdrm_state(value, managed) ({					\
	/* Without const, which a comma expression does not have. */	\
	__auto_type __sdrm_s = (typeof(((void)0, (value))) *)&(value);	\
	struct sdrm_state *__sdrm_base = &__sdrm_s->base;		\
									\
	static_assert(!offsetof(typeof(*__sdrm_s), base));		\
	__sdrm_base->__sdrm_holder = (struct sdrm_managed *)(managed);	\
	(sdrm_locked typeof(*__sdrm_s) *)(unsigned long)__sdrm_s;	\
})

#define ___SDRM_LOCKED(name, holder, member, id)			\
	__SDRM_STATE_UNLOCK(id, holder);				\
	const struct sdrm_managed *const __sdrm_guard_##id		\
	__cleanup(__SDRM_STATE_UNLOCK_NAME(id)) =			\
		__SDRM_STATE_LOCK(holder);				\
	const __auto_type name =					\
		__sdrm_state((holder)->member.__sdrm_value,		\
			     __sdrm_guard_##id)
/* So that __COUNTER__ is expanded before it is pasted. */
#define __SDRM_LOCKED(name, holder, member, id) \
	___SDRM_LOCKED(name, holder, member, id)

/**
 * SDRM_LOCKED() - lock guarded state until the end of the scope
 * @name: name of the pointer that this declares
 * @holder: the device or the file, borrowed
 * @member: its member that was declared by SDRM_GUARDED()
 *
 * Context: process, may sleep; no reservation locked, nor a device's state, nor, if
 * @holder is a file, a file's.
 */
#define SDRM_LOCKED(name, holder, member) \
	__SDRM_LOCKED(name, holder, member, __COUNTER__)

/**
 * struct sdrm_counter - a counter in a driver's data that needs no lock
 */
struct sdrm_counter {
	/* private: */
	atomic_t __sdrm_value;
	const struct __sdrm_pinned __sdrm_pinned;
};

/**
 * sdrm_counter_read() - the value of a counter
 * @counter: the counter, borrowed
 *
 * Context: any.
 * Return: the value.
 */
static __always_inline u32 __must_check
sdrm_counter_read(const struct sdrm_counter *counter)
{
	/* Of any value. */
	return atomic_read(&counter->__sdrm_value);
}

/**
 * sdrm_counter_inc() - increment a counter, which wraps at 2^32
 * @counter: the counter, borrowed
 *
 * Context: any.
 * Return: the new value. Concurrent callers get different ones.
 */
static __always_inline u32 sdrm_counter_inc(const struct sdrm_counter *counter)
{
	/* Const to drivers; it lies in data that this library allocated. */
	return atomic_inc_return((atomic_t *)&counter->__sdrm_value);
}

/**
 * sdrm_counter_inc_below() - increment a counter that has a limit
 * @counter: the counter, borrowed
 * @max: largest value
 *
 * Context: any.
 * Return: true; false if it is @max or more, and then it is unchanged.
 */
static __always_inline bool __must_check
sdrm_counter_inc_below(const struct sdrm_counter *counter, u32 max)
{
	atomic_t *value = (atomic_t *)&counter->__sdrm_value;
	/* As in sdrm_counter_inc(). */
	int old = atomic_read(value);

	do {
		if ((u32)old >= max)
			return false;
		/* Unsigned, which atomic_add_unless() is not. */
	} while (!atomic_try_cmpxchg(value, &old, old + 1));
	return true;
}

/**
 * sdrm_counter_dec() - decrement a counter, unless it is zero
 * @counter: the counter, borrowed
 *
 * Context: any.
 */
static __always_inline void sdrm_counter_dec(const struct sdrm_counter *counter)
{
	/* As in sdrm_counter_inc(). */
	atomic_add_unless((atomic_t *)&counter->__sdrm_value, -1, 0);
}

/**
 * struct sdrm_flag - a flag in a driver's data that needs no lock
 */
struct sdrm_flag {
	/* private: */
	unsigned long __sdrm_value;
	const struct __sdrm_pinned __sdrm_pinned;
};

/**
 * sdrm_flag_test() - is a flag set?
 * @flag: the flag, borrowed
 *
 * Context: any.
 * Return: true if it is set.
 */
static __always_inline bool __must_check
sdrm_flag_test(const struct sdrm_flag *flag)
{
	/* Of any value. */
	return test_bit(0, &flag->__sdrm_value);
}

/**
 * sdrm_flag_test_and_set() - set a flag
 * @flag: the flag, borrowed
 *
 * Context: any.
 * Return: true if it was set before. Of concurrent callers, one gets false.
 */
static __always_inline bool sdrm_flag_test_and_set(const struct sdrm_flag *flag)
{
	/* Const to drivers; it lies in data that this library allocated. */
	return test_and_set_bit(0, (unsigned long *)&flag->__sdrm_value);
}

/**
 * sdrm_flag_test_and_clear() - clear a flag
 * @flag: the flag, borrowed
 *
 * Context: any.
 * Return: true if it was set before. Of concurrent callers, one gets true.
 */
static __always_inline bool sdrm_flag_test_and_clear(const struct sdrm_flag *flag)
{
	/* As in sdrm_flag_test_and_set(). */
	return test_and_clear_bit(0, (unsigned long *)&flag->__sdrm_value);
}

#endif /* SDRM_STATE_H */
