# SPDX-License-Identifier: GPL-2.0
"""Parse test results from a guest's output: KTAP, and IGT's own format."""
import re
import time

from picture import Picture

HELD_LINES = 200   # lines of output kept for the next failure
SHOWN_LINES = 15   # how many of them are shown


class Test:
    def __init__(self, name, result, seconds=None, why="", output=()):
        self.name, self.result, self.seconds = name, result, seconds
        self.why, self.output = why, list(output)

    def as_dict(self):
        return {"name": self.name, "result": self.result,
                "seconds": self.seconds, "why": self.why}


class Clock:
    """Seconds since the last result, for tests that do not report their duration."""

    def __init__(self):
        self.last = time.monotonic()

    def lap(self):
        now = time.monotonic()
        lap, self.last = now - self.last, now
        return round(lap, 3)


class Document:
    """One KTAP document: its plan, and how many results were seen."""

    def __init__(self):
        self.plan, self.seen, self.failed = None, 0, 0


class Ktap:
    """KTAP, nested to any depth. A result that closes a nested document is its summary,
    not a separate test."""
    RESULT = re.compile(r"^( *)(not ok|ok) (\d+) ?-? ?(.*)$")
    PLAN = re.compile(r"^( *)1\.\.(\d+) *(?:# *SKIP *(.*))?$", re.I)
    VERSION = re.compile(r"^( *)K?TAP version \d+")
    DIRECTIVE = re.compile(r"^(.*?) *# *(SKIP|TODO|XFAIL|TIMEOUT)\b:? *(.*)$", re.I)

    def __init__(self):
        self.open = {}     # depth -> Document
        self.held = []
        self.clock = Clock()

    def feed(self, line):
        """Return the tests that end with this line."""
        for pattern, handle in ((self.VERSION, self._version),
                                (self.PLAN, self._plan),
                                (self.RESULT, self._result)):
            match = pattern.match(line)
            if match:
                return handle(len(match[1]), match)
        self.held = (self.held + [line])[-HELD_LINES:]
        return []

    def finish(self):
        return [t for depth in sorted(self.open, reverse=True)
                for t in self._close(depth)]

    def _version(self, depth, _match):
        tests = self._close_from(depth)
        self.open[depth] = Document()
        self.clock.lap()
        return tests

    def _plan(self, depth, match):
        tests = []
        document = self.open.get(depth)
        if document is None or document.plan is not None:
            tests = self._close_from(depth)
            document = self.open[depth] = Document()
        if not document.seen:
            self.clock.lap()
        document.plan = int(match[2])
        if document.plan == 0 and match[3] is not None:
            tests.append(Test("all of it", "skip", self.clock.lap(), match[3]))
        return tests

    def _result(self, depth, match):
        nested = [d for d in self.open if d > depth]
        failed_inside = sum(self.open[d].failed for d in nested)
        tests = self._close_from(depth + 1)
        failed_inside += sum(t.result == "fail" for t in tests)
        document = self.open.setdefault(depth, Document())
        document.seen += 1
        test = self._test(match)
        document.failed += test.result == "fail"
        # A summary counts only if it says "not ok" and no test inside did.
        if not nested or (test.result == "fail" and not failed_inside):
            tests.append(test)
        return tests

    def _test(self, match):
        name, result, why = match[4], "fail" if match[2] == "not ok" else "pass", ""
        directive = self.DIRECTIVE.match(name)
        if directive:
            name, why = directive[1], directive[3]
            if directive[2].upper() in ("SKIP", "XFAIL", "TODO"):
                result = "skip"
                why = why if directive[2].upper() == "SKIP" else f"known failure: {why}"
        output, self.held = self.held, []
        return Test(name or f"test {match[3]}", result, self.clock.lap(), why,
                    output if result == "fail" else ())

    def _close_from(self, depth):
        return [t for d in sorted((d for d in self.open if d >= depth), reverse=True)
                for t in self._close(d)]

    def _close(self, depth):
        document = self.open.pop(depth)
        if document.plan is None or document.seen == document.plan:
            return []
        output, self.held = self.held, []
        return [Test("plan", "fail", None,
                     f"{document.plan} tests planned, {document.seen} seen", output)]


class Igt:
    """IGT's output, between the job's lines igt.start and igt.exit. With SUMS, dynamic
    subtests count only as what the subtest around them makes of them."""
    START = re.compile(r"^igt\.start (\S+) (.*)$")
    EXIT = re.compile(r"^igt\.exit (\d+)$")
    SUBTEST = re.compile(r"^(Subtest|Dynamic subtest) (\S+): ([A-Z]+) \(([\d.]+)s\)")
    WHOLE = re.compile(r"^([A-Z]+) \(([\d.]+)s\)$")
    BEGIN = re.compile(r"^Starting (dynamic )?subtest: (\S+)")
    WORDS = {"SUCCESS": "pass", "SKIP": "skip"}   # anything else is a failure
    SKIPPED = 77

    def __init__(self, sums=False):
        self.sums = sums
        self.group = None      # of the run in progress
        self.held = []
        self.clock = Clock()

    def feed(self, line):
        match = self.START.match(line)
        if match:
            return self._start(*match.groups())
        if self.group is None:
            return []
        for pattern, handle in ((self.EXIT, self._exit), (self.SUBTEST, self._subtest),
                                (self.WHOLE, self._whole)):
            match = pattern.match(line)
            if match:
                return handle(*match.groups())
        match = self.BEGIN.match(line)
        if match:
            if not (self.sums and match[1]):
                self.doing = f"{self.group}/{match[2]}"
                self.held = self.held[-4:]   # may contain a failed requirement of the group
        self.held = (self.held + [line])[-HELD_LINES:]
        return []

    def finish(self):
        return [] if self.group is None else self._broken("did not finish")

    def _start(self, group, command):
        tests = self.finish()
        self.group, self.command = group, command
        self.doing = f"{group}/{self._name()}"
        self.held, self.results, self.wrong = [], 0, 0
        self.clock.lap()
        return tests

    def _record(self, name, result, seconds=None):
        self.results += 1
        self.wrong += result == "fail"
        why = self._reason() if result == "skip" else ""
        output, self.held = self._failing_lines(), []
        return [Test(self._full(name), result, seconds, why,
                     output if result == "fail" else ())]

    def _subtest(self, kind, name, word, seconds):
        # The subtest around dynamic subtests sums up what they said.
        if self.sums and kind != "Subtest":
            self.held = (self.held + [f"{kind} {name}: {word}"])[-HELD_LINES:]
            return []
        return self._record(name, self.WORDS.get(word, "fail"), float(seconds))

    def _whole(self, word, seconds):
        if self.results:
            return []   # sums up the subtests
        return self._record(self._name(), self.WORDS.get(word, "fail"), float(seconds))

    def _exit(self, status):
        status = int(status)
        tests = []
        if self.results == 0:
            # Neither a subtest nor a result: a benchmark, or a test that found no
            # device.
            result = {0: "pass", self.SKIPPED: "skip"}.get(status, "fail")
            tests = self._record(self._name(), result, self.clock.lap())
        elif status not in (0, self.SKIPPED) and not self.wrong:
            tests = self._broken(f"exit status {status}")
        self.group = None
        return tests

    def _broken(self, why):
        tests = [Test(self._full(self._name()), "fail", None, why,
                      self._failing_lines())]
        self.group = None
        return tests

    def _name(self):
        """The name of a run without subtests: the arguments, or else the command."""
        binary, *arguments = self.command.split()
        return " ".join(arguments) or binary

    def _full(self, name):
        return self.group if name == self.group else f"{self.group}/{name}"

    def _reason(self):
        for at, line in enumerate(self.held):
            if line.startswith("Test requirement: "):
                more = [l for l in self.held[at + 1:at + 2]
                        if l and not l.startswith("Last errno")]
                return " ".join([line[len("Test requirement: "):], *more])
        for line in self.held:
            if "requirement" in line or "No known gpu" in line:
                return line
        return ""

    def _failing_lines(self):
        telling = re.compile(r"fail|assert|error|mismatch|Received signal|Last errno", re.I)
        chosen = [l for l in self.held if telling.search(l)]
        return chosen or self.held


class Reader:
    """Sort a guest's output: test results, notes, rows for the table of results
    (test | rounds | ours | in-tree), pictures of the display, the exit status of the job."""
    INIT = "sdrm.init"   # the guest's init runs; for what comes before, see machine.py
    EXIT = re.compile(r"^sdrm\.exit (\d+)$")
    PICTURE = re.compile(r"^sdrm\.picture (\S+) (.*)$")
    ROW = re.compile(r"^sdrm\.row ([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)$")

    def __init__(self, job):
        self.job, self.status = job, None
        self.ktap, self.igt = Ktap(), Igt(sums=job == "kms")
        self.tests, self.rows, self.raw = [], [], []
        self.pictures = {}   # by name

    def feed(self, line):
        """Return the pairs ('test', Test) and ('note', text) that this line gives."""
        match = self.PICTURE.match(line)
        if match:
            return self.add(self._picture(*match.groups()))
        self.raw.append(line)
        if line == self.INIT:
            return []
        match = self.EXIT.match(line)
        if match:
            self.status = int(match[1])
            return []
        match = self.ROW.match(line)
        if match:
            self.rows.append([cell.strip() for cell in match.groups()])
            return [("note", " | ".join(self.rows[-1]))]
        if line.startswith("## "):
            return [("note", line[3:])]
        in_igt = self.igt.group is not None or line.startswith("igt.start ")
        return self._keep((self.igt if in_igt else self.ktap).feed(line))

    def _picture(self, name, packed):
        """The host's own test of it."""
        try:
            picture = self.pictures[name] = Picture(packed)
        except (ValueError, EOFError) as error:
            return Test(f"{name}.png", "fail", None, f"no picture: {error}")
        wrong = picture.wrong()
        return Test(f"{name}.png: {picture.width}x{picture.height}, {picture.colours()} colours,"
                    f" CRC {picture.kernel_crc:08x}", "fail" if wrong else "pass", None, wrong)

    def doing(self):
        """The name of the running test, if the output tells."""
        return self.igt.doing if self.igt.group is not None else ""

    def finish(self):
        return self._keep(self.igt.finish() + self.ktap.finish())

    def add(self, test):
        return self._keep([test])

    def _keep(self, tests):
        self.tests += tests
        return [("test", t) for t in tests]

    def count(self, result):
        return sum(t.result == result for t in self.tests)


def to_ktap(tests):
    """Return the results as one flat KTAP document."""
    lines = ["KTAP version 1", f"1..{len(tests)}"]
    for number, test in enumerate(tests, 1):
        lines += [f"# {line}" for line in test.output[-SHOWN_LINES:]]
        if test.why and test.result == "fail":
            lines.append(f"# {test.why}")
        skip = f" # SKIP {test.why}" if test.result == "skip" else ""
        word = "not ok" if test.result == "fail" else "ok"
        lines.append(f"{word} {number} {test.name}{skip}")
    return "\n".join(lines) + "\n"
