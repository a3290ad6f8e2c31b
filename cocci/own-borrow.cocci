// SPDX-License-Identifier: GPL-2.0
/// A borrowed pointer is good for as long as its owner is. Stored in a static, in a
/// member or through a pointer, or returned, it outlives the owner and points to
/// what was released.
//# A borrowed parameter may be returned: the caller holds the owner. Copies of the
//# pointer in locals are followed one step.
///
// Confidence: High
// Copyright: (C) 2026 The sdrm authors.
// Comments: cocci/README.md; cocci/run adds the parse gate that spatch lacks.
// In a kernel tree: make coccicheck COCCI=own-borrow.cocci M=driver
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
from source import Blocks, finding, member_line, say

# In a struct as spatch prints it, all in one line.
MEMBER = re.compile(r"[{;] +(?:const )?(struct sdrm_\w+) \* (?:const )?(\w+)(?= [;\[])")
LOCAL = "a look-up where it is needed; what must last into guarded state: sdrm_kept_<kind>_swap()"
MOVE = "return sdrm_<kind>_move({}), and let the function return the struct"

@kept_variable@
identifier x, s =~ "^sdrm_";
initializer i;
position p;
@@
(
 static struct s *x@p;
|
 static const struct s *x@p;
|
 static struct s *x@p = i;
|
 static const struct s *x@p = i;
)

@script:python depends on report@
p << kept_variable.p;
x << kept_variable.x;
s << kept_variable.s;
@@
# A kind lasts as long as this library: nobody owns it.
if s != "sdrm_gem_kind":
    finding(p, f"static {x} keeps a borrowed pointer", LOCAL)

@kept_member type@
type T;
position p;
@@
 T@p

@script:python depends on report@
p << kept_member.p;
T << kept_member.T;
@@
for tag, member in MEMBER.findall(T) if "{" in T else ():
    for place in p:
        say(place.file, member_line(place, member),
            f"member {member} keeps a borrowed {tag}", LOCAL)

@owner@
expression k, h, i;
@@
 SDRM_OWN(k, h, i)

@stored@
expression owner.h;
expression E, F;
identifier m;
position p;
@@
(
 E->m =@p \(h\|&h\|&*h\|&h[F]\)
|
 E.m =@p \(h\|&h\|&*h\|&h[F]\)
|
 *E =@p \(h\|&h\|&*h\|&h[F]\)
|
 E[...] =@p \(h\|&h\|&*h\|&h[F]\)
)

@script:python depends on report@
p << stored.p;
h << owner.h;
@@
finding(p, f"borrowed {h} is stored beyond its scope", LOCAL)

@stored_view@
identifier s =~ "^sdrm_";
struct s *e;
expression E;
identifier m;
position p;
@@
(
 E->m =@p e
|
 E.m =@p e
|
 *E =@p e
|
 E[...] =@p e
)

@script:python depends on report@
p << stored_view.p;
e << stored_view.e;
@@
finding(p, f"borrowed {e} is stored beyond its scope", LOCAL)

@global_stored@
global idexpression G;
expression owner.h;
expression F;
position p;
@@
 G =@p \(h\|&h\|&*h\|&h[F]\)

@script:python depends on report@
p << global_stored.p;
h << owner.h;
@@
finding(p, f"borrowed {h} is stored beyond its scope", LOCAL)

@global_view@
global idexpression G;
identifier s =~ "^sdrm_";
struct s *e;
position p;
@@
 G =@p e

@script:python depends on report@
p << global_view.p;
e << global_view.e;
@@
finding(p, f"borrowed {e} is stored beyond its scope", LOCAL)

@returned exists@
expression k, h, i, F;
position p;
@@
 SDRM_OWN(k, h, i);
 ... when any
 return@p \(h\|&h\|&*h\|&h[F]\);

@script:python depends on report@
p << returned.p;
h << returned.h;
@@
finding(p, f"{h} is released on return, and a pointer to it returned", MOVE.format(h))

@returned_alias exists@
type T;
identifier a;
expression k, h, i, F;
position p;
@@
 SDRM_OWN(k, h, i);
 ... when any
(
 T a = \(h\|&*h\|&h[F]\);
|
 a = \(h\|&*h\|&h[F]\)
)
 ... when any
 return@p a;

@script:python depends on report@
p << returned_alias.p;
h << returned_alias.h;
@@
finding(p, f"{h} is released on return, and a pointer to it returned", MOVE.format(h))

@outlives@
expression k, h, i, E, F;
identifier x;
position p, q;
@@
 SDRM_OWN@p(k, h, i);
 ... when any
(
 x@q = h
|
 x@q = E ? h : F
|
 x@q = E ? F : h
)

@script:python depends on report@
p << outlives.p;
q << outlives.q;
h << outlives.h;
x << outlives.x;
@@
text = Blocks(p[0].file)
end = text.end(int(p[0].line), int(p[0].column))
if text.used_after(x, end):
    finding(q, f"{x} is used after the block of {h}, which is released at its end",
            f"{h} declared in the block where {x} is used")

@locked exists@
identifier m;
expression x, h, i;
position p;
@@
 SDRM_LOCKED(x, h, i);
 ... when any
 return@p \(x\|&x->m\|&x->m[...]\);

@script:python depends on report@
p << locked.p;
x << locked.x;
@@
finding(p, f"{x} is unlocked on return, and a pointer to it returned",
        f"the lock in the caller, which passes {x} as a sdrm_locked parameter")
