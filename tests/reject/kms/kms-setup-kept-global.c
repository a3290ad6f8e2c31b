// SPDX-License-Identifier: GPL-2.0
// class: kms: setup outside its callback
// tool: subset
// says: \[global\]
// off: global pointer-assigned
// rust: KMS RFC v3: rustc: UnregisteredKmsDevice is borrowed for the call, and has a Cell: not Sync
#include "reject.h"

#ifdef MISUSE
static struct sdrm_setup *kms_setup_kept_global_kept;
#endif

static void kms_setup_kept_global_setup(const struct dis_device *dis, struct sdrm_setup *setup)
{
#ifdef MISUSE
	kms_setup_kept_global_kept = setup;
#endif
	sdrm_setup_crtc(setup);
}

static const struct dis_display kms_setup_kept_global_display __used = {
	.setup	= kms_setup_kept_global_setup,
};
