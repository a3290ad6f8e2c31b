// SPDX-License-Identifier: GPL-2.0
// class: kms: configuration
// tool: gcc
// says: __sdrm_config_of_|undeclared
// off: type
// rust: KMS RFC v3: not expressible: it has no configfs
#include "reject.h"

struct kms_config_no_target_item {
	u32 mode;
	bool on;
};

static void kms_config_no_target_setup(const struct kms_config_no_target_item *item, struct sdrm_setup *setup)
{
	if (item->on)
		sdrm_setup_encoder(setup, item->mode);
}

SDRM_CONFIG_DEFINE(kms_config_no_target_item, kms_config_no_target_setup);

static const struct kms_config_no_target_item_attribute kms_config_no_target_attributes[] = {
#ifdef MISUSE
	SDRM_CONFIG_LINKS(kms_config_no_target_item, mode, kms_config_no_target_other),
#else
	SDRM_CONFIG_LINKS(kms_config_no_target_item, mode, kms_config_no_target_item),
#endif
};

static const struct sdrm_config_group kms_config_no_target_groups[] __used = {
	SDRM_CONFIG_GROUP("items", kms_config_no_target_item, kms_config_no_target_attributes),
};
