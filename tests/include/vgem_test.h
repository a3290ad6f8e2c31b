/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Shared by the user space tests of vgem: KTAP output, the vgem ioctls as
 * functions that return 0 (or a value) or -errno, bounded waits, and loading
 * and unloading modules. Header only: each test is one static program.
 *
 * Define _GNU_SOURCE before including this.
 */
#ifndef VGEM_TEST_H
#define VGEM_TEST_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <drm/drm.h>
#include <drm/drm_mode.h>
#include <drm/vgem_drm.h>
#include <linux/dma-buf.h>
#include <linux/sync_file.h>

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#define VT_PAGE 4096UL

/* Promised by the driver: a fence expires this long after it was attached. */
#define VT_EXPIRY_MS 10000
/*
 * For a timeout of that length, the timer wheel may fire up to one second late
 * (HZ=250), and later still in a guest that was not scheduled.
 */
#define VT_EXPIRY_SLACK_MS 2000

/* ------------------------------------------------------------------ KTAP */

static int vt_tests;
static int vt_failures;

static inline __attribute__((format(printf, 1, 2)))
void vt_diag(const char *fmt, ...)
{
	va_list ap;

	printf("# ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	fflush(stdout);
}

/* A failed setup is not a test result: report it and exit with a nonzero status. */
static inline __attribute__((format(printf, 1, 2), noreturn))
void vt_die(const char *fmt, ...)
{
	va_list ap;

	printf("Bail out! ");
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	fflush(stdout);
	exit(2);
}

static inline void vt_plan(int count)
{
	printf("KTAP version 1\n1..%d\n", count);
	fflush(stdout);
}

static inline __attribute__((format(printf, 3, 4)))
bool vt_ok(bool ok, const char *name, const char *fmt, ...)
{
	va_list ap;

	printf("%sok %d - %s", ok ? "" : "not ", ++vt_tests, name);
	if (fmt) {
		printf(" # ");
		va_start(ap, fmt);
		vprintf(fmt, ap);
		va_end(ap);
	}
	printf("\n");
	fflush(stdout);
	vt_failures += !ok;
	return ok;
}

static inline void vt_skip(const char *name, const char *why)
{
	printf("ok %d - %s # SKIP %s\n", ++vt_tests, name, why);
	fflush(stdout);
}

static inline int vt_exit(void)
{
	return vt_failures ? 1 : 0;
}

/* The name of an error, or the number itself if it is not an error. */
static inline const char *vt_err(long ret)
{
	static __thread char buf[4][24];
	static __thread unsigned int turn;
	char *out = buf[turn++ % 4];
	const char *name = ret < 0 ? strerrorname_np(-ret) : NULL;

	snprintf(out, sizeof(buf[0]), name ? "%.0ld%s" : "%ld%s",
		 name ? 0 : ret, name ? name : "");
	return out;
}

/* ------------------------------------------------------------------ time */

static inline int64_t vt_now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

static inline int64_t vt_now_ms(void)
{
	return vt_now_ns() / 1000000;
}

static inline void vt_sleep_ms(int64_t ms)
{
	struct timespec ts = { ms / 1000, ms % 1000 * 1000000 };

	if (ms > 0)
		nanosleep(&ts, NULL);
}

/* ----------------------------------------------------------------- files */

static inline long vt_ioctl(int fd, unsigned long cmd, void *arg)
{
	int ret = ioctl(fd, cmd, arg);

	return ret < 0 ? -errno : ret;
}

/* Close a descriptor that may not be open. */
static inline void vt_close(int fd)
{
	if (fd >= 0)
		close(fd);
}

static inline int vt_dup(int fd)
{
	int ret = dup(fd);

	return ret < 0 ? -errno : ret;
}

static inline void vt_read_text(const char *path, char *buf, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? 0 : read(fd, buf, size - 1);

	buf[len > 0 ? len : 0] = '\0';
	buf[strcspn(buf, "\n")] = '\0';
	vt_close(fd);
}

/* The number at the start of a kernel file; 0 if there is none. */
static inline long vt_number(const char *path)
{
	char text[64];

	vt_read_text(path, text, sizeof(text));
	return atol(text);
}

/* The number of all dma-bufs according to debugfs; -1 if it does not tell. */
static inline long vt_dmabufs(void)
{
	FILE *f = fopen("/sys/kernel/debug/dma_buf/bufinfo", "r");
	char line[256];
	long count = -1;

	while (f && fgets(line, sizeof(line), f))
		sscanf(line, "Total %ld objects", &count);
	if (f)
		fclose(f);
	return count;
}

/* The number of lines in a file that contain @text, or -errno. */
static inline int vt_count_lines(const char *path, const char *text)
{
	FILE *file = fopen(path, "re");
	char line[512];
	int count = 0;

	if (!file)
		return -errno;
	while (fgets(line, sizeof(line), file))
		count += !!strstr(line, text);
	fclose(file);
	return count;
}

enum vt_node { VT_CARD, VT_RENDER };

/* May be set to another driver with vgem's uAPI; tests/modules has one. */
static const char *vt_driver = "vgem";

static inline bool vt_is_driver(int fd)
{
	char name[16] = "";
	struct drm_version v = { .name = name, .name_len = sizeof(name) - 1 };

	return !vt_ioctl(fd, DRM_IOCTL_VERSION, &v) && !strcmp(name, vt_driver);
}

/* Stores the path of the driver's node in @path; -ENODEV if there is none. */
static inline int vt_find(enum vt_node node, char *path, size_t size)
{
	int i;

	for (i = 0; i < 64; i++) {
		bool found;
		int fd;

		if (node == VT_CARD)
			snprintf(path, size, "/dev/dri/card%d", i);
		else
			snprintf(path, size, "/dev/dri/renderD%d", 128 + i);
		fd = open(path, O_RDWR | O_CLOEXEC);
		if (fd < 0)
			continue;
		found = vt_is_driver(fd);
		close(fd);
		if (found)
			return 0;
	}
	return -ENODEV;
}

static inline int vt_try_open(enum vt_node node)
{
	char path[64];
	int fd;

	if (vt_find(node, path, sizeof(path)))
		return -ENODEV;
	fd = open(path, O_RDWR | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static inline int vt_open(enum vt_node node)
{
	int fd = vt_try_open(node);

	if (fd < 0)
		vt_die("no %s %s node: %s", vt_driver,
		       node == VT_CARD ? "card" : "render", vt_err(fd));
	return fd;
}

/* --------------------------------------------------------------- objects */

static inline long vt_create(int fd, unsigned int width, unsigned int height,
			     unsigned int bpp, struct drm_mode_create_dumb *out)
{
	*out = (struct drm_mode_create_dumb){
		.width = width, .height = height, .bpp = bpp,
	};
	return vt_ioctl(fd, DRM_IOCTL_MODE_CREATE_DUMB, out);
}

/* Create a one-page object. */
static inline uint32_t vt_object(int fd)
{
	struct drm_mode_create_dumb c;
	long ret = vt_create(fd, 1024, 1, 32, &c);

	if (ret)
		vt_die("CREATE_DUMB: %s", vt_err(ret));
	return c.handle;
}

static inline long vt_gem_close(int fd, uint32_t handle)
{
	struct drm_gem_close arg = { .handle = handle };

	return vt_ioctl(fd, DRM_IOCTL_GEM_CLOSE, &arg);
}

static inline long vt_export_flags(int fd, uint32_t handle, uint32_t flags)
{
	struct drm_prime_handle arg = {
		.handle = handle, .flags = flags, .fd = -1,
	};
	long ret = vt_ioctl(fd, DRM_IOCTL_PRIME_HANDLE_TO_FD, &arg);

	return ret ? ret : arg.fd;
}

/* Export the object as a dma-buf. */
static inline int vt_export(int fd, uint32_t handle)
{
	long ret = vt_export_flags(fd, handle, DRM_CLOEXEC | DRM_RDWR);

	if (ret < 0)
		vt_die("PRIME_HANDLE_TO_FD: %s", vt_err(ret));
	return ret;
}

static inline long vt_try_import(int fd, int dmabuf, uint32_t *handle)
{
	struct drm_prime_handle arg = { .fd = dmabuf };
	long ret = vt_ioctl(fd, DRM_IOCTL_PRIME_FD_TO_HANDLE, &arg);

	*handle = arg.handle;
	return ret;
}

static inline uint32_t vt_import(int fd, int dmabuf)
{
	uint32_t handle;
	long ret = vt_try_import(fd, dmabuf, &handle);

	if (ret)
		vt_die("PRIME_FD_TO_HANDLE: %s", vt_err(ret));
	return handle;
}

/* ---------------------------------------------------------------- fences */

static inline long vt_attach(int fd, uint32_t handle, uint32_t flags,
			     uint32_t *id)
{
	struct drm_vgem_fence_attach arg = { .handle = handle, .flags = flags };
	long ret = vt_ioctl(fd, DRM_IOCTL_VGEM_FENCE_ATTACH, &arg);

	if (id)
		*id = arg.out_fence;
	return ret;
}

/* For setup: attach, or bail out. */
static inline uint32_t vt_fence(int fd, uint32_t handle, uint32_t flags)
{
	uint32_t id;
	long ret = vt_attach(fd, handle, flags, &id);

	if (ret)
		vt_die("FENCE_ATTACH: %s", vt_err(ret));
	return id;
}

static inline long vt_signal(int fd, uint32_t id)
{
	struct drm_vgem_fence_signal arg = { .fence = id };

	return vt_ioctl(fd, DRM_IOCTL_VGEM_FENCE_SIGNAL, &arg);
}

/* Attach and signal. Returns the id. */
static inline uint32_t vt_pair(int fd, uint32_t handle)
{
	uint32_t id = vt_fence(fd, handle, VGEM_FENCE_WRITE);
	long ret = vt_signal(fd, id);

	if (ret)
		vt_die("FENCE_SIGNAL: %s", vt_err(ret));
	return id;
}

/* The events that arrived within @ms, or -errno. */
static inline int vt_poll(int fd, short events, int ms)
{
	struct pollfd p = { .fd = fd, .events = events };
	int ret = poll(&p, 1, ms);

	return ret < 0 ? -errno : p.revents;
}

/* A sync_file of what a reader (DMA_BUF_SYNC_READ) or a writer must wait for. */
static inline long vt_sync_file(int dmabuf, uint32_t flags)
{
	struct dma_buf_export_sync_file arg = { .flags = flags, .fd = -1 };
	long ret = vt_ioctl(dmabuf, DMA_BUF_IOCTL_EXPORT_SYNC_FILE, &arg);

	return ret ? ret : arg.fd;
}

static inline long vt_merge(int a, int b)
{
	struct sync_merge_data arg = { .name = "merged", .fd2 = b };
	long ret = vt_ioctl(a, SYNC_IOC_MERGE, &arg);

	return ret ? ret : arg.fence;
}

static inline long vt_import_sync_file(int dmabuf, int sync_file,
				       uint32_t flags)
{
	struct dma_buf_import_sync_file arg = { .flags = flags, .fd = sync_file };

	return vt_ioctl(dmabuf, DMA_BUF_IOCTL_IMPORT_SYNC_FILE, &arg);
}

struct vt_sync_info {
	struct sync_file_info file;
	struct sync_fence_info fence[4];
};

static inline long vt_sync_info(int fd, struct vt_sync_info *info)
{
	memset(info, 0, sizeof(*info));
	info->file.num_fences = ARRAY_SIZE(info->fence);
	info->file.sync_fence_info = (uintptr_t)info->fence;
	return vt_ioctl(fd, SYNC_IOC_FILE_INFO, &info->file);
}

/* --------------------------------------------------------------- modules */

static inline long vt_delete_module(const char *name)
{
	return syscall(SYS_delete_module, name, O_NONBLOCK) ? -errno : 0;
}

/*
 * Unload, retrying for up to @ms: a work item may yet drop the last reference.
 * The kernel returns EAGAIN or EBUSY for a module in use.
 */
static inline long vt_unload(const char *name, int ms)
{
	int64_t end = vt_now_ms() + ms;
	long ret;

	for (;;) {
		ret = vt_delete_module(name);
		if ((ret != -EAGAIN && ret != -EBUSY) || vt_now_ms() >= end)
			return ret;
		vt_sleep_ms(20);
	}
}

/* The exit status of a child; 256 if it died or was killed after @seconds. */
static inline int vt_wait_child(pid_t pid, int seconds)
{
	int64_t end = vt_now_ms() + seconds * 1000LL;
	int status;

	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (vt_now_ms() >= end) {
			kill(pid, 9);
			waitpid(pid, &status, 0);
			return 256;
		}
		vt_sleep_ms(2);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 256;
}

static inline int vt_load(const char *name)
{
	pid_t pid = fork();

	if (!pid) {
		execlp("modprobe", "modprobe", name, (char *)NULL);
		_exit(127);
	}
	return vt_wait_child(pid, 30);
}

#endif /* VGEM_TEST_H */
