# SPDX-License-Identifier: GPL-2.0
"""One thing that runs by itself: a test program, or a build that tests need."""
import json
import os
import re
import signal
import subprocess
import time

from results import Ktap

LONG = 100         # lines of output beyond which passed tests are left out
DETAILS = 12       # lines that are shown again for each failure, at the end
COUNTS = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$")
MORE = re.compile(r": given more time: ")   # as tests/vm/machine.py says it


class Step:
    """A command, what it needs, and how many slots it takes (one per guest). Its output
    is KTAP, unless it counts its tests itself or is a build, which is one test."""
    RESULTS = os.environ.get("RESULTS") or os.path.join("build", "results")

    def __init__(self, name, command, kernel=None, *, what="", needs=(), slots=1, counts=False,
                 seconds=0, control=False, guest=False, build=False, folder="", line=""):
        self.name, self.command, self.kernel, self.what = name, command, kernel, what
        self.needs, self.slots, self.seconds_usual = list(needs), slots, seconds
        self.control, self.guest, self.build = control, guest, build
        self.folder, self.line = folder, line   # its place in tests/ and in the table
        self.read = self._built if build else self._counted if counts else self._ktap
        self.process = self.started = None
        self.output, self.counts = "", (0, 1, 0)   # silence is a failure
        self.skipped, self.again = "", False       # why it did not run
        self.wall = self.cpu = 0

    def run(self):
        self.started = time.monotonic()
        if os.path.exists(self.results()):   # of an earlier run
            os.remove(self.results())
        try:
            command = self.command() if callable(self.command) else self.command
        except subprocess.CalledProcessError as error:
            command = ["sh", "-c", f"echo '{error}'; exit 1"]
        env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, env=env,
                                        stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                        start_new_session=True)
        output = self.process.stdout.read().decode("utf-8", "replace")
        _pid, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = status = os.waitstatus_to_exitcode(status)
        self.wall, self.cpu = time.monotonic() - self.started, usage.ru_utime + usage.ru_stime
        self.output, self.counts = self.read(output)
        # An exit status counts even where no single test took the blame.
        if status and not self.counts[1]:
            self.output += f"  FAIL  {self.name}: exit status {status}\n"
            self.counts = (self.counts[0], 1, self.counts[2])

    def skip(self, why, again=False):
        """It does not run, and that is no pass, even if it has passed before: AGAIN."""
        self.skipped, self.again, self.counts = why, again, (0, 0, 1)

    def instrumented(self):
        """Is its kernel one that is built from source?"""
        return "-" in (self.kernel or "")

    def passed(self):
        return not self.counts[1] and not self.skipped

    def _built(self, output):
        if not self.process.returncode:
            return "", (1, 0, 0)
        tail = output.splitlines()[-DETAILS:]
        return "".join([f"  FAIL  {self.what}\n", *(f"        | {line}\n" for line in tail)]), (0, 1, 0)

    def _counted(self, output):
        """Shown as it is, with the counts of its last line."""
        *lines, last = output.rstrip("\n").split("\n")
        match = COUNTS.match(last)
        if not match:
            return output, (0, 1, 0)
        lines = [line for line in lines if not line.startswith("  ...  ")]
        if len(lines) > LONG:
            kept = [line for line in lines if not line.startswith("  pass  ")]
            lines = kept + [f"  ({len(lines) - len(kept)} that passed are not shown)"]
        return "\n".join(lines) + "\n", tuple(int(n or 0) for n in match.groups())

    def _ktap(self, output):
        ktap = Ktap()
        tests = [t for line in output.splitlines() for t in ktap.feed(line)] + ktap.finish()
        lines = [f"  {'FAIL' if t.result == 'fail' else t.result}  {t.name}"
                 + (f"  {t.why}" if t.why and t.result == "skip" else "")
                 + "".join(f"\n        | {line}" for line in t.output)
                 for t in tests if t.result != "pass" or len(tests) <= LONG]
        if tests and len(lines) < len(tests):
            lines.append(f"  ({len(tests) - len(lines)} that passed are not shown)")
        counts = [sum(t.result == r for t in tests) for r in ("pass", "fail", "skip")]
        return ("\n".join(lines) + "\n") if tests else output, tuple(counts) if tests else (0, 1, 0)

    def kill(self):
        if self.process and self.process.returncode is None:
            try:
                os.killpg(self.process.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass

    def running_for(self):
        return time.monotonic() - self.started

    def results(self):
        """Where tests/vm/run leaves what it found, if this is a guest."""
        return os.path.join(self.RESULTS, f"{self.name}.json")

    def failures(self):
        """The lines that say so, with the first few that say why."""
        said, room = [], 0
        for line in self.output.splitlines():
            if line.startswith("  FAIL  "):
                room = DETAILS
            elif not line.startswith("        | "):
                room = 0
            if room:
                said.append(line)
                room -= 1
        return said

    def given_more(self):
        return [line.strip() for line in self.output.splitlines() if MORE.search(line)]

    def rows(self):
        """For docs/results.md: the guest's own, or the counts."""
        passed, failed, skipped = self.counts
        try:
            with open(self.results()) as results:
                rows = json.load(results)["rows"]
        except FileNotFoundError:
            rows = []
        ours = f"{passed} passed" + f", {failed} failed" * bool(failed) \
            + f", {skipped} skipped" * bool(skipped)
        first = [self.name, f"{passed + failed + skipped} tests", ours, ""]
        return [[self.kernel or "", *row] for row in [first, *rows]]
