// SPDX-License-Identifier: GPL-2.0
/* What a driver may not name, each with its near miss. Not for compiling. */
#include "boundary.h"
#include "elsewhere/private.h"
#include <sdrm/gem_obj.h>

#define TOY_LIMIT 16
#define TOY_TWICE(x) (2 * (x))
#define TOY_FREE(x) kfree(x)
#define TOY_GLUE(a, b) a ## b

enum toy_mode { TOY_IDLE, TOY_BUSY };

static const u32 toy_sizes[] = { 1, TOY_LIMIT, SZ_4K };

SDRM_PARAM_UINT(limit, 3, 1, 9, "Limit");

/* Near misses: all of this is the driver's, sdrm's, the uAPI's, or pure. */
int toy_helper(struct toy_file *tfile, u32 value)
{
	u32 current_use = clamp(value, 1U, toy_sizes[1]);
	int (*call)(struct toy_file *, u32) = toy_helper;

	if (WARN_ON_ONCE(value > TOY_TWICE(limit)))
		return -EINVAL;
	tfile->uses += min_t(u32, current_use, ARRAY_SIZE(toy_sizes));
	static_assert(offsetof(struct toy_file, base) == 0);
	return value & BIT(3) ? call(tfile, TOY_BUSY) : -EBUSY;
}

/* And all words that the headers have for helpers, loops and locked state. */
int toy_lookup(const struct toy_file *tfile, u32 handle)
	sdrm_must_be_unlocked()
{
	for (u32 down = handle; down-- > 0;)
		handle ^= down;
	for (u32 i = 0; i < handle; i++)
		handle += i;
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&tfile->base, handle));
	return sdrm_err(bo);
}

static struct sdrm_gem toy_none(void)
	sdrm_must_be_unlocked()
{
	return SDRM_ERROR(gem, -ENOENT);
}

static struct sdrm_resv toy_lock(const struct sdrm_gem *bo)
	sdrm_must_be_checked(bo) sdrm_acquires_resv()
{
	return sdrm_resv_lock(bo);
}

static u32 toy_locked(struct toy_queue sdrm_locked *queue, const struct toy_file *tfile)
	sdrm_must_be_unlocked()
{
	return queue->jobs;
}

static int toy_list(const struct toy_file *tfile, struct drm_toy_get *arg)
	sdrm_must_be_unlocked()
{
	SDRM_OWN(gem_list, bos, sdrm_gem_list_lookup(&tfile->base, arg->handles, 2));
	if (sdrm_is_err(bos))
		return sdrm_err(bos);

	SDRM_LOCKED(q, tfile, queue);
	q->jobs += toy_locked(q, tfile);
	sdrm_kept_gem_swap(&q->base, &q->shown, bos);

	SDRM_OWN(resv_list, locks, sdrm_resv_list_lock(bos));
	sdrm_for_each_resv(each, locks)
		if (!sdrm_resv_is_idle(each, SDRM_READ))
			return -EBUSY;
	sdrm_for_each_resv(one, locks) {
		toy_helper(tfile, sdrm_resv_is_idle(one, SDRM_READ));
	}
	return 0;
}

static int toy_ioctl(const struct toy_device *toy, const struct toy_file *tfile,
		     struct drm_toy_get *arg)
{
	SDRM_OWN(gem, bo, sdrm_gem_lookup(&tfile->base, arg->handle));
	if (sdrm_is_err(bo))
		return sdrm_err(bo);

	sdrm_debug("kfree() in a string, and /* kfree() */ in a comment\n");
	arg->flags = TOY_GET_FLAG | DRM_TOY_OTHER;
	return toy_helper(tfile, arg->handle);
}

static int toy_open(struct toy_opened *opened)
{
	return sdrm_timeline_init(&opened->timeline, &opened->base.managed, "toy", NULL);
}

/* Calls, through a macro too. */
static int toy_calls(struct toy_file *tfile)
{
	kfree(tfile);
	brand_new_kernel_function_of_2030(tfile);
	pr_info("hello\n");
	TOY_FREE(tfile);
	return __sdrm_private(tfile);
}

/* Names without a call: addresses, variables and constants of the kernel's. */
static unsigned long toy_names(struct toy_file *tfile)
{
	void *address = &drm_gem_object_put;
	int (*pointer)(void *) = kthread_stop;

	tfile->uses = GFP_KERNEL;
	if (address == pointer)
		return jiffies;
	return sizeof(current);
}

/* Hidden: behind casts, operators, statement expressions, in arguments. */
static u32 toy_hidden(struct toy_file *tfile, u32 x)
{
	typeof(vfree) *alias;

	(x ? vfree : kvfree)(tfile);
	((void (*)(void *))vzalloc)(tfile);
	SDRM_OWN(gem, bo, drm_gem_object_lookup(tfile, x));
	x = ({ synchronize_rcu(); min(jiffies, 3UL); });
	for (x = schedule(); x; msleep(x))
		;
	switch (x) {
	case KERN_LIMIT:
		return _Generic(x, u32: kvfree);
	}
	return x ?: get_random_u32();
}

/* Declared here and defined nowhere, in blocks and as pointers too. */
extern void (*const toy_extern_hook)(const void *object);
extern u32 toy_extern_count;
static int toy_forward(struct toy_file *tfile);

static void toy_redeclares(struct toy_file *tfile)
{
	extern void vfree(const void *object);
	void kvfree(const void *object);

	vfree(tfile);
	kvfree(tfile);
	toy_extern_hook(tfile);
	toy_forward(tfile);
}

static int toy_forward(struct toy_file *tfile)
{
	return 0;
}

/* Types: declared, cast to, measured. */
static void toy_types(struct toy_file *tfile, struct drm_file *file)
{
	struct dma_fence *fence = (struct dma_fence *)tfile;
	gfp_t flags = sizeof(struct page);

	toy_helper(tfile, flags + !fence);
}

/* Members of the kernel's structs and of sdrm's. */
static u32 toy_members(struct toy_file *tfile, struct drm_toy_get *arg)
{
	tfile->base.__sdrm_priv.drm->minor = 0;
	tfile->fences.count = 0;
	tfile->lock.owner = 0;
	return toy_find(tfile)->seqno;
}

/* Iterators, guards, attributes. */
static void toy_blocks(struct toy_file *tfile, struct toy_file *next)
{
	u32 *left __free(toy) = 0;

	list_for_each_entry(tfile, next, base)
		next = tfile;
	scoped_guard(spinlock, &tfile->lock) {
		next = tfile;
	}
	guard(mutex)(&tfile->lock);
}

static DEFINE_MUTEX(toy_mutex);
module_param(limit, uint, 0444);

/* Function pointers in initialisers. */
static const struct file_operations toy_fops = {
	.open = drm_open,
	.mmap = toy_helper,
};

SDRM_IOCTL_DEFINE(toy, DRM_IOCTL_TOY_GET, toy_ioctl, struct drm_toy_get);
SDRM_IOCTL_DEFINE(toy, DRM_IOCTL_TOY_LIST, toy_list, __u32);
SDRM_IOCTL_DEFINE(toy, DRM_IOCTL_TOY_SET, toy_ioctl, struct drm_mode_create_dumb);

static const struct toy_ioctl toy_ioctls[] = {
	SDRM_IOCTL(toy, DRM_IOCTL_TOY_GET, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(toy, DRM_IOCTL_TOY_SET, DRM_MASTER),
};

static const struct toy_driver toy_driver = {
	.name		= "toy",
	.init		= toy_init_missing,
	.close		= kfree,
	.ioctls		= SDRM_IOCTLS(toy_ioctls),
	.gem		= &sdrm_gem_shmem,
};

static const struct kernel_driver other_driver = {
	.name		= "toy",
};

sdrm_module_driver(toy, toy_driver);

/* The same of a file in debugfs, with its near misses. */
static struct sdrm_sync_file toy_make(struct toy_opened *opened, struct toy_made *arg)
{
	SDRM_OWN(fence_ref, ref, sdrm_timeline_add(&opened->timeline, arg->value));
	return sdrm_sync_file_create(ref);
}

static int toy_publish(struct toy_opened *opened, struct toy_made *arg)
{
	struct sync_file *file = sync_file_create(arg);

	arg->fd = get_unused_fd_flags(O_CLOEXEC);
	fd_install(arg->fd, file->file);
	opened->timeline.__sdrm_priv.state = 0;
	return toy_open(opened);
}

SDRM_IOCTL_FD_DEFINE(toys, TOY_MAKE, toy_make, struct toy_made, fd);
SDRM_IOCTL_FD_DEFINE(toys, TOY_MAKE, toy_make, struct file, fd);
SDRM_IOCTL_DEFINE(toys, TOY_MAKE, toy_publish, struct toy_made);
SDRM_IOCTL_DEFINE(toys, KERNEL_MAKE, sync_file_ioctl, struct sync_file_info);

static const struct toys_ioctl toy_commands[] = {
	SDRM_IOCTL(toys, TOY_MAKE, SDRM_ALLOW),
};

static const struct toys_driver toy_debugfs = {
	.directory	= "toy",
	.name		= "toy",
	.mode		= 0600,
	.open		= toy_open,
	.close		= toy_close_missing,
	.ioctls		= SDRM_IOCTLS(toy_commands),
};

/* The same of a display. */
static const u32 toy_formats[] = {
	DRM_FORMAT_XRGB8888, DRM_FORMAT_NV12, DRM_FORMAT_MAX_PLANES, DRM_FORMAT_MOD_LINEAR,
};

static void toy_setup(const struct toy_device *toy, struct sdrm_setup *setup)
{
	sdrm_setup_plane(setup, SDRM_PLANE_PRIMARY, toy_formats);
	drm_crtc_init(setup, DRM_PLANE_TYPE_PRIMARY);
}

static const struct shown_display toy_display = {
	.setup		= toy_setup,
	.frame		= toy_frame_missing,
};

static const struct other_display no_display;

static const struct shown_driver toy_shown = {
	.name		= "toy",
};

sdrm_module_display(shown, toy_shown, toy_display);

/* Calls that no rule would see, and switches of what the compilers refuse. */
static int toy_unseen(const struct toy_file *tfile, const struct sdrm_fence_ref *ref)
{
	int (*const wait)(const struct sdrm_fence_ref *ref, unsigned int ms) = sdrm_fence_wait;
	int (*const look)(const struct toy_file *tfile, u32 handle) = toy_lookup;

#pragma GCC diagnostic ignored "-Wunused-result"
# 1 "kernel.h" 1 3
	struct sdrm_gem (*const none)(void) = toy_none;

	SDRM_OWN(gem, bo, none());
	return wait(ref, 1) ?: look(tfile, 1);
}

static int __init toy_load(void)
{
	debugfs_create_file("toy", 0600, 0, 0, &toy_fops);
	return 0;
}

sdrm_module_debugfs(toys, toy_debugfs);

MODULE_LICENSE("GPL");

/* A header of the uAPI in quotes is one too; a raw header gives nothing away. */
#include "uapi/drm/quoted_drm.h"
#include "beside.h" /* which is not beside this */
#include <drm/drm_raw.h>

static u32 toy_headers(struct drm_quoted_get *arg)
{
	arg->flags = DRM_RAW_FLAG;
	return QUOTED_FLAG;
}

/* Arguments of macros that are members: of one's own type, whatever the macro; of any type, if
 * the macro says so. A function has no such argument. */
#define TOY_MEMBER(object, member) ((object)->member)
#define TOY_BOTH(object, member) ((object)->member + member)

static u32 toy_member_arguments(struct toy_file *tfile)
{
	struct toy_file *other = new_macro_of_2031(tfile, struct toy_file,
						   fences, uses);

	kernel_list_macro(tfile, other, left_node, uses);
	other = container_of(tfile, struct toy_file, left_base);
	if (uses)
		return toy_helper(tfile, uses);
	return TOY_MEMBER(tfile, uses) + TOY_BOTH(tfile, uses) +
	       offsetof(struct toy_file, some_array[jiffies]);
}

/* A free name in a macro is a variable of those that use it, or raw. */
#define TOY_HERE (tfile->uses)
#define TOY_WHERE (elsewhere->uses)
#define TOY_MIXED (mixed + 1)
#define TOY_NOWHERE (tfile->uses + late)

static u32 toy_free_names(struct toy_file *tfile, u32 mixed)
{
	return TOY_HERE + TOY_WHERE + TOY_MIXED;
}

static u32 toy_more_free_names(struct toy_file *tfile)
{
	return TOY_MIXED;
}

/* What is no C: one finding, and not its words. What it declares is the driver's. */
#define TRACE_SYSTEM toy_trace_system

TRACE_EVENT(toy_done,
	    TP_PROTO(struct drm_device *dev, u32 value),
	    TP_ARGS(dev, value),
	    TP_STRUCT__entry(__field(u32, value)),
	    TP_fast_assign(__entry->value = value;),
	    TP_printk("%u", __entry->value)
);
DEFINE_EVENT(toy_class, toy_begun, TP_PROTO(u32 value), TP_ARGS(value));

static void toy_traces(u32 value)
{
	trace_toy_done(value);
	trace_toy_begun(value);
	trace_toy_other(value);
}

/* No comma after it. */
static const struct dev_pm_ops toy_pm_ops = {
	SET_SYSTEM_SLEEP_PM_OPS(toy_helper, kfree)
	SET_RUNTIME_PM_OPS(toy_helper, toy_helper, NULL)
};

/* Hints: by what a macro makes or a prefix is put before, not by the macro and the prefix. */
DEFINE_DRM_GEM_FOPS(toy_gem_fops);
DEFINE_SPINLOCK(toy_spinlock);
DEFINE_IDR(toy_idr);
DEFINE_FREE(toy, void *, vfree(_T))

static u32 toy_hints(struct toy_file *tfile)
{
	devm_kzalloc(tfile);
	devm_clk_get(tfile);
	drmm_mutex_init(tfile);
	usb_bulk_msg(tfile, DRM_RENDER_ALLOW, DRM_ROOT_ONLY, DRM_PLANE_TYPE_CURSOR, 5 * HZ);
	return msecs_to_jiffies(3);
}

/* Names that macros declare, paste or have as words of theirs; arrays of a size that is called. */
#define TOY_PASTED(name) toy_##name
#define TOY_PASTED_TOO(name) (toy_##name + name)
#define TOY_NOT_HERE (late->uses + later)

MODULE_DEVICE_TABLE(of, toy_sizes);
module_param_named(limits, limit, uint, 0444);

static u32 toy_words(struct toy_file *tfile)
{
	u32 sized[ARRAY_SIZE(toy_sizes)] = { 0 };
	u32 unset[ARRAY_SIZE(toy_sizes)];

	LIST_HEAD(toy_list_head);
	DECLARE_BITMAP(toy_bits, 8);
	toy_helper(&toy_list_head, toy_bits);
	return TOY_PASTED(helper) + TOY_PASTED_TOO(other) + sized[0] + unset[1];
}

/* What is lent by value has public members. */
static int toy_check(const struct sdrm_proposal *proposal)
{
	const struct sdrm_proposed_plane plane = sdrm_proposal_plane(proposal, 0);

	return plane.width < 16 ? -ERANGE : 0;
}
