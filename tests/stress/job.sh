# SPDX-License-Identifier: GPL-2.0
# stress [SECONDS [SEED]]: random abuse, then everything has to be back: for
# vgem and sdrm to unload, and for kmemleak, where the kernel has it.
# Boot with 4 CPUs.
. /tests/guest/lib.sh

seconds=${1:-30}
[ -n "$1" ] || [ -z "$SDRM_LONG" ] || seconds=600
load_tree sdrm || exit 1
note "$(nproc) CPUs, preemption: $(cat /sys/kernel/debug/sched/preempt 2>/dev/null || echo full)"
# shellcheck disable=SC2086 # no seed is no argument
/tests/bin/stress "$seconds" $2 >/tmp/stress.out 2>&1
status=$?
# Figures are worth seeing even if all is well.
sed 's/^# /## /' /tmp/stress.out

nothing_left unload_vgem
exit $status
