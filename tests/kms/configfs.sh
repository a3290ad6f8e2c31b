# SPDX-License-Identifier: GPL-2.0
# Sourced by job.sh: configfs TREE [SECONDS]: displays that are made in configfs. On the kernel's
# own vkms, which has that from 7.3's on, only what it answers, as ours has to.
tree=$1
seconds=${2:-10}
cases="answers hotplug"
[ "$tree" = peer ] || cases="$cases open-outlives directory-keeps storm"
[ -z "$SDRM_LONG" ] || seconds=120
# A task that hangs panics the kernel.
echo 60 >/proc/sys/kernel/hung_task_timeout_secs 2>/dev/null

status=0
note "$tree, $(nproc) CPUs"
# shellcheck disable=SC2086 # words
ktap_plan $(echo $cases | wc -w)
for name in $cases; do
	reload_vkms "$tree" all || exit 1
	/tests/bin/kms_configfs "$name" "$seconds" >/tmp/configfs.out 2>&1
	got=$?
	sed '/^##* /!s/^/# /' /tmp/configfs.out
	verdict "$name, $tree" 0 "$got"
done
if [ "$tree" = peer ]; then exit $status; fi
nothing_left unload_vkms
exit $status
