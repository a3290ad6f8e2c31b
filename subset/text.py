# SPDX-License-Identifier: GPL-2.0
"""What the preprocessor eats: directives, macros, and words that change what code means."""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "cocci"))
from boundary import KEYWORDS, PURE, PURE_LIKE  # noqa: E402
from source import strip  # noqa: E402
from tree import TRUSTED  # noqa: E402

HEADERS = re.compile(r'<sdrm/sdrm\.h>|<uapi/[\w/.-]+>|<drm/\w+_drm\.h>|"[\w.-]+\.h"')
UAPI_HEADERS = re.compile(r'<linux/(types|ioctl)\.h>|"drm\.h"|<drm/drm\.h>')
CONSTANT = re.compile(r"""\b0[xX][0-9a-fA-F]+[uUlL]*\b|\b\d+[uUlL]*\b|"[^"]*"|'\\?.'"""
                      r"""|\b[A-Z][A-Z0-9_]*\b|\b[us](?:8|16|32|64)\b|[-+*/|&~()<>,\s]""")
COMMAND = re.compile(r"(DRM_IO[WR]*|_IO[WR]*)\s*\(.*\)$", re.S)
WORDS = {"_Pragma", "asm", "__asm", "__asm__", "_Generic", "__auto_type", "__attribute__",
         "__attribute", "typeof", "__typeof__", "__typeof", "__extension__",
         "__builtin_choose_expr"}
FINE = KEYWORDS - {"typeof", "__typeof__"} | PURE


def known(name):
    return name in FINE or PURE_LIKE.match(name) or TRUSTED.match(name)


def check(driver, path, macros, attributes):
    raw, uapi = driver.source.text(path), "/uapi/" in path
    text, lines = strip(raw), driver.source.text(path).split("\n")

    def say(at, rule, what):
        driver.say({"file": path, "line": text.count("\n", 0, at) + 1}, rule, what)

    for m in re.finditer(r"^[ \t]*(?:#|%:|\?\?=)[ \t]*(\w*)((?:[^\\\n]|\\.|\\\n)*)", text, re.M):
        written = lines[text.count("\n", 0, m.start())].strip()
        if m[1] == "include":
            if not HEADERS.search(written) and not (uapi and UAPI_HEADERS.search(written)):
                say(m.start(), "directive",
                    f"{written}: sdrm/sdrm.h, uAPI headers and headers beside the file")
        elif m[1] == "define":
            define(say, m, macros)
        elif not (path.endswith(".h") and m[1] in ("ifndef", "endif", "if", "else") and
                  (uapi or m[1] in ("ifndef", "endif"))):
            say(m.start(), "directive", f"{written}: a driver is the same in every configuration")
    body = re.sub(r"^[ \t]*#[^\n]*(\\\n[^\n]*)*", lambda m: re.sub(r"[^\n]", " ", m[0]),
                  text, flags=re.M)
    for m in re.finditer(r"\b[A-Za-z_]\w*|\[\[", body):
        name = m[0]
        if name in WORDS or name == "[[":
            say(m.start(), "word", f"{name} is no word of a driver's")
        elif name in macros and not uapi and not known(name) and name not in attributes:
            say(m.start(), "boundary", f"{name} is the kernel's macro")


def define(say, m, macros):
    name, params, value = re.match(r"\s*(\w+)(\([^)]*\))?(.*)", m[2].replace("\\\n", " "),
                                   re.S).groups()
    if re.match(r"_*sdrm_", name, re.I) or name in macros:
        say(m.start(), "directive", f"#define {name}: the name is not the driver's")
    elif params or CONSTANT.sub("", value) and not COMMAND.match(value.strip()):
        say(m.start(), "macro", f"{name} is no constant; write a function")
