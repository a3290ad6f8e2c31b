# SPDX-License-Identifier: GPL-2.0
# stress [SECONDS [SEED]]: random abuse. Afterwards everything must have been released:
# vgem and sdrm unload, and kmemleak, if the kernel has it, finds nothing. Boot with
# 4 CPUs.
. /tests/guest/lib.sh

seconds=${1:-30}
[ -n "$1" ] || [ -z "$SDRM_LONG" ] || seconds=600
load_tree sdrm || exit 1
note "$(nproc) CPUs, preemption: $(cat /sys/kernel/debug/sched/preempt 2>/dev/null || echo full)"
# shellcheck disable=SC2086 # no seed is no argument
/tests/bin/stress "$seconds" $2 >/tmp/stress.out 2>&1
status=$?
# The figures are worth showing even if it passes.
sed 's/^# /## /' /tmp/stress.out

# What is left shows in the slabs too.
[ -n "$SDRM_LONG" ] || kmemleak_later=1
nothing_left unload_vgem
exit $status
