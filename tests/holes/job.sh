# SPDX-License-Identifier: GPL-2.0
# holes [SECONDS | slow TREE]: what once broke the kernel, with a driver on an earlier
# version of this library (tests/modules/sdrm_holes.c), and devices that are unplugged,
# SECONDS of it against everything else. `slow` is one case by itself, on the vgem of
# that tree: the in-tree one crashes. Boot with 4 CPUs and preempt=full.
. /tests/guest/lib.sh

status=0

holes() { # OPTION PROGRAM ARGUMENT...: with sdrm_holes loaded with that option
	# shellcheck disable=SC2086 # none is no argument
	load_driver sdrm_holes $1 || exit 1
	program=$2
	shift 2
	"/tests/bin/$program" "$@" || status=1
	unload sdrm_holes || status=1
}

slow() { # TREE: its vgem
	load_tree "$1" || exit 1
	# It is in our tree, and needs nothing but drm.
	insmod "$(find /modules/sdrm -name slow_open.ko)" || exit 1
	/tests/bin/holes slow vgem || status=1
	rmmod slow_open
	unload vgem
}

if [ "$1" = slow ]; then
	slow "$2"
	exit $status
fi

seconds=${1:-10}
[ -z "$SDRM_LONG" ] || seconds=120
use_modules sdrm || exit 1
note "$(nproc) CPUs, preemption: $(cat /sys/kernel/debug/sched/preempt 2>/dev/null || echo full)"
# A task that hangs panics the kernel.
echo 40 >/proc/sys/kernel/hung_task_timeout_secs

holes timeout_ms=600000 holes slots
for what in locks never devices fd; do
	holes "" holes $what
done
holes timeout_ms=2000 unplug after
holes "" unplug storm "$seconds"
slow sdrm

modprobe vgem && modprobe sw_sync || exit 1
/tests/bin/holes traced || status=1
rmmod sw_sync

[ -n "$SDRM_LONG" ] || kmemleak_later=1
nothing_left unload_vgem
exit $status
