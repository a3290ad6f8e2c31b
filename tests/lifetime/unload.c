// SPDX-License-Identifier: GPL-2.0
/* What must keep vgem loaded, and what must not, even if it holds a fence. */
#define _GNU_SOURCE
#include "exporters.h"
#include "lifetime.h"

/* ------------------------------------------------- what holds vgem's files */

/* The only thing that a take_...() function leaves open. */
struct taken {
	int fd;
	void *map;
};

static void drop(struct taken *t)
{
	vt_close(t->fd);
	if (t->map)
		munmap(t->map, VT_PAGE);
}

static void *map_fd(int fd, uint64_t offset)
{
	void *map = mmap(NULL, VT_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
			 offset);

	if (map == MAP_FAILED)
		vt_die("mmap: %s", vt_err(-errno));
	/* Fault it in, so that it maps pages of the object. */
	*(volatile char *)map = 1;
	return map;
}

static struct taken take_card(void)
{
	return (struct taken){ .fd = vt_open(VT_CARD) };
}

static struct taken take_render(void)
{
	return (struct taken){ .fd = vt_open(VT_RENDER) };
}

static struct taken take_mapping(void)
{
	int card = vt_open(VT_CARD);
	struct drm_mode_map_dumb arg = { .handle = vt_object(card) };
	struct taken t = { .fd = -1 };

	if (vt_ioctl(card, DRM_IOCTL_MODE_MAP_DUMB, &arg))
		vt_die("MAP_DUMB: %s", vt_err(-errno));
	t.map = map_fd(card, arg.offset);
	close(card);
	return t;
}

static struct taken take_dmabuf(void)
{
	int card = vt_open(VT_CARD);
	struct taken t = { .fd = vt_export(card, vt_object(card)) };

	close(card);
	return t;
}

static struct taken take_dmabuf_mapping(void)
{
	struct taken t = take_dmabuf();

	t.map = map_fd(t.fd, 0);
	close(t.fd);
	t.fd = -1;
	return t;
}

/* In a message that nobody receives. */
static struct taken take_message(void)
{
	struct taken t = take_dmabuf();
	int mail = post(t.fd);

	close(t.fd);
	t.fd = mail;
	return t;
}

/* ------------------------------------------------ what holds at most a fence */

/* Attach a pending WRITE fence to a new object; returns its dma-buf. */
static int fenced(int card)
{
	uint32_t handle = vt_object(card);

	vt_fence(card, handle, VGEM_FENCE_WRITE);
	return vt_export(card, handle);
}

static struct taken take_sync_file(void)
{
	int card = vt_open(VT_CARD), dmabuf = fenced(card);
	struct taken t = { .fd = vt_sync_file(dmabuf, DMA_BUF_SYNC_READ) };

	close(dmabuf);
	close(card);
	return t;
}

/* @buffer holds a vgem fence, and vgem has imported it: neither pins vgem. */
static struct taken lend(int buffer)
{
	struct taken t = take_sync_file();
	int card = vt_open(VT_CARD);
	long ret;

	if (buffer < 0)
		vt_die("no buffer: %s", vt_err(buffer));
	ret = vt_import_sync_file(buffer, t.fd, DMA_BUF_SYNC_RW);
	if (ret)
		vt_die("IMPORT_SYNC_FILE: %s", vt_err(ret));
	vt_import(card, buffer);
	close(card);
	close(t.fd);
	t.fd = buffer;
	return t;
}

static struct taken take_udmabuf(void)
{
	return lend(vt_udmabuf());
}

static struct taken take_heap(void)
{
	return lend(vt_heap_buffer());
}

static struct taken take_heap_mapping(void)
{
	struct taken t = lend(vt_heap_buffer());

	t.map = map_fd(t.fd, 0);
	close(t.fd);
	t.fd = -1;
	return t;
}

/* A debugfs file of the device, open and partly read. */
static struct taken take_debugfs(void)
{
	struct taken t = { .fd = open("/sys/kernel/debug/dri/0/name", O_RDONLY | O_CLOEXEC) };
	char byte;

	if (t.fd < 0 || read(t.fd, &byte, 1) != 1)
		vt_die("debugfs: %s", vt_err(-errno));
	return t;
}

static const struct {
	const char *name;
	struct taken (*take)(void);
	bool blocks;
	const char *device;	/* that it needs */
} holds[] = {
	{ "an open card node", take_card, true, NULL },
	{ "an open render node", take_render, true, NULL },
	{ "a mapping of a buffer", take_mapping, true, NULL },
	{ "a dma-buf", take_dmabuf, true, NULL },
	{ "a mapping of a dma-buf", take_dmabuf_mapping, true, NULL },
	{ "a dma-buf in a message", take_message, true, NULL },
	{ "a sync_file", take_sync_file, false, NULL },
	{ "a udmabuf with a fence", take_udmabuf, false, "/dev/udmabuf" },
	{ "a heap buffer with a fence", take_heap, false,
	  "/dev/dma_heap/system" },
	{ "a mapping of a heap buffer with a fence", take_heap_mapping, false,
	  "/dev/dma_heap/system" },
	{ "an open debugfs file", take_debugfs, false, NULL },
};

static const char *check_blocks(struct taken *t)
{
	/* Longer than any deferred release takes. */
	long ret = vt_unload("vgem", UNLOAD_MS / 10);

	drop(t);
	return is_busy(ret) ? unload_driver() :
	       wrong("vgem unloads under it: %s", vt_err(ret));
}

static const char *check_free(struct taken *t, bool sdrm)
{
	const char *why = unload_driver();
	char byte;

	/* The device is gone; what this returns is up to the kernel. */
	if (t->fd >= 0 && read(t->fd, &byte, 1) > 1)
		why = "read more than was asked for";
	if (t->map)
		*(volatile char *)t->map = 2;
	drop(t);
	return why ? why : check_released(sdrm);
}

int main(void)
{
	unsigned int i;

	vt_plan(ARRAY_SIZE(holds) + 1);
	for (i = 0; i < ARRAY_SIZE(holds); i++) {
		bool sdrm = have_sdrm();
		struct taken t;
		char name[96];

		snprintf(name, sizeof(name), "%s %s vgem loaded", holds[i].name,
			 holds[i].blocks ? "keeps" : "does not keep");
		if (holds[i].device && access(holds[i].device, F_OK)) {
			vt_skip(name, "the kernel has no such exporter");
			continue;
		}
		t = holds[i].take();
		report(holds[i].blocks ? check_blocks(&t) : check_free(&t, sdrm),
		       name);
	}
	report(kernel_is_well(), "the kernel neither warned nor died");
	return vt_exit();
}
