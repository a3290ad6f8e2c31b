# SPDX-License-Identifier: GPL-2.0
# Sourced by job.sh: clients|picture TREE: programs of libdrm that nobody here wrote, and the
# console. The picture on the display is known by its CRC, and the host has it, to look at it
# and to take its CRC once more; the rate of flips and vblanks is the mode's, which only a
# clock that counts instructions shows. `picture` is the first of them alone.

# modetest 2.4.114's picture, 1024x768 XR24, and the console's, which is as large.
smpte=08d2cc95
console=faa8a5e9
mode=1024x768@XR24

# Sends the host what the display shows; $crc is the kernel's CRC of that.
shot() { # NAME [PID, the client's]
	local name=$1 failed=
	shift
	[ $# = 0 ] || kill -STOP "$@"
	/tests/bin/kms_shot "$@" >/tmp/shot.ppm || failed=1
	[ $# = 0 ] || kill -CONT "$@"
	crc=
	[ -z "$failed" ] || { sed 's/^/# /' /tmp/shot.ppm; return; }
	crc=$(sed -n '2{s/^# //p;q}' /tmp/shot.ppm)
	echo "sdrm.picture $name $(gzip -c /tmp/shot.ppm | base64 -w 0)"
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

picture() { # NAME FILE OPTION...
	local name=$1 file=$2 ended wrong
	shift 2
	start modetest -M vkms "$@"
	sleep 1
	shot "$file" "$client"
	stop
	ended=$?
	# Not every kernel's vkms has a gamma table.
	wrong=$(grep failed /tmp/client.out | grep -v 'set gamma')
	if [ "$crc" = $smpte ] && [ $ended = 0 ] && [ -z "$wrong" ]; then
		ok "- $name"
	else
		said
		not_ok "- $name" "CRC $crc, wanted $smpte; exit status $ended"
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

# What is written on it, in a colour, and all of its characters.
console() { # NAME FILE
	{ printf '\033[?25l\033[2J\033[H\033[1;32mThe console on vkms\033[0m\n\n'
	  awk 'BEGIN { for (c = 32; c < 127; c++) printf "%c%s", c, c % 32 == 31 ? "\n" : "" }'
	} >/dev/tty1
	sleep 0.2
	shot "$2"
	if [ "$crc" = $console ]; then
		ok "- $1"
	else
		not_ok "- $1" "CRC $crc, wanted $console"
		status=1
	fi
}

smpte_legacy() {
	picture "modetest: SMPTE by the legacy ioctls" smpte -s "$conn@$crtc:$mode"
}

clients() {
	smpte_legacy
	picture "modetest: SMPTE by an atomic commit" smpte-atomic \
		-a -s "$conn@$crtc:1024x768" -P "$plane@$crtc:$mode"
	rate "modetest: flips at the mode's rate" modetest -M vkms -s "$conn@$crtc:$mode" -v
	# The display is another client's meanwhile.
	mkfifo /tmp/other.in
	modetest -M vkms -s "$conn@$crtc:$mode" </tmp/other.in >/dev/null 2>&1 &
	exec 5>/tmp/other.in
	rate "vbltest: vblanks at the mode's rate" vbltest -M vkms
	exec 5>&-
	wait
	console "the console's text" console
}

status=0
reload_vkms "$1" all || exit 1
conn=$(first_id Connectors -c connected)
crtc=$(first_id CRTCs -p)
plane=$(first_id Planes -p)
note "connector $conn, CRTC $crtc, plane $plane"
# shellcheck disable=SC2154 # set by job.sh
case $what in
picture) ktap_plan 2; smpte_legacy ;;
*)       ktap_plan 6; clients ;;
esac
unload_vkms
verdict "the module unloads" 0 $?
exit $status
