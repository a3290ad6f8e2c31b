# SPDX-License-Identifier: GPL-2.0
# Sourced by tests in a clean root of this Debian release, $root below $work, in which anything
# may be installed; the host stays as it is. Needs root, for a chroot.
tests=$(cd "$(dirname "$0")/.." && pwd)
sdrm=$(dirname "$tests")
. "$sdrm/scripts/common.sh"
. "$tests/ktap.sh"
unset MAKEFLAGS
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

work=$("$sdrm/scripts/workdir") || exit 2
chmod 755 "$work"
root=$work/root
trap 'rm -rf "$work"' EXIT
[ "$(id -u)" = 0 ] || { echo "Bail out! a chroot needs root"; exit 1; }
failed=0
cd "$work" || exit 2

say() { "$@" >"$work/said" 2>&1; }
stop() { tail -n 30 "$work/said" | sed 's/^/# /'; echo "Bail out! $*"; exit 1; }

# From this release's archives, as the host has them.
clean_root() { # OPTION-OF-MMDEBSTRAP...
	# shellcheck disable=SC2016 # apt's variables
	apt-get indextargets --format '$(LABEL)|deb [signed-by='$KEYRING'] $(REPO_URI) $(RELEASE) main' \
		'Created-By: Packages' | sed -n 's/^Debian[^|]*|//p' | sort -u >sources.list
	mmdebstrap --mode=root --dpkgopt=force-unsafe-io --aptopt='Acquire::Check-Valid-Until "false"' \
		"$@" bookworm "$root" - <sources.list
}

# All mounts end with the command. $mounts: more of them, for bash, with the root as $0;
# settings: of its environment.
settings=()
inside() { # [NAME=VALUE]... COMMAND...
	unshare --mount --pid --fork --kill-child bash -c '
		mount --rbind "$0" "$0" && mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" &&
		'"${mounts:-true}"' &&
		exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
			DEBIAN_FRONTEND=noninteractive "$@"' "$root" "${settings[@]}" "$@"
}
