// SPDX-License-Identifier: GPL-2.0
/* Pairs and reasons, each with its near miss. */

struct toy {
	spinlock_t lock;
	refcount_t refs;
};

static void toy_own(struct toy *toy)
{
	toy->refs = toy->refs;
}

/* Near misses: the release is in this file; a reason above, in the paragraph. */
struct toy *toy_create(void)
{
	struct toy *toy;

	/* Freed in toy_destroy(). */
	toy = kzalloc(sizeof(*toy), GFP_KERNEL);
	if (!toy)
		return ERR_PTR(-ENOMEM);

	/* Nobody else has it yet. */
	spin_lock_init(&toy->lock);
	toy_own(toy);
	return toy;
}

/* The last user is gone, so the memory is ours alone. */
void toy_destroy(struct toy *toy)
{
	toy_own(toy);

	kfree(toy);
}

void toy_lock(struct toy *toy)
{
	/* Only from process context. */
	spin_lock_bh(&toy->lock);
	toy_own(toy);
}

void toy_references(struct toy *toy)
{
	/* The caller has one. */
	refcount_inc(&toy->refs);

	/* This module is running, so it is live. */
	__module_get(THIS_MODULE);
}

void toy_unknown(struct toy *toy)
{
	/* Nobody has said what this takes. */
	brand_new_kernel_function_of_2030(toy);
}

/**
 * toy_silent() - no reason for what it does
 * @toy: kernel-doc is for the caller; it is no reason
 */
void toy_silent(struct toy *toy)
{
	toy_own(toy);

	kfree(toy);
	spin_lock_init(&toy->lock);
}
