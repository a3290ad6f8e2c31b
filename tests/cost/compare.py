#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Compare the object code of a driver's handlers with that of a hand-written twin.

    tests/cost/compare.py --handlers NAME... --thunks NAME...
                          --ours OBJ... --twin OBJ --whole OBJ

Follows calls from the handlers through the objects; the twin of sdrm_x() is raw_x().
Prints tables, each line with a leading "# ", and then one line per verdict: "ok" or what is
wrong, a tab, and what was checked. If the bound is exceeded, the instructions that differ
are printed in between.
"""
import argparse
import difflib
import re
import subprocess
from collections import Counter

BOUND = 2.0                     # per cent by which text may exceed the twin's
HEAD = re.compile(r"^[0-9a-f]+ <(.+)>:$")
CODE = re.compile(r"^\s+([0-9a-f]+):\t(\S+)\s*(.*)$")
RELOC = re.compile(r"^\s+[0-9a-f]+: R_X86_64_\S+\t([^-+\s]+)")
PLACE = re.compile(r"<([^+>]+)>")
PIECE = re.compile(r"\.(cold|part|isra|constprop)\b.*")  # parts of a function that gcc split off
# Calls that are due to the kernel's compiler flags, not to the C source.
FLAGS = {"__fentry__", "__x86_return_thunk", "__stack_chk_fail"}


def tool(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Function:
    """Size without padding, instructions, and how often each callee is called."""

    def __init__(self):
        self.size, self.code, self.calls = 0, [], Counter()
        self.ambiguous = False

    def call(self, target, caller):
        if target not in FLAGS and target != caller:
            self.calls[target] += 1

    def ops(self):
        return [line.split()[0] for line in self.code]


class Program:
    def __init__(self, objects):
        self.functions, self.home = {}, {}
        for path in objects:
            self._read(path)

    def _read(self, path):
        rows = [line.split() for line in tool("nm", "-S", path).splitlines()]
        sizes = {row[3]: int(row[1], 16) for row in rows
                 if len(row) == 4 and row[2] in "tT"}
        for name, code in self._listing(path):
            if name in sizes:
                self._add(PIECE.sub("", name), sizes, name, code)
                # Static functions of two files may share a name; see reach().
                home = self.home.setdefault(PIECE.sub("", name), path)
                self.functions[PIECE.sub("", name)].ambiguous |= home != path

    @staticmethod
    def _listing(path):
        """Yield each symbol with its instructions: [address, op, operands, symbol]."""
        name, code = None, []
        for line in tool("objdump", "-dr", "--no-show-raw-insn", path).splitlines():
            head, one, reloc = HEAD.match(line), CODE.match(line), RELOC.match(line)
            if head:
                yield name, code
                name, code = head[1], []
            elif one:
                code.append([int(one[1], 16), one[2], one[3], None])
            elif reloc and code:
                code[-1][3] = reloc[1]
        yield name, code

    def _add(self, name, sizes, symbol, code):
        function = self.functions.setdefault(name, Function())
        function.size += sizes[symbol]
        for address, op, operands, target in code:
            if address >= code[0][0] + sizes[symbol]:
                break                                   # padding from here on
            if not target:                              # stays in the object
                place = PLACE.search(operands)
                target = place[1] if place and place[1] in sizes else None
            function.code.append(f"{op} {target or operands}".rstrip())
            if target and (op == "call" or op.startswith("j")):
                function.call(PIECE.sub("", target), name)

    def reach(self, *roots):
        """The functions in this program that are reachable by calls from @roots, @roots first."""
        found, todo = [], list(roots)
        while todo:
            name = todo.pop(0)
            if name in self.functions and name not in found:
                if self.functions[name].ambiguous:
                    raise SystemExit(f"compare: {name} is in more than one file")
                found.append(name)
                todo += sorted(self.functions[name].calls)
        return found

    def undefined(self, names):
        """The kernel functions that these functions call."""
        return {callee for name in names for callee in self.functions[name].calls
                if callee not in self.functions}

    def sum(self, names):
        picked = [self.functions[name] for name in names]
        return (sum(f.size for f in picked), sum(len(f.code) for f in picked),
                sum(f.calls.total() for f in picked))


def raw(name):
    """The name that a function has in the twin."""
    return re.sub(r"^_*sdrm_", "raw_", name)


def percent(ours, twin):
    return 100 * (ours - twin) / twin


def row(name, ours, twin):
    """A table row of two triples: text, instructions, calls."""
    cells = []
    for a, b in zip(ours, twin or ("-",) * 3):
        cells += [f"{a:>6}", f"{b:>6}"]
    change = f"{percent(ours[0], twin[0]):+6.1f} %" if twin else "       -"
    return f"# | {name:<27} | " + " | ".join(cells) + f" | {change} |"


def table(title, rows):
    print(f"#\n# {title}\n#")
    print(f"# | {'':<27} |   text |   twin |  insns |   twin |  calls |   twin |     text |")
    print("# |" + "-" * 29 + "|" + "-------:|" * 6 + "---------:|")
    print("\n".join(rows))


def function_rows(ours, twin, names):
    rows = []
    for name in names:
        there = raw(name) in twin.functions
        rows.append(row(name, ours.sum([name]), twin.sum([raw(name)]) if there else None))
    return rows


def added_calls(ours, twin, names):
    """The calls that a function makes and its twin does not; all of them without a twin."""
    for name in names:
        other = twin.functions.get(raw(name))
        for callee in sorted(ours.functions[name].calls):
            if raw(callee) not in (other.calls if other else ()):
                yield f"{name} calls {callee}"


def verdict(problem, what):
    print(f"{problem or 'ok'}\t{what}")


def like_for_like(ours, twin, handlers):
    """The same functions on both sides: the difference is the cost of owners."""
    reached, counterpart = ours.reach(*handlers), twin.reach(*handlers)
    sums = [(f"{h} +", ours.sum(ours.reach(h)), twin.sum(twin.reach(h)))
            for h in handlers]
    total = ("sum", ours.sum(reached), twin.sum(counterpart))
    table("Handlers and the library functions they reach; the twin is split like the library",
          function_rows(ours, twin, reached) + [row(*total)])
    table("Each handler with everything that it reaches", [row(*one) for one in sums])
    warns = [sum(p.functions[n].ops().count("ud2") for n in names)
             for p, names in ((ours, reached), (twin, counterpart))]
    print(f"#\n# WARN sites: {warns[0]}, twin {warns[1]}.")
    return reached, counterpart, [*sums, total]


def difference(ours, twin):
    """A diff of two functions' instructions, compared by opcode alone."""
    for tag, a, b, c, d in difflib.SequenceMatcher(
            None, twin.ops(), ours.ops(), autojunk=False).get_opcodes():
        if tag != "equal":
            yield from ("- " + line for line in twin.code[a:b])
            yield from ("+ " + line for line in ours.code[c:d])
            yield ""


def explain(ours, twin, names):
    for name in names:
        mine, other = ours.functions[name], twin.functions.get(raw(name))
        if not other:
            print(f"#\n# {name}: no such function in the twin")
        elif mine.size > other.size:
            print(f"#\n# {name}, {mine.size} bytes; - the twin's, {other.size}:")
            print("\n".join(f"#   {line}".rstrip() for line in difference(mine, other)))


def one_file(ours, whole, handlers, thunks):
    """From the DRM core's calls on, against a twin compiled as a single file."""
    entries = [raw(thunk) for thunk in thunks]
    total = ("all from the DRM core on", ours.sum(ours.reach(*thunks)),
             whole.sum(whole.reach(*entries)))
    thunk = ("of this, typed entry points", ours.sum(thunks), None)
    each = [(h + " +", ours.sum(ours.reach(t)), whole.sum(whole.reach(raw(t))))
            for h, t in zip(handlers, thunks)]
    table("Not bounded: the twin as one file, where gcc can inline what is in the library here",
          [row(*one) for one in (*each, total, thunk)])


def options():
    parser = argparse.ArgumentParser()
    for name in ("handlers", "thunks", "ours"):
        parser.add_argument("--" + name, nargs="+", required=True)
    for name in ("twin", "whole"):
        parser.add_argument("--" + name, required=True)
    return parser.parse_args()


def main():
    args = options()
    ours, twin, whole = Program(args.ours), Program([args.twin]), Program([args.whole])
    reached, counterpart, sums = like_for_like(ours, twin, args.handlers)
    one_file(ours, whole, args.handlers, args.thunks)
    if any(percent(mine[0], other[0]) > BOUND for _, mine, other in sums):
        explain(ours, twin, reached)
    print("#")
    for name, mine, other in sums:
        over = percent(mine[0], other[0])
        verdict(over > BOUND and f"{mine[0]} bytes for {other[0]}",
                f"{name.replace(' +', ' and what it reaches')}: "
                f"text at most {BOUND:g} % above the twin's ({over:+.1f} %)")
    verdict("; ".join(added_calls(ours, twin, reached)), "no call that the twin does not make")
    verdict(" ".join(sorted(ours.undefined(reached) - twin.undefined(counterpart))),
            "no kernel symbol that the twin does not use")


if __name__ == "__main__":
    main()
