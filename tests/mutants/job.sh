# SPDX-License-Identifier: GPL-2.0
# mutants: each module tree is an sdrm with something broken, and the KUnit
# suite that has to notice (tests/kunit/mutants).
. /tests/guest/lib.sh

# What is broken may well make the kernel warn; the suite has to say so itself.
echo 0 >/proc/sys/kernel/panic_on_warn
cd /modules || exit 1
set -- mutant-*
status=0
ktap_plan $#
for tree; do
	use_modules "$tree"
	suite=$(find "/modules/$tree/" -name '*_kunit.ko' -exec basename {} .ko \;)
	dmesg -c >/dev/null
	modprobe "$suite"
	caught=$(dmesg | sed -n 's/^\[[^]]*\]     not ok [0-9]* -* *//p')
	if [ -n "$caught" ]; then
		ok "- ${tree#mutant-}: caught by $(echo "$caught" | tr '\n' ' ')"
	else
		not_ok "- ${tree#mutant-}: caught" "no test of $suite failed"
		status=1
	fi
	unload "$suite" && unload sdrm || exit 1
done
exit $status
