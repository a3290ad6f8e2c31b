// SPDX-License-Identifier: GPL-2.0
/*
 * The uAPI of vgem as a list of questions with one answer each.
 *
 *   uapi record FILE                       asks the loaded driver
 *   uapi compare INTREE OURS DIFFERENCES   compares two recordings
 *
 * An answer is a line "name = text". Errors appear by name; addresses, times and
 * numbers that depend on the boot never appear. The in-tree driver is the
 * reference: nothing here knows what the right answer is.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <libgen.h>
#include <limits.h>
#include <sys/sysmacros.h>

#include "vgem_test.h"

/* ------------------------------------------------------------- recording */

static FILE *record_file;

/* Formatted text, valid for the next 64 calls of val(). */
static __attribute__((format(printf, 1, 2)))
const char *val(const char *fmt, ...)
{
	static char buf[64][512];
	static unsigned int turn;
	char *out = buf[turn++ % 64];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(out, sizeof(buf[0]), fmt, ap);
	va_end(ap);
	return out;
}

static __attribute__((format(printf, 2, 3)))
void say(const char *answer, const char *name, ...)
{
	va_list ap;

	va_start(ap, name);
	vfprintf(record_file, name, ap);
	va_end(ap);
	fprintf(record_file, " = %s\n", answer);
}

#define ask(ret, ...) say(vt_err(ret), __VA_ARGS__)

/* A descriptor's number is irrelevant: record only that there is one. */
static const char *fd_or_err(long ret)
{
	return ret < 0 ? vt_err(ret) : "fd";
}

static const char *yes(bool b)
{
	return b ? "yes" : "no";
}

/* Replace every run of digits with one '#'. */
static const char *masked(const char *s)
{
	static char buf[128];
	size_t n = 0;

	for (; *s && n < sizeof(buf) - 1; s++) {
		bool digit = *s >= '0' && *s <= '9';

		if (!digit)
			buf[n++] = *s;
		else if (!n || buf[n - 1] != '#')
			buf[n++] = '#';
	}
	buf[n] = '\0';
	return buf;
}

/* Whether a reader (in) and a writer (out) may proceed. */
static const char *polls(int dmabuf)
{
	return val("in=%d out=%d", !!(vt_poll(dmabuf, POLLIN, 0) & POLLIN),
		   !!(vt_poll(dmabuf, POLLOUT, 0) & POLLOUT));
}

static const char *sync_info(int fd)
{
	struct vt_sync_info info;
	const char *text;
	long ret = vt_sync_info(fd, &info);
	unsigned int i;

	if (ret)
		return vt_err(ret);
	text = val("%s status=%d fences=%u", masked(info.file.name),
		   info.file.status, info.file.num_fences);
	for (i = 0; i < info.file.num_fences; i++)
		text = val("%s [%s %s %d]", text, info.fence[i].driver_name,
			   info.fence[i].obj_name, info.fence[i].status);
	return text;
}

/* Bounded: a child that hangs is killed and counts as exit status 256. */
static const char *in_child(long (*fn)(int fd, uint32_t arg), int fd,
			    uint32_t arg)
{
	pid_t pid = fork();
	int status;

	if (!pid)
		_exit(-fn(fd, arg) & 0xff);
	status = vt_wait_child(pid, 5);
	return vt_err(-(long)status);
}

/* A card file, an object in it and its dma-buf, which many groups need. */
struct object {
	int card;
	uint32_t handle;
	int dmabuf;
};

static struct object object_open(void)
{
	struct object o = { .card = vt_open(VT_CARD) };

	o.handle = vt_object(o.card);
	o.dmabuf = vt_export(o.card, o.handle);
	return o;
}

static void object_close(struct object *o)
{
	vt_close(o->dmabuf);
	vt_close(o->card);
}

/* ------------------------------------------------- version, caps, nodes */

static void record_version(enum vt_node node, const char *prefix)
{
	char name[64] = "", date[64] = "", desc[64] = "";
	struct drm_version v = {
		.name = name, .name_len = 63, .date = date, .date_len = 63,
		.desc = desc, .desc_len = 63,
	};
	int fd = vt_open(node);

	ask(vt_ioctl(fd, DRM_IOCTL_VERSION, &v), "version.%s", prefix);
	say(name, "version.%s.name", prefix);
	say(date, "version.%s.date", prefix);
	say(desc, "version.%s.desc", prefix);
	say(val("%d.%d.%d", v.version_major, v.version_minor,
		v.version_patchlevel), "version.%s.number", prefix);
	say(val("%zu %zu %zu", v.name_len, v.date_len, v.desc_len),
	    "version.%s.lengths", prefix);
	memset(name, 0, sizeof(name));
	v = (struct drm_version){ .name = name, .name_len = 2 };
	ask(vt_ioctl(fd, DRM_IOCTL_VERSION, &v), "version.%s.short", prefix);
	say(val("%s %zu", name, v.name_len), "version.%s.short.name", prefix);
	v = (struct drm_version){ .name = (char *)1, .name_len = 63 };
	ask(vt_ioctl(fd, DRM_IOCTL_VERSION, &v), "version.%s.badptr", prefix);
	close(fd);
}

static void record_unique(void)
{
	char unique[64] = "";
	struct drm_unique u = { .unique = unique, .unique_len = 63 };
	struct drm_set_version sv = {
		.drm_di_major = 1, .drm_di_minor = 4,
		.drm_dd_major = -1, .drm_dd_minor = -1,
	};
	int fd = vt_open(VT_CARD);
	int render = vt_open(VT_RENDER);

	ask(vt_ioctl(fd, DRM_IOCTL_GET_UNIQUE, &u), "unique.before");
	say(val("%zu '%s'", u.unique_len, unique), "unique.before.text");
	ask(vt_ioctl(fd, DRM_IOCTL_SET_VERSION, &sv), "unique.set_version");
	say(val("%d.%d %d.%d", sv.drm_di_major, sv.drm_di_minor,
		sv.drm_dd_major, sv.drm_dd_minor), "unique.set_version.text");
	u.unique_len = 63;
	ask(vt_ioctl(fd, DRM_IOCTL_GET_UNIQUE, &u), "unique.after");
	say(val("%zu '%s'", u.unique_len, unique), "unique.after.text");
	sv.drm_di_major = 9;
	ask(vt_ioctl(fd, DRM_IOCTL_SET_VERSION, &sv), "unique.set_version.di9");
	sv.drm_di_major = -1;
	sv.drm_dd_major = 2;
	ask(vt_ioctl(fd, DRM_IOCTL_SET_VERSION, &sv), "unique.set_version.dd2");
	ask(vt_ioctl(render, DRM_IOCTL_GET_UNIQUE, &u), "unique.render");
	close(render);
	close(fd);
}

static void record_caps(enum vt_node node, const char *prefix)
{
	int fd = vt_open(node);
	unsigned int i;

	for (i = 0; i <= 0x20; i++) {
		struct drm_get_cap cap = { .capability = i, .value = 77 };
		long ret = vt_ioctl(fd, DRM_IOCTL_GET_CAP, &cap);

		say(ret ? vt_err(ret) : val("%llu", cap.value),
		    "cap.%s.0x%02x", prefix, i);
	}
	for (i = 0; i <= 8; i++) {
		struct drm_set_client_cap cap = { .capability = i, .value = 1 };

		ask(vt_ioctl(fd, DRM_IOCTL_SET_CLIENT_CAP, &cap),
		    "client_cap.%s.%u", prefix, i);
	}
	close(fd);
}

static const char *link_base(const char *path)
{
	char target[PATH_MAX];
	ssize_t len = readlink(path, target, sizeof(target) - 1);

	if (len < 0)
		return vt_err(-errno);
	target[len] = '\0';
	return val("%s", basename(target));
}

static void record_open(const char *path, const char *prefix)
{
	static const struct { int flags; const char *name; } modes[] = {
		{ O_RDONLY, "O_RDONLY" }, { O_WRONLY, "O_WRONLY" },
		{ O_RDWR | O_EXCL, "O_EXCL" }, { O_RDWR | O_TRUNC, "O_TRUNC" },
		{ O_RDWR | O_DIRECTORY, "O_DIRECTORY" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		int fd = open(path, modes[i].flags);

		say(fd_or_err(fd < 0 ? -errno : fd), "node.%s.open.%s", prefix,
		    modes[i].name);
		vt_close(fd);
	}
}

static void record_file_ops(const char *path, const char *prefix)
{
	int fd = open(path, O_RDWR | O_NONBLOCK);
	char buf[32];
	long ret;

	ret = read(fd, buf, sizeof(buf));
	ask(ret < 0 ? -errno : ret, "node.%s.read", prefix);
	ret = write(fd, buf, 1);
	ask(ret < 0 ? -errno : ret, "node.%s.write", prefix);
	ret = lseek(fd, 1, SEEK_SET);
	ask(ret < 0 ? -errno : ret, "node.%s.lseek", prefix);
	ret = lseek(fd, 0, SEEK_END);
	ask(ret < 0 ? -errno : ret, "node.%s.lseek_end", prefix);
	say(val("%d", vt_poll(fd, POLLIN | POLLOUT, 0)), "node.%s.poll", prefix);
	ret = fsync(fd);
	ask(ret < 0 ? -errno : ret, "node.%s.fsync", prefix);
	close(fd);
}

static void record_node(enum vt_node node, const char *prefix)
{
	char path[64], sys[128];
	struct stat st;

	say(vt_err(vt_find(node, path, sizeof(path))), "node.%s", prefix);
	say(masked(basename(path)), "node.%s.name", prefix);
	if (stat(path, &st))
		vt_die("stat %s: %s", path, vt_err(-errno));
	say(val("%o %u", st.st_mode, major(st.st_rdev)), "node.%s.mode", prefix);
	snprintf(sys, sizeof(sys), "/sys/class/drm/%s/device", basename(path));
	say(masked(link_base(sys)), "node.%s.device", prefix);
	strcat(sys, "/subsystem");
	say(link_base(sys), "node.%s.subsystem", prefix);
	record_open(path, prefix);
	record_file_ops(path, prefix);
}

static void record_parameters(void)
{
	struct dirent **list = NULL;
	const char *text = "none";
	int i, n = scandir("/sys/module/vgem/parameters", &list, NULL, alphasort);

	for (i = 0; i < n; i++) {
		char path[PATH_MAX], value[64];

		if (list[i]->d_name[0] != '.') {
			snprintf(path, sizeof(path),
				 "/sys/module/vgem/parameters/%s",
				 list[i]->d_name);
			vt_read_text(path, value, sizeof(value));
			text = val("%s%s%s=%s", i > 2 ? text : "",
				   i > 2 ? " " : "", list[i]->d_name, value);
		}
		free(list[i]);
	}
	free(list);
	say(text, "module.parameters");
}

/* -------------------------------------------------- ioctl numbers, sizes */

static const char *driver_number(int fd, unsigned int nr)
{
	char buf[64] = "";
	const char *text = "";
	static const struct { int dir; int size; } kinds[] = {
		{ _IOC_READ | _IOC_WRITE, 16 }, { _IOC_WRITE, 8 },
		{ _IOC_READ, 16 }, { _IOC_NONE, 0 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		unsigned long cmd = _IOC(kinds[i].dir, 'd', nr, kinds[i].size);

		text = val("%s%s%s", text, i ? " " : "",
			   vt_err(vt_ioctl(fd, cmd, buf)));
	}
	return text;
}

static void record_driver_numbers(void)
{
	int card = vt_open(VT_CARD);
	int render = vt_open(VT_RENDER);
	unsigned int nr;

	for (nr = DRM_COMMAND_BASE; nr < DRM_COMMAND_END; nr++) {
		say(driver_number(card, nr), "number.card.0x%02x", nr);
		say(driver_number(render, nr), "number.render.0x%02x", nr);
	}
	close(render);
	close(card);
}

/*
 * The DRM core's ioctls, without an argument: the core then sees zeroes. This
 * shows driver features that are missing or should not be there.
 */
static void record_core_numbers(enum vt_node node, const char *prefix)
{
	unsigned int nr;

	for (nr = 0; nr < 0x100; nr++) {
		int fd;

		if (nr == DRM_COMMAND_BASE)
			nr = DRM_COMMAND_END;
		fd = vt_open(node);
		ask(vt_ioctl(fd, _IOC(_IOC_NONE, 'd', nr, 0), NULL),
		    "core.%s.0x%02x", prefix, nr);
		close(fd);
	}
}

static void record_types(void)
{
	static const char types[] = { 'D', 'e', 'c', 0, 'b' };
	struct drm_vgem_fence_attach arg = { 0 };
	int fd = vt_open(VT_CARD);
	unsigned int i;

	for (i = 0; i < sizeof(types); i++)
		ask(vt_ioctl(fd, _IOC(_IOC_READ | _IOC_WRITE, types[i], 0x41,
				      16), &arg), "type.0x%02x", types[i]);
	close(fd);
}

/* The id of the next READ fence: shows whether a malformed attach used one up. */
static uint32_t next_id(const struct object *o)
{
	uint32_t id = vt_fence(o->card, o->handle, 0);

	vt_signal(o->card, id);
	return id;
}

static void attach_shaped(int dir, unsigned int size, uint8_t tail,
			  const char *name)
{
	static uint8_t buf[16384];
	struct drm_vgem_fence_attach *arg = (void *)buf;
	struct object o = object_open();
	long ret;

	memset(buf, tail, sizeof(buf));
	*arg = (struct drm_vgem_fence_attach){
		.handle = o.handle, .out_fence = 99,
	};
	ret = vt_ioctl(o.card, _IOC(dir, 'd', 0x41, size), buf);
	say(val("%s handle=%s flags=%u out=%u pad=%u tail=%s next=%u",
		vt_err(ret), arg->handle ? "kept" : "0", arg->flags,
		arg->out_fence, arg->pad, yes(buf[16] == tail), next_id(&o)),
	    "attach.%s", name);
	object_close(&o);
}

static void signal_shaped(int dir, unsigned int size, uint8_t tail,
			  const char *name)
{
	static uint8_t buf[16384];
	struct drm_vgem_fence_signal *arg = (void *)buf;
	struct object o = object_open();
	long ret;

	memset(buf, tail, sizeof(buf));
	*arg = (struct drm_vgem_fence_signal){
		.fence = vt_fence(o.card, o.handle, VGEM_FENCE_WRITE),
	};
	ret = vt_ioctl(o.card, _IOC(dir, 'd', 0x42, size), buf);
	say(val("%s fence=%u flags=%u tail=%s %s", vt_err(ret), arg->fence,
		arg->flags, yes(buf[8] == tail), polls(o.dmabuf)),
	    "signal.%s", name);
	object_close(&o);
}

static void record_shapes(void)
{
	static const unsigned int sizes[] = {
		0, 1, 4, 7, 8, 9, 12, 15, 16, 17, 32, 128, 129, 4096, 16383,
	};
	static const struct { int dir; const char *name; } dirs[] = {
		{ _IOC_NONE, "none" }, { _IOC_READ, "read" },
		{ _IOC_WRITE, "write" }, { _IOC_READ | _IOC_WRITE, "both" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		attach_shaped(_IOC_READ | _IOC_WRITE, sizes[i], 0,
			      val("size.%u", sizes[i]));
		attach_shaped(_IOC_READ | _IOC_WRITE, sizes[i], 0x5a,
			      val("size.%u.tail", sizes[i]));
		signal_shaped(_IOC_WRITE, sizes[i], 0,
			      val("size.%u", sizes[i]));
		signal_shaped(_IOC_WRITE, sizes[i], 0x5a,
			      val("size.%u.tail", sizes[i]));
	}
	for (i = 0; i < ARRAY_SIZE(dirs); i++) {
		attach_shaped(dirs[i].dir, 16, 0, val("dir.%s", dirs[i].name));
		signal_shaped(dirs[i].dir, 8, 0, val("dir.%s", dirs[i].name));
	}
}

/* -------------------------------------------------------------- pointers */

/* Map two pages and unmap the second; returns the first. */
static uint8_t *half_mapped(void)
{
	uint8_t *p = mmap(NULL, 2 * VT_PAGE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		vt_die("mmap: %s", vt_err(-errno));
	munmap(p + VT_PAGE, VT_PAGE);
	return p;
}

static void attach_pointer(struct object *o, void *p, const char *name)
{
	long ret = vt_ioctl(o->card, DRM_IOCTL_VGEM_FENCE_ATTACH, p);

	say(val("%s next=%u", vt_err(ret), next_id(o)), "attach.pointer.%s",
	    name);
}

static void signal_pointer(struct object *o, void *p, const char *name)
{
	ask(vt_ioctl(o->card, DRM_IOCTL_VGEM_FENCE_SIGNAL, p),
	    "signal.pointer.%s", name);
}

static void record_bad_pointers(struct object *o)
{
	uint8_t *page = half_mapped();
	const struct { void *p; const char *name; } bad[] = {
		{ NULL, "null" }, { (void *)1, "one" },
		{ page + VT_PAGE, "unmapped" }, { page + VT_PAGE - 4, "crossing" },
		{ (void *)0xffff800000000000UL, "kernel" },
		{ (void *)0x0000800000000000UL, "noncanonical" },
		{ (void *)-4096L, "top" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		attach_pointer(o, bad[i].p, bad[i].name);
		signal_pointer(o, bad[i].p, bad[i].name);
	}
	munmap(page, VT_PAGE);
}

/*
 * The result cannot be copied out, but the fence is attached: the core copies
 * after the driver's handler has returned.
 */
static void record_readonly_pointer(struct object *o)
{
	uint8_t *page = half_mapped();
	struct drm_vgem_fence_attach *arg = (void *)page;
	struct drm_vgem_fence_signal *sig = (void *)(page + 64);

	arg->handle = o->handle;
	arg->flags = VGEM_FENCE_WRITE;
	sig->fence = next_id(o) + 1;
	mprotect(page, VT_PAGE, PROT_READ);
	ask(vt_ioctl(o->card, DRM_IOCTL_VGEM_FENCE_ATTACH, arg),
	    "attach.pointer.readonly");
	say(polls(o->dmabuf), "attach.pointer.readonly.polls");
	ask(vt_attach(o->card, o->handle, 0, NULL),
	    "attach.pointer.readonly.second");
	ask(vt_ioctl(o->card, DRM_IOCTL_VGEM_FENCE_SIGNAL, sig),
	    "signal.pointer.readonly");
	say(polls(o->dmabuf), "signal.pointer.readonly.polls");
	mprotect(page, VT_PAGE, PROT_NONE);
	attach_pointer(o, page, "none");
	munmap(page, VT_PAGE);
}

static void record_pointers(void)
{
	struct object o = object_open();
	uint8_t *two = mmap(NULL, 2 * VT_PAGE, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct drm_vgem_fence_attach *arg = (void *)(two + VT_PAGE - 6);

	record_bad_pointers(&o);
	record_readonly_pointer(&o);
	/* An unaligned argument across two mapped pages is fine. */
	memcpy(arg, &(struct drm_vgem_fence_attach){ .handle = o.handle },
	       sizeof(*arg));
	attach_pointer(&o, arg, "unaligned");
	munmap(two, 2 * VT_PAGE);
	object_close(&o);
}

/* ---------------------------------------------------------------- attach */

static void attach_arg(int fd, struct drm_vgem_fence_attach arg,
		       const char *name)
{
	long ret;

	arg.out_fence = 4242;
	ret = vt_ioctl(fd, DRM_IOCTL_VGEM_FENCE_ATTACH, &arg);
	say(ret ? val("%s out=%u", vt_err(ret), arg.out_fence) :
		  val("id=%u", arg.out_fence), "attach.%s", name);
	if (!ret)
		vt_signal(fd, arg.out_fence);
}

#define attach_with(fd, name, ...) \
	attach_arg(fd, (struct drm_vgem_fence_attach){ __VA_ARGS__ }, name)

static void record_attach_flags(const struct object *o)
{
	unsigned int bit;

	for (bit = 0; bit < 32; bit++) {
		attach_with(o->card, val("flag.%u", bit), .handle = o->handle,
			    .flags = 1U << bit);
		attach_with(o->card, val("pad.%u", bit), .handle = o->handle,
			    .pad = 1U << bit);
	}
	attach_with(o->card, "flags.all", .handle = o->handle, .flags = ~0U);
	attach_with(o->card, "flags.3", .handle = o->handle, .flags = 3);
}

/* Two or three errors at once: which one is reported? */
static void record_attach_precedence(void)
{
	struct object own = object_open();
	const struct object *o = &own;

	attach_with(o->card, "bad.flags+handle", .handle = 77, .flags = 2);
	attach_with(o->card, "bad.pad+handle", .handle = 77, .pad = 1);
	attach_with(o->card, "bad.flags+pad", .handle = o->handle, .flags = 2,
		    .pad = 1);
	attach_with(o->card, "bad.all", .handle = 77, .flags = 2, .pad = 1);
	vt_fence(o->card, o->handle, VGEM_FENCE_WRITE);
	attach_with(o->card, "busy", .handle = o->handle);
	attach_with(o->card, "busy+flags", .handle = o->handle, .flags = 2);
	attach_with(o->card, "busy+pad", .handle = o->handle, .pad = 1);
	attach_with(o->card, "busy+handle", .handle = 77);
	object_close(&own);
}

static void record_attach_handles(const struct object *o)
{
	uint32_t closed = vt_object(o->card);
	int other = vt_open(VT_CARD);

	attach_with(o->card, "handle.0", .handle = 0);
	attach_with(o->card, "handle.unknown", .handle = 77);
	attach_with(o->card, "handle.max", .handle = ~0U);
	attach_with(o->card, "handle.intmax", .handle = INT_MAX);
	vt_gem_close(o->card, closed);
	attach_with(o->card, "handle.closed", .handle = closed);
	attach_with(other, "handle.other_file", .handle = o->handle);
	close(other);
}

static void record_attach_ids(enum vt_node node, const char *prefix)
{
	struct object o = object_open();
	int fd = vt_open(node);
	uint32_t handle = vt_import(fd, o.dmabuf);
	uint32_t id[4];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(id); i++)
		id[i] = vt_fence(fd, handle, 0);
	say(val("%u %u %u %u", id[0], id[1], id[2], id[3]), "ids.%s.first",
	    prefix);
	vt_signal(fd, id[1]);
	vt_signal(fd, id[3]);
	say(val("%u", vt_fence(fd, handle, 0)), "ids.%s.after_signal", prefix);
	ask(vt_attach(fd, handle, VGEM_FENCE_WRITE, NULL), "ids.%s.busy",
	    prefix);
	say(val("%u", vt_fence(fd, handle, 0)), "ids.%s.after_busy", prefix);
	attach_with(fd, val("ids.%s.flags", prefix), .handle = handle,
		    .flags = 8);
	say(val("%u", vt_fence(fd, handle, 0)), "ids.%s.after_error", prefix);
	say(val("%u", vt_fence(o.card, o.handle, 0)), "ids.%s.other_file",
	    prefix);
	close(fd);
	object_close(&o);
}

static void record_ids_many(void)
{
	struct object o = object_open();
	uint32_t i, id, wrong = 0;

	for (i = 1; i <= 3000; i++) {
		id = vt_fence(o.card, o.handle, VGEM_FENCE_WRITE);
		wrong += id != i || vt_signal(o.card, id);
	}
	say(val("%u", wrong), "ids.3000_pairs.wrong");
	object_close(&o);
}

static long attach_in_child(int fd, uint32_t handle)
{
	return vt_attach(fd, handle, 0, NULL);
}

static void record_attach(void)
{
	struct object o = object_open();
	char path[64];
	int fd;

	record_attach_flags(&o);
	record_attach_handles(&o);
	say(in_child(attach_in_child, o.card, o.handle), "attach.in_child");
	say(val("%u", next_id(&o)), "attach.in_child.next");
	record_attach_precedence();
	record_attach_ids(VT_CARD, "card");
	record_attach_ids(VT_RENDER, "render");
	record_ids_many();
	vt_find(VT_RENDER, path, sizeof(path));
	fd = open(path, O_RDONLY);
	attach_with(fd, "rdonly_node", .handle = vt_import(fd, o.dmabuf));
	close(fd);
	object_close(&o);
}

/* ---------------------------------------------------------------- signal */

static void record_signal_args(const struct object *o)
{
	static const uint32_t ids[] = {
		0, 2, 77, 0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe,
		0xffffffff,
	};
	uint32_t id = vt_fence(o->card, o->handle, 0);
	unsigned int i;

	for (i = 0; i < 32; i++) {
		struct drm_vgem_fence_signal arg = {
			.fence = id, .flags = 1U << i,
		};

		ask(vt_ioctl(o->card, DRM_IOCTL_VGEM_FENCE_SIGNAL, &arg),
		    "signal.flag.%u", i);
	}
	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		struct drm_vgem_fence_signal arg = {
			.fence = ids[i], .flags = 1,
		};

		ask(vt_signal(o->card, ids[i]), "signal.id.0x%x", ids[i]);
		ask(vt_ioctl(o->card, DRM_IOCTL_VGEM_FENCE_SIGNAL, &arg),
		    "signal.id.0x%x.flags", ids[i]);
	}
	ask(vt_signal(o->card, id), "signal.id.right");
	ask(vt_signal(o->card, id), "signal.id.consumed");
	ask(vt_signal(o->card, id), "signal.id.consumed_again");
}

static long signal_in_child(int fd, uint32_t id)
{
	return vt_signal(fd, id);
}

static void record_signal_files(const struct object *o)
{
	int other = vt_open(VT_CARD);
	int render = vt_open(VT_RENDER);
	int dup_fd = vt_dup(o->card);
	uint32_t id = vt_fence(o->card, o->handle, VGEM_FENCE_WRITE);

	ask(vt_signal(other, id), "signal.other_card_file");
	ask(vt_signal(render, id), "signal.other_render_file");
	say(polls(o->dmabuf), "signal.other_file.polls");
	ask(vt_signal(dup_fd, id), "signal.dup_fd");
	say(polls(o->dmabuf), "signal.dup_fd.polls");
	id = vt_fence(dup_fd, o->handle, VGEM_FENCE_WRITE);
	close(dup_fd);
	say(polls(o->dmabuf), "signal.dup_closed.polls");
	say(in_child(signal_in_child, o->card, id), "signal.in_child");
	say(polls(o->dmabuf), "signal.in_child.polls");
	ask(vt_signal(o->card, id), "signal.after_child");
	close(render);
	close(other);
}

static void record_signal_order(const struct object *o)
{
	uint32_t id[6];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(id); i++)
		id[i] = vt_fence(o->card, o->handle, 0);
	for (i = ARRAY_SIZE(id); i-- > 0;) {
		ask(vt_signal(o->card, id[i]), "signal.reverse.%u", i);
		say(polls(o->dmabuf), "signal.reverse.%u.polls", i);
	}
}

static void record_signal_closed(struct object *o)
{
	uint32_t id = vt_fence(o->card, o->handle, VGEM_FENCE_WRITE);

	ask(vt_gem_close(o->card, o->handle), "signal.handle_closed.close");
	say(polls(o->dmabuf), "signal.handle_closed.pending");
	ask(vt_signal(o->card, id), "signal.handle_closed");
	say(polls(o->dmabuf), "signal.handle_closed.polls");
	/* Now with only the fence left that was attached to the object. */
	o->handle = vt_import(o->card, o->dmabuf);
	id = vt_fence(o->card, o->handle, VGEM_FENCE_WRITE);
	vt_gem_close(o->card, o->handle);
	close(o->dmabuf);
	o->dmabuf = -1;
	ask(vt_signal(o->card, id), "signal.object_gone");
	ask(vt_signal(o->card, id), "signal.object_gone.again");
}

static void record_signal(void)
{
	struct object o = object_open();

	record_signal_args(&o);
	record_signal_files(&o);
	record_signal_order(&o);
	record_signal_closed(&o);
	object_close(&o);
}

/* -------------------------------------------------------------- conflict */

enum via { VIA_SAME, VIA_SAME_REIMPORT, VIA_OTHER, VIA_RENDER, VIA_COUNT };

static const char *const via_names[] = {
	"same_file", "reimported", "other_file", "render_node",
};

static const char *usage_name(uint32_t flags)
{
	return flags & VGEM_FENCE_WRITE ? "W" : "R";
}

static int via_open(const struct object *o, enum via via)
{
	switch (via) {
	case VIA_OTHER:
		return vt_open(VT_CARD);
	case VIA_RENDER:
		return vt_open(VT_RENDER);
	default:
		return vt_dup(o->card);
	}
}

static void conflict(uint32_t first, uint32_t second, enum via via)
{
	const char *name = val("conflict.%s.%s%s", via_names[via],
			       usage_name(first), usage_name(second));
	struct object o = object_open();
	int fd = via_open(&o, via);
	uint32_t handle = via == VIA_SAME ? o.handle : vt_import(fd, o.dmabuf);
	uint32_t a, b;
	long ret;

	say(polls(o.dmabuf), "%s.idle", name);
	a = vt_fence(o.card, o.handle, first);
	say(polls(o.dmabuf), "%s.first", name);
	ret = vt_attach(fd, handle, second, &b);
	say(val("%s %s", vt_err(ret), polls(o.dmabuf)), "%s.second", name);
	vt_signal(o.card, a);
	say(polls(o.dmabuf), "%s.first_done", name);
	if (ret)
		ret = vt_attach(fd, handle, second, &b);
	say(val("%s %s", vt_err(ret), polls(o.dmabuf)), "%s.retry", name);
	ret = vt_signal(fd, b);
	say(val("%s %s", vt_err(ret), polls(o.dmabuf)), "%s.all_done", name);
	close(fd);
	object_close(&o);
}

static void record_two_readers(enum via via)
{
	struct object o = object_open();
	int fd = via_open(&o, via);
	uint32_t handle = via == VIA_SAME ? o.handle : vt_import(fd, o.dmabuf);
	uint32_t a = vt_fence(o.card, o.handle, 0);
	uint32_t b = vt_fence(fd, handle, 0);

	vt_signal(fd, b);
	ask(vt_attach(fd, handle, VGEM_FENCE_WRITE, NULL),
	    "conflict.%s.RR_second_done.W", via_names[via]);
	ask(vt_attach(fd, handle, 0, &b), "conflict.%s.RR_second_done.R",
	    via_names[via]);
	vt_signal(o.card, a);
	ask(vt_attach(o.card, o.handle, VGEM_FENCE_WRITE, NULL),
	    "conflict.%s.RR_first_done.W", via_names[via]);
	vt_signal(fd, b);
	ask(vt_attach(o.card, o.handle, VGEM_FENCE_WRITE, NULL),
	    "conflict.%s.RR_all_done.W", via_names[via]);
	say(polls(o.dmabuf), "conflict.%s.RR_all_done.W.polls", via_names[via]);
	close(fd);
	object_close(&o);
}

static void record_conflicts(void)
{
	unsigned int via, pair;

	for (via = 0; via < VIA_COUNT; via++) {
		for (pair = 0; pair < 4; pair++)
			conflict(pair >> 1, pair & 1, via);
		record_two_readers(via);
	}
}

/* ------------------------------------------------------------- sync_file */

static void sync_export(const struct object *o, const char *state)
{
	unsigned int flags;

	for (flags = 0; flags <= 5; flags++) {
		long fd = vt_sync_file(o->dmabuf, flags);

		say(fd_or_err(fd), "sync.%s.export.%u", state, flags);
		if (fd < 0)
			continue;
		say(sync_info(fd), "sync.%s.export.%u.info", state, flags);
		say(val("%d", vt_poll(fd, POLLIN, 0)),
		    "sync.%s.export.%u.poll", state, flags);
		close(fd);
	}
}

static void record_sync_export(uint32_t usage)
{
	struct object o = object_open();
	uint32_t id;
	long fd;

	sync_export(&o, val("%s.idle", usage_name(usage)));
	id = vt_fence(o.card, o.handle, usage);
	sync_export(&o, val("%s.pending", usage_name(usage)));
	fd = vt_sync_file(o.dmabuf, DMA_BUF_SYNC_RW);
	vt_signal(o.card, id);
	say(sync_info(fd), "sync.%s.signalled.info", usage_name(usage));
	say(val("%d", vt_poll(fd, POLLIN, 0)), "sync.%s.signalled.poll",
	    usage_name(usage));
	sync_export(&o, val("%s.done", usage_name(usage)));
	close(fd);
	object_close(&o);
}

static void record_sync_merge(void)
{
	struct object a = object_open(), b = object_open();
	uint32_t ida = vt_fence(a.card, a.handle, VGEM_FENCE_WRITE);
	uint32_t idb = vt_fence(b.card, b.handle, VGEM_FENCE_WRITE);
	int fda = vt_sync_file(a.dmabuf, DMA_BUF_SYNC_READ);
	int fdb = vt_sync_file(b.dmabuf, DMA_BUF_SYNC_READ);
	int merged = vt_merge(fda, fdb);
	int same = vt_merge(fda, fda);

	say(fd_or_err(merged), "sync.merge");
	say(sync_info(merged), "sync.merge.info");
	say(sync_info(same), "sync.merge.same.info");
	vt_signal(a.card, ida);
	say(sync_info(merged), "sync.merge.one_done.info");
	say(val("%d", vt_poll(merged, POLLIN, 0)), "sync.merge.one_done.poll");
	vt_signal(b.card, idb);
	say(val("%d", vt_poll(merged, POLLIN, 1000)),
	    "sync.merge.both_done.poll");
	say(sync_info(merged), "sync.merge.both_done.info");
	ask(vt_merge(fda, -1), "sync.merge.bad_fd");
	ask(vt_merge(fda, a.card), "sync.merge.card_fd");
	close(same);
	close(merged);
	close(fdb);
	close(fda);
	object_close(&b);
	object_close(&a);
}

static void record_sync_two_readers(void)
{
	struct object o = object_open();
	uint32_t a = vt_fence(o.card, o.handle, 0);
	uint32_t b = vt_fence(o.card, o.handle, 0);
	int fd = vt_sync_file(o.dmabuf, DMA_BUF_SYNC_WRITE);

	say(sync_info(fd), "sync.RR.info");
	vt_signal(o.card, b);
	say(val("%d", vt_poll(fd, POLLIN, 0)), "sync.RR.second_done.poll");
	vt_signal(o.card, a);
	say(val("%d", vt_poll(fd, POLLIN, 1000)), "sync.RR.all_done.poll");
	say(sync_info(fd), "sync.RR.all_done.info");
	close(fd);
	object_close(&o);
}

/* The result of attaching a fence, which is then signalled at once. */
static long probe(const struct object *o, uint32_t usage)
{
	uint32_t id;
	long ret = vt_attach(o->card, o->handle, usage, &id);

	return ret ? ret : vt_signal(o->card, id);
}

static void sync_import(uint32_t flags)
{
	struct object from = object_open(), to = object_open();
	uint32_t id = vt_fence(from.card, from.handle, VGEM_FENCE_WRITE);
	struct dma_buf_import_sync_file arg = {
		.flags = flags,
		.fd = vt_sync_file(from.dmabuf, DMA_BUF_SYNC_READ),
	};

	ask(vt_ioctl(to.dmabuf, DMA_BUF_IOCTL_IMPORT_SYNC_FILE, &arg),
	    "sync.import.%u", flags);
	say(polls(to.dmabuf), "sync.import.%u.polls", flags);
	ask(probe(&to, 0), "sync.import.%u.attach_R", flags);
	ask(probe(&to, VGEM_FENCE_WRITE),
	    "sync.import.%u.attach_W", flags);
	vt_signal(from.card, id);
	ask(probe(&to, 0), "sync.import.%u.done.attach_R", flags);
	ask(probe(&to, VGEM_FENCE_WRITE),
	    "sync.import.%u.done.attach_W", flags);
	close(arg.fd);
	object_close(&to);
	object_close(&from);
}

static void record_sync(void)
{
	struct object o = object_open();
	struct dma_buf_import_sync_file arg = {
		.flags = DMA_BUF_SYNC_READ, .fd = o.card,
	};
	unsigned int flags;

	record_sync_export(0);
	record_sync_export(VGEM_FENCE_WRITE);
	record_sync_merge();
	record_sync_two_readers();
	for (flags = 0; flags <= 4; flags++)
		sync_import(flags);
	ask(vt_ioctl(o.dmabuf, DMA_BUF_IOCTL_IMPORT_SYNC_FILE, &arg),
	    "sync.import.card_fd");
	ask(vt_ioctl(o.card, SYNC_IOC_FILE_INFO, &arg), "sync.info.card_fd");
	object_close(&o);
}

/* ------------------------------------------------------------------ dumb */

static void dumb(int fd, unsigned int w, unsigned int h, unsigned int bpp)
{
	struct drm_mode_create_dumb c;
	long ret = vt_create(fd, w, h, bpp, &c);

	say(ret ? vt_err(ret) : val("pitch=%u size=%llu", c.pitch, c.size),
	    "dumb.%u.%u.%u", w, h, bpp);
	if (!ret)
		vt_gem_close(fd, c.handle);
}

static void record_dumb_sizes(int fd)
{
	static const unsigned int sizes[][3] = {
		{ 0, 0, 0 }, { 0, 1, 32 }, { 1, 0, 32 }, { 1, 1, 0 },
		{ 1, 1, 1 }, { 1, 1, 7 }, { 1, 1, 8 }, { 1, 1, 9 },
		{ 1, 1, 32 }, { 1, 1, 64 }, { 1, 1, 4096 }, { 3, 5, 24 },
		{ 4096, 1, 8 }, { 4097, 1, 8 }, { 1920, 1080, 32 },
		{ 65536, 65536, 8 }, { 65536, 65536, 32 },
		{ 65535, 65537, 8 }, { 32768, 32768, 32 },
		{ 0xffffffff, 1, 8 }, { 1, 0xffffffff, 8 },
		{ 0xfffff000, 1, 8 }, { 0xfffff001, 1, 8 },
		{ 1, 0xfffff000, 8 }, { 0x80000000, 1, 8 },
		{ 0x7fffffff, 2, 8 }, { 0x40000000, 1, 32 },
		{ 0x3fffffff, 1, 32 }, { 0xffffffff, 0xffffffff, 8 },
		{ 1, 1, 0xffffffff }, { 1, 1, 0xfffffff7 },
		{ 1, 1, 0xfffffff8 }, { 1, 1, 0xfffffff9 },
		{ 8, 1, 0x80000000 }, { 0x1000, 0x100000, 8 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sizes); i++)
		dumb(fd, sizes[i][0], sizes[i][1], sizes[i][2]);
}

static long destroy_dumb(int fd, uint32_t handle)
{
	struct drm_mode_destroy_dumb arg = { .handle = handle };

	return vt_ioctl(fd, DRM_IOCTL_MODE_DESTROY_DUMB, &arg);
}

static long map_offset(int fd, uint32_t handle, uint64_t *offset)
{
	struct drm_mode_map_dumb arg = { .handle = handle };
	long ret = vt_ioctl(fd, DRM_IOCTL_MODE_MAP_DUMB, &arg);

	*offset = arg.offset;
	return ret;
}

static void record_dumb_handles(int fd)
{
	uint32_t handle = vt_object(fd), second;
	uint64_t offset, again;

	ask(map_offset(fd, handle, &offset), "dumb.map");
	say(yes(offset && !(offset % VT_PAGE)), "dumb.map.page_aligned");
	map_offset(fd, handle, &again);
	say(yes(offset == again), "dumb.map.same_twice");
	ask(map_offset(fd, 0, &again), "dumb.map.handle_0");
	ask(map_offset(fd, 77, &again), "dumb.map.handle_unknown");
	ask(destroy_dumb(fd, handle), "dumb.destroy");
	ask(destroy_dumb(fd, handle), "dumb.destroy.twice");
	ask(destroy_dumb(fd, 0), "dumb.destroy.0");
	ask(map_offset(fd, handle, &again), "dumb.map.destroyed");
	second = vt_object(fd);
	say(yes(second == handle), "dumb.handle_reused");
	ask(vt_gem_close(fd, second), "gem_close");
	ask(vt_gem_close(fd, second), "gem_close.twice");
	ask(vt_gem_close(fd, 0), "gem_close.0");
	ask(vt_gem_close(fd, ~0U), "gem_close.max");
}

static void record_dumb(void)
{
	int fd = vt_open(VT_CARD);
	int render = vt_open(VT_RENDER);
	struct drm_mode_create_dumb c = {
		.width = 1, .height = 1, .bpp = 32, .flags = ~0U,
	};
	uint64_t offset;

	record_dumb_sizes(fd);
	record_dumb_handles(fd);
	ask(vt_ioctl(fd, DRM_IOCTL_MODE_CREATE_DUMB, &c), "dumb.flags");
	ask(vt_create(render, 1, 1, 32, &c), "dumb.render.create");
	ask(map_offset(render, 1, &offset), "dumb.render.map");
	ask(destroy_dumb(render, 1), "dumb.render.destroy");
	close(render);
	close(fd);
}

/* ------------------------------------------------------------------ mmap */

static long try_map(int fd, size_t size, int prot, int flags, uint64_t offset)
{
	void *p = mmap(NULL, size, prot, flags, fd, offset);

	if (p == MAP_FAILED)
		return -errno;
	munmap(p, size);
	return 0;
}

static uint8_t *map(int fd, uint64_t offset)
{
	void *p = mmap(NULL, VT_PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
		       offset);

	if (p == MAP_FAILED)
		vt_die("mmap: %s", vt_err(-errno));
	return p;
}

#define RW (PROT_READ | PROT_WRITE)

static void record_card_map(const struct object *o, uint64_t off)
{
	int other = vt_open(VT_CARD);
	int render = vt_open(VT_RENDER);

	ask(try_map(o->card, VT_PAGE, RW, MAP_SHARED, off), "map.rw");
	ask(try_map(o->card, VT_PAGE, PROT_READ, MAP_SHARED, off), "map.ro");
	ask(try_map(o->card, VT_PAGE, PROT_WRITE, MAP_SHARED, off), "map.wo");
	ask(try_map(o->card, VT_PAGE, PROT_NONE, MAP_SHARED, off), "map.none");
	ask(try_map(o->card, VT_PAGE, RW | PROT_EXEC, MAP_SHARED, off),
	    "map.exec");
	ask(try_map(o->card, VT_PAGE, RW, MAP_PRIVATE, off), "map.private");
	ask(try_map(o->card, VT_PAGE, PROT_READ, MAP_PRIVATE, off),
	    "map.private_ro");
	ask(try_map(o->card, 1, RW, MAP_SHARED, off), "map.one_byte");
	ask(try_map(o->card, 2 * VT_PAGE, RW, MAP_SHARED, off), "map.too_long");
	ask(try_map(o->card, VT_PAGE, RW, MAP_SHARED, off + VT_PAGE),
	    "map.wrong_offset");
	ask(try_map(o->card, VT_PAGE, RW, MAP_SHARED, 0), "map.offset_0");
	ask(try_map(other, VT_PAGE, RW, MAP_SHARED, off), "map.other_file");
	ask(try_map(render, VT_PAGE, RW, MAP_SHARED, off), "map.render");
	vt_import(other, o->dmabuf);
	vt_import(render, o->dmabuf);
	ask(try_map(other, VT_PAGE, RW, MAP_SHARED, off),
	    "map.other_file.imported");
	ask(try_map(render, VT_PAGE, RW, MAP_SHARED, off),
	    "map.render.imported");
	close(render);
	close(other);
}

static void record_dmabuf_map(const struct object *o)
{
	int readonly = vt_export_flags(o->card, vt_object(o->card), DRM_CLOEXEC);

	ask(try_map(o->dmabuf, VT_PAGE, RW, MAP_SHARED, 0), "dmabuf.map.rw");
	ask(try_map(o->dmabuf, VT_PAGE, PROT_READ, MAP_SHARED, 0),
	    "dmabuf.map.ro");
	ask(try_map(o->dmabuf, VT_PAGE, RW, MAP_PRIVATE, 0),
	    "dmabuf.map.private");
	ask(try_map(o->dmabuf, 2 * VT_PAGE, RW, MAP_SHARED, 0),
	    "dmabuf.map.too_long");
	ask(try_map(o->dmabuf, VT_PAGE, RW, MAP_SHARED, VT_PAGE),
	    "dmabuf.map.wrong_offset");
	ask(try_map(readonly, VT_PAGE, RW, MAP_SHARED, 0),
	    "dmabuf.map.readonly_fd.rw");
	ask(try_map(readonly, VT_PAGE, PROT_READ, MAP_SHARED, 0),
	    "dmabuf.map.readonly_fd.ro");
	close(readonly);
}

static void record_contents(struct object *o, uint64_t off)
{
	uint8_t *card = map(o->card, off);
	uint8_t *dmabuf = map(o->dmabuf, 0);
	unsigned int i, set = 0;

	for (i = 0; i < VT_PAGE; i++)
		set += card[i] || dmabuf[i];
	say(val("%u", set), "contents.nonzero_when_new");
	card[0] = 0x11;
	dmabuf[VT_PAGE - 1] = 0x22;
	say(val("%x %x", dmabuf[0], card[VT_PAGE - 1]), "contents.shared");
	ask(mprotect(card, VT_PAGE, PROT_READ) ? -errno : 0, "map.mprotect_ro");
	ask(mprotect(card, VT_PAGE, RW) ? -errno : 0, "map.mprotect_rw");
	ask(destroy_dumb(o->card, o->handle), "contents.destroy");
	say(val("%x %x", card[0], card[VT_PAGE - 1]), "contents.destroyed");
	ask(try_map(o->card, VT_PAGE, RW, MAP_SHARED, off),
	    "map.destroyed_but_exported");
	close(o->dmabuf);
	o->dmabuf = -1;
	say(val("%x %x", dmabuf[0], dmabuf[VT_PAGE - 1]),
	    "contents.dmabuf_closed");
	munmap(dmabuf, VT_PAGE);
	say(val("%x %x", card[0], card[VT_PAGE - 1]), "contents.dmabuf_unmapped");
	card[1] = 0x33;
	say(val("%x", card[1]), "contents.writable");
	munmap(card, VT_PAGE);
	ask(try_map(o->card, VT_PAGE, RW, MAP_SHARED, off), "map.gone");
}

static void record_mmap(void)
{
	struct object o = object_open();
	uint64_t off;

	if (map_offset(o.card, o.handle, &off))
		vt_die("MAP_DUMB failed");
	record_card_map(&o, off);
	record_dmabuf_map(&o);
	record_contents(&o, off);
	object_close(&o);
}

/* ----------------------------------------------------------------- prime */

static void record_export_flags(const struct object *o)
{
	static const uint32_t flags[] = {
		0, DRM_CLOEXEC, DRM_RDWR, DRM_CLOEXEC | DRM_RDWR, 1, 4,
		0x80000000, ~0U,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(flags); i++) {
		/* The first export determines the mode of a dma-buf. */
		uint32_t handle = vt_object(o->card);
		long fd = vt_export_flags(o->card, handle, flags[i]);

		say(fd_or_err(fd), "export.flags.0x%x", flags[i]);
		if (fd < 0)
			continue;
		say(val("cloexec=%d mode=%o", fcntl(fd, F_GETFD) & FD_CLOEXEC,
			fcntl(fd, F_GETFL) & O_ACCMODE),
		    "export.flags.0x%x.fd", flags[i]);
		close(fd);
	}
	say(fd_or_err(vt_export_flags(o->card, 0, 0)), "export.handle_0");
	say(fd_or_err(vt_export_flags(o->card, 77, 0)), "export.unknown");
	say(fd_or_err(vt_export_flags(o->card, 77, 1)), "export.unknown+flags");
}

static void record_import(const struct object *o)
{
	int other = vt_open(VT_CARD);
	int render = vt_open(VT_RENDER);
	uint32_t handle;
	int again, pipes[2];

	ask(vt_try_import(o->card, o->dmabuf, &handle), "import.own");
	say(yes(handle == o->handle), "import.own.same_handle");
	ask(vt_try_import(other, o->dmabuf, &handle), "import.other");
	say(val("%u", handle), "import.other.handle");
	ask(vt_try_import(other, o->dmabuf, &handle), "import.other.twice");
	say(val("%u", handle), "import.other.twice.handle");
	ask(vt_try_import(render, o->dmabuf, &handle), "import.render");
	say(val("%u", handle), "import.render.handle");
	again = vt_export_flags(render, handle, DRM_CLOEXEC);
	say(fd_or_err(again), "import.render.export");
	vt_close(again);
	ask(vt_try_import(o->card, -1, &handle), "import.bad_fd");
	ask(vt_try_import(o->card, 1000, &handle), "import.closed_fd");
	ask(vt_try_import(o->card, o->card, &handle), "import.card_fd");
	if (pipe(pipes))
		vt_die("pipe: %s", vt_err(-errno));
	ask(vt_try_import(o->card, pipes[0], &handle), "import.pipe");
	close(pipes[0]);
	close(pipes[1]);
	close(render);
	close(other);
}

static void record_dmabuf_ioctls(const struct object *o)
{
	uint64_t flags;
	long ret;

	for (flags = 0; flags <= 8; flags++) {
		struct dma_buf_sync arg = { .flags = flags };

		ask(vt_ioctl(o->dmabuf, DMA_BUF_IOCTL_SYNC, &arg),
		    "dmabuf.sync.%u", (unsigned int)flags);
	}
	ask(vt_ioctl(o->dmabuf, DMA_BUF_SET_NAME, "a name"), "dmabuf.set_name");
	ask(vt_ioctl(o->dmabuf, _IO('b', 99), NULL), "dmabuf.unknown_ioctl");
	ret = lseek(o->dmabuf, 0, SEEK_END);
	ask(ret < 0 ? -errno : ret, "dmabuf.lseek.end");
	ret = lseek(o->dmabuf, 0, SEEK_SET);
	ask(ret < 0 ? -errno : ret, "dmabuf.lseek.set");
	ret = lseek(o->dmabuf, 1, SEEK_SET);
	ask(ret < 0 ? -errno : ret, "dmabuf.lseek.set_1");
	ret = lseek(o->dmabuf, 0, SEEK_CUR);
	ask(ret < 0 ? -errno : ret, "dmabuf.lseek.cur");
	ret = read(o->dmabuf, &flags, 1);
	ask(ret < 0 ? -errno : ret, "dmabuf.read");
}

/* Two exports give one dma-buf: what is done to one shows in the other. */
static void record_two_exports(const struct object *o)
{
	int second = vt_export(o->card, o->handle);
	struct stat a, b;
	uint32_t id;

	if (fstat(o->dmabuf, &a) || fstat(second, &b))
		vt_die("fstat: %s", vt_err(-errno));
	say(yes(a.st_ino == b.st_ino), "export.twice.same");
	say(val("%lld", (long long)a.st_size), "export.stat_size");
	id = vt_fence(o->card, o->handle, VGEM_FENCE_WRITE);
	say(polls(second), "export.twice.pending");
	vt_signal(o->card, id);
	say(polls(second), "export.twice.done");
	close(second);
}

static void record_import_survives(void)
{
	struct object o = object_open();
	int other = vt_open(VT_CARD);
	uint32_t handle = vt_import(other, o.dmabuf);
	uint32_t id;

	object_close(&o);
	ask(vt_attach(other, handle, VGEM_FENCE_WRITE, &id),
	    "import.exporter_closed.attach");
	ask(vt_signal(other, id), "import.exporter_closed.signal");
	ask(vt_gem_close(other, handle), "import.exporter_closed.close");
	ask(vt_attach(other, handle, 0, NULL), "import.exporter_closed.gone");
	close(other);
}

static void record_prime(void)
{
	struct object o = object_open();

	record_export_flags(&o);
	record_import(&o);
	record_dmabuf_ioctls(&o);
	record_two_exports(&o);
	record_import_survives();
	object_close(&o);
}

/* ------------------------------------------------ flink, syncobj, master */

static long flink(int fd, uint32_t handle, uint32_t *name)
{
	struct drm_gem_flink arg = { .handle = handle };
	long ret = vt_ioctl(fd, DRM_IOCTL_GEM_FLINK, &arg);

	*name = arg.name;
	return ret;
}

static long open_name(int fd, uint32_t name, struct drm_gem_open *arg)
{
	*arg = (struct drm_gem_open){ .name = name };
	return vt_ioctl(fd, DRM_IOCTL_GEM_OPEN, arg);
}

static void record_flink(void)
{
	struct object o = object_open();
	int other = vt_open(VT_CARD);
	int render = vt_open(VT_RENDER);
	struct drm_gem_open arg;
	uint32_t name, again;
	uint32_t id;

	ask(flink(o.card, o.handle, &name), "flink");
	say(yes(name), "flink.named");
	flink(o.card, o.handle, &again);
	say(yes(name == again), "flink.twice.same");
	ask(flink(o.card, 0, &again), "flink.handle_0");
	ask(flink(o.card, 77, &again), "flink.unknown");
	ask(flink(render, 1, &again), "flink.render");
	ask(open_name(render, name, &arg), "flink.render.open");
	ask(open_name(other, 7777, &arg), "flink.open.unknown");
	ask(open_name(other, 0, &arg), "flink.open.0");
	ask(open_name(other, name, &arg), "flink.open");
	say(val("handle=%u size=%llu", arg.handle, arg.size), "flink.open.out");
	ask(vt_attach(other, arg.handle, VGEM_FENCE_WRITE, &id),
	    "flink.open.attach");
	ask(vt_attach(o.card, o.handle, 0, NULL), "flink.open.attach.conflict");
	say(polls(o.dmabuf), "flink.open.attach.polls");
	ask(vt_gem_close(o.card, o.handle), "flink.close");
	ask(open_name(o.card, name, &arg), "flink.closed.open");
	close(render);
	close(other);
	object_close(&o);
}

static void record_syncobj(enum vt_node node, const char *prefix)
{
	static const struct { unsigned long cmd; const char *name; } cmds[] = {
		{ DRM_IOCTL_SYNCOBJ_CREATE, "create" },
		{ DRM_IOCTL_SYNCOBJ_DESTROY, "destroy" },
		{ DRM_IOCTL_SYNCOBJ_HANDLE_TO_FD, "handle_to_fd" },
		{ DRM_IOCTL_SYNCOBJ_FD_TO_HANDLE, "fd_to_handle" },
		{ DRM_IOCTL_SYNCOBJ_WAIT, "wait" },
		{ DRM_IOCTL_SYNCOBJ_RESET, "reset" },
		{ DRM_IOCTL_SYNCOBJ_SIGNAL, "signal" },
		{ DRM_IOCTL_SYNCOBJ_TIMELINE_WAIT, "timeline_wait" },
		{ DRM_IOCTL_SYNCOBJ_QUERY, "query" },
		{ DRM_IOCTL_SYNCOBJ_TRANSFER, "transfer" },
		{ DRM_IOCTL_SYNCOBJ_TIMELINE_SIGNAL, "timeline_signal" },
	};
	int fd = vt_open(node);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cmds); i++) {
		uint64_t zero[16] = { 0 };

		ask(vt_ioctl(fd, cmds[i].cmd, zero), "syncobj.%s.%s", prefix,
		    cmds[i].name);
	}
	close(fd);
}

static void record_master(void)
{
	int first = vt_open(VT_CARD), second = vt_open(VT_CARD);
	int render = vt_open(VT_RENDER);
	struct drm_auth magic = { 0 };

	ask(vt_ioctl(second, DRM_IOCTL_SET_MASTER, NULL), "master.second.set");
	ask(vt_ioctl(second, DRM_IOCTL_DROP_MASTER, NULL), "master.second.drop");
	ask(vt_ioctl(first, DRM_IOCTL_SET_MASTER, NULL), "master.first.set");
	ask(vt_ioctl(second, DRM_IOCTL_GET_MAGIC, &magic), "magic.get");
	say(val("%u", magic.magic), "magic.get.number");
	ask(vt_ioctl(second, DRM_IOCTL_AUTH_MAGIC, &magic), "magic.auth.slave");
	ask(vt_ioctl(first, DRM_IOCTL_AUTH_MAGIC, &magic), "magic.auth");
	ask(vt_ioctl(first, DRM_IOCTL_AUTH_MAGIC, &magic), "magic.auth.twice");
	ask(vt_ioctl(first, DRM_IOCTL_DROP_MASTER, NULL), "master.first.drop");
	ask(vt_ioctl(first, DRM_IOCTL_DROP_MASTER, NULL), "master.first.drop2");
	ask(vt_ioctl(second, DRM_IOCTL_SET_MASTER, NULL), "master.second.set2");
	ask(vt_ioctl(first, DRM_IOCTL_SET_MASTER, NULL), "master.first.set2");
	ask(vt_ioctl(render, DRM_IOCTL_SET_MASTER, NULL), "master.render.set");
	ask(vt_ioctl(render, DRM_IOCTL_GET_MAGIC, &magic), "magic.render");
	close(render);
	close(second);
	close(first);
}

static void record_client(void)
{
	struct drm_client arg = { .idx = 0 };
	int fd = vt_open(VT_CARD);
	int slave = vt_open(VT_CARD);

	ask(vt_ioctl(fd, DRM_IOCTL_GET_CLIENT, &arg), "client.0");
	say(val("auth=%d own_pid=%s uid=%lu", arg.auth,
		yes(arg.pid == (unsigned long)getpid()), arg.uid),
	    "client.0.out");
	arg.idx = 1;
	ask(vt_ioctl(fd, DRM_IOCTL_GET_CLIENT, &arg), "client.1");
	arg.idx = 0;
	ask(vt_ioctl(slave, DRM_IOCTL_GET_CLIENT, &arg), "client.slave");
	say(val("auth=%d", arg.auth), "client.slave.out");
	close(slave);
	close(fd);
}

/* --------------------------------------------------------- expiry, close */

/*
 * These fences are attached before everything else and queried at the end, so that
 * the whole recording waits for an expiry (ten seconds) only once.
 */
struct expiry {
	struct object write;
	struct object read;
	int render;
	int sync_write;
	int sync_merged;
	int64_t attached_ns;
	uint32_t id_write;
	uint32_t id_uncollected;
	uint32_t id_signalled;
	uint32_t id_read;
	uint32_t id_render;
};

static void expiry_begin(struct expiry *e)
{
	int sync_read;

	e->write = object_open();
	e->read = object_open();
	e->render = vt_open(VT_RENDER);
	/* The groups in between need to become master. */
	vt_ioctl(e->write.card, DRM_IOCTL_DROP_MASTER, NULL);
	e->attached_ns = vt_now_ns();
	e->id_write = vt_fence(e->write.card, e->write.handle, VGEM_FENCE_WRITE);
	e->id_uncollected = vt_fence(e->write.card, vt_object(e->write.card), 0);
	e->id_signalled = vt_fence(e->write.card, vt_object(e->write.card), 0);
	e->id_read = vt_fence(e->read.card, e->read.handle, 0);
	e->id_render = vt_fence(e->render, vt_import(e->render, e->read.dmabuf),
				0);
	e->sync_write = vt_sync_file(e->write.dmabuf, DMA_BUF_SYNC_READ);
	sync_read = vt_sync_file(e->read.dmabuf, DMA_BUF_SYNC_WRITE);
	e->sync_merged = vt_merge(e->sync_write, sync_read);
	close(sync_read);
	ask(vt_signal(e->write.card, e->id_signalled), "expiry.signalled");
	say(polls(e->write.dmabuf), "expiry.before.write.polls");
	say(polls(e->read.dmabuf), "expiry.before.read.polls");
	say(sync_info(e->sync_write), "expiry.before.sync");
	say(sync_info(e->sync_merged), "expiry.before.merged");
}

/* From the fence's own timestamp, so it does not matter when we look. */
static void record_expiry_time(const struct expiry *e)
{
	struct vt_sync_info info;
	int64_t ms;

	if (vt_sync_info(e->sync_write, &info))
		vt_die("SYNC_IOC_FILE_INFO failed");
	ms = ((int64_t)info.fence[0].timestamp_ns - e->attached_ns) / 1000000;
	say(yes(ms >= VT_EXPIRY_MS - 500 &&
		ms <= VT_EXPIRY_MS + VT_EXPIRY_SLACK_MS),
	    "expiry.after_ten_seconds");
	printf("# a fence expired after %lld ms\n", (long long)ms);
}

static void expiry_end(struct expiry *e)
{
	const int wait = VT_EXPIRY_MS + 2 * VT_EXPIRY_SLACK_MS;

	say(val("%d", vt_poll(e->sync_write, POLLIN, wait)), "expiry.sync.poll");
	say(val("%d", vt_poll(e->write.dmabuf, POLLOUT, wait)),
	    "expiry.write.poll");
	say(val("%d", vt_poll(e->read.dmabuf, POLLOUT, wait)),
	    "expiry.read.poll");
	say(val("%d", vt_poll(e->sync_merged, POLLIN, wait)),
	    "expiry.merged.poll");
	record_expiry_time(e);
	say(sync_info(e->sync_write), "expiry.sync");
	say(sync_info(e->sync_merged), "expiry.merged");
	say(polls(e->write.dmabuf), "expiry.write.polls");
	say(polls(e->read.dmabuf), "expiry.read.polls");
	ask(vt_signal(e->read.card, e->id_write + 1), "expiry.other_file");
	ask(vt_signal(e->write.card, e->id_write), "expiry.write");
	ask(vt_signal(e->write.card, e->id_write), "expiry.write.again");
	ask(vt_signal(e->read.card, e->id_read), "expiry.read");
	ask(vt_signal(e->read.card, e->id_read), "expiry.read.again");
	ask(vt_signal(e->render, e->id_render), "expiry.render");
	ask(vt_signal(e->render, e->id_render), "expiry.render.again");
	ask(vt_signal(e->write.card, e->id_signalled), "expiry.consumed");
	say(val("%u", vt_fence(e->write.card, e->write.handle,
			       VGEM_FENCE_WRITE)), "expiry.next_id");
	ask(vt_signal(e->write.card, e->id_uncollected), "expiry.late");
	ask(vt_signal(e->write.card, e->id_uncollected), "expiry.late.again");
	close(e->sync_merged);
	close(e->sync_write);
	close(e->render);
	object_close(&e->read);
	object_close(&e->write);
}

static void record_file_close(void)
{
	struct object w = object_open(), r = object_open();
	int sync;

	vt_fence(w.card, w.handle, VGEM_FENCE_WRITE);
	vt_fence(w.card, vt_import(w.card, r.dmabuf), 0);
	vt_fence(r.card, r.handle, 0);
	sync = vt_sync_file(w.dmabuf, DMA_BUF_SYNC_READ);
	say(polls(w.dmabuf), "close.before.write");
	say(polls(r.dmabuf), "close.before.read");
	close(w.card);
	w.card = -1;
	say(polls(w.dmabuf), "close.one.write");
	say(polls(r.dmabuf), "close.one.read");
	say(sync_info(sync), "close.one.sync");
	close(r.card);
	r.card = -1;
	say(polls(r.dmabuf), "close.both.read");
	close(sync);
	object_close(&r);
	object_close(&w);
}

static void record_dup_close(void)
{
	struct object o = object_open();
	int dup_fd = vt_dup(o.card);
	int other = vt_dup(o.dmabuf);

	vt_fence(o.card, o.handle, VGEM_FENCE_WRITE);
	close(o.card);
	o.card = -1;
	close(o.dmabuf);
	o.dmabuf = -1;
	say(polls(other), "close.dup.first");
	close(dup_fd);
	say(polls(other), "close.dup.last");
	close(other);
}

static void record_exit(void)
{
	struct object o = object_open();
	pid_t pid = fork();
	int status;

	if (!pid) {
		int fd = vt_open(VT_RENDER);

		vt_fence(fd, vt_import(fd, o.dmabuf), VGEM_FENCE_WRITE);
		_exit(!!(vt_poll(o.dmabuf, POLLIN, 0) & POLLIN));
	}
	status = vt_wait_child(pid, 5);
	ask(-(long)status, "close.exit.child");
	say(polls(o.dmabuf), "close.exit.polls");
	object_close(&o);
}

/* ---------------------------------------------------------------- module */

enum holder {
	HOLD_CARD, HOLD_RENDER, HOLD_DMABUF, HOLD_CARD_MAP, HOLD_DMABUF_MAP,
	HOLD_COUNT
};

static const char *const holder_names[] = {
	"card_file", "render_file", "dmabuf", "card_mapping", "dmabuf_mapping",
};

struct hold {
	int fd;
	void *map;
};

static struct hold hold_object(enum holder what)
{
	struct object o = object_open();
	struct hold h = { .fd = -1 };
	uint64_t off;

	if (map_offset(o.card, o.handle, &off))
		vt_die("MAP_DUMB failed");
	vt_fence(o.card, o.handle, VGEM_FENCE_WRITE);
	if (what == HOLD_CARD_MAP)
		h.map = map(o.card, off);
	else if (what == HOLD_DMABUF_MAP)
		h.map = map(o.dmabuf, 0);
	else
		h.fd = vt_dup(o.dmabuf);
	object_close(&o);
	return h;
}

static struct hold hold(enum holder what)
{
	if (what == HOLD_CARD)
		return (struct hold){ .fd = vt_open(VT_CARD) };
	if (what == HOLD_RENDER)
		return (struct hold){ .fd = vt_open(VT_RENDER) };
	return hold_object(what);
}

static void hold_drop(struct hold *h)
{
	vt_close(h->fd);
	if (h->map)
		munmap(h->map, VT_PAGE);
}

static void record_module(void)
{
	char refs[16], path[64];
	unsigned int i;

	ask(vt_unload("vgem", 1000), "module.unload.idle");
	ask(vt_delete_module("vgem"), "module.unload.twice");
	ask(vt_try_open(VT_CARD), "module.unloaded.card");
	ask(vt_try_open(VT_RENDER), "module.unloaded.render");
	ask(-vt_load("vgem"), "module.load");
	ask(-vt_load("vgem"), "module.load.twice");
	for (i = 0; i < HOLD_COUNT; i++) {
		struct hold h = hold(i);

		ask(vt_delete_module("vgem"), "module.unload.%s",
		    holder_names[i]);
		vt_read_text("/sys/module/vgem/refcnt", refs, sizeof(refs));
		say(yes(atoi(refs) > 0), "module.refcount.%s", holder_names[i]);
		say(yes(!vt_find(VT_CARD, path, sizeof(path))),
		    "module.node.%s", holder_names[i]);
		hold_drop(&h);
		ask(vt_unload("vgem", 1000), "module.unload.%s.dropped",
		    holder_names[i]);
		ask(-vt_load("vgem"), "module.load.%s", holder_names[i]);
	}
	record_version(VT_CARD, "reloaded");
	record_version(VT_RENDER, "reloaded_render");
}

/* -------------------------------------------------------- record, compare */

static int record(const char *path)
{
	struct expiry e;

	record_file = fopen(path, "w");
	if (!record_file)
		vt_die("%s: %s", path, vt_err(-errno));
	/* Line buffered: an exiting child must not flush our buffer again. */
	setvbuf(record_file, NULL, _IOLBF, 0);
	expiry_begin(&e);
	record_version(VT_CARD, "card");
	record_version(VT_RENDER, "render");
	record_unique();
	record_caps(VT_CARD, "card");
	record_caps(VT_RENDER, "render");
	record_node(VT_CARD, "card");
	record_node(VT_RENDER, "render");
	record_parameters();
	record_driver_numbers();
	record_core_numbers(VT_CARD, "card");
	record_core_numbers(VT_RENDER, "render");
	record_types();
	record_shapes();
	record_pointers();
	record_attach();
	record_signal();
	record_conflicts();
	record_sync();
	record_dumb();
	record_mmap();
	record_prime();
	record_flink();
	record_syncobj(VT_CARD, "card");
	record_syncobj(VT_RENDER, "render");
	record_master();
	record_client();
	record_file_close();
	record_dup_close();
	record_exit();
	expiry_end(&e);
	record_module();
	return fclose(record_file) ? 2 : 0;
}

#define MAX_LINES 4096

struct lines {
	int count;
	char *line[MAX_LINES];
};

static void read_lines(const char *path, struct lines *out)
{
	FILE *f = fopen(path, "r");
	char buf[1024];

	if (!f)
		vt_die("%s: %s", path, vt_err(-errno));
	while (fgets(buf, sizeof(buf), f)) {
		buf[strcspn(buf, "\n")] = '\0';
		if (!buf[0] || buf[0] == '#')
			continue;
		if (out->count == MAX_LINES)
			vt_die("%s: too many lines", path);
		out->line[out->count++] = strdup(buf);
	}
	fclose(f);
}

struct answers {
	int count;
	struct { char *name, *text; bool seen; } a[MAX_LINES];
};

static int find_answer(const struct answers *list, const char *name)
{
	int i;

	for (i = 0; i < list->count; i++)
		if (!strcmp(list->a[i].name, name))
			return i;
	return -1;
}

static void read_answers(const char *path, struct answers *out)
{
	static struct lines lines;
	int i;

	lines.count = 0;
	read_lines(path, &lines);
	for (i = 0; i < lines.count; i++) {
		char *sep = strstr(lines.line[i], " = ");

		if (!sep)
			vt_die("%s: no answer in: %s", path, lines.line[i]);
		*sep = '\0';
		if (find_answer(out, lines.line[i]) >= 0)
			vt_die("%s: %s appears twice", path, lines.line[i]);
		out->a[out->count].name = lines.line[i];
		out->a[out->count++].text = sep + 3;
	}
	if (!out->count)
		vt_die("%s: no answers", path);
}

/* name TAB in-tree answer TAB our answer TAB reason */
struct differences {
	int count;
	struct { char *name, *intree, *ours, *why; bool seen; } d[MAX_LINES];
};

static void read_differences(const char *path, struct differences *out)
{
	static struct lines lines;
	int i;

	read_lines(path, &lines);
	for (i = 0; i < lines.count; i++) {
		char *rest = lines.line[i];

		out->d[i].name = strsep(&rest, "\t");
		out->d[i].intree = strsep(&rest, "\t");
		out->d[i].ours = strsep(&rest, "\t");
		out->d[i].why = rest;
		if (!rest || !*rest)
			vt_die("%s: needs four fields: %s", path, lines.line[i]);
	}
	out->count = lines.count;
}

static int find_difference(const struct differences *list, const char *name)
{
	int i;

	for (i = 0; i < list->count; i++)
		if (!strcmp(list->d[i].name, name))
			return i;
	return -1;
}

/* Compare the answers to one question; a missing answer is NULL. */
static void compare_one(const char *name, const char *intree, const char *ours,
			struct differences *diffs)
{
	int d = find_difference(diffs, name);

	if (!intree)
		intree = "(no answer)";
	if (!ours)
		ours = "(no answer)";
	if (d < 0) {
		vt_ok(!strcmp(intree, ours), name,
		      strcmp(intree, ours) ? "in-tree: %s; ours: %s" : NULL,
		      intree, ours);
		return;
	}
	diffs->d[d].seen = true;
	if (!strcmp(intree, ours))
		vt_ok(false, name, "listed as different, but both answer: %s", ours);
	else if (strcmp(intree, diffs->d[d].intree) ||
		 strcmp(ours, diffs->d[d].ours))
		vt_ok(false, name, "in-tree: %s; ours: %s; not as listed",
		      intree, ours);
	else
		vt_ok(true, name, "intended: %s", diffs->d[d].why);
}

static int count_extra(const struct answers *intree, const struct answers *ours,
		       const struct differences *diffs)
{
	int i, extra = 0;

	for (i = 0; i < ours->count; i++)
		extra += find_answer(intree, ours->a[i].name) < 0;
	for (i = 0; i < diffs->count; i++)
		extra += find_answer(intree, diffs->d[i].name) < 0 &&
			 find_answer(ours, diffs->d[i].name) < 0;
	return extra;
}

static int compare(const char *intree_path, const char *ours_path,
		   const char *differences_path)
{
	static struct answers intree, ours;
	static struct differences diffs;
	int i, o;

	read_answers(intree_path, &intree);
	read_answers(ours_path, &ours);
	read_differences(differences_path, &diffs);
	vt_plan(intree.count + count_extra(&intree, &ours, &diffs));
	for (i = 0; i < intree.count; i++) {
		o = find_answer(&ours, intree.a[i].name);
		compare_one(intree.a[i].name, intree.a[i].text,
			    o < 0 ? NULL : ours.a[o].text, &diffs);
	}
	for (i = 0; i < ours.count; i++)
		if (find_answer(&intree, ours.a[i].name) < 0)
			compare_one(ours.a[i].name, NULL, ours.a[i].text,
				    &diffs);
	for (i = 0; i < diffs.count; i++)
		if (!diffs.d[i].seen)
			vt_ok(false, diffs.d[i].name,
			      "listed as different, but never asked");
	return vt_exit();
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "record"))
		return record(argv[2]);
	if (argc == 5 && !strcmp(argv[1], "compare"))
		return compare(argv[2], argv[3], argv[4]);
	fprintf(stderr, "usage: uapi record FILE | uapi compare INTREE OURS DIFFERENCES\n");
	return 2;
}
