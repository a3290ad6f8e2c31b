// SPDX-License-Identifier: GPL-2.0
#include <linux/export.h>
#include "kms.h"

static void *wrong(struct sdrm_setup *setup, const char *what)
{
	if (!setup->wrong)
		setup->wrong = what;
	return NULL;
}

/* The CRTC that was named last, or NULL. */
static struct kms_crtc_wanted *current_crtc(struct sdrm_setup *setup)
{
	if (!setup->num_crtcs)
		return wrong(setup, "something that comes before the first CRTC");
	return &setup->crtcs[setup->num_crtcs - 1];
}

void sdrm_setup_crtc(struct sdrm_setup *setup)
{
	if (setup->num_crtcs == KMS_CRTCS)
		wrong(setup, "too many CRTCs");
	else
		setup->num_crtcs++;
}
EXPORT_SYMBOL_GPL(sdrm_setup_crtc);

static bool known(struct sdrm_setup *setup, const u32 *formats, unsigned int count)
{
	while (count--) {
		if (!pixel_format_find(formats[count]))
			return wrong(setup, "a format that cannot be composed");
	}
	return true;
}

void __sdrm_setup_plane(struct sdrm_setup *setup, enum sdrm_plane_type type,
			const u32 *formats, unsigned int count)
{
	struct kms_crtc_wanted *crtc = current_crtc(setup);
	const struct kms_plane_wanted **only = NULL;
	struct kms_plane_wanted *plane;

	if (!crtc || !known(setup, formats, count))
		return;
	if (setup->num_planes == KMS_PLANES) {
		wrong(setup, "too many planes");
		return;
	}
	switch (type) {
	case SDRM_PLANE_PRIMARY:
		only = &crtc->primary;
		break;
	case SDRM_PLANE_OVERLAY:
		break;
	case SDRM_PLANE_CURSOR:
		only = &crtc->cursor;
		break;
	default:
		wrong(setup, "a plane of no kind");
		return;
	}
	if (only && *only) {
		wrong(setup, "a CRTC with two primary planes or two cursors");
		return;
	}
	plane = &setup->planes[setup->num_planes++];
	*plane = (struct kms_plane_wanted){
		.crtc = setup->num_crtcs - 1, .type = type,
		.formats = formats, .num_formats = count,
	};
	if (only)
		*only = plane;
}
EXPORT_SYMBOL_GPL(__sdrm_setup_plane);

void sdrm_setup_connector(struct sdrm_setup *setup, u32 width, u32 height)
{
	struct kms_crtc_wanted *crtc = current_crtc(setup);

	if (!crtc)
		return;
	if (crtc->width || !width || !height) {
		wrong(setup, "a CRTC with two connectors, or one without a size");
		return;
	}
	if (width > SDRM_FRAME_MAX || height > SDRM_FRAME_MAX) {
		wrong(setup, "a connector that is too large");
		return;
	}
	crtc->width = width;
	crtc->height = height;
}
EXPORT_SYMBOL_GPL(sdrm_setup_connector);

void __sdrm_setup_writeback(struct sdrm_setup *setup, const u32 *formats,
			    unsigned int count)
{
	struct kms_crtc_wanted *crtc = current_crtc(setup);

	if (!crtc || !known(setup, formats, count))
		return;
	if (crtc->writeback_formats) {
		wrong(setup, "a CRTC with two writeback connectors");
		return;
	}
	crtc->writeback_formats = formats;
	crtc->num_writeback_formats = count;
}
EXPORT_SYMBOL_GPL(__sdrm_setup_writeback);

/* What no single call can tell. */
void kms_setup_check(struct sdrm_setup *setup)
{
	unsigned int i;

	if (!setup->num_crtcs)
		wrong(setup, "no CRTC");
	for (i = 0; i < setup->num_crtcs; i++) {
		if (!setup->crtcs[i].primary)
			wrong(setup, "a CRTC without a primary plane");
		if (!setup->crtcs[i].width)
			wrong(setup, "a CRTC without a connector");
	}
}
