# SPDX-License-Identifier: GPL-2.0
"""A function without its gotos: each way out releases what it has to and returns.

This is what the rules (migrate.cocci) match, since then a release stands where it is
reached, under no condition but that of its path. What a path knows (that ret is 0, that
the look-up failed) decides the conditions behind it.
"""
import re

from paths import ERRNO, LOOPS, Program, Unreadable, close, outer, split
from proof import OPPOSITE, Model

RELEASES = re.compile(r"(drm_gem_object_put|dma_resv_unlock|dma_fence_signal|dma_fence_put)\(")
MANAGED = re.compile(
    r"\b(drm_gem_object_(lookup|put)|dma_resv_(lock|unlock|reserve_fences|add_fence|"
    r"test_signaled)|dma_fence_(signal|put)|idr_(alloc|replace))\(")
BUDGET = 400


class Piece:
    """A statement of the result: text with its own indentation removed."""
    def __init__(self, lead, text, source=None, body=None):
        self.lead, self.text, self.source, self.body = lead, text, source, body

    def is_release(self):
        return bool(RELEASES.match(self.text)) or self.text.startswith("return")

    def lines(self, depth):
        tabs = "\t" * depth
        out = [line and tabs + line for line in self.lead]
        out += [line and tabs + line for line in self.text.split("\n") if self.text]
        if self.body is not None:
            braces = len(self.body) != 1 or self.body[0].body is not None or \
                self.body[0].lead or not self.text.startswith("if ")
            if not self.text:
                out.append(tabs + "{")
            elif braces:
                out[-1] += " {"
            for piece in self.body:
                out += piece.lines(depth + 1)
            if braces:
                out.append(tabs + "}")
        return out


class Unwinder:
    def __init__(self, text, function, driver):
        self.text, self.function = text, function
        self.model = Model(function, driver, eager=False)
        Program(self.model.block)	# refuses what has no paths
        self.driver = driver
        self.spent = 0
        self.top = self.model.block.body
        self.labels = {}
        for i, s in enumerate(self.top):
            if s.kind == "label":
                self.labels[s.toks[0].text] = i
        for s in self.model.block.all():
            if s.kind == "label" and s.toks[0].text not in self.labels:
                raise Unreadable(f"has the label {s.toks[0].text} inside of a block")

    def source(self, start, end):
        return self.text[start:end]

    def statement_text(self, start, end):
        """A statement, moved to the left margin."""
        text = self.source(start, end)
        line = self.text.rfind("\n", 0, start) + 1
        indent = re.match(r"[ \t]*", self.text[line:start])[0]
        return re.sub(r"\n" + indent, "\n", text)

    def lead(self, before, start):
        """Blank lines and comments in front of a statement."""
        gap = self.source(before, start)
        lines = gap.split("\n")[1:-1] if "\n" in gap else []
        indent = re.match(r"[ \t]*", self.text[self.text.rfind("\n", 0, start) + 1:start])[0]
        return [line[len(indent):] if line.startswith(indent) else line.strip()
                for line in lines]

    def interesting(self, s):
        """Does more than to run from its begin to its end?"""
        return any(p.kind in ("goto", "return", "label") for p in s.all()) or \
            bool(MANAGED.search(self.source(s.start, s.end))) or \
            any(f"{name}(" in self.source(s.start, s.end) for name in self.driver.creators)

    def go(self):
        """The body, as pieces."""
        pieces = self.generate((self.top, 0, self.model.block.start + 1, None),
                               self.model.start(), {})
        return self.locks(pieces)

    def generate(self, rest, state, held):
        """Pieces from here to the end. held: constants assigned but not written yet."""
        self.spent += 1
        if self.spent > BUDGET:
            raise Unreadable("has too many ways through it")
        out = []
        while True:
            statements, at, before, after = rest
            if at == len(statements):
                if after is None:
                    return out
                rest = after
                continue
            s = statements[at]
            lead = self.lead(before, s.start)
            rest = (statements, at + 1, s.end, after)
            if s.kind == "block" and self.interesting(s):
                rest = (s.body, 0, s.start + 1, rest)
            elif s.kind == "label":
                # Its own comment is about the unwinding that goes.
                continue
            elif s.kind == "goto":
                name = s.toks[0].text
                if self.labels[name] < at and statements is self.top:
                    raise Unreadable(f"goes back, to {name}")
                target = self.top[self.labels[name]]
                rest = (self.top, self.labels[name] + 1, target.end, None)
            elif s.kind == "return":
                value = self.model.text(state, s.toks)
                text = self.statement_text(s.start, s.end)
                if len(s.toks) == 1 and s.toks[0].text in held:
                    text = f"return {held[s.toks[0].text]};"
                elif len(s.toks) == 1 and re.fullmatch(rf"{ERRNO}|0", value):
                    text = f"return {value};"
                else:
                    out += self.flush(held, s)
                out.append(Piece(self.comments(lead, out), text, s))
                return out
            elif s.kind == "if" and self.interesting(s):
                made = self.branch(s, lead, rest, state, held, out)
                if made is not None:
                    return made
                rest, state = self.only
            elif s.kind in LOOPS and self.interesting(s):
                raise Unreadable(f"acquires, releases or leaves inside of a {s.kind}"
                                 .replace("iterate", "loop"))
            else:
                out += self.plain(s, lead, state, held)

    @staticmethod
    def comments(lead, out):
        return lead if out else [line for line in lead if line.strip()]

    def flush(self, held, s):
        """Write what is read now."""
        words = set(s.words())
        return [Piece([], f"{name} = {held.pop(name)};") for name in list(held)
                if name in words]

    def plain(self, s, lead, state, held):
        """A statement that stays."""
        toks = s.toks
        if s.kind == "expression" and len(toks) > 2 and toks[1].text == "=" and \
           toks[0].text in self.model.locals:
            value = self.model.text(state, toks[2:])
            if re.fullmatch(rf"{ERRNO}|0", value):
                self.model.statement(state, s.kind, toks, ())
                held[toks[0].text] = value
                return [Piece(lead, "", s)] if any(l.strip() for l in lead) else []
        out = self.flush(held, s)
        out.append(Piece(lead, self.statement_text(s.start, s.end), s))
        if s.kind in ("expression", "declaration"):
            if s.kind == "expression" and len(toks) > 1 and toks[1].text == "=":
                held.pop(toks[0].text, None)
            states = self.model.statement(state, s.kind, toks, ())
            if len(states) != 1:
                raise Unreadable("branches where the rules see no branch")
            state.__dict__.update(states[0].__dict__)
        elif s.kind in ("break", "continue", "case"):
            pass
        else:
            for part in s.all():
                if part.kind == "declaration":
                    continue
                self.model.havoc(state, part.toks)
                self.model.havoc(state, part.head)
                for words in split(part.head[2:-1], ",") if part.kind == "iterate" else ():
                    if len(words) == 1 and words[0].text in self.model.locals:
                        state.values[words[0].text] = self.model.fresh(state)
        return out

    def branch(self, s, lead, rest, state, held, out):
        """An if that leads out. None if its condition is known: then self.only is where
        to go on, and with what."""
        ways = self.decide(state, s.head)
        true = [new for new, truth in ways if truth]
        false = [new for new, truth in ways if not truth]
        then = ([s.body[0]], 0, s.body[0].start, rest)
        other = ([s.other], 0, s.other.start, rest) if s.other else rest
        if not true or not false:
            self.only = (then, true[0]) if true else (other, false[0])
            # A comment on what is not done goes with it.
            if true and any(line.strip() for line in lead):
                out.append(Piece(lead, ""))
            return None
        if len(true) != 1 or len(false) != 1:
            raise Unreadable("leaves on a condition with several ways to be true")
        condition = self.statement_text(s.start, s.body[0].start).rstrip()
        early = self.generate(then, true[0], dict(held))
        late = self.generate(other, false[0], dict(held))
        leaves = [bool(part) and (part.body or [part])[-1].kind in ("return", "goto")
                  for part in (s.body[0], s.other)]
        if leaves[1] if leaves[0] != leaves[1] else self.work(early) > self.work(late):
            early, late = late, early
            condition = f"if ({negated(s.head, condition)})"
        twice = {id(p.source) for p in self.flat(early) if p.source and not p.is_release()} & \
                {id(p.source) for p in self.flat(late) if p.source and not p.is_release()}
        if twice:
            raise Unreadable("has paths that join again and go on together")
        if not early or not early[-1].text.startswith("return"):
            early.append(Piece([], "return;"))	# from a void function
        out += self.flush(held, s)
        out.append(Piece(lead, re.sub(r"\s*\{$", "", condition), s, early))
        return out + late

    def decide(self, state, head):
        """[(state, truth)] of a condition, && and || included."""
        head = outer(head)
        for operator, stops in (("||", True), ("&&", False)):
            parts = split(head, operator)
            if len(parts) > 1:
                going, done = [(state, not stops)], []
                for part in parts:
                    made = [w for s, t in going for w in self.decide(s, part)]
                    done += [w for w in made if w[1] == stops]
                    going = [w for w in made if w[1] != stops]
                if len(done) + len(going) > 2:
                    # What it says of the rest is not known.
                    new = state.copy()
                    self.model.havoc(new, head)
                    return [(new, True), (new.copy(), False)]
                return done + going
        if head[0].text == "!":
            return [(s, not t) for s, t in self.decide(state, head[1:])]
        return self.model.test(state.copy(), head)

    def flat(self, pieces):
        for piece in pieces:
            yield piece
            yield from self.flat(piece.body or ())

    def work(self, pieces):
        return sum(not p.is_release() for p in self.flat(pieces))

    # --- locks

    def locks(self, pieces):
        """Braces around what a lock is for, if something follows it; and under the lock
        what tests the same reservation right before."""
        at = 0
        while at < len(pieces):
            match = re.fullmatch(r"dma_resv_lock\((.*), NULL\);", pieces[at].text)
            if not match:
                at += 1
                continue
            resv = match[1]
            end = next((i for i in range(at, len(pieces))
                        if pieces[i].text == f"dma_resv_unlock({resv});"), None)
            if end is None:
                raise Unreadable("unlocks elsewhere than where it locked")
            first = at
            while first and pieces[first - 1].body is not None and \
                    pieces[first - 1].text.startswith("if (!dma_resv_test_signaled(") and \
                    resv in pieces[first - 1].text:
                first -= 1
            lock = pieces.pop(at)
            for tested in pieces[first:at]:
                tested.body.insert(0, Piece([], f"dma_resv_unlock({resv});"))
            if first != at:
                pieces[first].lead, lock.lead = [], pieces[first].lead
            pieces.insert(first, lock)
            if any(not p.is_release() for p in pieces[end + 1:]):
                if lock.source and any(p.source and p.source.kind == "declaration"
                                       for p in pieces[first:end]):
                    raise Unreadable("declares variables under the lock")
                block = Piece(lock.lead, "", body=pieces[first:end + 1])
                lock.lead = []
                pieces[first:end + 1] = [block]
            at = first + 1
        return pieces


def negated(head, condition):
    """The text of the opposite of a condition."""
    inner = re.sub(r"^if \((.*)\)( \{)?$", r"\1", condition, flags=re.S)
    head = outer(head)
    if head[0].text == "!" and not any(t.text in ("&&", "||", "==") for t in head):
        return inner[1:]
    if all(t.kind == "id" or t.text in ("->", ".") for t in head) or len(head) > 2 and head[1].text == "(" and \
            close(head, 1) == len(head) - 1:
        return f"!{inner}"
    for operator, opposite in OPPOSITE.items():
        if sum(t.text == operator for t in head) == 1 and \
           not any(t.text in ("&&", "||") for t in head):
            return inner.replace(f" {operator} ", f" {opposite} ")
    return f"!({inner})"


def unwind(text, function, driver):
    """The text of the function without its gotos."""
    unwinder = Unwinder(text, function, driver)
    lines = []
    for piece in unwinder.go():
        lines += piece.lines(1)
    head = text[function.start:function.body[0].start]
    while lines and not lines[0].strip():
        lines.pop(0)
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return f"{head}{{\n{body}\n}}"
