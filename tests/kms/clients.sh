# SPDX-License-Identifier: GPL-2.0
# Sourced by job.sh: clients TREE: programs of libdrm that nobody here wrote. The picture on
# the display is known by its CRC; the rate of flips and vblanks is the mode's, which only a
# clock that counts instructions shows.

# modetest 2.4.114's picture, 1024x768 XR24: ours is CRC-32C, the kernel's own CRC-32 of
# twice as many bits.
case $1 in
peer) smpte=0x8186afc9 ;;
*)    smpte=0x08d2cc95 ;;
esac
mode=1024x768@XR24

crc_directory() {
	local name
	for name in /sys/kernel/debug/dri/*/name; do
		! grep -q '^vkms ' "$name" || { echo "${name%/name}/crtc-0/crc"; return; }
	done
}

# Of a frame that is wholly the client's.
crc_now() {
	local crc
	crc=$(crc_directory)
	echo auto >"$crc/control" && head -n 3 "$crc/data" | awk 'END { print $2 }'
}

# The first id in a table of modetest's, below the line that begins with WHAT.
first_id() { # WHAT OPTION [STATUS]
	modetest -M vkms "$2" 2>/dev/null | awk -v what="$1" -v status="$3" '
		/^[A-Z]/ { inside = index($0, what) == 1 }
		inside && $1 ~ /^[0-9]+$/ && (status == "" || $3 == status) { print $1; exit }'
}

# A client runs until its input ends; its exit status is then that of the function.
start() { # COMMAND...
	rm -f /tmp/client.in
	mkfifo /tmp/client.in
	"$@" </tmp/client.in >/tmp/client.out 2>&1 &
	client=$!
	exec 4>/tmp/client.in
}

stop() {
	exec 4>&-
	wait "$client"
}

said() { sed 's/^/# /' /tmp/client.out; }

picture() { # NAME OPTION...
	local name=$1 got ended wrong
	shift
	start modetest -M vkms "$@"
	sleep 1
	got=$(crc_now)
	stop
	ended=$?
	# Not every kernel's vkms has a gamma table.
	wrong=$(grep failed /tmp/client.out | grep -v 'set gamma')
	if [ "$got" = $smpte ] && [ $ended = 0 ] && [ -z "$wrong" ]; then
		ok "- $name"
	else
		said
		not_ok "- $name" "CRC $got, wanted $smpte; exit status $ended"
		status=1
	fi
}

# Each line `freq:` is of 60 flips or vblanks.
rate() { # NAME COMMAND...
	local name=$1 ended wrong
	shift
	start "$@"
	sleep 4
	stop
	ended=$?
	wrong=$(awk '/^freq:/ { n++; hz = $2 + 0; if (hz < 59 || hz > 61) print }
		     END { if (n < 2) print n + 0 " lines of a rate" }' /tmp/client.out)
	if [ -z "$wrong" ] && [ $ended = 0 ]; then
		ok "- $name"
	else
		said
		not_ok "- $name" "exit status $ended, $wrong"
		status=1
	fi
}

status=0
reload_vkms "$1" all || exit 1
conn=$(first_id Connectors -c connected)
crtc=$(first_id CRTCs -p)
plane=$(first_id Planes -p)
note "connector $conn, CRTC $crtc, plane $plane"
ktap_plan 5
picture "modetest: SMPTE by the legacy ioctls" -s "$conn@$crtc:$mode"
picture "modetest: SMPTE by an atomic commit" \
	-a -s "$conn@$crtc:1024x768" -P "$plane@$crtc:$mode"
rate "modetest: flips at the mode's rate" modetest -M vkms -s "$conn@$crtc:$mode" -v
# The display is another client's meanwhile.
mkfifo /tmp/other.in
modetest -M vkms -s "$conn@$crtc:$mode" </tmp/other.in >/dev/null 2>&1 &
exec 5>/tmp/other.in
rate "vbltest: vblanks at the mode's rate" vbltest -M vkms
exec 5>&-
wait
unload_vkms
verdict "the module unloads" 0 $?
exit $status
