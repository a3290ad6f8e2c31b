// SPDX-License-Identifier: GPL-2.0
// class: kms: configuration
// tool: gcc
// says: negative width|static assertion failed
// off: type
// rust: KMS RFC v3: not expressible: it has no configfs
/* A new item would have a value that nobody may write. */
#include "reject.h"

struct kms_config_initial_item {
	u32 mode;
	bool on;
};

static void kms_config_initial_setup(const struct kms_config_initial_item *item, struct sdrm_setup *setup)
{
	if (item->on)
		sdrm_setup_encoder(setup, item->mode);
}

SDRM_CONFIG_DEFINE(kms_config_initial_item, kms_config_initial_setup);

static const struct kms_config_initial_item_attribute kms_config_initial_attributes[] = {
#ifdef MISUSE
	SDRM_CONFIG_UINT(kms_config_initial_item, mode, 4, 0, 3),
#else
	SDRM_CONFIG_UINT(kms_config_initial_item, mode, 3, 0, 3),
#endif
};

static const struct sdrm_config_group kms_config_initial_groups[] __used = {
	SDRM_CONFIG_GROUP("items", kms_config_initial_item, kms_config_initial_attributes),
};
