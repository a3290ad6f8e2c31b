# SPDX-License-Identifier: GPL-2.0
"""What cocci/run prints: findings in three formats, a summary, and a baseline's verdict."""
import collections
import contextlib
import json
import os
import sys
import urllib.parse

import concepts

FORMATS = ("text", "github", "sarif")
RULES = {
    "name": "a call, constant, variable, macro or attribute of the kernel's",
    "type": "a type of the kernel's",
    "member": "a member of a struct of the kernel's or of sdrm's",
    "header": "a header other than sdrm's, the uAPI's and the driver's own",
    "declaration": "a declaration of what the driver does not define",
    "address": "the address of a function whose calls have rules",
    "language": "C that no check can follow, or that switches one off",
    "moved": "an owner that may have been moved away",
    "passed": "an owner that is passed on unchecked",
    "pair": "what is taken is given back in the same concept",
    "reason": "a raw call without a comment on why its contract holds",
    "gate": "a place that does not parse, so that no rule has looked at it",
}
# path is absolute. subject: what the finding is about. raw: the name of the kernel's that it
# is counted under. function: where.
Finding = collections.namedtuple("Finding", "path line wrong write rule subject raw function")


class Mistake(Exception):
    """In an argument."""


def relative(path, root):
    return os.path.relpath(os.path.realpath(path), root)


def in_order(findings):
    # The same place may have been looked at with several .c files.
    unique = {(f.path, f.line, f.wrong, f.write): f for f in sorted(findings, key=str)}
    return sorted(unique.values(), key=lambda f: (os.path.relpath(f.path), f.line, f.wrong, f.write))


@contextlib.contextmanager
def opened(path):
    if not path:
        yield sys.stdout
        return
    try:
        with open(path, "w", encoding="utf-8") as out:
            yield out
    except OSError as error:
        raise Mistake(f"{path}: {error.strerror}") from None


def root_of(paths):
    """What a platform's names of files start from: the work tree that the sources are in, or
    else this directory if they are in it, or else theirs."""
    start = here = os.path.realpath(paths[0])
    while here != os.path.dirname(here):
        if os.path.exists(os.path.join(here, ".git")):
            return here
        here = os.path.dirname(here)
    if (start + "/").startswith(os.path.realpath("") + "/"):
        return os.path.realpath("")
    return start if os.path.isdir(start) else os.path.dirname(start)


# --- formats -------------------------------------------------------------------------

def write(out, form, findings, errors, status, paths):
    """The findings, and the errors of the gate, which are no findings of a rule."""
    {"text": text, "github": github, "sarif": sarif}[form](
        out, findings, errors, status, root_of(paths))


def text(out, findings, errors, _status, _root):
    for f in [*errors, *findings]:
        print(f"{os.path.relpath(f.path)}:{f.line}: {f.wrong}; write {f.write}", file=out)


def escaped(value, more=""):
    for letter in "%\r\n" + more:
        value = value.replace(letter, f"%{ord(letter):02X}")
    return value


def github(out, findings, errors, _status, root):
    for f in [*errors, *findings]:
        print(f"::error file={escaped(relative(f.path, root), ':,')},line={f.line},"
              f"title=coccicheck {f.rule}::{escaped(f.wrong)}; write {escaped(f.write)}", file=out)


def location(finding, root):
    path = relative(finding.path, root)
    artifact = ({"uri": "file://" + urllib.parse.quote(os.path.realpath(finding.path))}
                if path.startswith("../")
                else {"uri": urllib.parse.quote(path), "uriBaseId": "%SRCROOT%"})
    return [{"physicalLocation": {"artifactLocation": artifact,
                                  "region": {"startLine": finding.line}}}]


def sarif(out, findings, errors, status, root):
    numbers = {rule: number for number, rule in enumerate(RULES)}
    count = collections.Counter()
    results = []
    for f in findings:
        key = ":".join(key_of(f, root))
        count[key] += 1
        results.append({
            "ruleId": f.rule, "ruleIndex": numbers[f.rule], "level": "error",
            "message": {"text": f"{f.wrong}; write {f.write}"},
            "locations": location(f, root),
            "partialFingerprints": {"subject/v1": f"{key}:{count[key]}"},
        })
    json.dump({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "sdrm coccicheck", "rules": [
                {"id": rule, "shortDescription": {"text": what}} for rule, what in RULES.items()]}},
            "originalUriBaseIds": {"%SRCROOT%": {"uri": f"file://{urllib.parse.quote(root)}/"}},
            "invocations": [{
                "executionSuccessful": status != 2, "exitCode": status,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": f"{f.wrong}; write {f.write}"},
                     "locations": location(f, root)} for f in errors]}],
            "results": results}]}, out, indent=1)
    print(file=out)


# --- summary ---------------------------------------------------------------------------

def concept_of(finding):
    if finding.raw:
        concept, instead = concepts.of(finding.raw)
        if concept == concepts.OTHER and finding.rule == "member":
            concept = "members of types that no file here shows"
        return concept, instead
    if finding.rule == "header":
        return "headers", "#include <sdrm/sdrm.h>"
    return "rules that name nothing of the kernel's", finding.write


def summary(out, findings, paths):
    """A table in Markdown: of each concept, its places in each of the directories, the names
    that are used most, and what takes the place of most."""
    columns = list(dict.fromkeys(os.path.normpath(path) for path in paths))
    places = collections.defaultdict(collections.Counter)
    names, writes = (collections.defaultdict(collections.Counter) for _ in range(2))
    for f in findings:
        concept, instead = concept_of(f)
        for path in columns:
            if (f.path + "/").startswith(os.path.abspath(path) + "/"):
                places[concept][path] += 1
        places[concept]["all"] += 1
        names[concept][f.raw or f.subject] += 1
        writes[concept][instead or "none yet"] += 1
    several = [(path, os.path.basename(os.path.abspath(path))) for path in columns] \
        if len(columns) > 1 else []
    rows = [["concept", *(short for _, short in several), "places", "most used", "in its place"]]
    for concept, count in sorted(places.items(), key=lambda item: (-item[1]["all"], item[0])):
        most = ", ".join(f"{name} {n}" for name, n in
                         sorted(names[concept].items(), key=lambda item: (-item[1], item[0]))[:3])
        rows.append([concept, *(count[path] or "" for path, _ in several), count["all"], most,
                     "; ".join(instead for instead, _ in writes[concept].most_common(2))])
    rows.append(["all", *(sum(c[path] for c in places.values()) for path, _ in several),
                 sum(c["all"] for c in places.values()), "", ""])
    number = range(1, len(rows[0]) - 2)
    for at, row in enumerate(rows):
        print("| " + " | ".join(str(cell) for cell in row) + " |", file=out)
        if not at:
            print("|" + "|".join("---:" if at in number else "---" for at in range(len(row))) + "|",
                  file=out)


# --- baseline ----------------------------------------------------------------------------

HEAD = """\
# Known findings of sdrm's coccicheck, in each line a count and: file, function, rule, subject.
# Written by --update. Lines may be removed, and counts lowered, by hand.
"""


def key_of(finding, root):
    """What stays the same when lines move: all but the line, and not the words."""
    return (relative(finding.path, root), finding.function or "-", finding.rule,
            finding.subject)


class Baseline:
    """Findings that are known: how many, by file, function, rule and subject. Its names of
    files start from where it is, so it does not matter from where it is used."""

    def __init__(self, path, update):
        self.path, self.root = path, os.path.dirname(os.path.realpath(path))
        self.known, self.lines, self.files, self.found = collections.Counter(), {}, set(), None
        if os.path.exists(path):
            self.read()
        elif not update:
            raise Mistake(f"no baseline {path}: --update writes it")

    def read(self):
        try:
            with open(self.path, encoding="utf-8-sig") as file:
                lines = file.read().splitlines() # takes CRLF too
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", "no text in UTF-8")
            raise Mistake(f"{self.path}: {why}") from None
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            count, *key = line.split("\t")
            if not count.isdecimal() or len(key) != 4:
                raise Mistake(f"{self.path}:{number}: no entry of a baseline; write one by --update")
            self.known[tuple(key)] += int(count)
            self.lines.setdefault(tuple(key), number)

    def new(self, findings):
        """Those that are not known; all of the same key if they are too many, as nothing says
        which of them is new."""
        self.found = collections.Counter(key_of(f, self.root) for f in findings)
        return [f._replace(wrong=f.wrong + self.remark(key)) for f in findings
                for key in [key_of(f, self.root)] if self.found[key] > self.known[key]]

    def remark(self, key):
        known = self.known[key]
        return f" (found {self.found[key]}, known {known})" if known else ""

    def looked_at(self, files):
        self.files = {relative(file, self.root) for file in files}

    def gone(self, file):
        return not os.path.exists(os.path.join(self.root, file))

    def tell_stale(self, form):
        """What is no longer found: in files that were looked at, or are no longer there."""
        for key, known in self.known.items():
            file, function, _, subject = key
            found = self.found[key]
            if found >= known or not (file in self.files or self.gone(file)):
                continue
            where = "which is gone" if self.gone(file) else f"in {function}"
            said = (f"{subject} of {file}, {where}: found {found}, known {known}; "
                    "--update removes it")
            if form == "github":
                path = escaped(relative(self.path, root_of([self.path])), ":,")
                print(f"::warning file={path},line={self.lines[key]},title=coccicheck stale::{escaped(said)}")
            else:
                print(f"{self.path}:{self.lines[key]}: stale: {said}", file=sys.stderr)

    def update(self, findings):
        """Entries of files that were not looked at stay."""
        count = collections.Counter(key_of(f, self.root) for f in findings)
        for key, known in self.known.items():
            if key[0] not in self.files and not self.gone(key[0]):
                count[key] = known
        with opened(self.path) as out:
            out.write(HEAD)
            for key in sorted(count):
                out.write("\t".join((str(count[key]), *key)) + "\n")
