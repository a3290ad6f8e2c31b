// SPDX-License-Identifier: GPL-2.0
/// What was moved away is gone. A move in a loop of an owner from outside the loop
/// gives away nothing the second time round, and an owner that was moved on one
/// path may not be used where that path leads.
//# Paths are those of the control flow graph: that two conditions exclude each
//# other is not seen. An owner that may hold an error is passed on by return alone.
///
// Confidence: High
// Copyright: (C) 2026 The sdrm authors.
// Comments: cocci/README.md; cocci/run adds the parse gate that spatch lacks.
// In a kernel tree: make coccicheck COCCI=own-move.cocci M=driver
// Options: --local-includes

virtual report

@initialize:python@
@@
import os
import re
import sys
here = [a for a in open("/proc/self/cmdline").read().split("\0") if a.endswith(".cocci")]
sys.path.insert(0, os.path.dirname(os.path.abspath(here[0])))
sys.dont_write_bytecode = True
import boundary
from source import finding

@looped exists@
expression k, h, i, E;
identifier move =~ "^sdrm_.*_move$";
position p;
@@
 SDRM_OWN(k, h, i);
 ... when any
 move@p(h)
 ... when any
     when != SDRM_OWN(k, h, E);
 move@p(h)

@script:python depends on report@
p << looped.p;
h << looped.h;
@@
finding(p, f"{h} is moved in a loop that it was declared outside of",
       f"SDRM_OWN(..., {h}, ...) inside the loop, or leave the loop after the move",
       "moved", h)

@declared@
expression k, h, i;
position d;
@@
 SDRM_OWN(k, h@d, i)

@used exists@
expression k, h, i, E;
identifier move =~ "^sdrm_.*_move$";
position p != looped.p;
position q != declared.d;
@@
 SDRM_OWN(k, h, i);
 ... when any
 move@p(h)
 ... when any
     when != SDRM_OWN(k, h, E);
 h@q

@script:python depends on report@
p << used.p;
q << used.q;
h << used.h;
@@
for place in q:
    if (place.line, place.column) != (p[0].line, p[0].column):
        finding([place], f"{h} may have been moved away on line {p[0].line}",
               "the use before the move, or return after it", "moved", h)

@passed@
expression h;
identifier pass =~ "^sdrm_.*_pass$";
position p;
@@
 pass@p(h)

@script:python depends on report@
p << passed.p;
h << passed.h;
@@
for place in p:
    before, _ = boundary.source(place.file).around(int(place.line), int(place.column))
    # As the result itself, not as an argument in it.
    if not re.search(r"\breturn\b(?![^;{}]*\w\s*\()[^;{}]*$", before):
        finding([place], f"{h} is passed on unchecked, to what takes it for a resource",
               "its _move(), after a check; or return it", "passed", h)
