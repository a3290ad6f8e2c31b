# SPDX-License-Identifier: GPL-2.0
#
# In the package sdrm-dev this stands for the Makefile of sdrm's tree: what the Makefile of a
# driver calls, with SDRM=/usr/share/sdrm. DRIVER is the driver's directory.

include scripts/kbuild.mk

# What DKMS keeps of sdrm-dkms, or any built tree of sdrm.
export SDRM_BUILT ?= /var/lib/dkms/sdrm/kernel-$(RELEASE)-$(shell uname -m)
# This directory stays as it is.
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: driver-modules driver-clean driver-lint driver-check built

built:
	@test -f "$(KDIR)/include/generated/utsrelease.h" || { echo "make: no kernel headers;" \
		"apt-get install linux-headers-amd64, or make KDIR=DIR" >&2; exit 1; }
	@test -f "$(SDRM_BUILT)/Module.symvers" || { echo "make: no sdrm for $(RELEASE) in $(SDRM_BUILT);" \
		"is sdrm-dkms installed? See dkms status sdrm" >&2; exit 1; }

driver-modules driver-clean: built
	+@$(call out_of_tree,$(KDIR),$(DRIVER),$(SDRM_BUILT)) $(@:driver-%=%)

driver-lint: built
	@scripts/lint $(KDIR) $(DRIVER)

driver-check:
	@echo "make: check boots a kernel in QEMU, with the tools of sdrm's tree: make check SDRM=DIR" >&2
	@exit 1
