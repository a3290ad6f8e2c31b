/* SPDX-License-Identifier: GPL-2.0 */
/* A program's tests, with KTAP output, which `make check` reads. */
#ifndef KTAP_H
#define KTAP_H

#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>

static int tests, failures;

static inline void is(const char *name, long got, long wanted)
{
	if (got != wanted)
		printf("# got %ld, wanted %ld\n", got, wanted);
	printf("%sok %d - %s\n", got == wanted ? "" : "not ", ++tests, name);
	failures += got != wanted;
}

/* 0, or a negative errno. */
static inline long ask(int fd, unsigned long command, void *arg)
{
	int ret;

	do
		ret = ioctl(fd, command, arg);
	while (ret && errno == EINTR);
	return ret ? -errno : 0;
}

#endif /* KTAP_H */
