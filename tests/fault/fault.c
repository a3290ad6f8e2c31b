// SPDX-License-Identifier: GPL-2.0
/*
 * Every fault point of every operation: fail the first, the second, ... thing
 * in it that can fail, until it passes untouched. A call that is refused says
 * ENOMEM or EFAULT and leaves everything as it was, and works the next time;
 * one that goes through despite the fault has done all of it.
 *
 *   fault TABLE SITES MODULE.KO... [OPERATION...]
 *
 * TABLE gets a line for each operation, for the comparison of two modules.
 * The operations are those of the modules. SITES are the calls that can fail in
 * our modules, "-" for the in-tree ones: each in a module that is named must have
 * been seen to. Of a module's load, the points before its own init are the kernel's;
 * without SDRM_LONG they are passed over, and so are loads of vkms, which are slow.
 * With FAULT_EIGHTH, 1 to 8, only every eighth point is tried, from that one on, of a
 * module's load, which has hundreds, most of them the driver core's, and of what a
 * client does with a display, which takes long to look at. Then the sites that were
 * not seen to fail are no failure.
 * And each eighth operation is repeated to see whether memory comes back; those
 * of a display are not.
 */
#define _GNU_SOURCE
#include "inject.h"
#include "slab.h"
#include "operations.h"

#define SITES 512
#define COMPLAINTS 6	/* of an operation, that are shown */
#define QUIET 32	/* points in a row of which some have no stack */

struct tally {
	int points;
	int nomem, fault;	/* refused, and everything as before */
	int lost;		/* done, but its answer could not be copied out */
	int passed;		/* done nevertheless */
	int kernel;		/* as for any driver; see is_of_kernel() */
	int wrong;
};

struct site {
	char module[16], caller[64], callee[64];
	unsigned long offset;
	bool reached;
};

static struct site sites[SITES];
static int site_count;

static const struct operation *op;
static struct tally tally;
static struct inject_stack stack;
static struct state start, before, done;
static int point;
static bool tracing;
static bool full;		/* the full counts, not those for CI */
static int eighth;		/* of the points of module loads, or 0 for all */

/* ------------------------------------------------------------- complaints */

/* What asked for the memory, as opposed to what hands it out. */
static const char *culprit(void)
{
	static const char *const machinery[] = {
		"dump_stack", "fail_dump", "should_fail", "__should_fail",
		"kmem_cache_alloc", "__kmem_cache_alloc", "kmalloc", "__kmalloc",
		"kvmalloc", "__alloc_pages", "alloc_pages", "_copy_", "kmemdup",
		"kstrdup", "kvasprintf", "kasprintf", "slab_pre_alloc",
		"prepare_alloc_pages", "___slab_alloc", "__slab_alloc",
		"allocate_slab", "new_slab", "copy_",
	};
	unsigned int i, m;

	for (i = 0; i < (unsigned int)stack.depth; i++) {
		for (m = 0; m < ARRAY_SIZE(machinery); m++)
			if (!strncmp(stack.frame[i].name, machinery[m],
				     strlen(machinery[m])))
				break;
		if (m == ARRAY_SIZE(machinery))
			return stack.frame[i].name;
	}
	return "no stack: an allocation that asks for no warning";
}

static void show_stack(void)
{
	char line[1024] = "";
	size_t len = 0;
	int i;

	for (i = 0; i < stack.depth && len < sizeof(line); i++)
		len += snprintf(line + len, sizeof(line) - len, " %s",
				stack.frame[i].name);
	vt_diag("   %s", line);
}

/*
 * What the kernel does to any driver, and the in-tree one has to show as well,
 * says fault.sh: where PRIME cannot remember a handle, the object keeps the
 * dma-buf until its handle is closed, or the answer has been written; a device
 * that devtmpfs makes no node for is a device; a mode that cannot be allocated is
 * missing until the next probe.
 */
static bool is_of_kernel(void)
{
	return inject_find(&stack, "drm_prime_add_buf_handle") ||
	       inject_find(&stack, "devtmpfs_create_node") ||
	       inject_find(&stack, "drm_helper_probe_single_connector_modes");
}

static __attribute__((format(printf, 1, 2)))
void wrong(const char *fmt, ...)
{
	char text[256];
	va_list ap;

	/* Without stacks, it is about memory: the rest was judged with them. */
	if (!tracing)
		return;
	if (is_of_kernel()) {
		tally.kernel++;
		return;
	}
	if (tally.wrong++ >= COMPLAINTS)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	vt_diag("%s, point %d in %s: %s", op->name, point, culprit(), text);
	show_stack();
}

static bool same(const struct state *a, const struct state *b)
{
	return !memcmp(a, b, sizeof(*a));
}

static void expect(const struct state *now, const struct state *wanted,
		   const char *when)
{
	int i;

	for (i = 0; i < FIELDS; i++)
		if (now->value[i] != wanted->value[i])
			wrong("%s: %s %d, not %d", when, field_names[i],
			      now->value[i], wanted->value[i]);
}

/* ---------------------------------------------------------------- modules */

static struct {
	const char *name;
	const char **path;
} all_modules[] = {
	{ "vgem", &vgem_path }, { "sdrm", &sdrm_path }, { "sw_sync", &sync_path },
	{ "sdrm_kms", &sdrm_kms_path }, { "vkms", &vkms_path },
};

static const char *module_path(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(all_modules); i++)
		if (!strcmp(all_modules[i].name, name))
			return *all_modules[i].path;
	return NULL;
}

/* DIR/NAME.ko, which is kept. */
static bool is_module(const char *path)
{
	const char *slash = strrchr(path, '/');
	unsigned int i;

	for (i = 0; slash && i < ARRAY_SIZE(all_modules); i++) {
		size_t len = strlen(all_modules[i].name);

		if (strncmp(slash + 1, all_modules[i].name, len) ||
		    strcmp(slash + 1 + len, ".ko"))
			continue;
		*all_modules[i].path = path;
		return true;
	}
	return false;
}

/* ------------------------------------------------------------------ sites */

static void read_sites(const char *path)
{
	FILE *f = fopen(path, "r");
	struct site *site = sites;

	if (!f)
		vt_die("%s: %s", path, vt_err(-errno));
	while (site < sites + SITES &&
	       fscanf(f, "%15s %63[^+]+%lx %63s ", site->module, site->caller,
		      &site->offset, site->callee) == 4)
		site += !!module_path(site->module);
	if (!feof(f))
		vt_die("%s: a line is no site, or there are too many", path);
	fclose(f);
	site_count = site - sites;
}

static bool is_same_call(const struct site *a, const struct site *b)
{
	return !strcmp(a->caller, b->caller) && !strcmp(a->callee, b->callee);
}

/* A call that the compiler has copied is one call. */
static void mark(const struct site *site)
{
	int i;

	for (i = 0; i < site_count; i++)
		sites[i].reached |= is_same_call(&sites[i], site);
}

static void mark_sites(void)
{
	int i, n;

	for (n = 0; n < stack.depth; n++)
		for (i = 0; i < site_count; i++)
			if (sites[i].offset == stack.frame[n].offset &&
			    !strcmp(sites[i].caller, stack.frame[n].name) &&
			    !strcmp(sites[i].module, stack.frame[n].module))
				mark(&sites[i]);
}

static void report_sites(void)
{
	int i, missed = 0;

	for (i = 0; i < site_count; i++) {
		if (sites[i].reached)
			continue;
		missed++;
		vt_diag("never failed: %s calls %s (%s+0x%lx)",
			sites[i].caller, sites[i].callee, sites[i].module,
			sites[i].offset);
	}
	printf("## %d call sites in our modules can fail, %d did\n", site_count,
	       site_count - missed);
	if (eighth)
		vt_ok(site_count && missed < site_count,
		      "of our calls that can fail, this eighth's were made to", NULL);
	else
		vt_ok(site_count && !missed,
		      "each of our calls that can fail was made to", NULL);
}

/* ------------------------------------------------------------- one point */

static int due_number(const struct state *now)
{
	switch (op->due) {
	case FD:
		return now->value[NEXT_FD];
	case HANDLE:
		return now->value[NEXT_HANDLE];
	case OTHERS_HANDLE:
		return now->value[OTHER_HANDLE];
	case ID:
		return s.next_id;
	case OBJECT:
		return now->value[NEXT_ID];
	default:
		return 0;
	}
}

static void run(void (*step)(void))
{
	if (step)
		step();
}

static bool is_right_error(long ret)
{
	/* The driver core sees a device without a name. */
	if (ret == -EINVAL)
		return inject_find(&stack, "dev_set_name");
	/* What shmem says when it gets no inode; that one may ask quietly. */
	if (ret == -ENOSPC)
		return op->act == act_create &&
		       (!stack.depth || inject_find(&stack, "shmem_get_inode"));
	return ret == -ENOMEM || ret == -EFAULT;
}

static void settle_refused(long ret, const struct state *now)
{
	/* Without stacks, the round before has seen which it was. */
	bool copying_out = tracing ? !!inject_find(&stack, "_copy_to_user") :
				     ret == -EFAULT;

	if (!is_right_error(ret))
		wrong("answers %s", vt_err(ret));
	if (s.touched)
		wrong("refused, and has written its answer");
	/* A DRM ioctl, of any driver, copies out when all is done. */
	if (copying_out && same(now, &done) && !same(now, &before)) {
		tally.lost++;
		return;
	}
	expect(now, &before, "refused");
	tally.nomem += ret != -EFAULT;
	tally.fault += ret == -EFAULT;

	s.due = due_number(now);
	ret = op->act();
	if (op->await)
		op->await(ret);
	if (ret != s.due)
		wrong("the next try answers %s, not %d", vt_err(ret), s.due);
	if (ret >= 0) {
		struct state after = look(op);

		expect(&after, &done, "the next try");
	}
}

static void settle_passed(long ret, const struct state *now)
{
	tally.passed++;
	if (ret != s.due)
		wrong("answers %ld, not %d", ret, s.due);
	expect(now, &done, "went through");
}

static void arm(int n)
{
	if (op->workers)
		inject_arm_workers(n);
	else
		inject_arm(n);
}

static bool disarm(void)
{
	return op->workers ? inject_disarm_workers() : inject_disarm();
}

/* Did the fault hit? With @n 0 there is none. */
static bool try_point(int n)
{
	struct state now;
	bool hit = false;
	long ret;

	point = n;
	run(op->prepare);
	before = look(op);
	s.due = due_number(&before);
	run(op->ready);
	if (n)
		arm(n);
	ret = op->act();
	/* The work of workers ends with what the call has promised. */
	if (op->workers && op->await)
		op->await(ret);
	if (n)
		hit = disarm();
	if (tracing)
		inject_stack(&stack);
	if (!op->workers && op->await)
		op->await(ret);
	now = look(op);
	if (!n) {
		start = before;
		done = now;
	}
	expect(&before, &start, "afterwards");
	if (!hit)
		expect(&now, &done, "untouched");
	if (hit) {
		tally.points++;
		mark_sites();
	}
	if (ret < 0 && hit)
		settle_refused(ret, &now);
	else if (ret < 0)
		vt_die("%s: %s without a fault", op->name, vt_err(ret));
	else if (hit)
		settle_passed(ret, &now);
	run(op->undo);
	run(op->clean);
	return hit;
}

/* ------------------------------------------------------- one operation */

/* From @n on; a point without a stack does not tell, the next one does. */
static bool in_init(int n)
{
	while (try_point(n++))
		if (stack.depth)
			return inject_find(&stack, "do_one_initcall");
	return true;
}

/* The first point of a module's own init, found by halving. */
static int first_of_init(void)
{
	int low = 1, high = 2;

	while (!in_init(high)) {
		low = high;
		high *= 2;
	}
	while (high - low > 1) {
		int middle = (low + high) / 2;

		if (in_init(middle))
			high = middle;
		else
			low = middle;
	}
	/* Some in it leave no stack, so it may have begun before. */
	return high > QUIET ? high - QUIET : 1;
}

static bool is_in_turns(void)
{
	return eighth && (op->module || op->kms) && !op->workers;
}

static void sweep_from(int n)
{
	int stride = 1;

	if (is_in_turns()) {
		n += eighth - 1;
		stride = 8;
	}
	while (try_point(n))
		n += stride;
}

/*
 * Pages are allocated in one try and not in the next, which shifts what comes
 * after: so first without them, that no point is passed over.
 */
static void sweep(void)
{
	int first = 1;

	inject_set("fail_page_alloc", "min-order", "20");
	if (op->act == act_load && !full) {
		first = first_of_init();
		tally = (struct tally){ .wrong = tally.wrong };
	}
	sweep_from(first);
	inject_set("fail_page_alloc", "min-order", "0");
	if (full || !(op->module || is_in_turns()))
		sweep_from(first);
}

static void scene_open(void)
{
	if (op->sync) {
		load_sync();
		return;
	}
	if (op->kms) {
		open_display();
		return;
	}
	if (vt_find(VT_CARD, s.node, sizeof(s.node)))
		vt_die("no vgem node");
	s.card = vt_open(VT_CARD);
	s.other = vt_open(VT_CARD);
	s.bo = vt_object(s.card);
	s.scratch = vt_object(s.card);
	s.dmabuf = vt_export(s.card, s.bo);
	s.next_id = 1;
}

static void scene_close(void)
{
	if (op->sync) {
		unload_sync();
		return;
	}
	if (op->kms) {
		close_display();
		return;
	}
	close(s.dmabuf);
	close(s.other);
	close(s.card);
}

static void sweep_operation(const struct operation *operation)
{
	op = operation;
	memset(&tally, 0, sizeof(tally));
	stack.depth = 0;
	vt_driver = op->kms ? "vkms" : "vgem";
	if (!op->module)
		scene_open();
	run(op->begin);
	try_point(0);
	sweep();
	run(op->end);
	if (!op->module)
		scene_close();
}

static void set_tracing(bool on)
{
	tracing = on;
	inject_trace(on);
}

static void test(const struct operation *operation, FILE *table)
{
	sweep_operation(operation);
	fprintf(table, "%s %d %d %d %d %d %d %d\n", op->name, tally.points,
		tally.nomem, tally.fault, tally.lost, tally.passed, tally.kernel,
		tally.wrong);
	fflush(table);
	vt_ok(!tally.wrong, op->name, NULL);
}

static bool is_wanted(const struct operation *operation, char **names)
{
	const char *driver = operation->kms ? vkms_path :
			     operation->sync ? sync_path : vgem_path;

	if (!driver)
		return false;
	if (!sdrm_path && !sdrm_kms_path && strstr(operation->name, "sdrm"))
		return false;
	/* A load of vkms takes a second of a CPU, and has 300 points. */
	if (!*names)
		return full || !(operation->kms && operation->module);
	while (*names && strcmp(*names, operation->name))
		names++;
	return *names;
}

/* ---------------------------------------------------------------- memory */

/* Of the operations, too, an eighth at a time. */
static bool is_turn(unsigned int i)
{
	return !eighth || i % 8 == (unsigned int)eighth - 1;
}

static void test_memory(char **names)
{
	static struct slab_count old;
	int n, sweeps = full ? 50 : 4;
	unsigned int i;

	set_tracing(false);
	/* Twice: looking leaves inodes of sysfs behind, the first time. */
	slab_count(&old);
	slab_count(&old);
	for (n = 0; n < sweeps; n++)
		for (i = 0; i < ARRAY_SIZE(operations); i++)
			if (!operations[i].module && is_turn(i) &&
			    is_wanted(&operations[i], names))
				sweep_operation(&operations[i]);
	vt_ok(slab_is_back(&old, sweeps), "memory is back after more of each", NULL);
}

static void test_all(char **names, bool module, FILE *table)
{
	unsigned int i;

	set_tracing(true);
	for (i = 0; i < ARRAY_SIZE(operations); i++)
		if (operations[i].module == module &&
		    is_wanted(&operations[i], names))
			test(&operations[i], table);
}

int main(int argc, char **argv)
{
	unsigned int i, files = 0, modules = 0;
	char **names = argv + 3;
	bool memory;
	FILE *table;

	while (argc >= 3 && *names && is_module(*names))
		names++;
	if (argc < 3 || names == argv + 3) {
		fprintf(stderr, "usage: fault TABLE SITES MODULE.KO... [OPERATION...]\n");
		return 2;
	}
	table = fopen(argv[1], "w");
	if (!table)
		vt_die("%s: %s", argv[1], vt_err(-errno));
	if (strcmp(argv[2], "-"))
		read_sites(argv[2]);
	full = getenv("SDRM_LONG") && *getenv("SDRM_LONG");
	eighth = getenv("FAULT_EIGHTH") ? atoi(getenv("FAULT_EIGHTH")) : 0;
	for (i = 0; i < ARRAY_SIZE(operations); i++)
		*(operations[i].module ? &modules : &files) +=
			is_wanted(&operations[i], names);
	inject_init();
	/* The in-tree module is here for comparison, for which a look will do. */
	memory = files && (sdrm_path || (sdrm_kms_path && !eighth) || full);
	vt_plan(files + memory + modules + !!site_count);
	test_all(names, false, table);
	if (memory)
		test_memory(names);
	test_all(names, true, table);
	if (site_count)
		report_sites();
	return vt_exit();
}
