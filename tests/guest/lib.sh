# SPDX-License-Identifier: GPL-2.0
# Sourced by guest jobs: module trees, loading and unloading, leak checks.
. /tests/ktap.sh

# Select the modules that modprobe finds: sdrm (ours, before the stock ones) or intree.
use_modules() {
	[ -d "/modules/$1/lib/modules" ] || { note "no module tree $1"; return 1; }
	ln -sfn "/modules/$1/lib/modules" /usr/lib/modules
}

# Load a module and wait for its device node.
load_driver() { # MODULE [OPTION...]
	local i
	modprobe "$@" || { note "modprobe $1 failed: $?"; return 1; }
	for i in $(seq 50); do
		[ -e /dev/dri/card0 ] && return
		usleep 100000
	done
	note "$1 is loaded, but /dev/dri/card0 did not appear"
	return 1
}

load_vgem() { load_driver vgem "$@"; } # [OPTION...]

# Unload; the last reference may be about to be dropped, so EBUSY is retried for 1 s.
unload() { # MODULE, which need not be loaded
	local i
	for i in $(seq 20); do
		[ -d "/sys/module/$1" ] || return 0
		rmmod "$1" 2>/dev/null && return
		usleep 50000
	done
	note "$1 is still busy"
	return 1
}

# Those after sdrm are there if something needed them.
unload_kms() { unload sdrm_configfs && unload sdrm_kms; }
unload_library() { unload_kms && unload sdrm; }
unload_driver() { unload "$1" && unload_library; } # MODULE
unload_vgem() { unload_driver vgem; }

# Which vgem is loaded: out-of-tree modules have the taint flag O.
loaded_vgem() {
	grep -q O /sys/module/vgem/taint 2>/dev/null && echo sdrm || echo intree
}

# The vgem that a tree should provide: ours, if it was built.
found_vgem() {
	[ "$1" = sdrm ] && [ -n "$(find /modules/sdrm -path '*/updates/vgem.ko')" ] &&
		echo sdrm || echo intree
}

# The kernel's message about the driver that was registered.
vgem_line() { dmesg | sed -n 's/^\[[^]]*\] *//; /Initialized vgem/p' | tail -n 1; }

# For the table of results: test | points or rounds | ours | in-tree.
row() { echo "sdrm.row $*"; }

# The leaks that kmemleak finds. It ignores objects that are new or change between scans.
kmemleak() {
	sleep 5
	echo scan >/sys/kernel/debug/kmemleak && echo scan >/sys/kernel/debug/kmemleak &&
		cat /sys/kernel/debug/kmemleak
}

# The line "## NAME: N UNITS..., S s: OUTCOMES" of a race, as "NAME | N UNITS | OUTCOMES"
figures() { sed -n 's/^## \([^:]*\): \([0-9]* [a-z]*\)[^:]*: \(.*\)$/\1 | \2 | \3/p' "$@"; }

load_tree() { # sdrm|intree [OPTION...]: load its vgem, and check that it is that one
	local tree=$1
	shift
	use_modules "$tree" && load_vgem "$@" || return
	[ "$(loaded_vgem)" = "$tree" ] ||
		{ note "the $(loaded_vgem) vgem is loaded, not $tree"; return 1; }
}

verdict() { # NAME WANTED GOT: compare exit statuses; a difference sets $status
	if [ "$2" = "$3" ]; then
		ok "- $1"
	else
		not_ok "- $1" "exit status $3, wanted $2"
		status=1
	fi
}

no_leaks() { # one test; a leak sets $status
	local leaks
	if [ ! -e /sys/kernel/debug/kmemleak ]; then
		skip "- kmemleak finds nothing" "the kernel has no kmemleak"
	elif [ -n "${kmemleak_later:-}" ]; then
		skip "- kmemleak finds nothing" "left to check-long: two scans take half a minute"
	elif leaks=$(kmemleak) && [ -z "$leaks" ]; then
		ok "- kmemleak finds nothing"
	else
		echo "$leaks" | head -n 40 | sed 's/^/# /'
		not_ok "- kmemleak finds nothing"
		status=1
	fi
}

# Two tests at the end of a job that must leave nothing behind.
nothing_left() { # UNLOAD [MODULE]
	ktap_plan 2
	"$@"
	verdict "the modules unload" 0 $?
	no_leaks
}
