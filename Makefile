# SPDX-License-Identifier: GPL-2.0
#
# `make help` lists the targets. Kbuild builds the modules; this Makefile selects the
# kernel to build against, installs, and runs the static checks. tests/guests.mk has
# the test VMs.

.DEFAULT_GOAL := modules
, := ,

# Kbuild takes no spaces and no colons in the path of an external module.
ifneq ($(words $(CURDIR)) $(findstring :,$(CURDIR)),1 )
$(error this tree is in "$(CURDIR)", and Kbuild takes no spaces and no colons: move it)
endif

# --- the modules, for this machine ------------------------------------------

# The running kernel's headers, or else the newest that are installed.
KDIR ?= $(or $(wildcard /lib/modules/$(shell uname -r)/build),\
	$(lastword $(shell ls -d /lib/modules/*/build 2>/dev/null | sort -V)))
override KDIR := $(strip $(KDIR))
# As uname -r prints it; in Debian's headers kernel.release differs from that.
RELEASE = $(shell sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' $(KDIR)/include/generated/utsrelease.h)
MODULE_DIR = $(INSTALL_MOD_PATH)/lib/modules/$(RELEASE)
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

# What drivers are built on; Kbuild says what it is made of.
LIBRARY := sdrm sdrm_kms
DRIVERS = $(shell scripts/driver-list --names)
DRIVER_DIRS := $(shell scripts/driver-list --directories)

.PHONY: kdir modules install uninstall clean help

kdir:
	@test -f "$(KDIR)/include/generated/utsrelease.h" || { \
	  echo "make: no kernel headers$(if $(KDIR), in $(KDIR))." >&2; \
	  echo "  Install them (apt-get install linux-headers-amd64), or say" \
	       "where they are: make KDIR=/path/to/build" >&2; exit 1; }

modules: kdir
	+$(call kbuild,$(KDIR),$(CURDIR)) modules

install: modules
	@scripts/secure-boot
	+$(call kbuild,$(KDIR),$(CURDIR)) INSTALL_MOD_DIR=updates $(NO_SIGN) modules_install
	depmod $(if $(INSTALL_MOD_PATH),-b $(INSTALL_MOD_PATH)) $(RELEASE)
	@echo "Installed. \`modprobe vgem\` now loads this vgem, \`modprobe vkms\` this vkms; \`make uninstall\` undoes it."

uninstall: kdir
	rm -f $(foreach module,$(LIBRARY) $(DRIVERS),$(MODULE_DIR)/updates/$(module).ko*)
	depmod $(if $(INSTALL_MOD_PATH),-b $(INSTALL_MOD_PATH)) $(RELEASE)

# build/ exists even where there are no headers.
clean:
	+$(if $(wildcard $(KDIR)/Makefile),$(call kbuild,$(KDIR),$(CURDIR)) clean)
	rm -rf build generated

# --- static checks ----------------------------------------------------------

# Of this tree, or of DRIVER, the directory of any module that is built on sdrm. The
# nested make sees the headers that the first one may have installed.
.PHONY: lint lint-here coccicheck cocci-deps lint-deps

lint: lint-deps
	+@$(MAKE) --no-print-directory lint-here

lint-here: modules
	@scripts/lint $(KDIR) $(DRIVER)

# Needs neither sdrm's headers nor a build of M: one directory, spaces and all, or several.
coccicheck: cocci-deps
	@set -- $(if $(SUMMARY),--summary) $(if $(BASELINE),--baseline "$$BASELINE") \
		$(if $(UPDATE),--update) $(if $(FORMAT),--format "$$FORMAT") \
		$(if $(OUTPUT),--output "$$OUTPUT"); \
	if [ -e "$$M" ]; then cocci/run "$$@" -- "$$M"; \
	else cocci/run "$$@" -- $(or $(M),$(DRIVER_DIRS)); fi

# A CI job has installed what docs/ci.md says, and needs no QEMU.
cocci-deps:
	@type spatch >/dev/null 2>&1 || tests/vm/deps scripts/lint.packages

lint-deps:
	@tests/vm/deps scripts/lint.packages

# --- documentation ----------------------------------------------------------

# As HTML, without a warning; BUILDER=linkcheck asks for the links out of it as well.
.PHONY: docs docs-here

docs:
	@tests/vm/deps scripts/docs.packages
	+@$(MAKE) --no-print-directory docs-here

docs-here: kdir
	@scripts/docs $(KDIR) $(BUILDER)

# --- a driver elsewhere that is built on this tree: DRIVER=DIR --------------

.PHONY: new-driver driver-modules driver-lint driver-clean

new-driver:
	@scripts/new-driver "$$NAME" "$$DIR" "$$KIND"

driver = $(or $(abspath $(DRIVER)),$(error DRIVER=DIR is missing))

driver-modules: modules
	+@$(call out_of_tree,$(KDIR),$(driver),$(CURDIR)) modules

driver-clean: kdir
	+@$(call out_of_tree,$(KDIR),$(driver),$(CURDIR)) clean

driver-lint: lint

include tests/guests.mk

# --------------------------------------------------------------------------

help:
	@echo 'Build (KDIR=$(or $(KDIR),none found)):'
	@echo '  make            $(patsubst %,%.ko$(,),$(LIBRARY) $(DRIVERS)) and Module.symvers for other modules'
	@echo '  make install    into updates/, where modprobe prefers them; depmod'
	@echo '  make uninstall  removes them: the in-tree vgem and vkms are back'
	@echo '  make clean      removes all build products, but not the cache'
	@echo
	@echo 'Static checks (missing packages are installed):'
	@echo '  make lint       gcc, clang, sparse, the subset, Coccinelle, kernel-doc, checkpatch;'
	@echo '                  DRIVER=DIR for another module that is built on sdrm'
	@echo '  make coccicheck the Coccinelle rules alone; M=DIR, no build needed. SUMMARY=1: a table'
	@echo '                  by concept; BASELINE=FILE: known findings (UPDATE=1 writes it);'
	@echo '                  FORMAT=text, github or sarif; OUTPUT=FILE'
	@echo '  make safety-report  which tool refuses which misuse, as a table;'
	@echo '                  RUST=1 has rustc compile its column (250 MB, some minutes once)'
	@echo
	@echo 'Documentation:'
	@echo '  make docs       as HTML in build/docs/html; BUILDER=linkcheck: the links to elsewhere'
	@echo
	@echo 'Your own driver:'
	@echo '  make new-driver NAME=toy  writes one to ./toy, or to DIR; docs/tutorial.md'
	@echo '                  continues from there. In it: make, make lint, make check;'
	@echo '                  KIND=display: one with a display'
	@echo
	@echo 'Test VMs (stock Debian kernels in QEMU; missing packages are installed):'
	@echo '  make run        load the modules, run IGT, compare with the in-tree vgem'
	@echo '  make shell      the same VM with a prompt'
	@echo '  make check      all tests, at the counts for CI'
	@echo '  make check LIST=1   lists its steps: what each is for, and how long it takes'
	@echo '  make check-long everything at full counts, in hours; run again, it resumes;'
	@echo '                  FRESH=1 starts over'
	@echo '  make matrix     what depends on the kernel, on each of them; a table in the README'
	@echo '  make readme     update the generated tables of steps and drivers in docs/'
	@echo '  make results    put what the steps found last into docs/results.md'
	@echo '  make bench      the cost of each path, ours and in-tree; into docs/performance.md'
	@echo '  make bench-long with 10^6 pairs; make bench-profile: a pair and a flip, per function'
	@echo '  make kernel-debug  build the kernels with KASAN, lockdep, KCSAN ... that check uses;'
	@echo '                  make run KERNEL=6.1-debug boots one'
	@echo
	@echo 'Variables:'
	@echo '  KDIR=DIR        kernel headers to build against'
	@echo '  KERNEL=6.1      Debian kernel of the VM: 6.1, 6.12, 7.3 ... or newest'
	@echo '  KERNELS="..."   run check on these kernels only: make check KERNELS="6.1 6.1-debug"'
	@echo '  STEPS="..."     run these steps only, and build only what they need; globs:'
	@echo '                  make check STEPS="*uapi debug-*"'
	@echo '  SLOTS=4         VMs and host steps at a time; fewer for a busy machine'
	@echo '  RESULTS=DIR     keep KTAP, console logs and JSON of the VMs there'
	@echo '  SDRM_CACHE=DIR  cache (default: ~/.cache/sdrm)'
	@echo '  INSTALL_MOD_PATH=DIR  root for make install'
	@echo '  V=1             show the commands of the build'
