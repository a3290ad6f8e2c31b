# SPDX-License-Identifier: GPL-2.0
# Sourced by init for `make shell`: a prompt on the console, our vgem loaded.
stty -F /dev/ttyS0 sane 2>/dev/null
use_modules sdrm
load_vgem >/dev/null && vgem_line
cat <<'HINT'

  The nodes of vgem are in /dev/dri. Useful commands:
    dmesg | tail                         kernel messages
    cat /sys/kernel/debug/dri/0/name
    unload_vgem; use_modules intree; load_vgem    the in-tree module instead
    ls bin */job.sh                      test programs; sh igt/job.sh sdrm
  Leave with `exit` or Ctrl-A X.

HINT
export ENV=/tests/guest/lib.sh PS1='vgem:\w# ' TERM=vt100
setsid cttyhack sh
