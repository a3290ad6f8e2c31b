# SPDX-License-Identifier: GPL-2.0
"""Sources as the preprocessor takes them: what a comment, a line's end or another
spelling hides is not hidden here."""
import os
import re

COMMENT = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|(/\*.*?\*/|//[^\n]*)', re.S)
DIRECTIVE = re.compile(r"^[ \t\f\v\r]*(?:#|%:|\?\?=)[ \t\f\v]*(\w*)[ \t]*(.*)$", re.M)


def read(path):
    """Of a regular file; a link or a directory in its place has no text."""
    if os.path.islink(path) or not os.path.isfile(path):
        return ""
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


def plain(text):
    """Lines joined, comments out; a comment's line ends stay, for line numbers."""
    joined = re.sub(r"(?:\\|\?\?/)[ \t]*\r?\n", "", text)
    return COMMENT.sub(lambda m: " " + "\n" * m[0].count("\n") if m[1] else m[0], joined)


def without_strings(text):
    return re.sub(r'"(?:\\.|[^"\\\n])*"', '""', plain(text))


def directives(text):
    """(name, rest) of each."""
    return [(m[1], m[2].strip()) for m in DIRECTIVE.finditer(plain(text))]


def words(text):
    """Identifiers and other words of the code."""
    return set(re.findall(r"\w+", without_strings(text)))
