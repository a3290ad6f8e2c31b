// SPDX-License-Identifier: GPL-2.0
#include <linux/bits.h>
#include <linux/bitops.h>
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

/* As a mask. */
static u32 last(unsigned int count)
{
	return BIT(count - 1);
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

void __sdrm_setup_shared_plane(struct sdrm_setup *setup, enum sdrm_plane_type type,
			       u32 crtcs, const u32 *formats, unsigned int count)
{
	if (!known(setup, formats, count))
		return;
	if (setup->num_planes == KMS_PLANES) {
		wrong(setup, "too many planes");
		return;
	}
	if ((unsigned int)type > SDRM_PLANE_CURSOR) {
		wrong(setup, "a plane of no kind");
		return;
	}
	setup->planes[setup->num_planes++] = (struct kms_plane_wanted){
		.crtcs = crtcs, .type = type, .formats = formats, .num_formats = count,
	};
}
EXPORT_SYMBOL_GPL(__sdrm_setup_shared_plane);

void __sdrm_setup_plane(struct sdrm_setup *setup, enum sdrm_plane_type type,
			const u32 *formats, unsigned int count)
{
	if (current_crtc(setup))
		__sdrm_setup_shared_plane(setup, type, last(setup->num_crtcs), formats, count);
}
EXPORT_SYMBOL_GPL(__sdrm_setup_plane);

void sdrm_setup_encoder(struct sdrm_setup *setup, u32 crtcs)
{
	if (setup->num_encoders == KMS_ENCODERS)
		wrong(setup, "too many encoders");
	else
		setup->encoders[setup->num_encoders++] = crtcs;
}
EXPORT_SYMBOL_GPL(sdrm_setup_encoder);

void sdrm_setup_shared_connector(struct sdrm_setup *setup, u32 encoders,
				 enum sdrm_status status, u32 width, u32 height)
{
	if (setup->num_connectors == KMS_CONNECTORS) {
		wrong(setup, "too many connectors");
		return;
	}
	if (!width || !height) {
		wrong(setup, "a connector without a size");
		return;
	}
	if (width > SDRM_FRAME_MAX || height > SDRM_FRAME_MAX) {
		wrong(setup, "a connector that is too large");
		return;
	}
	if ((unsigned int)status > SDRM_UNKNOWN) {
		wrong(setup, "a connector of no status");
		return;
	}
	setup->connectors[setup->num_connectors++] = (struct kms_connector_wanted){
		.encoders = encoders, .status = status, .width = width, .height = height,
		.part = setup->part,
	};
}
EXPORT_SYMBOL_GPL(sdrm_setup_shared_connector);

void sdrm_setup_connector(struct sdrm_setup *setup, u32 width, u32 height)
{
	struct kms_crtc_wanted *crtc = current_crtc(setup);

	if (!crtc)
		return;
	if (crtc->has_connector) {
		wrong(setup, "a CRTC with two connectors");
		return;
	}
	crtc->has_connector = true;
	sdrm_setup_encoder(setup, last(setup->num_crtcs));
	sdrm_setup_shared_connector(setup, last(setup->num_encoders), SDRM_CONNECTED,
				    width, height);
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

/* --- what no single call can tell --------------------------------------------------- */

static void check_mask(struct sdrm_setup *setup, u32 mask, unsigned int count)
{
	if (!mask || mask >> count)
		wrong(setup, "something that belongs to nothing, or to what is not there");
}

static void check_masks(struct sdrm_setup *setup)
{
	unsigned int i;

	for (i = 0; i < setup->num_planes; i++) {
		check_mask(setup, setup->planes[i].crtcs, setup->num_crtcs);
		if (setup->planes[i].type != SDRM_PLANE_OVERLAY &&
		    hweight32(setup->planes[i].crtcs) > 1)
			wrong(setup, "a primary plane or a cursor of two CRTCs");
	}
	for (i = 0; i < setup->num_encoders; i++)
		check_mask(setup, setup->encoders[i], setup->num_crtcs);
	for (i = 0; i < setup->num_connectors; i++)
		check_mask(setup, setup->connectors[i].encoders, setup->num_encoders);
}

static void find_planes(struct sdrm_setup *setup, struct kms_crtc_wanted *crtc, u32 mask)
{
	unsigned int i;

	for (i = 0; i < setup->num_planes; i++) {
		const struct kms_plane_wanted *plane = &setup->planes[i];
		const struct kms_plane_wanted **only =
			plane->type == SDRM_PLANE_PRIMARY ? &crtc->primary : &crtc->cursor;

		if (!(plane->crtcs & mask) || plane->type == SDRM_PLANE_OVERLAY)
			continue;
		if (*only)
			wrong(setup, "a CRTC with two primary planes or two cursors");
		*only = plane;
	}
	if (!crtc->primary)
		wrong(setup, "a CRTC without a primary plane");
}

static void find_connector(struct sdrm_setup *setup, struct kms_crtc_wanted *crtc, u32 mask)
{
	u32 encoders = 0;
	unsigned int i;

	for (i = 0; i < setup->num_encoders; i++) {
		if (setup->encoders[i] & mask)
			encoders |= BIT(i);
	}
	if (!encoders)
		wrong(setup, "a CRTC without an encoder");
	for (i = 0; i < setup->num_connectors && !crtc->connector; i++) {
		if (setup->connectors[i].encoders & encoders)
			crtc->connector = &setup->connectors[i];
	}
}

void kms_setup_check(struct sdrm_setup *setup)
{
	unsigned int i, writebacks = 0;

	if (!setup->num_crtcs)
		wrong(setup, "no CRTC");
	if (!setup->num_connectors)
		wrong(setup, "no connector");
	check_masks(setup);
	for (i = 0; i < setup->num_crtcs; i++) {
		find_planes(setup, &setup->crtcs[i], BIT(i));
		find_connector(setup, &setup->crtcs[i], BIT(i));
		writebacks += !!setup->crtcs[i].writeback_formats;
	}
	if (max(setup->num_encoders, setup->num_connectors) + writebacks > 32)
		wrong(setup, "too many encoders or connectors, with those of writeback");
}
