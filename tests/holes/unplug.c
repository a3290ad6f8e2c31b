// SPDX-License-Identifier: GPL-2.0
/*
 * Devices of sdrm_holes that go while they are in use, by sdrm_device_unplug():
 *
 *   unplug after          what is left of one; sdrm_holes timeout_ms=2000
 *   unplug storm SECONDS  meanwhile, threads do everything; unloads and loads it
 *
 * What must stay the same after an unplug was read in drm_drv.c, drm_gem.c and
 * drm_gem_shmem_helper.c of 6.1, 6.12 and 7.3, which agree: drm_ioctl() and
 * drm_gem_mmap() return -ENODEV. drm_dev_unplug() removes the page table entries of
 * all mappings of GEM objects (unmap_mapping_range()), but drm_gem_shmem_fault(),
 * unlike the fault handlers of drivers with device memory, does not ask if the device
 * is there: the pages belong to the object and come back at the next access, with what
 * was in them. A dma-buf's operations do not ask either.
 */
#define _GNU_SOURCE
#include "holes.h"
#include "threads.h"

#define EXPIRY_MS 2000	/* of the module */

/* ------------------------------------------------------------ after an unplug */

/* All that is had of device 0 when it goes; device 1 stays. */
struct had {
	int card, other, second;	/* second: another file of the same device */
	char path[64];
	uint64_t offset;
	uint32_t handle, id;
	unsigned char *touched, *untouched;
	int dmabuf, by_close, by_expiry;
	long shmem;	/* kB, before */
};

static long shmem_kb(void)
{
	char line[128];
	long kb = -1;
	FILE *f = fopen("/proc/meminfo", "re");

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "Shmem: %ld kB", &kb) == 1)
			break;
	if (f)
		fclose(f);
	return kb;
}

/* Is about a buffer's memory in use on top of what there was before? */
static bool is_buffer_there(const struct had *h)
{
	return shmem_kb() - h->shmem > (long)BUFFER_BYTES / 1024 / 2;
}

static void take(struct had *h)
{
	unsigned long at;

	h->card = holes_open(0);
	h->second = holes_open(0);
	h->other = holes_open(1);
	if (holes_node(0, h->path, sizeof(h->path)))
		vt_die("no device");
	h->shmem = shmem_kb();
	h->handle = holes_buffer(h->card, &h->offset);
	h->touched = holes_map(h->card, h->offset, BUFFER_BYTES);
	h->untouched = holes_map(h->card, h->offset, BUFFER_BYTES);
	if (!h->touched || !h->untouched)
		vt_die("mmap: %s", vt_err(-errno));
	for (at = 0; at < BUFFER_BYTES; at += VT_PAGE)
		h->touched[at] = at / VT_PAGE;
	h->dmabuf = vt_export(h->card, h->handle);
	h->by_close = holes_fence(h->second, NULL);
	h->by_expiry = holes_fence(h->card, &h->id);
	if (h->by_close < 0 || h->by_expiry < 0)
		vt_die("no fences");
	if (!is_buffer_there(h))
		vt_die("the buffer does not show in Shmem");
}

static const char *check_root(struct had *h)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		if (setuid(65534))
			_exit(2);
		_exit(holes_unplug(h->card) != -EACCES);
	}
	status = vt_wait_child(pid, 10);
	if (status)
		return wrong("another user's unplug: status %d", status);
	return access(h->path, F_OK) ? "the node went" : NULL;
}

static const char *check_gone(struct had *h)
{
	long ret = holes_unplug(h->card);
	int fd;

	if (ret)
		return wrong("unplug: %s", vt_err(ret));
	/* devtmpfs removes the node before this returns. */
	fd = open(h->path, O_RDWR | O_CLOEXEC);
	vt_close(fd);
	if (fd >= 0 || errno != ENOENT)
		return wrong("%s opens: %s", h->path, vt_err(fd < 0 ? -errno : fd));
	return vt_is_driver(h->other) ? NULL : "the other device went";
}

/* Also those of the DRM core, before they look at their arguments. */
static const char *check_ioctls(int card, uint32_t handle, uint32_t id, int dmabuf)
{
	struct drm_version version = {};
	struct drm_mode_create_dumb dumb;
	struct drm_get_cap cap = { .capability = DRM_CAP_PRIME };
	struct drm_holes_two two = { .handle = handle };
	struct drm_holes_busy busy = { .handle = { handle, handle } };
	struct drm_holes_never never;
	int before = free_fd();
	uint32_t import;
	const struct {
		const char *name;
		long ret;
	} call[] = {
		{ "VERSION", vt_ioctl(card, DRM_IOCTL_VERSION, &version) },
		{ "GET_CAP", vt_ioctl(card, DRM_IOCTL_GET_CAP, &cap) },
		{ "GEM_CLOSE", vt_gem_close(card, handle) },
		{ "CREATE_DUMB", vt_create(card, 1024, 1, 32, &dumb) },
		{ "PRIME_HANDLE_TO_FD", vt_export_flags(card, handle, DRM_CLOEXEC) },
		{ "PRIME_FD_TO_HANDLE", vt_try_import(card, dmabuf, &import) },
		{ "FENCE_ATTACH", vt_attach(card, handle, 0, NULL) },
		{ "FENCE_SIGNAL", vt_signal(card, id) },
		{ "TWO", vt_ioctl(card, DRM_IOCTL_HOLES_TWO, &two) },
		{ "BUSY", vt_ioctl(card, DRM_IOCTL_HOLES_BUSY, &busy) },
		{ "NEVER", vt_ioctl(card, DRM_IOCTL_HOLES_NEVER, &never) },
		{ "FENCE", holes_fence(card, NULL) },
		{ "UNPLUG", holes_unplug(card) },
		{ "no such command", vt_ioctl(card, DRM_IO(0x9f), NULL) },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(call); i++) {
		if (call[i].ret != -ENODEV)
			return wrong("%s returns %s", call[i].name, vt_err(call[i].ret));
	}
	return free_fd() == before ? NULL : "a descriptor is left";
}

static const char *check_mappings(struct had *h)
{
	unsigned char *new = holes_map(h->card, h->offset, BUFFER_BYTES);
	unsigned long at;

	if (new || errno != ENODEV)
		return wrong("a new mapping: %s", new ? "there" : vt_err(-errno));
	for (at = 0; at < BUFFER_BYTES; at += VT_PAGE) {
		if (h->touched[at] != (unsigned char)(at / VT_PAGE) ||
		    h->untouched[at] != h->touched[at])
			return wrong("another byte at %lu", at);
		h->untouched[at + 1] = 1;
		if (h->touched[at + 1] != 1)
			return "they are no longer the same memory";
	}
	return NULL;
}

static const char *check_dmabuf(struct had *h)
{
	struct dma_buf_sync sync = { DMA_BUF_SYNC_START | DMA_BUF_SYNC_RW };
	unsigned char *map = holes_map(h->dmabuf, 0, BUFFER_BYTES);
	uint32_t handle, id;
	long ret;

	if (!map)
		return wrong("it cannot be mapped: %s", vt_err(-errno));
	if (map[VT_PAGE] != 1)
		return "another byte";
	munmap(map, BUFFER_BYTES);
	ret = vt_ioctl(h->dmabuf, DMA_BUF_IOCTL_SYNC, &sync);
	if (ret)
		return wrong("DMA_BUF_IOCTL_SYNC: %s", vt_err(ret));
	/* Attaches the other device to it, which maps its pages. */
	ret = vt_try_import(h->other, h->dmabuf, &handle);
	if (ret)
		return wrong("the other device cannot import it: %s", vt_err(ret));
	ret = vt_attach(h->other, handle, VGEM_FENCE_WRITE, &id);
	if (ret || vt_poll(h->dmabuf, POLLIN, 0))
		return wrong("it takes no fence: %s", vt_err(ret));
	ret = vt_signal(h->other, id);
	if (ret || vt_poll(h->dmabuf, POLLIN, 0) != POLLIN)
		return wrong("its fence is not signalled: %s", vt_err(ret));
	return vt_gem_close(h->other, handle) ? "the import has no handle" : NULL;
}

static const char *check_fences(struct had *h, int64_t created)
{
	int late = 2 * EXPIRY_MS + VT_EXPIRY_SLACK_MS;
	int64_t now = vt_now_ms();

	if (now - created > EXPIRY_MS * 3 / 4)
		vt_diag("slow: %lld ms", (long long)(now - created));
	else if (vt_poll(h->by_close, POLLIN, 0) || vt_poll(h->by_expiry, POLLIN, 0))
		return "unplugging signals a fence";
	close(h->second);
	if (vt_poll(h->by_close, POLLIN, 0) != POLLIN)
		return "a fence is not signalled at close";
	return vt_poll(h->by_expiry, POLLIN, late) == POLLIN ? NULL :
	       "a fence does not expire";
}

/* Goes with the last of the handle, the mappings and the dma-buf; in that order. */
static const char *check_freed(struct had *h)
{
	int64_t end = vt_now_ms() + UNLOAD_MS;
	long ret[4];

	ret[0] = vt_delete_module(HOLES);
	close(h->card);
	close(h->other);
	ret[1] = vt_delete_module(HOLES);
	munmap(h->touched, BUFFER_BYTES);
	munmap(h->untouched, BUFFER_BYTES);
	ret[2] = vt_delete_module(HOLES);
	if (!is_buffer_there(h))
		return "the memory goes before its last user";
	close(h->dmabuf);
	while (is_buffer_there(h) && vt_now_ms() < end)
		vt_sleep_ms(20);
	if (is_buffer_there(h))
		return "the memory stays";
	ret[3] = vt_unload(HOLES, UNLOAD_MS);
	if (!is_busy(ret[0]) || !is_busy(ret[1]) || !is_busy(ret[2]))
		return wrong("unloads with a file: %s, mapping: %s, dma-buf: %s",
			     vt_err(ret[0]), vt_err(ret[1]), vt_err(ret[2]));
	return ret[3] ? wrong("it stays loaded: %s", vt_err(ret[3])) : NULL;
}

static void test_after(void)
{
	int64_t created = vt_now_ms();
	struct had h = {};
	const char *why;

	vt_plan(7);
	take(&h);
	test(check_root(&h), "only root may unplug");
	why = check_gone(&h);
	test(why, "the node is gone, and the other device is not");
	/* First, so that they have not expired yet. */
	test(check_fences(&h, created), "its fences are signalled at close and at expiry");
	test(check_ioctls(h.card, h.handle, h.id, h.dmabuf), "each ioctl returns ENODEV");
	test(check_mappings(&h), "mappings keep their memory, and there are no new ones");
	test(check_dmabuf(&h), "its dma-buf still maps, imports and takes fences");
	test(check_freed(&h), "memory and module go with the last user, not before");
}

/* ------------------------------------------------------------------- the storm */

#define WORKERS 4

static volatile bool stop;
static const char *volatile broken;

/* What the workers saw. */
static struct tally {
	unsigned int opens, gone, calls, touched, shared;
} tallies[WORKERS];

static void breaks(const char *why)
{
	if (!broken)
		broken = why;
	stop = true;
}

/* The node may be there and its device no more, or the other way round. */
static int open_some(unsigned int *seed)
{
	int fd = open(rand_r(seed) % 2 ? "/dev/dri/card1" : "/dev/dri/card0",
		      O_RDWR | O_CLOEXEC);

	if (fd < 0 && errno != ENOENT && errno != ENODEV && errno != ENXIO)
		breaks(wrong("open: %s", vt_err(-errno)));
	return fd;
}

/* Once a device is gone, it is for each of its calls. */
static bool is_gone(int card)
{
	struct drm_version version = {};
	long ret = vt_ioctl(card, DRM_IOCTL_VERSION, &version);

	if (ret && ret != -ENODEV)
		breaks(wrong("VERSION: %s", vt_err(ret)));
	return ret == -ENODEV;
}

/* Make a call of @card; returns whether it succeeded. */
#define TRY(card, name, call) ({			\
	bool was_gone = is_gone(card);			\
							\
	expect(card, was_gone, call, name);		\
})

static bool expect(int card, bool was_gone, long ret, const char *call)
{
	if (ret >= 0 && was_gone)
		breaks(wrong("%s works on a device that is gone", call));
	else if (ret < 0 && ret != -ENODEV)
		breaks(wrong("%s: %s", call, vt_err(ret)));
	else if (ret == -ENODEV && !is_gone(card))
		breaks(wrong("%s: ENODEV from a device that is there", call));
	return ret >= 0;
}

static void call_some(int card, struct tally *t, unsigned int *seed)
{
	struct drm_mode_create_dumb c;
	uint32_t id;
	long fd;
	int i;

	if (!TRY(card, "CREATE_DUMB", vt_create(card, 1024, 1, 32, &c)))
		return;
	for (i = rand_r(seed) % 20; i > 0; i--) {
		if (!TRY(card, "FENCE_ATTACH", vt_attach(card, c.handle, 0, &id)))
			return;
		if (!TRY(card, "FENCE", fd = holes_fence(card, NULL)))
			return;
		close(fd);
		if (i % 2 && !TRY(card, "FENCE_SIGNAL", vt_signal(card, id)))
			return;
		t->calls++;
	}
	TRY(card, "GEM_CLOSE", vt_gem_close(card, c.handle));
}

/* Memory keeps its contents whatever becomes of the device. */
static void map_some(int card, struct tally *t)
{
	struct drm_mode_map_dumb map = {};
	struct drm_mode_create_dumb c;
	unsigned char *mem;
	int i;

	if (!TRY(card, "CREATE_DUMB", vt_create(card, 1024, 4, 32, &c)))
		return;
	map.handle = c.handle;
	if (!TRY(card, "MAP_DUMB", vt_ioctl(card, DRM_IOCTL_MODE_MAP_DUMB, &map)))
		return;
	if (!TRY(card, "mmap", (mem = holes_map(card, map.offset, c.size)) ? 0 : -errno))
		return;
	for (i = 0; i < 100; i++) {
		volatile unsigned char *byte = &mem[i % 4 * VT_PAGE + i];

		*byte = i;
		sched_yield();
		if (*byte != (unsigned char)i)
			breaks("a mapping lost what was written");
	}
	munmap(mem, c.size);
	t->touched++;
}

/* Into the other device, or this one. */
static void share_some(int card, struct tally *t, unsigned int *seed)
{
	int other = open_some(seed), dmabuf;
	struct drm_mode_create_dumb c;
	unsigned char *mem;
	uint32_t import;

	if (other < 0)
		return;
	if (TRY(card, "CREATE_DUMB", vt_create(card, 1024, 1, 32, &c))) {
		if (TRY(card, "PRIME_HANDLE_TO_FD",
			dmabuf = vt_export_flags(card, c.handle,
						 DRM_CLOEXEC | DRM_RDWR))) {
			TRY(other, "PRIME_FD_TO_HANDLE", vt_try_import(other, dmabuf, &import));
			mem = holes_map(dmabuf, 0, c.size);
			if (mem) {
				mem[0] = 1;
				munmap(mem, c.size);
			} else {
				breaks("a dma-buf cannot be mapped");
			}
			close(dmabuf);
			t->shared++;
		}
	}
	close(other);
}

static void *work(void *data)
{
	unsigned int number = (uintptr_t)data, seed = number + 1;
	struct tally *t = &tallies[number];
	int card;

	while (!stop) {
		/* Time for the module to be free. */
		vt_sleep_ms(rand_r(&seed) % 16);
		card = open_some(&seed);
		if (card < 0)
			continue;
		t->opens++;
		switch (rand_r(&seed) % 4) {
		case 0: call_some(card, t, &seed); break;
		case 1: map_some(card, t); break;
		case 2: share_some(card, t, &seed); break;
		}
		t->gone += is_gone(card);
		close(card);
	}
	return NULL;
}

/* Unplug a device, if it is still there. */
static bool unplug_some(unsigned int *seed)
{
	int card = open_some(seed);
	long ret;

	if (card < 0)
		return false;
	vt_sleep_ms(rand_r(seed) % 4);
	ret = holes_unplug(card);
	if (ret && ret != -ENODEV)
		breaks(wrong("UNPLUG: %s", vt_err(ret)));
	close(card);
	return !ret;
}

static void load(void)
{
	int64_t start = vt_now_ms();
	pid_t pid = fork();
	int status;

	if (!pid) {
		execlp("modprobe", "modprobe", HOLES, (char *)NULL);
		_exit(127);
	}
	/* With detectors, and threads that are busy, it takes its time. */
	status = vt_wait_child(pid, 120);
	if (status)
		breaks(wrong("modprobe: status %d after %lld ms", status,
			     (long long)(vt_now_ms() - start)));
}

/* Unload it while it is being opened; the devices may have to go first. */
static int unload(int unplugged, unsigned int *seed)
{
	int64_t start = vt_now_ms(), now;
	long ret;

	do {
		ret = vt_delete_module(HOLES);
		now = vt_now_ms();
		if (ret && !is_busy(ret))
			breaks(wrong("delete_module: %s", vt_err(ret)));
		else if (ret && now > start + 120000)
			breaks("the module is never free");
		else if (ret && now > start + 3000)
			unplugged += unplug_some(seed);
		vt_sleep_ms(1);
	} while (ret && !stop);
	return unplugged;
}

/* Unplug none, one or both, unload, load. Returns how many were unplugged. */
static int cycle(unsigned int *seed)
{
	int want = rand_r(seed) % (HOLES_DEVICES + 1), unplugged = 0, tries;

	vt_sleep_ms(rand_r(seed) % 60);
	for (tries = 0; tries < 50 && unplugged < want && !stop; tries++)
		unplugged += unplug_some(seed);
	unplugged = unload(unplugged, seed);
	if (!stop)
		load();
	return unplugged;
}

static const char *storm(int seconds)
{
	int64_t end = vt_now_ms() + seconds * 1000LL;
	unsigned int cycles = 0, seed = 99, i;
	unsigned int unplugs[HOLES_DEVICES + 1] = {};
	pthread_t thread[WORKERS];
	struct tally all = {};

	for (i = 0; i < WORKERS; i++)
		thread[i] = vt_thread(work, (void *)(uintptr_t)i);
	/* At least one in which both went. */
	while (!stop && (vt_now_ms() < end || !unplugs[HOLES_DEVICES])) {
		unplugs[cycle(&seed)]++;
		cycles++;
	}
	stop = true;
	for (i = 0; i < WORKERS; i++) {
		pthread_join(thread[i], NULL);
		all.opens += tallies[i].opens;
		all.gone += tallies[i].gone;
		all.calls += tallies[i].calls;
		all.touched += tallies[i].touched;
		all.shared += tallies[i].shared;
	}
	vt_diag("%u cycles, in which %u had both devices, %u one, %u none; %u opens, %u devices gone under them, %u fences, %u mappings, %u shared",
		cycles, unplugs[0], unplugs[1], unplugs[2], all.opens, all.gone,
		all.calls, all.touched, all.shared);
	if (broken)
		return broken;
	return all.gone && all.calls && all.touched && all.shared ? NULL :
	       "some of it never happened";
}

static void test_storm(int seconds)
{
	long ret;

	vt_plan(3);
	test(storm(seconds), "unplug and unload against everything");
	ret = vt_unload(HOLES, UNLOAD_MS);
	test(ret ? wrong("%s", vt_err(ret)) : NULL, "then the module unloads");
	test(kernel_is_well(), "the kernel neither warned nor died");
}

int main(int argc, char **argv)
{
	vt_driver = HOLES;
	if (argc == 2 && !strcmp(argv[1], "after")) {
		test_after();
	} else if (argc == 3 && !strcmp(argv[1], "storm")) {
		test_storm(atoi(argv[2]));
	} else {
		fprintf(stderr, "usage: unplug after|storm SECONDS\n");
		return 2;
	}
	return vt_exit();
}
