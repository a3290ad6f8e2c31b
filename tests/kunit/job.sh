# SPDX-License-Identifier: GPL-2.0
# kunit: the KUnit suites, a module each, which run as they are loaded; then
# the library has to unload, which says that no fence was left behind.
. /tests/guest/lib.sh

# Reported by KUnit in the kernel's log.
suite() { # MODULE
	dmesg -c >/dev/null
	modprobe "$1" || { ktap_plan 1; not_ok "$1 loads"; return; }
	dmesg | sed 's/^\[[^]]*\] //'
	unload "$1"
}

use_modules sdrm
suites=$(find /modules/sdrm/ -name '*_kunit.ko' -exec basename {} .ko \; | sort)
[ -n "$suites" ] || { note "no suites: was this kernel built with KUNIT?"; exit 1; }

# The failures that suites ask for are to come at every allocation, in silence.
if [ -d /sys/kernel/debug/failslab ]; then
	echo 0 >/sys/kernel/debug/failslab/ignore-gfp-wait
	echo 0 >/sys/kernel/debug/failslab/verbose
fi
for name in $suites; do
	suite "$name"
done

status=0
nothing_left unload sdrm
exit $status
