// SPDX-License-Identifier: GPL-2.0
/*
 * sync_lifetime: sw_sync fences that outlive sw_sync, what keeps it loaded, and
 * all drivers on sdrm side by side. None of our modules is loaded before or after.
 *
 * These fences keep their ops on any kernel, so sdrm stays as long as one lives.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <sys/socket.h>

#include "exporters.h"
#include "lifetime.h"
#include "sw_sync_test.h"
#include "syncobj.h"

#define BUFINFO "/sys/kernel/debug/dma_buf/bufinfo"
#define FOLDER "/sys/kernel/debug/sync"
#define COMM "sync_lifetime"
#define MANY 500

/* ----------------------------------------------------------------- modules */

static int load(const char *name, const char *option)
{
	pid_t pid = fork();

	if (!pid) {
		execlp("modprobe", "modprobe", name, option, (char *)NULL);
		_exit(127);
	}
	return vt_wait_child(pid, 30);
}

static void must_load(const char *name, const char *option)
{
	if (load(name, option))
		vt_die("modprobe %s failed", name);
}

static const char *unload(const char *name)
{
	long ret = vt_unload(name, UNLOAD_MS);

	return ret && ret != -ENOENT ?
	       wrong("%s stays loaded: %s", name, vt_err(ret)) : NULL;
}

/* sw_sync creates its directory and must remove it. */
static const char *unload_sw_sync(void)
{
	const char *why = unload("sw_sync");

	return why || access(FOLDER, F_OK) ? why : FOLDER " is left";
}

static const char *check_stays(const char *name)
{
	long ret = vt_delete_module(name);

	return is_busy(ret) ? NULL : wrong("%s unloads: %s", name, vt_err(ret));
}

static const char *all_gone(void)
{
	const char *why = unload("vgem");

	if (!why)
		why = unload("sdrm_brief");
	if (!why)
		why = unload_sw_sync();
	return why ? why : unload("sdrm");
}

/* ------------------------------------------------------------------ scenes */

enum holder {
	SYNC_FILE, MERGED, EPOLLED, WAITED, MESSAGE, SYNCOBJ, VGEM, UDMABUF, HEAP,
	HOLDERS
};

static const struct {
	const char *name, *device;
	bool vgem;
} holders[HOLDERS] = {
	[SYNC_FILE] = { "a sync_file", "/dev/null", false },
	[MERGED] = { "a merged sync_file", "/dev/null", false },
	[EPOLLED] = { "an epoll and its sync_file", "/dev/null", false },
	[WAITED] = { "a waiting child", "/dev/null", false },
	[MESSAGE] = { "a sync_file in a message", "/dev/null", false },
	[SYNCOBJ] = { "a sync object of vgem", "/dev/null", true },
	[VGEM] = { "a vgem buffer's reservation", "/dev/null", true },
	[UDMABUF] = { "a udmabuf's reservation", "/dev/udmabuf", false },
	[HEAP] = { "a heap buffer's reservation", "/dev/dma_heap/system", false },
};

/* Two timelines, each with a pending fence, and the holders of these fences. */
struct scene {
	enum holder holder;
	bool reached;		/* signalled; otherwise closed while pending */
	int timeline[2];
	int also;		/* a sync_file of the first fence */
	int held;		/* the holder */
	int watch;		/* an epoll */
	int turn;		/* closed when the child may continue */
	pid_t child;
	int64_t born;
};

static long wanted(const struct scene *s)
{
	return s->reached ? 1 : -ENOENT;
}

static const char *check_fence_of(const struct scene *s,
				  const struct sync_fence_info *info)
{
	if (!sw_has_names(info, COMM))
		return wrong("the names are '%s' '%s'", info->driver_name,
			     info->obj_name);
	if (info->status != wanted(s))
		return wrong("the fence's status is %s", vt_err(info->status));
	if ((int64_t)info->timestamp_ns < s->born ||
	    (int64_t)info->timestamp_ns > vt_now_ns())
		return wrong("it ended at %lld ns",
			     (long long)info->timestamp_ns);
	return NULL;
}

/* Names, status, poll and merge. */
static const char *check_file(const struct scene *s, int fd, unsigned int count)
{
	struct vt_sync_info info;
	long ret = vt_sync_info(fd, &info);
	const char *why = NULL;
	unsigned int i;

	/* A merged file learns the errors of its parts when it is polled. */
	if (vt_poll(fd, POLLIN, 1000) != POLLIN || sw_status(fd) != wanted(s))
		return wrong("the file's status is %s", vt_err(sw_status(fd)));
	if (ret || info.file.num_fences != count ||
	    info.file.status != wanted(s))
		return wrong("info: %s, %u fences, status %d", vt_err(ret),
			     info.file.num_fences, info.file.status);
	for (i = 0; i < count && !why; i++)
		why = check_fence_of(s, &info.fence[i]);
	return why ? why : check_signalled(fd);
}

/* Runs in the child, which is the only holder of the file by now. */
static int wait_and_check(const struct scene *s, int fd, int turn)
{
	const char *why;
	char byte;

	if (vt_poll(fd, POLLIN, 20000) != POLLIN)
		return 1;
	/* Until the parent closes its end. */
	if (read(turn, &byte, 1))
		return 2;
	why = check_file(s, fd, 1);
	if (why)
		vt_diag("the child: %s", why);
	return why ? 3 : 0;
}

static int start_child(struct scene *s)
{
	int turn[2];

	if (pipe(turn))
		vt_die("pipe: %s", vt_err(-errno));
	s->child = fork();
	if (!s->child) {
		close(s->timeline[0]);
		close(s->timeline[1]);
		close(turn[1]);
		_exit(wait_and_check(s, s->also, turn[0]));
	}
	close(turn[0]);
	close(s->also);
	s->also = -1;
	s->turn = turn[1];
	/* Let it go to sleep. */
	vt_sleep_ms(50);
	return -1;
}

static int fetch(int socket)
{
	char space[CMSG_SPACE(sizeof(int))] = {}, byte;
	struct iovec data = { &byte, 1 };
	struct msghdr msg = {
		.msg_iov = &data, .msg_iovlen = 1,
		.msg_control = space, .msg_controllen = sizeof(space),
	};
	int fd;

	if (recvmsg(socket, &msg, MSG_CMSG_CLOEXEC) != 1)
		vt_die("recvmsg: %s", vt_err(-errno));
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&msg)), sizeof(int));
	close(socket);
	return fd;
}

static int vgem_buffer(void)
{
	int card = vt_open(VT_CARD);
	int dmabuf = vt_export(card, vt_object(card));

	close(card);
	return dmabuf;
}

static int reserve(const struct scene *s, int buffer)
{
	long ret = buffer < 0 ? buffer :
		   vt_import_sync_file(buffer, s->also, DMA_BUF_SYNC_RW);

	if (ret)
		vt_die("%s: %s", holders[s->holder].name, vt_err(ret));
	return buffer;
}

static int new_syncobj(int sync_file)
{
	int card = vt_open(VT_CARD);
	long fd = vt_syncobj(card, sync_file);

	if (fd < 0)
		vt_die("syncobj: %s", vt_err(fd));
	close(card);
	return fd;
}

static int merge_of_both(const struct scene *s)
{
	int other = sw_fence(s->timeline[1], 1);
	int merged = vt_merge(s->also, other);

	close(other);
	return merged;
}

static int hold(struct scene *s)
{
	switch (s->holder) {
	case MERGED:
		return merge_of_both(s);
	case EPOLLED:
		s->watch = epoll_of(s->also);
		return dup(s->also);
	case WAITED:
		return start_child(s);
	case MESSAGE:
		return post(s->also);
	case SYNCOBJ:
		return new_syncobj(s->also);
	case VGEM:
		return reserve(s, vgem_buffer());
	case UDMABUF:
		return reserve(s, vt_udmabuf());
	case HEAP:
		return reserve(s, vt_heap_buffer());
	default:
		return dup(s->also);
	}
}

static struct scene scene_open(enum holder holder, bool reached)
{
	struct scene s = {
		.holder = holder, .reached = reached, .watch = -1, .turn = -1,
		.born = vt_now_ns(),
	};

	must_load("sw_sync", NULL);
	if (holders[holder].vgem)
		must_load("vgem", "syncobj=1");
	s.timeline[0] = sw_open();
	s.timeline[1] = sw_open();
	s.also = sw_fence(s.timeline[0], 1);
	s.held = hold(&s);
	return s;
}

static void finish(const struct scene *s)
{
	int i;

	for (i = 0; i < 2; i++) {
		if (s->reached)
			sw_inc(s->timeline[i], 1);
		close(s->timeline[i]);
	}
}

static const char *check_reservation(const struct scene *s)
{
	long fd = vt_sync_file(s->held, DMA_BUF_SYNC_READ);
	const char *why = fd < 0 ? wrong("EXPORT_SYNC_FILE: %s", vt_err(fd)) :
				   check_signalled(fd);

	vt_close(fd);
	if (why)
		return why;
	if (vt_poll(s->held, POLLIN | POLLOUT, 0) != (POLLIN | POLLOUT))
		return "a poll of the buffer does not say that it is idle";
	/* Newer kernels leave the names of a signalled fence empty. */
	if (vt_count_lines(BUFINFO, "sw_sync " COMM) < 1 &&
	    vt_count_lines(BUFINFO, "   signalled") < 1)
		return "the kernel's list of buffers does not show the fence";
	return NULL;
}

/* Query it through a vgem that was loaded since. */
static const char *check_syncobj(const struct scene *s)
{
	const char *why;
	int card;
	long fd;

	must_load("vgem", "syncobj=1");
	card = vt_open(VT_CARD);
	fd = vt_syncobj_sync_file(card, s->held);
	why = fd < 0 ? wrong("export: %s", vt_err(fd)) : check_file(s, fd, 1);
	vt_close(fd);
	close(card);
	return why ? why : unload("vgem");
}

static const char *check_epolled(const struct scene *s)
{
	struct epoll_event event;

	return epoll_wait(s->watch, &event, 1, 0) == 1 ?
	       check_file(s, s->held, 1) : "the epoll reports nothing";
}

static const char *check_held(struct scene *s)
{
	switch (s->holder) {
	case WAITED:
		return NULL;	/* the child checks it */
	case EPOLLED:
		return check_epolled(s);
	case MESSAGE:
		s->held = fetch(s->held);
		s->holder = SYNC_FILE;
		return check_file(s, s->held, 1);
	case SYNCOBJ:
		return check_syncobj(s);
	case VGEM:
	case UDMABUF:
	case HEAP:
		return check_reservation(s);
	default:
		return check_file(s, s->held, s->holder == MERGED ? 2 : 1);
	}
}

static const char *let_child_go(const struct scene *s)
{
	int status;

	if (s->holder != WAITED)
		return NULL;
	close(s->turn);
	status = vt_wait_child(s->child, 30);
	return status ? wrong("the child's status is %d", status) : NULL;
}

/* ------------------------------------------------------- outliving sw_sync */

/* The fence alone must keep sdrm loaded, even without a driver. */
static const char *check_unloaded(struct scene *s)
{
	const char *why = unload_sw_sync();

	if (!why && s->holder != VGEM)
		why = unload("vgem");
	if (!why)
		why = check_stays("sdrm");
	if (!why && s->also >= 0)
		why = check_file(s, s->also, 1);
	/* Now @held is the only holder. */
	vt_close(s->also);
	if (!why)
		why = check_stays("sdrm");
	return why ? why : check_held(s);
}

static const char *outlive(enum holder holder, bool reached)
{
	struct scene s = scene_open(holder, reached);
	const char *why, *child;

	finish(&s);
	why = check_unloaded(&s);
	if (!why)
		why = check_stays("sdrm");
	child = let_child_go(&s);
	vt_close(s.held);
	vt_close(s.watch);
	if (!why)
		why = child;
	return why ? why : all_gone();
}

static void result(const char *why, const char *name)
{
	vt_ok(!why, name, why ? "%s" : NULL, why);
}

static void test_outlive(enum holder holder, bool reached)
{
	char name[128];

	snprintf(name, sizeof(name), "sw_sync: %s of fences %s",
		 holders[holder].name,
		 reached ? "signalled" : "closed while pending");
	if (access(holders[holder].device, F_OK))
		vt_skip(name, "the kernel has no such exporter");
	else
		result(outlive(holder, reached), name);
}

/* -------------------------------------------------- what keeps it loaded */

static const char *keeps(int fd)
{
	const char *why = check_stays("sw_sync");

	close(fd);
	return why ? why : unload_sw_sync();
}

static const char *file_keeps(void)
{
	must_load("sw_sync", NULL);
	return keeps(sw_open());
}

static const char *message_keeps(void)
{
	int t, mail;

	must_load("sw_sync", NULL);
	t = sw_open();
	mail = post(t);
	close(t);
	return keeps(mail);
}

static const char *pending_keeps(void)
{
	int t, fd;
	const char *why;

	must_load("sw_sync", NULL);
	t = sw_open();
	fd = sw_fence(t, 1);
	why = check_stays("sw_sync");
	if (!why && sw_inc(t, 1))
		why = "a refused unload broke the timeline";
	if (!why && sw_status(fd) != 1)
		why = "a refused unload broke the fence";
	close(fd);
	return why ? why : keeps(t);
}

static int entries(DIR *dir)
{
	int count = 0;

	rewinddir(dir);
	while (readdir(dir))
		count++;
	return count;
}

/*
 * Neither an open directory nor an O_PATH descriptor of the file keeps sw_sync
 * loaded. The latter is not opened after the unload: 7.3's debugfs looks at the file
 * operations, of any module, before it notices that the file was removed.
 */
static const char *folder_keeps_not(void)
{
	const char *why;
	int path, t;
	DIR *dir;

	must_load("sw_sync", NULL);
	dir = opendir(FOLDER);
	path = open(SW_SYNC, O_PATH | O_CLOEXEC);
	if (!dir || path < 0 || entries(dir) != 3)
		return FOLDER " does not have exactly one file";
	why = unload_sw_sync();
	if (!why && entries(dir) > 2)
		why = "the removed directory still has files";
	closedir(dir);
	close(path);
	if (why)
		return why;
	must_load("sw_sync", NULL);
	t = sw_try_open();
	if (t < 0)
		return wrong("loaded again, open: %s", vt_err(t));
	close(t);
	return all_gone();
}

/* Old fences next to new ones of a module that was loaded again. */
static const char *reload(void)
{
	struct scene s = scene_open(MERGED, false);
	bool deadlines = !sw_set_deadline(s.also, 1234);
	const char *why = NULL;
	int i;

	finish(&s);
	for (i = 0; i < 3 && !why; i++) {
		int t, fd, both;
		uint64_t ns = 0;

		why = unload_sw_sync();
		must_load("sw_sync", NULL);
		t = sw_open();
		fd = sw_fence(t, 1);
		both = vt_merge(s.also, fd);
		if (!why && (sw_status(fd) || sw_status(both)))
			why = "a new fence is already signalled";
		if (!why && deadlines &&
		    (sw_get_deadline(t, s.also, &ns) || ns != 1234))
			why = "an old fence's deadline is lost";
		sw_inc(t, 1);
		if (!why && (sw_status(fd) != 1 || sw_status(both) != 1))
			why = "a new fence is not signalled in the end";
		if (!why)
			why = check_file(&s, s.held, 2);
		close(both);
		close(fd);
		close(t);
	}
	close(s.also);
	close(s.held);
	return why ? why : all_gone();
}

static const char *many(void)
{
	static int held[MANY];
	struct scene s = { .reached = false, .born = vt_now_ns() };
	const char *why;
	int i, t[10];

	must_load("sw_sync", NULL);
	for (i = 0; i < 10; i++)
		t[i] = sw_open();
	for (i = 0; i < MANY; i++)
		held[i] = sw_fence(t[i % 10], 1 + i * 7 % MANY);
	/* Some are closed before their timelines, some after. */
	for (i = 0; i < MANY; i += 3)
		close(held[i]);
	for (i = 0; i < 10; i++)
		close(t[i]);
	why = unload_sw_sync();
	for (i = 0; i < MANY; i++) {
		if (i % 3 == 0)
			continue;
		if (!why)
			why = check_stays("sdrm");
		if (!why)
			why = check_file(&s, held[i], 1);
		close(held[i]);
	}
	return why ? why : all_gone();
}

/* ------------------------------------------------- all of them together */

static const char *const drivers[] = { "vgem", "sw_sync", "sdrm_brief" };

/* While a buffer has a pending sw_sync fence, its driver must refuse another. */
static const char *shares(const char *driver)
{
	int t = sw_open(), fence = sw_fence(t, 1), card, dmabuf;
	const char *why = NULL;
	uint32_t handle, id = 0;

	vt_driver = driver;
	card = vt_open(VT_CARD);
	handle = vt_object(card);
	dmabuf = vt_export(card, handle);
	if (vt_import_sync_file(dmabuf, fence, DMA_BUF_SYNC_WRITE))
		why = "it does not accept the fence";
	else if (vt_poll(dmabuf, POLLOUT, 0))
		why = "its buffer is idle";
	else if (vt_attach(card, handle, VGEM_FENCE_WRITE, &id) != -EBUSY)
		why = "a pending fence is overlooked";
	sw_inc(t, 1);
	if (!why && vt_attach(card, handle, VGEM_FENCE_WRITE, &id))
		why = "a signalled fence is in the way";
	/* sdrm_brief's may have expired by now. */
	vt_signal(card, id);
	if (!why && vt_poll(dmabuf, POLLOUT, 1000) != POLLOUT)
		why = "its own fence is not signalled";
	close(dmabuf);
	close(card);
	close(fence);
	close(t);
	return why ? wrong("%s: %s", driver, why) : NULL;
}

static bool names(const struct vt_sync_info *info, const char *driver)
{
	unsigned int i;

	for (i = 0; i < info->file.num_fences; i++)
		if (!strcmp(info->fence[i].driver_name, driver))
			return true;
	return false;
}

/* A vgem fence and a sw_sync fence in one sync_file. */
static const char *merge_across(int *merged)
{
	int t = sw_open(), fence = sw_fence(t, 1), card, dmabuf, other;
	struct vt_sync_info info;
	const char *why = NULL;
	uint32_t handle, id;

	vt_driver = "vgem";
	card = vt_open(VT_CARD);
	handle = vt_object(card);
	dmabuf = vt_export(card, handle);
	id = vt_fence(card, handle, VGEM_FENCE_WRITE);
	other = vt_sync_file(dmabuf, DMA_BUF_SYNC_READ);
	*merged = vt_merge(fence, other);
	if (vt_sync_info(*merged, &info) || info.file.num_fences != 2 ||
	    !names(&info, "vgem") || !names(&info, "sw_sync"))
		why = "the merged sync_file does not have both";
	sw_inc(t, 1);
	if (!why && vt_poll(*merged, POLLIN, 0))
		why = "the merged sync_file is signalled too early";
	vt_signal(card, id);
	if (!why && vt_poll(*merged, POLLIN, 1000) != POLLIN)
		why = "the merged sync_file is not signalled in the end";
	close(fence);
	close(other);
	close(dmabuf);
	close(card);
	close(t);
	return why;
}

static const char *use(const char *driver)
{
	int fd;

	if (!strcmp(driver, "sw_sync")) {
		fd = sw_try_open();
	} else {
		vt_driver = driver;
		fd = vt_try_open(VT_RENDER);
	}
	vt_close(fd);
	return fd < 0 ? wrong("%s: open: %s", driver, vt_err(fd)) : NULL;
}

static const char *together(int first)
{
	const char *why = NULL;
	int i, n, merged = -1;

	for (i = 0; i < 3; i++)
		must_load(drivers[(first + i) % 3], NULL);
	/* The device nodes appear later. */
	vt_sleep_ms(100);
	if (!why)
		why = shares("vgem");
	if (!why)
		why = shares("sdrm_brief");
	if (!why)
		why = merge_across(&merged);
	for (i = 0; i < 3 && !why; i++) {
		for (n = i; n < 3 && !why; n++)
			why = use(drivers[(first + n) % 3]);
		if (!why)
			why = unload(drivers[(first + i) % 3]);
	}
	if (!why)
		why = check_stays("sdrm");
	if (!why)
		why = check_signalled(merged);
	vt_close(merged);
	vt_driver = "vgem";
	return why ? why : all_gone();
}

int main(void)
{
	int holder, i;

	/* No wait may last forever, whatever the driver does. */
	alarm(300);
	vt_plan(2 * HOLDERS + 6 + 3 + 1);
	for (holder = 0; holder < HOLDERS; holder++) {
		test_outlive(holder, true);
		test_outlive(holder, false);
	}
	result(file_keeps(), "sw_sync: an open file keeps it loaded");
	result(message_keeps(), "sw_sync: a file in a message keeps it loaded");
	result(pending_keeps(), "sw_sync: a refused unload changes nothing");
	result(folder_keeps_not(), "sw_sync: an open directory does not pin it");
	result(reload(), "sw_sync: loaded again while old fences exist");
	result(many(), "sw_sync: hundreds of fences outlive it");
	for (i = 0; i < 3; i++) {
		char name[96];

		snprintf(name, sizeof(name),
			 "vgem, sw_sync and sdrm_brief together, %s first",
			 drivers[i]);
		result(together(i), name);
	}
	result(kernel_is_well(), "the kernel neither warned nor died");
	return vt_exit();
}
