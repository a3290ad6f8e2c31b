# SPDX-License-Identifier: GPL-2.0
# igt.sh sdrm|intree: run tests/igt/tests against that vgem. The host reads
# IGT's own output between the igt.start and igt.exit lines.
. /tests/guest/lib.sh
export IGT_PLAIN_OUTPUT=1

tree=${1:-sdrm}
use_modules "$tree" && load_vgem || exit 1
note "$(vgem_line) ($(loaded_vgem) module, $(nproc) CPUs)"

run() { # GROUP ENVIRONMENT COMMAND...
	local group=$1 environment=$2
	shift 2
	[ "$environment" != - ] || environment=
	echo "igt.start $group $*"
	# shellcheck disable=SC2086 # VAR=VALUE or nothing
	env $environment "/usr/libexec/igt-gpu-tools/$@" 2>&1
	echo "igt.exit $?"
}

# IGT unloads and loads vgem by itself: is it still the one to be tested?
check_loaded() {
	[ -e /sys/module/vgem ] || load_vgem || return
	[ "$(loaded_vgem)" = "$(found_vgem "$tree")" ] ||
		{ note "the $(loaded_vgem) vgem is loaded"; return 1; }
}

status=0
check_loaded || exit 1
while read -r group floor environment command; do
	case $group in ''|'#'*) continue ;; esac
	# shellcheck disable=SC2086 # a command and its arguments
	run "$group" "$environment" $command </dev/null || status=1
	check_loaded || status=1
done </tests/igt/tests
unload_vgem || status=1
exit $status
