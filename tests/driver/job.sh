# SPDX-License-Identifier: GPL-2.0
# driver MODULE [PARAMETER=VALUE | PROGRAM]...: load a driver that is built on sdrm, run
# its tests, unload it.
# A driver from outside this tree comes in its own module tree and with its own /tests/bin.
. /tests/guest/lib.sh

module=$1 tree=sdrm options='' programs=''
shift
for word; do
	case $word in
	*=*) options="$options $word" ;;
	*)   programs="$programs $word" ;;
	esac
done
[ ! -d /modules/driver ] || tree=driver
[ -n "$programs" ] || programs=$(ls /tests/bin)

gone() { unload_driver "$1" && [ ! -e /dev/dri/card0 ]; }

# shellcheck disable=SC2086 # words without spaces
use_modules "$tree" && load_driver "$module" $options || exit 1
status=0
for program in $programs; do
	"/tests/bin/$program" || status=1
done
nothing_left gone "$module"
exit $status
