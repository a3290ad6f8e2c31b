# SPDX-License-Identifier: GPL-2.0
# sw_sync [1/N] ours|kernel: `ours` tests our sw_sync: its ioctls, fences that outlive it,
# races. `kernel` is for kernels with an in-tree sw_sync: ours must refuse to load, and the
# in-tree one must pass the same ioctl tests. 1/N runs that share of the race rounds, for
# slow kernels. Boot with 4 CPUs.
. /tests/guest/lib.sh

case ${1:-} in 1/*) export RACE_SHARE="${1#1/}"; shift ;; esac
whose=${1:-ours}
races="inc-inc create-inc wait-inc close-poll close-merge close-info drop-inc open-unload"
file=/sys/kernel/debug/sync/sw_sync

columns() { # TEXT: in the column for ours or in-tree
	if [ "$whose" = ours ]; then echo "$* |"; else echo "| $*"; fi
}

answers() {
	/tests/bin/sync_uapi "$whose" >/tmp/answers.out || status=1
	cat /tmp/answers.out
	row "sw_sync: answers | $(sed -n 's/^## \(.*\), .*/\1/p' /tmp/answers.out) |" \
		"$(columns "$(sed -n 's/^## .*, //p' /tmp/answers.out)")"
}

# The in-tree selftest; its summary is not KTAP.
selftest() {
	ktap_plan 1
	if [ ! -x /tests/bin/sync_test ]; then
		skip "- in-tree selftest" "the image was built without linux-source"
		return
	fi
	/tests/bin/sync_test >/tmp/selftest.out 2>&1 || status=1
	sed 's/^/# /' /tmp/selftest.out
	[ "$(grep -c '^ok [0-9]' /tmp/selftest.out)" = 10 ]
	verdict "in-tree selftest: 10 of 10" 0 $?
	row "sw_sync: the kernel's own test | 10 tests |" \
		"$(columns "$(grep -c '^ok [0-9]' /tmp/selftest.out) passed")"
}

race() { # NAME
	/tests/bin/sync_race "$1" >/tmp/race.out 2>&1
	verdict "race: $1" 0 $?
	sed 's/^## /&sw_sync race: /; t; s/^/# /' /tmp/race.out
	row "sw_sync race: $(figures /tmp/race.out) |"
}

all_races() {
	local name
	# shellcheck disable=SC2086 # words
	ktap_plan "$(echo $races | wc -w)"
	for name in $races; do race "$name"; done
}

stays_out() {
	ktap_plan 3
	# On EEXIST modprobe would fail silently.
	! modprobe sw_sync >/tmp/modprobe.out 2>&1 && grep -q 'resource busy' /tmp/modprobe.out
	verdict "ours does not load next to the in-tree one: EBUSY" 0 $?
	dmesg | grep -q 'sw_sync: debugfs has sync/sw_sync already'
	verdict "and logs the reason" 0 $?
	[ ! -e /sys/module/sw_sync ] && unload sdrm && [ -e "$file" ]
	verdict "and leaves nothing behind, and the in-tree file in place" 0 $?
}

unload_sw_sync() { unload sw_sync && unload sdrm; }

status=0
use_modules sdrm || exit 1
note "sw_sync: $whose, $(nproc) CPUs"
if [ "$whose" = ours ]; then
	[ ! -e "$file" ] || { note "the kernel has an in-tree sw_sync"; exit 1; }
	/tests/bin/sync_lifetime || status=1
	modprobe sw_sync || exit 1
else
	stays_out
fi
answers
selftest
[ "$whose" != ours ] || all_races
nothing_left unload_sw_sync
exit $status
