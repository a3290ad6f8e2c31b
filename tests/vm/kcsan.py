# SPDX-License-Identifier: GPL-2.0
"""KCSAN's reports in a console log, and which of them are known races in the kernel."""
import collections
import os
import re
import subprocess

# Two functions in alphabetical order, or one with an offset if the other access was not
# seen. Functions in modules have the module's name in brackets.
TITLE = re.compile(r"BUG: KCSAN: [a-z-]+ in (.*?)(?:\+0x[0-9a-f]+/0x[0-9a-f]+)?( \[\w+\])?$")
# What the compiler appends to the name of its copy of a function.
COPY = re.compile(r"\.(?:constprop|isra|part)\.\d+")
RULER = re.compile(r"={60,}$")
DRIVERS = subprocess.run([os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..",
                                       "scripts", "driver-list"), "--names"],
                         check=True, stdout=subprocess.PIPE, text=True).stdout.split()
OURS = re.compile(rf"\[(sdrm\w*|{'|'.join(DRIVERS)}|resv_holder)\]")


class Known:
    """The races in a file such as tests/kernel/kcsan-known: `FUNCTION / FUNCTION  # why
    sdrm is not involved`, or one FUNCTION, as in the titles of KCSAN's reports."""

    def __init__(self, path):
        self.races = set()
        with open(path) as lines:
            for number, line in enumerate(lines, 1):
                if not line.startswith("#") and line.strip():
                    self._add(line, f"{path}:{number}")

    def _add(self, line, where):
        race, _hash, why = line.partition("#")
        if not race.strip() or not why.strip():
            raise ValueError(f"{where}: not `FUNCTION / FUNCTION  # reason`")
        if OURS.search(race):
            raise ValueError(f"{where}: a race in one of our modules must be fixed")
        self.races.add(race.strip())

    def sort(self, log):
        """Return how often each known race occurred, the lines of the first report of an
        unknown one, and all lines of the log except the titles of reports."""
        counts, unknown, rest = collections.Counter(), [], []
        lines = log.splitlines()
        for at, line in enumerate(lines):
            title = TITLE.search(line)
            if not title:
                rest.append(line)
                continue
            race = COPY.sub("", title[1]) + (title[2] or "")
            if race in self.races:
                counts[race] += 1
            elif not unknown:
                unknown = report(lines[at:])
        return counts, unknown, rest


def report(lines):
    """Return the report at the start of the lines."""
    for at, line in enumerate(lines):
        if RULER.search(line):
            return lines[:at]
    return lines
