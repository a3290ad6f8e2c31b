# SPDX-License-Identifier: GPL-2.0
# Sourced by job.sh: cost TREE...: prints `bench TREE PATH: NUMBER` for tests/kms/cost.
# cost spin TREE: for tests/bench/profile.
if [ "$1" = spin ]; then
	reload_vkms "$2" all || exit 1
	grep -i ' t ' /proc/kallsyms
	echo "symbols end"
	exec /tests/bin/kms_cost spin
fi
for tree; do
	reload_vkms "$tree" all || exit 1
	/tests/bin/kms_cost >/tmp/cost.out ||
		{ note "$tree: $(tail -n 1 /tmp/cost.out)"; exit 1; }
	sed "s/^bench /bench $tree /" /tmp/cost.out
	unload_vkms || exit 1
done
