# SPDX-License-Identifier: GPL-2.0
"""Analyse a built module: size of its code, references between functions, stack use."""
import re
import subprocess

COUNTED = re.compile(r"^\.(text.*|init\.text|exit\.text)$")
SYMBOL = re.compile(r"^\s*\d+: ([0-9a-f]+)\s+(\d+) (\w+)\s+\w+\s+\w+\s+(\w+)\s*(\S*)")
SECTION = re.compile(r"^\s*\[ *(\d+)\] (\S*)\s+\S+\s+[0-9a-f]+ [0-9a-f]+ ([0-9a-f]+)")
RELOCATED = re.compile(r"^Relocation section '\.rela(\S+)'")
RELOC = re.compile(r"^([0-9a-f]+)\s+[0-9a-f]+ (R_X86_64_\S+)\s+[0-9a-f]+ (\S+) ([-+]) ([0-9a-f]+)")
HEAD = re.compile(r"^([0-9a-f]+) <(.+)>:$")
LOCAL = re.compile(r"^\s+([0-9a-f]+):\t(?:call|j\w+)\s+([0-9a-f]+) <")
GROWS = re.compile(r"\t(push) |\tsub +\$0x([0-9a-f]+),%rsp")


def tool(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Symbol:
    def __init__(self, name, section, at, size, code):
        self.name, self.section, self.at, self.size = name, section, at, size
        self.code, self.uses, self.stack = code, set(), 0


class Module:
    def __init__(self, path):
        self.path, self.symbols, self.sections, self.undefined = path, [], {}, set()
        self.relocated = set()
        self._sections()
        self._symbols()
        self._relocations()
        self._code()

    def text(self):
        """Bytes of .text*, .init.text and .exit.text."""
        return sum(size for name, size in self.sections.values() if COUNTED.match(name))

    def named(self, name):
        return next((s for s in self.symbols if s.name == name), None)

    def _sections(self):
        for line in tool("readelf", "-SW", self.path).splitlines():
            match = SECTION.match(line)
            if match:
                self.sections[match[1]] = (match[2], int(match[3], 16))

    def _symbols(self):
        for line in tool("readelf", "-sW", self.path).splitlines():
            match = SYMBOL.match(line)
            if not match:
                continue
            at, size, kind, section, name = match.groups()
            if section == "UND":
                self.undefined.add(name)
            elif kind in ("FUNC", "OBJECT") and int(size):
                self.symbols.append(Symbol(name, self.sections[section][0], int(at, 16),
                                           int(size), kind == "FUNC"))

    def _at(self, section, at):
        return next((s for s in self.symbols
                     if s.section == section and s.at <= at < s.at + s.size), None)

    def _relocations(self):
        section = None
        for line in tool("readelf", "-rW", self.path).splitlines():
            head, match = RELOCATED.match(line), RELOC.match(line)
            if head:
                section = head[1]
            elif match:
                user = self._at(section, int(match[1], 16))
                self.relocated.add((section, int(match[1], 16)))
                addend = int(match[4] + match[5], 16)
                # Relative to the end of the field, where the instruction ends too.
                addend += 4 if match[2] in ("R_X86_64_PC32", "R_X86_64_PLT32") else 0
                if user:
                    used = self._at(match[3], addend)
                    user.uses.add(used.name if used else match[3])

    def _code(self):
        """The jumps and calls that the assembler resolved, and the stack that is used."""
        section = symbol = None
        for line in tool("objdump", "-d", "--no-show-raw-insn", self.path).splitlines():
            head, jump, grows = HEAD.match(line), LOCAL.match(line), GROWS.search(line)
            if line.startswith("Disassembly of section "):
                section = line.split()[-1].rstrip(":")
            elif head:
                symbol = self._at(section, int(head[1], 16))
                if symbol:
                    symbol.stack = 8    # the return address
            elif symbol and jump:
                at = int(jump[1], 16)
                # An instruction that still has a relocation has no target yet.
                if not {(section, at + 1), (section, at + 2)} & self.relocated:
                    target = self._at(section, int(jump[2], 16))
                    symbol.uses |= {target.name} if target else set()
            elif symbol and grows:
                symbol.stack += 8 if grows[1] else int(grows[2], 16)


def reachable(library, roots):
    """The library's functions that are reachable from @roots, by call or by address,
    except through __this_module, which refers to the library's init and exit."""
    found, todo = {"__this_module": library.named("__this_module")}, sorted(roots)
    while todo:
        symbol = library.named(todo.pop())
        if symbol and symbol.name not in found:
            found[symbol.name] = symbol
            todo += symbol.uses
    return [s for s in found.values() if s.code]


def deepest_stack(modules, name, above=()):
    """Bytes of stack used by a function and its deepest callees within @modules."""
    symbol = next(filter(None, (m.named(name) for m in modules)), None)
    if not symbol or not symbol.code or name in above:
        return 0
    return symbol.stack + max((deepest_stack(modules, used, (*above, name))
                               for used in symbol.uses), default=0)
