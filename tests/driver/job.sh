# SPDX-License-Identifier: GPL-2.0
# driver MODULE [PROGRAM...]: load a driver that is built on sdrm, run its tests, unload it.
# A driver from outside this tree comes in its own module tree and with its own /tests/bin.
. /tests/guest/lib.sh

module=$1 tree=sdrm
shift
[ ! -d /modules/driver ] || tree=driver
[ $# != 0 ] || set -- $(ls /tests/bin)

gone() { unload_driver "$1" && [ ! -e /dev/dri/card0 ]; }

use_modules "$tree" && load_driver "$module" || exit 1
status=0
for program; do
	"/tests/bin/$program" || status=1
done
nothing_left gone "$module"
exit $status
