#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The commands of the package sdrm-dev: it is the one by whose name it is called.
set -eu
top=$(dirname "$(realpath "$0")")
export PYTHONDONTWRITEBYTECODE=1
case ${0##*/} in
sdrm-new-driver) exec "$top/scripts/new-driver" "$@" ;;
sdrm-coccicheck) exec "$top/cocci/run" "$@" ;;
sdrm-migrate)    exec "$top/cocci/migrate" "$@" ;;
sdrm-lint)       exec make --no-print-directory -C "$top" driver-lint DRIVER="$(realpath "${1:-.}")" ;;
esac
