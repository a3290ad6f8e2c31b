# SPDX-License-Identifier: GPL-2.0
# limits [intree] [sdrm]: what happens when a resource runs out. The in-tree vgem must
# fail the checks for its defects, or they prove nothing. Boot with 4 CPUs.
. /tests/guest/lib.sh

status=0
check() { # NAME WANTED [COUNT]: print its figures as notes
	local got
	/tests/bin/limits "$1" ${3:+"$3"} >/tmp/limits.out 2>&1
	got=$?
	sed "s/^# /## $1: /; t; s/^/# /" /tmp/limits.out
	verdict "$tree: $1 $([ "$2" = 0 ] && echo holds || echo fails)" "$2" $got
}

load() { # TREE [OPTION...]
	tree=$1
	load_tree "$@" || exit 1
}

limits_of() { # TREE
	case $1 in
	intree)
		ktap_plan 3
		load intree
		check pairs 1 100000
		check bound 1
		check memory 1 ;;
	sdrm)
		ktap_plan 4
		load sdrm max_fences=64
		check bound 0
		unload_vgem
		load sdrm
		check pairs 0 1000000
		check fds 0
		check memory 0 ;;
	esac
	unload_vgem
}

for which in ${*:-intree sdrm}; do
	limits_of "$which" || exit 1
done
exit $status
