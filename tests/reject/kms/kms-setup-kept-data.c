// SPDX-License-Identifier: GPL-2.0
// class: kms: setup outside its callback
// tool: subset
// says: \[pointer-kept\]
// off: pointer-kept
// rust: KMS RFC v3: rustc: UnregisteredKmsDevice is borrowed for the call, and has a Cell: not Sync
#include "reject.h"

struct kms_setup_kept_data_device {
	struct sdrm_device base;
#ifdef MISUSE
	struct sdrm_setup *setup;
#else
	u32 limit;
#endif
};

SDRM_DISPLAY_TYPES(kms_setup_kept_data, kms_setup_kept_data_device, dis_file);
