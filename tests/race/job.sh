# SPDX-License-Identifier: GPL-2.0
# race [1/N] [intree] [sdrm] [display]: concurrent calls, on each vgem that is named, and
# on our displays. The in-tree vgem is the control: its defects must show. 1/N runs that
# share of the rounds, for slow kernels. Boot with 4 CPUs.
. /tests/guest/lib.sh

case ${1:-} in 1/*) export RACE_SHARE="${1#1/}"; shift ;; esac
trees=${*:-sdrm}
fences="write holder signal-close reuse"
handles="attach-close dumb export-close import-close reimport-close"
# These use test drivers on sdrm, so not for intree.
deadlines="expiry expiry-close"
shared="state device-state kept map kept-close lists unplug"
# These use vkms, and the last a test driver with a display.
display="flip-off cursor-flip crc-flip crc-off writeback-off unload unplug"
defects="write holder"

race() { # TREE WANTED PROGRAM NAME
	RACE_WANTED=$2 "/tests/bin/$3" "$4" >/tmp/race.out 2>&1
	local got=$?
	sed "/^## /!s/^/# /" /tmp/race.out
	figures /tmp/race.out >>"/tmp/$1.figures"
	verdict "$4, $1" "$2" $got
}

# Our results, next to those of the in-tree vgem if it ran.
rows() {
	local name units ours theirs
	while IFS='|' read -r name units ours; do
		theirs=$(sed -n "s/^$name|[^|]*| //p" /tmp/intree.figures)
		row "race: $name | $units | $ours | ${theirs:-not run}"
	done </tmp/sdrm.figures
}

race_all() { # TREE
	local name
	for name in $fences; do
		case "$1 $defects " in
		"intree "*"$name "*) race "$1" 1 race_fences "$name" ;;
		*) race "$1" 0 race_fences "$name" ;;
		esac
	done
	for name in $handles; do race "$1" 0 race_handles "$name"; done
	[ "$1" = sdrm ] || return 0
	modprobe sdrm_brief || return
	for name in $deadlines; do race "$1" 0 race_deadline "$name"; done
	unload sdrm_brief
	modprobe sdrm_shared || return
	for name in $shared; do race "$1" 0 race_shared "$name"; done
	unload sdrm_shared
}

race_displays() {
	local name
	load_driver vkms || return
	for name in $display; do race sdrm 0 race_display "$name"; done
	unload_driver vkms && unload_driver sdrm_screen
}

run_tree() { # TREE, or display
	[ "$1" != display ] || { race_displays; return; }
	load_tree "$1" || return
	race_all "$1"
	unload_vgem
}

# This module reports in the kernel log.
last_put() {
	modprobe sdrm_lastput \
		rounds=$((2000 * ${SDRM_LONG:+10 *} 1 / ${RACE_SHARE:-1})) || return
	dmesg | sed -n 's/^.*sdrm_lastput: //p' >/tmp/lastput.out
	cat /tmp/lastput.out
	figures /tmp/lastput.out >>/tmp/sdrm.figures
	unload sdrm_lastput
}

# How many races a tree has.
count() { # TREE, or display
	# shellcheck disable=SC2086 # words
	case $1 in
	intree)  set -- $fences $handles ;;
	sdrm)    set -- $fences $handles $deadlines $shared ;;
	display) set -- $display ;;
	esac
	echo $#
}

note "$(nproc) CPUs"
[ "$(nproc)" = 4 ] || { note "4 CPUs are needed: nothing races on one"; exit 1; }
status=0
touch /tmp/intree.figures /tmp/sdrm.figures
use_modules sdrm || exit 1
case " $trees " in *" sdrm "*) last_put || exit 1 ;; esac
modprobe resv_holder || exit 1
races=1
for tree in $trees; do
	races=$((races + $(count "$tree")))
done
ktap_plan $races
for tree in $trees; do
	run_tree "$tree" || exit 1
done
# If sdrm unloads, no fence was left behind.
if unload sdrm; then ok "- sdrm unloads"; else not_ok "- sdrm unloads"; status=1; fi
rows
# With KCSAN: how much it checked.
sed -n 's/^\(setup_watchpoints\|data_races\): /## KCSAN, \1: /p' /sys/kernel/debug/kcsan 2>/dev/null
exit $status
