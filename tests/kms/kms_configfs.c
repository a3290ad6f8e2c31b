// SPDX-License-Identifier: GPL-2.0
/*
 * kms_configfs CASE [SECONDS]: displays that are made in configfs. `answers` and `hotplug` hold on
 * the kernel's own vkms, too, where that has configfs; the others are ours.
 *
 * Exit status: 0 the case holds, 1 it does not, 2 it could not be tested.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <linux/netlink.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/mount.h>
#include <sys/socket.h>

#include "kms.h"
#include "threads.h"

#define ROOT "/sys/kernel/config/vkms"
#define XR24 DRM_FORMAT_XRGB8888

/* Says what does not hold. */
#define fails(...) (vt_diag(__VA_ARGS__), false)

/* ------------------------------------------------- configfs, by paths below its root */

static const char *path_of(char *path, const char *name)
{
	snprintf(path, 256, ROOT "/%s", name);
	return path;
}

static long make(const char *name)
{
	char path[256];

	return mkdir(path_of(path, name), 0755) ? -errno : 0;
}

static long removed(const char *name)
{
	char path[256];

	return rmdir(path_of(path, name)) ? -errno : 0;
}

static long linked(const char *target, const char *name)
{
	char from[256], to[256];

	return symlink(path_of(from, target), path_of(to, name)) ? -errno : 0;
}

static long unlinked(const char *name)
{
	char path[256];

	return unlink(path_of(path, name)) ? -errno : 0;
}

static long put(const char *name, const char *text)
{
	char path[256];
	int fd = open(path_of(path, name), O_WRONLY | O_CLOEXEC);
	long ret = fd < 0 ? -errno : write(fd, text, strlen(text));

	if (ret < 0)
		ret = -errno;
	vt_close(fd);
	return ret < 0 ? ret : 0;
}

/* As it is, or the error. */
static const char *got(const char *name, char *text, size_t size)
{
	char path[256];
	int fd = open(path_of(path, name), O_RDONLY | O_CLOEXEC);
	ssize_t ret = fd < 0 ? -1 : read(fd, text, size - 1);

	if (ret < 0)
		snprintf(text, size, "%s", vt_err(-errno));
	else
		text[ret] = 0;
	vt_close(fd);
	return text;
}

/* A device with one of each, or the first step's error that failed. */
static long make_device(const char *name)
{
	static const struct {
		const char *made, *from, *to;
	} steps[] = {
		{ .made = "" }, { .made = "crtcs/c" }, { .made = "planes/p" },
		{ .made = "encoders/e" }, { .made = "connectors/n" },
		{ .from = "crtcs/c", .to = "planes/p/possible_crtcs/c" },
		{ .from = "crtcs/c", .to = "encoders/e/possible_crtcs/c" },
		{ .from = "encoders/e", .to = "connectors/n/possible_encoders/e" },
	};
	char a[128], b[128];
	unsigned int i;
	long ret = 0;

	for (i = 0; !ret && i < ARRAY_SIZE(steps); i++) {
		snprintf(a, sizeof(a), "%s/%s", name, steps[i].made ?: steps[i].from);
		snprintf(b, sizeof(b), "%s/%s", name, steps[i].to ?: "");
		ret = steps[i].made ? make(a) : linked(a, b);
	}
	snprintf(a, sizeof(a), "%s/planes/p/type", name);
	return ret ?: put(a, "1");
}

/* What there is of it: what must go first first. The error of its directory. */
static long remove_device(const char *name)
{
	static const char *const made[] = {
		"planes/p/possible_crtcs/c", "encoders/e/possible_crtcs/c",
		"connectors/n/possible_encoders/e",
		"planes/p", "encoders/e", "connectors/n", "crtcs/c",
	};
	char path[128];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(made); i++) {
		snprintf(path, sizeof(path), "%s/%s", name, made[i]);
		if (i < 3)
			unlinked(path);
		else
			removed(path);
	}
	return removed(name);
}

/* Its card; a negative errno. */
static int open_card(const char *name)
{
	char path[512];
	struct dirent *entry;
	int fd = -ENODEV;
	DIR *dir;

	snprintf(path, sizeof(path), "/sys/devices/platform/%s/drm", name);
	dir = opendir(path);
	if (!dir) {
		snprintf(path, sizeof(path), "/sys/devices/faux/%s/drm", name);
		dir = opendir(path);
	}
	while (dir && (entry = readdir(dir))) {
		if (strncmp(entry->d_name, "card", 4))
			continue;
		snprintf(path, sizeof(path), "/dev/dri/%s", entry->d_name);
		fd = open(path, O_RDWR | O_CLOEXEC);
		if (fd < 0)
			fd = -errno;
	}
	if (dir)
		closedir(dir);
	return fd;
}

static int must_open(const char *name)
{
	int fd = open_card(name);

	if (fd < 0)
		vt_die("no card of %s: %s", name, vt_err(fd));
	return fd;
}

static void must(const char *what, long ret)
{
	if (ret)
		vt_die("%s: %s", what, vt_err(ret));
}

/* ------------------------------------------------------------ answers */

enum what { MAKE, REMOVE, LINK, UNLINK, PUT, GET };

#define DO(_what, _name, ...) { .what = _what, .name = _name, ##__VA_ARGS__ }

/* In this order; an argument is a target, or a text. */
static const struct {
	enum what what;
	const char *name, *arg;
	int error;
} answers[] = {
	DO(MAKE, "vkms", .error = EINVAL),
	DO(MAKE, "a"),
	DO(MAKE, "a", .error = EEXIST),
	DO(GET, "a/enabled", "0\n"),
	DO(MAKE, "a/other", .error = EPERM),
	DO(MAKE, "a/crtcs/c"), DO(MAKE, "a/crtcs/d"),
	DO(MAKE, "a/crtcs/c/other", .error = EPERM),
	DO(GET, "a/crtcs/c/writeback", "0\n"),
	DO(PUT, "a/crtcs/c/writeback", "y"),
	DO(GET, "a/crtcs/c/writeback", "1\n"),
	DO(PUT, "a/crtcs/c/writeback", "off\n"),
	DO(GET, "a/crtcs/c/writeback", "0\n"),
	DO(PUT, "a/crtcs/c/writeback", "2", EINVAL),
	DO(MAKE, "a/planes/p"), DO(MAKE, "a/planes/q"),
	DO(GET, "a/planes/p/type", "0"),
	DO(PUT, "a/planes/p/type", "3", EINVAL),
	DO(PUT, "a/planes/p/type", "-1", EINVAL),
	DO(PUT, "a/planes/p/type", "0x1", EINVAL),
	DO(PUT, "a/planes/p/type", "primary", EINVAL),
	DO(PUT, "a/planes/p/type", "4294967296", EINVAL),
	DO(PUT, "a/planes/p/type", "2\n"),
	DO(GET, "a/planes/p/type", "2"),
	DO(PUT, "a/planes/p/type", "1"),
	DO(MAKE, "a/encoders/e"), DO(MAKE, "a/connectors/n"),
	DO(GET, "a/connectors/n/status", "1"),
	DO(PUT, "a/connectors/n/status", "0", EINVAL),
	DO(PUT, "a/connectors/n/status", "4", EINVAL),
	DO(PUT, "a/connectors/n/status", "3"),
	DO(PUT, "a/enabled", "1", EINVAL),	/* nothing is linked */
	DO(GET, "a/enabled", "0\n"),
	DO(LINK, "a/planes/p/possible_crtcs/c", "a/crtcs/c"),
	DO(LINK, "a/planes/p/possible_crtcs/again", "a/crtcs/c", EEXIST),
	DO(LINK, "a/planes/p/possible_crtcs/e", "a/encoders/e", EINVAL),
	DO(LINK, "a/planes/p/possible_crtcs/n", "a/connectors", EINVAL),
	DO(LINK, "a/planes/p/c", "a/crtcs/c", EPERM),
	DO(MAKE, "a/planes/p/possible_crtcs/made", .error = EPERM),
	DO(LINK, "a/planes/q/possible_crtcs/c", "a/crtcs/c"),
	DO(LINK, "a/encoders/e/possible_crtcs/c", "a/crtcs/c"),
	DO(LINK, "a/connectors/n/possible_encoders/e", "a/encoders/e"),
	DO(PUT, "a/enabled", "1", EINVAL),	/* a CRTC without a primary plane */
	DO(REMOVE, "a/crtcs/c", .error = EBUSY),
	DO(REMOVE, "a/planes/q", .error = ENOTEMPTY),
	DO(REMOVE, "a/crtcs", .error = EPERM),
	DO(REMOVE, "a/crtcs/d"),
	DO(PUT, "a/enabled", "2", EINVAL),
	DO(PUT, "a/enabled", "1"),
	DO(PUT, "a/enabled", "1"),
	DO(GET, "a/enabled", "1\n"),
	DO(PUT, "a/planes/p/type", "0", EBUSY),
	DO(PUT, "a/planes/p/type", "x", EINVAL),
	DO(PUT, "a/crtcs/c/writeback", "1", EBUSY),
	DO(PUT, "a/connectors/n/status", "2"),
	DO(GET, "a/connectors/n/status", "2"),
	DO(MAKE, "a/planes/r", .error = EBUSY),
	DO(MAKE, "a/crtcs/r", .error = EBUSY),
	DO(MAKE, "a/encoders/r", .error = EBUSY),
	DO(MAKE, "a/connectors/r", .error = EBUSY),
	DO(UNLINK, "a/planes/q/possible_crtcs/c"),
	DO(LINK, "a/planes/q/possible_crtcs/c", "a/crtcs/c", EBUSY),
	DO(REMOVE, "a/planes/q"),
	DO(REMOVE, "a", .error = ENOTEMPTY),
	DO(MAKE, "b"), DO(MAKE, "b/crtcs/c"), DO(MAKE, "b/planes/p"),
	DO(LINK, "b/planes/p/possible_crtcs/c", "a/crtcs/c", EINVAL),
	DO(PUT, "b/enabled", "1", EINVAL),
	DO(REMOVE, "b/planes/p"), DO(REMOVE, "b/crtcs/c"), DO(REMOVE, "b"),
	DO(PUT, "a/enabled", "0"),
	DO(PUT, "a/enabled", "0"),
	DO(GET, "a/enabled", "0\n"),
	DO(PUT, "a/planes/p/type", "0"),
	DO(UNLINK, "a/planes/p/possible_crtcs/c"),
	DO(UNLINK, "a/encoders/e/possible_crtcs/c"),
	DO(UNLINK, "a/connectors/n/possible_encoders/e"),
	DO(REMOVE, "a/crtcs/c"),
	DO(REMOVE, "a/planes/p"), DO(REMOVE, "a/encoders/e"), DO(REMOVE, "a/connectors/n"),
	DO(REMOVE, "a"),
	DO(GET, "a/enabled", .error = ENOENT),
};

static bool answers_hold(void)
{
	bool hold = true;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(answers); i++) {
		const char *name = answers[i].name, *arg = answers[i].arg;
		char text[64];
		long ret = 0;

		switch (answers[i].what) {
		case MAKE:   ret = make(name); break;
		case REMOVE: ret = removed(name); break;
		case LINK:   ret = linked(arg, name); break;
		case UNLINK: ret = unlinked(name); break;
		case PUT:    ret = put(name, arg); break;
		case GET:
			arg = arg ?: vt_err(-answers[i].error);
			if (strcmp(got(name, text, sizeof(text)), arg))
				hold = fails("%u: %s is \"%s\", not \"%s\"", i, name, text, arg);
			continue;
		}
		if (ret != -answers[i].error)
			hold = fails("%u: %s %s: %s", i, name, arg ?: "", vt_err(ret));
	}
	vt_diag("%u answers", i);
	return hold;
}

/* ------------------------------------------------------------ hotplug */

static int listen_to_uevents(void)
{
	struct sockaddr_nl at = { .nl_family = AF_NETLINK, .nl_groups = 1 };
	int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
			NETLINK_KOBJECT_UEVENT);

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at)))
		vt_die("no uevents: %s", vt_err(-errno));
	return fd;
}

/* Those of a card that say HOTPLUG=1 and have come by now. */
static int hotplugs(int fd)
{
	char text[4096];
	ssize_t size;
	int count = 0;

	while ((size = recv(fd, text, sizeof(text) - 1, 0)) > 0) {
		text[size] = 0;
		count += strstr(text, "/drm/card") &&
			 memmem(text, size, "HOTPLUG=1", sizeof("HOTPLUG=1"));
	}
	return count;
}

/* DRM's number of the status, as GETCONNECTOR probes it. */
static int probed(const struct km *k)
{
	struct drm_mode_get_connector get = { .connector_id = k->conn };

	return vt_ioctl(k->fd, DRM_IOCTL_MODE_GETCONNECTOR, &get) ? -1 : (int)get.connection;
}

static bool hotplug(void)
{
	static const char *const status[] = { "2", "3", "1", "1" };
	int fd = listen_to_uevents(), events;
	unsigned int i;
	struct km k;
	bool hold = true;

	must("make a", make_device("a"));
	must("enable a", put("a/enabled", "1"));
	km_use(&k, must_open("a"));
	hotplugs(fd);
	for (i = 0; i < ARRAY_SIZE(status); i++) {
		must("status", put("a/connectors/n/status", status[i]));
		events = hotplugs(fd);
		if (events != 1 || probed(&k) != atoi(status[i]))
			hold = fails("status %s: %d events, probed %d", status[i], events,
				     probed(&k));
	}
	/* Nothing of it is told when it is not to be seen. */
	must("disable a", put("a/enabled", "0"));
	hotplugs(fd);
	must("status", put("a/connectors/n/status", "2"));
	if (hotplugs(fd))
		hold = fails("an event while it is disabled");
	km_close(&k);
	must("remove a", remove_device("a"));
	close(fd);
	return hold;
}

/* ------------------------------------------------------------ what it outlives */

static void light(struct km *k, const char *name, struct km_fb *screen)
{
	struct drm_mode_modeinfo *mode;

	km_use(k, must_open(name));
	mode = km_mode(k, 640, 480);
	*screen = km_fb(k, 640, 480, XR24, 32, 1);
	km_light(k, mode, screen);
}

/* The device has gone, and the file that is open knows it. */
static bool is_gone(struct km *k, const char *name)
{
	struct drm_mode_card_res res = { 0 };
	long ret = vt_ioctl(k->fd, DRM_IOCTL_MODE_GETRESOURCES, &res);
	int fd = open_card(name);

	vt_close(fd);
	return (ret == -ENODEV && fd < 0) ||
	       fails("GETRESOURCES: %s, open: %s", vt_err(ret), fd < 0 ? vt_err(fd) : "it opens");
}

static bool open_outlives(void)
{
	struct km_fb screen, other;
	struct km k, again, second;
	bool hold;

	must("make a", make_device("a"));
	must("make b", make_device("b"));
	must("enable a", put("a/enabled", "1"));
	must("enable b", put("b/enabled", "1"));
	light(&k, "a", &screen);
	light(&second, "b", &other);
	must("disable a", put("a/enabled", "0"));
	hold = is_gone(&k, "a");
	if (probed(&second) != 1)
		hold = fails("the other one went");
	/* The same name again, while the first is still open. */
	must("enable a again", put("a/enabled", "1"));
	km_use(&again, must_open("a"));
	if (probed(&again) != 1)
		hold = fails("the second of the name has no connector");
	/* With its directory, and lit. */
	must("remove b", remove_device("b"));
	hold &= is_gone(&second, "b");
	must("remove a", remove_device("a"));
	hold &= is_gone(&again, "a");
	if (!vt_unload("vkms", 0))
		return fails("unloaded while three of its files are open");
	km_unmap(&screen);
	km_unmap(&other);
	km_close(&k);
	km_close(&again);
	km_close(&second);
	return hold;
}

static bool directory_keeps(void)
{
	bool hold = true;

	must("make a", make("a"));
	if (!vt_unload("vkms", 0))
		return fails("unloaded while there is a directory");
	must("remove a", removed("a"));
	if (vt_unload("vkms", 5000))
		hold = fails("does not unload when there is none");
	return hold;
}

/* ------------------------------------------------------------ storm */

#define DEVICES 2

static atomic_bool over;
static atomic_long enabled, refused, opened, lit, gone, links, lost_links;

static void count(atomic_long *what, bool is)
{
	atomic_fetch_add(what, is);
}

/* Makes, enables, disables and removes a device that others do the same with. */
static void *maker(void *arg)
{
	const char *name = arg;
	char path[64];
	long ret;

	snprintf(path, sizeof(path), "%s/enabled", name);
	while (!over) {
		make_device(name);
		ret = put(path, "1");
		count(&enabled, !ret);
		count(&refused, ret == -EINVAL || ret == -EBUSY);
		/* Some clients get to light it, and some do not. */
		if (!ret)
			vt_sleep_ms(rand() % 200);
		if (rand() % 2)
			put(path, "0");
		remove_device(name);
	}
	return NULL;
}

/* Links to what others remove, across devices too. */
static void *linker(void *arg)
{
	(void)arg;
	while (!over) {
		bool across = rand() % 2;
		const char *plane = across ? "b/planes/l" : "a/planes/l";
		const char *name = across ? "b/planes/l/possible_crtcs/x" :
					    "a/planes/l/possible_crtcs/x";
		long ret;

		make(plane);
		ret = linked("a/crtcs/c", name);
		count(&links, !ret);
		count(&lost_links, ret == -ENOENT || ret == -EINVAL);
		vt_sleep_ms(ret ? 5 : rand() % 5);
		unlinked(name);
		removed(plane);
	}
	return NULL;
}

/* Reads and writes what others remove. */
static void *writer(void *arg)
{
	static const char *const values[] = { "1", "2", "3" };
	char text[64];

	(void)arg;
	while (!over) {
		put("a/connectors/n/status", values[rand() % 3]);
		put("b/connectors/n/status", values[rand() % 3]);
		put("a/crtcs/c/writeback", values[rand() % 2]);
		got("b/planes/p/type", text, sizeof(text));
		got("a/enabled", text, sizeof(text));
		vt_sleep_ms(rand() % 10);
	}
	return NULL;
}

/* The legacy mode set, whatever the connector says, with a buffer that is nowhere filled. */
static long set_mode(int fd)
{
	uint32_t crtcs[4], conns[4];
	struct drm_mode_card_res res = {
		.crtc_id_ptr = (uintptr_t)crtcs, .count_crtcs = 4,
		.connector_id_ptr = (uintptr_t)conns, .count_connectors = 4,
	};
	struct drm_mode_get_connector get = { .connector_id = 0 };
	struct drm_mode_fb_cmd fb = { .width = 640, .height = 480, .pitch = 2560,
				      .bpp = 32, .depth = 24 };
	struct drm_mode_crtc set = {
		.set_connectors_ptr = (uintptr_t)conns, .count_connectors = 1,
		.mode_valid = 1,
		.mode = {
			.clock = 25175, .hdisplay = 640, .hsync_start = 656,
			.hsync_end = 752, .htotal = 800, .vdisplay = 480,
			.vsync_start = 490, .vsync_end = 492, .vtotal = 525,
			.name = "storm",
		},
	};
	struct drm_mode_create_dumb dumb;
	long ret = vt_ioctl(fd, DRM_IOCTL_MODE_GETRESOURCES, &res);

	if (ret || !res.count_connectors || !res.count_crtcs)
		return ret ?: -ENODEV;
	get.connector_id = conns[0];
	ret = vt_ioctl(fd, DRM_IOCTL_MODE_GETCONNECTOR, &get);
	ret = ret ?: vt_create(fd, 640, 480, 32, &dumb);
	if (ret)
		return ret;
	fb.handle = dumb.handle;
	ret = vt_ioctl(fd, DRM_IOCTL_MODE_ADDFB, &fb);
	set.crtc_id = crtcs[0];
	set.fb_id = fb.fb_id;
	return ret ?: vt_ioctl(fd, DRM_IOCTL_MODE_SETCRTC, &set);
}

/* Lights what others unplug. */
static void *client(void *arg)
{
	while (!over) {
		int fd = open_card(arg);
		long ret;

		if (fd < 0) {
			vt_sleep_ms(5);
			continue;
		}
		count(&opened, true);
		ret = set_mode(fd);
		count(&lit, !ret);
		count(&gone, ret == -ENODEV);
		close(fd);
	}
	return NULL;
}

static bool all_came(void)
{
	return enabled && refused && opened && lit && links && lost_links;
}

/* So many seconds, or ten times as many if an outcome has not come by then. */
static int patience = 10;

static bool storm(void)
{
	int64_t begin = vt_now_ms();
	void *(*const what[])(void *) = { maker, maker, maker, client, client, linker, writer };
	static char names[DEVICES][2] = { "a", "b" };
	pthread_t threads[ARRAY_SIZE(what)];
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(what); i++)
		threads[i] = vt_thread(what[i], names[i % DEVICES]);
	do {
		vt_sleep_ms(1000);
	} while (vt_now_ms() < begin + patience * (all_came() ? 1000 : 10000));
	over = true;
	for (i = 0; i < ARRAY_SIZE(what); i++)
		pthread_join(threads[i], NULL);
	for (i = 0; i < DEVICES; i++)
		remove_device(names[i]);
	printf("## storm: %lld s: enabled %ld, refused %ld, opened %ld, lit %ld, gone meanwhile %ld, linked %ld, in vain %ld\n",
	       (long long)(vt_now_ms() - begin) / 1000, enabled, refused, opened, lit, gone, links, lost_links);
	for (i = 0; i < DEVICES; i++)
		if (make(names[i]) || removed(names[i]))
			return fails("%s cannot be made again", names[i]);
	if (!all_came())
		return fails("an outcome never came");
	return true;
}

/* ------------------------------------------------------------ cases */

static const struct {
	const char *name;
	bool (*holds)(void);
} cases[] = {
	{ "answers", answers_hold },
	{ "hotplug", hotplug },
	{ "open-outlives", open_outlives },
	{ "directory-keeps", directory_keeps },
	{ "storm", storm },
};

int main(int argc, char **argv)
{
	unsigned int i;

	if (argc > 2)
		patience = atoi(argv[2]);
	if (mount("none", "/sys/kernel/config", "configfs", 0, NULL) && errno != EBUSY)
		vt_die("mount configfs: %s", vt_err(-errno));
	for (i = 0; argc > 1 && i < ARRAY_SIZE(cases); i++)
		if (!strcmp(argv[1], cases[i].name))
			return !cases[i].holds();
	vt_die("usage: kms_configfs CASE [SECONDS]");
}
