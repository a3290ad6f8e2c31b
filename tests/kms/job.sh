# SPDX-License-Identifier: GPL-2.0
# kms sdrm|peer LIST|PATTERN...: IGT's programs for a display, on our vkms or the kernel's
# own. LIST is tests/kms/short, long or configfs; a PATTERN is PROGRAM or PROGRAM@SUBTESTS, as in
# kms_flip@basic-*, and runs with all planes and writeback. From the host, in one command:
#
#   tests/kms/try sdrm 'kms_flip@basic-*' kms_writeback
#   tests/kms/try peer short
#
# kms picture sdrm LIST|PATTERN...: the same, and then a client's picture, for the host.
# kms clients sdrm: modetest, vbltest and the console as clients.
# kms defects sdrm|peer [exact|meeting|CASE...]: what the kernel's own vkms does wrong, see
# kms_defects.c and defects.sh.
# kms unload CYCLES: our vkms is loaded and unloaded under a client that flips, in check-long
# 1,000 times; and then as `kms defects sdrm meeting`.
# kms configfs sdrm|peer [SECONDS]: displays that are made in configfs, see kms_configfs.c.
# kms cost TREE...: what composing, flips and events cost, for tests/kms/cost.
#
# IGT's timing is exact with one CPU whose clock counts instructions (tests/vm/run --kms
# boots so). The host parses IGT's output between the igt.start and igt.exit lines.
. /tests/guest/lib.sh
export IGT_PLAIN_OUTPUT=1 IGT_FORCE_DRIVER=vkms
limit=3600	# guest seconds that a program may take

parameters() { # all|none|default
	case $1 in
	all)  echo enable_overlay=1 enable_cursor=1 enable_writeback=1 ;;
	none) echo enable_overlay=0 enable_cursor=0 enable_writeback=0 ;;
	default) ;;
	*)    note "no parameters $1"; return 1 ;;
	esac
}

# The fences that some programs wait for; from our tree, whichever vkms it is.
load_sw_sync() {
	[ ! -e /sys/kernel/debug/sync/sw_sync ] || return 0
	use_modules sdrm && modprobe sw_sync
}

load_vkms() { # TREE PARAMETERS
	local options
	options=$(parameters "$2") || return
	use_modules "$1" || return
	[ -n "$(find "/modules/$1/" -name vkms.ko)" ] ||
		{ note "the module tree $1 has no vkms.ko"; return 1; }
	# shellcheck disable=SC2086 # words without spaces
	load_driver vkms $options && loaded=$2
}

unload_vkms() { unload vkms && unload_kms; }

reload_vkms() { # TREE PARAMETERS: unless it is loaded so
	[ -d /sys/module/vkms ] && [ "$loaded" = "$2" ] && return
	unload_vkms && load_vkms "$1" "$2"
}

# The lines of the lists, and a line for each pattern.
lines() {
	local what
	for what; do
		case $what in
		short|long|configfs) grep -v '^#' "/tests/kms/$what" ;;
		*@*) echo "${what%%@*} all ${what#*@}" ;;
		*)   echo "$what all -" ;;
		esac
	done
}

run() { # GROUP PROGRAM SUBTESTS
	local group=$1 program=/usr/libexec/igt-gpu-tools/$2
	shift 2
	if [ "$1" = - ]; then set --; else set -- --run-subtest "$1"; fi
	echo "igt.start $group $group"
	timeout -s KILL $limit "$program" "$@" </dev/null 2>&1
	echo "igt.exit $?"
}

igt() { # TREE LIST|PATTERN...
	local tree=$1 program options subtests group
	shift
	load_sw_sync || note "no sw_sync: what waits for its fences skips"
	lines "$@" >/tmp/lines
	while read -r program options subtests; do
		reload_vkms "$tree" "$options" || exit 1
		group=${program##*/}
		[ "$options" = all ] || group=$group:$options
		run "$group" "$program" "$subtests"
	done </tmp/lines
	unload_vkms || exit 1
}

loaded=
case $1 in
sdrm|peer) igt "$@" ;;
picture)
	what=$1
	shift
	igt "$@"
	. /tests/kms/clients.sh ;;
clients|defects|configfs|cost)
	what=$1
	shift
	. "/tests/kms/$what.sh" ;;
unload)
	load_vkms sdrm all || exit 1
	status=0 cycles=$2
	[ -z "$SDRM_LONG" ] || cycles=1000
	/tests/bin/kms_churn "$cycles" || status=1
	[ -n "$SDRM_LONG" ] || kmemleak_later=1
	nothing_left unload_driver vkms
	set -- sdrm meeting
	. /tests/kms/defects.sh ;;
*)	note "usage: kms sdrm|peer LIST|PATTERN..."; exit 1 ;;
esac
