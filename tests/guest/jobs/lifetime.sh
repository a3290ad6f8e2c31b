# SPDX-License-Identifier: GPL-2.0
# lifetime.sh [sdrm|intree]: fences that outlive the module. The in-tree one
# crashes here. Worth a boot with preempt=full as well.
. /tests/guest/lib.sh

tree=${1:-sdrm}
use_modules "$tree" && load_vgem || exit 1
[ "$(loaded_vgem)" = "$tree" ] || { note "not the $tree vgem"; exit 1; }
note "$tree, $(nproc) CPUs, preemption: $(cat /sys/kernel/debug/sched/preempt)"
/tests/bin/lifetime all
status=$?
unload_vgem || exit 1
exit $status
