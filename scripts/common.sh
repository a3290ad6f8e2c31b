# SPDX-License-Identifier: GPL-2.0
# Sourced by scripts in bash.

# What tools say is read by scripts, and so must not be translated. Not by LC_ALL, which
# Kbuild forgets.
unset "${!LC_@}" LANGUAGE
export LANG=C
# Where others build is not for us.
unset KBUILD_OUTPUT KBUILD_EXTMOD_OUTPUT

# Locks what DESCRIPTOR is open on. Waits for who has it, and says so.
lock() { # DESCRIPTOR WHAT-OTHERS-DO
	flock --nonblock "$1" && return
	echo "  ${0##*/}: waiting for another process, which $2" >&2
	flock "$1"
}
