// SPDX-License-Identifier: GPL-2.0
// class: types: length of a table by hand
// tool: gcc
// says: invalid application of .sizeof. to incomplete type
// off: type
// rust: not expressible: a slice has its length
#include "reject.h"

#ifdef MISUSE
extern const struct mut_ioctl types_table_unsized_ioctls[];
#else
extern const struct mut_ioctl types_table_unsized_ioctls[1];
#endif

extern const struct mut_driver types_table_unsized_driver;
const struct mut_driver types_table_unsized_driver = {
	.ioctls	= SDRM_IOCTLS(types_table_unsized_ioctls), /* refused here */
};

static int types_table_unsized_handler(const struct mut_device *mut, const struct mut_file *file,
		      struct drm_mut_case *arg)
{
	return 0;
}

SDRM_IOCTL_DEFINE(mut, DRM_IOCTL_MUT_CASE, types_table_unsized_handler, struct drm_mut_case);

const struct mut_ioctl types_table_unsized_ioctls[1] = {
	SDRM_IOCTL(mut, DRM_IOCTL_MUT_CASE, SDRM_RENDER_ALLOW),
};
