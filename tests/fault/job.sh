# SPDX-License-Identifier: GPL-2.0
# fault [quarter=N] [OPERATION...]: each allocation and user copy of each operation fails
# once, in ours, which must survive it; and in the in-tree vgem, for comparison. Of module
# loads only each fourth point, from the Nth on, if there is a quarter.
# fault planted: in ours with a planted bug, which must show.
. /tests/guest/lib.sh

ko() { # TREE NAME
	find "/modules/$1/" -name "$2.ko" | sort | tail -n 1
}

table() { # TREE: one row per operation
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

if [ "${1:-}" = planted ]; then
	use_modules planted-action-not-run && load_vgem || exit 1
	/tests/bin/fault /tmp/planted.table - \
		"$(ko planted-action-not-run vgem)" "$(ko planted-action-not-run sdrm)" - \
		load-vgem >/tmp/planted.out
	sed 's/^/# /' /tmp/planted.out
	table planted
	ktap_plan 1
	grep -q 'users of sdrm 1, not 0' /tmp/planted.out
	verdict "a source that is forgotten when its action cannot be added shows" 0 $?
	exit $status
fi

case ${1:-} in quarter=*) export FAULT_QUARTER="${1#*=}"; shift ;; esac
load_tree sdrm || exit 1
/tests/bin/fault /tmp/sdrm.table /tests/fault/sites \
	"$(ko sdrm vgem)" "$(ko sdrm sdrm)" "$(ko sdrm sw_sync)" "$@" || status=1
table sdrm
unload_vgem || exit 1
lapses sdrm >/tmp/sdrm.lapses
ktap_plan 3
no_leaks

# For a quarter it is enough to look where ours has a lapse.
# shellcheck disable=SC2046 # words
[ -z "${FAULT_QUARTER:-}" ] || set -- $(cat /tmp/sdrm.lapses)
touch /tmp/intree.table
if [ $# != 0 ] || [ -z "${FAULT_QUARTER:-}" ]; then
	load_tree intree || exit 1
	# Where PRIME forgets a handle is one point of a few hundred: try all of them.
	FAULT_QUARTER= /tests/bin/fault /tmp/intree.table - "$(ko intree vgem)" - - "$@" \
		>/tmp/intree.out
	verdict "in-tree: ran to its end" 0 $(($? > 1))
	sed -n 's/^not ok/## in-tree:&/p; s/^# /## in-tree: /p' /tmp/intree.out
	table intree
	unload_vgem || exit 1
else
	skip "- in-tree: ran to its end" "this quarter has no lapse to compare"
fi
lapses intree >/tmp/intree.lapses
! grep -vxFf /tmp/intree.lapses /tmp/sdrm.lapses
verdict "the kernel's lapses are the in-tree module's too" 0 $?
exit $status
