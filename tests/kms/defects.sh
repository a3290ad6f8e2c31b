# SPDX-License-Identifier: GPL-2.0
# Sourced by job.sh: defects TREE [exact|meeting|CASE]...: on ours, each case of kms_defects
# holds. On the kernel's own vkms those that it survives must not, or they prove nothing;
# those that crash it or make it hang run one a guest, which expects that.

# With one CPU whose clock counts instructions: what is counted here is then exact.
exact="writeback-beside mode-limits primary-anywhere unknown-modifier cursor-rate crc-reader-in-unload crc-after-writeback writeback-lost"
# With two CPUs. The kernel's own vkms crashes in the first three, hangs in the next, and
# what it does in the last only a detector sees.
meeting="fence-after-unload wb-fence-after-unload crc-file-after-unload off-in-vblank cursor-under-composer"

tree=$1
shift
cases=
for word in ${*:-exact}; do
	case $word in
	exact)   cases="$cases $exact" ;;
	meeting) cases="$cases $meeting" ;;
	*)       cases="$cases $word" ;;
	esac
done

# Does the kernel's own vkms have it? 6.12 dropped the rule of the one, and checks the
# other for all drivers.
has_defect() { # CASE
	case $(uname -r):$1 in
	6.1.*) ;;
	*:primary-anywhere|*:unknown-modifier) return 1 ;;
	esac
}

# It has it, but does not show it like this.
unshown() { # CASE
	case $(uname -r):$1 in
	6.1.*) ;;
	*:writeback-lost) echo "IGT's writeback-check-output shows it on this kernel" ;;
	esac
}

# Shows what it says as it comes: of a guest that crashes or hangs nothing else is left.
run_case() { # CASE
	local line
	{ /tests/bin/kms_defects "$1" 2>&1; echo $? >/tmp/defects.status; } |
	while IFS= read -r line; do
		case $line in
		"# "*) note "$1: ${line#\# }" ;;
		*)     echo "# $line" ;;
		esac
	done
}

status=${status:-0}
note "$tree, $(nproc) CPUs"
# shellcheck disable=SC2086 # words
ktap_plan $(echo $cases | wc -w)
for name in $cases; do
	reload_vkms "$tree" all || exit 1
	run_case "$name"
	got=$(cat /tmp/defects.status)
	if [ "$tree" = sdrm ]; then
		verdict "$name: ours does not" 0 "$got"
	elif [ "$got" = 0 ] && [ -n "$(unshown "$name")" ]; then
		skip "- $name" "$(unshown "$name")"
	elif has_defect "$name"; then
		verdict "$name: the kernel's own vkms shows the defect" 1 "$got"
	else
		verdict "$name: absent in this kernel's own vkms" 0 "$got"
	fi
	# A case may have unloaded it, or lost something that keeps it in use.
	unload_vkms || [ "$tree" = peer ] || { status=1; break; }
done
exit $status
