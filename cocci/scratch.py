# SPDX-License-Identifier: GPL-2.0
"""A directory for what a tool needs while it runs."""
import contextlib
import os
import shutil
import subprocess
import sys

WORKDIR = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "scripts", "workdir")


@contextlib.contextmanager
def directory():
    """Ends the program with 2, and a line that says why, where there is no room for one."""
    done = subprocess.run([WORKDIR], stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(2)
    try:
        yield done.stdout.rstrip("\n")
    finally:
        shutil.rmtree(done.stdout.rstrip("\n"), ignore_errors=True)
