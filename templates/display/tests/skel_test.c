// SPDX-License-Identifier: GPL-2.0
/*
 * Tests the loaded driver: it counts what is shown, to the pixel. `make check` runs it in
 * a VM.
 */
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#include <drm/drm_fourcc.h>
#include <drm/skel_drm.h>
#include "ktap.h"

#define LIT 1000	/* pixels that are drawn */
#define WAIT_MS 3000	/* at most, for what comes with the next vblank */

/* What a mode is set on. */
struct screen {
	int fd;
	__u32 crtc, connector;
	struct drm_mode_modeinfo mode;
};

/* A framebuffer, mapped. */
struct buffer {
	__u32 fb, words;	/* of a line */
	__u32 *pixels;
};

/* The card of this driver, whatever its number. */
static int find_card(void)
{
	char path[32], name[16];

	for (int i = 0; i < 16; i++) {
		struct drm_version version = { .name = name, .name_len = sizeof(name) };
		int fd;

		snprintf(path, sizeof(path), "/dev/dri/card%d", i);
		memset(name, 0, sizeof(name));
		fd = open(path, O_RDWR | O_CLOEXEC);
		if (fd >= 0 && !ask(fd, DRM_IOCTL_VERSION, &version) && !strcmp(name, "skel"))
			return fd;
		if (fd >= 0)
			close(fd);
	}
	return -1;
}

/* Its CRTC, its connector, and the mode that the connector prefers. */
static long find_screen(struct screen *screen)
{
	struct drm_mode_card_res res = {
		.count_crtcs = 1, .crtc_id_ptr = (uintptr_t)&screen->crtc,
		.count_connectors = 1, .connector_id_ptr = (uintptr_t)&screen->connector,
	};
	long ret = ask(screen->fd, DRM_IOCTL_MODE_GETRESOURCES, &res);
	struct drm_mode_get_connector get = { .connector_id = screen->connector };
	struct drm_mode_modeinfo *modes;

	/* Without room for them, their number. */
	ret = ret ?: ask(screen->fd, DRM_IOCTL_MODE_GETCONNECTOR, &get);
	modes = calloc(get.count_modes + 1, sizeof(*modes));
	get = (struct drm_mode_get_connector){
		.connector_id = screen->connector,
		.count_modes = get.count_modes, .modes_ptr = (uintptr_t)modes,
	};
	ret = ret ?: ask(screen->fd, DRM_IOCTL_MODE_GETCONNECTOR, &get);
	for (__u32 i = 0; i < get.count_modes; i++) {
		if (modes[i].type & DRM_MODE_TYPE_PREFERRED)
			screen->mode = modes[i];
	}
	free(modes);
	return ret;
}

static long make_buffer(const struct screen *screen, struct buffer *buffer)
{
	struct drm_mode_create_dumb dumb = {
		.width = screen->mode.hdisplay, .height = screen->mode.vdisplay, .bpp = 32,
	};
	long ret = ask(screen->fd, DRM_IOCTL_MODE_CREATE_DUMB, &dumb);
	struct drm_mode_map_dumb map = { .handle = dumb.handle };
	struct drm_mode_fb_cmd2 fb = {
		.width = dumb.width, .height = dumb.height,
		.pixel_format = DRM_FORMAT_XRGB8888,
		.handles = { dumb.handle }, .pitches = { dumb.pitch },
	};

	ret = ret ?: ask(screen->fd, DRM_IOCTL_MODE_ADDFB2, &fb);
	ret = ret ?: ask(screen->fd, DRM_IOCTL_MODE_MAP_DUMB, &map);
	buffer->fb = fb.fb_id;
	buffer->words = dumb.pitch / 4;
	buffer->pixels = ret ? MAP_FAILED : mmap(NULL, dumb.size, PROT_READ | PROT_WRITE,
						 MAP_SHARED, screen->fd, map.offset);
	return ret ?: buffer->pixels == MAP_FAILED ? -errno : 0;
}

/* In all channels, from the first pixel to the last one. */
static void draw(const struct screen *screen, const struct buffer *buffer)
{
	__u32 width = screen->mode.hdisplay, last = width * screen->mode.vdisplay - 1;

	for (__u32 i = 0; i < LIT; i++) {
		__u32 at = (__u64)last * i / (LIT - 1);

		buffer->pixels[at / width * buffer->words + at % width] = 1 << i % 24;
	}
}

static long set_mode(const struct screen *screen, const struct buffer *buffer)
{
	struct drm_mode_crtc set = {
		.set_connectors_ptr = (uintptr_t)&screen->connector, .count_connectors = 1,
		.crtc_id = screen->crtc, .fb_id = buffer->fb,
		.mode_valid = 1, .mode = screen->mode,
	};

	return ask(screen->fd, DRM_IOCTL_MODE_SETCRTC, &set);
}

/* The event's user data, or a negative errno. */
static long flip(const struct screen *screen, const struct buffer *buffer, __u64 data)
{
	struct drm_mode_crtc_page_flip flip = {
		.crtc_id = screen->crtc, .fb_id = buffer->fb,
		.flags = DRM_MODE_PAGE_FLIP_EVENT, .user_data = data,
	};
	struct pollfd ready = { .fd = screen->fd, .events = POLLIN };
	struct drm_event_vblank event = { 0 };
	long ret = ask(screen->fd, DRM_IOCTL_MODE_PAGE_FLIP, &flip);

	if (ret)
		return ret;
	if (poll(&ready, 1, WAIT_MS) != 1 ||
	    read(screen->fd, &event, sizeof(event)) != sizeof(event) ||
	    event.base.type != DRM_EVENT_FLIP_COMPLETE)
		return -ETIME;
	return event.user_data;
}

/* What the driver saw, as soon as that is @lit pixels, or at last. */
static struct drm_skel_seen see(const struct screen *screen, __u32 lit)
{
	struct drm_skel_seen seen = { 0 };

	for (int i = 0; i < WAIT_MS; i++) {
		if (ask(screen->fd, DRM_IOCTL_SKEL_SEEN, &seen) || seen.lit == lit)
			break;
		usleep(1000);
	}
	return seen;
}

static long parameter(const char *name)
{
	char path[64];
	long value = -1;
	FILE *file;

	snprintf(path, sizeof(path), "/sys/module/skel/parameters/%s", name);
	file = fopen(path, "r");
	if (!file || fscanf(file, "%ld", &value) != 1)
		return -1;
	fclose(file);
	return value;
}

int main(void)
{
	struct screen screen = { .fd = find_card() };
	struct drm_skel_seen before, after;
	struct buffer black, drawn;

	printf("KTAP version 1\n");
	is("there is a card of skel", screen.fd >= 0, 1);
	is("its screen", find_screen(&screen), 0);
	is("prefers the width that was asked for", screen.mode.hdisplay, parameter("width"));
	is("and the height", screen.mode.vdisplay, parameter("height"));
	is("a black buffer", make_buffer(&screen, &black), 0);
	is("another one", make_buffer(&screen, &drawn), 0);
	if (failures)	/* nothing to draw on */
		goto out;
	draw(&screen, &drawn);

	is("set the mode", set_mode(&screen, &drawn), 0);
	before = see(&screen, LIT);
	is("what was drawn is counted, to the pixel", before.lit, LIT);
	is("flip to black", flip(&screen, &black, 11), 11);
	is("nothing is lit", see(&screen, 0).lit, 0);
	drawn.pixels[0] = 0xff000000;
	is("flip back, without the first pixel", flip(&screen, &drawn, 12), 12);
	after = see(&screen, LIT - 1);
	is("the X of XRGB is no light", after.lit, LIT - 1);
	is("each of them was a frame", after.frames - before.frames >= 2, 1);
out:
	close(screen.fd);
	printf("1..%d\n", tests);
	return failures != 0;
}
