// SPDX-License-Identifier: GPL-2.0
/// A driver has no state but that of its devices and open files: a variable that
/// outlives the call is shared by all of them, with no lock that sdrm knows of.
//# Static locals are such variables too. SDRM_PARAM_UINT() declares a parameter
//# that is read-only once the module is loaded, and is fine unless it is written.
///
// Confidence: High
// Copyright: (C) 2026 The sdrm authors.
// Comments: cocci/README.md; cocci/run adds the parse gate that spatch lacks.
// In a kernel tree: make coccicheck COCCI=own-global.cocci M=driver
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

functions = set()


def parameters(path):
    """What SDRM_PARAM_UINT() and SDRM_PARAM_BOOL() declare there."""
    return re.findall(r"\bSDRM_PARAM_\w+\s*\(\s*(\w+)", Blocks(path).text)


def is_const(c_type):
    """Is the variable itself const, and not only what it points to?"""
    c_type = re.sub(r"( \[[^\]]*\])+$", "", c_type)
    pointer = re.search(r"\( \*([^)]*)\)", c_type)
    if pointer:
        return "const" in pointer.group(1)
    if "*" in c_type:
        return "const" in c_type[c_type.rindex("*"):]
    return bool(re.search(r"\bconst\b", c_type.split("{")[0]))


def mutable(positions, c_type, name):
    # Read-only memory, although their functions take const and write.
    if re.search(r"\bstruct sdrm_(counter|flag|fence_table|timeline)\b[^*]*$", c_type):
        finding(positions, f"{name} outlives the call", "a member of the file or device data")
        return
    # A prototype is a type with parameters and without a pointer.
    if is_const(c_type) or re.match(r"[^{(]*\((?! \*)", c_type):
        return
    for p in positions:
        # spatch prints "int (*const f)(void)" without the const.
        text = Blocks(p.file)
        if re.search(r"\*\s*const\s*$", text.text[:text.offset(int(p.line), int(p.column))]):
            continue
        finding([p], f"mutable variable {name} outlives the call",
               "const, a member of the file or device data, or SDRM_PARAM_UINT()")

@defined@
identifier f;
position p;
@@
 f@p(...) { ... }

@script:python depends on report@
f << defined.f;
@@
functions.add(f)

@variable@
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
p << variable.p;
T << variable.T;
x << variable.x;
@@
for place in p:
    if place.current_element not in functions or place.current_element == x:
        mutable([place], T, x)

@static_local@
type T;
identifier x;
initializer i;
position p;
@@
(
 static T x@p;
|
 static T x@p = i;
)

@script:python depends on report@
p << static_local.p;
T << static_local.T;
x << static_local.x;
@@
mutable(p, T, x)

@written@
identifier x;
expression E;
assignment operator op;
position p;
@@
(
 x@p op E
|
 x@p++
|
 x@p--
|
 ++x@p
|
 --x@p
|
 &x@p
)

@script:python depends on report@
p << written.p;
x << written.x;
@@
for place in p:
    if x in parameters(place.file):
        finding([place], f"parameter {x} is read-only once the module is loaded",
               "a member of the device data that init sets from it")
