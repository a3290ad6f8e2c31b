# SPDX-License-Identifier: GPL-2.0
"""What there is to run: the table tests/steps.toml, and the steps it makes."""
import fnmatch
import functools
import os
import re
import subprocess
import tomllib

from step import Step

TESTS = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), ".."))
TABLE = os.path.join(TESTS, "steps.toml")
MATRIX_KERNELS = ("6.1", "6.12", "newest")
RUST = "rust-crates"   # the build of what rustc needs
RELEASE = "6.1"    # whose steps and host tools need no prefix
KEYS = {"what", "where", "check", "long", "matrix", "control", "guest", "host", "packages", "needs",
        "seconds", "slots", "cpus", "timeout", "append", "expect-crash", "expect-reports",
        "options", "known-races"}


class TableError(Exception):
    """The table says something that makes no sense."""


class Entry:
    """One step of the table, for all of its kernels."""

    def __init__(self, name, values):
        self.name = name
        self.values = {k: v for k, v in values.items() if not isinstance(v, dict)}
        self.variants = {k: v for k, v in values.items() if isinstance(v, dict)}
        for known in (self.values, *self.variants.values()):
            for key in known.keys() - KEYS:
                raise TableError(f"{name}: no key {key}")
        for key in ("what", "where"):
            if not self.values.get(key):
                raise TableError(f"{name}: no {key}")
        if ("guest" in self.values) == ("host" in self.values):
            raise TableError(f"{name}: either guest or host")

    def kernels(self, key):
        return self.values.get(key, "").split()

    def on(self, kernel, full):
        """Its values for a kernel: the more specific variant wins."""
        version, _dash, flavour = kernel.partition("-")
        values = dict(self.values)
        for variant in ("full" if full else "", flavour or "stock", version,
                        f"{flavour or 'stock'}-full" if full else ""):
            values.update(self.variants.get(variant, {}))
        return values


def read():
    with open(TABLE, "rb") as file:
        return [Entry(name, values) for name, values in tomllib.load(file).items()]


def prefix(kernel):
    if kernel in ("-", RELEASE):
        return ""
    version, _dash, flavour = kernel.partition("-")
    return f"{flavour}-" if flavour and version == RELEASE else f"{kernel}-"


def package_list(name):
    for path in (f"scripts/{name}.packages", f"tests/{name}/packages"):
        if os.path.exists(os.path.join(TESTS, "..", path)):
            return path
    raise TableError(f"no list of packages {name}")


def folder(values):
    """What a step has to itself of tests/."""
    if "host" in values:
        return values["host"].split("/")[0]
    return values["guest"].split()[0] if values["guest"] else \
        "kms" if "--kms" in values["options"] else "igt"


@functools.lru_cache
def folders():
    """Those of all steps."""
    return {folder(entry.values) for entry in read()}


def turn():
    """Which eighth of what rotates this commit's turn is."""
    count = subprocess.run(["git", "-C", TESTS, "rev-list", "--count", "HEAD"],
                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return int(count or 0) % 8 + 1


class Planner:
    """Makes steps out of entries, and the builds that they need."""

    def __init__(self, full, newest, kernels, patterns=()):
        self.full, self.newest, self.patterns = full, newest, patterns
        self.only = [self.name(k) for k in kernels]
        self.builds, self.images = {}, {}

    def name(self, kernel):
        """`newest` resolved, and only if somebody asks."""
        return kernel.replace("newest", self.newest()) if "newest" in kernel else kernel

    def steps(self, entries, matrix=False):
        """Those that the patterns choose; all of them without patterns."""
        steps = [self.step(entry, kernel) for entry in entries
                 for kernel in self.places(entry, matrix)]
        for pattern in self.patterns:
            if not any(fnmatch.fnmatchcase(s.name, pattern) for s in steps):
                raise TableError(f"no step {pattern}; there are: "
                                 + " ".join(s.name for s in steps))
        return [s for s in steps if not self.patterns
                or any(fnmatch.fnmatchcase(s.name, p) for p in self.patterns)]

    def _needless(self, kernel):
        """A step on the newest kernel, whose version nobody has to know: the steps that
        were asked for are called otherwise."""
        return "newest" in kernel and self.patterns and not self.only and not any(
            re.search(r"[*?\[]|^[0-9]|^newest", p) for p in self.patterns)

    def places(self, entry, matrix):
        """The kernels of an entry: those of the table, or those that were asked for."""
        if matrix:
            return (self.only or list(map(self.name, MATRIX_KERNELS))) \
                if entry.values.get("matrix") else []
        listed = entry.kernels("check") + (entry.kernels("long") if self.full else [])
        if not self.only:
            return [self.name(k) for k in listed if not self._needless(k)]
        if listed and listed[0] == "-":
            return ["-"]
        # A stock kernel that the table does not know is tested as the newest is.
        known = {self.name(k) for k in self.all_kernels()}
        return [k for k in self.only
                if k in map(self.name, listed) or k not in known and "newest" in listed]

    @staticmethod
    @functools.lru_cache
    def all_kernels():
        return {k for entry in read() for k in entry.kernels("check") + entry.kernels("long")} - {"-"}

    def step(self, entry, kernel):
        values = entry.on(kernel, self.full)
        name = prefix(kernel) + entry.name
        make = self._guest if "guest" in values else self._host
        command, needs = make(name, kernel, values)
        return Step(name, command, kernel if kernel != "-" else None,
                    what=values["what"], needs=needs, slots=values.get("slots", 1),
                    folder=folder(values), line=f"{name}: {sorted(values.items())}",
                    counts="guest" in values or entry.name == "mutants",
                    seconds=values.get("seconds", 0), control=values.get("control", False),
                    guest="guest" in values)

    def _guest(self, name, kernel, values):
        words = ["--results", Step.RESULTS, "--log-name", name]
        if self.full:
            values["timeout"] = 7200
        for key in ("cpus", "timeout", "append", "expect-crash"):
            if values.get(key):
                words += [f"--{key}", str(values[key])]
        for report in values.get("expect-reports", ()):
            words += ["--expect-report", report]
        if values.get("known-races"):
            words += ["--known-races", os.path.join(TESTS, "kernel", "kcsan-known")]
        if self.full:
            words.append("--long")
        words += values.get("options", "").split()
        words += values["guest"].replace("{turn}", str(turn())).split()

        def command():
            """Known only when all steps are: see merged_builds()."""
            return ["env", f"KERNEL={kernel}", os.path.join(TESTS, "vm", "run"),
                    "--image", os.path.join("build", kernel, self.images[kernel]), *words]
        # What runs nothing but IGT on vgem does without the programs and the test modules.
        igt = not values["guest"] and "--kms" not in values["options"]
        return command, [self._build("run" if igt else "guest", kernel, values)]

    def _host(self, name, kernel, values):
        where = kernel if kernel != "-" else RELEASE
        program, *words = values["host"].split()
        path = os.path.join(TESTS, program)
        needs = [] if not values.get("needs") else [self._rust(values)] \
            if values["needs"] == "rust" else [self._build(values["needs"], where, values)]
        if not needs and values.get("packages"):
            needs = [self._packages(values)]

        def command():
            """Known only once the kernel has been fetched."""
            headers = subprocess.run([os.path.join(TESTS, "vm", "fetch"), "--headers"],
                                     env={**os.environ, "KERNEL": where}, check=True,
                                     stdout=subprocess.PIPE, text=True).stdout.strip() \
                if "{headers}" in words else ""
            return ["env", f"KERNEL={where}", path,
                    *(w.format(build=os.path.abspath(os.path.join("build", where, "modules")),
                               headers=headers) for w in words)]
        return command, needs

    # --- builds: packages <- kernel <- modules <- run <- guest --------------------

    def _packages(self, values, kernel=""):
        lists = {package_list(word) for word in values.get("packages", "").split()}
        if values.get("needs") == "rust":
            lists.add("tests/rust/packages")
        if "-" in kernel:
            lists.add("tests/kernel/packages")
        step = self.builds.get("packages")
        if not step:
            step = self.builds["packages"] = Step("packages", None, what="Debian packages",
                                                  build=True)
            step.lists = set()
        step.lists |= lists
        step.command = [os.path.join(TESTS, "vm", "deps"), *sorted(step.lists)]
        return "packages"

    def _build(self, what, kernel, values):
        """kernel: fetched or built; modules: built for it; run: an image with them and IGT;
        guest: one with all that the tests need."""
        packages = self._packages(values, kernel)
        name, target = f"{what}-{kernel}", {"kernel": "deps", "modules": "guest-modules",
                                            "run": "guest-run", "guest": "guest"}[what]
        if name not in self.builds:
            needs = packages if what == "kernel" else self._build("kernel", kernel, values)
            # An instrumented kernel takes minutes, and a third of the steps wait for it.
            urgent = what == "kernel" and "-" in kernel
            self.builds[name] = Step(
                name, [*["nice"][urgent:], "make", "--no-print-directory", f"KERNEL={kernel}",
                       target],
                kernel, what=f"make {target} KERNEL={kernel}", needs=[needs], build=True,
                seconds=1000)
        return name

    def _rust(self, values):
        """rustc and a kernel's crates."""
        if RUST not in self.builds:
            self.builds[RUST] = Step(
                RUST, ["nice", os.path.join(TESTS, "rust", "build")], what="tests/rust/build",
                needs=[self._packages(values)], build=True, seconds=600)
        return RUST

    def merged_builds(self, steps):
        """Those that these steps need, the release's own kernel first. A build of more
        makes what is less as well."""
        controls = {step.kernel for step in steps if step.control}
        for build in self.builds.values():
            if build.name.startswith("guest-") and build.kernel not in controls:
                build.command = [*build.command, "CONTROLS=0"]
        wanted, todo = {}, [need for step in steps for need in step.needs]
        while todo:
            name = todo.pop()
            if name not in wanted:
                wanted[name] = self.builds[name]
                todo += wanted[name].needs
        for less, more in (("run", "guest"), ("modules", "run"), ("modules", "guest")):
            for name in [n for n in wanted if n.startswith(less + "-")]:
                instead = name.replace(less, more, 1)
                if instead in wanted:
                    del wanted[name]
                    for step in steps:
                        step.needs = [instead if need == name else need for need in step.needs]
        for kernel in {build.kernel for build in wanted.values()}:
            self.images[kernel] = "guest.cpio" if f"guest-{kernel}" in wanted else "run.cpio"
        stages = ["packages", "rust", "kernel", "modules", "run", "guest"]
        return sorted(wanted.values(), key=lambda b: (
            b.kernel is not None, b.kernel != RELEASE, b.kernel or "",
            stages.index(b.name.split("-")[0])))


def markdown(entries):
    """The table of docs/testing.md."""
    def kernels(entry, key):
        return ", ".join("host" if k == "-" else k for k in entry.kernels(key))
    lines = ["| step | what it asks | in `make check` | also in `make check-long` | why there |",
             "|---|---|---|---|---|"]
    for e in entries:
        lines.append(f"| `{e.name}` | {e.values['what']} | {kernels(e, 'check')}"
                     f"{' (control)' if e.values.get('control') else ''} | {kernels(e, 'long')} "
                     f"| {e.values['where']} |")
    return "\n".join(lines)


def documented(entries, text):
    """Entries that docs/testing.md does not have."""
    return [e.name for e in entries if not re.search(rf"^\| `{re.escape(e.name)}` \|", text, re.M)]
