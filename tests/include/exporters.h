/* SPDX-License-Identifier: GPL-2.0 */
/* One-page buffers from exporters other than vgem, where the kernel has them. */
#ifndef EXPORTERS_H
#define EXPORTERS_H

#include <linux/dma-heap.h>
#include <linux/udmabuf.h>

#include "vgem_test.h"

static inline int vt_sealed_memory(void)
{
	int fd = memfd_create("udmabuf", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0 || ftruncate(fd, VT_PAGE) ||
	    fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK))
		vt_die("memfd: %s", vt_err(-errno));
	return fd;
}

static inline int vt_udmabuf(void)
{
	struct udmabuf_create arg = {
		.flags = UDMABUF_FLAGS_CLOEXEC, .size = VT_PAGE,
	};
	int dev = open("/dev/udmabuf", O_RDWR | O_CLOEXEC);
	long ret;

	if (dev < 0)
		return -errno;
	arg.memfd = vt_sealed_memory();
	ret = vt_ioctl(dev, UDMABUF_CREATE, &arg);
	close(arg.memfd);
	close(dev);
	return ret;
}

static inline int vt_heap_buffer(void)
{
	struct dma_heap_allocation_data arg = {
		.len = VT_PAGE, .fd_flags = O_RDWR | O_CLOEXEC,
	};
	int heap = open("/dev/dma_heap/system", O_RDWR | O_CLOEXEC);
	long ret;

	if (heap < 0)
		return -errno;
	ret = vt_ioctl(heap, DMA_HEAP_IOCTL_ALLOC, &arg);
	close(heap);
	return ret ? ret : (int)arg.fd;
}

#endif /* EXPORTERS_H */
