// SPDX-License-Identifier: GPL-2.0
// class: kms: configuration
// tool: gcc
// says: negative width|static assertion failed
// off: type
// rust: KMS RFC v3: not expressible: it has no configfs
#include "reject.h"

struct kms_config_table_of_another_item {
	u32 mode;
	bool on;
};

static void kms_config_table_of_another_setup(const struct kms_config_table_of_another_item *item, struct sdrm_setup *setup)
{
	if (item->on)
		sdrm_setup_encoder(setup, item->mode);
}

SDRM_CONFIG_DEFINE(kms_config_table_of_another_item, kms_config_table_of_another_setup);

struct kms_config_table_of_another_other {
	bool on;
};

static void kms_config_table_of_another_setup_other(const struct kms_config_table_of_another_other *other, struct sdrm_setup *setup)
{
	if (other->on)
		sdrm_setup_crtc(setup);
}

SDRM_CONFIG_DEFINE(kms_config_table_of_another_other, kms_config_table_of_another_setup_other);

static const struct kms_config_table_of_another_item_attribute kms_config_table_of_another_attributes[] __used = {
	SDRM_CONFIG_UINT(kms_config_table_of_another_item, mode, 0, 0, 3),
};

static const struct kms_config_table_of_another_other_attribute kms_config_table_of_another_other_attributes[] __used = {
	SDRM_CONFIG_BOOL(kms_config_table_of_another_other, on, false),
};

static const struct sdrm_config_group kms_config_table_of_another_groups[] __used = {
	SDRM_CONFIG_GROUP("items", kms_config_table_of_another_item,
			  kms_config_table_of_another_attributes),
#ifdef MISUSE
	SDRM_CONFIG_GROUP("others", kms_config_table_of_another_other, kms_config_table_of_another_attributes),
#else
	SDRM_CONFIG_GROUP("others", kms_config_table_of_another_other, kms_config_table_of_another_other_attributes),
#endif
};
