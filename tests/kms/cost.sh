# SPDX-License-Identifier: GPL-2.0
# Sourced by job.sh: cost TREE...: prints `bench TREE PATH: NUMBER` for tests/kms/cost.
for tree; do
	reload_vkms "$tree" all || exit 1
	/tests/bin/kms_cost >/tmp/cost.out ||
		{ note "$tree: $(tail -n 1 /tmp/cost.out)"; exit 1; }
	sed "s/^bench /bench $tree /" /tmp/cost.out
	unload_vkms || exit 1
done
