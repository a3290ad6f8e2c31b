# SPDX-License-Identifier: GPL-2.0
"""The rules of docs/driver-subset.md, on the typed trees of a driver's sources. What is on
no list here is refused."""
import re

from tree import TYPEDEFS, Type, bare, body, callee, kids, parse, parts, refers, walk
from values import COMPARE, FLIP, Values, path, written

DECLARATIONS = {"RecordDecl", "EnumDecl", "TypedefDecl", "FunctionDecl", "VarDecl", "EmptyDecl",
                "StaticAssertDecl"}
STATEMENTS = {"CompoundStmt", "DeclStmt", "IfStmt", "ForStmt", "SwitchStmt", "CaseStmt",
              "DefaultStmt", "BreakStmt", "ContinueStmt", "ReturnStmt", "NullStmt",
              "AttributedStmt"}
EXPRESSIONS = {"ParenExpr", "IntegerLiteral", "CharacterLiteral", "StringLiteral", "DeclRefExpr",
               "MemberExpr", "ArraySubscriptExpr", "UnaryOperator", "BinaryOperator",
               "CompoundAssignOperator", "ConditionalOperator", "CallExpr", "ImplicitCastExpr",
               "CStyleCastExpr", "InitListExpr", "ImplicitValueInitExpr", "CompoundLiteralExpr",
               "UnaryExprOrTypeTraitExpr", "ConstantExpr", "PredefinedExpr",
               "BinaryConditionalOperator", "OpaqueValueExpr"}
OPERATORS = {"!", "-", "~", "*", "&", "++", "--", "+", "=", "+=", "-=", "*=", "/=", "%=", "<<=",
             ">>=", "&=", "|=", "^=", "&&", "||", "<", ">", "<=", ">=", "==", "!=", "/", "%", "<<",
             ">>", "|", "^"}
CONVERSIONS = {"LValueToRValue", "IntegralCast", "IntegralToBoolean", "PointerToBoolean", "NoOp",
               "ArrayToPointerDecay", "FunctionToPointerDecay", "BuiltinFnToFnPtr",
               "NullToPointer", "ToVoid"}
ATTRIBUTES = {"inline", "__must_check", "__maybe_unused", "__always_unused", "__used", "noinline", "fallthrough"}
BRANCHES = {"ConditionalOperator", "BinaryConditionalOperator", "IfStmt", "SwitchStmt", "ForStmt",
            "ReturnStmt"}
LOOP_MAX, TRIPS_MAX = 65536, 1 << 20
PADDED = re.compile(r"padding (?:struct|size of) '([^']+)'")


class Driver:
    """All units of a driver, and what is found in them."""

    def __init__(self, library, source, pure):
        self.library, self.source, self.pure = library, source, pure
        self.found, self.units, self.calls = {}, [], {}
        self.defined, self.declared, self.nullable = set(), {}, set()
        self.callbacks, self.in_tables = set(), set()

    def say(self, at, rule, what):
        self.found.setdefault((at.get("file") or "?", at.get("line") or 0, rule), what)

    def check(self):
        for unit in self.units:
            unit.gather()
        for unit in self.units:
            unit.gather_tables()
        self.calls["*"] = self.in_tables        # a call through a pointer
        while more := {f for f, to in self.calls.items() if to & self.nullable} - self.nullable:
            self.nullable |= more
        for unit in self.units:
            unit.check()
        for name, (unit, node) in self.declared.items():
            if name not in self.defined:
                unit.say(node, "extern", f"no source of this driver defines {name}")
            elif node["kind"] == "FunctionDecl" and self.reaches(name, name, set()):
                unit.say(node, "recursion", f"{name}() calls itself: the stack is small")

    def reaches(self, start, target, seen):
        for to in self.calls.get(start, ()):
            if to == target or to not in seen and not seen.add(to) and \
                    self.reaches(to, target, seen):
                return True
        return False


class Unit:
    """A source file."""

    def __init__(self, driver, tree, padded):
        self.driver, self.tree, self.padded = driver, tree, padded
        self.source, self.library = driver.source, driver.library
        self.typedefs, self.enums = dict(TYPEDEFS), {}
        self.fields, self.tables, self.arguments, self.globals = {}, set(), set(), {}
        self.enum_ranges, self.bits, self.described = {}, {}, set()

    def say(self, node, rule, what):
        self.driver.say(self.source.writer(node)[2], rule, what)

    def writer(self, node, begin=False):
        return self.source.writer(node, begin)[0]

    def type(self, node):
        t = node.get("type", {})
        return parse(t.get("desugaredQualType") or t.get("qualType", "?"), self.typedefs)

    def uapi(self, node):
        return "/uapi/" in (self.source.writer(node)[2].get("file") or "")

    # --- types ------------------------------------------------------------------------

    def members(self, record):
        """All fields, those of structs without a name too."""
        for f in kids(record):
            if f["kind"] == "RecordDecl":
                yield from self.members(f)
            elif f["kind"] == "FieldDecl" and "(unnamed" not in f["type"]["qualType"]:
                yield f

    def has(self, t, test):
        """Is one of the parts of a value of this type such a one?"""
        return test(t) or t.kind == "array" and self.has(t.to, test) or \
            any(self.has(self.type(f), test) for f in self.fields.get(t.name, ()))

    def sdrms(self, t):
        return self.has(t, lambda x: x.kind == "record" and x.name.startswith("struct sdrm_"))

    def owner(self, t):
        return t.kind == "record" and t.name in self.library.owners

    def wrong_value(self, t):
        """Why a value of this type cannot be kept, or None."""
        if t.kind == "array":
            return self.wrong_value(t.to) if t.length else "an array without a constant size"
        if t.kind in ("int", "enum"):
            return None
        if t.kind == "record" and t.name in self.fields:
            if t.name in self.tables and not t.const:
                return f"{t.name} has pointers in it, so it is for const tables alone"
            return None
        if t.kind in ("pointer", "function"):
            return "a pointer that is kept"
        return f"{t} is sdrm's" if t.name.startswith("struct sdrm_") else \
            f"{t} is neither an integer nor the driver's"

    def wrong_pointer(self, t):
        to = t.to
        if to.kind == "record":
            if to.name not in self.fields and not to.name.startswith("struct sdrm_"):
                return f"{to} is not the driver's"
            if self.owner(to) and not to.const:
                return f"an owner is lent as const {to} *"
            if to.name in self.tables and not to.const:
                return f"{to} has pointers in it, so it is const"
            return None
        if to.kind == "int":
            return "text is const" if to.name == "char" and not to.const else None
        return None if to.kind == "enum" else f"a pointer to {to.kind}"

    def wrong(self, t):
        """Of parameters and locals."""
        return self.wrong_pointer(t) if t.kind == "pointer" else self.wrong_value(t)

    # --- declarations -------------------------------------------------------------------

    def gather(self):
        for n in kids(self.tree):
            if n["kind"] == "TypedefDecl":
                self.typedefs[n["name"]] = n["type"].get("desugaredQualType") or n["type"]["qualType"]
            elif n["kind"] == "EnumDecl":
                self.gather_enum(n)
        for n in kids(self.tree):
            getattr(self, "gather_" + n["kind"], lambda n: None)(n)
        for name, fields in self.fields.items():
            if any(self.has(self.type(f), lambda x: x.kind in ("pointer", "function"))
                   for f in fields):
                self.tables.add(name)

    def gather_enum(self, n):
        value = -1
        for c in (c for c in kids(n) if c["kind"] == "EnumConstantDecl"):
            given = next((int(x["value"]) for x in walk(c) if x.get("kind") == "ConstantExpr"
                          and "value" in x), None)
            value = given if given is not None or parts(c) or value is None else value + 1
            self.enums[c["name"]] = value
        values = [self.enums[c["name"]] for c in kids(n) if c["kind"] == "EnumConstantDecl"]
        if n.get("name") and values and None not in values:
            self.enum_ranges["enum " + n["name"]] = min(values), max(values)

    def gather_RecordDecl(self, n):
        for f in (f for f in walk(n) if f.get("isBitfield")):
            width = next((x for x in walk(f) if x.get("kind") == "ConstantExpr"), {})
            self.bits[f["id"]] = int(width.get("value", 0))
        if self.writer(n, True) == "sdrm" and re.search(r"_driver$", n.get("name", "")):
            self.described.add(f"struct {n['name']}")
        if n.get("completeDefinition") and n.get("name") and (
                self.writer(n, True) == "driver" or self.uapi(n)):
            self.fields[f"{n['tagUsed']} {n['name']}"] = list(self.members(n))

    def gather_VarDecl(self, n):
        self.globals[n["id"]] = n
        if self.writer(n, True) == "driver":
            self.declare(n, any("Attr" not in c["kind"] for c in kids(n)) or
                         n.get("storageClass") != "extern")

    def declare(self, n, defined):
        self.driver.declared.setdefault(n["name"], (self, n))
        if defined:
            self.driver.defined.add(n["name"])

    def gather_FunctionDecl(self, n):
        mine, block = self.writer(n, True) == "driver", body(n)
        if mine:
            self.declare(n, block)
        if not block:
            return
        for x in walk(block):
            if x.get("kind") == "CallExpr" and mine:
                self.driver.calls.setdefault(n["name"], set()).add(callee(x) or "*")
            elif x.get("castKind") == "NullToPointer" and mine:
                self.driver.nullable.add(n["name"])
            elif x.get("castKind") == "FunctionToPointerDecay" and not mine and \
                    self.writer(bare(kids(x)[0])) == "driver":
                self.driver.callbacks.add(refers(x).get("name"))    # a handler
            elif x.get("kind") == "VarDecl" and x["name"] == "__sdrm_typed" and not mine:
                argument = x["type"]["qualType"].rsplit(",", 1)[-1]
                self.arguments.add(argument.strip(" *)"))

    def gather_tables(self):
        todo = list(self.arguments)
        while todo:
            for f in self.fields.get(todo.pop(), ()):
                name = self.type(f).element.name
                if name.startswith(("struct ", "union ")) and name not in self.arguments:
                    self.arguments.add(name)
                    todo.append(name)
        for n in kids(self.tree):
            if n["kind"] == "VarDecl" and self.writer(n, True) == "driver":
                for x in walk(n):
                    if x.get("castKind") == "FunctionToPointerDecay" and refers(x):
                        described = self.type(n).name in self.described
                        (self.driver.callbacks if described else
                         self.driver.in_tables).add(refers(x)["name"])

    def check(self):
        for n in kids(self.tree):
            if self.writer(n, True) != "driver":
                if n["kind"] == "FunctionDecl" and body(n):
                    Function(self, n).statement(body(n), {})
                continue
            if n["kind"] not in DECLARATIONS:
                self.say(n, "declaration", f"{n['kind']} is no declaration of a driver's")
                continue
            if re.match(r"_*sdrm_", n.get("name") or "", re.I):
                self.say(n, "name", f"{n['name']}: names in sdrm_ are the library's")
            self.check_attributes(n)
            getattr(self, "check_" + n["kind"], lambda n: None)(n)

    def check_attributes(self, n):
        for a in kids(n):
            if a["kind"].endswith("Attr") and not a.get("implicit") and not a.get("inherited"):
                if re.search("Capability|Locks", a["kind"]) and n.get("previousDecl"):
                    self.say(n, "attribute", "conditions stand on the first declaration, where callers see them")
                who, macro, _ = self.source.writer(a)
                if who == "driver" or who == "kernel" and macro not in ATTRIBUTES:
                    self.say(n, "attribute", f"{macro or a['kind']} is no attribute for a driver")

    def check_RecordDecl(self, n, outer=None):
        if not n.get("completeDefinition"):
            return
        name = outer or f"{n['tagUsed']} {n.get('name', '')}"
        if (name in self.arguments or self.uapi(n)) and name in self.padded:
            self.say(n, "padding", f"{name} has a hole, which goes out to user space: add a pad member")
        for f in kids(n):
            if f["kind"] == "RecordDecl" and self.writer(f) == "driver":
                self.check_RecordDecl(f, name)
            if f["kind"] != "FieldDecl" or self.writer(f) != "driver" or \
                    "(unnamed" in f["type"]["qualType"]:
                continue
            t = self.type(f)
            if (name in self.arguments or self.uapi(n)) and (t.element.name == "_Bool" or t.element.kind == "enum"):
                self.say(f, "member", f"{f.get('name')}: user space sets any byte; an integer, from which a bool or enum is made")
            if n["tagUsed"] == "union" and self.has(t, lambda x: x.kind not in ("int", "enum", "array", "record")
                                                    or x.name.startswith("struct sdrm_")):
                self.say(f, "union", "a union holds integers alone")
            elif t.kind == "pointer":
                why = self.wrong_pointer(t) or not t.to.const and "it points to what can change"
                if why:
                    self.say(f, "pointer-kept", f"{f.get('name')}: {why}; a kept pointer is to constant data")
            elif t.kind != "function" and not t.element.name.startswith("struct sdrm_"):
                if why := self.wrong_value(t):
                    self.say(f, "member", f"{f.get('name')}: {why}")
            elif self.owner(t.element):
                self.say(f, "member", f"{f.get('name')}: an owner is a variable; to keep it, struct sdrm_kept_...")

    def check_VarDecl(self, n):
        t = self.type(n)
        if not (t.element.const or t.const):
            self.say(n, "global", f"{n['name']} outlives the call and can change; make it const, or guard it in the data of a file or device")
        elif t.element.kind == "record" and t.element.name not in self.fields and \
                not re.match(r"struct (?!sdrm_)\w+_(ioctl|driver)$", t.element.name):
            self.say(n, "global", f"{t.element} lies in the data of a file or device, or is the kernel's")
        function = Function(self, n)
        for init in parts(n):
            function.expression(init, {}, n)

    def check_FunctionDecl(self, n):
        Function(self, n).check()


class Function:
    """A function, or the initialiser of a table."""

    def __init__(self, unit, node):
        self.unit, self.driver, self.node, self.name = unit, unit.driver, node, node["name"]
        self.values, self.trips, self.outs = Values(unit), 1, set()
        self.owned, self.nulls, self.roots, self.steps = {}, {}, {}, set()
        self.ids = {x["id"] for x in walk(node) if x.get("kind") in ("VarDecl", "ParmVarDecl")}
        self.moved = {refers(kids(x)[1]).get("id") for x in walk(node) if x.get("kind") == "CallExpr"
                      and re.match(r"sdrm_\w+_(move|pass|swap)$", callee(x) or "") and kids(x)[1:]}
        self.moved |= {refers(c).get("id") for x in walk(node) if x.get("kind") == "CallExpr" and
                       re.match(r"sdrm_\w+_swap$", callee(x) or "") for c in kids(x)[1:]}

    def say(self, n, rule, what):
        self.unit.say(n if self.unit.source.writer(n)[2].get("line") else self.node, rule, what)

    def type(self, n):
        return self.unit.type(n)

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
            elif callee(parent) in self.driver.declared:
                self.outs.add(path(n))
        for c in kids(n):
            self.find_aliases(c, parent if n.get("kind") == "ImplicitCastExpr" else n)

    def check_owned(self):
        """Each owner that is a parameter goes on at once, and once."""
        for i, p in self.owned.items():
            names = [x for x in walk(self.node) if refers(x).get("id") == i and x["kind"] == "DeclRefExpr"]
            goes = [s for s in kids(body(self.node)) for x in walk(s) for y in kids(x)
                    if y.get("castKind") == "LValueToRValue" and refers(y).get("id") == i
                    and x.get("kind") in ("CallExpr", "InitListExpr")]
            before = kids(body(self.node))[:kids(body(self.node)).index(goes[0])] if goes else ()
            branches = [x for s in (*before, *goes[:1]) for x in walk(s) if x is not goes[0] and self.unit.writer(x) == "driver"
                        and (x.get("kind") in BRANCHES or x.get("opcode") in ("&&", "||"))]
            if len(names) != 1 or len(goes) != 1 or branches:
                self.say(p, "owned-parameter",
                         f"{p.get('name')} goes to SDRM_OWN() or on, once and before any branch")

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
            self.say(s, "owner-dropped", "an owner goes to SDRM_OWN(), a return or a call that consumes it")
        elif name in self.driver.declared and self.type(s).kind != "void":
            self.say(s, "result-dropped", f"{name}() says whether it worked")

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
            facts.update({k: v for k, v in outcome[1].items()})
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
        mine, trips = self.unit.writer(s, True) == "driver", self.trips
        self.statement(init, facts)
        self.values.forget(s, facts)
        inner = dict(facts)
        if mine and not self.table_loop(init, cond, step):
            self.counted(s, init, cond, step, block, inner)
        for x in (cond, step):
            if x:
                self.expression(x, self.values.before(x, inner), s)
        inner.update(self.values.learn(cond, True, inner) if cond else {})
        self.values.forget(cond, inner)
        self.statement(block, inner)
        self.trips = trips

    def table_loop(self, init, cond, step):
        """for (p = table; p < table + ARRAY_SIZE(table); p++), table a constant array."""
        try:
            start, p = kids(kids(init)[0])[0], kids(init)[0]["id"]
            table, end = bare(start), bare(kids(cond)[1])
            t = self.type(table)
            if t.kind == "array" and t.const and cond["opcode"] in ("<", "!=") and end["opcode"] == "+" \
                    and path(kids(cond)[0]) == p and path(kids(end)[0]) == path(table) \
                    and self.values.constant(kids(end)[1]) == t.length \
                    and step["opcode"] == "++" and path(kids(step)[0]) == p:
                self.steps |= {id(bare(init)), id(end), id(step)}
                return p
        except (IndexError, KeyError, TypeError):
            pass
        return None

    def counted(self, s, init, cond, step, block, facts):
        """A loop counts a local integer, which only the loop writes, to a limit."""
        i, start = self.counter(init)
        by = self.values.constant(kids(step)[1]) if step.get("kind") == "CompoundAssignOperator" else 1
        fine = i and i not in self.values.aliased and by and by > 0 and not any(
            path(w) == i for w, _ in written(block, self.type))
        for one in conjuncts(cond) if fine else ():
            for side, other, op in ((*kids(one), one.get("opcode")), (*kids(one)[::-1], FLIP.get(one.get("opcode")))) \
                    if one.get("opcode") in COMPARE else ():
                side, (low, high) = bare(side), self.values.range(other, facts)
                if side.get("opcode") == "+" and (plus := self.values.constant(kids(side)[1])) is not None:
                    side, low, high = bare(kids(side)[0]), low - plus, high - plus
                (first, last), (least, most) = self.values.range(start, facts), self.type(kids(init)[0] if init["kind"] == "DeclStmt" else start).range
                up = step.get("opcode") in ("++", "+=") and path(kids(step)[0]) == path(side) == i
                down = step.get("opcode") in ("--", "-=") and path(kids(step)[0]) == path(side) == i
                within = None
                if up and op in ("<", "<="):
                    high -= op == "<"
                    within = (first, high) if high + by <= most else None
                elif down and op in (">", ">="):
                    low += op == ">"
                    within = (low, last) if low - by >= least else None
                elif side.get("opcode") == "--" and not step and path(kids(side)[0]) == i and op == ">":
                    within = (low, last - 1) if low >= max(least, 0) else None
                if within and within[1] - within[0] <= LOOP_MAX:
                    facts[i] = within
                    self.trips *= max(within[1] - within[0] + 1, 1)
                    if self.trips > TRIPS_MAX:
                        self.say(s, "loop", f"more than {TRIPS_MAX} rounds with those of the loops around it")
                    return
        self.say(s, "loop", f"counts a local integer, which nothing else writes, to a limit of at most {LOOP_MAX} that it can hold: a constant, or min(n, MAX)")

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
            if t.kind == "pointer" and self.unit.writer(s) == "driver" and "local" in self.origin(x):
                self.say(s, "pointer-returned", "it points to what ends with this function")
            if self.name in self.driver.callbacks and t.kind == "int" and not self.errno(x):
                self.say(s, "result", "0, a constant errno, or the result of a call; data goes out in the argument")

    def errno(self, x):
        x = bare(x)
        if x.get("kind") == "ConditionalOperator":
            return all(self.errno(y) for y in kids(x)[1:])
        value = self.values.constant(x)
        if value is not None:
            return -4096 < value <= 0
        return self.unit.writer(x) == "sdrm" or x.get("kind") == "CallExpr" and self.type(x).name == "int" \
            or refers(x).get("kind") == "VarDecl" and self.type(x).name == "int"

    def origin(self, x):
        """Where what a pointer points to comes from: parameter, static, local."""
        x = bare(x)
        kind, c = x.get("kind"), kids(x)
        if kind == "DeclRefExpr":
            i = refers(x)["id"]
            return self.roots.get(i, {"static"} if i in self.unit.globals else {"local"})
        if kind == "StringLiteral" or x.get("castKind") == "NullToPointer" or kind == "CStyleCastExpr":
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
                    self.say(d, "moved-lent", f"{d['name']} would be left behind when its owner moves")

    def check_local(self, d, t, init):
        if d.get("storageClass") in ("static", "extern") and not (t.element.const or t.const):
            self.say(d, "global", f"{d['name']} outlives the call and can change")
        element = t.element
        views = t.kind == "array" and element.kind == "pointer" and element.const
        why = self.unit.wrong_pointer(element) if views else self.unit.wrong(t)
        if not why and t.kind != "pointer" and not views and self.unit.sdrms(t):
            why = "it has something of sdrm's in it"
        if why:
            self.say(d, "local", f"{d['name']}: {why}")
        if not init and (t.kind in ("record", "array") or d["id"] in self.outs):
            self.say(d, "uninitialised", f"{d['name']} starts with what the stack held; write = {{}}")

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
        if kind == "ArraySubscriptExpr" and self.unit.writer(c[1]) != "sdrm":
            self.check_index(n, c, facts)
        if mine != "sdrm":
            self.check_owner(n, kind, parent)
            self.arithmetic(n, kind, c, facts, mine)
        if mine == "driver":
            if n.get("opcode", "!") not in OPERATORS:
                self.say(n, "expression", f"the operator {n['opcode']}")
            self.check_write(n, kind, c)
            getattr(self, "at_" + kind, lambda *_: None)(n, c, self.type(n), facts, parent)
        elif kind == "IntegerLiteral" and parent.get("opcode") != "-" and \
                re.match(r"E[A-Z0-9]+$", self.unit.source.writer(n)[1]):
            self.say(n, "errno-sign", "an errno is returned as a negative number")
        elif kind == "CallExpr" and callee(n) == "__sdrm_debug":
            for a in c[2:]:
                if self.type(bare(a)).kind != "int" and bare(a)["kind"] != "StringLiteral":
                    self.say(a, "debug-text", "sdrm_debug() prints integers and literals")
        self.below(n, kind, c, facts, mine)

    def below(self, n, kind, c, facts, who):
        if kind == "StmtExpr":
            self.statement(c[0], dict(facts))
        elif kind == "ConditionalOperator" or n.get("opcode") in ("&&", "||"):
            self.expression(c[0], facts, n, who)
            for x, truth in zip(c[1:], (True, False) if kind == "ConditionalOperator"
                                else (n["opcode"] == "&&",)):
                self.expression(x, {**facts, **self.values.learn(c[0], truth, facts)}, n, who)
        else:
            for x in parts(n):
                self.expression(x, facts, n, who)

    def check_owner(self, n, kind, parent):
        t = self.type(n)
        if t.kind != "record":
            return
        if self.unit.owner(t) and n.get("valueCategory") == "lvalue" and not (
                kind == "DeclRefExpr" and refers(n)["id"] in self.owned):
            self.say(n, "owner-copied", "an owner exists once: lend it by its name, give it away by its _move()")
        if kind == "CompoundLiteralExpr" and self.unit.sdrms(t):
            self.say(n, "sdrm-made", f"a {t} made by hand; an error is SDRM_ERROR()")
        if n.get("castKind") == "LValueToRValue" and not self.unit.owner(t) and self.unit.sdrms(t):
            self.say(n, "sdrm-copied", f"{t} has something of sdrm's in it, which cannot be copied")
        moves = re.match(r"sdrm_\w+_move$", callee(n) or "") if kind == "CallExpr" else True
        if self.unit.owner(t) and kind == "CallExpr" and (
                parent.get("kind") in ("MemberExpr", "VarDecl") or
                parent.get("kind") == "CallExpr" and not moves):
            self.say(n, "owner-dropped", "an owner goes to SDRM_OWN(), a return or a call that consumes it")

    def check_write(self, n, kind, c):
        if not (kind == "CompoundAssignOperator" or n.get("opcode") in ("=", "++", "--")):
            return
        t, target = self.type(c[0]), bare(c[0])
        while target.get("kind") in ("MemberExpr", "ArraySubscriptExpr"):
            target = bare(kids(target)[0])
        if refers(target).get("kind") == "VarDecl" and refers(target)["id"] not in self.ids:
            self.say(n, "global", f"writes {refers(target)['name']}, which outlives the call")
        if self.unit.sdrms(t) and t.kind != "pointer":
            self.say(n, "sdrm-copied", f"assigns {t}, which has something of sdrm's in it")
        if t.kind == "enum" and n["opcode"] != "=":
            self.say(n, "enum", "no arithmetic on an enum: choose among its constants")
        if t.kind == "pointer" and id(n) not in self.steps:
            self.say(n, "pointer-assigned", "a pointer is set once, where it is declared")

    def arithmetic(self, n, kind, c, facts, who):
        op = n.get("opcode", "")
        if kind not in ("BinaryOperator", "CompoundAssignOperator") or self.type(n).kind != "int":
            return
        op = op.rstrip("=") if op not in COMPARE else op
        first, last = self.values.range(c[1], facts)
        if op in ("/", "%") and first <= 0 <= last:
            self.say(n, "divide", "the divisor may be 0; return an error before if it is")
        elif op in ("/", "%") and first <= -1 <= last and self.type(n).range[0] < 0:
            self.say(n, "divide", "the smallest number divided by -1 does not fit; divide by what is positive")
        low, high = self.type(n).range
        width = (high - low + 1).bit_length() - 1
        if op in ("<<", ">>") and not 0 <= first <= last < width:
            self.say(n, "shift", f"by less than {width}: a constant, or compared before")
        elif op == "*" and self.wraps({**n, "opcode": op, "kind": "BinaryOperator"}, facts):
            self.say(n, "overflow", f"may wrap in {n['type']['qualType']}: widen an operand, as in (u64)a * b, or check_mul_overflow()")
        if op in ("<", ">", "<=", ">=") and who == "driver":
            for x in (bare(y) for y in c):
                if x.get("opcode") in ("+", "*") and x["kind"] == "BinaryOperator" and \
                        self.type(x).kind == "int" and self.wraps(x, facts):
                    self.say(n, "overflow", "may wrap before it is compared: compare the parts, or check_add_overflow() and its like")

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
        if n.get("kind") == "CallExpr":
            return callee(n) in self.driver.nullable
        return refers(n).get("id") in self.nulls and ("there", path(n)) not in facts

    def not_null(self, n, facts):
        if self.maybe_null(n, facts):
            self.say(n, "null", "may be NULL; test it before")

    def at_DeclRefExpr(self, n, c, t, facts, parent):
        d, driver = refers(n), self.driver
        name, kind = d["name"], d["kind"]
        if kind == "FunctionDecl":
            known = name in driver.declared or re.match(r"sdrm_", name) or name in driver.pure
        elif kind == "EnumConstantDecl":
            known = name in ("true", "false") or name in self.unit.library.enums or name in self.unit.enums
        else:
            known = d["id"] in self.unit.globals or d["id"] in self.ids or name.startswith("sdrm_")
        if not known:
            self.say(n, "boundary", f"{name} is neither the driver's nor sdrm's")

    def at_MemberExpr(self, n, c, t, facts, parent):
        base = self.type(c[0]).pointee
        if n["name"].startswith("__sdrm_") or base.kind == "record" and base.name not in self.unit.fields and \
                not base.name.startswith("struct sdrm_"):
            self.say(n, "boundary", f"{n['name']} is no member of the driver's data")
        if n.get("isArrow"):
            self.not_null(c[0], facts)

    def check_index(self, n, c, facts):
        base = self.type(bare(c[0]))
        if base.kind != "array":
            self.say(n, "pointer-arithmetic", "an index into a pointer; pass the struct that the array is in")
        elif not self.unit.owner(base.to):
            low, high = self.values.range(c[1], facts)
            if low < 0 or high >= base.length:
                self.say(n, "index", f"of {base.length} elements: compare it with ARRAY_SIZE() before, or sdrm_at()")

    def at_UnaryOperator(self, n, c, t, facts, parent):
        if n["opcode"] == "*":
            self.not_null(c[0], facts)
        if n["opcode"] in ("++", "--") and t.kind == "pointer" and id(n) not in self.steps:
            self.say(n, "pointer-arithmetic", "write an index")

    def at_BinaryOperator(self, n, c, t, facts, parent):
        if n["opcode"] in ("+", "-") and any(self.type(x).kind == "pointer" for x in c) and \
                id(n) not in self.steps:
            self.say(n, "pointer-arithmetic", "write an index")

    def at_CompoundAssignOperator(self, n, c, t, facts, parent):
        if t.kind == "pointer":
            self.say(n, "pointer-arithmetic", "write an index")

    def at_CallExpr(self, n, c, t, facts, parent):
        mine = callee(n) in self.driver.declared
        if re.match(r"sdrm_\w+_pass$", callee(n) or "") and \
                parent.get("kind") not in ("ReturnStmt", "ConditionalOperator"):
            self.say(n, "passed", "what was not checked is handed on by return alone; check it and _move() it")
        for a in c[1:]:
            null = a
            while null.get("kind") in ("ImplicitCastExpr", "ParenExpr") and "NullToPointer" != null.get("castKind"):
                null = kids(null)[0]
            if self.type(a).kind == "pointer" and (mine or null.get("castKind") != "NullToPointer"):
                self.not_null(a, facts)

    def at_CStyleCastExpr(self, n, c, t, facts, parent):
        source = self.type(c[0])
        switch = parent.get("kind") == "SwitchStmt" and t.kind == "enum"
        if not (n["castKind"] == "ToVoid" and refers(c[0]) or (t.kind == "int" or switch) and source.kind in ("int", "enum")):
            self.say(n, "cast", f"from {source} to {n['type']['qualType']}; casts are between integers")

    def at_ImplicitCastExpr(self, n, c, t, facts, parent):
        kind, source = n["castKind"], self.type(c[0])
        same = kind == "BitCast" and t.kind == source.kind == "pointer" and t.to.name and \
            t.to.name == source.to.name
        if kind not in CONVERSIONS and not same:
            self.say(n, "conversion", f"from {source} to {n['type']['qualType']}")
        if kind == "ArrayToPointerDecay" and t.to and t.to.name == "char" and \
                bare(c[0])["kind"] != "StringLiteral" and parent.get("kind") != "ArraySubscriptExpr":
            self.say(n, "text", "text is a literal, which ends in a 0")
        if kind == "FunctionToPointerDecay" and parent.get("kind") != "CallExpr":
            self.address(n, refers(c[0]).get("name"), parent)
        if kind == "IntegralCast" and t.kind == "enum" and not self.enumerator(c[0], t.name):
            self.say(n, "enum", f"not of {t}: choose among its constants, by ?: or switch")
        if kind == "IntegralCast" and t.kind == source.kind == "int":
            low, high = self.values.range(c[0], facts)
            least, most = t.range
            if t.name == "char":
                most = 255
            constant = bare(c[0]).get("opcode") == "~" and low == high or \
                refers(c[0]).get("kind") == "EnumConstantDecl"
            if not (least <= low and high <= most or constant):
                self.say(n, "narrowed", f"{c[0]['type']['qualType']} to {n['type']['qualType']} may lose bits or sign: compare it before, or write the cast")

    def address(self, n, name, parent):
        """A function's address stands in a constant table, where no rule is forgotten."""
        if parent.get("kind") not in ("InitListExpr", "VarDecl") or \
                self.node["kind"] != "VarDecl" or not name or \
                name.startswith("sdrm_") and "drm_gem_object" not in n["type"]["qualType"]:
            self.say(n, "function-pointer", f"the address of {name}() stands in constant tables alone")
        elif self.type(self.node).name not in self.unit.described:
            declared = self.driver.declared.get(name, (None, {}))[1]
            if any("Capability" in a["kind"] or "Locks" in a["kind"] for a in kids(declared)):
                self.say(n, "function-pointer", f"{name}() has conditions, which are forgotten by a call through a table")

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
