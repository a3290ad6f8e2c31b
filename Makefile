# SPDX-License-Identifier: GPL-2.0
#
# `make help` lists the targets. Kbuild builds the modules; this Makefile selects the
# kernel to build against, installs, and runs the static checks. tests/guests.mk has
# the test VMs.

.DEFAULT_GOAL := modules
, := ,

# Scripts read what tools say (see scripts/common.sh). Where others build is not for us.
export LANG := C
unexport LANGUAGE $(filter LC_%,$(.VARIABLES)) KBUILD_OUTPUT KBUILD_EXTMOD_OUTPUT
$(foreach name,O MO KBUILD_OUTPUT KBUILD_EXTMOD_OUTPUT,$(if $(findstring command,$(origin $(name))),\
	$(error $(name)=$($(name)): sdrm is built in its tree; for another directory, copy the tree)))
ifneq ($(findstring command,$(origin M)),)
$(if $(filter coccicheck,$(MAKECMDGOALS)),,\
	$(error M=$(M) is for coccicheck; a driver of its own has a Makefile: make -C $(M)))
endif

# 0 is no, as in the kernel's V=0.
$(foreach name,SUMMARY UPDATE LIST FRESH RECORD RUST,$(if $(filter 0,$($(name))),$(eval override $(name) :=)))

# --- the modules, for this machine ------------------------------------------

include scripts/kbuild.mk

# Where to install: packages say DESTDIR, the kernel INSTALL_MOD_PATH.
ifneq ($(DESTDIR),)
INSTALL_MOD_PATH ?= $(DESTDIR)
ifneq ($(DESTDIR),$(INSTALL_MOD_PATH))
$(error DESTDIR=$(DESTDIR) and INSTALL_MOD_PATH=$(INSTALL_MOD_PATH): where to install?)
endif
endif

quoted = '$(subst ','\'',$(1))'
# Said here, as no tool that fails on such a path says so.
wrong := $(shell scripts/good-path "this tree" "$$(pwd -P)" \
	$(foreach name,KDIR DRIVER INSTALL_MOD_PATH,$(name) $(call quoted,$($(name)))))
$(if $(wrong),$(error $(wrong)))

ROOT := $(patsubst /,,$(abspath $(INSTALL_MOD_PATH)))
MODULE_DIR = $(ROOT)/lib/modules/$(RELEASE)

# DIR... -- COMMAND: no other build works in these directories meanwhile.
ALONE := scripts/alone

MODULES = $(shell scripts/driver-list --modules)
DRIVER_DIRS := $(shell scripts/driver-list --directories)

.PHONY: kdir modules install uninstall clean help

kdir:
	@test -f "$(KDIR)/include/generated/utsrelease.h" || { \
	  echo "make: no kernel headers$(if $(KDIR), in $(KDIR))." >&2; \
	  echo "  Install them (apt-get install linux-headers-amd64), or say" \
	       "where they are: make KDIR=/path/to/build" >&2; exit 1; }

modules: kdir
	+$(ALONE) . -- $(call kbuild,$(KDIR),$(CURDIR)) modules

# Not by Kbuild's depmod, which expects the kernel beside the modules.
install: modules
	@$(if $(ROOT),,scripts/secure-boot)
	+$(ALONE) . -- $(call kbuild,$(KDIR),$(CURDIR)) MODLIB=$(MODULE_DIR) INSTALL_MOD_DIR=updates \
		$(NO_SIGN) cmd_depmod=: quiet_cmd_depmod= modules_install
	@scripts/installed $(RELEASE) $(ROOT)

uninstall: kdir
	rm -f $(foreach module,$(MODULES),$(MODULE_DIR)/updates/$(module).ko*)
	@scripts/installed --removed $(RELEASE) $(ROOT)

# build/ exists even where there are no headers.
clean:
	+@$(ALONE) build . $(wildcard build/*/.) -- $(MAKE) --no-print-directory clean-here

.PHONY: clean-here
clean-here:
	+$(if $(wildcard $(KDIR)/Makefile),$(call kbuild,$(KDIR),$(CURDIR)) clean)
	rm -rf build generated .tmp_*

# The packages sdrm-dkms and sdrm-dev.
.PHONY: deb
deb:
	@tests/vm/deps scripts/deb.packages
	@scripts/deb build/deb
	@ls build/deb/*.deb

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
	@$(ALONE) build/docs -- scripts/docs $(KDIR) $(BUILDER)

# --- a driver elsewhere that is built on this tree: DRIVER=DIR --------------

.PHONY: new-driver driver-modules driver-lint driver-clean

new-driver:
	@scripts/new-driver "$$NAME" "$$DIR" "$$KIND"

driver = $(or $(abspath $(DRIVER)),$(error DRIVER=DIR is missing))

driver-modules: modules
	+@$(ALONE) $(driver) -- $(call out_of_tree,$(KDIR),$(driver),$(CURDIR)) modules

driver-clean: kdir
	+@$(ALONE) $(driver) -- $(call out_of_tree,$(KDIR),$(driver),$(CURDIR)) clean
	@rm -rf $(driver)/.tmp_*

driver-lint: lint

include tests/guests.mk

# --------------------------------------------------------------------------

help:
	@echo 'Build (KDIR=$(or $(KDIR),none found)):'
	@echo '  make            $(patsubst %,%.ko$(,),$(MODULES)) and Module.symvers for other modules'
	@echo '  make install    into updates/, where modprobe prefers them; depmod, if the kernel is there'
	@echo '  make uninstall  removes them: the in-tree vgem and vkms are back'
	@echo '  make clean      removes all build products, but not the cache'
	@echo '  make deb        Debian packages into build/deb: sdrm-dkms, sdrm-dev'
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
	@echo '  make run        load the modules, run IGT, compare with the in-tree vgem;'
	@echo '                  DRIVER=vkms: IGT on the display, and build/vkms.png, what it showed'
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
	@echo '  INSTALL_MOD_PATH=DIR, DESTDIR=DIR  root for make install and uninstall'
	@echo '  V=1             show the commands of the build'
