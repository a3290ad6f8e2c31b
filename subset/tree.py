# SPDX-License-Identifier: GPL-2.0
"""clang's typed tree of a driver: who wrote which node, and what its type is."""
import functools
import json
import os
import re

INTEGERS = {"_Bool": 1, "char": 8, "signed char": 8, "unsigned char": 8, "short": 16,
            "unsigned short": 16, "int": 32, "unsigned int": 32, "long": 64,
            "unsigned long": 64, "long long": 64, "unsigned long long": 64}
# clang spells out typedefs only where a type begins, not behind a `*`.
TYPEDEFS = {"bool": "_Bool", "size_t": "unsigned long", "ssize_t": "long",
            "uintptr_t": "unsigned long", "umode_t": "unsigned short"}
for bits, c in ((8, "char"), (16, "short"), (32, "int"), (64, "long long")):
    for sign, prefixes, endings in (("unsigned", ("u", "__u", "__le", "__be"), ("uint", "_t")),
                                    ("signed", ("s", "__s"), ("int", "_t"))):
        name = f"{sign} {c}" if sign == "unsigned" or bits == 8 else c
        TYPEDEFS.update({f"{p}{bits}": name for p in prefixes})
        TYPEDEFS[f"{endings[0]}{bits}{endings[1]}"] = name
SIGNED = re.compile(r"(signed char|char|short|int|long|long long)$")
HUGE = 1 << 80
NAMELESS = re.compile(r"\((unnamed|anonymous)")
TRUSTED = re.compile(r"SDRM_|sdrm_|MODULE_")


class Type:
    """kind: int, enum, record, array, pointer, function, void, or other."""

    def __init__(self, kind, name="", to=None, const=False, length=0):
        self.kind, self.name, self.to, self.const, self.length = kind, name, to, const, length

    def __str__(self):
        if self.to:
            return f"{self.to} *" if self.kind == "pointer" else f"{self.to}[{self.length}]"
        return self.name or self.kind

    @property
    def of_sdrm(self):
        return self.kind == "record" and self.name.startswith("struct sdrm_")

    @property
    def element(self):
        return self.to.element if self.kind == "array" else self

    @property
    def pointee(self):
        return self.to if self.kind == "pointer" else self

    @property
    def range(self):
        """The values of an integer type; of anything else, all."""
        if self.kind != "int":
            return (0, 2 ** 32 - 1) if self.kind == "enum" else (-HUGE, HUGE)
        bits = INTEGERS[self.name]
        if SIGNED.match(self.name):
            return -2 ** (bits - 1), 2 ** (bits - 1) - 1
        return 0, 2 ** bits - 1


def parse(text, typedefs):
    """A type as clang spells it."""
    text = re.sub(r"\bsdrm_locked\b|__attribute__\(\([^()]*(\([^()]*\))?\)\)", "", text).strip()
    if NAMELESS.search(text) or "volatile" in text:
        return Type("other", text)
    if m := re.match(r"([^()\[\]]*)\[(\d*)\](.*)$", text):
        to = parse(m[1] + m[3], typedefs)
        return Type("array", to=to, const=to.const, length=int(m[2] or 0))
    if (m := re.match(r"(.*)\*\s*(const)?$", text, re.S)) and "(" not in text:
        return Type("pointer", to=parse(m[1], typedefs), const=bool(m[2]))
    if "(" in text:
        return Type("function", text, const="(*const" in text)
    name = " ".join(re.sub(r"\bconst\b", "", text).split())
    const = bool(re.search(r"\bconst\b", text))
    if typedefs.get(name, name) != name:    # that of a struct without a tag names itself
        t = parse(typedefs[name], typedefs)
        return Type(t.kind, t.name, t.to, t.const or const, t.length)
    kind = ("int" if name in INTEGERS else "void" if name == "void" else
            "enum" if name.startswith("enum ") else
            "record" if name.startswith(("struct ", "union ")) else "other")
    return Type(kind, name, const=const)


def spelled(node):
    """Its type, without the outermost typedef."""
    t = node.get("type", {})
    return t.get("desugaredQualType") or t.get("qualType", "?")


def kids(node):
    return node.get("inner", ()) or node.get("array_filler", ())


def parts(node):
    """Its children that are expressions."""
    return [c for c in kids(node) if c.get("kind", "Attr").endswith(
        ("Expr", "Literal", "Operator"))]


def walk(node):
    yield node
    for child in kids(node):
        yield from walk(child)


def bare(node, casts=True):
    """Without parentheses and implicit casts."""
    while node.get("kind") in ("ParenExpr", "ConstantExpr") or \
            casts and node.get("kind") == "ImplicitCastExpr":
        node = kids(node)[0]
    return node


def body(function):
    return next((c for c in kids(function) if c["kind"] == "CompoundStmt"), None)


def refers(node):
    """The declaration that a name stands for, or {}."""
    node = bare(node)
    return node["referencedDecl"] if node.get("kind") == "DeclRefExpr" else {}


def callee(node):
    """The name of the function that a call is of; None for a pointer, and for no call."""
    node = bare(node)
    to = refers(kids(node)[0]) if node.get("kind") == "CallExpr" else {}
    return to["name"] if to.get("kind") == "FunctionDecl" else None


def load(dump):
    """The JSON, with each location's file and line, which clang leaves out if they are
    those of the location before."""
    last = {}

    def complete(d):
        if "offset" in d and "tokLen" in d:
            for what in ("file", "line"):
                last[what] = d[what] = d.get(what, last.get(what))
        return d
    return json.loads(dump, object_hook=complete)


class Source:
    """The files of a driver: what is below no directory of the kernel's or of sdrm's."""

    def __init__(self, foreign):
        self.foreign = tuple(os.path.realpath(path) + "/" for path in foreign)
        self.own, self.text = functools.cache(self.own), functools.cache(self.text)

    def own(self, path):
        return bool(path) and os.path.isabs(path) and \
            not (os.path.realpath(path) + "/").startswith(self.foreign)

    def text(self, path):
        """Each byte is a character, as clang counts."""
        with open(path, encoding="latin-1") as file:
            return file.read()

    def writer(self, node, begin=False):
        """Who wrote it (driver, sdrm or kernel), the macro that it comes from, and the
        place in the driver's files."""
        spot = (not begin and node.get("loc")) or node.get("range", {}).get("begin") \
            or node.get("loc") or {}
        spelled, at = spot.get("spellingLoc", spot), spot.get("expansionLoc", spot)
        if self.own(spelled.get("file")):
            at = at if self.own(at.get("file")) else spelled
            return self.ended(node, spot), "", at
        if not self.own(at.get("file")):
            return "sdrm", "", at
        if node.get("kind", "").endswith(("Expr", "Operator")) and self.beyond(node, at):
            return "driver", "", at
        macro = self.macro(at)
        mine = TRUSTED.match(macro) and not self.kernels(spelled.get("file"))
        return "sdrm" if mine else "kernel", macro, at

    def macro(self, at):
        return re.match(r"\w*", self.text(at["file"])[at["offset"]:at["offset"] + 99])[0]

    @staticmethod
    def kernels(path):
        """Is a macro's text in one of the kernel's headers? Pasted tokens are in none."""
        return bool(path) and path.startswith("/") and "/sdrm/" not in path

    @staticmethod
    def beyond(node, at):
        """Does an expression that begins in a macro end behind it?"""
        end = node["range"]["end"]
        return end.get("expansionLoc", end).get("offset") != at["offset"]

    def ended(self, node, spot):
        """Who wrote an expression that begins with what the driver wrote: if it was an
        argument, and what follows is the macro's own, it is the macro that did."""
        end = node.get("range", {}).get("end", {})
        begin, to = spot.get("expansionLoc"), end.get("expansionLoc")
        spelled = end.get("spellingLoc", {}).get("file")
        if not begin or not to or begin["offset"] != to["offset"] or self.own(spelled):
            return "driver"
        if not TRUSTED.match(self.macro(begin)):
            return "kernel"
        return "sdrm" if "/sdrm/" in (spelled or "/sdrm/") else "driver"
