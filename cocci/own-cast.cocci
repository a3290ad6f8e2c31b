// SPDX-License-Identifier: GPL-2.0
/// sdrm hands out pointers of the driver's own types. A cast to one, or a void *
/// that becomes one without a cast, is a guess that nobody checks.
//# A void * passed as an argument is seen only by the cast in the function it is
//# passed to.
///
// Confidence: High
// Copyright: (C) 2026 The sdrm authors.
// Comments: cocci/README.md; cocci/run adds the parse gate that spatch lacks.
// In a kernel tree: make coccicheck COCCI=own-cast.cocci M=driver
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
from source import finding

TYPED = "a handler bound by SDRM_IOCTL_DEFINE(), whose arguments have their types"

@cast@
identifier s;
expression e;
position p;
@@
(
 (struct s *)e@p
|
 (const struct s *)e@p
)

@script:python depends on report@
p << cast.p;
s << cast.s;
@@
finding(p, f"cast to struct {s} *", TYPED)

@turned@
type T;
void *e;
identifier x;
position p;
@@
 T *x@p = e;

@script:python depends on report@
p << turned.p;
T << turned.T;
e << turned.e;
@@
if "struct" in T and e != "NULL":
    finding(p, f"void * becomes {T} *", TYPED)

@assigned@
type T;
T *x;
void *e;
position p;
@@
 x =@p e

@script:python depends on report@
p << assigned.p;
T << assigned.T;
e << assigned.e;
@@
if "struct" in T and e != "NULL":
    finding(p, f"void * becomes {T} *", TYPED)
