# SPDX-License-Identifier: GPL-2.0
#
# `make help` says what there is. The modules are built by Kbuild; this file
# finds the kernel to build against and drives the guests that test them.

# The kernel that the guests run: one of Debian's, by its version, or with
# fragments of tests/kernel behind it (6.1-debug) one that is built from source.
# `newest` is the newest that Debian has for its next release.
KERNEL ?= 6.1
named = $(if $(filter newest,$(1)),$(patsubst newest,$(newest),$(1)),$(1))
# Asked of the archive once, and only if somebody wants to know.
newest = $(eval newest := $(or $(shell tests/vm/fetch --newest),$(error no newest kernel)))$(newest)
override KERNEL := $(call named,$(KERNEL))
export KERNEL RESULTS

.DEFAULT_GOAL := modules

# --- the modules, for the machine at hand ---------------------------------

# The running kernel's headers, else the newest that are installed.
KDIR ?= $(or $(wildcard /lib/modules/$(shell uname -r)/build),\
	$(lastword $(shell ls -d /lib/modules/*/build 2>/dev/null | sort -V)))
override KDIR := $(strip $(KDIR))
# What uname -r says; in Debian's headers kernel.release says something else.
RELEASE = $(shell sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' $(KDIR)/include/generated/utsrelease.h)
MODULE_DIR = $(INSTALL_MOD_PATH)/lib/modules/$(RELEASE)
# The key that kernels are signed with is not in Debian's header packages;
# without it the step only prints errors.
NO_SIGN = $(if $(wildcard $(KDIR)/certs/signing_key.pem),,CONFIG_MODULE_SIG_ALL=)
KBUILD = $(MAKE) -C $(KDIR) M=$(CURDIR) W=1

.PHONY: kdir modules install uninstall clean help

kdir:
	@test -f "$(KDIR)/include/generated/utsrelease.h" || { \
	  echo "make: no kernel headers$(if $(KDIR), in $(KDIR))." >&2; \
	  echo "  Install them (apt-get install linux-headers-amd64), or say" \
	       "where they are: make KDIR=/path/to/build" >&2; exit 1; }

modules: kdir
	+$(KBUILD) modules

install: modules
	@scripts/secure-boot
	+$(KBUILD) INSTALL_MOD_DIR=updates $(NO_SIGN) modules_install
	depmod $(if $(INSTALL_MOD_PATH),-b $(INSTALL_MOD_PATH)) $(RELEASE)
	@echo "Installed. \`modprobe vgem\` now loads this vgem; \`make uninstall\` undoes it."

uninstall: kdir
	rm -f $(foreach module,sdrm vgem sw_sync,$(MODULE_DIR)/updates/$(module).ko*)
	depmod $(if $(INSTALL_MOD_PATH),-b $(INSTALL_MOD_PATH)) $(RELEASE)

# Without headers there is still what the guests left.
clean:
	+$(if $(wildcard $(KDIR)/Makefile),$(MAKE) -C $(KDIR) M=$(CURDIR) clean)
	rm -rf build generated

# --- static checks ----------------------------------------------------------

# Of this tree, or of DRIVER, any module's directory that is built on sdrm. The
# second make sees the headers that the first may have installed.
.PHONY: lint lint-here coccicheck lint-deps

lint: lint-deps
	+@$(MAKE) --no-print-directory lint-here

lint-here: modules
	@scripts/lint $(KDIR) $(DRIVER)

# Needs neither sdrm's headers nor a build of M.
coccicheck: lint-deps
	@cocci/run $(or $(M),driver sw_sync)

lint-deps:
	@tests/vm/deps scripts/lint.packages

# --- a driver elsewhere that is built on this tree: DRIVER=DIR --------------

.PHONY: new-driver driver-modules driver-lint driver-check driver-clean

new-driver:
	@scripts/new-driver "$$NAME" "$$DIR"

driver = $(or $(abspath $(DRIVER)),$(error DRIVER=DIR is missing))

# HEADERS, DIRECTORY, a built copy of this tree. Never without DIRECTORY: Kbuild
# would take the headers themselves for what is to be built, or cleaned.
out_of_tree = $(MAKE) --no-print-directory -C $(strip $(1)) W=1 \
	M=$(or $(strip $(2)),$(error no directory to build)) \
	SDRM=$(strip $(3)) KBUILD_EXTRA_SYMBOLS=$(strip $(3))/Module.symvers

driver-modules: modules
	+@$(call out_of_tree,$(KDIR),$(driver),$(CURDIR)) modules

driver-clean: kdir
	+@$(call out_of_tree,$(KDIR),$(driver),$(CURDIR)) clean

driver-lint: lint

# In a copy, as the tree itself, with each program of its tests/.
driver-check: COPY = $(BUILD)/drivers/$(notdir $(driver))
driver-check: guest-modules
	@rm -rf $(COPY)
	@mkdir -p $(COPY)/files/bin
	@cp -r $(driver) $(COPY)/tree
	@find $(COPY)/tree -name '*.o' -o -name '*.ko' -o -name '.*.cmd' | xargs -r rm
	+@$(BUILD_IN) $(call out_of_tree,$(HEADERS),$(CURDIR)/$(COPY)/tree,$(CURDIR)/$(BUILD)/modules) modules
	@for program in $(basename $(notdir $(wildcard $(driver)/tests/*.c))); do \
		$(CC) $(PROGRAM_FLAGS) -I$(COPY)/tree/include/uapi \
			-o $(COPY)/files/bin/$$program $(COPY)/tree/tests/$$program.c || exit; done
	@tests/vm/image --tree driver=$(BUILD)/modules --tree driver=$(COPY)/tree \
		--files $(COPY)/files --output $(COPY)/guest.cpio
	@tests/vm/run --image $(COPY)/guest.cpio driver $$(basename $(COPY)/tree/*.ko .ko)

# --- guests: a kernel in QEMU -----------------------------------------------

BUILD := build/$(KERNEL)
IMAGE := $(BUILD)/guest.cpio
VM := tests/vm/run --image $(IMAGE)
# Of the guest's kernel, known once it has been fetched: for recipes only.
# (make 4.3 does not export to $(shell).)
HEADERS = $(shell KERNEL=$(KERNEL) tests/vm/fetch --headers)
# Where that kernel's compiler is.
BUILD_IN := tests/vm/build-in
SOURCES := Kbuild $(wildcard scripts/* abstractions/*.[ch] driver/*.[ch] sw_sync/*.[ch] include/*/*.h)
# Test programs, each one file, and test modules, built as any other module
# outside the tree would be.
PROGRAM_DIRS := $(addprefix tests/,uapi defects lifetime fault race stress fuzz bench sw_sync)
PROGRAMS := $(patsubst %.c,$(BUILD)/files/bin/%,\
	$(notdir $(wildcard $(addsuffix /*.c,$(PROGRAM_DIRS)))))
TEST_MODULES := $(patsubst %/Kbuild,%,$(wildcard tests/*/Kbuild))
DATA := $(BUILD)/files/uapi/differences
# sdrm with a bug for a test to find, and late: for that, Debian's kernel will do.
BUGS := $(filter-out late,$(patsubst tests/planted/%.patch,%,$(wildcard tests/planted/*)))
PLANTED := $(addprefix planted-,$(if $(filter %-debug,$(KERNEL)),$(BUGS),\
	$(if $(findstring -,$(KERNEL)),,late)))

.PHONY: deps guest guest-modules run shell check check-long kernel-debug

deps:
	@tests/vm/deps
	@tests/vm/fetch

# All that a guest needs.
guest: guest-modules $(PROGRAMS) $(DATA) $(BUILD)/files/fault/sites \
		$(BUILD)/files/bin/sync_test \
		$(PLANTED:%=$(BUILD)/%/vgem.ko)
	@tests/vm/image --tree sdrm=$(BUILD)/modules \
		$(foreach tree,$(PLANTED),--tree $(tree)=$(BUILD)/$(tree)) \
		--files $(BUILD)/files --output $(IMAGE)

# In a copy, so that the tree stays free for builds against other kernels.
guest-modules: deps
	@mkdir -p $(BUILD)/modules
	@cp -pu --parents $(SOURCES) $(BUILD)/modules
	+@$(BUILD_IN) $(MAKE) --no-print-directory -C $(HEADERS) W=1 KCOV_INSTRUMENT=y \
		M=$(CURDIR)/$(BUILD)/modules modules
	+@for dir in $(TEST_MODULES); do \
		cp -pu --parents $$dir/Kbuild $$dir/*.[ch] tests/include/steer.h $(BUILD)/modules && \
		$(BUILD_IN) $(call out_of_tree,$(HEADERS),$(CURDIR)/$(BUILD)/modules/$$dir,$(CURDIR)/$(BUILD)/modules) \
			modules || exit; \
	done

$(BUILD)/modules/vgem.ko: guest-modules ;

# The modules once more, with a bug; a module tree of that name in the guest.
$(BUILD)/planted-%/vgem.ko: tests/planted/%.patch $(BUILD)/modules/vgem.ko
	@rm -rf $(@D)
	@mkdir -p $(@D)
	@cp -p --parents $(SOURCES) $(@D)
	@patch -s -p1 -d $(@D) <$<
	+@$(BUILD_IN) $(MAKE) --no-print-directory -C $(HEADERS) KCOV_INSTRUMENT=y \
		M=$(CURDIR)/$(@D) modules

# The uAPI of the kernel under test, where the machine's own has none.
PROGRAM_FLAGS = -static -O2 -Wall -Wextra -Werror -pthread \
	-idirafter $(HEADERS:-amd64=-common)/include/uapi -D__user=

vpath %.c $(PROGRAM_DIRS)
# sdrm-config.h says what the kernel under test has.
$(BUILD)/files/bin/%: %.c $(wildcard tests/include/*.h tests/fuzz/*.h tests/fault/*.h) | guest-modules
	@mkdir -p $(@D)
	$(if $(filter 1,$(V)),,@echo '  CC        $@' &&) $(CC) $(PROGRAM_FLAGS) -Itests/include -Iinclude -I$(BUILD)/modules/generated -o $@ $<

# Not there if linux-source is not, which lint-deps installs.
$(BUILD)/files/bin/sync_test: tests/sw_sync/selftest
	@$< $@

$(DATA): $(BUILD)/files/%: tests/%
	@mkdir -p $(@D)
	@cp $< $@

# The calls in our modules that the fault test has to see fail.
$(BUILD)/files/fault/sites: guest-modules
	@mkdir -p $(@D)
	@tests/fault/sites $(BUILD)/modules >$@

run: guest
	@$(VM) --igt

shell: guest
	@$(VM) --shell

# Against the in-tree module, in instructions; RECORD=1: as what check expects.
.PHONY: bench bench-long bench-profile
bench bench-long: guest
	@tests/bench/run $(if $(filter %-long,$@),--long) $(if $(RECORD),--record) \
		--doc docs/performance.md

bench-profile: guest
	@tests/bench/profile --image $(IMAGE)

# What refuses which misuse: the raw API with today's tools, sdrm, and Rust.
.PHONY: safety-report
safety-report: lint-deps guest
	@tests/raw/run $(HEADERS) $(BUILD)/modules
	@tests/reject/run $(BUILD)/modules $(HEADERS) \
		>$(BUILD)/reject.ktap || { grep -A5 '^not ok' $(BUILD)/reject.ktap; exit 1; }
	@tests/reject/report $(BUILD)/modules $(BUILD)/raw.tsv >$(BUILD)/safety-report.md
	@echo "$(BUILD)/safety-report.md"

# The kernels with detectors in them: for the release's own kernel, or as told.
INSTRUMENTED ?= $(if $(filter 6.1,$(KERNEL)),6.1-debug 6.1-kcsan)
# And where minutes do not count, the newest.
check-long kernel-debug: INSTRUMENTED += $(if $(filter 6.1,$(KERNEL)),$(call named,newest)-debug)

# Stock kernels that are checked with the release's own: in full, and with the
# short list.
ALSO ?= $(if $(filter 6.1,$(KERNEL)),6.12)
SHORT ?= $(if $(filter 6.1,$(KERNEL)),newest)

# One after the other: each build takes all CPUs.
kernel-debug:
	+@for kernel in $(INSTRUMENTED); do \
		$(MAKE) --no-print-directory KERNEL=$$kernel deps || exit; done

guest-others:
	+@for kernel in $(ALSO) $(call named,$(SHORT)) $(INSTRUMENTED); do \
		$(MAKE) --no-print-directory KERNEL=$$kernel guest || exit; done

check check-long: lint-deps guest guest-others
	@tests/check $(if $(filter %-long,$@),--long) $(addprefix --kernel ,$(KERNEL) $(ALSO)) \
		$(addprefix --short ,$(call named,$(SHORT))) \
		$(INSTRUMENTED:%=--instrumented %) $(STEPS)

# What differs by the kernel, on each of them; the table goes into the README.
KERNELS ?= 6.1 6.12 newest
.PHONY: guest-others matrix
matrix: lint-deps
	+@set -e; options=; for kernel in $(call named,$(KERNELS)); do \
		$(MAKE) --no-print-directory KERNEL=$$kernel guest; \
		options="$$options --kernel $$kernel"; done; \
	tests/check --matrix $$options
	@scripts/section README.md matrix <build/matrix.md

# The tables in the README: from what each step of check found last, and of the
# drivers.
.PHONY: readme
readme: lint-deps modules
	@scripts/section README.md tested <build/tested.md
	@scripts/drivers $(KDIR) >build/drivers.md
	@scripts/section README.md drivers <build/drivers.md

# --------------------------------------------------------------------------

help:
	@echo 'Build (KDIR=$(or $(KDIR),none found)):'
	@echo '  make            sdrm.ko, vgem.ko and sw_sync.ko, and Module.symvers for others'
	@echo '  make install    into updates/, where modprobe prefers them; depmod'
	@echo '  make uninstall  gives the kernel'"'"'s own vgem back'
	@echo '  make clean      removes all that was built, not the cache'
	@echo
	@echo 'Static checks (missing packages are installed):'
	@echo '  make lint       gcc, clang, sparse, Coccinelle, kernel-doc, checkpatch;'
	@echo '                  DRIVER=DIR for another module that is built on sdrm'
	@echo '  make coccicheck the Coccinelle rules alone; M=DIR, no build needed'
	@echo '  make safety-report  what refuses which misuse, as a table'
	@echo
	@echo 'Your own driver:'
	@echo '  make new-driver NAME=toy  writes one to ./toy, or to DIR; docs/tutorial.md'
	@echo '                  goes on from there. In it: make, make lint, make check'
	@echo
	@echo 'Guests (stock Debian kernel in QEMU; missing packages are installed):'
	@echo '  make run        load both modules, run IGT, compare with the in-tree vgem'
	@echo '  make shell      the same guest with a prompt'
	@echo '  make check      all tests, at the counts for CI; make check-long: the full ones'
	@echo '  make readme     put what check found, and what the drivers are, into the README'
	@echo '  make matrix     what differs by the kernel, on each of them; its table in the README'
	@echo '  make bench      what each path costs, ours and in-tree; into docs/performance.md'
	@echo '  make bench-long with 10^6 pairs; make bench-profile: a pair, function by function'
	@echo '  make kernel-debug  the kernels with KASAN, lockdep, KCSAN ... that check uses;'
	@echo '                  make run KERNEL=6.1-debug runs one'
	@echo
	@echo 'Variables:'
	@echo '  KDIR=DIR        kernel headers to build against'
	@echo '  KERNEL=6.1      Debian kernel that the guests run: 6.1, 6.12, 7.3 ... or newest'
	@echo '  RESULTS=DIR     keep KTAP, console logs and JSON of guests there'
	@echo '  SDRM_CACHE=DIR  cache (default: ~/.cache/sdrm)'
	@echo '  INSTALL_MOD_PATH=DIR  root for make install'
	@echo '  STEPS="..."     run only these of the tests: make check STEPS="uapi igt"'
	@echo '  V=1             show the commands of the build'
