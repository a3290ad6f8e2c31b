// SPDX-License-Identifier: GPL-2.0
/// An owner exists once. A copy of the struct in it, made by *owner or owner[0],
/// or a plain variable, member or parameter of an owner type, is released twice or
/// never. Only SDRM_OWN() declares an owner; a function that consumes one hands its
/// parameter to SDRM_OWN() or on, once and first. Nor are data that hold objects of
/// sdrm's copied.
//# What sdrm releases by itself may be a member by value (a base, a fence table, a
//# timeline, a counter, a flag, what is kept in guarded state).
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
from source import finding, handed_on, member_line, say

SDRM = re.compile(r"(?:const )?(struct sdrm_\w+)(?: \[.*\])?$")
# In a struct as spatch prints it, all in one line.
OWNING_MEMBER = re.compile(r"[{;] +(?:const )?(struct sdrm_\w+) (\w+)(?= [;\[])")
IN_STRUCTS = re.compile(r"struct sdrm_(device|file|debugfs|debugfs_file|state|counter|flag"
                        r"|fence_table|timeline|kept_\w+|\w+_map)$")
OWN = "SDRM_OWN(kind, name, init)"


holding = set()         # tags of structs with members that sdrm sets up


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

@arithmetic@
expression owned.h;
expression E;
position p;
@@
(
 *(h@p + E)
|
 *(E + h@p)
|
 *(h@p - E)
|
 E[h@p]
)

@script:python depends on report@
p << arithmetic.p;
h << owned.h;
@@
copied(p, h)

@literal@
identifier s =~ "^sdrm_";
initializer list i;
position p;
@@
 (struct s@p){ i }

@script:python depends on report@
p << literal.p;
s << literal.s;
@@
finding(p, f"struct {s} made by hand", "what makes one: a lookup, a lock, sdrm_<kind>_move()")

@alias@
identifier s =~ "^sdrm_";
type T;
position p;
@@
 typedef struct s@p T;

@script:python depends on report@
p << alias.p;
s << alias.s;
@@
finding(p, f"typedef hides a struct {s} from these rules", f"struct {s}")

@structure type@
type T;
position p;
@@
 T@p

@script:python depends on report@
p << structure.p;
T << structure.T;
@@
if "{" in T:
    if re.match(r"(const )?struct \w+ \{", T) and (
            re.search(r"[{;] +(const )?struct sdrm_\w+ \w+ ?[;\[]", T) or "SDRM_GUARDED" in T):
        holding.add(re.search(r"struct (\w+)", T).group(1))
    for tag, member in OWNING_MEMBER.findall(T):
        if not IN_STRUCTS.match(tag):
            for place in p:
                say(place.file, member_line(place, member),
                    f"member {member} stores a {tag}, which nothing releases",
                    "SDRM_OWN() for a variable, struct sdrm_kept_<kind> in guarded state")

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
if SDRM.match(T):
    finding(p, f"{x} holds a {SDRM.match(T).group(1)} and is no owner", OWN)
elif re.match(r"(const )?struct (\w+)(?: \[.*\])?$", T):
    tag = re.search(r"struct (\w+)", T).group(1)
    if tag in holding:
        finding(p, f"{x} is a struct {tag}, which sdrm allocates",
               "a pointer to the one that sdrm allocated")

@taken@
type T;
identifier f, x;
position p;
@@
 f(..., T x@p, ...) { ... }

@script:python depends on report@
p << taken.p;
f << taken.f;
T << taken.T;
x << taken.x;
@@
if SDRM.match(T) and not handed_on(p[0].file, f, x):
    finding(p, f"parameter {x} is an owner that no scope releases",
           f"SDRM_OWN(kind, owner, {x}) at the head of the function, and no other use")
