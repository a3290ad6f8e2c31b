# SPDX-License-Identifier: GPL-2.0
# late [DRIVER,... MS PARAMETERS...]: unload sdrm while the last fence goes, one
# of each DRIVER (vgem, sw_sync), in a build that is slow about it by MS
# milliseconds (tests/planted/late.patch); one run per PARAMETERS, parameters
# of that build with commas between. A release stays on while its callback waits
# for a grace period: give that time too. Without arguments, all that must survive.
. /tests/guest/lib.sh

if [ $# = 0 ]; then
	if grep -q 'HAVE_FENCE_DETACH 1' /tests/sdrm-config.h; then
		# The end of vgem's fences runs nothing of sdrm's here, and that of
		# sw_sync's is under RCU, for which the unload waits.
		set -- sw_sync 2000 late_callback_ms=2000
	else
		set -- vgem,sw_sync 2000 late_callback_ms=2000 late_release_ms=4000
	fi
fi

drivers=$(echo "$1" | tr , ' ') ms=$2
shift 2

late() { # DRIVER PARAMETERS
	note "$1: $2"
	# shellcheck disable=SC2046 # words
	modprobe sdrm $(echo "$2" | tr , ' ') && modprobe "$1" || return
	/tests/bin/late "$1" "$ms" || status=1
	unload_vgem
}

use_modules planted-late || exit 1
status=0
for parameters; do
	for driver in $drivers; do late "$driver" "$parameters" || exit 1; done
done
exit $status
