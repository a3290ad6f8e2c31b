# SPDX-License-Identifier: GPL-2.0
#
# For the Kbuild of a driver outside sdrm's tree, which includes it: what a module on sdrm
# is compiled and linked with. SDRM is a built tree of sdrm.

ccflags-y += -I$(SDRM)/include -I$(SDRM)/generated -Werror

# Off by default in the kernel, and needed for owners; clang has neither.
ccflags-y += $(foreach warning,jump-misses-init maybe-uninitialized,$(call cc-option,-W$(warning)))

# modpost includes Kbuild for this.
KBUILD_EXTRA_SYMBOLS += $(SDRM)/Module.symvers
