// SPDX-License-Identifier: GPL-2.0
/*
 * Fences that outlive the module: their holders may query a fence's names and
 * drop it after vgem has been unloaded.
 *
 *   lifetime all                every case; vgem is loaded before and after
 *   lifetime one HOLDER END     one case by itself: HOLDER sync_file, merged,
 *                               poll, syncobj, udmabuf, heap; END ioctl, close,
 *                               expiry
 *
 * With our driver, sdrm must also stay loaded as long as a fence does, and no
 * longer. Sync objects need a vgem that offers them, now and when it is loaded
 * again (options in modprobe.d).
 */
#define _GNU_SOURCE
#include "exporters.h"
#include "lifetime.h"
#include "syncobj.h"

#define BUFINFO "/sys/kernel/debug/dma_buf/bufinfo"
#define MANY 500

enum holder { SYNC_FILE, MERGED, POLLED, SYNCOBJ, UDMABUF, HEAP, HOLDERS };
enum end { BY_IOCTL, BY_CLOSE, BY_EXPIRY, ENDS };

static const struct {
	const char *word, *name, *device;
} holders[HOLDERS] = {
	[SYNC_FILE] = { "sync_file", "a sync_file", "/dev/null" },
	[MERGED] = { "merged", "a merged sync_file", "/dev/null" },
	[POLLED] = { "poll", "a poll of the dma-buf", "/dev/null" },
	[SYNCOBJ] = { "syncobj", "a sync object", "/dev/null" },
	[UDMABUF] = { "udmabuf", "a udmabuf's reservation", "/dev/udmabuf" },
	[HEAP] = { "heap", "a system heap buffer's reservation",
		   "/dev/dma_heap/system" },
};

static const struct {
	const char *word, *name;
} ends[ENDS] = {
	[BY_IOCTL] = { "ioctl", "signalled" },
	[BY_CLOSE] = { "close", "ended by close" },
	[BY_EXPIRY] = { "expiry", "expired" },
};

/* Two files, each with a pending fence, and the holders of these fences. */
struct scene {
	enum holder holder;
	int card[2];
	uint32_t id[2];
	int dmabuf[2];
	int held;	/* the holder */
	int also;	/* a second one, a sync_file, so that one is closed first */
	int watch;	/* a poll of another exporter's dma-buf */
	int64_t born;
};

static bool is_reservation(const struct scene *s)
{
	return s->holder == UDMABUF || s->holder == HEAP;
}

static bool offers_syncobj;

static bool is_there(enum holder holder)
{
	return holder == SYNCOBJ ? offers_syncobj : !access(holders[holder].device, F_OK);
}

static int export(const struct scene *s, int i)
{
	long fd = vt_sync_file(s->dmabuf[i], DMA_BUF_SYNC_READ);

	if (fd < 0)
		vt_die("EXPORT_SYNC_FILE: %s", vt_err(fd));
	return fd;
}

static int merge_of(const struct scene *s)
{
	int a = export(s, 0), b = export(s, 1);
	int merged = vt_merge(a, b);

	close(a);
	close(b);
	return merged;
}

static int reserve(const struct scene *s, int buffer)
{
	long ret = buffer < 0 ? buffer :
		   vt_import_sync_file(buffer, s->also, DMA_BUF_SYNC_RW);

	return ret ? ret : buffer;
}

static int hold(const struct scene *s)
{
	switch (s->holder) {
	case SYNC_FILE:
		return export(s, 0);
	case MERGED:
		return merge_of(s);
	case POLLED:
		return epoll_of(s->dmabuf[0]);
	case SYNCOBJ:
		return vt_syncobj(s->card[0], s->also);
	case UDMABUF:
		return reserve(s, vt_udmabuf());
	default:
		return reserve(s, vt_heap_buffer());
	}
}

/* The dma-bufs are closed at once, so that only the holders are left. */
static struct scene scene_open(enum holder holder)
{
	struct scene s = { .holder = holder, .born = vt_now_ns() };
	int i;

	for (i = 0; i < 2; i++) {
		uint32_t handle;

		s.card[i] = vt_open(VT_CARD);
		handle = vt_object(s.card[i]);
		s.dmabuf[i] = vt_export(s.card[i], handle);
		s.id[i] = vt_fence(s.card[i], handle, VGEM_FENCE_WRITE);
	}
	/* A poll must be the fence's only user. */
	s.also = holder == POLLED ? -1 : export(&s, 0);
	s.held = hold(&s);
	if (s.held < 0)
		vt_die("%s: %s", holders[holder].name, vt_err(s.held));
	s.watch = is_reservation(&s) ? epoll_of(s.held) : -1;
	close(s.dmabuf[0]);
	close(s.dmabuf[1]);
	return s;
}

static void scene_close(struct scene *s)
{
	vt_close(s->held);
	vt_close(s->also);
	vt_close(s->watch);
}

static long finish_one(const struct scene *s, int i, enum end end)
{
	if (end == BY_IOCTL)
		return vt_signal(s->card[i], s->id[i]);
	if (end == BY_EXPIRY)
		return vt_signal(s->card[i], s->id[i]) == -ETIMEDOUT ? 0 : -EIO;
	return 0;
}

static const char *finish(struct scene *s, enum end end)
{
	long ret = 0;
	int i;

	for (i = 0; i < 2; i++) {
		ret = ret ? ret : finish_one(s, i, end);
		close(s->card[i]);
	}
	return ret ? wrong("the fences ended otherwise: %s", vt_err(ret)) : NULL;
}

static const char *check_epoll(int fd)
{
	struct epoll_event event;

	/* The dma-buf is gone, and so is its epoll entry. */
	if (epoll_wait(fd, &event, 1, 0) != 0)
		return "the poll outlived the dma-buf";
	return NULL;
}

static const char *check_exports(int dmabuf)
{
	const uint32_t flags[] = { DMA_BUF_SYNC_READ, DMA_BUF_SYNC_WRITE };
	const char *why = NULL;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(flags) && !why; i++) {
		long fd = vt_sync_file(dmabuf, flags[i]);

		why = fd < 0 ? wrong("EXPORT_SYNC_FILE: %s", vt_err(fd)) :
			       check_signalled(fd);
		vt_close(fd);
	}
	return why;
}

/* Query another exporter's dma-buf that has a vgem fence in its reservation. */
static const char *check_reservation(const struct scene *s)
{
	struct dma_buf_sync sync = {
		.flags = DMA_BUF_SYNC_START | DMA_BUF_SYNC_RW,
	};
	struct epoll_event event;

	if (vt_poll(s->held, POLLIN | POLLOUT, 0) != (POLLIN | POLLOUT) ||
	    epoll_wait(s->watch, &event, 1, 0) != 1)
		return "a poll of the buffer does not say that it is idle";
	/* Newer kernels leave the names of a signalled fence empty. */
	if (vt_count_lines(BUFINFO, "vgem unbound") < 1 &&
	    vt_count_lines(BUFINFO, "   signalled") < 1)
		return "the kernel's list of buffers does not show the fence";
	if (vt_ioctl(s->held, DMA_BUF_IOCTL_SYNC, &sync))
		return "SYNC_START fails";
	sync.flags = DMA_BUF_SYNC_END | DMA_BUF_SYNC_RW;
	if (vt_ioctl(s->held, DMA_BUF_IOCTL_SYNC, &sync))
		return "SYNC_END fails";
	return check_exports(s->held);
}

/* Query it through a vgem that was loaded since. */
static const char *check_syncobj(const struct scene *s)
{
	const char *why = load_driver();
	int card;
	long fd;

	if (why)
		return why;
	card = vt_open(VT_CARD);
	fd = vt_syncobj_sync_file(card, s->held);
	close(card);
	why = fd < 0 ? wrong("export: %s", vt_err(fd)) :
		       check_sync_file(fd, 1, s->born);
	vt_close(fd);
	return why ? why : unload_driver();
}

static const char *check_held(const struct scene *s)
{
	if (s->holder == SYNCOBJ)
		return check_syncobj(s);
	if (s->holder == POLLED)
		return check_epoll(s->held);
	if (is_reservation(s))
		return check_reservation(s);
	return check_sync_file(s->held, s->holder == MERGED ? 2 : 1, s->born);
}

static const char *check_scene(const struct scene *s)
{
	const char *why = s->held < 0 ? NULL : check_held(s);

	return why || s->also < 0 ? why : check_sync_file(s->also, 1, s->born);
}

/* Close one holder: the other must be unaffected. */
static const char *part(struct scene *s, bool held_first)
{
	int *fd = held_first ? &s->held : &s->also;

	vt_close(*fd);
	*fd = -1;
	return check_scene(s);
}

/* ----------------------------------------------------- one by itself */

static const char *alone(enum holder holder, enum end end)
{
	struct scene s = scene_open(holder);
	bool sdrm = have_sdrm(), pins = holder != POLLED;
	const char *why;

	if (end == BY_EXPIRY)
		vt_sleep_ms(VT_EXPIRY_MS + VT_EXPIRY_SLACK_MS);
	why = finish(&s, end);
	if (!why)
		why = unload_driver();
	if (!why && pins)
		why = check_pinned(sdrm);
	if (!why)
		why = check_scene(&s);
	if (!why && pins)
		/* Each holder is the last one in some of the cases. */
		why = part(&s, end == BY_IOCTL);
	if (!why && pins)
		why = check_pinned(sdrm);
	scene_close(&s);
	return why ? why : check_released(sdrm);
}

static void test_alone(enum holder holder, enum end end)
{
	char name[128];

	snprintf(name, sizeof(name), "%s of fences %s",
		 holders[holder].name, ends[end].name);
	if (is_there(holder))
		report(alone(holder, end), name);
	else
		vt_skip(name, holder == SYNCOBJ ? "vgem offers no sync objects" :
				"the kernel has no such exporter");
}

/* ------------------------------------------- side by side, over 10 s */

/*
 * One wait for all: vgem is unloaded under the early ones before the 10 s are
 * over, and under the late ones after that.
 */
static struct cell {
	struct scene s;
	enum end end;
	bool early;
	const char *why;
} cells[HOLDERS * (ENDS + ENDS - 1)];
static unsigned int num_cells;

static void blame(struct cell *c, const char *why)
{
	if (!c->why)
		c->why = why;
}

static void blame_all(const char *why)
{
	unsigned int i;

	for (i = 0; i < num_cells; i++)
		blame(&cells[i], why);
}

static void add_cell(enum holder holder, enum end end, bool early)
{
	struct cell *c = &cells[num_cells++];

	*c = (struct cell){
		.s = scene_open(holder), .end = end, .early = early,
	};
	if (end != BY_EXPIRY)
		c->why = finish(&c->s, end);
}

static void add_cells(bool early)
{
	int holder, end;

	for (holder = 0; holder < HOLDERS; holder++)
		for (end = 0; end < (early ? BY_EXPIRY : ENDS); end++)
			if (is_there(holder))
				add_cell(holder, end, early);
}

static void check_cells(void)
{
	unsigned int i;

	for (i = 0; i < num_cells; i++)
		blame(&cells[i], check_scene(&cells[i].s));
}

static void expire_cells(void)
{
	unsigned int i;

	vt_sleep_ms(VT_EXPIRY_MS + VT_EXPIRY_SLACK_MS);
	for (i = 0; i < num_cells; i++)
		if (cells[i].end == BY_EXPIRY)
			blame(&cells[i], finish(&cells[i].s, BY_EXPIRY));
}

/* From both ends towards the middle: even the last one left must pin sdrm. */
static void close_cells(bool sdrm)
{
	unsigned int i;

	for (i = 0; i < num_cells; i++) {
		unsigned int at = i % 2 ? num_cells - 1 - i / 2 : i / 2;
		struct cell *c = &cells[at];

		if (c->s.holder != POLLED)
			blame(c, check_pinned(sdrm));
		blame(c, part(&c->s, i % 4 < 2));
		scene_close(&c->s);
	}
}

static void report_cells(void)
{
	unsigned int i;

	for (i = 0; i < num_cells; i++) {
		const struct cell *c = &cells[i];
		char name[128];

		snprintf(name, sizeof(name), "%s of fences %s, unloaded %s 10 s",
			 holders[c->s.holder].name, ends[c->end].name,
			 c->early ? "before the" : "after");
		vt_ok(!c->why, name, c->why ? "%s" : NULL, c->why);
	}
}

static void test_side_by_side(void)
{
	bool sdrm = have_sdrm();

	add_cells(true);
	blame_all(unload_driver());
	check_cells();
	blame_all(load_driver());
	add_cells(false);
	/* The fences that are to expire still have their files open. */
	if (!is_busy(vt_delete_module("vgem")))
		vt_die("vgem unloads under an open file");
	expire_cells();
	blame_all(unload_driver());
	check_cells();
	close_cells(sdrm);
	blame_all(check_released(sdrm));
	report_cells();
	if (vt_load("vgem"))
		vt_die("modprobe vgem failed");
}

/* -------------------------------------------------------------- reload */

/* A fence of the newly loaded module next to one of the old module. */
static const char *beside(const struct scene *old)
{
	struct scene s = scene_open(SYNC_FILE);
	int merged = vt_merge(old->held, s.held);
	const char *why = NULL;

	if (s.id[0] != 1)
		why = wrong("the first new id is %u", s.id[0]);
	else if (vt_poll(s.held, POLLIN, 0) || vt_poll(merged, POLLIN, 0))
		why = "a new fence is already signalled";
	else
		why = finish(&s, BY_IOCTL);
	if (!why && vt_poll(merged, POLLIN, 1000) != POLLIN)
		why = "the merged sync_file is not signalled in the end";
	if (!why)
		why = check_scene(&s);
	if (!why)
		why = check_scene(old);
	vt_close(merged);
	scene_close(&s);
	return why;
}

static const char *reload(void)
{
	struct scene s = scene_open(SYNC_FILE);
	const char *why = finish(&s, BY_CLOSE);
	bool sdrm = have_sdrm();
	int i;

	for (i = 0; i < 3 && !why; i++) {
		why = unload_driver();
		if (!why)
			why = check_pinned(sdrm);
		if (!why)
			why = load_driver();
		if (!why)
			why = beside(&s);
	}
	if (!why)
		why = unload_driver();
	scene_close(&s);
	return why ? why : check_released(sdrm);
}

/* ------------------------------------------------------------------ many */

static const char *many(void)
{
	static int held[MANY];
	int64_t born = vt_now_ns();
	bool sdrm = have_sdrm();
	int card = vt_open(VT_CARD);
	const char *why = NULL;
	int i;

	for (i = 0; i < MANY; i++) {
		uint32_t handle = vt_object(card);
		int dmabuf = vt_export(card, handle);
		uint32_t id = vt_fence(card, handle, VGEM_FENCE_WRITE);

		held[i] = vt_sync_file(dmabuf, DMA_BUF_SYNC_READ);
		close(dmabuf);
		if (i % 3 == 0)
			vt_signal(card, id);
	}
	close(card);
	why = unload_driver();
	for (i = 0; i < MANY; i++) {
		if (!why)
			why = check_pinned(sdrm);
		if (!why)
			why = check_sync_file(held[i], 1, born);
		close(held[i]);
	}
	return why ? why : check_released(sdrm);
}

/* -------------------------------------------------------------- commands */

static unsigned int holders_there(void)
{
	unsigned int holder, count = 0;

	for (holder = 0; holder < HOLDERS; holder++)
		count += is_there(holder);
	return count;
}

static int cmd_all(void)
{
	/* One by one, each expiry takes 10 s. */
	int last = is_long() ? BY_EXPIRY : BY_CLOSE;
	int holder, end;

	vt_plan(HOLDERS * (last + 1) + holders_there() * (ENDS + ENDS - 1) + 3);
	for (end = 0; end <= last; end++)
		for (holder = 0; holder < HOLDERS; holder++)
			test_alone(holder, end);
	test_side_by_side();
	report(reload(), "vgem is loaded again while old fences exist");
	report(many(), "hundreds of fences outlive the module");
	report(kernel_is_well(), "the kernel neither warned nor died");
	return vt_exit();
}

static int cmd_one(const char *holder_word, const char *end_word)
{
	int holder = 0, end = 0;

	while (holder < HOLDERS && strcmp(holders[holder].word, holder_word))
		holder++;
	while (end < ENDS && strcmp(ends[end].word, end_word))
		end++;
	if (holder == HOLDERS || end == ENDS)
		return 2;
	vt_plan(1);
	test_alone(holder, end);
	return vt_exit();
}

static bool vgem_offers_syncobj(void)
{
	int card = vt_open(VT_CARD);
	bool offers = vt_has_syncobj(card);

	close(card);
	return offers;
}

int main(int argc, char **argv)
{
	int ret = 2;

	offers_syncobj = vgem_offers_syncobj();
	/* No wait may last forever, whatever the driver does. */
	alarm(300);
	if (argc == 2 && !strcmp(argv[1], "all"))
		ret = cmd_all();
	else if (argc == 4 && !strcmp(argv[1], "one"))
		ret = cmd_one(argv[2], argv[3]);
	if (ret == 2)
		fprintf(stderr, "usage: lifetime all | one HOLDER END\n");
	return ret;
}
