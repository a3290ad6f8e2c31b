# SPDX-License-Identifier: GPL-2.0
# late.sh MS PARAMETERS...: unload sdrm while the last fence goes, in a build that
# is slow about it by MS milliseconds (tests/planted/late.patch); a run
# for each of PARAMETERS, parameters of that build with commas between. A release
# stays on while its callback waits for a grace period: give that time too.
. /tests/guest/lib.sh

ms=$1
shift
use_modules planted-late || exit 1
status=0
for parameters; do
	note "$parameters"
	# shellcheck disable=SC2046 # words
	modprobe sdrm $(echo "$parameters" | tr , ' ') && load_vgem || exit 1
	/tests/bin/late "$ms" || status=1
	unload_vgem || exit 1
done
exit $status
