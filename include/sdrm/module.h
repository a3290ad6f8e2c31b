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
 * Module boilerplate of a driver: load-time parameters and debug messages. Init
 * and exit come from sdrm_module_driver() or sdrm_module_debugfs().
 */

/*
 * A module's init must not return -EEXIST: modprobe takes it for "already loaded"
 * and reports success.
 */
static inline int __sdrm_module_status(int status)
{
	return status == -EEXIST ? -EBUSY : status;
}

static inline int
__sdrm_param_set_uint(const char *val, const struct kernel_param *kp,
		      unsigned int min, unsigned int max)
{
	/* Called by the module loader, for a parameter of SDRM_PARAM_UINT(). */
	return param_set_uint_minmax(val, kp, min, max);
}

/**
 * SDRM_PARAM_UINT() - a bounded unsigned module parameter, fixed at load
 * @name: name of the parameter and of its variable
 * @default_value: value if the parameter is not given
 * @min: smallest value accepted
 * @max: largest value accepted
 * @text: description for modinfo
 *
 * Loading fails with -EINVAL if the value is out of range or not a number, and
 * with -ERANGE if it does not fit in an unsigned int. The variable is read-only
 * once the module is loaded.
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
 * SDRM_PARAM_BOOL() - a boolean module parameter, fixed at load
 * @name: name of the parameter and of its variable
 * @default_value: value if the parameter is not given
 * @text: description for modinfo
 *
 * The variable is read-only once the module is loaded.
 */
#define SDRM_PARAM_BOOL(name, default_value, text)			\
	static bool name __ro_after_init = (default_value);		\
	module_param(name, bool, 0444);					\
	MODULE_PARM_DESC(name, text)

/**
 * sdrm_debug() - print a debug message, if dynamic debug enables it
 * @fmt: printf format, a literal that ends in a newline
 */
#define sdrm_debug(fmt, ...) \
	__sdrm_debug(KBUILD_MODNAME ": " fmt, ##__VA_ARGS__)

/* Dynamic debug is per call site, hence a macro. The analysis sees a function. */
#ifdef SDRM_ANALYSIS
void __printf(1, 2) __sdrm_debug(const char *fmt, ...);
#else
#define __sdrm_debug pr_debug
#endif

#endif /* SDRM_MODULE_H */
