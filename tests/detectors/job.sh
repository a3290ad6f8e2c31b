# SPDX-License-Identifier: GPL-2.0
# detectors BUG...: trigger planted bugs (sdrm_plant.c); each must be reported by its
# detector, and the report must name the planted function. The host checks that it finds
# the same reports on the console.
. /tests/guest/lib.sh

# A warning ends every other boot, but must not end this one.
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
		not_ok "- $name: reported" "no report names plant_$name"
		status=1
	fi
done
exit $status
