/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What follows is a driver that its tests load and unload, again and again: its init and exit
 * are called by them alone.
 */
#undef module_init
#define module_init(function)
#undef module_exit
#define module_exit(function)
#undef __init
#define __init
#undef __exit
#define __exit
#undef __ro_after_init
#define __ro_after_init
