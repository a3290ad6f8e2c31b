# SPDX-License-Identifier: GPL-2.0
# late [DRIVER,... MS PARAMETERS...]: unload sdrm while the last fence of each DRIVER
# (vgem, sw_sync) is being freed, with a build in which that takes MS milliseconds longer
# (tests/planted/late.patch). There is one run per PARAMETERS, the module parameters of
# that build, separated by commas. A .release is still running while its callback waits
# for a grace period: allow for that time too. Without arguments: all cases that must
# survive.
. /tests/guest/lib.sh

if [ $# = 0 ]; then
	if grep -q 'HAVE_FENCE_DETACH 1' /tests/sdrm-config.h; then
		# Here, freeing a vgem fence runs no code of sdrm, and freeing a sw_sync
		# fence runs under RCU, for which the unload waits.
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
