// SPDX-License-Identifier: GPL-2.0
/// A driver on sdrm calls no kernel API. Every name that it uses has to be its
/// own, sdrm's, the uAPI's, or one of the few pure helpers listed below; what
/// is none of these is raw, so a new kernel API needs no new rule. Covered are
/// calls, addresses, initialisers, types, members, headers, attributes and the
/// bodies of the driver's own macros.
//# It goes by names and by the types that the driver's own files show. A member
//# of an object whose type they do not show is judged by the member's name.
///
// Confidence: High
// Copyright: (C) 2026 The sdrm authors.
// Comments: cocci/README.md; cocci/run runs it with the parse gate that spatch
// lacks. In a kernel tree: make coccicheck COCCI=boundary.cocci M=driver
// Options: --local-includes

virtual report

@initialize:python@
@@
import os
import sys
here = [a for a in open("/proc/self/cmdline").read().split("\0") if a.endswith(".cocci")]
sys.path.insert(0, os.path.dirname(os.path.abspath(here[0])))
sys.dont_write_bytecode = True
import boundary

// --- what the driver declares ---------------------------------------------

@own_function@
identifier f;
position p;
@@
 f@p(...) { ... }

@script:python depends on report@
p << own_function.p;
f << own_function.f;
@@
boundary.functions.add(f)
boundary.declare(p, f)

@own_param@
type T;
identifier f, x;
position p;
@@
 f(..., T x@p, ...) { ... }

@script:python depends on report@
p << own_param.p;
x << own_param.x;
@@
boundary.declare(p, x)

@own_variable@
type T;
identifier x;
position p;
initializer i;
@@
(
 T x@p;
|
 T x@p = i;
)

@script:python depends on report@
p << own_variable.p;
x << own_variable.x;
T << own_variable.T;
@@
boundary.declare(p, x, T)

@own_counter@
type T;
identifier x;
expression first, last, next;
statement S;
position p;
@@
(
 for (T x@p = first; last; next) S
|
 for (T x@p = first; last; ) S
)

@script:python depends on report@
p << own_counter.p;
x << own_counter.x;
@@
boundary.declare(p, x)

@own_owner@
expression kind, owner;
position p;
@@
 SDRM_OWN(kind, owner@p, ...)

@script:python depends on report@
p << own_owner.p;
owner << own_owner.owner;
@@
boundary.declare(p, owner)

@own_locked@
expression state, holder, member;
position p;
@@
 SDRM_LOCKED(state@p, holder, member)

@script:python depends on report@
p << own_locked.p;
state << own_locked.state;
@@
boundary.declare(p, state)

@own_loop@
iterator name sdrm_for_each_resv;
expression lock, list;
statement S;
position p;
@@
 sdrm_for_each_resv(lock@p, list) S

@script:python depends on report@
p << own_loop.p;
lock << own_loop.lock;
@@
boundary.declare(p, lock)

// --- what it uses ----------------------------------------------------------

@used_name expression@
identifier x;
position p;
@@
 x@p

@script:python depends on report@
p << used_name.p;
x << used_name.x;
@@
boundary.name_used(p, x)

@used_type type@
type T;
position p;
@@
 T@p

@script:python depends on report@
p << used_type.p;
T << used_type.T;
@@
boundary.type_used(p, T)

@used_iterator@
iterator I;
statement S;
position p;
@@
 I@p(...) S

@script:python depends on report@
p << used_iterator.p;
I << used_iterator.I;
@@
boundary.name_used(p, I)

@used_declarer@
declarer D;
position p;
@@
 D@p(...);

@script:python depends on report@
p << used_declarer.p;
D << used_declarer.D;
@@
boundary.name_used(p, D)

// An arm of a disjunction hides the other where one statement has both, so the
// two ways to a member are rules of their own.

@arrow@
expression e;
identifier m;
position p;
@@
 e->m@p

@script:python depends on report@
p << arrow.p;
m << arrow.m;
@@
boundary.member_used(p, m)

@typed_arrow@
type T;
T e;
identifier m;
position p;
@@
 e->m@p

@script:python depends on report@
p << typed_arrow.p;
m << typed_arrow.m;
T << typed_arrow.T;
@@
boundary.member_used(p, m, T)

@dot@
expression e;
identifier m;
position p;
@@
 e.m@p

@script:python depends on report@
p << dot.p;
m << dot.m;
@@
boundary.member_used(p, m)

@typed_dot@
type T;
T e;
identifier m;
position p;
@@
 e.m@p

@script:python depends on report@
p << typed_dot.p;
m << typed_dot.m;
T << typed_dot.T;
@@
boundary.member_used(p, m, T)

// --- judged once per file, when all of the above has been seen ----------------

@script:python depends on report@
@@
boundary.finish()
