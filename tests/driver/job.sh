# SPDX-License-Identifier: GPL-2.0
# driver MODULE: load a driver that is built on sdrm, run its own tests, unload.
. /tests/guest/lib.sh

gone() { unload_driver "$1" && [ ! -e /dev/dri/card0 ]; }

use_modules driver && load_driver "$1" || exit 1
status=0
for program in /tests/bin/*; do
	"$program" || status=1
done
nothing_left gone "$1"
exit $status
