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
