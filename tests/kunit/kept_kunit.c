// SPDX-License-Identifier: GPL-2.0
/* kept.h: what is kept is released once, at the end of what it is kept in. */
#include <linux/module.h>
#include "driver.h"
#include "source.h"

static struct file *filp;

static const struct kunit_file *file(void)
{
	return data_of(filp);
}

static int init(struct kunit *test)
{
	int ret = bring_up(test) ?: source_init(test);

	filp = ret ? ERR_PTR(ret) : open_node();
	return PTR_ERR_OR_ZERO(filp);
}

static void close_file(void)
{
	if (!IS_ERR_OR_NULL(filp))
		close_node(filp);
	filp = NULL;
}

static void cleanup(struct kunit *test)
{
	close_file();
	source_exit(test);
	take_down(test);
}

/* Declares @ref, a reference to a new fence; and another one, that is given away. */
#define FENCE(ref)							\
	SDRM_OWN(fence, ref##_fence, sdrm_fence_create(source));	\
	SDRM_OWN(fence_ref, ref, sdrm_fence_get(ref##_fence))
#define ALONE 2		/* holders of such a fence: the signaller and @ref */

static struct sdrm_fence_ref another(const struct sdrm_fence_ref *ref)
{
	return (struct sdrm_fence_ref){ .__sdrm_ptr = dma_fence_get(ref->__sdrm_ptr) };
}

static struct sdrm_fence_ref error(int number)
{
	return (struct sdrm_fence_ref){ .__sdrm_ptr = ERR_PTR(number) };
}

/* noinline: the compiler knows too much otherwise. */
static noinline int error_in(const struct sdrm_fence_ref *ref)
{
	return sdrm_is_err(ref) ? sdrm_err(ref) : 0;
}

/* --- one owner -------------------------------------------------------------------- */

/* Keep another reference in place of what is kept, which is dropped. */
static void keep(const struct sdrm_fence_ref *ref)
{
	SDRM_OWN(fence_ref, owner, another(ref));
	SDRM_LOCKED(state, file(), state);

	sdrm_kept_fence_ref_swap(&state->base, &state->fence, owner);
}

static void swap_returns_what_was_kept(struct kunit *test)
{
	FENCE(one);
	FENCE(two);
	{
		SDRM_OWN(fence_ref, first, another(one));
		SDRM_OWN(fence_ref, second, another(two));
		SDRM_LOCKED(state, file(), state);

		sdrm_kept_fence_ref_swap(&state->base, &state->fence, first);
		KUNIT_EXPECT_EQ(test, error_in(first), -ENOENT);
		sdrm_kept_fence_ref_swap(&state->base, &state->fence, second);
		KUNIT_EXPECT_EQ(test, error_in(second), 0);
		KUNIT_EXPECT_PTR_EQ(test, second->__sdrm_ptr, one->__sdrm_ptr);
		KUNIT_EXPECT_EQ(test, holders(one), ALONE + 1);
		KUNIT_EXPECT_EQ(test, holders(two), ALONE + 1);
	}
	/* Dropped with the variable that it was swapped into. */
	KUNIT_EXPECT_EQ(test, holders(one), ALONE);
	KUNIT_EXPECT_EQ(test, holders(two), ALONE + 1);
	close_file();
	expect_holders(test, two, ALONE);
}

static void error_is_not_kept(struct kunit *test)
{
	FENCE(one);
	keep(one);
	{
		SDRM_OWN(fence_ref, wrong, error(-EXDEV));
		SDRM_OWN(fence_ref, again, error(-EXDEV));
		SDRM_LOCKED(state, file(), state);

		sdrm_kept_fence_ref_swap(&state->base, &state->fence, wrong);
		KUNIT_EXPECT_PTR_EQ(test, wrong->__sdrm_ptr, one->__sdrm_ptr);
		KUNIT_EXPECT_NULL(test, state->fence.__sdrm_kept.ptr);
		/* Or a broken library would put it. */
		state->fence.__sdrm_kept.ptr = NULL;
		sdrm_kept_fence_ref_swap(&state->base, &state->fence, again);
		KUNIT_EXPECT_EQ(test, error_in(again), -ENOENT);
		state->fence.__sdrm_kept.ptr = NULL;
	}
	KUNIT_EXPECT_EQ(test, holders(one), ALONE);
	close_file();
	expect_holders(test, one, ALONE);
}

static void taken_once(struct kunit *test)
{
	FENCE(one);
	keep(one);
	{
		SDRM_LOCKED(state, file(), state);
		SDRM_OWN(fence_ref, got, sdrm_kept_fence_ref_get(&state->fence));
		KUNIT_EXPECT_PTR_EQ(test, got->__sdrm_ptr, one->__sdrm_ptr);
		KUNIT_EXPECT_EQ(test, holders(one), ALONE + 2);
		SDRM_OWN(fence_ref, taken, sdrm_kept_fence_ref_take(&state->fence));
		KUNIT_EXPECT_PTR_EQ(test, taken->__sdrm_ptr, one->__sdrm_ptr);
		KUNIT_EXPECT_EQ(test, holders(one), ALONE + 2);
		SDRM_OWN(fence_ref, twice, sdrm_kept_fence_ref_take(&state->fence));
		KUNIT_EXPECT_EQ(test, error_in(twice), -ENOENT);
		SDRM_OWN(fence_ref, late, sdrm_kept_fence_ref_get(&state->fence));
		KUNIT_EXPECT_EQ(test, error_in(late), -ENOENT);
		/* Nothing was ever kept in that one. */
		SDRM_OWN(fence_ref, never, sdrm_kept_fence_ref_take(&state->another));
		KUNIT_EXPECT_EQ(test, error_in(never), -ENOENT);
	}
	KUNIT_EXPECT_EQ(test, holders(one), ALONE);
	/* And kept again, without being released twice. */
	keep(one);
	close_file();
	expect_holders(test, one, ALONE);
}

/* --- when it is released ------------------------------------------------------------- */

static const struct sdrm_fence_ref *watched;
static unsigned int then;	/* its holders, when the callback ran */

static void keep_at_open(const struct kunit_file *opened)
{
	SDRM_OWN(fence_ref, one, another(watched));
	SDRM_OWN(fence_ref, two, another(watched));
	SDRM_LOCKED(state, opened, state);
	u32 id;

	sdrm_kept_fence_ref_swap(&state->base, &state->fence, one);
	if (!sdrm_fence_ref_map_add(&state->base, &state->fences,
				    sdrm_fence_ref_move(two), 5, &id) && id == 1)
		then = holders(watched);
}

static void count_at_close(const struct kunit_file *closed)
{
	then = holders(watched);
}

static void count_at_exit(const struct kunit_device *gone)
{
	then = holders(watched);
}

static void released_after_close(struct kunit *test)
{
	FENCE(one);
	keep(one);
	watched = one;
	told.at_close = count_at_close;
	close_file();
	KUNIT_EXPECT_EQ(test, then, ALONE + 1);
	expect_holders(test, one, ALONE);
}

static void released_when_open_fails(struct kunit *test)
{
	struct file *second;

	FENCE(one);
	watched = one;
	then = 0;
	told.at_open = keep_at_open;
	told.open_error = -EXDEV;
	second = open_node();
	KUNIT_EXPECT_PTR_EQ(test, second, (struct file *)ERR_PTR(-EXDEV));
	if (!IS_ERR(second))
		close_node(second);
	KUNIT_EXPECT_EQ(test, then, ALONE + 2);
	KUNIT_EXPECT_EQ(test, holders(one), ALONE);
	close_file();
	expect_holders(test, one, ALONE);
}

static void released_with_the_device(struct kunit *test)
{
	FENCE(one);
	{
		SDRM_OWN(fence_ref, owner, another(one));
		SDRM_LOCKED(state, device(0), state);
		u32 id;

		sdrm_kept_fence_ref_swap(&state->base, &state->fence, owner);
		KUNIT_EXPECT_EQ(test, sdrm_fence_ref_map_add(&state->base, &state->fences,
							     another(one), 5, &id), 0);
		KUNIT_EXPECT_EQ(test, id, 1);
	}
	close_file();
	expect_holders(test, one, ALONE + 2);
	watched = one;
	told.at_exit = count_at_exit;
	unregister_devices();
	KUNIT_EXPECT_EQ(test, then, ALONE + 2);
	expect_holders(test, one, ALONE);
}

/* --- buffers --------------------------------------------------------------------------- */

static const struct drm_gem_object_funcs *its_funcs;
static struct drm_gem_object_funcs counting_funcs;
static unsigned int freed;

static void count_free(struct drm_gem_object *obj)
{
	freed++;
	its_funcs->free(obj);
}

static u32 create_buffer(struct kunit *test)
{
	struct drm_mode_create_dumb args = { .width = 64, .height = 64, .bpp = 32 };

	KUNIT_EXPECT_EQ(test, drm_device(0)->driver->dumb_create(
				filp->private_data, drm_device(0), &args), 0);
	freed = 0;
	return args.handle;
}

/* Count when it is freed. */
static void watch(const struct sdrm_gem *bo)
{
	its_funcs = bo->__sdrm_ptr->funcs;
	counting_funcs = *its_funcs;
	counting_funcs.free = count_free;
	bo->__sdrm_ptr->funcs = &counting_funcs;
}

static void buffer_outlives_its_handle(struct kunit *test)
{
	u32 handle = create_buffer(test);

	{
		SDRM_OWN(gem, bo, sdrm_gem_lookup(&file()->base, handle));
		KUNIT_ASSERT_FALSE(test, sdrm_is_err(bo));
		watch(bo);
		SDRM_LOCKED(state, file(), state);
		sdrm_kept_gem_swap(&state->base, &state->bo, bo);
	}
	KUNIT_EXPECT_EQ(test, drm_gem_handle_delete(filp->private_data, handle), 0);
	KUNIT_EXPECT_EQ(test, freed, 0);
	{
		SDRM_LOCKED(state, file(), state);
		SDRM_OWN(gem, bo, sdrm_kept_gem_get(&state->bo));

		KUNIT_ASSERT_FALSE(test, sdrm_is_err(bo));
		KUNIT_EXPECT_EQ(test, kref_read(&bo->__sdrm_ptr->refcount), 2);
	}
	close_file();
	KUNIT_EXPECT_EQ(test, freed, 1);
}

/* It is released while the device still has what freeing a buffer needs. */
static void buffer_is_released_with_the_device(struct kunit *test)
{
	u32 handle = create_buffer(test);

	{
		SDRM_OWN(gem, bo, sdrm_gem_lookup(&file()->base, handle));
		KUNIT_ASSERT_FALSE(test, sdrm_is_err(bo));
		watch(bo);
		/* So that there is something to free. */
		KUNIT_EXPECT_EQ(test, drm_gem_create_mmap_offset(bo->__sdrm_ptr), 0);
		SDRM_LOCKED(state, device(0), state);
		u32 id;

		KUNIT_EXPECT_EQ(test, sdrm_gem_map_add(&state->base, &state->bos,
						       sdrm_gem_move(bo), 1, &id), 0);
		KUNIT_EXPECT_EQ(test, id, 1);
	}
	close_file();
	KUNIT_EXPECT_EQ(test, freed, 0);
	unregister_devices();
	KUNIT_EXPECT_EQ(test, freed, 1);
}

/* --- any number by id -------------------------------------------------------------------- */

static int add(struct sdrm_fence_ref owner, u32 max)
{
	SDRM_LOCKED(state, file(), state);
	u32 id = 0;

	return sdrm_fence_ref_map_add(&state->base, &state->fences, owner, max, &id) ?:
	       (int)id;
}

static int take(u32 id)
{
	SDRM_LOCKED(state, file(), state);
	SDRM_OWN(fence_ref, ref, sdrm_fence_ref_map_take(&state->fences, id));

	return sdrm_is_err(ref) ? sdrm_err(ref) : 0;
}

static int get(u32 id)
{
	SDRM_LOCKED(state, file(), state);
	SDRM_OWN(fence_ref, ref, sdrm_fence_ref_map_get(&state->fences, id));

	return sdrm_is_err(ref) ? sdrm_err(ref) : 0;
}

static void ids_from_one(struct kunit *test)
{
	FENCE(one);
	KUNIT_EXPECT_EQ(test, add(another(one), 3), 1);
	KUNIT_EXPECT_EQ(test, add(another(one), 3), 2);
	KUNIT_EXPECT_EQ(test, add(another(one), 3), 3);
	KUNIT_EXPECT_EQ(test, holders(one), ALONE + 3);
	KUNIT_EXPECT_EQ(test, take(2), 0);
	KUNIT_EXPECT_EQ(test, holders(one), ALONE + 2);
	KUNIT_EXPECT_EQ(test, add(another(one), 3), 2);
	close_file();
	expect_holders(test, one, ALONE);
}

/* However it fails, the owner is consumed. */
static void failed_add_consumes(struct kunit *test)
{
	FENCE(one);
	KUNIT_EXPECT_EQ(test, add(another(one), 0), -ENOSPC);
	KUNIT_EXPECT_EQ(test, holders(one), ALONE);
	KUNIT_EXPECT_EQ(test, add(another(one), 1), 1);
	KUNIT_EXPECT_EQ(test, add(another(one), 1), -ENOSPC);
	KUNIT_EXPECT_EQ(test, add(another(one), 0), -ENOSPC);
	KUNIT_EXPECT_EQ(test, holders(one), ALONE + 1);
	KUNIT_EXPECT_EQ(test, add(another(one), U32_MAX), 2);
	KUNIT_EXPECT_EQ(test, add(error(-EXDEV), 5), -EXDEV);
	KUNIT_EXPECT_EQ(test, add((struct sdrm_fence_ref){}, 5), -EINVAL);
	KUNIT_EXPECT_EQ(test, add(another(one), 5), 3);
	KUNIT_EXPECT_EQ(test, holders(one), ALONE + 3);
	close_file();
	expect_holders(test, one, ALONE);
}

static void any_id_is_safe(struct kunit *test)
{
	static const u32 ids[] = { 0, 1, 2, 63, 64, S32_MAX, 1U << 31, U32_MAX };
	unsigned int i;

	FENCE(one);
	/* Before the first one is added, and after. */
	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		KUNIT_EXPECT_EQ(test, get(ids[i]), -ENOENT);
		KUNIT_EXPECT_EQ(test, take(ids[i]), -ENOENT);
	}
	KUNIT_EXPECT_EQ(test, add(another(one), 5), 1);
	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		if (ids[i] == 1)
			continue;
		KUNIT_EXPECT_EQ(test, get(ids[i]), -ENOENT);
		KUNIT_EXPECT_EQ(test, take(ids[i]), -ENOENT);
	}
	KUNIT_EXPECT_EQ(test, holders(one), ALONE + 1);
	KUNIT_EXPECT_EQ(test, get(1), 0);
	KUNIT_EXPECT_EQ(test, get(1), 0);
	KUNIT_EXPECT_EQ(test, holders(one), ALONE + 1);
	KUNIT_EXPECT_EQ(test, take(1), 0);
	KUNIT_EXPECT_EQ(test, holders(one), ALONE);
	KUNIT_EXPECT_EQ(test, get(1), -ENOENT);
	KUNIT_EXPECT_EQ(test, take(1), -ENOENT);
	close_file();
	expect_holders(test, one, ALONE);
}

static void many_are_released(struct kunit *test)
{
	unsigned int i;

	FENCE(one);
	for (i = 0; i < 500; i++)
		KUNIT_EXPECT_EQ(test, add(another(one), 1000), i + 1);
	for (i = 1; i <= 500; i += 3)
		KUNIT_EXPECT_EQ(test, take(i), 0);
	KUNIT_EXPECT_EQ(test, holders(one), ALONE + 500 - 167);
	close_file();
	expect_holders(test, one, ALONE);
}

/* --- what would never be released ----------------------------------------------------------- */

/* The kernel warns, nothing is kept, and the caller still has it. */
static void copy_of_the_state_is_refused(struct kunit *test)
{
	char copied[sizeof(struct kunit_state)] __aligned(8);
	struct kunit_state *copy = (struct kunit_state *)copied;
	struct sdrm_managed *managed = &data_of(filp)->base.managed;
	struct sdrm_managed_action *before = managed->__sdrm_actions;

	FENCE(one);
	{
		SDRM_LOCKED(state, file(), state);

		memcpy(copied, state, sizeof(copied));
	}
	{
		SDRM_OWN(fence_ref, owner, another(one));
		u32 id;

		sdrm_kept_fence_ref_swap(&copy->base, &copy->fence, owner);
		KUNIT_EXPECT_EQ(test, error_in(owner), 0);
		KUNIT_EXPECT_PTR_EQ(test, owner->__sdrm_ptr, one->__sdrm_ptr);
		KUNIT_EXPECT_NULL(test, copy->fence.__sdrm_kept.ptr);
		KUNIT_EXPECT_EQ(test, holders(one), ALONE + 1);
		/* An id must not be returned, so this one is consumed. */
		KUNIT_EXPECT_EQ(test, sdrm_fence_ref_map_add(&copy->base, &copy->fences,
							     sdrm_fence_ref_move(owner), 5,
							     &id), -EINVAL);
		KUNIT_EXPECT_EQ(test, holders(one), ALONE);
	}
	/* The end of the data does not look at it. */
	KUNIT_EXPECT_PTR_EQ(test, managed->__sdrm_actions, before);
	managed->__sdrm_actions = before;
	close_file();
	expect_holders(test, one, ALONE);
}

/* A state that was never locked, for example another driver's idea of a variable. */
static void state_of_no_one_is_refused(struct kunit *test)
{
	char zeroed[sizeof(struct kunit_state)] __aligned(8) = {};
	struct kunit_state *state = (struct kunit_state *)zeroed;

	FENCE(one);
	SDRM_OWN(fence_ref, owner, another(one));
	u32 id;

	sdrm_kept_fence_ref_swap(&state->base, &state->fence, owner);
	KUNIT_EXPECT_EQ(test, error_in(owner), 0);
	KUNIT_EXPECT_NULL(test, state->fence.__sdrm_kept.ptr);
	KUNIT_EXPECT_EQ(test, sdrm_fence_ref_map_add(&state->base, &state->fences,
						     sdrm_fence_ref_move(owner), 5,
						     &id), -EINVAL);
	KUNIT_EXPECT_EQ(test, holders(one), ALONE);
	close_file();
	expect_holders(test, one, ALONE);
}

/* A part of one holder's state, with the base of another's. */
static void base_of_another_state_is_refused(struct kunit *test)
{
	struct sdrm_managed *managed = &device(0)->base.managed;
	struct sdrm_managed_action *before = managed->__sdrm_actions;

	FENCE(one);
	{
		SDRM_OWN(fence_ref, owner, another(one));
		SDRM_LOCKED(of_file, file(), state);
		SDRM_LOCKED(of_device, device(0), state);

		sdrm_kept_fence_ref_swap(&of_device->base, &of_file->fence, owner);
		KUNIT_EXPECT_EQ(test, error_in(owner), 0);
		KUNIT_EXPECT_NULL(test, of_file->fence.__sdrm_kept.ptr);
	}
	KUNIT_EXPECT_PTR_EQ(test, managed->__sdrm_actions, before);
	managed->__sdrm_actions = before;
	KUNIT_EXPECT_EQ(test, holders(one), ALONE);
	close_file();
	expect_holders(test, one, ALONE);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(swap_returns_what_was_kept),
	KUNIT_CASE(error_is_not_kept),
	KUNIT_CASE(taken_once),
	KUNIT_CASE(released_after_close),
	KUNIT_CASE(released_when_open_fails),
	KUNIT_CASE(released_with_the_device),
	KUNIT_CASE(buffer_outlives_its_handle),
	KUNIT_CASE(buffer_is_released_with_the_device),
	KUNIT_CASE(ids_from_one),
	KUNIT_CASE(failed_add_consumes),
	KUNIT_CASE(any_id_is_safe),
	KUNIT_CASE(many_are_released),
	KUNIT_CASE(copy_of_the_state_is_refused),
	KUNIT_CASE(state_of_no_one_is_refused),
	KUNIT_CASE(base_of_another_state_is_refused),
	{}
};

static struct kunit_suite suite = {
	.name = "kept",
	.init = init,
	.exit = cleanup,
	.test_cases = cases,
};

kunit_test_suite(suite);

MODULE_DESCRIPTION("KUnit suite of kept.h");
MODULE_LICENSE("GPL");
