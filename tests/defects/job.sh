# SPDX-License-Identifier: GPL-2.0
# defects [intree] [sdrm]: the defects of the in-tree vgem that ours fixes. The same
# checks must fail on the in-tree one, or they prove nothing. Boot with 4 CPUs.
. /tests/guest/lib.sh

trees=${*:-intree sdrm}
checks="flat bound expiry-race"
rounds=1	# of 30,000 fences, in which the in-tree one shows some 70 wrong answers
[ -z "$SDRM_LONG" ] || rounds=3
# It shows none if the CPUs are busy elsewhere, and is done at the first.
intree_rounds=8

check() { # TREE NAME: print its figures as notes, its KTAP as diagnostics; return its status
	local most=
	case $1:$2 in
	intree:expiry-race) most=$intree_rounds ;;
	*:expiry-race)	    most=$rounds ;;
	esac
	# shellcheck disable=SC2086 # none is no argument
	/tests/bin/defects "$2" $most >/tmp/defects.out 2>&1
	local status=$?
	sed "s/^# /## $2: /; t; s/^/# /" /tmp/defects.out
	return $status
}

status=0
note "$(nproc) CPUs"
# shellcheck disable=SC2086 # words
ktap_plan $(($(echo $trees | wc -w) * $(echo $checks | wc -w)))
for tree in $trees; do
	load_tree "$tree" || exit 1
	for name in $checks; do
		check "$tree" "$name"
		case $tree in
		intree) verdict "$name: in-tree shows the defect" 1 $? ;;
		sdrm)	verdict "$name: ours does not" 0 $? ;;
		esac
	done
	unload_vgem || exit 1
done
exit $status
