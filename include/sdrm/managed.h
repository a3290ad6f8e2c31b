/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_MANAGED_H
#define SDRM_MANAGED_H

#include <sdrm/inside.h>
#include <linux/build_bug.h>
#include <linux/container_of.h>

/**
 * DOC: managed data
 *
 * A driver's per-device or per-file data is a struct whose first member is one of
 * this library's base structs. The library allocates it zeroed, calls the driver
 * to set it up, and frees it. What the driver sets up in it through this library
 * (a fence table, a timeline) is destroyed automatically, in reverse order, after
 * the driver's exit callback.
 */

/*
 * A cleanup action, embedded in the object it destroys so that registering it
 * cannot fail.
 */
struct sdrm_managed_action {
	/* private: */
	struct sdrm_managed_action *__sdrm_next;
	void (*__sdrm_undo)(struct sdrm_managed_action *action);
};

/**
 * struct sdrm_managed - cleanup actions of a driver's data, run in reverse order
 *
 * Drivers pass it, as ``&file->base.managed``, to the init function of an object
 * in that data.
 */
struct sdrm_managed {
	/* private: */
	struct sdrm_managed_action *__sdrm_actions;
};

/* The exit callback of a type that has none. */
static inline void __sdrm_no_exit(const void *data)
{
}

/*
 * Define ``type_type``, which describes a driver's data with a base of type struct
 * @kind: its size, and callbacks that convert to the driver's own type. Callers
 * append __sdrm_no_exit to their optional argument: it becomes @exit if that is
 * missing, and is otherwise the only argument left over.
 */
#define __SDRM_MANAGED_TYPE(kind, type, init, exit, ...)		\
	static_assert(sizeof(#__VA_ARGS__) <= sizeof("__sdrm_no_exit"),	\
		      "sdrm: more than one exit callback");		\
	static_assert(!offsetof(struct type, base));			\
	static int __sdrm_init_##type(struct kind *base)		\
	{								\
		return init(container_of(base, struct type, base));	\
	}								\
	static void __sdrm_exit_##type(struct kind *base)		\
	{								\
		exit(container_of(base, struct type, base));		\
	}								\
	static const struct kind##_type type##_type = {			\
		.__sdrm_size = sizeof(struct type),			\
		.__sdrm_init = __sdrm_init_##type,			\
		.__sdrm_exit = __sdrm_exit_##type,			\
	}

#endif /* SDRM_MANAGED_H */
