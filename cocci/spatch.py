# SPDX-License-Identifier: GPL-2.0
"""What every run of Coccinelle's spatch here needs."""
import os
import re
import subprocess

HERE = os.path.dirname(os.path.realpath(__file__))


class Missing(Exception):
    """There is no spatch that could be run, for this reason."""


def macros(work):
    """The path of a file in a directory: Coccinelle's own macros, which the option
    --macro-file-builtins replaces, and ours."""
    try:
        done = subprocess.run(["spatch", "--longhelp"], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace")
    except FileNotFoundError:
        raise Missing("no spatch: apt-get install coccinelle libpython3-dev") from None
    found = re.search(r"--macro-file-builtins.*default=(.*)\)", done.stdout)
    if not found or not os.path.isfile(found.group(1)):
        raise Missing("spatch does not say where its standard.h is")
    path = os.path.join(work, "macros.h")
    with open(path, "w", encoding="utf-8") as out:
        for part in found.group(1), os.path.join(HERE, "macros.h"):
            with open(part, encoding="utf-8") as file:
                out.write(file.read())
    return path
