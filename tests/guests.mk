# SPDX-License-Identifier: GPL-2.0
#
# Test VMs ("guests"): their kernels, their images, and the targets that boot them.
# Included by the Makefile.

# The guest's kernel: a stock Debian kernel, by its version, or one that is built from
# source, by its version and fragments of tests/kernel (6.1-debug). `newest` is the
# newest stock kernel of the next Debian release.
given_kernel := $(KERNEL)
KERNEL ?= 6.1
# Resolved from the archive lazily, at most once per run.
newest = $(eval newest := $(or $(shell tests/vm/fetch --newest),$(error no newest kernel)))$(newest)
override KERNEL := $(if $(filter newest%,$(KERNEL)),$(patsubst newest%,$(newest)%,$(KERNEL)),$(KERNEL))
export KERNEL RESULTS SLOTS

BUILD := build/$(KERNEL)
IMAGE := $(BUILD)/guest.cpio
# Of the guest's kernel; known only once that has been fetched, so for recipes only.
# (GNU make 4.3 does not export variables to $(shell).)
HEADERS = $(shell KERNEL=$(KERNEL) tests/vm/fetch --headers)
# Runs a command with the compiler that the kernel was built with.
BUILD_IN := tests/vm/build-in
SOURCES = $(shell scripts/sources)

# Test modules, built like any module outside this tree, and the programs of the other
# jobs, one file each.
TEST_MODULES := $(patsubst %/Kbuild,%,$(wildcard tests/*/Kbuild))
# What they share with programs.
MODULE_HEADERS := $(addprefix tests/include/,steer.h holes_drm.h)
PROGRAM_DIRS := $(filter-out $(TEST_MODULES),$(patsubst %/job.sh,%,$(wildcard tests/*/job.sh)))
PROGRAMS := $(patsubst %.c,$(BUILD)/files/bin/%,\
	$(notdir $(wildcard $(addsuffix /*.c,$(PROGRAM_DIRS)))))
DATA := $(addprefix $(BUILD)/files/,uapi/differences sdrm-config.h)
# sdrm with a planted bug that a test must find. `late` and `slow` are for stock kernels,
# the others for kernels that have the detectors. All but `late` are for controls;
# CONTROLS=0 leaves them out.
CONTROLS ?= 1
STOCK_BUGS := late slow
BUGS := $(filter-out $(STOCK_BUGS),$(patsubst tests/planted/%.patch,%,$(wildcard tests/planted/*)))
PLANTED := $(if $(findstring -debug,$(KERNEL)),$(BUGS),$(if $(findstring -,$(KERNEL)),,$(STOCK_BUGS)))
PLANTED := $(addprefix planted-,$(if $(filter 0,$(CONTROLS)),$(filter late,$(PLANTED)),$(PLANTED)))

# Those that have the kernel's own vkms as the module tree `peer`. The source of any but
# this release's is a download of 170 MB: PEER_KERNELS=6.12 for that one.
PEER_KERNELS ?= 6.1

.PHONY: deps guest guest-run guest-modules run shell check check-long kernel-debug

deps:
	@tests/vm/deps
	@tests/vm/fetch

# The guests' modules need no debug information, and those of the tree are covered by kcov.
NO_DEBUG_INFO := KCFLAGS=-g0 CONFIG_DEBUG_INFO_BTF_MODULES=
LEAN := $(NO_DEBUG_INFO) KCOV_INSTRUMENT=y

# Two runs at once do not build in $(BUILD) at the same time; nor do clean and these.
guest-modules guest-run guest: deps
	+@$(ALONE) $(BUILD) -- $(MAKE) --no-print-directory $@-here

.PHONY: guest-modules-here guest-run-here guest-here

# In a copy, so that the tree stays free for builds against other kernels.
guest-modules-here:
	@mkdir -p $(BUILD)/modules
	@cp -pu --parents $(SOURCES) $(BUILD)/modules
	+@$(BUILD_IN) $(call kbuild,$(HEADERS),$(CURDIR)/$(BUILD)/modules) $(LEAN) modules

# All that `make run` needs: the modules, IGT, and what takes the picture of a display.
guest-run-here: guest-modules-here $(BUILD)/files/bin/kms_shot
	@mkdir -p $(BUILD)/run/bin
	@cp -pu $(BUILD)/files/bin/kms_shot $(BUILD)/run/bin
	@tests/vm/image --tree sdrm=$(BUILD)/modules --files $(BUILD)/run --output $(BUILD)/run.cpio

# All that the tests need.
guest-here: test-modules $(PROGRAMS) $(DATA) $(BUILD)/files/fault/sites \
		$(BUILD)/files/bin/sync_test $(PLANTED:%=$(BUILD)/%/vgem.ko)
	@peer=$(if $(filter $(PEER_KERNELS),$(KERNEL)),$$(tests/kms/peer)) && \
	tests/vm/image --tree sdrm=$(BUILD)/modules $${peer:+--tree peer=$$peer} \
		$(foreach tree,$(PLANTED),--tree $(tree)=$(BUILD)/$(tree)) \
		--files $(BUILD)/files --output $(IMAGE)

.PHONY: test-modules
test-modules: guest-modules-here
	+@for dir in $(TEST_MODULES); do \
		cp -pu --parents $$dir/Kbuild $$dir/*.[ch] $(MODULE_HEADERS) $(BUILD)/modules && \
		$(BUILD_IN) $(call out_of_tree,$(HEADERS),$(CURDIR)/$(BUILD)/modules/$$dir,$(CURDIR)/$(BUILD)/modules) \
			$(NO_DEBUG_INFO) modules || exit; \
	done

$(BUILD)/modules/vgem.ko: guest-modules-here ;

# The modules with a planted bug; a module tree of that name in the guest.
$(BUILD)/planted-%/vgem.ko: tests/planted/%.patch $(BUILD)/modules/vgem.ko
	@rm -rf $(@D)
	@mkdir -p $(@D)
	@cp -p --parents $(SOURCES) $(@D)
	@patch -s -p1 -d $(@D) <$<
	+@$(BUILD_IN) $(call kbuild,$(HEADERS),$(CURDIR)/$(@D)) $(LEAN) sdrm.ko vgem.ko sw_sync.ko

# The uAPI headers of the kernel under test, where the machine itself has none.
PROGRAM_FLAGS = -static -O2 -Wall -Wextra -Werror -pthread \
	-idirafter $(HEADERS:-amd64=-common)/include/uapi -D__user=

vpath %.c $(PROGRAM_DIRS)
# sdrm-config.h tells what the kernel under test has.
$(BUILD)/files/bin/%: %.c $(wildcard tests/include/*.h tests/fuzz/*.h tests/fault/*.h) | guest-modules-here
	@mkdir -p $(@D)
	$(if $(filter 1,$(V)),,@echo '  CC        $@' &&) $(CC) $(PROGRAM_FLAGS) -Itests/include -Iinclude -Iinclude/uapi -I$(BUILD)/modules/generated -o $@ $<

# Left out if linux-source is missing, which lint-deps installs.
$(BUILD)/files/bin/sync_test: tests/sw_sync/selftest
	@$< $@

$(BUILD)/files/uapi/differences: tests/uapi/differences
	@mkdir -p $(@D)
	@cp $< $@

# Of the kernel under test, for jobs that depend on it.
$(BUILD)/files/sdrm-config.h: guest-modules-here
	@mkdir -p $(@D)
	@cp $(BUILD)/modules/generated/sdrm-config.h $@

# The call sites in our modules that the fault test must see fail.
$(BUILD)/files/fault/sites: guest-modules-here
	@mkdir -p $(@D)
	@tests/fault/sites $(BUILD)/modules >$@

# make run DRIVER=NAME: one of these. For other targets DRIVER is a directory.
RUN_vgem := --igt
RUN_vkms := --kms --picture build/vkms.png sdrm short
run_driver := $(or $(strip $(DRIVER)),vgem)
ifneq ($(filter run,$(MAKECMDGOALS)),)
$(if $(RUN_$(run_driver)),,$(error no DRIVER=$(DRIVER) to run: there are vgem and vkms))
endif

run: guest-run
	@tests/vm/run --image $(BUILD)/run.cpio $(RUN_$(run_driver))

shell: guest
	@tests/vm/run --image $(IMAGE) --shell

# --- a driver elsewhere: in a copy, as this tree, with the programs of its tests/ ---
# OPTIONS are its module parameters.

.PHONY: driver-check driver-guest-here
COPY = $(BUILD)/drivers/$(notdir $(driver))
driver-check: deps
	+@$(ALONE) $(BUILD) -- $(MAKE) --no-print-directory driver-guest-here
	@for option in $(OPTIONS); do \
		{ echo dyndbg:; /sbin/modinfo -p $(COPY)/tree/*.ko; } | grep -q "^$${option%%=*}:" || \
		{ echo "make: OPTIONS: $(notdir $(driver)) has no parameter $${option%%=*}" >&2; exit 1; }; done
	@tests/vm/run --image $(COPY)/guest.cpio driver $$(basename $(COPY)/tree/*.ko .ko) $(OPTIONS)

driver-guest-here: guest-modules-here
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

# --- all tests ----------------------------------------------------------------

# tests/check builds what its steps need, by `make guest KERNEL=...`. KERNEL, if given,
# is the only kernel.
KERNELS ?= $(given_kernel)
check-long: export PEER_KERNELS = 6.1 6.12 6.1-debug $(newest)
check check-long:
	@set -f; $(if $(LIST),,$(ALONE) build --) tests/check $(if $(filter %-long,$@),--long) $(if $(LIST),--list) $(if $(FRESH),--fresh) \
		$(KERNELS:%=--kernel %) -- $(STEPS)

# What depends on the kernel, on each of them. The table goes into the README, or with
# KERNELS only to the terminal.
.PHONY: matrix
matrix:
	@$(ALONE) build -- tests/check --matrix $(KERNELS:%=--kernel %)
	@$(if $(KERNELS),cat,scripts/section README.md matrix <) build/matrix.md

# The kernels with detectors in them, one after the other: each build takes all CPUs.
kernel-debug:
	+@for kernel in $$(tests/check --kernels | grep -- -); do \
		$(MAKE) --no-print-directory KERNEL=$$kernel deps || exit; done

# --- benchmarks and tables ----------------------------------------------------

# Against the in-tree module, in instructions; RECORD=1: as what check expects.
.PHONY: bench bench-long bench-profile
bench bench-long: guest
	@tests/bench/run $(if $(filter %-long,$@),--long) $(if $(RECORD),--record) \
		--doc docs/performance.md
	@if [ -n "$(filter $(PEER_KERNELS),$(KERNEL))" ]; then \
		tests/kms/cost $(if $(RECORD),--record) | \
			scripts/section docs/performance.md "make bench: vkms, $(KERNEL)"; fi

bench-profile: guest
	@tests/bench/profile --image $(IMAGE)
	@tests/bench/profile --image $(IMAGE) --flips

# Which tool refuses which misuse: the raw API with today's tools, sdrm, and Rust; the last
# by what was read about it, or with RUST=1 by what rustc says to tests/rust.
.PHONY: safety-report
safety-report: lint-deps guest
	@$(if $(RUST),tests/vm/deps tests/rust/packages && { tests/rust/run --if-changed build/rust.tsv \
		>build/rust.ktap || { grep -B5 '^not ok' build/rust.ktap; exit 1; }; })
	@tests/raw/run $(HEADERS) $(BUILD)/modules
	@tests/reject/run $(BUILD)/modules $(HEADERS) \
		>$(BUILD)/reject.ktap || { grep -A5 '^not ok' $(BUILD)/reject.ktap; exit 1; }
	@tests/reject/report $(if $(RUST),--rust build/rust.tsv) $(BUILD)/modules $(BUILD)/raw.tsv >$(BUILD)/safety-report.md
	@echo "$(BUILD)/safety-report.md"

# The generated tables: steps and drivers; and what each step found last, for those that
# have run here.
.PHONY: readme results
readme: lint-deps modules
	@tests/check --table | scripts/section docs/testing.md steps
	@scripts/drivers $(KDIR) | scripts/section docs/performance.md drivers

results:
	@tests/check --results | scripts/section docs/results.md tested
