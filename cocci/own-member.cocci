// SPDX-License-Identifier: GPL-2.0
/// Nothing keeps what a pointer in a driver's data points to: an argument is gone
/// when the ioctl returns, a file when it is closed, a buffer when it is put.
//# A string is fine: const char *; and a pointer to a function, as in a table: boundary
//# looks at what it points to. Kernel pointers do not come this far: the types
//# behind them are poisoned or unknown. SmPL has no pattern for a member without a
//# name, such as a union in a struct, so what is in one is not looked at.
///
// Confidence: High
// Copyright: (C) 2026 The sdrm authors.
// Comments: cocci/README.md; cocci/run adds the parse gate that spatch lacks.
// In a kernel tree: make coccicheck COCCI=own-member.cocci M=driver
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


def pointer_member(positions, c_type, name):
    """Strings apart, arrays of them too."""
    if re.search(r" \[\s*\]$", c_type):
        finding(positions, f"member {name} has no size, and the library allocates no room for it",
                "an array of the largest size, or sdrm_<kind>_map")
        return
    plain = re.sub(r"( \[[^\]]*\])+$", "", c_type)
    # The members of a struct in it are looked at themselves.
    if "{" in plain:
        return
    if re.match(r"[^(]*\( \*", plain):
        return
    if "*" in plain and not re.fullmatch(r"const char \*( ?const)?", plain.strip()):
        finding(positions, f"member {name} is a pointer, which does not keep what it points to",
                "a kept owner (sdrm_kept_*), an id, or a copy")

@named@
identifier s, x;
type T;
position p;
@@
(
 struct s { ... T x@p; ... };
|
 union s { ... T x@p; ... };
)

@script:python depends on report@
p << named.p;
T << named.T;
x << named.x;
@@
pointer_member(p, T, x)

@nameless@
identifier x;
type T;
position p;
@@
(
 struct { ... T x@p; ... }
|
 union { ... T x@p; ... }
)

@script:python depends on report@
p << nameless.p;
T << nameless.T;
x << nameless.x;
@@
pointer_member(p, T, x)
