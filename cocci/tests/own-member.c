// SPDX-License-Identifier: GPL-2.0
/* Pointers in a driver's data, each with its near miss. */
#include <sdrm/sdrm.h>

/* Near misses: values, arrays of them, objects of the library, strings. */
struct toy_fine {
	struct sdrm_file base;
	struct sdrm_fence_table fences;
	u32 count;
	u32 counts[4];
	const char *name;
	const char *names[4];
	int (*hook)(int value);
	struct {
		u64 address;
	} nested;
};

struct toy_state {
	struct sdrm_state base;
	u32 *count;
	const u32 *limit;
	struct toy_fine *file;
	const struct toy_fine *files[4];
	char *text;
	void *anything;
	struct {
		u32 *inner;
	} nested;
};

struct toy_open {
	struct sdrm_file base;
	u32 values[];
};

union toy_union {
	u64 number;
	const void *address;
};
