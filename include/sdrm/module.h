/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_MODULE_H
#define SDRM_MODULE_H

#include <sdrm/inside.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>

/**
 * DOC: module
 *
 * What a driver says of itself as a module: its load-time parameters and its
 * debug messages. Init and exit come from sdrm_module_driver() or
 * sdrm_module_debugfs().
 */

/*
 * What a module's init returns. -EEXIST is taken there: modprobe reads it as
 * "already loaded", and says that all is well.
 */
static inline int __sdrm_module_status(int status)
{
	return status == -EEXIST ? -EBUSY : status;
}

/*
 * What a module is, by its constant description, from load to unload: @kind
 * says how that is registered. It turns read-only once the module is loaded.
 */
#define __SDRM_MODULE(kind, name)					\
	static struct sdrm_##kind##_registration			\
	__sdrm_##name##_registration __ro_after_init;			\
	static int __init name##_init(void)				\
	{								\
		return __sdrm_module_status(				\
			sdrm_##kind##_register(				\
				&__sdrm_##name##_registration,		\
				&name, THIS_MODULE));			\
	}								\
	module_init(name##_init);					\
	static void __exit name##_exit(void)				\
	{								\
		sdrm_##kind##_unregister(				\
				&__sdrm_##name##_registration);		\
	}								\
	module_exit(name##_exit)

static inline int
__sdrm_param_set_uint(const char *val, const struct kernel_param *kp,
		      unsigned int min, unsigned int max)
{
	/* The core calls it at load, with a parameter of SDRM_PARAM_UINT(). */
	return param_set_uint_minmax(val, kp, min, max);
}

/**
 * SDRM_PARAM_UINT() - a bounded unsigned module parameter, fixed at load
 * @name: name of the parameter and of the variable that holds it
 * @default_value: value without the parameter
 * @min: least value accepted
 * @max: greatest value accepted
 * @text: what modinfo says of it
 *
 * Loading fails with -EINVAL if the value is out of range or no number, and with
 * -ERANGE if it does not fit an unsigned int. The variable is read-only once the
 * module is loaded.
 */
#define SDRM_PARAM_UINT(name, default_value, min, max, text)		\
	static unsigned int name __ro_after_init = (default_value);	\
	static int __sdrm_set_##name(const char *val,			\
				     const struct kernel_param *kp)	\
	{								\
		return __sdrm_param_set_uint(val, kp, min, max);	\
	}								\
	static const struct kernel_param_ops __sdrm_ops_##name = {	\
		.set = __sdrm_set_##name,				\
		.get = param_get_uint,					\
	};								\
	module_param_cb(name, &__sdrm_ops_##name, &name, 0444);		\
	__MODULE_PARM_TYPE(name, "uint");				\
	MODULE_PARM_DESC(name, text)

/**
 * SDRM_PARAM_BOOL() - a module parameter that is yes or no, fixed at load
 * @name: name of the parameter and of the variable that holds it
 * @default_value: value without the parameter
 * @text: what modinfo says of it
 *
 * The variable is read-only once the module is loaded.
 */
#define SDRM_PARAM_BOOL(name, default_value, text)			\
	static bool name __ro_after_init = (default_value);		\
	module_param(name, bool, 0444);					\
	MODULE_PARM_DESC(name, text)

/**
 * sdrm_debug() - a message for developers, off until dynamic debug turns it on
 * @fmt: printf format, a literal that ends in a newline
 */
#define sdrm_debug(fmt, ...) \
	__sdrm_debug(KBUILD_MODNAME ": " fmt, ##__VA_ARGS__)

/* A message is its call site, so this is a macro; to the analysis, a call. */
#ifdef SDRM_ANALYSIS
void __printf(1, 2) __sdrm_debug(const char *fmt, ...);
#else
#define __sdrm_debug pr_debug
#endif

#endif /* SDRM_MODULE_H */
