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

static int toy_ioctl(struct toy_file *tfile, struct drm_toy_get *arg)
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

SDRM_FILE_TYPE(toy_file, toy_open_missing, kfree);
SDRM_IOCTL_DEFINE(TOY_GET, toy_ioctl, drm_toy_get);
SDRM_IOCTL_DEFINE(TOY_SET, toy_ioctl, drm_mode_create_dumb);

static const struct sdrm_ioctl toy_ioctls[] = {
	SDRM_IOCTL(TOY_GET, SDRM_RENDER_ALLOW),
	SDRM_IOCTL(TOY_SET, DRM_MASTER),
};

static const struct sdrm_driver toy_driver = {
	.name			= "toy",
	.file			= &toy_file_type,
	.ioctls			= toy_ioctls,
	.num_ioctls		= ARRAY_SIZE(toy_ioctls),
	.gem_create_object	= drm_gem_shmem_create,
};

sdrm_module_driver(toy_driver);

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

SDRM_DEBUGFS_FILE_TYPE(toy_opened, toy_open, toy_close_missing);
SDRM_DEBUGFS_IOCTL_FD_DEFINE(TOY_MAKE, toy_make, struct toy_made, fd);
SDRM_DEBUGFS_IOCTL_FD_DEFINE(TOY_MAKE, toy_make, struct file, fd);
SDRM_DEBUGFS_IOCTL_DEFINE(TOY_MAKE, toy_publish, struct toy_made);
SDRM_DEBUGFS_IOCTL_DEFINE(KERNEL_MAKE, sync_file_ioctl, struct sync_file_info);

static const struct sdrm_debugfs_ioctl *const toy_commands[] = {
	SDRM_DEBUGFS_IOCTL(toy_make),
	SDRM_DEBUGFS_IOCTL(sync_file_ioctl),
};

static const struct sdrm_debugfs toy_debugfs = {
	.directory		= "toy",
	.name			= "toy",
	.mode			= 0600,
	.file			= &toy_opened_type,
	.ioctls			= toy_commands,
	.num_ioctls		= ARRAY_SIZE(toy_commands),
};

static int __init toy_load(void)
{
	debugfs_create_file("toy", 0600, 0, 0, &toy_fops);
	return 0;
}

sdrm_module_debugfs(toy_debugfs);

MODULE_LICENSE("GPL");
