// SPDX-License-Identifier: GPL-2.0
/// Under a locked reservation nothing may wait for what might need the lock: user
/// memory (a page fault), fences, sleeping locks, other reservations, buffers (the
/// last put of one locks its reservation). The locks are held from SDRM_OWN(resv, ...)
/// or SDRM_OWN(resv_list, ...) to the end of its block. Functions of the same
/// file are looked into, however deep.
//# Allocating memory is allowed there. Functions in other files are judged by name
//# only.
///
// Confidence: High
// Copyright: (C) 2026 The sdrm authors.
// Comments: cocci/README.md; cocci/run adds the parse gate that spatch lacks.
// In a kernel tree: make coccicheck COCCI=own-guard.cocci M=driver
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
from source import Blocks, say

guards, calls = [], []

RESV = re.compile(
    r"sdrm_resv_(list_)?lock$|dma_resv_lock|ww_mutex_lock|drm_exec|drm_gem_lock_reservations")
BUFFER = re.compile(r"sdrm_gem_(list_)?(lookup|move)|sdrm_gem_list_lookup_user$")
STATE = re.compile(r"SDRM_LOCKED$")
USER = re.compile(
    r"(__)?copy_(to|from)_user|(__)?(get|put)_user$|(strn?(cpy|len|dup)|memdup|clear)_.*user"
    r"|strndup_user|memdup_user|clear_user|fault_in_|pin_user_pages|get_user_pages"
    r"|import_iovec|copy_(to|from)_iter|mmap_(read|write)_lock")
SLEEP = re.compile(
    r"sdrm_\w*(_wait|_register|_unregister|_unplug)\b|dma_fence_(default_)?wait|dma_resv_wait"
    r"|[mus]sleep|fsleep|usleep_range|schedule|io_schedule|swait_|wait_(event|for|on)"
    r"|mutex_lock|down(_|$)|flush_|cancel_(delayed_)?work_sync|synchronize_|rcu_barrier"
    r"|(del_timer|timer_delete|timer_shutdown)_sync|kthread_stop|request_firmware"
    r"|vm_mmap|might_fault|drm_syncobj_\w*wait")


def why(name):
    if RESV.match(name):
        return "locks a second reservation", "the second after the end of the block that holds the first"
    if BUFFER.match(name):
        return "may put a buffer", "the lookup before the lock, or after the end of its block"
    if STATE.match(name):
        return "locks state", "SDRM_LOCKED() first: the order is state, then reservations"
    if USER.match(name):
        return "touches user memory", "the copy before the lock; ioctl arguments arrive copied"
    if SLEEP.match(name):
        return "waits for others", "the wait before the lock, or after the end of its block"
    return None


def judge():
    """Once per file: which calls are between a guard and the end of its block."""
    reasons = {}
    for file, line, column, name, function in calls:
        if why(name):
            reasons.setdefault(function, (name, why(name)))
    found = True
    while found:        # until no function is new that calls one of them
        found = [(function, reasons[name]) for _, _, _, name, function in calls
                 if name in reasons and function not in reasons]
        reasons.update(found)
    for file, line, column, lock in guards:
        blocks = Blocks(file)
        start, end = blocks.offset(line, column), blocks.end(line, column)
        statement = blocks.text.index(";", start)
        for where, at_line, at_column, name, _ in calls:
            if where != file or not statement < blocks.offset(at_line, at_column) < end:
                continue
            if why(name):
                wrong, write = why(name)
                say(where, at_line, f"{name}() {wrong} while {lock} is held", write)
            elif name in reasons:
                inner, (wrong, write) = reasons[name]
                say(where, at_line,
                    f"{name}() {wrong}, by {inner}(), while {lock} is held", write)
    guards.clear()
    calls.clear()

@guard@
symbol resv, resv_list;
expression r, e;
position p;
@@
(
 SDRM_OWN@p(resv, r, e)
|
 SDRM_OWN@p(resv_list, r, e)
)

@script:python depends on report@
p << guard.p;
r << guard.r;
@@
for place in p:
    guards.append((place.file, int(place.line), int(place.column), r))

@call@
identifier f;
position p;
@@
 f@p(...)

@script:python depends on report@
p << call.p;
f << call.f;
@@
for place in p:
    calls.append((place.file, int(place.line), int(place.column), f, place.current_element))

@script:python depends on report@
@@
judge()
