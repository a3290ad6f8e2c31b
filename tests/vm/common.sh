# SPDX-License-Identifier: GPL-2.0
# Sourced by deps, fetch, image and tests/kernel/build: which kernel, and where
# the cache lies.

# A version, for Debian's own kernel; with fragments of tests/kernel behind it
# (6.1-debug), one that is built from Debian's source.
KERNEL=${KERNEL:-6.1}
kernel_version() { echo "${KERNEL%%-*}"; }
kernel_flavour() { case $KERNEL in *-*) echo "${KERNEL#*-}" ;; esac; }

CACHE=${SDRM_CACHE:-${XDG_CACHE_HOME:-${HOME:?set HOME or SDRM_CACHE}/.cache}/sdrm}
KERNEL_DIR=$CACHE/kernel-$KERNEL
IGT_DIR=$CACHE/igt

say()  { printf '  %-9s %s\n' "${0##*/}" "$*"; }
die()  { printf '%s: error: %s\n' "${0##*/}" "$1" >&2; shift
         [ $# = 0 ] || printf '  %s\n' "$@" >&2; exit 1; }

# Where kernels come from that this Debian release does not have, and what they
# have to be built with.
NEXT_SUITE=trixie

# The meta-package that follows a kernel version. 6.1 is the release's own;
# a later one comes with its version in the name.
kernel_meta() {
	case $(kernel_version) in
	6.1) echo linux-image-amd64 ;;
	*)   echo "linux-image-$(kernel_version)-amd64" ;;
	esac
}

# The release's own is built against the headers that the machine has; those of
# other kernels lie in the cache, as installing them installs those kernels.
own_kernel() { [ "$KERNEL" = 6.1 ]; }

# The kernel's full name (6.1.0-NN-amd64): what the cache holds, or else what
# this release's meta-package points at. Empty when neither knows.
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
	mkdir -p "$CACHE" 2>/dev/null && [ -w "$CACHE" ] ||
		die "the cache directory $CACHE cannot be written" \
		    "Set SDRM_CACHE to a directory that can."
}
