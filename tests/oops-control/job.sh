# SPDX-License-Identifier: GPL-2.0
# oops-control [HOLDER END]: the smallest lifetime case, or another one, must crash the
# kernel with the in-tree vgem, or lifetime proves nothing. The host must expect an oops
# on the console.
. /tests/guest/lib.sh

holder=${1:-sync_file}
end=${2:-ioctl}

ktap_plan 1
load_tree intree || exit 1
# Lets the guest survive the oops and report it.
echo 0 >/proc/sys/kernel/panic_on_oops
# The process may never exit: it faults again when its files are closed.
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
