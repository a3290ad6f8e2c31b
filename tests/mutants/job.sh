# SPDX-License-Identifier: GPL-2.0
# mutants: each module tree has an sdrm with one thing broken (tests/mutants/mutants) and
# the KUnit suite that must notice it.
. /tests/guest/lib.sh

# A mutant may make the kernel warn, but the suite itself must fail.
echo 0 >/proc/sys/kernel/panic_on_warn
cd /modules || exit 1
set -- mutant-*
status=0
ktap_plan $#
for tree; do
	use_modules "$tree"
	suite=$(find "/modules/$tree/" -name '*_kunit.ko' -exec basename {} .ko \;)
	dmesg -c >/dev/null
	sed -n "s/^${tree#mutant-} //p" /tests/only >/tests/only-now
	modprobe "$suite"
	caught=$(dmesg | sed -n 's/^\[[^]]*\]     not ok [0-9]* -* *//p')
	if [ -n "$caught" ]; then
		ok "- ${tree#mutant-}: caught by $(echo "$caught" | tr '\n' ' ')"
	else
		not_ok "- ${tree#mutant-}: caught" "no test of $suite failed"
		status=1
	fi
	unload "$suite" && unload_library || exit 1
done
exit $status
