# SPDX-License-Identifier: GPL-2.0
"""What an integer expression can be: an interval, from its type, its operators, and the
comparisons that lead to it. Facts are forgotten when something is written."""
import operator
import re

from tree import HUGE, NAMELESS, bare, callee, kids, refers, spelled, walk

COMPARE = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
           "==": operator.eq, "!=": operator.ne}
BITS = {"|": operator.or_, "&": operator.and_, "^": operator.xor}
ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul}
FLIP = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
NOT = {"<": ">=", ">": "<=", "<=": ">", ">=": "<", "==": "!=", "!=": "=="}
CASTS = ("ImplicitCastExpr", "CStyleCastExpr")


def null(n):
    """Is it a literal NULL?"""
    while n.get("kind") in ("ImplicitCastExpr", "ParenExpr") and \
            n.get("castKind") != "NullToPointer":
        n = kids(n)[0]
    return n.get("castKind") == "NullToPointer"


def in_union(member):
    """Or in a struct without a name, which may lie in one."""
    base = bare(kids(member)[0])
    return re.search(r"\bunion ", spelled(base)) or NAMELESS.search(spelled(base)) or \
        base.get("kind") == "MemberExpr" and in_union(base)


def member(n):
    """A member's name, with that of its struct."""
    struct = re.search(r"struct \w+", spelled(kids(n)[0]))
    return f"{struct[0] if struct else '?'}/{n['name']}"


def path(n):
    """A name for an lvalue: a variable, the members on the way and, for what a pointer to an
    integer points to, `*`; or None. A member of a union has none: it has others."""
    n = bare(n)
    kind, c = n.get("kind"), kids(n)
    if kind == "DeclRefExpr":
        return n["referencedDecl"]["id"]
    if kind == "MemberExpr":
        base = path(c[0])
        return None if in_union(n) or not base else f"{base}.{member(n)}"
    if kind == "UnaryOperator" and n["opcode"] in "*&":
        base = path(c[0])
        number = n["opcode"] == "*" and not n["type"]["qualType"].startswith(
            ("struct ", "const struct "))
        return base and base + (".*" if number else "")
    return None


def assigns(n):
    return n.get("kind") == "CompoundAssignOperator" or n.get("opcode") in ("=", "++", "--")


def written(n, type_of):
    """What an expression or statement may change: (lvalue, False), or (pointer, True) of
    what is passed on. What is sdrm's holds no numbers of the driver's."""
    for x in walk(n):
        kind = x.get("kind")
        if assigns(x):
            yield kids(x)[0], False
        elif kind in ("CallExpr", "VarDecl"):
            for pointer in kids(x)[kind == "CallExpr":]:
                t = type_of(pointer)
                if t.kind == "pointer" and not t.to.const and "struct sdrm_" not in t.to.name \
                        and (kind == "CallExpr" or bare(pointer).get("opcode") == "&"):
                    yield pointer, True


def of(key):
    """The path that a fact is of."""
    return key[1] if isinstance(key, tuple) else key


class Values:
    """Of a function. @facts map a path to an interval, and ("there", path) to True for a
    pointer that is not NULL. Two pointers may point to one object, so a write to a member
    ends what is known of the members of that name, and a write through a pointer to a
    whole struct, or to a number, ends what is known of all members."""

    def __init__(self, unit):
        self.type, self.enums, self.unit, self.aliased = unit.type, unit.enums, unit, set()

    def forget(self, n, facts):
        for target, passed in written(n, self.type):
            if not bare(target).get("name", "").startswith("__sdrm_"):
                self.forget_one(target, passed, facts)

    def forget_one(self, target, passed, facts):
        t = bare(target)
        if passed and t.get("opcode") == "&":
            t, passed = bare(kids(t)[0]), False
        while not passed and t.get("kind") == "ArraySubscriptExpr":
            t = bare(kids(t)[0])
        kind = self.type(t).pointee if passed else self.type(t).element
        if t.get("kind") == "DeclRefExpr" and not (passed or kind.kind == "record"):
            ended = [k for k in facts if of(k) == path(t)]
        elif kind.kind == "record" and kind.name in self.unit.fields:
            names = set(self.names(kind.name))
            if t.get("kind") == "MemberExpr":
                names.add(member(t))
            ended = [k for k in facts if names & set(of(k).split(".")[1:]) or of(k).endswith("*")]
        elif t.get("kind") == "MemberExpr" and not passed and not in_union(t):
            ended = [k for k in facts if member(t) in of(k).split(".")[1:] or of(k).endswith("*")]
        else:
            ended = [k for k in facts if "." in of(k)]
        for key in ended:
            del facts[key]

    def names(self, record):
        """Of all members of a struct, and of those in it."""
        for f in self.unit.fields.get(record, ()):
            yield f"{record}/{f.get('name')}"
            yield from self.names(self.type(f).element.name)

    def before(self, n, facts):
        """What is known all through a full expression: nothing of what it writes on the way.
        An assignment's own target is written at its end."""
        own = kids(n)[0] if n.get("opcode", "").endswith("=") and n["kind"] in (
            "BinaryOperator", "CompoundAssignOperator") else None
        known = dict(facts)
        for target, passed in written(n, self.type):
            if target is not own:
                self.forget_one(target, passed, known)
        return known

    def constant(self, n):
        low, high = self.range(n, {}) if self.type(n).kind in ("int", "enum") else (0, 1)
        return low if low == high else None

    def fit(self, n, interval):
        """The interval in the type of @n, which may wrap."""
        low, high = self.whole(n)
        if interval[0] == interval[1] and high < HUGE:
            return ((interval[0] - low) % (high - low + 1) + low,) * 2
        return interval if low <= interval[0] and interval[1] <= high else (low, high)

    def whole(self, n):
        """What its type can hold: a bit-field, an enum's constants."""
        t = self.type(n)
        bits = self.unit.bits.get(n.get("referencedMemberDecl"))
        if bits and t.kind == "enum":
            return -2 ** bits // 2, 2 ** bits - 1
        if bits:
            return (0, 2 ** bits - 1) if t.range[0] >= 0 else (-2 ** bits // 2, 2 ** bits // 2 - 1)
        return self.unit.enum_ranges.get(t.name, t.range)

    def range(self, n, facts):
        n = bare(n, casts=False)
        kind, c = n.get("kind"), kids(n)
        t, whole = self.type(n), self.whole(n)
        if kind in ("IntegerLiteral", "CharacterLiteral"):
            return (int(n["value"]),) * 2
        if kind in CASTS:
            if n["castKind"] == "IntegralToBoolean":
                return 0, 1
            return self.fit(n, self.range(c[0], facts)) if t.kind in ("int", "enum") else whole
        if kind == "DeclRefExpr" and refers(n)["kind"] == "EnumConstantDecl":
            value = self.enums.get(refers(n)["id"])
            return whole if value is None else (value, value)
        if kind in ("DeclRefExpr", "MemberExpr") or n.get("opcode") == "*" and len(c) == 1:
            low, high = facts.get(path(n), whole)
            return max(low, whole[0]), min(high, whole[1])
        if kind == "UnaryExprOrTypeTraitExpr" and n.get("name") == "sizeof":
            of_ = self.type({"type": n["argType"]} if "argType" in n else c[0])
            size = of_.element.kind == "int" and self.unit.size(of_)[0]
            # BUILD_BUG_ON_ZERO(), in ARRAY_SIZE()
            if NAMELESS.search(of_.name) and self.unit.writer(n) != "driver":
                return 0, 0
            if of_.kind == "record" and self.unit.fields.get(of_.name) == []:
                return 0, 0
            return (size, size) if size else (1, 1 << 24)
        if kind == "ConditionalOperator":
            yes = self.range(c[1], {**facts, **self.learn(c[0], True, facts)})
            no = self.range(c[2], {**facts, **self.learn(c[0], False, facts)})
            return min(yes[0], no[0]), max(yes[1], no[1])
        if callee(n) in ("__builtin_ctzll", "__builtin_ffsll"):     # in FIELD_GET()
            low, high = self.range(c[1], facts)
            bit = (low & -low).bit_length() - callee(n).count("ctz")
            return (bit, bit) if low == high else (0, 64)
        if kind == "ChooseExpr":
            return self.range(c[-1], facts)
        if kind == "StmtExpr":      # min() and its like: two temporaries, and a comparison
            facts = dict(facts)
            for v in (v for s in kids(c[0]) if s.get("kind") == "DeclStmt" for v in kids(s)):
                if v["kind"] == "VarDecl" and kids(v) and self.type(v).kind == "int":
                    facts[v["id"]] = self.range(kids(v)[0], facts)
            return self.fit(n, self.range(kids(c[0])[-1], facts))
        if kind in ("BinaryOperator", "UnaryOperator") and t.kind == "int":
            return self.fit(n, self.exact(n, facts) or whole)
        return whole

    def exact(self, n, facts):
        """What arithmetic gives if nothing wraps, or None."""
        c, op = kids(n), n["opcode"]
        if op in ("&&", "||", "!"):
            return 0, 1
        if n["kind"] == "UnaryOperator":
            low, high = self.range(c[0], facts)
            return {"-": (-high, -low), "~": (~high, ~low), "+": (low, high)}.get(op)
        (a, b), (x, y) = self.range(c[0], facts), self.range(c[1], facts)
        if op in COMPARE:
            return (int(COMPARE[op](a, x)),) * 2 if a == b and x == y else (0, 1)
        if op == "/" and all(bare(o).get("name") == "sizeof" and kids(bare(o)) for o in c):
            all_, one = (self.type(kids(bare(o))[0]) for o in c)    # ARRAY_SIZE()
            if all_.kind == "array" and str(all_.to) == str(one):
                return all_.length, all_.length
        if a == b and x == y and op in BITS:
            return (BITS[op](a, x),) * 2
        if op in ARITHMETIC:
            corners = [ARITHMETIC[op](p, q) for p in (a, b) for q in (x, y)]
            return min(corners), max(corners)
        if a < 0 or x < 0:
            return None
        if op == "&":
            return 0, min(b, y)
        if op in ("|", "^"):
            return 0, (1 << max(b.bit_length(), y.bit_length())) - 1
        if op == "%":
            return 0, max(min(b, y - 1), 0)
        return {"/": (a // max(y, 1), b // max(x, 1)), ">>": (a >> min(y, 64), b >> min(x, 64)),
                "<<": (a << min(x, 64), b << min(y, 64))}.get(op)

    def learn(self, cond, truth, facts):
        """What holds where a condition is true, or false."""
        cond = bare(cond)
        kind, c = cond.get("kind"), kids(cond)
        if kind == "UnaryOperator" and cond["opcode"] == "!":
            return self.learn(c[0], not truth, facts)
        if callee(cond) == "__builtin_expect":
            return self.learn(c[1], truth, facts)
        if kind == "BinaryOperator" and cond["opcode"] == ("&&" if truth else "||"):
            first = self.learn(c[0], truth, facts)
            return {**first, **self.learn(c[1], truth, {**facts, **first})}
        if kind == "BinaryOperator" and cond["opcode"] in COMPARE:
            return self.compare(cond, truth, facts)
        name = path(cond)
        if name and self.type(cond).kind == "pointer":
            return {("there", name): True} if truth else {}
        if not name or name.split(".")[0] in self.aliased:
            return {}
        low, high = self.range(cond, facts)
        return {name: (max(low, 1), high) if truth and low >= 0 else (0, 0) if not truth
                else (low, high)}

    def compare(self, cond, truth, facts):
        known, c = {}, kids(cond)
        for one, other, op in ((c[0], c[1], cond["opcode"]), (c[1], c[0], FLIP[cond["opcode"]])):
            op, name = op if truth else NOT[op], path(one)
            if name and self.type(one).kind == "pointer":
                if op == "!=" and null(other):
                    known["there", name] = True
                continue
            if not name or name.split(".")[0] in self.aliased:
                continue
            low, high = self.range(bare(one), facts)
            least, most = self.range(other, facts)
            if low < 0 <= self.type(one).range[0]:      # compared as a large number
                if op not in ("<", "<=", "=="):
                    continue
                low = 0
            if op in ("<", "<=", "=="):
                high = min(high, most - (op == "<"))
            if op in (">", ">=", "=="):
                low = max(low, least + (op == ">"))
            if op == "!=" and least == most == low:
                low += 1
            known[name] = low, high
        return known
