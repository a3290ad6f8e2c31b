# SPDX-License-Identifier: GPL-2.0
# oops-control [HOLDER END]: the smallest of the lifetime cases, or another,
# crashes the kernel with the in-tree vgem. If it does not, lifetime proves
# nothing. This boot is meant to die: the host must expect an oops on the
# console.
. /tests/guest/lib.sh

holder=${1:-sync_file}
end=${2:-ioctl}

ktap_plan 1
load_tree intree || exit 1
# If the guest is to survive its oops, to tell of it.
echo 0 >/proc/sys/kernel/panic_on_oops
# The process may never end: it faults again when its files are closed.
/tests/bin/lifetime one "$holder" "$end" >/tmp/smallest.out 2>&1 &
tries=150
until dmesg | grep -q 'BUG: unable to handle page fault' || [ $tries = 0 ]; do
	sleep 0.2
	tries=$((tries - 1))
done
sed 's/^#* */# /' /tmp/smallest.out
dmesg | sed -n '/BUG: unable to handle/,/Call Trace/s/^\[[^]]*\]/#/p' | head -n 30
if dmesg | grep -q 'BUG: unable to handle page fault'; then
	ok "- in-tree: a fence that outlives the module crashes the kernel"
	exit 0
fi
not_ok "- in-tree: a fence that outlives the module crashes the kernel"
exit 1
