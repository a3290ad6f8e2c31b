# SPDX-License-Identifier: GPL-2.0
# defects: the defects of the in-tree vgem that ours fixes. The same check runs on both
# and must fail on the in-tree one, or it proves nothing. Boot with 4 CPUs.
. /tests/guest/lib.sh

checks=${*:-flat bound expiry-race}

check() { # NAME: print its figures as notes, its KTAP as diagnostics; return its status
	/tests/bin/defects "$1" >/tmp/defects.out 2>&1
	local status=$?
	sed "s/^# /## $1: /; t; s/^/# /" /tmp/defects.out
	return $status
}

status=0
note "$(nproc) CPUs"
# shellcheck disable=SC2086 # words
set -- $checks
ktap_plan $(($# * 2))
load_tree intree || exit 1
for name; do
	check "$name"
	verdict "$name: in-tree shows the defect" 1 $?
done
unload_vgem && load_tree sdrm || exit 1
for name; do
	check "$name"
	verdict "$name: ours does not" 0 $?
done
unload_vgem || exit 1
exit $status
