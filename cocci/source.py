# SPDX-License-Identifier: GPL-2.0
"""What several rules need and Coccinelle does not give: the text of C files, and
one form for findings."""
import json
import os
import re

said = set()
# For cocci/run, which sets this; without it, a rule prints its findings as text.
FINDINGS = os.environ.get("SDRM_FINDINGS")


def say(file, line, wrong, write, rule, name, of=None, function=None):
    """A finding: of a rule, about a name; of what is the name that it is counted under,
    if that is another, and None if it names nothing of the kernel's."""
    finding = (os.path.abspath(file), line, wrong, write, rule, name, of, function)
    if finding in said:
        return
    said.add(finding)
    if FINDINGS:
        with open(FINDINGS, "a", encoding="utf-8") as out:
            out.write(json.dumps(finding) + "\n")
    else:
        print(f"{os.path.relpath(file)}:{line}: {wrong}; write {write}", flush=True)


def finding(positions, wrong, write, rule, name):
    for p in positions:
        say(p.file, int(p.line), wrong, write, rule, name, None, p.current_element)


def keep_lines(match, mark=" "):
    return mark + "\n" * match.group().count("\n")


# A comment or a string, whichever begins first.
COMMENT_OR_STRING = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)


def strip(text):
    """C without comments, and with empty strings; lines stay where they are."""
    return COMMENT_OR_STRING.sub(
        lambda m: keep_lines(m, {'"': '""', "'": "0"}.get(m[0][0], " ")), text)


def same_place(text):
    """The same, with columns kept too."""
    return COMMENT_OR_STRING.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
