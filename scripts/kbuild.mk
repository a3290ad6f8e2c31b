# SPDX-License-Identifier: GPL-2.0
#
# Which kernel headers to build against, and how Kbuild is called. Included by the Makefile,
# and in the package sdrm-dev by what stands for it.

# The running kernel's headers, or else the newest that are installed.
KDIR ?= $(or $(wildcard /lib/modules/$(shell uname -r)/build),\
	$(lastword $(shell ls -d /lib/modules/*/build 2>/dev/null | sort -V)))
override KDIR := $(strip $(KDIR))

# As uname -r prints it; in Debian's headers kernel.release differs from that.
RELEASE = $(shell sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' $(KDIR)/include/generated/utsrelease.h)
# Debian's header packages contain neither the kernel's signing key nor its vmlinux;
# without them signing and BTF generation only print messages that look like errors.
NO_SIGN = $(if $(wildcard $(KDIR)/certs/signing_key.pem),,CONFIG_MODULE_SIG_ALL=)
NO_BTF = $(if $(wildcard $(1)/vmlinux),,CONFIG_DEBUG_INFO_BTF_MODULES=)
# HEADERS, DIRECTORY. Never without a directory: Kbuild would then build, or clean,
# the headers themselves.
kbuild = $(MAKE) --no-print-directory -C $(strip $(1)) W=1 $(call NO_BTF,$(strip $(1))) \
	M=$(or $(strip $(2)),$(error no directory to build))
# HEADERS, DIRECTORY, a built copy of this tree: a module outside that tree.
out_of_tree = $(call kbuild,$(1),$(2)) \
	SDRM=$(strip $(3)) KBUILD_EXTRA_SYMBOLS=$(strip $(3))/Module.symvers
