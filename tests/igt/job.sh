# SPDX-License-Identifier: GPL-2.0
# igt sdrm|intree [PART/PARTS]: run tests/igt/tests against that vgem; with PART/PARTS,
# only every PARTSth line.
# igt sync vgem|virtio_gpu: run tests/igt/sync with our sw_sync, on our vgem with sync
# objects; with virtio_gpu, only the lines that it can run, on virtio-gpu.
# The host parses IGT's output between the igt.start and igt.exit lines.
. /tests/guest/lib.sh
export IGT_PLAIN_OUTPUT=1

load_for_sync() {
	use_modules sdrm || return
	if [ -e /sys/kernel/debug/sync/sw_sync ]; then
		note "sw_sync is the in-tree one"
	else
		modprobe sw_sync || { note "modprobe sw_sync failed: $?"; return 1; }
	fi
	case $driver in
	vgem)       load_vgem syncobj=1 ;;
	virtio_gpu) modprobe virtio_pci && load_driver virtio-gpu ;;
	esac
}

part=1/1
case ${1:-sdrm} in
sync) list=sync tree=sdrm driver=$2
      load_for_sync ;;
*)    list=tests tree=${1:-sdrm} driver=vgem
      part=${2:-1/1}
      use_modules "$tree" && load_vgem ;;
esac || exit 1
[ "$driver" != vgem ] || note "$(vgem_line) ($(loaded_vgem) module, $(nproc) CPUs)"

run() { # GROUP ENVIRONMENT COMMAND...
	local group=$1 environment=$2
	shift 2
	[ "$environment" != - ] || environment=
	echo "igt.start $group $*"
	# shellcheck disable=SC2086 # VAR=VALUE or nothing
	env $environment "/usr/libexec/igt-gpu-tools/$@" 2>&1
	echo "igt.exit $?"
}

# IGT unloads and reloads vgem: is it still the one under test?
check_loaded() {
	[ "$driver" = vgem ] || return 0
	[ -e /sys/module/vgem ] || load_vgem || return
	[ "$(loaded_vgem)" = "$(found_vgem "$tree")" ] ||
		{ note "the $(loaded_vgem) vgem is loaded"; return 1; }
}

# The lines of this part, with DRIVER replaced; for another driver than vgem, only the
# lines that have DRIVER.
lines() {
	local name=
	[ "$driver" = vgem ] || name="=DRIVER"
	grep -v '^#' "/tests/igt/$list" | grep -e "$name" | sed "s/=DRIVER/=$driver/" |
		awk -v part="${part%/*}" -v parts="${part#*/}" 'NR % parts == part % parts'
}

status=0
check_loaded || exit 1
lines >/tmp/lines
while read -r group floor environment command; do
	# shellcheck disable=SC2086 # a command and its arguments
	run "$group" "$environment" $command </dev/null || status=1
	check_loaded || status=1
done </tmp/lines
unload sw_sync && unload_vgem || status=1
exit $status
