// SPDX-License-Identifier: GPL-2.0
/* Tests the loaded driver, with KTAP output. `make check` runs it in a VM. */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <drm/skel_drm.h>
#include "ktap.h"

static int device(int number)
{
	char path[32];

	snprintf(path, sizeof(path), "/dev/dri/card%d", number);
	return open(path, O_RDWR);
}

static int device_count(void)
{
	FILE *file = fopen("/sys/module/skel/parameters/devices", "r");
	int count = 0;

	if (!file || fscanf(file, "%d", &count) != 1)
		return 0;
	fclose(file);
	return count;
}

int main(void)
{
	char name[16] = "";
	struct drm_version version = { .name = name, .name_len = sizeof(name) };
	struct drm_skel_double arg = { .value = 21 };
	int fd = device(0), last = device(device_count() - 1);

	printf("KTAP version 1\n");
	is("version", ask(fd, DRM_IOCTL_VERSION, &version), 0);
	is("the driver is skel", strcmp(name, "skel"), 0);
	is("the last device is there", last >= 0, 1);
	is("and no other", device(device_count()), -1);

	is("double 21", ask(fd, DRM_IOCTL_SKEL_DOUBLE, &arg), 0);
	is("makes 42", arg.value, 42);
	is("the device counts it", arg.calls, 1);
	is("double 42", ask(last, DRM_IOCTL_SKEL_DOUBLE, &arg), 0);
	is("each device counts its own", arg.calls, device_count() == 1 ? 2 : 1);
	arg.value = 1001;
	is("above the limit", ask(fd, DRM_IOCTL_SKEL_DOUBLE, &arg), -ERANGE);
	is("leaves the value unchanged", arg.value, 1001);
	arg.flags = 1;
	is("unknown flag", ask(fd, DRM_IOCTL_SKEL_DOUBLE, &arg), -EINVAL);
	is("unknown command", ask(fd, DRM_IO(DRM_COMMAND_END - 1), NULL), -EINVAL);

	close(last);
	close(fd);
	printf("1..%d\n", tests);
	return failures != 0;
}
