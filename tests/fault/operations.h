/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The operations that faults are injected into. Each is one system call with its
 * setup and its undo. A call that fails must leave the state below unchanged.
 */
#ifndef OPERATIONS_H
#define OPERATIONS_H

#include <setjmp.h>
#include <linux/dma-heap.h>
#include <linux/udmabuf.h>

#include "sw_sync_test.h"

#define UNLOAD_MS 3000
#define UNTOUCHED 0xdeadbeef	/* in an output that no call has written */

/* Counts, and the next numbers to be allocated: anything lost or leaked shows. */
enum field {
	NEXT_FD, NEXT_HANDLE, OTHER_HANDLE, IDS_USED, WAITS, VGEM_USERS,
	SDRM_USERS, DEVICE, SYNC_USERS, SYNC_FILE, FENCE, VKMS_USERS, KMS_USERS,
	SHOWN, PROPERTIES, WRITTEN, EVENTS, NEXT_ID, FIELDS
};

static const char *const field_names[] = {
	"next fd", "next handle", "next handle of the other file", "ids used",
	"poll of the buffer", "users of vgem", "users of sdrm", "device",
	"users of sw_sync", "file of sw_sync", "status of the fence",
	"users of vkms", "users of sdrm_kms", "CRC", "hash of all properties",
	"hash of what was written back", "poll of the card", "next id",
};

struct state {
	int value[FIELDS];
};

enum due { NOTHING, FD, HANDLE, OTHERS_HANDLE, ID, OBJECT };

struct operation {
	const char *name;
	bool module;		/* works on a module, not on files */
	bool sync;		/* of sw_sync, not of vgem */
	bool kms;		/* of vkms, likewise */
	bool workers;		/* it is the kernel's workers that are to fail */
	enum due due;		/* what it returns */
	void (*begin)(void);	/* before all attempts */
	void (*end)(void);
	void (*prepare)(void);	/* before each attempt */
	void (*ready)(void);	/* after the look() that follows prepare() */
	long (*act)(void);	/* the system call: 0, the number or -errno */
	void (*await)(long ret);	/* what it has promised */
	void (*undo)(void);	/* after an attempt that took effect */
	void (*clean)(void);	/* after each attempt */
};

static struct {
	char node[64];
	int card, other;	/* files of vgem */
	uint32_t bo, scratch;	/* one-page objects of card */
	int dmabuf;		/* of bo */
	int foreign;		/* another exporter's dma-buf */
	uint32_t next_id;	/* expected from card's next attach */
	/* made by the current operation; due is the number it has to return */
	uint32_t handle, id;
	int fd;
	const char *parameters;	/* of the module to load */
	int timeline, fence, sdrm_users;
	char *map;
	uint64_t offset;
	int due;
	bool touched;		/* a failed call has written an output */
} s;

/* Paths of the modules; all except vgem's may be NULL. */
static const char *vgem_path, *sdrm_path, *sync_path;

/* ------------------------------------------------------------------ state */

static int users_of(const char *module)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/module/%s", module);
	if (access(path, F_OK))
		return -1;
	snprintf(path, sizeof(path), "/sys/module/%s/refcnt", module);
	return vt_number(path);
}

static int next_fd(void)
{
	int fd = vt_dup(0);

	vt_close(fd);
	return fd;
}

static int next_handle(int card)
{
	uint32_t handle = vt_object(card);

	vt_gem_close(card, handle);
	return handle;
}

/* Each attach uses up one id, and so does each look(). */
static int ids_used(void)
{
	uint32_t id = vt_fence(s.card, s.scratch, 0);
	int used = id - s.next_id;

	if (vt_signal(s.card, id))
		vt_die("the fence that was just attached cannot be signalled");
	s.next_id = id + 1;
	return used;
}

/* 1 for the parent device, plus 2 for a working node. */
static int device_there(void)
{
	int fd = vt_try_open(VT_CARD);
	char path[64];

	vt_close(fd);
	snprintf(path, sizeof(path), "/sys/devices/platform/%s", vt_driver);
	return (access(path, F_OK) ? 0 : 1) + (fd >= 0 ? 2 : 0);
}

/* 1 for the directory, plus 2 for a working file. */
static int sync_file_there(void)
{
	int fd = sw_try_open();

	vt_close(fd);
	return (access(SW_SYNC_DIR, F_OK) ? 0 : 1) + (fd >= 0 ? 2 : 0);
}

static int display_there(void);
static void look_display(struct state *now);

static struct state look(const struct operation *op)
{
	struct state now = { 0 };

	now.value[NEXT_FD] = next_fd();
	now.value[VGEM_USERS] = users_of("vgem");
	now.value[SDRM_USERS] = users_of("sdrm");
	now.value[SYNC_USERS] = users_of("sw_sync");
	now.value[VKMS_USERS] = users_of("vkms");
	now.value[KMS_USERS] = users_of("sdrm_kms");
	if (op->module || op->sync)
		now.value[SYNC_FILE] = sync_file_there();
	if (op->module) {
		now.value[DEVICE] = op->kms ? display_there() : device_there();
		return now;
	}
	if (op->kms) {
		look_display(&now);
		return now;
	}
	if (op->sync) {
		now.value[FENCE] = sw_status(s.fence);
		return now;
	}
	now.value[NEXT_HANDLE] = next_handle(s.card);
	now.value[OTHER_HANDLE] = next_handle(s.other);
	now.value[WAITS] = vt_poll(s.dmabuf, POLLIN | POLLOUT, 0);
	now.value[IDS_USED] = ids_used();
	return now;
}

/* ------------------------------------------------------------- files */

static long sys(long ret)
{
	return ret < 0 ? -errno : ret;
}

static long act_open(void)
{
	return sys(open(s.node, O_RDWR | O_CLOEXEC));
}

static void close_due(void)
{
	close(s.due);
}

static long act_create(void)
{
	struct drm_mode_create_dumb c;
	long ret = vt_create(s.card, 1024, 1, 32, &c);

	s.touched = ret && c.handle;
	return ret ? ret : c.handle;
}

static void gem_close_due(void)
{
	vt_gem_close(s.card, s.due);
}

static void prepare_object(void)
{
	s.handle = vt_object(s.card);
}

static void clean_object(void)
{
	vt_gem_close(s.card, s.handle);
}

static long act_offset(void)
{
	struct drm_mode_map_dumb m = { .handle = s.handle };
	long ret = vt_ioctl(s.card, DRM_IOCTL_MODE_MAP_DUMB, &m);

	s.touched = ret && m.offset;
	s.offset = m.offset;
	return ret;
}

static void prepare_offset(void)
{
	prepare_object();
	if (act_offset())
		vt_die("MODE_MAP_DUMB failed");
}

static long act_map(void)
{
	s.map = mmap(NULL, VT_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, s.card,
		     s.offset);
	return s.map == MAP_FAILED ? -errno : 0;
}

static void unmap(void)
{
	munmap(s.map, VT_PAGE);
}

static void prepare_map(void)
{
	prepare_offset();
	if (act_map())
		vt_die("mmap: %s", vt_err(-errno));
}

static void clean_map(void)
{
	unmap();
	clean_object();
}

static sigjmp_buf no_page;

static void on_sigbus(int sig)
{
	(void)sig;
	siglongjmp(no_page, 1);
}

static long act_touch(void)
{
	if (sigsetjmp(no_page, 1))
		return -EFAULT;
	*(volatile char *)s.map = 1;
	return 0;
}

static void begin_touch(void)
{
	signal(SIGBUS, on_sigbus);
}

static void end_touch(void)
{
	signal(SIGBUS, SIG_DFL);
}

static void prepare_file(void)
{
	s.fd = vt_open(VT_CARD);
	vt_fence(s.fd, vt_object(s.fd), VGEM_FENCE_WRITE);
}

static long act_close(void)
{
	return sys(close(s.fd));
}

static long act_gem_close(void)
{
	return vt_gem_close(s.card, s.handle);
}

/* ------------------------------------------------------------- fences */

static long attach(int card, uint32_t handle, uint32_t flags)
{
	struct drm_vgem_fence_attach arg = {
		.handle = handle, .flags = flags, .out_fence = UNTOUCHED,
	};
	long ret = vt_ioctl(card, DRM_IOCTL_VGEM_FENCE_ATTACH, &arg);

	s.touched = ret && arg.out_fence != UNTOUCHED;
	return ret ? ret : arg.out_fence;
}

static long act_attach_read(void)
{
	return attach(s.card, s.bo, 0);
}

static long act_attach_write(void)
{
	return attach(s.card, s.bo, VGEM_FENCE_WRITE);
}

/* A file's first fence, whose id is 1. */
static void prepare_first(void)
{
	s.fd = vt_open(VT_CARD);
	s.handle = vt_import(s.fd, s.dmabuf);
}

static long act_attach_first(void)
{
	long ret = attach(s.fd, s.handle, VGEM_FENCE_WRITE);

	return ret < 0 ? ret : ret - 1;
}

static void signal_first(void)
{
	if (vt_signal(s.fd, 1))
		vt_die("a file's first fence is not 1");
}

static void clean_file(void)
{
	close(s.fd);
}

/* A file's first fence for which its table allocates more buckets. */
#define TABLE_ROOM 256

static void prepare_more(void)
{
	uint32_t object = 0;
	int i;

	prepare_first();
	for (i = 0; i < TABLE_ROOM; i++) {
		if (i % 64 == 0)
			object = vt_object(s.fd);
		vt_fence(s.fd, object, 0);
	}
}

static long act_attach_more(void)
{
	long ret = attach(s.fd, s.handle, VGEM_FENCE_WRITE);

	return ret < 0 ? ret : ret - (TABLE_ROOM + 1);
}

static void signal_more(void)
{
	if (vt_signal(s.fd, TABLE_ROOM + 1))
		vt_die("the fence is not %d", TABLE_ROOM + 1);
}

static void signal_due(void)
{
	if (vt_signal(s.card, s.due))
		vt_die("id %d is not the fence's", s.due);
}

/* Attach a pending fence to @handle of card, and keep track of the next id. */
static void pending(uint32_t handle)
{
	s.id = vt_fence(s.card, handle, VGEM_FENCE_WRITE);
	s.next_id = s.id + 1;
}

static void prepare_fence(void)
{
	pending(s.bo);
}

static long act_signal(void)
{
	return vt_signal(s.card, s.id);
}

static void signal_id(void)
{
	if (vt_signal(s.card, s.id))
		vt_die("the pending fence cannot be signalled");
}

static long act_sync_export(void)
{
	return vt_sync_file(s.dmabuf, DMA_BUF_SYNC_READ);
}

/* A sync_file of a pending fence on another object. */
static void prepare_sync(void)
{
	int dmabuf;

	prepare_object();
	dmabuf = vt_export(s.card, s.handle);
	pending(s.handle);
	s.fd = vt_sync_file(dmabuf, DMA_BUF_SYNC_READ);
	if (s.fd < 0)
		vt_die("EXPORT_SYNC_FILE: %s", vt_err(s.fd));
	close(dmabuf);
}

static long act_sync_import(void)
{
	struct dma_buf_import_sync_file arg = {
		.flags = DMA_BUF_SYNC_WRITE, .fd = s.fd,
	};

	return vt_ioctl(s.dmabuf, DMA_BUF_IOCTL_IMPORT_SYNC_FILE, &arg);
}

static void clean_sync(void)
{
	close(s.fd);
	clean_object();
}

/* -------------------------------------------------------------- PRIME */

static long act_export(void)
{
	struct drm_prime_handle arg = {
		.handle = s.handle, .flags = DRM_CLOEXEC | DRM_RDWR,
		.fd = UNTOUCHED,
	};
	long ret = vt_ioctl(s.card, DRM_IOCTL_PRIME_HANDLE_TO_FD, &arg);

	s.touched = ret && arg.fd != (int)UNTOUCHED;
	return ret ? ret : arg.fd;
}

static long import(int dmabuf)
{
	struct drm_prime_handle arg = { .fd = dmabuf, .handle = UNTOUCHED };
	long ret = vt_ioctl(s.other, DRM_IOCTL_PRIME_FD_TO_HANDLE, &arg);

	s.touched = ret && arg.handle != UNTOUCHED;
	return ret ? ret : arg.handle;
}

static void prepare_import(void)
{
	prepare_object();
	s.fd = vt_export(s.card, s.handle);
}

static long act_import(void)
{
	return import(s.fd);
}

static long act_import_foreign(void)
{
	return import(s.foreign);
}

static void gem_close_others_due(void)
{
	vt_gem_close(s.other, s.due);
}

static void begin_udmabuf(void)
{
	struct udmabuf_create arg = { .size = VT_PAGE };
	int device = open("/dev/udmabuf", O_RDWR | O_CLOEXEC);
	int memfd = memfd_create("udmabuf", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (ftruncate(memfd, VT_PAGE) ||
	    fcntl(memfd, F_ADD_SEALS, F_SEAL_SHRINK))
		vt_die("memfd: %s", vt_err(-errno));
	arg.memfd = memfd;
	s.foreign = vt_ioctl(device, UDMABUF_CREATE, &arg);
	if (s.foreign < 0)
		vt_die("UDMABUF_CREATE: %s", vt_err(s.foreign));
	close(memfd);
	close(device);
}

static void begin_heap(void)
{
	struct dma_heap_allocation_data arg = {
		.len = VT_PAGE, .fd_flags = O_RDWR | O_CLOEXEC,
	};
	int device = open("/dev/dma_heap/system", O_RDWR | O_CLOEXEC);
	long ret = vt_ioctl(device, DMA_HEAP_IOCTL_ALLOC, &arg);

	if (ret)
		vt_die("DMA_HEAP_IOCTL_ALLOC: %s", vt_err(ret));
	s.foreign = arg.fd;
	close(device);
}

static void end_foreign(void)
{
	close(s.foreign);
}

/* ------------------------------------------------------------ modules */

static void load_with(const char *path, const char *parameters)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || syscall(SYS_finit_module, fd, parameters, 0))
		vt_die("%s: %s", path, vt_err(-errno));
	close(fd);
}

static void load(const char *path)
{
	load_with(path, "");
}

static void unload(const char *name)
{
	long ret = vt_unload(name, UNLOAD_MS);

	if (ret)
		vt_die("rmmod %s: %s", name, vt_err(ret));
}

static long act_load(void)
{
	return sys(syscall(SYS_finit_module, s.fd, s.parameters ?: "", 0));
}

static void load_vgem(void)
{
	load(vgem_path);
}

static void unload_vgem(void)
{
	unload("vgem");
}

static void begin_load_vgem(void)
{
	s.fd = open(vgem_path, O_RDONLY | O_CLOEXEC);
	unload_vgem();
}

static void end_load_vgem(void)
{
	close(s.fd);
	load_vgem();
}

static long act_unload_vgem(void)
{
	return vt_delete_module("vgem");
}

static void load_sdrm(void)
{
	load(sdrm_path);
}

static void unload_sdrm(void)
{
	unload("sdrm");
}

static void begin_sdrm(void)
{
	unload_vgem();
}

static void end_sdrm(void)
{
	load_vgem();
}

static void begin_load_sdrm(void)
{
	s.fd = open(sdrm_path, O_RDONLY | O_CLOEXEC);
	unload_vgem();
	unload_sdrm();
}

static void end_load_sdrm(void)
{
	close(s.fd);
	load_sdrm();
	load_vgem();
}

static long act_unload_sdrm(void)
{
	return vt_delete_module("sdrm");
}

#include "sync_operations.h"
#include "kms_operations.h"

/* ---------------------------------------------------------- all of them */

static const struct operation operations[] = {
	{ "open", .due = FD, .act = act_open, .undo = close_due },
	{ "create", .due = HANDLE, .act = act_create, .undo = gem_close_due },
	{ "map-offset", .prepare = prepare_object, .act = act_offset,
	  .clean = clean_object },
	{ "mmap", .prepare = prepare_offset, .act = act_map, .undo = unmap,
	  .clean = clean_object },
	{ "touch", .begin = begin_touch, .end = end_touch,
	  .prepare = prepare_map, .act = act_touch, .clean = clean_map },
	{ "attach-first", .prepare = prepare_first, .act = act_attach_first,
	  .undo = signal_first, .clean = clean_file },
	{ "attach-more", .prepare = prepare_more, .act = act_attach_more,
	  .undo = signal_more, .clean = clean_file },
	{ "attach-read", .due = ID, .act = act_attach_read,
	  .undo = signal_due },
	{ "attach-write", .due = ID, .act = act_attach_write,
	  .undo = signal_due },
	{ "signal", .prepare = prepare_fence, .act = act_signal },
	{ "export", .due = FD, .prepare = prepare_object, .act = act_export,
	  .undo = close_due, .clean = clean_object },
	{ "import-own", .due = OTHERS_HANDLE, .prepare = prepare_import,
	  .act = act_import, .undo = gem_close_others_due,
	  .clean = clean_sync },
	{ "import-udmabuf", .due = OTHERS_HANDLE, .begin = begin_udmabuf,
	  .end = end_foreign, .act = act_import_foreign,
	  .undo = gem_close_others_due },
	{ "import-heap", .due = OTHERS_HANDLE, .begin = begin_heap,
	  .end = end_foreign, .act = act_import_foreign,
	  .undo = gem_close_others_due },
	{ "sync-export", .due = FD, .prepare = prepare_fence,
	  .act = act_sync_export, .undo = close_due, .clean = signal_id },
	{ "sync-import", .prepare = prepare_sync, .act = act_sync_import,
	  .undo = signal_id, .clean = clean_sync },
	{ "close-handle", .prepare = prepare_object, .act = act_gem_close },
	{ "close-file", .prepare = prepare_file, .act = act_close },
	{ "open-timeline", .sync = true, .due = FD, .prepare = prepare_timeline,
	  .act = act_open_timeline, .undo = close_due, .clean = clean_timeline },
	{ "create-fence", .sync = true, .due = FD, .prepare = prepare_timeline,
	  .act = act_create_fence, .undo = close_pending,
	  .clean = clean_timeline },
	{ "create-fence-64", .sync = true, .due = FD,
	  .prepare = prepare_full_table, .ready = shrink_table,
	  .act = act_create_fence, .undo = close_pending,
	  .clean = clean_full_table },
	{ "inc", .sync = true, .prepare = prepare_timeline, .act = act_inc,
	  .clean = clean_timeline },
	{ "close-timeline", .sync = true, .prepare = prepare_timeline,
	  .act = act_close_timeline, .clean = clean_last_fence },
	{ "load-sdrm", .module = true, .begin = begin_load_sdrm,
	  .end = end_load_sdrm, .act = act_load, .undo = unload_sdrm },
	{ "unload-sdrm", .module = true, .begin = begin_sdrm, .end = end_sdrm,
	  .act = act_unload_sdrm, .undo = load_sdrm },
	{ "load-vgem", .module = true, .begin = begin_load_vgem,
	  .end = end_load_vgem, .act = act_load, .undo = unload_vgem },
	{ "unload-vgem", .module = true, .act = act_unload_vgem,
	  .undo = load_vgem },
	{ "load-sw_sync", .module = true, .sync = true,
	  .begin = begin_load_sync, .end = end_load_sync, .act = act_load,
	  .undo = unload_sync },
	{ "unload-sw_sync", .module = true, .sync = true, .begin = load_sync,
	  .end = unload_sync, .act = act_unload_sync, .undo = load_sync },
	{ "open-display", .kms = true, .due = FD, .act = act_open,
	  .undo = close_due },
	{ "modeset", .kms = true, .prepare = darken, .act = act_light,
	  .clean = light },
	{ "disable", .kms = true, .act = act_darken, .clean = light },
	{ "flip", .kms = true, .due = FD, .begin = begin_flip,
	  .act = act_flip, .await = await_flip, .undo = undo_flip },
	{ "flip-nonblock", .kms = true, .due = FD, .begin = begin_flip,
	  .act = act_flip_nonblock, .await = await_flip, .undo = undo_flip },
	{ "flip-fenced", .kms = true, .due = FD, .begin = begin_fenced,
	  .end = end_fenced, .prepare = prepare_fenced,
	  .act = act_flip_nonblock, .await = await_fenced,
	  .undo = undo_flip, .clean = clean_fenced },
	{ "flip-work", .kms = true, .workers = true, .due = FD,
	  .begin = begin_flip, .act = act_flip_nonblock,
	  .await = await_flip, .undo = undo_flip },
	{ "page-flip", .kms = true, .act = act_page_flip,
	  .await = await_event, .undo = undo_page_flip },
	{ "plane", .kms = true, .begin = begin_plane, .prepare = prepare_plane,
	  .act = act_commit, .undo = undo_plane, .clean = clean_plane },
	{ "cursor", .kms = true, .act = act_cursor, .undo = hide_cursor },
	{ "move-cursor", .kms = true, .prepare = prepare_cursor,
	  .act = act_move_cursor, .clean = hide_cursor },
	{ "add-fb", .kms = true, .due = OBJECT, .act = act_add_fb,
	  .undo = rm_due_fb },
	{ "rm-fb", .kms = true, .prepare = prepare_fb, .act = act_rm_fb },
	{ "rm-shown-fb", .kms = true, .begin = begin_shown_fb,
	  .prepare = prepare_shown_fb, .act = act_rm_fb, .clean = light },
	{ "writeback-first", .kms = true, .due = FD, .begin = begin_writeback,
	  .prepare = prepare_first_writeback, .act = act_writeback,
	  .await = await_writeback, .undo = undo_writeback },
	{ "writeback", .kms = true, .due = FD, .begin = begin_writeback,
	  .prepare = prepare_writeback, .act = act_writeback,
	  .await = await_writeback, .undo = undo_writeback },
	{ "writeback-work", .kms = true, .workers = true, .due = FD,
	  .begin = begin_writeback_work, .end = end_writeback_work,
	  .prepare = prepare_writeback, .act = act_writeback_nonblock,
	  .await = await_writeback, .undo = close_due },
	{ "crc-control", .kms = true, .prepare = prepare_control,
	  .act = act_control, .clean = close_fd },
	{ "open-crc", .kms = true, .due = FD, .begin = begin_crc,
	  .act = act_open_crc, .undo = close_due },
	{ "read-crc", .kms = true, .begin = begin_crc,
	  .prepare = prepare_entry, .act = act_read_crc, .clean = close_fd },
	{ "close-crc", .kms = true, .begin = begin_crc,
	  .prepare = prepare_crc, .act = act_close },
	{ "probe", .kms = true, .begin = begin_probe, .act = act_probe },
	{ "load-sdrm_kms", .module = true, .kms = true,
	  .begin = begin_load_kms, .end = end_load_kms, .act = act_load,
	  .undo = unload_kms },
	{ "unload-sdrm_kms", .module = true, .kms = true,
	  .begin = unload_vkms, .end = load_vkms, .act = act_unload_kms,
	  .undo = load_kms },
	{ "load-vkms", .module = true, .kms = true, .begin = begin_load_vkms,
	  .end = end_load_vkms, .act = act_load, .undo = unload_vkms },
	{ "unload-vkms", .module = true, .kms = true, .act = act_unload_vkms,
	  .undo = load_vkms },
	{ "unload-lit", .module = true, .kms = true, .workers = true,
	  .prepare = leave_lit, .act = act_unload_vkms, .undo = load_vkms },
};

#endif /* OPERATIONS_H */
