# SPDX-License-Identifier: GPL-2.0
# detectors BUG...: run planted bugs (tests/detectors); each has to be
# reported by its detector, with the planted function in the report. The host
# sees to it that its own look at the console finds the same reports.
. /tests/guest/lib.sh

# A warning is to end any other boot than this one.
echo 0 >/proc/sys/kernel/panic_on_warn
use_modules sdrm && modprobe sdrm_plant || exit 1

bug=/sys/module/sdrm_plant/parameters/bug
status=0
ktap_plan $#
for name; do
	dmesg -c >/dev/null
	echo "$name" >$bug || status=1
	case $name in
	leak) kmemleak >/tmp/report ;;
	*)    dmesg >/tmp/report ;;
	esac
	if grep -q "plant_$name" /tmp/report; then
		ok "- $name: reported"
	else
		not_ok "- $name: reported" "nothing names plant_$name"
		status=1
	fi
done
exit $status
