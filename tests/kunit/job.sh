# SPDX-License-Identifier: GPL-2.0
# kunit: the KUnit suites, one module each, which run when loaded. Afterwards sdrm must
# unload, which shows that no fence was left behind.
. /tests/guest/lib.sh

# KUnit reports in the kernel log.
suite() { # MODULE
	dmesg -c >/dev/null
	modprobe "$1" || { ktap_plan 1; not_ok "$1 loads"; return; }
	dmesg | sed 's/^\[[^]]*\] //'
	unload "$1"
}

# Suites do what the library refuses with a warning; tests/steps.toml lists these, and
# any other report fails the step.
echo 0 >/proc/sys/kernel/panic_on_warn
use_modules sdrm
suites=$(find /modules/sdrm/ -name '*_kunit.ko' -exec basename {} .ko \; | sort)
[ -n "$suites" ] || { note "no suites: was this kernel built with KUNIT?"; exit 1; }

# Faults that the suites inject must hit every allocation, without log messages.
if [ -d /sys/kernel/debug/failslab ]; then
	echo 0 >/sys/kernel/debug/failslab/ignore-gfp-wait
	echo 0 >/sys/kernel/debug/failslab/verbose
fi
for name in $suites; do
	suite "$name"
done

status=0
nothing_left unload_library
exit $status
