/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SDRM_VALUES_H
#define SDRM_VALUES_H

#include <sdrm/inside.h>
#include <linux/bitfield.h>
#include <linux/kernel.h>
#include <linux/nospec.h>

/**
 * DOC: values from user space
 *
 * An index is compared with the size of its array where it is used; the lane `subset`
 * of ``make lint`` sees that it is (docs/driver-subset.md). sdrm_at() is for what was
 * compared elsewhere, as in a helper.
 */

/**
 * sdrm_at() - an element of an array, whatever the index
 * @array: the array itself, not a pointer to its first element
 * @index: any integer; evaluated once
 *
 * An lvalue: element @index, or element 0 if there is none such, in speculation too.
 *
 * Context: any.
 */
#define sdrm_at(array, index) \
	((array)[__sdrm_below(index, ARRAY_SIZE(array))])

/* A negative index is a large one. */
static __always_inline unsigned long __sdrm_below(unsigned long index,
						  unsigned long size)
{
	return array_index_nospec(index, size);
}

#endif /* SDRM_VALUES_H */
