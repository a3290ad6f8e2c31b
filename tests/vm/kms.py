# SPDX-License-Identifier: GPL-2.0
"""Judge IGT's results on a display: which subtests must pass (tests/kms/floor), and which
are known to fail, or to come and go (files in drm-ci's format)."""
import fnmatch
import os
import re

# As drm-ci writes them. A subtest that is cut short has no result of its own.
WORDS = {"Fail": "fail", "Crash": "fail", "Timeout": "fail", "Skip": "skip"}


def lines_of(path):
    if not os.path.exists(path):
        return []
    with open(path) as file:
        lines = [line.split("#")[0].strip() for line in file]
    return [line for line in lines if line]


def selects(globs, subtest):
    """Does IGT's --run-subtest choose it? The last glob that matches decides."""
    chosen = False
    for glob in globs.split(","):
        wanted = not glob.startswith("!")
        if fnmatch.fnmatchcase(subtest, glob.removeprefix("!")):
            chosen = wanted
    return chosen


LISTS = "short", "long", "configfs"


class Expected:
    """What a vkms, of the tree sdrm or peer, makes of the subtests on a kernel."""

    def __init__(self, directory, tree, kernel, what):
        self.directory, self.tree, self.kernel = directory, tree, kernel
        self.runs = [run for word in what for run in self._runs(word)]
        self.floor = [test for test in self._floor() if self._chosen(test)]
        self.fails = dict(line.rsplit(",", 1) for line in self._list("fails"))
        self.flakes = self._list("flakes")
        self.seen, self.short = set(), []

    def _list(self, kind):
        """Of all kernels, and of this one."""
        return [line for name in (self.tree, f"{self.tree}-{self.kernel}")
                for line in lines_of(os.path.join(self.directory, f"{name}-{kind}.txt"))]

    def _runs(self, word):
        """(group, globs of subtests): a list's, or that of a pattern."""
        if word not in LISTS:
            program, _at, globs = word.partition("@")
            return [(program, globs or "*")]
        found = []
        for line in lines_of(os.path.join(self.directory, word)):
            program, parameters, globs = line.split()
            program = program.rpartition("/")[2]
            found.append((program if parameters == "all" else f"{program}:{parameters}", globs))
        return found

    def _floor(self):
        """The subtests that must pass here. Lines: since which kernel, or -; subtest."""
        def number(version):
            return [int(n) for n in version.split(".")]
        for line in lines_of(os.path.join(self.directory, "floor")):
            since, test = line.split()
            if since == "-" or number(since) <= number(self.kernel):
                yield test

    def _chosen(self, test):
        program, _at, subtest = test.partition("@")
        return any(group == program and (globs == "-" or selects(globs, subtest or "-"))
                   for group, globs in self.runs)

    def _flaky(self, test):
        return any(re.fullmatch(pattern, test) for pattern in self.flakes)

    def judge(self, test):
        """A result as it comes; what is known counts as skipped, and says so."""
        test.name = test.name.replace("/", "@", 1)
        if test.name in self.seen:
            return
        self.seen.add(test.name)
        if test.result == "skip":   # IGT gives the reason of several once
            test.why = test.why or "as the one before"
        wanted = self.fails.get(test.name)
        if self._flaky(test.name):
            if test.result != "pass":
                self._excuse(test, f"known to come and go, now: {test.result} {test.why}")
        elif wanted:
            if test.result == WORDS[wanted]:
                self._excuse(test, f"known: {wanted} {test.why}")
            else:
                self._blame(test, f"{test.result}, and known as {wanted}: {self.tree}-*fails.txt")
        elif test.name in self.floor and test.result == "skip":
            self._blame(test, f"skipped, and must pass: {test.why}")

    @staticmethod
    def _excuse(test, why):
        test.result, test.why, test.output = "skip", why.rstrip(), []

    @staticmethod
    def _blame(test, why):
        test.result, test.why = "fail", why.rstrip()

    def table(self, tests):
        """A line a program, and what must pass and was not there."""
        missing = [t for t in self.floor
                   if t not in self.seen and t not in self.fails and not self._flaky(t)]
        programs = dict.fromkeys(t.split("@")[0] for t in missing)
        self.short = [f"{p}: must pass, and did not run: "
                      + " ".join(t.partition("@")[2] for t in missing if t.split("@")[0] == p)
                      for p in programs]
        for test in tests:
            test.group = test.name.split("@")[0]
        groups = list(dict.fromkeys(group for group, _globs in self.runs))
        lines = ["  IGT on vkms, " + self.tree.ljust(13) + " pass fail skip  must pass"]
        for group in groups:
            count = [sum(t.group == group and t.result == r for t in tests)
                     for r in ("pass", "fail", "skip")]
            floor = [t for t in self.floor if t.split("@")[0] == group]
            lines.append(f"  {group:<26}" + "".join(f" {n:>4}" for n in count)
                         + f"  {len(floor):>9}")
        return lines + [f"  FAIL  {line}" for line in self.short]
