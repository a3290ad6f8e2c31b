// SPDX-License-Identifier: GPL-2.0
/* State outside of devices and files, each with its near miss. */
#include <sdrm/sdrm.h>

/* Near misses: constants, parameters, types, prototypes, locals. */
static const u32 toy_limit = 3;
static const char *const toy_names[] = { "a", "b" };
static int (*const toy_operation)(int) = toy_run;
static const struct toy_driver toy_driver = { .name = "toy" };
SDRM_PARAM_UINT(toy_param, 3, 1, 9, "Parameter");
struct toy_state { u32 count; };
enum toy_mode { TOY_IDLE };
static int toy_run(int value);

static int toy_run(int value)
{
	static const u8 table[] = { 1, 2 };
	int local = value;

	return table[local];
}

static u32 toy_count;
u32 toy_visible = 3;
static const char *toy_name = "pointer to const, itself not";
static const char *toy_list[] = { "a" };
static struct toy_state toy_state;
static struct sdrm_timeline toy_timeline;
static const struct sdrm_debugfs_ioctl *toy_ioctls[4];
static struct toy_state *toy_states[4];
static const struct sdrm_counter toy_calls;
static int (*toy_hook)(int);
static int (*toy_hooks[])(int) = { toy_run };

static int toy_counts(void)
{
	static u32 calls;

	return ++calls;
}

/* A parameter is read. */
static u32 toy_parameter(u32 value)
{
	if (value > toy_param)
		toy_param = value;
	toy_param++;
	toy_param |= 1;
	toy_store(&toy_param, toy_param);
	return toy_param;
}
