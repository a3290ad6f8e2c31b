// SPDX-License-Identifier: GPL-2.0
// class: kms: configuration
// tool: gcc
// says: negative width|static assertion failed
// off: type
// rust: KMS RFC v3: not expressible: it has no configfs
#include "reject.h"

struct kms_config_type_of_member_item {
	u32 mode;
	bool on;
};

static void kms_config_type_of_member_setup(const struct kms_config_type_of_member_item *item, struct sdrm_setup *setup)
{
	if (item->on)
		sdrm_setup_encoder(setup, item->mode);
}

SDRM_CONFIG_DEFINE(kms_config_type_of_member_item, kms_config_type_of_member_setup);

static const struct kms_config_type_of_member_item_attribute kms_config_type_of_member_attributes[] = {
#ifdef MISUSE
	SDRM_CONFIG_BOOL(kms_config_type_of_member_item, mode, false),
#else
	SDRM_CONFIG_BOOL(kms_config_type_of_member_item, on, false),
#endif
};

static const struct sdrm_config_group kms_config_type_of_member_groups[] __used = {
	SDRM_CONFIG_GROUP("items", kms_config_type_of_member_item, kms_config_type_of_member_attributes),
};
