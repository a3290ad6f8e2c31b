/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Everything user space can ask of vgem and of the dma-bufs and sync_files that it
 * hands out, as calls whose arguments are numbers; and a model of what attach and
 * signal must return.
 */
#ifndef GRAMMAR_H
#define GRAMMAR_H

#include "vgem_test.h"

#define SLOTS 6			/* descriptors per kind */
#define HANDLES 8
#define IDS 16
#define FILES 64		/* a sequence can open */
#define UNTOUCHED 0xfeedfaceu

enum kind { DRM, DMABUF, SYNC, KINDS };

/* Bits of call.raw: use the given argument instead of a valid one. */
enum { RAW0 = 1, RAW1 = 2, RAW2 = 4, RAW_FD = 8, RAW_POINTER = 16 };

struct call {
	uint8_t op, raw;
	uint8_t from, with;	/* which descriptor, which handle or id */
	uint32_t arg[3];
};

/* A sequence's resources, and what is known of its fences. */
static struct {
	int fd[KINDS][SLOTS];
	unsigned int next[KINDS];
	int file[SLOTS];	/* that each DRM descriptor refers to */
	int files;
	bool unknown[FILES];	/* a raw command may have added or taken fences */
	uint32_t handle[HANDLES], name;
	unsigned int handles, ids;
	struct { uint32_t id; int file; bool live; } id[IDS];
} now;

static char wrong[128];		/* the first result that contradicts the model */
#define REFUTE(...) do {						\
	if (!wrong[0])							\
		snprintf(wrong, sizeof(wrong), __VA_ARGS__);		\
} while (0)

/* -------------------------------------------------------------- resources */

/* A slot with an open descriptor, if there is one. */
static unsigned int open_slot(unsigned int from, enum kind kind)
{
	unsigned int n;

	for (n = 0; n < SLOTS; n++)
		if (now.fd[kind][(from + n) % SLOTS] >= 0)
			return (from + n) % SLOTS;
	return 0;
}

static unsigned int slot(const struct call *c, enum kind kind)
{
	return open_slot(c->from, kind);
}

/* A second descriptor, for a call that takes two. */
static int other_fd(const struct call *c, enum kind kind)
{
	return now.fd[kind][open_slot(c->with, kind)];
}

/* Pick one of the @made items, of which the last @most are kept. */
static unsigned int one_of(const struct call *c, unsigned int made,
			   unsigned int most)
{
	return made ? c->with % (made < most ? made : most) : 0;
}

static int fd_of(const struct call *c, enum kind kind)
{
	if (c->raw & RAW_FD)
		kind = (kind + 1) % KINDS;
	return now.fd[kind][slot(c, kind)];
}

static long keep(enum kind kind, long fd, int file)
{
	unsigned int s;

	if (fd < 0)
		return fd;
	s = now.next[kind]++ % SLOTS;
	vt_close(now.fd[kind][s]);
	now.fd[kind][s] = fd;
	if (kind == DRM)
		now.file[s] = file;
	return 0;
}

static uint32_t handle_of(const struct call *c)
{
	return c->raw & RAW2 ? c->arg[2] : now.handle[one_of(c, now.handles, HANDLES)];
}

static long keep_handle(long ret, uint32_t handle)
{
	if (!ret)
		now.handle[now.handles++ % HANDLES] = handle;
	return ret;
}

static uint32_t arg(const struct call *c, int n, uint32_t valid)
{
	return c->raw & 1 << n ? c->arg[n] : valid;
}

static long call(const struct call *c, int fd, unsigned long cmd, void *arg)
{
	return vt_ioctl(fd, cmd, c->raw & RAW_POINTER ? (void *)8 : arg);
}

static void begin(void)
{
	int k, i;

	memset(&now, 0, sizeof(now));
	for (k = 0; k < KINDS; k++)
		for (i = 0; i < SLOTS; i++)
			now.fd[k][i] = -1;
}

static void end(void)
{
	int k, i;

	for (k = 0; k < KINDS; k++)
		for (i = 0; i < SLOTS; i++)
			vt_close(now.fd[k][i]);
}

/* ---------------------------------------------------------------- grammar */

static char node[2][64];

static long do_open(const struct call *c)
{
	int fd = open(node[c->with % 4 == 3],
		      O_RDWR | O_CLOEXEC | (c->from % 8 == 7) * O_DIRECTORY);

	return now.files == FILES ? vt_close(fd), -ENFILE :
	       keep(DRM, fd < 0 ? -errno : fd, now.files++);
}

static long do_version(const struct call *c)
{
	char name[32];
	struct drm_version v = {
		.name = name, .name_len = arg(c, 0, 0) % sizeof(name),
		.desc = c->raw & RAW1 ? (void *)8 : NULL,
		.desc_len = c->arg[1],
	};

	if (!v.desc)
		v.desc_len = 0;
	return call(c, fd_of(c, DRM), DRM_IOCTL_VERSION, &v);
}

static long do_get_cap(const struct call *c)
{
	static const uint32_t caps[] = {
		DRM_CAP_PRIME, DRM_CAP_TIMESTAMP_MONOTONIC, DRM_CAP_SYNCOBJ,
	};
	struct drm_get_cap a = {
		.capability = arg(c, 0, caps[c->arg[0] % ARRAY_SIZE(caps)]),
	};

	return call(c, fd_of(c, DRM), DRM_IOCTL_GET_CAP, &a);
}

/* No client capability is available on a device without modesetting. */
static long do_set_client_cap(const struct call *c)
{
	struct drm_set_client_cap a = { c->arg[0] % 8, arg(c, 1, 1) };
	long ret = call(c, fd_of(c, DRM), DRM_IOCTL_SET_CLIENT_CAP, &a);

	if (!ret)
		REFUTE("SET_CLIENT_CAP %lld: 0", (long long)a.capability);
	return ret;
}

static long do_gem_close(const struct call *c)
{
	return c->raw & RAW_POINTER ? -EFAULT :
	       vt_gem_close(fd_of(c, DRM), handle_of(c));
}

static long do_flink(const struct call *c)
{
	struct drm_gem_flink a = { .handle = handle_of(c) };
	long ret = call(c, fd_of(c, DRM), DRM_IOCTL_GEM_FLINK, &a);

	if (!ret)
		now.name = a.name;
	return ret;
}

static long do_gem_open(const struct call *c)
{
	struct drm_gem_open a;
	long ret;

	if (!now.name)
		do_flink(c);
	a = (struct drm_gem_open){ .name = arg(c, 0, now.name) };
	ret = call(c, fd_of(c, DRM), DRM_IOCTL_GEM_OPEN, &a);
	return keep_handle(ret, a.handle);
}

static long do_export(const struct call *c)
{
	struct drm_prime_handle a = {
		.handle = handle_of(c), .fd = -1,
		.flags = arg(c, 0, DRM_CLOEXEC | DRM_RDWR),
	};
	long ret = call(c, fd_of(c, DRM), DRM_IOCTL_PRIME_HANDLE_TO_FD, &a);

	return keep(DMABUF, ret ? ret : a.fd, 0);
}

static long do_import(const struct call *c)
{
	struct drm_prime_handle a = {
		.fd = (int)arg(c, 0, other_fd(c, DMABUF)),
	};
	long ret = call(c, fd_of(c, DRM), DRM_IOCTL_PRIME_FD_TO_HANDLE, &a);

	return keep_handle(ret, a.handle);
}

/* At most 4 MB, so that no sequence needs more memory than the guest has. */
static long do_create(const struct call *c)
{
	struct drm_mode_create_dumb a = {
		.width = arg(c, 0, 1 + c->arg[0] % 1024),
		.height = 1 + c->arg[1] % 8,
		.bpp = c->raw & RAW1 ? c->arg[2] % 256 : 32,
		.flags = arg(c, 2, 0),
	};
	long ret;

	if ((uint64_t)a.width * a.height * ((a.bpp + 7) / 8) > 4 << 20)
		a.width = 0;
	ret = call(c, fd_of(c, DRM), DRM_IOCTL_MODE_CREATE_DUMB, &a);
	return keep_handle(ret, a.handle);
}

static long map(int fd, uint64_t offset, uint32_t flags)
{
	char *p = mmap(NULL, VT_PAGE, PROT_READ | (flags & 1 ? 0 : PROT_WRITE),
		       flags & 2 ? MAP_PRIVATE : MAP_SHARED, fd, offset);
	bool fault;

	if (p == MAP_FAILED)
		return -errno;
	/* Let the kernel read it: a fault is then an error instead of a signal. */
	fault = syscall(SYS_access, p, F_OK) && errno == EFAULT;
	munmap(p, VT_PAGE);
	return fault ? -EFAULT : 0;
}

static long do_map(const struct call *c)
{
	struct drm_mode_map_dumb a = { .handle = handle_of(c) };
	int fd = fd_of(c, DRM);
	long ret = call(c, fd, DRM_IOCTL_MODE_MAP_DUMB, &a);

	if (ret)
		return ret;
	return map(fd, a.offset + arg(c, 0, 0) % 16 * VT_PAGE, arg(c, 1, 0));
}

static long do_map_dmabuf(const struct call *c)
{
	return map(fd_of(c, DMABUF), arg(c, 0, 0) % 16 * VT_PAGE,
		   arg(c, 1, 0));
}

static long do_destroy(const struct call *c)
{
	struct drm_mode_destroy_dumb a = { .handle = handle_of(c) };

	return call(c, fd_of(c, DRM), DRM_IOCTL_MODE_DESTROY_DUMB, &a);
}

/* May the call return this? @errors are those that the driver documents. */
static bool documented(const struct call *c, long ret, const int *errors)
{
	if (c->raw & RAW_FD)
		return ret == -EBADF || ret == -ENOTTY;
	if (c->raw & RAW_POINTER)
		return ret == -EFAULT || ret == -EBADF;
	if (!ret || ret == -ENOMEM)
		return true;
	/* A slot whose descriptor was closed. */
	if (now.fd[DRM][slot(c, DRM)] < 0)
		return ret == -EBADF;
	while (*errors && ret != -*errors)
		errors++;
	return *errors;
}

static void keep_id(uint32_t id, int file)
{
	unsigned int i;

	if ((int)id <= 0)
		REFUTE("attach: id %d", (int)id);
	for (i = 0; i < IDS; i++)
		if (now.id[i].live && now.id[i].file == file &&
		    now.id[i].id == id)
			REFUTE("attach: id %u is taken", id);
	i = now.ids++ % IDS;
	now.id[i].id = id;
	now.id[i].file = file;
	now.id[i].live = true;
}

static long do_attach(const struct call *c)
{
	static const int errors[] = { EINVAL, ENOENT, EBUSY, ENOSPC, 0 };
	struct drm_vgem_fence_attach a = {
		.handle = handle_of(c),
		.flags = arg(c, 0, c->arg[0] % 2),
		.out_fence = UNTOUCHED, .pad = arg(c, 1, 0),
	};
	bool bad = a.flags & ~VGEM_FENCE_WRITE || a.pad;
	long ret = call(c, fd_of(c, DRM), DRM_IOCTL_VGEM_FENCE_ATTACH, &a);

	if (!documented(c, ret, errors))
		REFUTE("attach: %s", vt_err(ret));
	if (bad && !ret)
		REFUTE("attach: flags %#x pad %#x are accepted", a.flags, a.pad);
	if (ret && a.out_fence != UNTOUCHED)
		REFUTE("attach: %s, and out_fence is %u", vt_err(ret),
		       a.out_fence);
	if (!ret)
		keep_id(a.out_fence, now.file[slot(c, DRM)]);
	return ret;
}

/* What signal must return for @id of @file, which is then no longer live. */
static long expected(uint32_t id, int file)
{
	unsigned int i;

	for (i = 0; i < IDS; i++)
		if (now.id[i].live && now.id[i].file == file &&
		    now.id[i].id == id) {
			now.id[i].live = false;
			return 0;
		}
	return -ENOENT;
}

static void judge_signal(const struct call *c, uint32_t id, uint32_t flags,
			 long ret)
{
	static const int errors[] = { EINVAL, ENOENT, ETIMEDOUT, 0 };
	int file = now.file[slot(c, DRM)];
	bool refused = ret == -EBADF || ret == -ENOTTY || ret == -EFAULT;
	long want;

	if (!documented(c, ret, errors))
		REFUTE("signal: %s", vt_err(ret));
	if (refused)
		return;
	want = flags ? -EINVAL : expected(id, file);
	/* With more ids than the model remembers, it may be one of the others. */
	if (ret != want && ret != -ETIMEDOUT && now.ids <= IDS &&
	    !now.unknown[file])
		REFUTE("signal of %u, flags %#x: %s, not %s", id, flags,
		       vt_err(ret), vt_err(want));
}

static long do_signal(const struct call *c)
{
	struct drm_vgem_fence_signal a = {
		.fence = arg(c, 1, now.id[one_of(c, now.ids, IDS)].id),
		.flags = arg(c, 0, 0),
	};
	long ret = call(c, fd_of(c, DRM), DRM_IOCTL_VGEM_FENCE_SIGNAL, &a);

	judge_signal(c, a.fence, a.flags, ret);
	return ret;
}

/* By a child, which has its own descriptors for the same files. */
static long do_fork_signal(const struct call *c)
{
	uint32_t id = arg(c, 1, now.id[one_of(c, now.ids, IDS)].id);
	struct call plain = *c;
	int status;
	pid_t pid = fork();
	long ret;

	if (!pid)
		_exit(-vt_signal(fd_of(c, DRM), id));
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -errno;
	ret = -WEXITSTATUS(status);
	plain.raw &= ~RAW_POINTER;
	judge_signal(&plain, id, 0, ret);
	return ret;
}

/* Any command in the driver's range, of any size and direction. */
static long do_raw(const struct call *c)
{
	static uint32_t buf[1 << 12];
	uint32_t nr = c->arg[0] % (c->raw & RAW0 ? 0x60 : 4);
	uint32_t size = arg(c, 1, c->arg[1] % 24) % (1 << _IOC_SIZEBITS);
	int s = slot(c, DRM);
	long ret;

	memset(buf, 0, sizeof(buf));
	buf[0] = arg(c, 2, now.handle[one_of(c, now.handles, HANDLES)]);
	buf[1] = c->arg[2] % 2;
	if (now.fd[DRM][s] >= 0)
		now.unknown[now.file[s]] = true;
	ret = call(c, fd_of(c, DRM), _IOC(c->arg[1] >> 30, DRM_IOCTL_BASE,
					  DRM_COMMAND_BASE + nr, size), buf);
	return ret;
}

static long do_sync(const struct call *c)
{
	struct dma_buf_sync a = {
		.flags = arg(c, 0, 1 + c->arg[0] % 3 + c->arg[0] / 8 % 2 * 4),
	};

	return call(c, fd_of(c, DMABUF), DMA_BUF_IOCTL_SYNC, &a);
}

static long do_set_name(const struct call *c)
{
	char name[64] = "0123456789abcdefghijklmnopqrstuvwxyz";

	name[c->arg[0] % 48] = '\0';
	return call(c, fd_of(c, DMABUF), DMA_BUF_SET_NAME_B, name);
}

static long do_export_sync(const struct call *c)
{
	struct dma_buf_export_sync_file a = {
		.flags = arg(c, 0, 1 + c->arg[0] % 3), .fd = -1,
	};
	long ret = call(c, fd_of(c, DMABUF), DMA_BUF_IOCTL_EXPORT_SYNC_FILE,
			&a);

	return keep(SYNC, ret ? ret : a.fd, 0);
}

static long do_import_sync(const struct call *c)
{
	struct dma_buf_import_sync_file a = {
		.flags = arg(c, 0, 1 + c->arg[0] % 3),
		.fd = (int)arg(c, 1, other_fd(c, SYNC)),
	};

	return call(c, fd_of(c, DMABUF), DMA_BUF_IOCTL_IMPORT_SYNC_FILE, &a);
}

static long do_merge(const struct call *c)
{
	struct sync_merge_data a = {
		.name = "merged", .flags = arg(c, 0, 0),
		.fd2 = (int)arg(c, 1, other_fd(c, SYNC)),
	};
	long ret = call(c, fd_of(c, SYNC), SYNC_IOC_MERGE, &a);

	return keep(SYNC, ret ? ret : a.fence, 0);
}

static long do_info(const struct call *c)
{
	struct sync_fence_info fence[4];
	struct sync_file_info a = {
		.flags = arg(c, 0, 0), .num_fences = c->arg[1] % 5,
		.sync_fence_info = c->raw & RAW2 ? 8 : (uintptr_t)fence,
	};

	return call(c, fd_of(c, SYNC), SYNC_IOC_FILE_INFO, &a);
}

static long do_poll(const struct call *c)
{
	enum kind kind = c->with % KINDS;
	int ret = vt_poll(fd_of(c, kind), c->arg[0] % 64, 0);

	return ret > 0 && !(ret & POLLNVAL) ? 0 : -EAGAIN;
}

static long do_dup(const struct call *c)
{
	enum kind kind = c->with % KINDS;
	unsigned int s = slot(c, kind);

	return keep(kind, vt_dup(now.fd[kind][s]),
		    kind == DRM ? now.file[s] : 0);
}

static long do_close(const struct call *c)
{
	int *fd = &now.fd[c->with % KINDS][slot(c, c->with % KINDS)];
	long ret = close(*fd) ? -errno : 0;

	*fd = -1;
	return ret;
}

/* Indices into the table below. */
enum { OPEN, CREATE };

/* Whether an operation can succeed, and whether it can fail. */
enum { CAN_FAIL = 1, CAN_SUCCEED = 2, BOTH = 3 };

static const struct op {
	const char *name;
	long (*run)(const struct call *c);
	unsigned int weight, answers;
} ops[] = {
#define OP(name, weight, answers) { #name, do_##name, weight, answers }
	OP(open, 2, BOTH), OP(create, 6, BOTH), OP(version, 1, BOTH), OP(get_cap, 1, BOTH),
	OP(set_client_cap, 1, CAN_FAIL), OP(gem_close, 2, BOTH),
	OP(flink, 2, BOTH), OP(gem_open, 2, BOTH), OP(export, 5, BOTH),
	OP(import, 4, BOTH), OP(map, 2, BOTH), OP(map_dmabuf, 2, BOTH), OP(destroy, 2, BOTH), OP(attach, 14, BOTH),
	OP(signal, 14, BOTH), OP(fork_signal, 1, BOTH), OP(raw, 4, BOTH),
	OP(sync, 2, BOTH), OP(set_name, 1, BOTH), OP(export_sync, 5, BOTH),
	OP(import_sync, 4, BOTH), OP(merge, 3, BOTH), OP(info, 2, BOTH),
	OP(poll, 3, BOTH), OP(dup, 2, BOTH), OP(close, 4, BOTH),
};
#define OPS ARRAY_SIZE(ops)

#endif /* GRAMMAR_H */
