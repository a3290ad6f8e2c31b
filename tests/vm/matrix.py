# SPDX-License-Identifier: GPL-2.0
"""The table of kernels and tests, from the steps that tests/check ran."""
import json
import os
import subprocess

HERE = os.path.dirname(os.path.realpath(__file__))


def output(kernel, *command):
    return subprocess.run(command, env={**os.environ, "KERNEL": kernel}, check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


def compiler(kernel):
    build = os.path.join("build", kernel, "modules")
    recorded = output(kernel, os.path.join(HERE, "..", "..", "scripts", "kbuild-command"),
                      os.path.join(build, "driver", "vgem_ioctl.o")).split()[0]
    return "gcc " + output(kernel, os.path.join(HERE, "build-in"), recorded,
                           "-dumpfullversion")


def of(passed, failed):
    return f"{passed} of {passed + failed}"


def all_of(step):
    return of(*step.counts[:2])


def igt(step):
    with open(step.results()) as results:
        groups = json.load(results)["groups"]

    def side(name):
        total = {r: sum(g[name][r] for g in groups) for r in ("pass", "fail", "skip")}
        return f"{of(total['pass'], total['fail'])}, {total['skip']} skipped"
    return f"{side('ours')}; {side('peer')}"


def skipping(step):
    return f"{all_of(step)}, {step.counts[2]} skipped"


def crash(step):
    return "crash, as expected" if not step.counts[1] else "no crash"


# Text of the row, its step, and the function that makes a cell from the step.
LINES = (
    ("builds without a warning, passes clang, probes stop", "build", all_of),
    ("IGT: ours; in-tree", "igt", igt),
    ("IGT, explicit sync: ours", "sync", skipping),
    ("uAPI: ours answers as in-tree", "uapi", all_of),
    ("fences outlive the module, `preempt=full`: ours", "lifetime", all_of),
    ("the same: in-tree", "oops-control", crash),
    ("defects: absent in ours", "defects", all_of),
    ("the same: shown in-tree", "defects-control", all_of),
)


def cell(step, show):
    try:
        return show(step) if step and not step.skipped else "did not run"
    except FileNotFoundError:
        return "did not run"


def table(kernels, steps):
    """KERNELS are the columns. A kernel on which nothing ran has no column."""
    def row(first, cells):
        return "| " + " | ".join([first, *cells]) + " |"
    kernels = [k for k in kernels if any(s.kernel == k and not s.build and not s.skipped
                                         for s in steps)]
    lines = [row("", [output(k, os.path.join(HERE, "fetch"), "--release") for k in kernels]),
             "|---" * (len(kernels) + 1) + "|", row("compiler", map(compiler, kernels))]
    for text, name, show in LINES:
        lines.append(row(text, [cell(next((s for s in steps if s.kernel == k and (
            s.name == name or s.name.endswith(f"-{name}"))), None), show) for k in kernels]))
    return "\n".join(lines) + "\n"
