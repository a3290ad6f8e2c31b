// SPDX-License-Identifier: GPL-2.0
/// abstractions/ is the only code that calls the kernel. What a call takes, its
/// concept gives back: the release is in the .c or the header of the same
/// name. And each raw call has a reason: a comment above it in its paragraph, or
/// on its function, that says why the contract holds.
//# That the release is reached on every path is not checked here; tests/ with
//# kmemleak and lockdep do that. A comment is looked for, not understood.
///
// Confidence: Moderate
// Copyright: (C) 2026 The sdrm authors.
// Comments: cocci/README.md; run by cocci/run --abstractions abstractions include/sdrm
// In a kernel tree: make coccicheck COCCI=abstractions.cocci M=abstractions
// Options: --no-includes

virtual report

@initialize:python@
@@
import os
import sys
here = [a for a in open("/proc/self/cmdline").read().split("\0") if a.endswith(".cocci")]
sys.path.insert(0, os.path.dirname(os.path.abspath(here[0])))
sys.dont_write_bytecode = True
import abstractions

@call@
identifier f;
position p;
@@
 f@p(...)

@script:python depends on report@
p << call.p;
f << call.f;
@@
abstractions.seen(p, f)

@each@
iterator I;
statement S;
position p;
@@
 I@p(...) S

@script:python depends on report@
p << each.p;
I << each.I;
@@
abstractions.seen(p, I)

@script:python depends on report@
@@
abstractions.finish()
