// SPDX-License-Identifier: GPL-2.0
// class: kms: configuration
// tool: subset
// says: \[global\]
// off: global pointer-assigned
// rust: KMS RFC v3: not expressible: it has no configfs
#include "reject.h"

struct kms_config_item_kept_item {
	bool on;
};

#ifdef MISUSE
static const struct kms_config_item_kept_item *kms_config_item_kept_kept;
#endif

static void kms_config_item_kept_setup(const struct kms_config_item_kept_item *item, struct sdrm_setup *setup)
{
#ifdef MISUSE
	kms_config_item_kept_kept = item;
#endif
	if (item->on)
		sdrm_setup_crtc(setup);
}

SDRM_CONFIG_DEFINE(kms_config_item_kept_item, kms_config_item_kept_setup);

static const struct kms_config_item_kept_item_attribute kms_config_item_kept_attributes[] = {
	SDRM_CONFIG_BOOL(kms_config_item_kept_item, on, false),
};

static const struct sdrm_config_group kms_config_item_kept_groups[] __used = {
	SDRM_CONFIG_GROUP("items", kms_config_item_kept_item, kms_config_item_kept_attributes),
};
