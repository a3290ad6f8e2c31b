// SPDX-License-Identifier: GPL-2.0
// class: kms: configuration
// tool: gcc
// says: incompatible pointer type
// off: type
// follows: non-compatible type
// rust: KMS RFC v3: not expressible: it has no configfs
#include "reject.h"

struct kms_config_setup_of_another_item {
	bool on;
};

struct kms_config_setup_of_another_other {
	bool on;
};

#ifdef MISUSE
static void kms_config_setup_of_another_setup(const struct kms_config_setup_of_another_other *item, struct sdrm_setup *setup)
#else
static void kms_config_setup_of_another_setup(const struct kms_config_setup_of_another_item *item, struct sdrm_setup *setup)
#endif
{
	if (item->on)
		sdrm_setup_crtc(setup);
}

SDRM_CONFIG_DEFINE(kms_config_setup_of_another_item, kms_config_setup_of_another_setup); /* refused here */

static const struct kms_config_setup_of_another_item_attribute kms_config_setup_of_another_attributes[] = {
	SDRM_CONFIG_BOOL(kms_config_setup_of_another_item, on, false),
};

static const struct sdrm_config_group kms_config_setup_of_another_groups[] __used = {
	SDRM_CONFIG_GROUP("items", kms_config_setup_of_another_item, kms_config_setup_of_another_attributes),
};
