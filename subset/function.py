# SPDX-License-Identifier: GPL-2.0
"""What a driver's functions do: statements, expressions, owners and numbers."""
import re

from allowed import (BRANCHES, CONVERSIONS, EXPRESSIONS, LOOP_MAX, OPERATORS, STATEMENTS,
                     too_many)
from tree import bare, body, callee, kids, parse, parts, refers, walk
from values import COMPARE, FLIP, Values, assigns, null, path, written


class Function:
    """A function, or the initialiser of a table."""

    def __init__(self, unit, node):
        self.unit, self.driver, self.node, self.name = unit, unit.driver, node, node["name"]
        self.type = unit.type
        self.values, self.rounds, self.outs, self.judging = Values(unit), (1, 1), set(), set()
        self.owned, self.nulls, self.roots, self.steps = {}, {}, {}, set()
        self.switched = None    # the case that stands right in its switch
        self.ids = {x["id"] for x in walk(node) if x.get("kind") in ("VarDecl", "ParmVarDecl")}
        # What these are passed is empty, or another one, afterwards.
        self.moved = {refers(argument).get("id") for x in walk(node)
                      if x.get("kind") == "CallExpr"
                      and re.match(r"sdrm_\w+_(move|pass|swap)$", callee(x) or "")
                      for argument in kids(x)[1:]}

    def say(self, n, rule, what):
        self.unit.say(n if self.unit.source.writer(n)[2].get("line") else self.node, rule, what)

    def check(self):
        result = re.match(r"(.*?)\s*\((?!\*)", self.node["type"]["qualType"])
        t = parse(result[1] if result else "?", self.unit.typedefs)
        if self.node.get("variadic"):
            self.say(self.node, "variadic", f"{self.name}() takes any arguments")
        if t.kind != "void" and not self.unit.owner(t) and (why := self.unit.wrong(t)):
            self.say(self.node, "result-type", f"{self.name}() returns {t}: {why}")
        for p in (p for p in kids(self.node) if p["kind"] == "ParmVarDecl"):
            t = self.type(p)
            self.unit.check_attributes(p)
            self.roots[p["id"]] = {"parameter"} if t.kind == "pointer" else {"local"}
            if self.unit.owner(t):
                self.owned[p["id"]] = p
            elif why := self.unit.wrong(t):
                self.say(p, "parameter", f"{p.get('name')}: {why}")
        if body(self.node):
            self.find_aliases(body(self.node), {})
            self.check_owned()
            self.statement(body(self.node), {})

    def find_aliases(self, n, parent):
        """Numbers whose address is taken, but to pass it to a call: of them nothing is known."""
        if n.get("opcode") == "&" and path(n) and self.unit.writer(parent) == "driver":
            if parent.get("kind") != "CallExpr":
                self.values.aliased.add(path(n).split(".")[0])
            elif re.match("sdrm_", callee(parent) or "") or callee(parent) in self.driver.declared:
                self.outs.add(path(n))
            if parent.get("kind") == "CallExpr" and self.type(parent).kind == "pointer":
                self.values.aliased.add(path(n).split(".")[0])      # it may come back
        for c in kids(n):
            self.find_aliases(c, parent if n.get("kind") == "ImplicitCastExpr" else n)

    def check_owned(self):
        """Each owner that is a parameter goes on at once, and once."""
        for i, p in self.owned.items():
            order = list(walk(body(self.node)))
            names = [n for n, x in enumerate(order)
                     if x.get("kind") == "DeclRefExpr" and refers(x)["id"] == i]
            goes = [y for x in order if x.get("kind") in ("CallExpr", "InitListExpr")
                    for y in kids(x)
                    if y.get("castKind") == "LValueToRValue" and refers(y).get("id") == i]
            branches = any(self.unit.writer(x) == "driver" and x is not kids(body(self.node))[-1]
                           and (x.get("kind") in BRANCHES or x.get("opcode") in ("&&", "||"))
                           for x in order[:(names or [0])[0]])
            if len(names) != 1 or len(goes) != 1 or branches:
                self.say(p, "owned-parameter", p.get("name"))

    # --- statements -----------------------------------------------------------------------

    def statement(self, s, facts):
        """Updates what is known after it."""
        kind, c = s.get("kind"), kids(s)
        if not kind:
            return
        handler = getattr(self, "on_" + kind, None)
        if kind in STATEMENTS and handler:
            handler(s, c, facts)
        elif kind.endswith(("Expr", "Operator", "Literal")):
            self.expression(s, self.values.before(s, facts), {})
            self.check_used(s)
            self.values.forget(s, facts)
        else:
            if kind not in STATEMENTS and self.unit.writer(s, True) == "driver":
                self.say(s, "statement", f"{kind} is no statement of a driver's")
            for x in c:
                self.statement(x, facts)
                self.values.forget(x, facts)

    def check_used(self, s):
        if s["kind"] != "CallExpr" or self.unit.writer(s) != "driver":
            return
        name = callee(s)
        if self.unit.owner(self.type(s)):
            self.say(s, "owner-dropped", "")
        elif name in self.driver.declared and self.type(s).kind != "void":
            self.say(s, "result-dropped", f"{name}()")

    def on_CompoundStmt(self, s, c, facts):
        inner = dict(facts)
        for x in c:
            self.statement(x, inner)
        self.values.forget(s, facts)

    def on_DeclStmt(self, s, c, facts):
        for d in c:
            if d["kind"] == "VarDecl":
                self.local(d, s, facts)
            elif self.unit.writer(d, True) == "driver" and d["kind"] != "StaticAssertDecl":
                self.say(d, "declaration", f"{d['kind']} in a function")

    def on_IfStmt(self, s, c, facts):
        self.expression(c[0], self.values.before(c[0], facts), s)
        self.values.forget(c[0], facts)
        outcome = [{**facts, **self.values.learn(c[0], truth, facts)} for truth in (True, False)]
        for known in outcome:
            self.values.forget(c[0], known)
        for branch, known in zip(c[1:], outcome):
            self.statement(branch, known)
        for branch in c[1:]:
            if not leaves(branch):
                self.values.forget(branch, facts)
        if leaves(c[1]):
            facts.update(outcome[1])
        elif len(c) > 2 and leaves(c[2]):
            facts.update(outcome[0])

    def on_SwitchStmt(self, s, c, facts):
        self.expression(c[0], self.values.before(c[0], facts), s)
        self.values.forget(s, facts)
        inner = dict(facts)
        for x in kids(c[-1]) if c[-1]["kind"] == "CompoundStmt" else c[-1:]:
            if x["kind"] in ("CaseStmt", "DefaultStmt"):
                inner = dict(facts)     # it may come from the head
                self.switched = x
            self.statement(x, inner)

    def on_CaseStmt(self, s, c, facts):
        if s is not self.switched:
            self.say(s, "statement", "a case stands right in its switch")
        for x in c[-1:]:
            self.switched = x
            self.statement(x, facts)

    on_DefaultStmt = on_CaseStmt

    def on_ForStmt(self, s, c, facts):
        init, cond, step, block = c[0], c[2], c[3], c[4]
        mine, around = self.unit.writer(s, True) == "driver", self.rounds
        self.statement(init, facts)
        self.values.forget(s, facts)
        inner = dict(facts)
        within, rounds = {}, self.driver.listed     # of sdrm_for_each_...()
        if mine:
            rounds = self.table_loop(init, cond, step)
            if not rounds:
                within, rounds = self.counted(s, init, cond, step, block, inner)
        self.rounds = around[0] * rounds, around[1] * rounds
        if too_many(self.rounds) and not too_many(around):
            self.say(s, "loop", f"{too_many(self.rounds)} rounds, with the loops around it")
        self.driver.loops.setdefault(self.name, []).append((self.rounds, "", self.unit, s))
        if self.yields(block):
            self.rounds = 1, self.rounds[1]
        if cond:
            # The variable may be one beyond, before it is compared.
            self.expression(cond, {**self.values.before(cond, inner), **{
                k: v for k, v in inner.items() if k in within}}, s)
            inner.update(self.values.learn(cond, True, inner))
            self.values.forget(cond, inner)
        inner.update(within)
        if step:
            self.expression(step, self.values.before(step, inner), s)
        self.statement(block, inner)
        self.rounds = around

    def yields(self, block):
        """Does each round begin with what gives up the CPU?"""
        first = next(iter(kids(next(iter(kids(block)), {}))), {})
        return any(callee(x) in self.unit.library.yields for x in parts(first))

    def table_loop(self, init, cond, step):
        """The rounds of for (p = table; p < table + ARRAY_SIZE(table); p++), table a constant
        array."""
        try:
            start, p = kids(kids(init)[0])[0], kids(init)[0]["id"]
            table, end = bare(start), bare(kids(cond)[1])
            t = self.type(table)
            if t.kind == "array" and t.const and cond["opcode"] in ("<", "!=") \
                    and end["opcode"] == "+" and path(kids(cond)[0]) == p \
                    and path(kids(end)[0]) == path(table) \
                    and self.values.constant(kids(end)[1]) == t.length \
                    and step["opcode"] == "++" and path(kids(step)[0]) == p:
                self.steps |= {id(bare(init)), id(end), id(step)}
                return t.length
        except (IndexError, KeyError, TypeError):
            pass
        return 0

    def counted(self, s, init, cond, step, block, facts):
        """A loop counts a local integer, which only the loop writes, to a limit."""
        i, start = self.counter(init)
        writes = [w for part in (cond, step, block) if part for w, _ in written(part, self.type)
                  if path(w) == i]
        # The one is what within() asks for: the step, or what takes its place in the condition.
        if i and i not in self.values.aliased and len(writes) == 1:
            for one in (x for x in conjuncts(cond) if x.get("opcode") in COMPARE):
                left, right = kids(one)
                within = self.within(i, start, left, one["opcode"], right, step, facts) or \
                    self.within(i, start, right, FLIP[one["opcode"]], left, step, facts)
                if within and within[1] - within[0] <= LOOP_MAX:
                    begin = self.values.range(start, facts)
                    facts[i] = min(begin[0], within[0]), max(begin[1], within[1] + 1)
                    return {i: within}, max(within[1] - within[0] + 1, 1)
        self.say(s, "loop", f"at most {LOOP_MAX} rounds")
        return {}, 1

    def within(self, i, start, side, op, limit, step, facts):
        """The values of @i in a loop that goes on while @side @op @limit; None if it may go
        on for ever."""
        low, high = self.values.range(limit, facts)
        first, last = self.values.range(start, facts)
        compared, side = self.type(side).range, bare(side)
        least, most = self.values.whole(side)
        if compared[0] >= 0 > least:        # a negative one is compared as a large one
            least = 0
            if first < 0:
                return None
        if side.get("opcode") == "--" and not step and path(kids(side)[0]) == i and op == ">":
            return (low, last - 1) if low >= max(least, 0) and side.get("isPostfix") else None
        if not path(side) == i or not step or path(kids(step)[0]) != i:
            return None
        by = self.values.constant(kids(step)[1]) if "=" in step["opcode"] else 1
        going = by and by > 0 and step["opcode"][0] + op[0]
        if going == "+<" and (high := high - (op == "<")) + by <= most:
            return first, high
        if going == "->" and (low := low + (op == ">")) - by >= least:
            return low, last
        return None

    @staticmethod
    def counter(init):
        """The variable that a loop begins with, and where it starts."""
        if init.get("kind") == "DeclStmt" and len(kids(init)) == 1 and parts(kids(init)[0]):
            return kids(init)[0]["id"], parts(kids(init)[0])[0]
        if init.get("opcode") == "=" and bare(kids(init)[0]).get("kind") == "DeclRefExpr":
            return path(kids(init)[0]), kids(init)[1]
        return None, None

    def on_ReturnStmt(self, s, c, facts):
        for x in c:
            self.expression(x, self.values.before(x, facts), s)
            t = self.type(x)
            mine = self.unit.writer(s) == "driver"
            if t.kind == "pointer" and mine and "local" in self.origin(x):
                self.say(s, "pointer-returned", "it points to what ends with this function")
            if self.name in self.driver.callbacks and t.kind == "int" and not self.errno(x):
                self.say(s, "result", "of a handler")

    def errno(self, x):
        x = bare(x)
        if x.get("kind") == "ConditionalOperator":
            return all(self.errno(y) for y in kids(x)[1:])
        value = self.values.constant(x)
        if value is not None:
            return -4096 < value <= 0
        if self.type(x).name != "int" or refers(x).get("id") in self.judging:
            return self.unit.writer(x) == "sdrm" or refers(x).get("id") in self.judging
        if refers(x).get("kind") == "VarDecl":      # and so all that it is set to
            self.judging.add(refers(x)["id"])
            return all(self.errno(y) for y in self.assigned(refers(x)["id"]))
        return self.unit.writer(x) == "sdrm" or x.get("kind") == "CallExpr"

    def assigned(self, i):
        for x in walk(self.node):
            if x.get("kind") == "VarDecl" and x["id"] == i:
                yield from parts(x)
            elif assigns(x) and path(kids(x)[0]) == i:
                yield kids(x)[1] if len(kids(x)) > 1 else x

    def origin(self, x):
        """Where what a pointer points to comes from: parameter, static, local."""
        x = bare(x)
        kind, c = x.get("kind"), kids(x)
        if kind == "DeclRefExpr":
            i = refers(x)["id"]
            return self.roots.get(i, {"static"} if i in self.unit.globals else {"local"})
        if kind in ("StringLiteral", "CStyleCastExpr") or x.get("castKind") == "NullToPointer":
            return {"static"}
        if kind == "ConditionalOperator":
            return self.origin(c[1]) | self.origin(c[2])
        if kind == "CallExpr":
            return set().union(*(self.origin(a) for a in c[1:] if self.type(a).kind == "pointer"))
        if kind in ("MemberExpr", "ArraySubscriptExpr", "UnaryOperator"):
            return self.origin(c[0])
        return {"local"}

    def local(self, d, s, facts):
        who, t = self.unit.writer(d, True), self.type(d)
        init = next(iter(parts(d)), None)
        owns = who == "sdrm" and any(c["kind"] == "CleanupAttr" for c in kids(d))
        if who == "driver":
            self.unit.check_attributes(d)
            self.check_local(d, t, init)
        elif self.unit.sdrms(t) and not owns and t.kind != "pointer" and init and \
                self.unit.writer(bare(init)) == "driver":
            self.say(s, "sdrm-copied", "a copy of what sdrm owns")
        if not init:
            return
        self.expression(init, self.values.before(init, facts), {"kind": "SDRM_OWN"} if owns else d)
        self.values.forget(init, facts)
        if t.kind == "pointer":
            self.roots[d["id"]] = {"local"} if who == "sdrm" else self.origin(init)
            if self.maybe_null(init, facts):
                self.nulls[d["id"]] = d
        elif t.kind == "int" and d["id"] not in self.values.aliased:
            facts[d["id"]] = self.values.range(init, facts)
        if who == "driver" and self.unit.owner(t.element.pointee):
            for x in walk(init):
                if refers(x).get("id") in self.moved:
                    self.say(d, "moved-lent", f"{d['name']} is left behind when its owner moves")

    def check_local(self, d, t, init):
        if d.get("storageClass") in ("static", "extern") and not (t.element.const or t.const):
            self.say(d, "global", f"{d['name']} outlives the call and can change")
        element = t.element
        views = t.kind == "array" and element.kind == "pointer" and element.const
        why = self.unit.wrong_pointer(element) if views else self.unit.wrong(t)
        if t.name in self.unit.library.views and t.const and \
                re.match(r"sdrm_", (init and callee(bare(init))) or ""):
            return
        if not why and t.kind != "pointer" and not views and self.unit.sdrms(t):
            why = "it has something of sdrm's in it"
        if why:
            self.say(d, "local", f"{d['name']}: {why}")
        if t.element.name in self.unit.tables and d.get("storageClass") != "static":
            self.say(d, "local", f"{d['name']} has pointers in it, so it is static")
        if not init and (t.kind in ("record", "array") or d["id"] in self.outs):
            self.say(d, "uninitialised", f"{d['name']} starts with what the stack held")

    # --- expressions ------------------------------------------------------------------------

    def expression(self, n, facts, parent, who=None):
        """@who wrote it is inherited by conversions, which nobody writes."""
        kind, c = n.get("kind"), kids(n)
        if not kind:
            return
        implicit = kind == "ImplicitCastExpr" and who
        mine = (who if implicit else self.unit.writer(n)) or "driver"
        if mine == "driver" and kind not in EXPRESSIONS:
            self.say(n, "expression", f"{kind} is no expression of a driver's")
        if kind == "UnaryExprOrTypeTraitExpr":
            return
        if kind == "ArraySubscriptExpr" and callee(c[1]) != "__sdrm_below":
            self.check_index(n, c, facts)
        if mine != "sdrm":
            self.check_owner(n, kind, parent)
            self.arithmetic(n, kind, c, facts, mine)
        if mine == "driver":
            if n.get("opcode", "!") not in OPERATORS:
                self.say(n, "expression", f"the operator {n['opcode']}")
            self.check_write(n, c, facts)
            getattr(self, "at_" + kind, lambda *_: None)(n, c, self.type(n), facts, parent)
        elif kind == "IntegerLiteral" and parent.get("opcode") != "-" and \
                re.match(r"E[A-Z0-9]+$", self.unit.source.writer(n)[1]):
            self.say(n, "errno-sign", "")
        elif kind == "CallExpr" and callee(n) == "__sdrm_debug":
            if re.search(r"%[^%a-z]*p", c[1:] and str(bare(c[1]).get("value"))):
                self.say(n, "debug-text", "")
            for a in c[2:]:
                if self.type(bare(a)).kind != "int" and bare(a)["kind"] != "StringLiteral":
                    self.say(a, "debug-text", "")
        self.below(n, kind, c, facts, mine)

    def below(self, n, kind, c, facts, who):
        if kind == "StmtExpr":
            self.statement(c[0], dict(facts))
        elif kind == "ConditionalOperator" or n.get("opcode") in ("&&", "||"):
            self.expression(c[0], facts, n, who)
            for x, truth in zip(c[1:], (True, False) if kind == "ConditionalOperator"
                                else (n["opcode"] == "&&",)):
                known = {**facts, **self.values.learn(c[0], truth, facts)}
                self.values.forget(c[0], known)
                self.expression(x, known, n, who)
        else:
            for x in parts(n):
                self.expression(x, facts, n, who)

    def check_owner(self, n, kind, parent):
        t = self.type(n)
        if t.kind != "record":
            return
        if self.unit.owner(t) and n.get("valueCategory") == "lvalue" and not (
                kind == "DeclRefExpr" and refers(n)["id"] in self.owned):
            self.say(n, "owner-copied", "")
        if kind == "CompoundLiteralExpr" and self.unit.sdrms(t):
            self.say(n, "sdrm-made", f"a {t} made by hand; an error is SDRM_ERROR()")
        if n.get("castKind") == "LValueToRValue" and not self.unit.owner(t) and self.unit.sdrms(t):
            self.say(n, "sdrm-copied", f"{t} has something of sdrm's in it, which cannot be copied")
        moves = re.match(r"sdrm_\w+_move$", callee(n) or "")
        if self.unit.owner(t) and kind == "CallExpr" and (
                parent.get("kind") in ("MemberExpr", "VarDecl") or
                parent.get("kind") == "CallExpr" and not moves):
            self.say(n, "owner-dropped", "")

    def check_write(self, n, c, facts):
        if not assigns(n):
            return
        t, target = self.type(c[0]), bare(c[0])
        while target.get("kind") in ("MemberExpr", "ArraySubscriptExpr"):
            target = bare(kids(target)[0])
        if refers(target).get("kind") == "VarDecl" and refers(target)["id"] not in self.ids:
            self.say(n, "global", f"writes {refers(target)['name']}, which outlives the call")
        if self.unit.sdrms(t) and t.kind != "pointer":
            self.say(n, "sdrm-copied", f"assigns {t}, which has something of sdrm's in it")
        if self.unit.bits.get(bare(c[0]).get("referencedMemberDecl")) and n["opcode"] == "=":
            low, high = self.values.range(c[1], facts)
            least, most = self.values.whole(bare(c[0]))
            if low < least or high > most:
                self.say(n, "narrowed", "what a bit-field is set to may lose bits")
        if t.kind == "enum" and n["opcode"] != "=":
            self.say(n, "enum", "no arithmetic on an enum")
        if t.kind == "pointer" and id(n) not in self.steps:
            self.say(n, "pointer-assigned", "")

    def arithmetic(self, n, kind, c, facts, who):
        op = n.get("opcode", "")
        if kind not in ("BinaryOperator", "CompoundAssignOperator") or self.type(n).kind != "int":
            return
        op = op.rstrip("=") if op not in COMPARE else op
        first, last = self.values.range(c[1], facts)
        if op in ("/", "%") and first <= 0 <= last:
            self.say(n, "divide", "the divisor may be 0")
        elif op in ("/", "%") and first <= -1 <= last and self.type(n).range[0] < 0:
            self.say(n, "divide", "the divisor may be -1, and the smallest number overflows")
        low, high = self.type(n).range
        width = (high - low + 1).bit_length() - 1
        if op in ("<<", ">>") and not 0 <= first <= last < width:
            self.say(n, "shift", f"by less than {width}: a constant, or compared before")
        elif op == "*" and self.wraps({**n, "opcode": op, "kind": "BinaryOperator"}, facts):
            self.say(n, "overflow", f"may wrap in {n['type']['qualType']}")
        if op in ("<", ">", "<=", ">=") and who == "driver":
            for x in (bare(y) for y in c):
                if x.get("opcode") in ("+", "*") and x["kind"] == "BinaryOperator" and \
                        self.type(x).kind == "int" and self.wraps(x, facts):
                    self.say(n, "overflow", "may wrap before it is compared")

    def wraps(self, n, facts):
        low, high = self.type(n).range
        exact = self.values.exact(n, facts)
        return exact is None or exact[0] < low or exact[1] > high

    def maybe_null(self, n, facts):
        if n.get("castKind") == "NullToPointer":
            return True
        n = bare(n)
        if n.get("kind") == "ConditionalOperator":
            return any(self.maybe_null(x, {**facts, **self.values.learn(kids(n)[0], truth, facts)})
                       for x, truth in zip(kids(n)[1:], (True, False)))
        if n.get("kind") == "BinaryConditionalOperator":
            return self.maybe_null(kids(n)[-1], facts)
        if n.get("kind") == "CallExpr":
            return callee(n) in self.driver.nullable
        return refers(n).get("id") in self.nulls and ("there", path(n)) not in facts

    def not_null(self, n, facts):
        if self.maybe_null(n, facts):
            self.say(n, "null", "may be NULL")

    def at_DeclRefExpr(self, n, c, t, facts, parent):
        d, driver = refers(n), self.driver
        name, kind = d["name"], d["kind"]
        if kind == "FunctionDecl":
            known = name in driver.declared or re.match(r"sdrm_", name) or name in driver.pure
        elif kind == "EnumConstantDecl":
            known = name in {"true", "false", *self.unit.library.enums, *self.unit.enums}
        else:
            known = d["id"] in self.unit.globals or d["id"] in self.ids or name.startswith("sdrm_")
        if not known:
            self.say(n, "boundary", f"{name} is neither the driver's nor sdrm's")

    def at_MemberExpr(self, n, c, t, facts, parent):
        base = self.type(c[0]).pointee
        if n["name"].startswith("__sdrm_") or base.kind == "record" and \
                base.name not in self.unit.fields and not base.of_sdrm:
            self.say(n, "boundary", f"{n['name']} is no member of the driver's data")
        if n.get("isArrow"):
            self.not_null(c[0], facts)

    def check_index(self, n, c, facts):
        base = self.type(bare(c[0]))
        if base.kind != "array":
            if self.unit.writer(n) != "sdrm":
                self.say(n, "pointer-arithmetic", "an index into a pointer")
        elif not self.unit.owner(base.to):
            low, high = self.values.range(c[1], facts)
            if low < 0 or high >= base.length:
                self.say(n, "index", f"of {base.length} elements")

    def at_InitListExpr(self, n, c, t, facts, parent):
        """A table has no gaps: what it points to is followed."""
        table = t.element.name in self.unit.tables
        gap = any(x.get("kind") == "ImplicitValueInitExpr" or null(x) for x in kids(n)
                  if self.type(x).kind in ("pointer", "function") or t.kind == "array")
        if table and gap:
            self.say(n, "null", "a gap in a table")
        part = n.get("field", {}).get("id") in self.unit.partial and c
        if part and self.node["kind"] != "VarDecl":
            self.say(n, "uninitialised", f"{n['field']['name']} is not all of its union")

    def at_CompoundLiteralExpr(self, n, c, t, facts, parent):
        if t.element.name in self.unit.tables:
            self.say(n, "pointer-kept", f"a {t} on the stack")

    def at_UnaryOperator(self, n, c, t, facts, parent):
        if n["opcode"] == "&" and t.to and t.to.name == "char":
            self.say(n, "text", "")
        if n["opcode"] == "*":
            self.not_null(c[0], facts)

    def at_BinaryOperator(self, n, c, t, facts, parent):
        if n["opcode"] in ("+", "-") and any(self.type(x).kind == "pointer" for x in c) and \
                id(n) not in self.steps:
            self.say(n, "pointer-arithmetic", "")

    def at_CallExpr(self, n, c, t, facts, parent):
        mine = callee(n) in self.driver.declared
        self.driver.loops.setdefault(self.name, []).append(
            (self.rounds, callee(n) or "*", self.unit, n))
        if re.match(r"sdrm_\w+_pass$", callee(n) or "") and \
                parent.get("kind") not in ("ReturnStmt", "ConditionalOperator"):
            self.say(n, "passed", "")
        for a in c[1:]:
            optional = null(a) and callee(n) in self.unit.library.optional
            if self.type(a).kind == "pointer" and (mine or not optional):
                self.not_null(a, facts)

    def at_CStyleCastExpr(self, n, c, t, facts, parent):
        source = self.type(c[0])
        switch = parent.get("kind") == "SwitchStmt" and t.kind == "enum"
        number = source.kind in ("int", "enum") and (t.kind == "int" or switch)
        if not number and not (n["castKind"] == "ToVoid" and refers(c[0])):
            self.say(n, "cast", f"{source} to {n['type']['qualType']}")

    def at_ImplicitCastExpr(self, n, c, t, facts, parent):
        kind, source = n["castKind"], self.type(c[0])
        same = kind == "BitCast" and t.kind == source.kind == "pointer" and t.to.name and \
            t.to.name == source.to.name
        if kind not in CONVERSIONS and not same:
            self.say(n, "conversion", f"from {source} to {n['type']['qualType']}")
        if kind == "ArrayToPointerDecay" and t.to and t.to.name == "char" and \
                bare(c[0])["kind"] != "StringLiteral" and \
                parent.get("kind") != "ArraySubscriptExpr":
            self.say(n, "text", "")
        if kind == "FunctionToPointerDecay" and parent.get("kind") != "CallExpr":
            self.address(n, refers(c[0]).get("name"), parent)
        if kind == "IntegralCast" and t.kind == "enum" and not self.enumerator(c[0], t.name):
            self.say(n, "enum", f"not of {t}")
        if kind == "IntegralCast" and t.kind == source.kind == "int":
            low, high = self.values.range(c[0], facts)
            least, most = t.range
            if t.name == "char":
                most = 255
            constant = bare(c[0]).get("opcode") == "~" and low == high or \
                refers(c[0]).get("kind") == "EnumConstantDecl"
            if not (least <= low and high <= most or constant):
                self.say(n, "narrowed", f"{c[0]['type']['qualType']} to {n['type']['qualType']}"
                         " may lose bits or the sign")

    def address(self, n, name, parent):
        """A function's address stands in a constant table, where no rule is forgotten."""
        if parent.get("kind") not in ("InitListExpr", "VarDecl") or \
                self.node["kind"] != "VarDecl" or not name or \
                name.startswith("sdrm_") and "drm_gem_object" not in n["type"]["qualType"]:
            self.say(n, "function-pointer", f"{name}()")
        elif self.type(self.node).name not in self.unit.described:
            declared = self.driver.declared.get(name, (None, {}))[1]
            if any("Capability" in a["kind"] or "Locks" in a["kind"] for a in kids(declared)):
                self.say(n, "function-pointer", f"{name}() has conditions")

    def enumerator(self, n, name):
        n = bare(n)
        if n.get("kind") == "ConditionalOperator":
            return all(self.enumerator(x, name) for x in kids(n)[1:])
        if refers(n).get("kind") == "EnumConstantDecl":
            of = self.unit.library.enums.get(refers(n)["name"])
            return not of or "enum " + of == name
        return self.type(n).kind == "enum" and self.type(n).name == name


def conjuncts(n):
    n = bare(n)
    return [x for c in kids(n) for x in conjuncts(c)] if n.get("opcode") == "&&" else [n]


def leaves(s):
    """Does control never get behind it?"""
    if s.get("kind") == "CompoundStmt":
        return bool(kids(s)) and leaves(kids(s)[-1])
    return s.get("kind") in ("ReturnStmt", "BreakStmt", "ContinueStmt")
