# SPDX-License-Identifier: GPL-2.0
# uapi: run the same calls on the in-tree vgem and on ours, in one boot, and compare the
# results. Intended differences are listed in tests/uapi/differences.
. /tests/guest/lib.sh

record() { # TREE: record its answers in /tmp/TREE.answers
	load_tree "$1" || return
	note "$1: $(vgem_line)"
	/tests/bin/uapi record "/tmp/$1.answers" || return
	note "$1: $(wc -l <"/tmp/$1.answers") answers"
	unload_vgem
}

record intree && record sdrm || exit 1
/tests/bin/uapi compare /tmp/intree.answers /tmp/sdrm.answers \
	/tests/uapi/differences
