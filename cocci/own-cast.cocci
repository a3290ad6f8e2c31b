// SPDX-License-Identifier: GPL-2.0
/// sdrm hands out pointers of the driver's own types. A cast to a pointer, a void *
/// that becomes a pointer to a struct, and a union with a pointer in it are guesses
/// that nobody checks; a pointer that becomes a number leaks an address.
//# A void * passed as an argument is not seen.
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
from source import Blocks, finding

NUMBER = "a number that user space gave, or an id from a table or a map"


def pointer_in_union(c_type):
    for start in re.finditer(r"\bunion [^{]*\{", c_type):
        depth = 1
        for at in range(start.end(), len(c_type)):
            depth += {"{": 1, "}": -1}.get(c_type[at], 0)
            if not depth:
                break
            if c_type[at] == "*":
                return True
    return False


TYPED = "a handler bound by SDRM_IOCTL_DEFINE(), whose arguments have their types"

@cast@
type T;
expression e;
position p;
@@
 (T *)e@p

@script:python depends on report@
p << cast.p;
T << cast.T;
@@
finding(p, f"cast to {T.replace('const ', '')} *", TYPED)

@any_owner@
expression k, h, i;
@@
 SDRM_OWN(k, h, i)

@as_number@
type T, P;
P *e;
position p;
@@
 (T)e@p

@script:python depends on report@
p << as_number.p;
T << as_number.T;
e << as_number.e;
@@
if "*" not in T and T != "void":
    finding(p, f"address of {e} as a number", NUMBER)

@owner_number@
expression any_owner.h;
type T;
position p;
@@
 (T)h@p

@script:python depends on report@
p << owner_number.p;
T << owner_number.T;
h << any_owner.h;
@@
if "*" not in T and T != "void":
    finding(p, f"address of {h} as a number", NUMBER)

@pun type@
type T;
position p;
@@
 T@p

@script:python depends on report@
p << pun.p;
T << pun.T;
@@
if pointer_in_union(T):
    finding(p, "union with a pointer in it", "a struct with both members")

@access@
identifier f =~ "^sdrm_resv_(is_idle|add|list_add)$";
expression x;
identifier m;
position p;
@@
(
 f(..., x->m@p)
|
 f(..., x.m@p)
)

@script:python depends on report@
p << access.p;
m << access.m;
@@
for place in p:
    if not re.search(rf"enum sdrm_access {m};", Blocks(place.file).text):
        finding([place], f"number {m} as an enum sdrm_access",
               f"{m} & FLAG ? SDRM_WRITE : SDRM_READ")

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
