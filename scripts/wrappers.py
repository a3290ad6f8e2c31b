# SPDX-License-Identifier: GPL-2.0
"""What the wrappers (the headers in include/sdrm and its folders) declare, and which of them
a source text uses. Paths are relative to the tree, names to include/sdrm: own, kms/setup."""
import glob
import os
import re

NAME = re.compile(r"\b(?:sdrm|SDRM)_\w+")
# The basis of all wrappers; these wrap nothing themselves.
LANGUAGE = {"own", "analysis", "sdrm", "inside"}
HEADERS = "include/sdrm/*.h", "include/sdrm/*/*.h"


def read(*patterns):
    text = ""
    for path in sorted(path for pattern in patterns for path in glob.glob(pattern)):
        with open(path) as file:
            text += file.read()
    return text


def lines(*patterns):
    return read(*patterns).count("\n")


def strip(text):
    return re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.S)


def declared(header):
    """The names that a header defines, or declares as functions; calls in inlines do not
    count."""
    text = strip(read(f"include/sdrm/{header}.h"))
    text = re.sub(r"\n\{.*?\n\}", ";", text, flags=re.S)
    names = re.findall(r"#define ((?:sdrm|SDRM)_\w+)|^struct (sdrm_\w+)(?: \w+)? \{"
                       r"|\b(sdrm_\w+)\((?=[^;]*;)", text, re.M)
    moved = re.findall(r"__SDRM_DEFINE_OWNER(?:_OF)?\((\w+)", text)
    # kept.h declares for each kind what the kinds' headers have defined.
    kept = re.findall(r"^__SDRM_DEFINE_KEPT\((\w+)", read(*HEADERS), re.M)
    made = re.findall(r"\b(sdrm_\w*##kind(?:##\w+)?)(?:\(| \{)", text) if header == "kept" else []
    return ({name for found in names for name in found if name}
            | {f"sdrm_{kind}_{verb}" for kind in moved for verb in ("move", "pass")}
            | {name.replace("##kind", kind).replace("##", "") for name in made for kind in kept})


def used(text, wrappers):
    names = set(NAME.findall(strip(text)))
    # SDRM_OWN(kind, ...) uses the wrapper of that kind.
    names |= {f"sdrm_{kind}" for kind in re.findall(r"SDRM_OWN\((\w+)", text)}
    return {name for name, has in wrappers.items() if names & has}


def rest_on(names):
    """NAMES, and all wrappers that they include, directly or not."""
    below = {below for name in names for below in
             re.findall(r"#include <sdrm/([\w/]+)\.h>", read(f"include/sdrm/{name}.h"))}
    return names if below <= names | LANGUAGE else rest_on(names | below - LANGUAGE)


def headers():
    return {os.path.relpath(path, "include/sdrm")[:-2]
            for pattern in HEADERS for path in glob.glob(pattern)}


def inner(names):
    """The sources of the folders of NAMES that are no wrapper's."""
    folders = {os.path.dirname(name) for name in names} - {""}
    return sorted(path for folder in folders for path in glob.glob(f"abstractions/{folder}/*.[ch]")
                  if not path.endswith(".mod.c")
                  and os.path.relpath(path, "abstractions")[:-2] not in headers())


def listed(path):
    """The lines of a list such as drivers/list as lists of words, without comments."""
    with open(path) as lines:
        return [words for words in (line.split("#")[0].split() for line in lines) if words]
