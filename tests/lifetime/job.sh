# SPDX-License-Identifier: GPL-2.0
# lifetime sdrm|intree [CYCLES]: fences that outlive the module, and activity during its
# unload. The in-tree vgem crashes here. Also worth running with preempt=full.
. /tests/guest/lib.sh

tree=${1:-sdrm}
cycles=${2:-200}
[ -z "$SDRM_LONG" ] || cycles=1000

# Also for tests that reload it. The in-tree vgem has no such parameter.
mkdir -p /etc/modprobe.d
[ "$tree" = intree ] || echo 'options vgem syncobj=1' >/etc/modprobe.d/vgem.conf
load_tree "$tree" || exit 1
preempt=$(cat /sys/kernel/debug/sched/preempt 2>/dev/null) # dynamic, or else in uname -v
note "$tree, $(nproc) CPUs, preemption: ${preempt:-$(uname -v)}"

status=0
# Shown as it runs; the KTAP plan tells if it ends early.
/tests/bin/lifetime all | tee /tmp/lifetime.out
/tests/bin/unload || status=1
# Its figures are worth showing even if it passes.
/tests/bin/churn "$cycles" >/tmp/churn.out || status=1
sed "s/^# /## /" /tmp/churn.out
ended='of fences (signalled|expired|ended)'
row "fences that outlive vgem: holder, end, when unloaded |" \
	"$(grep -v SKIP /tmp/lifetime.out | grep -Ec "$ended") cases |" \
	"$(grep -Ec "^not ok.*$ended" /tmp/lifetime.out) fail | crash (oops-control)"
row "load and unload under users and readers | $cycles cycles |" \
	"$(sed -n 's/^# [0-9]* cycles, //p' /tmp/churn.out) |"

nothing_left unload_vgem
exit $status
