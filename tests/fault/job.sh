# SPDX-License-Identifier: GPL-2.0
# fault [OPERATION...]: each thing that can fail for want of memory in each
# operation fails once, in ours, which must stand it; in the in-tree vgem, for
# comparison; and in ours with a bug planted, which must show.
. /tests/guest/lib.sh

ko() { # TREE NAME
	find "/modules/$1/" -name "$2.ko" | sort | tail -n 1
}

table() { # TREE: a row for each operation
	awk -v who="$1" '{ printf "## %-8s %-15s %4d points: %d ENOMEM, %d EFAULT, %d done but not told, %d did not matter%s%s\n",
		who, $1, $2, $3, $4, $5, $6, $7 ? ", " $7 " lapses of the kernel" : "",
		$8 ? ", " $8 " WRONG" : "" }' "/tmp/$1.table"
}

lapses() { # TREE: the operations that have some
	awk '$7 { print $1 }' "/tmp/$1.table"
}

# Loads and unloads come by the thousand.
echo 1 >/sys/kernel/rcu_expedited
status=0
load_tree sdrm || exit 1
/tests/bin/fault /tmp/sdrm.table /tests/fault/sites \
	"$(ko sdrm vgem)" "$(ko sdrm sdrm)" "$(ko sdrm sw_sync)" "$@" || status=1
table sdrm
unload_vgem || exit 1
ktap_plan 4
no_leaks

load_tree intree || exit 1
/tests/bin/fault /tmp/intree.table - "$(ko intree vgem)" - - "$@" >/tmp/intree.out
verdict "in-tree: ran to its end" 0 $(($? > 1))
sed -n 's/^not ok/## in-tree:&/p; s/^# /## in-tree: /p' /tmp/intree.out
table intree
lapses sdrm >/tmp/sdrm.lapses
lapses intree >/tmp/intree.lapses
! grep -vxFf /tmp/intree.lapses /tmp/sdrm.lapses
verdict "the kernel's lapses are the in-tree module's too" 0 $?
unload_vgem || exit 1

use_modules planted-action-not-run && load_vgem || exit 1
/tests/bin/fault /tmp/planted.table - \
	"$(ko planted-action-not-run vgem)" "$(ko planted-action-not-run sdrm)" - load-vgem >/tmp/planted.out
sed 's/^/# /' /tmp/planted.out
table planted
grep -q 'users of sdrm 1, not 0' /tmp/planted.out
verdict "a source that is forgotten when its action cannot be added shows" 0 $?
exit $status
