// SPDX-License-Identifier: GPL-2.0
/* void * that becomes a type, each with its near miss. */
#include <sdrm/sdrm.h>

struct toy_file {
	struct sdrm_file base;
	void *opaque;
};

/* Near misses: numbers, typed pointers, no pointer to a struct. */
static u64 toy_correct(struct toy_file *tfile, struct drm_toy_get *arg)
{
	struct toy_file *same = tfile;
	u32 *value = &arg->value;
	char *bytes = tfile->opaque;

	(void)value;
	return (u64)*value + (enum toy_mode)arg->mode + !same + !bytes;
}

static int toy_cast(void *data)
{
	return ((struct toy_file *)data)->mode;
}

static int toy_const_cast(const void *data, u64 number)
{
	toy_use((const struct toy_file *)data);
	toy_use((struct toy_file *)(long)number);
	return 0;
}

static int toy_initialised(void *data)
{
	struct drm_toy_get *arg = data;

	return arg->mode;
}

static int toy_assigned(void *data, struct toy_file *tfile)
{
	struct toy_file *other;

	other = data;
	other = tfile->opaque;
	return other == tfile;
}

/* Near miss: nothing is no guess. */
static int toy_nothing(struct toy_file *tfile)
{
	struct toy_file *none = NULL;

	none = NULL;
	return none == tfile;
}

static u64 toy_numbers(struct toy_file *tfile, u64 number)
{
	SDRM_OWN(gem, bo, toy_find(tfile));
	u32 *bytes = (u32 *)number;

	number = (uintptr_t)tfile;
	number += (unsigned long)&bytes[1];
	return number + (unsigned long)bo;
}

union toy_pun {
	u64 number;
	struct {
		u32 *where;
	} named;
};

struct toy_nested {
	union {
		u64 number;
		char *where;
	};
};

/* Near misses: no pointer in the union. */
struct toy_values {
	union {
		u64 number;
		u32 halves[2];
	};
	const char *name;
};

struct toy_kinds {
	enum sdrm_access stored;
};

static int toy_access(const struct sdrm_resv *resv, enum sdrm_access access,
		      const struct toy_kinds *kinds, struct drm_toy_get *arg)
{
	return sdrm_resv_is_idle(resv, access) +
	       sdrm_resv_is_idle(resv, kinds->stored) +
	       sdrm_resv_is_idle(resv, arg->flags ? SDRM_WRITE : SDRM_READ) +
	       sdrm_resv_is_idle(resv, arg->mode);
}
