# SPDX-License-Identifier: GPL-2.0
"""What several rules need and Coccinelle does not give: the text of C files,
the extent of a block, and one form for findings."""
import os
import re
import sys

said = set()


def say(file, line, wrong, write):
    text = f"{os.path.relpath(file)}:{line}: {wrong}; write {write}"
    if text not in said:
        said.add(text)
        print(text)
        sys.stdout.flush()


def finding(positions, wrong, write):
    for p in positions:
        say(p.file, int(p.line), wrong, write)


def member_line(position, member):
    """The line of a struct that declares its member."""
    with open(position.file, errors="replace") as file:
        lines = strip(file.read()).split("\n")
    for number in range(int(position.line), len(lines) + 1):
        if re.search(rf"\b{member}\s*[;\[:]", lines[number - 1]):
            return number
    return int(position.line)


def keep_lines(match, mark=" "):
    return mark + "\n" * match.group().count("\n")


def blank(match):
    mark = {'"': '""', "'": "0"}.get(match.group()[0], " ")
    return mark + "\n" * match.group().count("\n")


def strip(text):
    """C without comments, and with empty strings; lines stay where they are."""
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
                  blank, text, flags=re.S)


def same_place(text):
    """The same, with columns kept too."""
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
                  lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.S)


class Blocks:
    """Where the blocks of a file end."""

    def __init__(self, path):
        with open(path, errors="replace") as file:
            self.text = same_place(file.read())
        self.starts = [0] + [m.end() for m in re.finditer("\n", self.text)]

    def offset(self, line, column):
        return self.starts[line - 1] + column

    def end(self, line, column):
        """The offset at which the innermost block around a place ends."""
        return self.closing(self.offset(line, column))

    def closing(self, start):
        """The same of an offset."""
        depth = 0
        for at in range(start, len(self.text)):
            depth += {"{": 1, "}": -1}.get(self.text[at], 0)
            if depth < 0:
                return at
        return len(self.text)

    def used_after(self, name, end):
        """Is a variable read, before it is assigned, between the end of a block and that
        of the function around it?"""
        function = self.text.find("\n}", end - 1)
        use = re.search(rf"(?<![.>\w]){name}\b(\s*=(?!=))?", self.text[end:function])
        return function >= end and use is not None and not use.group(1)


def handed_on(path, function, parameter):
    """Is it used once, and before any branch?"""
    with open(path, errors="replace") as file:
        text = same_place(file.read())
    body = re.search(rf"\b{function}\s*\([^;{{}}]*\{{", text)
    if not body:
        return True
    end = Blocks(path).closing(body.end())
    uses = list(re.finditer(rf"(?<![.>\w])(?<!SDRM_OWN\(){parameter}\b", text[body.end():end]))
    # SDRM_OWN(kind, name, parameter), where kind and name may be called the same.
    own = re.search(rf"SDRM_OWN\s*\([^;]*,\s*{parameter}\s*\)\s*;", text[body.end():end])
    if own:
        shadowed = re.match(rf"SDRM_OWN\s*\(\s*\w+\s*,\s*{parameter}\s*,", own.group())
        uses = [u for u in uses if not own.start() <= u.start() < own.end()]
        first = own.start()
        used_again = bool(uses) and not shadowed
    elif len(uses) == 1:
        first, used_again = uses[0].start(), False
    else:
        return False
    before = text[body.end():body.end() + first]
    return not used_again and not re.search(r"\b(if|for|while|switch|goto|do)\b|\?", before)
