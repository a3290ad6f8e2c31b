# SPDX-License-Identifier: GPL-2.0
# Sourced by deps, fetch, image, build-in, tests/kernel/build and scripts/new-driver: the
# kernel that KERNEL names, and the cache.

. "$(dirname "${BASH_SOURCE[0]}")/../../scripts/common.sh"

# A version names Debian's stock kernel; with config fragments of tests/kernel appended
# (6.1-debug), a kernel that is built from Debian's source.
KERNEL=${KERNEL:-6.1}
kernel_version() { echo "${KERNEL%%-*}"; }
kernel_flavour() { case $KERNEL in *-*) echo "${KERNEL#*-}" ;; esac; }

CACHE=${SDRM_CACHE:-${XDG_CACHE_HOME:-${HOME:?set HOME or SDRM_CACHE}/.cache}/sdrm}
KERNEL_DIR=$CACHE/kernel-$KERNEL
IGT_DIR=$CACHE/igt
CLIENTS_DIR=$CACHE/clients
RUST_DIR=$CACHE/rust

say()  { printf '  %-9s %s\n' "${0##*/}" "$*"; }
die()  { printf '%s: error: %s\n' "${0##*/}" "$1" >&2; shift
         [ $# = 0 ] || printf '  %s\n' "$@" >&2; exit 1; }

# The source of kernels that this Debian release does not have, and of the tools that
# modules for them have to be built with.
NEXT_SUITE=trixie

# The meta-package of a kernel version. 6.1 is this release's default kernel; the
# meta-packages of later ones have the version in the name.
kernel_meta() {
	case $(kernel_version) in
	6.1) echo linux-image-amd64 ;;
	*)   echo "linux-image-$(kernel_version)-amd64" ;;
	esac
}

# Modules for the release's default kernel are built against installed headers. The
# headers of other kernels are in the cache, because installing them would install these
# kernels too.
own_kernel() { [ "$KERNEL" = 6.1 ]; }

# The kernel's full name (6.1.0-NN-amd64): that of the cached kernel, or else the one that
# this release's meta-package depends on. Empty if there is neither.
kernel_abi() {
	if [ -r "$KERNEL_DIR/abi" ]; then
		cat "$KERNEL_DIR/abi"
	elif [ -z "$(kernel_flavour)" ]; then
		apt-cache depends --important "$(kernel_meta)" 2>/dev/null |
			sed -n 's/^ *Depends: linux-image-\([0-9].*\)$/\1/p' | head -n 1 || true
	fi
}

installed() { # PACKAGE...: are all of them installed?
	[ "$(dpkg-query -W -f '${db:Status-Abbrev}\n' "$@" 2>/dev/null |
		grep -c '^.i')" = $# ]
}

make_cache() {
	local wrong
	wrong=$("$(dirname "${BASH_SOURCE[0]}")/../../scripts/good-path" "the cache" "$CACHE") ||
		die "$wrong" "Set SDRM_CACHE to another directory."
	mkdir -p "$CACHE" 2>/dev/null && [ -w "$CACHE" ] ||
		die "the cache directory $CACHE is not writable" \
		    "Set SDRM_CACHE to a directory that is."
}
