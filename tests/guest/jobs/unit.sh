# SPDX-License-Identifier: GPL-2.0
# unit.sh: the abstractions' unit tests, which run as sdrm_unit is loaded; then
# the library has to unload, which says that no fence was left behind.
. /tests/guest/lib.sh

use_modules sdrm
modprobe sdrm_unit || { note "modprobe sdrm_unit failed"; exit 1; }
dmesg | sed -n 's/^.*sdrm_unit: //p'
rmmod sdrm_unit

ktap_plan 1
if unload sdrm; then ok library_unloads; else not_ok library_unloads; fi
