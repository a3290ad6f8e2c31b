// SPDX-License-Identifier: GPL-2.0
/// An owner exists once. A copy of the struct in it, made by *owner or owner[0],
/// or a plain variable, member or parameter of an owner type, is released twice or
/// never. Only SDRM_OWN() declares an owner; a function that consumes one hands its
/// parameter to SDRM_OWN() first.
//# What sdrm releases by itself may be a member by value (sdrm_file, sdrm_device,
//# sdrm_fence_table, sdrm_timeline), and constant tables may be at file scope.
///
// Confidence: High
// Copyright: (C) 2026 The sdrm authors.
// Comments: cocci/README.md; cocci/run adds the parse gate that spatch lacks.
// In a kernel tree: make coccicheck COCCI=own-copy.cocci M=driver
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
from source import finding, member_line, say

SDRM = re.compile(r"(?:const )?(struct sdrm_\w+)(?: \[.*\])?$")
CONSTANT = re.compile(r"const struct sdrm_(driver|ioctl|debugfs)\b")
# In a struct as spatch prints it, all in one line.
OWNING_MEMBER = re.compile(r"[{;] +(?:const )?(struct sdrm_\w+) (\w+)(?= [;\[])")
IN_STRUCTS = {"struct sdrm_" + kind for kind in
           ("file", "device", "debugfs_file", "fence_table", "timeline")}
OWN = "SDRM_OWN(kind, name, init)"


def copied(p, owner):
    finding(p, f"copy of what {owner} owns",
           f"{owner} to lend it, sdrm_<kind>_move({owner}) to give it away")

@owned@
expression k, h, i;
@@
 SDRM_OWN(k, h, i)

@owner_lent@
expression owned.h;
expression E;
position p;
@@
(
 &*h@p
|
 &h[E]@p
)

@owner_copied@
expression owned.h;
expression E;
position p != owner_lent.p;
@@
(
 *h@p
|
 h[E]@p
)

@script:python depends on report@
p << owner_copied.p;
h << owned.h;
@@
copied(p, h)

@view_lent@
type T;
T *e;
expression E;
position p;
@@
(
 &*e@p
|
 &e[E]@p
)

@view_copied@
type T;
T *e;
expression E;
position p != view_lent.p;
@@
(
 *e@p
|
 e[E]@p
)

@script:python depends on report@
p << view_copied.p;
T << view_copied.T;
e << view_copied.e;
@@
if SDRM.match(T):
    copied(p, e)

@plain@
type T;
identifier x;
initializer i;
position p;
@@
(
 T x@p;
|
 T x@p = i;
)

@script:python depends on report@
p << plain.p;
T << plain.T;
x << plain.x;
@@
if SDRM.match(T) and not CONSTANT.match(T):
    finding(p, f"{x} holds a {SDRM.match(T).group(1)} and is no owner", OWN)

@structure type@
type T;
position p;
@@
 T@p

@script:python depends on report@
p << structure.p;
T << structure.T;
@@
for tag, member in OWNING_MEMBER.findall(T) if "{" in T else ():
    if tag not in IN_STRUCTS:
        for place in p:
            say(place.file, member_line(place, member),
                f"member {member} stores a {tag}, which nothing releases",
                "a variable: SDRM_OWN(...), or give it to sdrm_fence_table_add()")

@taken@
type T;
identifier f, x;
position p;
@@
 f(..., T x@p, ...) { ... }

@handed_over@
identifier taken.f, taken.x;
expression k, h;
@@
 f(...) { <+... SDRM_OWN(k, h, x) ...+> }

@script:python depends on report && !handed_over@
p << taken.p;
T << taken.T;
x << taken.x;
@@
if SDRM.match(T):
    finding(p, f"parameter {x} is an owner that no scope releases",
           f"SDRM_OWN(kind, owner, {x}) at the head of the function")
