# SPDX-License-Identifier: GPL-2.0
# fault [eighth=N] [OPERATION...]: make each allocation and user copy of each operation
# fail once: in our vgem, which must handle it, and in the in-tree vgem, for comparison.
# With an eighth, module loads get only every eighth point, starting with the Nth, and
# the in-tree vgem is not asked.
# fault display [eighth=N] [OPERATION...]: the same of our vkms.
# fault display-peer: load the kernel's own vkms likewise, which crashes.
# fault planted: load our vgem with a planted bug, which must be found.
. /tests/guest/lib.sh

ko() { # TREE NAME
	find "/modules/$1/" -name "$2.ko" | sort | tail -n 1
}

table() { # TREE: one row per operation
	awk -v who="$1" '{ printf "## %-8s %-15s %4d points: %d ENOMEM, %d EFAULT, %d done but not reported, %d without effect%s%s\n",
		who, $1, $2, $3, $4, $5, $6, $7 ? ", " $7 " lapses of the kernel" : "",
		$8 ? ", " $8 " WRONG" : "" }' "/tmp/$1.table"
}

lapses() { # TREE: the operations with lapses of the kernel
	awk '$7 { print $1 }' "/tmp/$1.table"
}

# The operations of the in-tree vgem that have them, for runs that do not ask it.
known_lapses="export
import-own
import-udmabuf
import-heap
load-vgem"
known_display_lapses="probe
load-vkms"

no_other_lapses() { # KNOWN: one test
	lapses sdrm >/tmp/sdrm.lapses
	echo "$1" >/tmp/known.lapses
	! grep -vxFf /tmp/known.lapses /tmp/sdrm.lapses
	verdict "no lapses of the kernel but those that are known" 0 $?
}

# There are thousands of module loads and unloads.
echo 1 >/sys/kernel/rcu_expedited
status=0

if [ "${1:-}" = planted ]; then
	use_modules planted-parent-left && load_vgem || exit 1
	/tests/bin/fault /tmp/planted.table - \
		"$(ko planted-parent-left vgem)" "$(ko planted-parent-left sdrm)" \
		load-vgem >/tmp/planted.out
	sed 's/^/# /' /tmp/planted.out
	table planted
	ktap_plan 1
	grep -q 'in devres_open_group: refused: device 1, not 0' /tmp/planted.out
	verdict "planted bug found: the parent stays when its group cannot be opened" 0 $?
	exit $status
fi

if [ "${1:-}" = display-peer ]; then
	use_modules peer && load_driver vkms || exit 1
	SDRM_LONG=
	/tests/bin/fault /tmp/peer.table - "$(ko peer vkms)" load-vkms
	exit
fi

display=
[ "${1:-}" != display ] || { display=1; shift; }
case ${1:-} in eighth=*) export FAULT_EIGHTH="${1#*=}"; shift ;; esac
if [ "$display" ]; then
	use_modules sdrm && load_driver vkms width=1000 height=700 && modprobe sw_sync || exit 1
	/tests/bin/fault /tmp/sdrm.table /tests/fault/sites \
		"$(ko sdrm sdrm_kms)" "$(ko sdrm vkms)" "$@" || status=1
	table sdrm
	unload sw_sync && unload_driver vkms || exit 1
	ktap_plan 2
	kmemleak_later=${FAULT_EIGHTH:-}
	no_leaks
	no_other_lapses "$known_display_lapses"
	exit $status
fi

load_tree sdrm || exit 1
/tests/bin/fault /tmp/sdrm.table /tests/fault/sites \
	"$(ko sdrm vgem)" "$(ko sdrm sdrm)" "$(ko sdrm sw_sync)" "$@" || status=1
table sdrm
unload_vgem || exit 1
ktap_plan $((FAULT_EIGHTH ? 2 : 4))
no_leaks
no_other_lapses "$known_lapses"
[ -z "${FAULT_EIGHTH:-}" ] || exit $status

load_tree intree || exit 1
/tests/bin/fault /tmp/intree.table - "$(ko intree vgem)" "$@" >/tmp/intree.out
verdict "in-tree: ran to completion" 0 $(($? > 1))
sed -n 's/^not ok/## in-tree:&/p; s/^# /## in-tree: /p' /tmp/intree.out
table intree
unload_vgem || exit 1
lapses intree >/tmp/intree.lapses
! grep -vxFf /tmp/intree.lapses /tmp/sdrm.lapses
verdict "each lapse of the kernel is seen with the in-tree module too" 0 $?
exit $status
