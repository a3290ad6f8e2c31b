# SPDX-License-Identifier: GPL-2.0
# late.sh DRIVER,... MS PARAMETERS...: unload sdrm while the last fence goes, one
# of each DRIVER (vgem, sw_sync), in a build that is slow about it by MS
# milliseconds (tests/planted/late.patch); a run for each of PARAMETERS, parameters
# of that build with commas between. A release stays on while its callback waits
# for a grace period: give that time too.
. /tests/guest/lib.sh

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
