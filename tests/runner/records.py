# SPDX-License-Identifier: GPL-2.0
"""What earlier runs found: for tables, to resume check-long, and for controls."""
import hashlib
import json
import os
import subprocess
import time

from plan import TABLE, TESTS, folders

# As in tests/vm/common.sh.
CACHE = os.environ.get("SDRM_CACHE") or os.path.join(
    os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "sdrm")
RESULTS = os.path.join("docs", "results.md")
FOUND = os.path.join("build", "tested.json")
LONG = os.path.join(CACHE, "check-long.json")   # hours: not lost with a clone
WHOLE = ("layering",)   # folders of steps that look at all of tests/
LONG_TABLE = os.path.join("build", "check-long.md")


def load(path):
    try:
        with open(path) as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def save(path, what):
    new = path + ".new"
    with open(new, "w") as out:
        json.dump(what, out, indent=1)
    os.replace(new, path)


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True).stdout.strip()


def commit():
    """Of the tree; with a + if it has been changed since."""
    name = output("git", "rev-parse", "--short=12", "HEAD") or "no commit"
    return name + "+" * bool(output("git", "status", "--porcelain", "--untracked-files=no"))


class Found:
    """What each step found last, for docs/results.md."""

    def __init__(self):
        self.found = load(FOUND)

    def add(self, step):
        if not step.build and not step.skipped:
            self.found[step.name] = step.rows()
            save(FOUND, self.found)

    def table(self, order):
        """Of the steps in ORDER: what they found here, or else what RESULTS has of them."""
        before = earlier(load_text(RESULTS), order)
        lines = ["| kernel | test | points or rounds | ours | in-tree |", "|---|---|---|---|---|"]
        for name in order:
            rows = self.found.get(name)
            lines += ["| " + " | ".join(row) + " |" for row in rows] if rows \
                else before.get(name, [])
        return "\n".join(lines)


def earlier(text, names):
    """The lines of each step in a table that was written before: those from its name on."""
    blocks, block = {}, []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) < 4:
            continue
        if cells[3].endswith(" tests") and " " not in cells[2]:   # a step itself
            block = blocks.setdefault(cells[2], [])
        block.append(line)
    return {name: lines for name, lines in blocks.items() if name in names}


class Long:
    """Which step of check-long passed on which commit, in any clone."""

    def __init__(self, fresh):
        os.makedirs(CACHE, exist_ok=True)
        if fresh:
            save(LONG, {})
        self.passed = load(LONG)

    def add(self, step):
        if step.build or step.skipped:
            return
        self.passed = load(LONG)   # with what another clone has added
        if step.passed():
            self.passed[step.name] = {"commit": commit(), "counts": step.counts,
                                      "wall": round(step.wall), "cpu": round(step.cpu),
                                      "when": time.strftime("%F %H:%M")}
        else:
            self.passed.pop(step.name, None)
        save(LONG, self.passed)

    def of(self, step):
        at = self.passed.get(step.name)
        return at and f"passed on {at['commit']}, {at['when']}; FRESH=1 runs it again"

    def write(self, order):
        lines = ["| step | commit | passed | skipped | minutes | CPU minutes |",
                 "|---|---|---:|---:|---:|---:|"]
        for name in order:
            at = self.passed.get(name)
            lines.append(f"| {name} | " + (f"{at['commit']} | {at['counts'][0]} | {at['counts'][2]} "
                                           f"| {at['wall'] / 60:.1f} | {at['cpu'] / 60:.1f} |"
                                           if at else "not passed | | | | |"))
        with open(LONG_TABLE, "w") as table:
            table.write("\n".join(lines) + "\n")


class Controls:
    """Controls ask whether the tests still bite. They run when something changed that
    decides it: their folder of tests/ and what no other step has to itself, the kernel's
    packages, the compiler, QEMU. What passed is remembered in the cache."""

    def __init__(self):
        self.directory = os.path.join(CACHE, "controls")
        self.files = None

    def _files(self):
        """(name, hash) of all of tests/, compiler and QEMU."""
        if self.files is None:
            self.files = [("tools", output("gcc", "--version")
                           + output("qemu-system-x86_64", "--version"))]
            for top, directories, files in os.walk(TESTS):
                directories.sort()
                for name in sorted(files):
                    path = os.path.join(top, name)
                    if not name.endswith(".pyc") and path != TABLE:
                        with open(path, "rb") as file:
                            self.files.append((os.path.relpath(path, TESTS),
                                               hashlib.sha256(file.read()).hexdigest()))
        return self.files

    def _of_step(self, step):
        others = folders() - {step.folder}
        yield step.line
        for name, content in self._files():
            if name.split(os.sep)[0] not in others or step.folder in WHOLE:
                yield name + " " + content

    def _path(self, step):
        packages = load_text(os.path.join(CACHE, f"kernel-{step.kernel}", "SHA256SUMS"))
        seen = "\n".join([packages, *self._of_step(step)])
        key = hashlib.sha256(seen.encode()).hexdigest()[:16]
        return os.path.join(self.directory, f"{step.name}-{key}")

    def of(self, step):
        passed = step.control and load_text(self._path(step)).strip()
        return passed and f"a control; the tests, the kernel and the compiler are as when it " \
                          f"passed on {passed}"

    def add(self, step):
        if step.control and step.passed():
            os.makedirs(self.directory, exist_ok=True)
            with open(self._path(step), "w") as out:
                out.write(commit() + "\n")


def load_text(path):
    try:
        with open(path) as file:
            return file.read()
    except FileNotFoundError:
        return ""
