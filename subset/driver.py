# SPDX-License-Identifier: GPL-2.0
"""A driver and its sources: types, declarations and data."""
import re

from allowed import ATTRIBUTES, DECLARATIONS, LOOP_MAX, STACK_MAX, WRITE, too_many
from function import Function
from tree import (INTEGERS, NAMELESS, TYPEDEFS, bare, body, callee, kids, parse, parts, refers,
                  spelled, walk)
from values import Values


class Driver:
    """All units of a driver, and what is found in them."""

    def __init__(self, library, source, pure):
        self.library, self.source, self.pure = library, source, pure
        self.found, self.units, self.calls = {}, [], {}
        self.defined, self.declared, self.nullable = set(), {}, set()
        self.callbacks, self.in_tables, self.again = set(), set(), []
        self.frames, self.depths = {}, {}
        # Of each function, the rounds in which it is at a call: (rounds, callee, unit, node).
        self.loops, self.most, self.listed = {}, {}, 1

    def say(self, at, rule, what):
        said = ": ".join(filter(None, (what, WRITE.get(rule))))
        self.found.setdefault((at.get("file") or "?", at.get("line") or 0, rule), said)

    def check(self):
        for unit in self.units:
            unit.gather()
        for unit in self.units:
            unit.gather_tables()
        # Calls through a pointer, the driver's and sdrm's.
        self.calls["*"], self.calls["**"] = self.in_tables, self.callbacks
        self.loops["*"] = [((1, 1), name, None, None) for name in self.in_tables]
        self.nullable |= {f for f in self.calls if self.below(f) & self.nullable}
        for unit in self.units:
            unit.check()
        for name, unit, node in self.again:
            if name in self.defined and self.declared[name][0] is not unit:
                unit.say(node, "extern", f"{name} is another source's: declare it in a header")
        for name, (unit, node) in self.declared.items():
            if name not in self.defined:
                unit.say(node, "extern", f"no source of this driver defines {name}")
            elif name in self.below(name):
                unit.say(node, "recursion", f"{name}() calls itself: the stack is small")
        self.check_stack()
        for name in [*self.loops]:
            self.rounds(name)

    def check_stack(self):
        for name in set(self.calls).difference(*self.calls.values()):
            depth, chain = self.deepest(name, ())
            chain = [f for f in chain if f in self.declared]
            if depth > STACK_MAX and chain:
                unit, node = self.declared[chain[0]]
                unit.say(node, "stack", f"{depth} bytes in {'() > '.join(chain)}()")

    def deepest(self, name, above):
        """The chain of calls that takes most stack: bytes, names."""
        if name not in self.depths:
            depth, chain = max((self.deepest(to, (*above, name)) for to in
                                self.calls.get(name, ()) if to not in above), default=(0, ()))
            mine = self.frames[name] + 8 if name in self.frames else 0  # with where to return
            self.depths[name] = depth + mine, (name, *chain)
        return self.depths[name]

    def rounds(self, name):
        """How many a function may make, until the CPU is given up and in all."""
        if name not in self.most:
            self.most[name] = 1, 1
            for around, to, unit, node in self.loops.get(name, ()):
                below = self.rounds(to)
                product = around[0] * below[0], around[1] * below[1]
                if too_many(product) and not too_many(around) and not too_many(below):
                    unit.say(node, "loop", f"{too_many(product)} rounds, with those of "
                                           + ("the table's" if to == "*" else f"{to}()"))
                self.most[name] = tuple(map(max, self.most[name], product))
        return self.most[name]

    def below(self, name):
        """All that a function calls, and that these call."""
        found, todo = set(), [name]
        while todo:
            more = self.calls.get(todo.pop(), set()) - found
            found |= more
            todo += more
        return found


class Unit:
    """A source file."""

    def __init__(self, driver, tree, padded):
        self.driver, self.tree, self.padded = driver, tree, padded
        self.source, self.library = driver.source, driver.library
        self.typedefs, self.enums = dict(TYPEDEFS), {}
        self.fields, self.tables, self.arguments, self.globals = {}, set(), set(), {}
        self.enum_ranges, self.bits, self.described = {}, {}, set()
        self.layouts, self.partial = {}, set()

    def say(self, node, rule, what):
        self.driver.say(self.source.writer(node)[2], rule, what)

    def writer(self, node, begin=False):
        return self.source.writer(node, begin)[0]

    def type(self, node):
        return parse(spelled(node), self.typedefs)

    def uapi(self, node):
        return "/uapi/" in (self.source.writer(node)[2].get("file") or "")

    # --- types ------------------------------------------------------------------------

    def members(self, record):
        """All fields, those of structs without a name too."""
        for f in kids(record):
            if f["kind"] == "RecordDecl":
                yield from self.members(f)
            elif f["kind"] == "FieldDecl" and not NAMELESS.search(f["type"]["qualType"]):
                yield f

    def has(self, t, test):
        """Is one of the parts of a value of this type such a one?"""
        return test(t) or t.kind == "array" and self.has(t.to, test) or \
            any(self.has(self.type(f), test) for f in self.fields.get(t.name, ()))

    def sdrms(self, t):
        return self.has(t, lambda x: x.of_sdrm)

    @staticmethod
    def no_number(t):
        return t.kind not in ("int", "array") and not t.name.startswith("union ") or \
            t.name == "_Bool"

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
        return f"{t} is sdrm's" if t.of_sdrm else \
            f"{t} is neither an integer nor the driver's"

    def wrong_pointer(self, t):
        to = t.to
        if to.kind == "record":
            if to.name not in self.fields and not to.of_sdrm:
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
        """Of parameters, results and locals."""
        if t.name in self.tables:
            return f"{t} has pointers in it, so it is for static tables alone"
        return self.wrong_pointer(t) if t.kind == "pointer" else self.wrong_value(t)

    # --- declarations -------------------------------------------------------------------

    def gather(self):
        for n in kids(self.tree):
            if n["kind"] == "TypedefDecl":
                self.typedefs[n["name"]] = spelled(n)
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
            self.enums[c["id"]], self.enums[c["name"]] = value, value
        values = [self.enums[c["id"]] for c in kids(n) if c["kind"] == "EnumConstantDecl"]
        if n.get("name") and values and None not in values:     # data begins as 0
            self.enum_ranges["enum " + n["name"]] = min(0, *values), max(0, *values)

    def gather_RecordDecl(self, n):
        for f in (f for f in walk(n) if f.get("isBitfield")):
            width = next((x for x in walk(f) if x.get("kind") == "ConstantExpr"), {})
            self.bits[f["id"]] = int(width.get("value", 0))
        if self.writer(n, True) == "sdrm" and re.search(r"_(driver|display)$", n.get("name", "")):
            self.described.add(f"struct {n['name']}")
        if n.get("completeDefinition") and n.get("name") and (
                self.writer(n, True) == "driver" or self.uapi(n)):
            name = f"{n['tagUsed']} {n['name']}"
            self.fields[name] = list(self.members(n))
            self.layouts[name] = self.layout(n, name)

    def layout(self, record, name):
        """Bytes and alignment of a record without holes, and which members of a union leave
        some of it as they were."""
        inner, sizes = None, []
        for f in kids(record):
            if f["kind"] == "RecordDecl":
                inner = f
            elif f["kind"] == "FieldDecl":
                size, align = self.layout(inner, name + "::") \
                    if NAMELESS.search(f["type"]["qualType"]) else self.size(self.type(f))
                sizes.append((self.bits.get(f["id"], 8 * size) / 8, align, f["id"]))
        align = max((a for _, a, _ in sizes), default=1)
        if record["tagUsed"] == "struct":
            return sum(s for s, _, _ in sizes), align
        most = max((s for s, _, _ in sizes), default=0)
        self.partial |= {i for s, _, i in sizes if s < most}
        if most % align:
            self.padded.add(name)
        return most, align

    def size(self, t):
        if t.kind == "array":
            size, align = self.size(t.to)
            return size * t.length, align
        size = -(-INTEGERS.get(t.name, 32 if t.kind == "enum" else 0) // 8)
        return self.layouts.get(t.name, (size, size or 1))

    def gather_VarDecl(self, n):
        self.globals[n["id"]] = n
        if self.writer(n, True) == "driver":
            self.declare(n, any("Attr" not in c["kind"] for c in kids(n)) or
                         n.get("storageClass") != "extern")

    def declare(self, n, defined):
        self.driver.declared.setdefault(n["name"], (self, n))
        if not defined and (self.source.writer(n)[2].get("file") or "").endswith(".c"):
            self.driver.again.append((n["name"], self, n))
        if defined:
            self.driver.declared[n["name"]] = self, self.driver.declared[n["name"]][1]
            self.driver.defined.add(n["name"])

    def gather_FunctionDecl(self, n):
        mine, block = self.writer(n, True) == "driver", body(n)
        if mine:
            self.declare(n, block)
        if not block:
            return
        calls = self.driver.calls.setdefault(n["name"], set())
        for x in walk(block):
            if x.get("kind") == "CallExpr":
                calls.add(callee(x) or ("*" if mine else "**"))
            elif x.get("castKind") == "NullToPointer" and mine:
                self.driver.nullable.add(n["name"])
            elif x.get("castKind") == "FunctionToPointerDecay" and not mine and \
                    self.writer(bare(kids(x)[0])) == "driver":
                self.driver.callbacks.add(refers(x).get("name"))    # a handler
                calls.add(refers(x).get("name"))
            elif x.get("kind") == "VarDecl" and x["name"] == "__sdrm_typed" and not mine:
                t = parse(x["type"]["qualType"].rsplit(",", 1)[-1].strip(" *)"), self.typedefs)
                self.arguments.add(t.name)
                if t.name == "_Bool" or t.kind == "enum":
                    self.say(x, "member", "the argument: user space sets any byte; an integer")
        if not calls.isdisjoint(self.driver.callbacks):
            calls.discard("**")

    def gather_tables(self):
        todo = list(self.arguments)
        while todo:
            for f in self.fields.get(todo.pop(), ()):
                name = self.type(f).element.name
                if name.startswith(("struct ", "union ")) and name not in self.arguments:
                    self.arguments.add(name)
                    todo.append(name)
        for n in kids(self.tree):
            for x in walk(n):
                if re.match(r"__sdrm_\w+_list_lookup", callee(x) or ""):
                    most = Values(self).range(kids(x)[-1], {})[1]
                    self.driver.listed = min(max(self.driver.listed, most), LOOP_MAX)
                    if most > LOOP_MAX:
                        self.say(x, "loop", f"a list of {most}")
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
                    self.say(n, "attribute", "conditions: on the first declaration")
                who, macro, _ = self.source.writer(a)
                if who == "driver" or who == "kernel" and macro not in ATTRIBUTES:
                    self.say(n, "attribute", f"{macro or a['kind']} is no attribute for a driver")

    def check_RecordDecl(self, n, outer=None):
        if not n.get("completeDefinition"):
            return
        name = outer or f"{n['tagUsed']} {n.get('name', '')}"
        given = name in self.arguments or self.uapi(n)
        if given and any(name == p or p.startswith(name + "::") for p in self.padded):
            self.say(n, "padding", name)
        for f in kids(n):
            if f["kind"] == "RecordDecl" and self.writer(f) == "driver":
                self.check_RecordDecl(f, name)
            if f["kind"] != "FieldDecl" or self.writer(f) != "driver" or \
                    NAMELESS.search(f["type"]["qualType"]):
                continue
            t = self.type(f)
            if given and (t.element.name == "_Bool" or t.element.kind == "enum"):
                self.say(f, "member", f"{f.get('name')}: user space sets any byte; an integer")
            if n["tagUsed"] == "union" and self.has(t, self.no_number):
                self.say(f, "union", "a union holds integers alone")
            elif t.kind == "pointer":
                why = self.wrong_pointer(t) or not t.to.const and "it points to what can change"
                if why:
                    self.say(f, "pointer-kept", f"{f.get('name')}: {why}")
            elif t.name in self.library.bases and f.get("name") != "base":
                self.say(f, "member", f"{f.get('name')}: {t} is a base, and stands first")
            elif self.bits.get(f["id"], 0) > 32:
                self.say(f, "member", f"{f.get('name')}: a bit-field of more than 32 bits")
            elif t.kind != "function" and not t.element.of_sdrm:
                if why := self.wrong_value(t):
                    self.say(f, "member", f"{f.get('name')}: {why}")
            elif self.owner(t.element):
                self.say(f, "member", f"{f.get('name')}: to keep an owner, struct sdrm_kept_...")
            elif t.element.name in self.library.views:
                self.say(f, "member", f"{f.get('name')}: {t.element} is borrowed")
        self.check_data(n)

    def check_data(self, n):
        """Data that sdrm allocates begins as zeros: a pointer in it would be NULL."""
        mine = [(f, self.type(f)) for f in kids(n) if f["kind"] == "FieldDecl"]
        if any(self.sdrms(t) for _f, t in mine):
            for f, t in mine:
                if self.has(t, lambda part: part.kind == "pointer"):
                    self.say(f, "pointer-kept", f"{f.get('name')}: in data that is not constant")

    def check_VarDecl(self, n):
        t = self.type(n)
        if not (t.element.const or t.const):
            self.say(n, "global", f"{n['name']} outlives the call and can change")
        elif t.element.name in self.fields and self.sdrms(t):
            self.say(n, "global", f"{t.element} has something of sdrm's in it")
        elif t.element.kind == "record" and t.element.name not in self.fields and \
                not re.match(r"struct (?:(?!sdrm_)\w+_(?:ioctl|driver|display|attribute)"
                             r"|sdrm_config_group)$", t.element.name):
            self.say(n, "global", f"{t.element} outside of all data")
        function = Function(self, n)
        for init in parts(n):
            function.expression(init, {}, n)

    def check_FunctionDecl(self, n):
        late = self.library.late & self.driver.below(n["name"])
        for t in (self.type(p).pointee for p in kids(n) if p["kind"] == "ParmVarDecl"):
            if late and not t.const and (self.sdrms(t) if t.name in self.fields
                                         else t.name == "struct sdrm_setup"):
                self.say(n, "set-up", f"{n['name']}() calls {late.pop()}()")
        Function(self, n).check()
