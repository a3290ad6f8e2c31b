// SPDX-License-Identifier: GPL-2.0
// class: kms: configuration
// tool: gcc
// says: read-only
// off: type
// rust: KMS RFC v3: not expressible: it has no configfs
#include "reject.h"

struct kms_config_item_written_item {
	bool on;
};

static void kms_config_item_written_setup(const struct kms_config_item_written_item *item, struct sdrm_setup *setup)
{
#ifdef MISUSE
	item->on = false;
#endif
	if (item->on)
		sdrm_setup_crtc(setup);
}

SDRM_CONFIG_DEFINE(kms_config_item_written_item, kms_config_item_written_setup);

static const struct kms_config_item_written_item_attribute kms_config_item_written_attributes[] = {
	SDRM_CONFIG_BOOL(kms_config_item_written_item, on, false),
};

static const struct sdrm_config_group kms_config_item_written_groups[] __used = {
	SDRM_CONFIG_GROUP("items", kms_config_item_written_item, kms_config_item_written_attributes),
};
