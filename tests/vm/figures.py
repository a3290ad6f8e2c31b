# SPDX-License-Identifier: GPL-2.0
"""Figures that a guest's job measures, as lines `bench TREE PATH: NUMBER`, and what a gate
expects of them: a file of kernel, figure and path."""
import os
import re
import subprocess
import tempfile

from machine import Machine

HERE = os.path.dirname(os.path.realpath(__file__))
KERNEL = os.environ.get("KERNEL", "6.1")
BUILD = os.path.join("build", KERNEL)
IMAGE = os.path.join(BUILD, "guest.cpio")
LINE = re.compile(r"^bench ([\w-]+) (.+): (-?[\d.]+)$")


class Failed(Exception):
    """There are no figures, for this reason."""


def fetched(what):
    return subprocess.run([os.path.join(HERE, "fetch"), what], check=True,
                          stdout=subprocess.PIPE, text=True).stdout.strip()


def measured(vmlinuz, job, args, cpus=1, timeout=None, icount=True):
    """Run the job in a guest; yield (tree, path, value) as they come."""
    if not os.path.exists(IMAGE):
        raise Failed(f"no {IMAGE}; run make guest first")
    with tempfile.TemporaryDirectory(prefix="sdrm-figures.") as directory:
        machine = Machine(vmlinuz, IMAGE, os.path.join(directory, "console"), job, args, cpus,
                          timeout=timeout, icount=icount)
        machine.start()
        status, said = None, []
        try:
            for line in machine.lines():
                match = LINE.match(line or "")
                if match:
                    yield match[1], match[2], float(match[3])
                elif line and line.startswith("sdrm.exit "):
                    status = line.split()[1]
                elif line:
                    said.append(line)
        finally:
            machine.kill()
        if status != "0" or machine.trouble():
            raise Failed("\n".join([f"the guest's job {job} {' '.join(args)} failed",
                                    *said[-3:], *machine.report(), machine.complaint()]))


def recorded(path):
    """What is recorded of all kernels: {kernel: {path: figure}}."""
    figures = {}
    with open(path) as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                kernel, figure, name = line.rstrip("\n").split("\t")
                figures.setdefault(kernel, {})[name] = float(figure)
    return figures


def record(path, figures, digits):
    """Replace what is recorded of this kernel."""
    with open(path) as file:
        head = [line for line in file if line.startswith("#")]
    every = {**recorded(path), KERNEL: figures}
    with open(path, "w") as file:
        file.writelines(head)
        file.writelines(f"{kernel}\t{figure:.{digits}f}\t{name}\n"
                        for kernel in sorted(every) for name, figure in every[kernel].items())
