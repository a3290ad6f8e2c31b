// SPDX-License-Identifier: GPL-2.0
/*
 * Tests the job queue that docs/tutorial.md ends with, with KTAP output: threads submit
 * jobs on overlapping sets of buffers, in opposite orders; a process is killed in the
 * middle. A job that writes has its buffers to itself, every outcome must occur, and
 * afterwards all buffers are idle.
 */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <drm/toy_drm.h>
#include "ktap.h"

#define BUFFERS 4
#define THREADS 4
#define ROUNDS 500	/* of submit and complete, per thread */
#define MOST 50000	/* attempts per thread, if an outcome does not come */

/* Shared with the process that is killed. */
struct shared {
	atomic_int users[BUFFERS];	/* jobs that write it now */
	atomic_int done, busy, wrong;
};

static struct shared *shared;
static int dmabufs[BUFFERS];

static long submit(int fd, const __u32 *handles, unsigned int count,
		   unsigned int flags, int in_fence, struct drm_toy_submit *job)
{
	*job = (struct drm_toy_submit){
		.handles = (uintptr_t)handles, .count = count, .flags = flags,
		.in_fence = in_fence, .out_fence = -1,
	};
	return ask(fd, DRM_IOCTL_TOY_SUBMIT, job);
}

static long complete(int fd, __u32 id)
{
	struct drm_toy_complete arg = { .id = id };

	return ask(fd, DRM_IOCTL_TOY_COMPLETE, &arg);
}

static struct drm_toy_stat stat_of(int fd)
{
	struct drm_toy_stat stat = {};

	is("stat", ask(fd, DRM_IOCTL_TOY_STAT, &stat), 0);
	return stat;
}

/* Is a fence signalled, or a dma-buf idle, within so many milliseconds? */
static int ready(int fd, short events, int timeout)
{
	struct pollfd poller = { .fd = fd, .events = events };

	return poll(&poller, 1, timeout) == 1 && poller.revents == events;
}

static int all_idle(void)
{
	int idle = 0, i;

	/* Less than the timeout of a job, so that it is not that which ends it. */
	for (i = 0; i < BUFFERS; i++)
		idle += ready(dmabufs[i], POLLOUT, 1000);
	return idle;
}

static int new_buffer(int fd, __u32 *handle)
{
	struct drm_mode_create_dumb bo = { .width = 64, .height = 64, .bpp = 32 };
	struct drm_prime_handle prime = { .flags = DRM_CLOEXEC | DRM_RDWR };

	if (ask(fd, DRM_IOCTL_MODE_CREATE_DUMB, &bo))
		return -1;
	*handle = prime.handle = bo.handle;
	return ask(fd, DRM_IOCTL_PRIME_HANDLE_TO_FD, &prime) ? -1 : prime.fd;
}

/* The same buffers in another open file. */
static int import(int fd, __u32 *handles)
{
	int i;

	for (i = 0; i < BUFFERS; i++) {
		struct drm_prime_handle prime = { .fd = dmabufs[i] };

		if (ask(fd, DRM_IOCTL_PRIME_FD_TO_HANDLE, &prime))
			return -1;
		handles[i] = prime.handle;
	}
	return 0;
}

struct worker {
	pthread_t thread;
	int fd, number;
	bool forever;
	const __u32 *handles;
};

/* Everything but the last buffer, or everything but the first; up or down. */
static unsigned int choose(const struct worker *me, int *chosen)
{
	unsigned int i;

	for (i = 0; i < BUFFERS - 1; i++) {
		int at = i + (me->number & 1);

		chosen[me->number & 2 ? BUFFERS - 2 - i : i] = at;
	}
	return i;
}

/* Submits and completes one job, alone on its buffers as long as it lasts. */
static void round_of(const struct worker *me, const int *chosen, unsigned int count)
{
	struct drm_toy_submit job;
	__u32 handles[BUFFERS];
	unsigned int i;
	long ret;

	for (i = 0; i < count; i++)
		handles[i] = me->handles[chosen[i]];
	ret = submit(me->fd, handles, count, TOY_SUBMIT_WRITE, -1, &job);
	if (ret) {
		shared->busy += ret == -EBUSY;
		shared->wrong += ret != -EBUSY;
		return;
	}
	for (i = 0; i < count; i++)
		shared->wrong += shared->users[chosen[i]]++ != 0;
	sched_yield();
	shared->wrong += ready(job.out_fence, POLLIN, 0);
	for (i = 0; i < count; i++)
		shared->users[chosen[i]]--;
	shared->wrong += complete(me->fd, job.id) != 0;
	shared->wrong += !ready(job.out_fence, POLLIN, 0);
	close(job.out_fence);
	shared->done++;
}

static void *work(void *arg)
{
	const struct worker *me = arg;
	int chosen[BUFFERS], i;
	unsigned int count = choose(me, chosen);

	/* Until both outcomes have occurred often enough. */
	for (i = 0; i < MOST && !shared->wrong; i++) {
		if (!me->forever && shared->done >= ROUNDS * THREADS &&
		    shared->busy >= THREADS)
			break;
		round_of(me, chosen, count);
	}
	return NULL;
}

static void run(int fd, const __u32 *handles, bool forever)
{
	struct worker workers[THREADS];
	int i;

	for (i = 0; i < THREADS; i++) {
		workers[i] = (struct worker){
			.fd = fd, .number = i, .forever = forever, .handles = handles
		};
		if (pthread_create(&workers[i].thread, NULL, work, &workers[i]))
			shared->wrong++;
	}
	for (i = 0; i < THREADS; i++)
		pthread_join(workers[i].thread, NULL);
}

static void answers(int fd, const __u32 *handles)
{
	__u32 none = 0, twice[] = { handles[0], handles[0] };
	struct drm_toy_submit job, other;

	is("no buffers", submit(fd, handles, 0, 0, -1, &job), -EINVAL);
	is("too many", submit(fd, handles, 1000, 0, -1, &job), -EINVAL);
	is("no such buffer", submit(fd, &none, 1, 0, -1, &job), -ENOENT);
	is("no array", submit(fd, NULL, 1, 0, -1, &job), -EFAULT);
	is("unknown flag", submit(fd, handles, 1, 4, -1, &job), -EINVAL);
	is("a job", submit(fd, twice, 2, TOY_SUBMIT_WRITE, -1, &job), 0);
	is("is not over", ready(job.out_fence, POLLIN, 0), 0);
	is("nor is its buffer idle", ready(dmabufs[0], POLLOUT, 0), 0);
	is("another meets it", submit(fd, handles, 2, 0, -1, &other), -EBUSY);
	is("and leaves nothing", ready(dmabufs[1], POLLOUT, 0), 1);
	is("complete it", complete(fd, job.id), 0);
	is("now it is over", ready(job.out_fence, POLLIN, 0), 1);
	is("once", complete(fd, job.id), -ENOENT);
	close(job.out_fence);

	is("a reader", submit(fd, handles, 1, 0, -1, &job), 0);
	is("and another", submit(fd, handles, 1, 0, -1, &other), 0);
	close(job.out_fence);
	close(other.out_fence);
	is("the other ends first", complete(fd, other.id), 0);
	is("end", complete(fd, job.id), 0);
}

/* Completes a job a little later than a second one, which waits for it, is submitted. */
static atomic_int ended;

struct later {
	int fd;
	__u32 id;
};

static void *end_later(void *arg)
{
	const struct later *later = arg;

	usleep(200000);
	ended = 1;
	return (void *)complete(later->fd, later->id);
}

static void in_fences(int fd, const __u32 *handles)
{
	const unsigned int flags = TOY_SUBMIT_WRITE | TOY_SUBMIT_IN_FENCE;
	struct drm_toy_submit first, second;
	struct later later = { .fd = fd };
	pthread_t thread;
	void *status;

	is("an in-fence that is none", submit(fd, handles, 1, flags, dmabufs[0], &second),
	   -EINVAL);
	is("a first job", submit(fd, handles, 2, TOY_SUBMIT_WRITE, -1, &first), 0);
	is("waiting for it has a bound",
	   submit(fd, handles, 2, flags, first.out_fence, &second), -ETIMEDOUT);
	later.id = first.id;
	is("a thread", pthread_create(&thread, NULL, end_later, &later), 0);
	is("a second job after it", submit(fd, handles, 2, flags, first.out_fence, &second), 0);
	is("began when the first had ended", ended, 1);
	pthread_join(thread, &status);
	is("which was completed", (long)status, 0);
	is("complete the second", complete(fd, second.id), 0);
	close(first.out_fence);
	close(second.out_fence);
}

static void shows(int fd)
{
	struct drm_toy_show show = {};
	struct drm_gem_close gone = {};
	struct drm_toy_submit job;

	is("show nothing", ask(fd, DRM_IOCTL_TOY_SHOW, &show), -ENOENT);
	close(new_buffer(fd, &show.handle));
	is("show a buffer", ask(fd, DRM_IOCTL_TOY_SHOW, &show), 0);
	is("idle", stat_of(fd).shown_busy, 0);
	is("write it", submit(fd, &show.handle, 1, TOY_SUBMIT_WRITE, -1, &job), 0);
	close(job.out_fence);
	gone.handle = show.handle;
	is("close its handle", ask(fd, DRM_IOCTL_GEM_CLOSE, &gone), 0);
	is("it is kept, and busy", stat_of(fd).shown_busy, 1);
	is("complete", complete(fd, job.id), 0);
	is("idle again", stat_of(fd).shown_busy, 0);
	close(new_buffer(fd, &show.handle));
	is("show another", ask(fd, DRM_IOCTL_TOY_SHOW, &show), 0);
}

/* Killed while its threads have jobs: what it submitted ends with its file. */
static void killed(void)
{
	__u32 handles[BUFFERS];
	int before = shared->done, fd;
	pid_t child = fork();

	if (!child) {
		fd = open("/dev/dri/card0", O_RDWR);
		if (!import(fd, handles))
			run(fd, handles, true);
		_exit(1);
	}
	while (shared->done < before + ROUNDS && !shared->wrong && !waitpid(child, &fd, WNOHANG))
		usleep(1000);
	kill(child, SIGKILL);
	is("kill a process in the middle of it", waitpid(child, &fd, 0) == child &&
	   WIFSIGNALED(fd), 1);
	is("nothing went wrong in it", shared->wrong, 0);
	is("all buffers are idle", all_idle(), BUFFERS);
}

int main(void)
{
	__u32 handles[BUFFERS];
	struct drm_toy_stat before, after;
	int fd = open("/dev/dri/card0", O_RDWR), i;

	setbuf(stdout, NULL);
	printf("KTAP version 1\n");
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	for (i = 0; i < BUFFERS; i++) {
		dmabufs[i] = new_buffer(fd, &handles[i]);
		is("a buffer", dmabufs[i] >= 0, 1);
	}

	answers(fd, handles);
	in_fences(fd, handles);
	shows(fd);

	before = stat_of(fd);
	is("every job was completed", before.completed, before.submitted);
	run(fd, handles, false);
	printf("# %d jobs, %d busy\n", shared->done, shared->busy);
	is("threads: a job has its buffers to itself", shared->wrong, 0);
	is("threads: enough jobs", shared->done >= ROUNDS * THREADS, 1);
	is("threads: enough of them met", shared->busy >= THREADS, 1);
	after = stat_of(fd);
	is("each is counted", after.submitted - before.submitted, shared->done);
	is("as completed", after.completed, after.submitted);
	is("all buffers are idle", all_idle(), BUFFERS);

	killed();
	is("its jobs count for the device", stat_of(fd).all_submitted > after.all_submitted, 1);
	is("not for this file", stat_of(fd).submitted, after.submitted);

	close(fd);
	printf("1..%d\n", tests);
	return failures != 0;
}
