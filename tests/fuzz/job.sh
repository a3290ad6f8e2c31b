# SPDX-License-Identifier: GPL-2.0
# fuzz [TREE [SECONDS [SEED]]]: fuzz the ioctls. In a tree with a planted bug, the
# fuzzer must find it.
. /tests/guest/lib.sh

tree=${1:-sdrm} seconds=${2:-60}
[ -n "$2" ] || [ -z "$SDRM_LONG" ] || seconds=600
use_modules "$tree" && load_vgem || exit 1
[ "$(loaded_vgem)" = sdrm ] || { note "this is not our vgem"; exit 1; }
echo "fuzzing $tree" >/dev/kmsg # marks the start, for a control that crashes
# shellcheck disable=SC2086 # no seed is no argument
/tests/bin/fuzz "$seconds" $3 >/tmp/fuzz.out 2>&1
status=$?
if [ "$tree" = sdrm ]; then
	sed 's/^# /## /' /tmp/fuzz.out
else
	ktap_plan 1
	sed 's/^# /## /; t; s/^/# /' /tmp/fuzz.out
	if grep -q '^not ok 1 ' /tmp/fuzz.out; then
		ok "- $tree is found"
		status=0
	else
		not_ok "- $tree is found"
		status=1
	fi
fi
unload_vgem || exit 1
exit $status
