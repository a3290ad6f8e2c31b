/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What Coccinelle 1.1.1 cannot parse by itself. cocci/run appends this to
 * Coccinelle's own standard.h, because --macro-file-builtins replaces it.
 *
 * SDRM_OWN() is deliberately not here: unexpanded it reads as a call with three
 * arguments, which the rules match by name, with or without this file. So does
 * guard(mutex)(&lock).
 */

/* Block macros: a loop, to the parser. */
#define scoped_guard(...) YACFE_ITERATOR
#define scoped_cond_guard(...) YACFE_ITERATOR
#define scoped_class(...) YACFE_ITERATOR
#define if_not_guard(...) YACFE_ITERATOR
#define dma_resv_for_each_fence(...) YACFE_ITERATOR
#define dma_resv_for_each_fence_unlocked(...) YACFE_ITERATOR

/* Its definition in standard.h has an attribute that is not parsed. */
#define DEFINE_PER_CPU(type, name) type name

/* Trailing attributes with arguments. */
#define __free(x)
#define __cleanup(x)
#define __counted_by(x)
#define __guarded_by(...)
#define __pt_guarded_by(...)
#define __printf(a, b)
#define __aligned(x)
#define __section(x)
#define __ro_after_init
#define __designated_init
#define __packed

/* Annotations for static analysis, after a parameter list or a tag. */
#define __must_hold(...)
#define __acquires(...)
#define __releases(...)
#define __cond_acquires(...)
#define __compiletime_error(message)
#define __sdrm_context(name)
#define __sdrm_must_hold(...)
#define __sdrm_must_not_hold(...)
#define __sdrm_acquires(...)
#define __sdrm_releases(...)
#define __sdrm_assumes(...)
#define __sdrm_unchecked
#define __sdrm_above_resv
#define __sdrm_above_device
#define __sdrm_above_file
#define __sdrm_acquires_free(context)
#define __sdrm_must_use
#define sdrm_must_be_checked(owner)
#define sdrm_must_hold_resv()
#define sdrm_must_not_hold_resv()
#define sdrm_must_not_hold_device()
#define sdrm_must_be_unlocked()
#define sdrm_acquires_resv()
#define sdrm_locked

/* Macros of include/sdrm that expand to definitions. */
#define __SDRM_DEFINE_OWNER(kind, release, ...) static int MACRO_##kind;
#define __SDRM_DEFINE_OWNER_OF(kind, resource, release, ...) static int MACRO_##kind;
#define __SDRM_DEFINE_KEPT(kind, get, put) static int MACRO_##kind;
#define __SDRM_DEFINE_GUARD(kind, release, ...) static int MACRO_##kind;

/*
 * Arguments that are no C, and initialisers without a comma. boundary.py has the same
 * names (UNPARSED), and reads them from the text.
 */
#define TRACE_EVENT(...)
#define TRACE_EVENT_CONDITION(...)
#define TRACE_EVENT_FN(...)
#define TRACE_EVENT_FN_COND(...)
#define DECLARE_EVENT_CLASS(...)
#define DEFINE_EVENT(...)
#define DEFINE_EVENT_CONDITION(...)
#define DEFINE_EVENT_FN(...)
#define DEFINE_EVENT_PRINT(...)
#define SYSTEM_SLEEP_PM_OPS(...)
#define LATE_SYSTEM_SLEEP_PM_OPS(...)
#define NOIRQ_SYSTEM_SLEEP_PM_OPS(...)
#define RUNTIME_PM_OPS(...)
#define SET_SYSTEM_SLEEP_PM_OPS(...)
#define SET_LATE_SYSTEM_SLEEP_PM_OPS(...)
#define SET_NOIRQ_SYSTEM_SLEEP_PM_OPS(...)
#define SET_RUNTIME_PM_OPS(...)
