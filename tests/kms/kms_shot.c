// SPDX-License-Identifier: GPL-2.0
/*
 * kms_shot [PID]: what a display shows, as a PPM on standard output that has the kernel's
 * CRC of it as its comment.
 *
 * The picture is taken by writeback beside the display, through the DRM file of the client
 * PID: only who is the master may commit. PID is stopped meanwhile, by whoever calls this.
 * Without PID there is no client, but the console.
 *
 * Exit status: 0, or 2 if there is no picture, or not of one frame.
 */
#define _GNU_SOURCE
#include "kms.h"

#define FENCE_MS 3000
#define FDS 256

static bool is_card(int pid, int fd)
{
	char path[64], target[64] = "";

	snprintf(path, sizeof(path), "/proc/%d/fd/%d", pid, fd);
	if (readlink(path, target, sizeof(target) - 1) < 0)
		return false;
	return !strncmp(target, "/dev/dri/card", 13);
}

static int card_of(int pid)
{
	int process = syscall(SYS_pidfd_open, pid, 0), fd;

	if (process < 0)
		vt_die("process %d: %s", pid, vt_err(-errno));
	for (fd = 0; !is_card(pid, fd); fd++)
		if (fd == FDS)
			vt_die("process %d has no card open", pid);
	fd = syscall(SYS_pidfd_getfd, process, fd, 0);
	if (fd < 0)
		vt_die("pidfd_getfd: %s", vt_err(-errno));
	return fd;
}

/* That of the third frame: what was under way before is through. */
static unsigned int crc_now(struct km *k)
{
	int file = km_crc_open(k, 0), i;
	unsigned long frame;
	unsigned int crc;

	for (i = 0; i < 3; i++)
		if (km_crc_read(file, &frame, &crc) != 1)
			vt_die("no CRC");
	close(file);
	return crc;
}

static struct km_fb screen(struct km *k)
{
	struct drm_mode_crtc crtc = { .crtc_id = k->crtc };

	if (vt_ioctl(k->fd, DRM_IOCTL_MODE_GETCRTC, &crtc) || !crtc.mode_valid)
		vt_die("the display is off");
	return km_fb(k, crtc.mode.hdisplay, crtc.mode.vdisplay,
		     DRM_FORMAT_XRGB8888, 32, 1);
}

static void write_back(struct km *k, struct km_fb *to)
{
	struct km_req take = { 0 }, end = { 0 };
	int fence;
	long ret;

	km_set_writeback(k, &take, to, &fence);
	ret = km_commit(k, &take, DRM_MODE_ATOMIC_ALLOW_MODESET);
	if (ret)
		vt_die("writeback: %s", vt_err(ret));
	if (!km_signals(fence, FENCE_MS))
		vt_die("the writeback's fence does not signal");
	km_set_conn(k, &end, k->wb, 0);
	ret = km_commit(k, &end, DRM_MODE_ATOMIC_ALLOW_MODESET);
	if (ret)
		vt_die("writeback off: %s", vt_err(ret));
}

static void print_ppm(const struct km_fb *from, unsigned int crc)
{
	uint32_t x, y;

	printf("P6\n# %08x\n%u %u\n255\n", crc, from->width, from->height);
	for (y = 0; y < from->height; y++) {
		const uint8_t *pixel = from->map + (size_t)y * from->pitch;

		for (x = 0; x < from->width; x++, pixel += 4) {
			putchar(pixel[2]);
			putchar(pixel[1]);
			putchar(pixel[0]);
		}
	}
}

int main(int argc, char **argv)
{
	unsigned int before, after;
	struct km_fb picture;
	struct km k;

	if (argc > 1)
		km_use(&k, card_of(atoi(argv[1])));
	else
		km_open(&k);
	if (!k.wb)
		vt_die("no writeback connector");
	picture = screen(&k);
	before = crc_now(&k);
	write_back(&k, &picture);
	after = crc_now(&k);
	if (before != after)
		vt_die("the display changes: CRC %08x, then %08x", before, after);
	print_ppm(&picture, after);
	km_free_fb(&k, &picture);
	km_close(&k);
	return fflush(stdout) ? 2 : 0;
}
