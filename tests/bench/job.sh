# SPDX-License-Identifier: GPL-2.0
# bench cost|threads|spin ...: the part of the benchmark that runs in the guest.
# Prints `bench TREE PATH: NUMBER` for tests/bench/run.
. /tests/guest/lib.sh

bench() { # TREE ARG...
	local tree=$1
	shift
	/tests/bin/bench "$@" >/tmp/bench.out ||
		{ note "$tree, bench $*: $(tail -n 1 /tmp/bench.out)"; exit 1; }
	sed "s/^bench /bench $tree /" /tmp/bench.out
}

load() { # TREE
	local options=max_fences=65536
	# It has no limit.
	[ "$1" = intree ] && options=
	# shellcheck disable=SC2086 # no argument if it is empty
	use_modules "$1" && load_vgem $options || exit 1
	case $1 in planted-*) set -- sdrm ;; esac
	[ "$(loaded_vgem)" = "$1" ] ||
		{ note "the $(loaded_vgem) vgem is loaded, not $1"; exit 1; }
}

module_files() { # TREE: in load order
	case $1 in
	sdrm|planted-*) find "/modules/$1/" -path '*/updates/*' \
		'(' -name sdrm.ko -o -name vgem.ko ')' | sort ;;
	*)    find /modules/intree/ -name vgem.ko ;;
	esac
}

cost() { # PAIRS TREE...
	local pairs=$1 tree
	shift
	for tree; do
		load "$tree"
		# shellcheck disable=SC2086 # no argument if it is 0
		bench "$tree" cost ${pairs#0}
		unload_vgem || exit 1
		# shellcheck disable=SC2046 # paths without spaces
		bench "$tree" load $(module_files "$tree")
	done
	use_modules sdrm
	modprobe sdrm_floor || { note "modprobe sdrm_floor: $?"; exit 1; }
	bench floor floor /dev/dri/card0
}

threads() { # THREADS ROUNDS MS
	local round
	for round in $(seq "$2"); do
		# The order alternates, so that drift on the host favours neither.
		[ $((round % 2)) = 0 ] && set -- "$1" "$2" "$3" sdrm intree ||
			set -- "$1" "$2" "$3" intree sdrm
		for tree in "$4" "$5"; do
			load "$tree"
			bench "$tree" threads "$1" "$3"
			unload_vgem || exit 1
		done
	done
}

spin() { # TREE: for tests/bench/profile
	load "$1"
	grep -i ' t ' /proc/kallsyms
	echo "symbols end"
	exec /tests/bin/bench spin
}

"$@"
