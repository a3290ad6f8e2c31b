/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_MANAGED_H
#define SDRM_MANAGED_H

#include <sdrm/analysis.h>
#include <sdrm/inside.h>
#include <linux/build_bug.h>
#include <linux/container_of.h>
#include <linux/mutex.h>

/**
 * DOC: managed data
 *
 * A driver's per-device or per-file data is a struct whose first member is one of
 * this library's base structs. The library allocates it zeroed, calls the driver
 * to set it up, and frees it. What the driver sets up in it through this library
 * (a fence table, a timeline) or keeps in it (a buffer, a fence) is released
 * automatically, in reverse order, after the driver's exit or close callback.
 *
 * Once it is set up, the driver gets it const. What changes later is guarded state,
 * a counter or a flag; see <sdrm/state.h>.
 */

/**
 * struct sdrm_managed_action - a cleanup action, embedded in the object it destroys
 *
 * So registering it cannot fail. Drivers have these inside other structs only.
 */
struct sdrm_managed_action {
	/* private: */
	struct sdrm_managed_action *__sdrm_next;
	void (*__sdrm_undo)(struct sdrm_managed_action *action);
};

/**
 * struct sdrm_managed - cleanup actions of a driver's data, run in reverse order,
 * and the lock of its guarded state
 *
 * Drivers pass it, as ``&file->base.managed``, to the init function of an object
 * in that data.
 */
struct sdrm_managed {
	/* private: */
	struct sdrm_managed_action *__sdrm_actions;
	struct mutex __sdrm_lock;	/* guarded state; actions, once set up */
	size_t __sdrm_size;	/* bytes of the data, which begins here */
	const struct __sdrm_pinned __sdrm_pinned;
};

#endif /* SDRM_MANAGED_H */
