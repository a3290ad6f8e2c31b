# SPDX-License-Identifier: GPL-2.0
# Sourced by run and long: a copy of this machine, in $root, in which anything may be
# installed and removed; what is written to it is in memory. In it is a copy of this tree,
# $tree, whose path has what Kbuild does take.
tests=$(cd "$(dirname "$0")/.." && pwd)
. "$tests/ktap.sh"
sdrm=$(dirname "$tests")

if [ -z "${IN_COPY:-}" ]; then
	if ! why=$(unshare --mount --propagation private true 2>&1) || [ "$(id -u)" != 0 ]; then
		ktap_plan 1
		skip "a copy of this machine" "${why:-needs root}"
		exit
	fi
	IN_COPY=1 exec unshare --mount --propagation private "$0" "$@"
fi

work=$("$sdrm/scripts/workdir") || exit 2
root=$work/copy/root tree="/sdrm+ü@~^"
trap 'umount -R "$work/copy"; rm -rf "$work"' EXIT
trap 'exit 143' INT TERM
set -e
mkdir "$work/copy"
mount -t tmpfs -o mode=755 none "$work/copy"
mkdir "$work/copy"/{upper,work,root}
mount -t overlay -o "lowerdir=/,upperdir=$work/copy/upper,workdir=$work/copy/work" overlay "$root"
for name in proc dev; do mount --rbind "/$name" "$root/$name"; done
mkdir "$root$tree"
cd "$sdrm"
{ git ls-files -co --exclude-standard 2>/dev/null || find . -type f ! -path "./build/*" ! -name "*.o*"; } |
	cpio --quiet -pdm "$root$tree"
set +e
failed=0

# As a user does, in the tree of the copy.
user() { # [NAME=VALUE]... COMMAND...
	chroot "$root" env -C "$tree" -u MAKEFLAGS -u KERNEL -u SDRM_ALONE "$@" </dev/null
}
say() { user "$@" >"$work/said" 2>&1; }
said() { grep -qF -e "$1" "$work/said"; }
last_line() { tail -n 1 "$work/said" | grep -qF -e "$1"; }
verdict() { judge "$1" "$2" "$work/said"; } # NAME STATUS
# One line that says why, and nothing done.
refused() { # MESSAGE COMMAND...
	local message=$1
	shift
	! say "$@" && [ "$(wc -l <"$work/said")" = 1 ] && said "$message"
}

# A machine that speaks German: the translations are used if one that we read shows up.
german="LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 LANGUAGE=de"
speak_german() {
	chroot "$root" localedef -i de_DE -f UTF-8 de_DE.UTF-8 &&
		user $german apt-get --version | grep -q Unterst
}
