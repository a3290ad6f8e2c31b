// SPDX-License-Identifier: GPL-2.0
// class: kms: configuration
// tool: gcc
// says: negative width|static assertion failed
// off: type
// rust: KMS RFC v3: not expressible: it has no configfs
#include "reject.h"

struct kms_config_links_type_item {
	u32 mode;
	bool on;
};

static void kms_config_links_type_setup(const struct kms_config_links_type_item *item, struct sdrm_setup *setup)
{
	if (item->on)
		sdrm_setup_encoder(setup, item->mode);
}

SDRM_CONFIG_DEFINE(kms_config_links_type_item, kms_config_links_type_setup);

static const struct kms_config_links_type_item_attribute kms_config_links_type_attributes[] = {
#ifdef MISUSE
	SDRM_CONFIG_LINKS(kms_config_links_type_item, on, kms_config_links_type_item),
#else
	SDRM_CONFIG_LINKS(kms_config_links_type_item, mode, kms_config_links_type_item),
#endif
};

static const struct sdrm_config_group kms_config_links_type_groups[] __used = {
	SDRM_CONFIG_GROUP("items", kms_config_links_type_item, kms_config_links_type_attributes),
};
