# SPDX-License-Identifier: GPL-2.0
"""What `spatch --parse-c FILE...` could not parse, by its log.

Spatch skips that in silence, and ends with 0. A driver's header may hold macros whose
bodies are no expression; those are read from the text (boundary.py), so only what is
outside of a #define counts. For the error at each "BAD:!!!!!" line spatch says where it
is, or else the line is.
"""
import re


def in_define(lines, number):
    """Is this line part of a #define?"""
    while number > 1 and lines[number - 2].rstrip().endswith("\\"):
        number -= 1
    return re.match(r"\s*#\s*define\b", lines[number - 1])


def places(path, log):
    """The lines of one file's errors. Spatch does not always say which: then those
    that read as what it skipped does."""
    found = {int(n) for file, n in re.findall(r'= File "([^"]*)", line (\d+),', log)
             if file == path}
    skipped = set(re.findall(r"^BAD:!!!!! (.*)$", log, re.M))
    if not found and skipped:
        with open(path, errors="replace") as file:
            found = {n for n, line in enumerate(file.read().split("\n"), 1) if line in skipped}
    return found


def errors(path, numbers):
    """(line, what is wrong, what to write) of one file, by the lines of its parse errors."""
    with open(path, errors="replace") as file:
        lines = file.read().split("\n")
    for number in sorted(numbers):
        if not in_define(lines, min(number, len(lines))):
            yield (number, "Coccinelle cannot parse this, so no rule has looked at it",
                   "it in plain C, or add the macro to cocci/macros.h")


def unparsed(log, files):
    """(file, line, wrong, write) of each place; None if the log does not account for every
    file."""
    parts = re.split(r"^PARSING: (.*)\n", log, flags=re.M)
    totals = re.search(r"^NB total files = (\d+); perfect = (\d+);", parts[-1], re.M)
    # Of the file itself: what it includes is read, but not counted, with it.
    bad = {path: places(path, text) for path, text in zip(parts[1::2], parts[2::2])}
    perfect = [path for path in bad if not bad[path]]
    if (not totals or parts[1::2] != files
            or totals.groups() != (str(len(files)), str(len(perfect)))):
        return None
    return [(path, *error) for path in files for error in errors(path, bad[path])]
