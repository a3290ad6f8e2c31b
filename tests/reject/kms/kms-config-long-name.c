// SPDX-License-Identifier: GPL-2.0
// class: kms: configuration
// tool: gcc
// says: negative width|static assertion failed
// off: type
// rust: KMS RFC v3: not expressible: it has no configfs
/* The kernel would allocate it, and nobody free it. */
#include "reject.h"

struct kms_config_long_name_item {
	u32 mode;
	bool on;
};

static void kms_config_long_name_setup(const struct kms_config_long_name_item *item, struct sdrm_setup *setup)
{
	if (item->on)
		sdrm_setup_encoder(setup, item->mode);
}

SDRM_CONFIG_DEFINE(kms_config_long_name_item, kms_config_long_name_setup);

static const struct kms_config_long_name_item_attribute kms_config_long_name_attributes[] = {
	SDRM_CONFIG_BOOL(kms_config_long_name_item, on, false),
};

static const struct sdrm_config_group kms_config_long_name_groups[] __used = {
#ifdef MISUSE
	SDRM_CONFIG_GROUP("connectors-of-displays", kms_config_long_name_item, kms_config_long_name_attributes),
#else
	SDRM_CONFIG_GROUP("connectors", kms_config_long_name_item, kms_config_long_name_attributes),
#endif
};
