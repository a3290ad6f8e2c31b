// SPDX-License-Identifier: GPL-2.0
/*
 * sdrm_lastput: the last reference to a fence is dropped in the callback of another
 * fence, as in a merged sync_file, in each context that may signal a fence. A thread
 * on another CPU drops a reference at the same time, so that either may turn out to
 * be the last. Runs on module load and reports KTAP in the kernel log.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/cpumask.h>
#include <linux/hrtimer.h>
#include <linux/irq_work.h>
#include <linux/module.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/tracepoint.h>
#include <linux/workqueue.h>
#include <sdrm/fence_wrap.h>
#include "internal.h"
#include "steer.h"

#define THREAD_CPU 0
#define SIGNAL_CPU 1
#define PATIENCE_NS (5 * NSEC_PER_SEC)

static unsigned int rounds = 2000;
module_param(rounds, uint, 0444);
MODULE_PARM_DESC(rounds, "Rounds per context");

enum where { PROCESS, SOFTIRQ, HARDIRQ };

/* State of the current round. */
static struct sdrm_fence_obj *carrier;	/* its callback puts the victim */
static struct dma_fence *victim;	/* loses its last reference */
static struct dma_fence_cb drop;
static struct steer steer;		/* the thread's head start over the callback */
static bool begun, done;
static enum where callback_in;
static atomic_t carriers_gone, victims_gone;
static bool gone_in_callback;

static enum where here(void)
{
	if (in_hardirq())
		return HARDIRQ;
	return in_serving_softirq() ? SOFTIRQ : PROCESS;
}

static void pause_ns(s64 ns)
{
	u64 end = ktime_get_ns() + max_t(s64, ns, 0);

	while (ktime_get_ns() < end)
		cpu_relax();
}

/* Probe of the dma_fence_destroy event: runs in the last put, wherever that is. */
static void watch_release(void *unused, struct dma_fence *fence)
{
	if (fence == &carrier->base)
		atomic_inc(&carriers_gone);
	if (fence != victim)
		return;
	gone_in_callback = raw_smp_processor_id() == SIGNAL_CPU;
	atomic_inc(&victims_gone);
}

static void drop_victim(struct dma_fence *fence, struct dma_fence_cb *cb)
{
	callback_in = here();
	dma_fence_put(victim);
}

/* Runs on SIGNAL_CPU, in the context under test. */
static void signal_carrier(void)
{
	smp_store_release(&begun, true);
	pause_ns(steer.ns);
	sdrm_fence_signal((struct sdrm_fence){ .__sdrm_ptr = carrier });
	smp_store_release(&done, true);
}

/* -------------------------------------------------------------- contexts */

static struct hrtimer soft_timer, hard_timer;

static void signal_in_work(struct work_struct *work)
{
	signal_carrier();
}
static DECLARE_WORK(work, signal_in_work);

static void signal_in_irq_work(struct irq_work *irq_work)
{
	signal_carrier();
}
static struct irq_work irq_work = IRQ_WORK_INIT_HARD(signal_in_irq_work);

static enum hrtimer_restart signal_in_timer(struct hrtimer *timer)
{
	signal_carrier();
	return HRTIMER_NORESTART;
}

static void setup_timer(struct hrtimer *timer, enum hrtimer_mode mode)
{
#ifdef HAVE_HRTIMER_SETUP
	hrtimer_setup(timer, signal_in_timer, CLOCK_MONOTONIC, mode);
#else
	hrtimer_init(timer, CLOCK_MONOTONIC, mode);
	timer->function = signal_in_timer;
#endif
}

/* These three run on SIGNAL_CPU, and so does what they start. */
static void start_soft(void *unused)
{
	hrtimer_start(&soft_timer, 0, HRTIMER_MODE_REL_PINNED_SOFT);
}

static void start_hard(void *unused)
{
	hrtimer_start(&hard_timer, 0, HRTIMER_MODE_REL_PINNED_HARD);
}

static void start_irq_work(void *unused)
{
	irq_work_queue(&irq_work);
}

static const struct context {
	const char *name;
	enum where where;
	smp_call_func_t start;		/* NULL: the work item */
} contexts[] = {
	{ "process", PROCESS, NULL },
	{ "softirq, hrtimer", SOFTIRQ, start_soft },
	{ "hardirq, hrtimer", HARDIRQ, start_hard },
	{ "hardirq, irq_work", HARDIRQ, start_irq_work },
};

static void start(const struct context *c)
{
	if (c->start)
		smp_call_function_single(SIGNAL_CPU, c->start, NULL, true);
	else
		schedule_work_on(SIGNAL_CPU, &work);
}

static void stop_all(void)
{
	cancel_work_sync(&work);
	hrtimer_cancel(&soft_timer);
	hrtimer_cancel(&hard_timer);
	irq_work_sync(&irq_work);
}

/* ---------------------------------------------------------------- rounds */

static bool wait_for(bool *flag)
{
	u64 end = ktime_get_ns() + PATIENCE_NS;

	while (!smp_load_acquire(flag)) {
		if (ktime_get_ns() > end)
			return false;
		cpu_relax();
	}
	return true;
}

/* Two fences, and two references to the victim: one is the callback's, one ours. */
static bool prepare(struct sdrm_fence_source *source, bool signalled)
{
	struct sdrm_fence_obj *obj = __sdrm_fence_create(source);

	carrier = __sdrm_fence_create(source);
	if (IS_ERR(obj) || IS_ERR(carrier))
		return false;
	victim = dma_fence_get(&obj->base);
	if (signalled)
		dma_fence_signal(victim);
	begun = done = false;
	atomic_set(&carriers_gone, 0);
	atomic_set(&victims_gone, 0);
	return !dma_fence_add_callback(&carrier->base, &drop, drop_victim);
}

struct tally {
	unsigned int in_callback, in_thread;
};

static bool play(const struct context *c, struct sdrm_fence_source *source,
		 unsigned int round, struct tally *tally)
{
	if (!prepare(source, round % 2))
		return false;
	start(c);
	if (!wait_for(&begun))
		return false;
	pause_ns(-steer.ns);
	dma_fence_put(victim);
	if (!wait_for(&done) || callback_in != c->where ||
	    atomic_read(&carriers_gone) != 1 || atomic_read(&victims_gone) != 1)
		return false;

	tally->in_callback += gone_in_callback;
	tally->in_thread += !gone_in_callback;
	steer_on(&steer, gone_in_callback, get_random_u32_below(INT_MAX));
	return true;
}

static bool is_tested(const struct tally *tally)
{
	return tally->in_callback && tally->in_thread;
}

static bool test(const struct context *c, struct sdrm_fence_source *source)
{
	struct tally tally = { 0 };
	u64 begin = ktime_get_ns();
	unsigned int i;
	bool good = true;

	steer = (struct steer){ 0 };
	for (i = 0; good && i < rounds * (is_tested(&tally) ? 1 : STEER_PATIENCE); i++) {
		good = play(c, source, i, &tally);
		cond_resched();
	}
	pr_info("## last put, %s: %u rounds, %llu ms: in the callback %u, in the thread %u, %s\n",
		c->name, i, (ktime_get_ns() - begin) / NSEC_PER_MSEC,
		tally.in_callback, tally.in_thread,
		good ? "none broken" : "broken in the last");
	return good && is_tested(&tally);
}

static void test_all(struct sdrm_fence_source *source)
{
	unsigned int i;

	pr_info("KTAP version 1\n");
	pr_info("1..%zu\n", ARRAY_SIZE(contexts));
	for (i = 0; i < ARRAY_SIZE(contexts); i++)
		pr_info("%s %u last put in %s\n",
			test(&contexts[i], source) ? "ok" : "not ok", i + 1,
			contexts[i].name);
}

/* ---------------------------------------------------------------- module */

static void find_destroy(struct tracepoint *tp, void *found)
{
	if (!strcmp(tp->name, "dma_fence_destroy"))
		*(struct tracepoint **)found = tp;
}

static int watch_and_test(struct sdrm_fence_source *source)
{
	struct tracepoint *destroy = NULL;
	int ret;

	for_each_kernel_tracepoint(find_destroy, &destroy);
	if (!destroy)
		return -ENOENT;
	ret = tracepoint_probe_register(destroy, watch_release, NULL);
	if (ret)
		return ret;

	set_cpus_allowed_ptr(current, cpumask_of(THREAD_CPU));
	test_all(source);
	set_cpus_allowed_ptr(current, cpu_possible_mask);

	tracepoint_probe_unregister(destroy, watch_release, NULL);
	tracepoint_synchronize_unregister();
	return 0;
}

static int __init lastput_init(void)
{
	struct sdrm_fence_source *source;
	int ret;

	if (!cpu_online(SIGNAL_CPU))
		return -ENODEV;
	source = sdrm_fence_source_create(sizeof(*source), "lastput", "of tests");
	if (IS_ERR(source))
		return PTR_ERR(source);
	setup_timer(&soft_timer, HRTIMER_MODE_REL_PINNED_SOFT);
	setup_timer(&hard_timer, HRTIMER_MODE_REL_PINNED_HARD);

	ret = watch_and_test(source);
	stop_all();
	sdrm_fence_source_put(source);
	return ret;
}
module_init(lastput_init);

static void __exit lastput_exit(void)
{
}
module_exit(lastput_exit);

MODULE_DESCRIPTION("Last puts of sdrm fences in every context");
MODULE_AUTHOR("The sdrm authors");
MODULE_LICENSE("GPL");
