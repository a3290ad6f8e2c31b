# SPDX-License-Identifier: GPL-2.0
"""What several rules need and Coccinelle does not give: the text of C files, and
one form for findings."""
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


def around(path, line, column):
    """The same, up to a place and from there on."""
    with open(path, errors="replace") as file:
        text = same_place(file.read())
    at = sum(len(before) + 1 for before in text.split("\n")[:line - 1]) + column
    return text[:at], text[at:]
