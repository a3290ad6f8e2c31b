# SPDX-License-Identifier: GPL-2.0
# KTAP helpers, sourced by tests in guests and on the host.

note() { echo "## $*"; } # always shown; lines with a single # only with a failure

# Call ktap_plan N, then ok, not_ok or skip with a name, N times.
ktap_count=0
ktap_plan() { echo "KTAP version 1"; echo "1..$1"; ktap_count=0; }
ok()     { ktap_count=$((ktap_count + 1)); echo "ok $ktap_count $1"; }
not_ok() { ktap_count=$((ktap_count + 1)); [ -z "${2:-}" ] || echo "# $2"
	   echo "not ok $ktap_count $1"; }
skip()   { ktap_count=$((ktap_count + 1)); echo "ok $ktap_count $1 # SKIP ${2:-}"; }

# For tests on the host. A failure shows the end of FILE and sets $failed.
judge() { # NAME STATUS FILE
	if [ "$2" = 0 ]; then ok "$1"; return; fi
	not_ok "$1" "$(tail -n 30 "$3" | sed '2,$s/^/# /')"
	failed=1
}
