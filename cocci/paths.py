# SPDX-License-Identifier: GPL-2.0
"""C functions as text, as statements, and as the paths through them.

No preprocessor and no types: what a kernel file says is read as it is written. A
function that cannot be read in full raises Unreadable, so nobody takes a part for the
whole.
"""
import errno
import re

TOKEN = re.compile(r"""
    (?P<skip>\s+|/\*.*?\*/|//[^\n]*|\\\n)
  | (?P<hash>^[ \t]*\#(?:"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/|[^\n\\]|\\.|\\\n)*)
  | (?P<str>L?"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')
  | (?P<id>[A-Za-z_]\w*)
  | (?P<num>\.?\d(?:[eEpP][+-]|[\w.])*)
  | (?P<op>->|<%|%>|<:|:>|%:|\+\+|--|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\.\.\.|.)
""", re.X | re.S | re.M)

LOOPS = ("for", "while", "do", "switch", "iterate")
DIGRAPHS = ("<%", "%>", "<:", ":>", "%:")
JUMPS = ("goto", "return", "break", "continue")
PATHS = 3000		# of one function; more are too many
ROUNDS = 3		# tests of a loop's condition on one path

# What is a constant below 0 for sure: errno's names are the compiler's, and a driver that
# defines one is left (Files.unruly()).
ERRNOS = {*errno.errorcode.values(), "ERESTARTSYS", "ERESTARTNOINTR", "ERESTARTNOHAND",
          "ENOIOCTLCMD", "ERESTART_RESTARTBLOCK", "EPROBE_DEFER", "EOPENSTALE", "ENOPARAM",
          "ENOTSUPP"}
ERRNO = rf"-(?:{'|'.join(sorted(ERRNOS))})"

NEGATIVE, ZERO, POSITIVE = "-", "0", "+"	# also: ERR_PTR, NULL, pointer
ANY = frozenset((NEGATIVE, ZERO, POSITIVE))


class Unreadable(Exception):
    """Why a function cannot be read."""


class Token:
    def __init__(self, match):
        self.kind = match.lastgroup
        self.text = match.group()
        self.start, self.end = match.span()


def tokens(text):
    return [Token(m) for m in TOKEN.finditer(text) if m.lastgroup != "skip"]


def join(toks):
    """One form for any layout of the same tokens."""
    out = ""
    for tok in toks:
        word = tok.text if isinstance(tok, Token) else tok
        if out and word and re.match(r"\w", word[0]) and re.match(r"\w", out[-1]):
            out += " "
        out += word
    return out


def close(toks, at):
    """The index of what closes the bracket at this index."""
    depth = 0
    for i in range(at, len(toks)):
        if toks[i].kind != "op":
            continue
        if toks[i].text in "([{":
            depth += 1
        elif toks[i].text in ")]}":
            depth -= 1
            if not depth:
                return i
    raise Unreadable("a bracket is not closed")


def split(toks, separator):
    """At separators outside of brackets."""
    parts, depth = [[]], 0
    for tok in toks:
        if tok.kind == "op" and tok.text in "([{":
            depth += 1
        elif tok.kind == "op" and tok.text in ")]}":
            depth -= 1
        if not depth and tok.kind == "op" and tok.text == separator:
            parts.append([])
        else:
            parts[-1].append(tok)
    return parts


def call_of(toks):
    """The name of what is called, if this is one call and nothing else, or ""."""
    return toks[0].text if len(toks) > 2 and toks[0].kind == "id" and toks[1].text == "(" and \
        close(toks, 1) == len(toks) - 1 else ""


def called(toks):
    """What is called anywhere in it, and looks like a call: sizeof() and if () too."""
    return {t.text for t, following in zip(toks, toks[1:])
            if t.kind == "id" and following.text == "("}


# --- functions ----------------------------------------------------------------

class Function:
    """A definition: its name and its text, from the first token to the last."""
    def __init__(self, text, toks, head, brace, end):
        self.start, self.end = toks[head].start, toks[end].end
        self.text = text[self.start:self.end]
        paren = next(i for i in range(head, brace)
                     if toks[i].text == "(" and toks[i - 1].kind == "id"
                     and toks[i - 1].text not in ("__attribute__", "__printf", "__aligned"))
        self.name = toks[paren - 1].text
        self.parameters = [names(part) for part in
                           split(toks[paren + 1:close(toks, paren)], ",")]
        self.types = tuple(type for type, name in self.parameters)
        self.returns = join(toks[head:paren - 1])
        self.body = toks[brace:end + 1]

    def parse(self):
        if any(tok.kind == "hash" for tok in self.body):
            raise Unreadable("has preprocessor directives")
        if any(tok.text in DIGRAPHS for tok in self.body):
            raise Unreadable("has digraphs")
        if re.search(r"\\[ \t]*\n", self.text):
            raise Unreadable("has a line that goes on in the next")
        return Parser(self.body).all()


def names(toks):
    """(type, name) of a declaration without its value."""
    while toks and toks[-1].text == "]":
        toks = toks[:max(i for i, t in enumerate(toks) if t.text == "[")]
    ids = [i for i, t in enumerate(toks) if t.kind == "id"]
    if not ids:
        return "", ""
    return join(toks[:ids[-1]]), toks[ids[-1]].text


def functions(text):
    """All function definitions of a file, in order."""
    toks = tokens(text)
    found, i, head = [], 0, 0
    while i < len(toks):
        tok = toks[i]
        if tok.kind == "hash":
            # One inside of the head of a function: begin behind it.
            i = head = i + 1
            continue
        if tok.text == ";":
            head = i + 1
        elif tok.text in ("(", "["):
            i = close(toks, i)
        elif tok.text == "{":
            end = close(toks, i)
            before = [t.text for t in toks[head:i]]
            if "=" not in before and "(" in before and \
               not (before and before[0] == "extern" and before[-1:] == ['"C"']):
                try:
                    found.append(Function(text, toks, head, i, end))
                except StopIteration:
                    pass
                head = end + 1
            elif end + 1 < len(toks) and toks[end + 1].kind == "hash":
                head = end + 1
            i = end
        i += 1
    return found


# --- statements ---------------------------------------------------------------

class Statement:
    """kind: block, if, one of LOOPS, case, label, one of JUMPS, declaration, expression.
    toks: without keyword and semicolon."""
    def __init__(self, kind, toks, start, end, body=(), other=None, head=()):
        self.kind, self.toks, self.start, self.end = kind, list(toks), start, end
        self.body, self.other, self.head = list(body), other, list(head)

    def all(self):
        yield self
        for part in self.body + ([self.other] if self.other else []):
            yield from part.all()

    def words(self):
        """Every identifier in it."""
        for part in self.all():
            yield from (t.text for t in part.toks + part.head if t.kind == "id")


QUALIFIERS = {"struct", "union", "enum", "const", "unsigned", "signed", "static",
              "volatile", "register", "long", "short", "int", "char"}


def is_declaration(toks):
    if not toks or toks[0].kind != "id":
        return False
    if toks[0].text in QUALIFIERS:
        return True
    i = 1
    while i < len(toks) and toks[i].text in ("*", "const"):
        i += 1
    return i < len(toks) and toks[i].kind == "id" and \
        (i + 1 == len(toks) or toks[i + 1].text in ("=", ",", "["))


class Parser:
    def __init__(self, toks):
        self.toks, self.at = toks, 0

    def all(self):
        block = self.statement()
        if self.at != len(self.toks):
            raise Unreadable("does not end where its braces do")
        return block

    def peek(self, ahead=0):
        at = self.at + ahead
        return self.toks[at].text if at < len(self.toks) else ""

    def take(self):
        self.at += 1
        return self.toks[self.at - 1]

    def parens(self):
        if self.peek() != "(":
            raise Unreadable(f"no ( where one belongs, before {self.peek()}")
        end = close(self.toks, self.at)
        inner = self.toks[self.at + 1:end]
        self.at = end + 1
        return inner

    def until_semicolon(self):
        begin = self.at
        while self.peek() != ";":
            if self.peek() in ("", "}"):
                raise Unreadable("a statement without ; (a macro?)")
            self.at = close(self.toks, self.at) + 1 if self.peek() in "([{" else self.at + 1
        self.at += 1
        return self.toks[begin:self.at - 1]

    def made(self, kind, toks, start, **more):
        return Statement(kind, toks, start, self.toks[self.at - 1].end, **more)

    def statement(self):
        first = self.toks[self.at]
        word, start = first.text, first.start
        if word == "{":
            self.take()
            body = []
            while self.peek() != "}":
                body.append(self.statement())
            self.take()
            return self.made("block", (), start, body=body)
        if word == "if":
            self.take()
            head = self.parens()
            then = self.statement()
            other = None
            if self.peek() == "else":
                self.take()
                other = self.statement()
            return self.made("if", (), start, body=[then], other=other, head=head)
        if word in ("for", "while", "switch"):
            self.take()
            head = self.parens()
            return self.made(word, (), start, body=[self.statement()], head=head)
        if word == "do":
            self.take()
            body = self.statement()
            self.take()
            head = self.parens()
            self.until_semicolon()
            return self.made("do", (), start, body=[body], head=head)
        if word in JUMPS:
            self.take()
            return self.made(word, self.until_semicolon(), start)
        if word in ("case", "default"):
            begin = self.at
            while self.peek() != ":":
                self.take()
            self.take()
            return self.made("case", self.toks[begin:self.at - 1], start)
        if first.kind == "id" and self.peek(1) == ":":
            self.at += 2
            return self.made("label", [first], start)
        if first.kind == "id" and self.peek(1) == "(":
            end = close(self.toks, self.at + 1)
            following = self.toks[end + 1] if end + 1 < len(self.toks) else None
            if following and (following.text == "{" or following.kind == "id"):
                head = self.toks[self.at:end + 1]
                self.at = end + 1
                return self.made("iterate", (), start, body=[self.statement()], head=head)
        toks = self.until_semicolon()
        if any(t.text == "{" for t in toks) and any(
                t.text in (*JUMPS, "if") for t in toks):
            raise Unreadable("has statements inside of an expression")
        return self.made("declaration" if is_declaration(toks) else "expression", toks, start)


def declarators(toks):
    """(name, tokens of its value or None) of each variable that this declares."""
    out = []
    for part in split(toks, ","):
        sides = split(part, "=")
        out.append((names(sides[0])[1],
                    part[len(sides[0]) + 1:] if len(sides) > 1 else None))
    return out


def typed(toks):
    """(type, name) of each of them."""
    parts = [split(part, "=")[0] for part in split(toks, ",")]
    base = names(parts[0])[0].rstrip("*")
    return [(base + "*" * sum(t.text == "*" for t in part), names(part)[1]) for part in parts]


# --- paths --------------------------------------------------------------------

def outer(toks):
    """Without parentheses around all of it, and what only hints."""
    while True:
        if call_of(toks) in ("likely", "unlikely"):
            toks = toks[2:-1]
        elif len(toks) > 1 and toks[0].text == "(" and close(toks, 0) == len(toks) - 1:
            toks = toks[1:-1]
        else:
            return toks


class Program:
    """A function as steps: (kind, argument, scope, next...)."""
    def __init__(self, block):
        self.steps, self.labels, self.gotos, self.scopes = [], {}, [], 0
        self.compile(block, (), None, None)
        self.emit("return", [], ())
        for at, name in self.gotos:
            if name not in self.labels:
                raise Unreadable(f"goes to {name}, which is not there")
            self.steps[at][3] = self.labels[name]

    def emit(self, kind, what, scope, *targets):
        self.steps.append([kind, what, scope, *targets])
        return len(self.steps) - 1

    def here(self):
        return len(self.steps)

    def condition(self, toks, scope, negated=False):
        """Steps that test; returns where to enter the targets of (true, false)."""
        toks = outer(toks)
        for operator, stop in (("||", True), ("&&", False)):
            parts = split(toks, operator)
            # A ?: binds less tightly than either.
            if len(parts) > 1 and len(split(toks, "?")) == 1:
                true, false = [], []
                for i, part in enumerate(parts):
                    t, f = self.condition(part, scope)
                    if i == len(parts) - 1:
                        true += t
                        false += f
                    else:
                        stops, goes = (t, f) if stop else (f, t)
                        (true if stop else false).extend(stops)
                        self.patch(goes, self.here())
                return (false, true) if negated else (true, false)
        if toks and toks[0].text == "!" and (
                len(toks) == 2 or toks[1].text == "(" and close(toks, 1) == len(toks) - 1 or
                call_of(toks[1:]) or
                not any(t.kind == "op" and t.text not in ("->", ".", "[", "]") for t in toks[1:])):
            return self.condition(toks[1:], scope, not negated)
        at = self.emit("test", toks, scope, None, None)
        true, false = [(at, 3)], [(at, 4)]
        return (false, true) if negated else (true, false)

    def patch(self, places, target):
        for at, slot in places:
            self.steps[at][slot] = target

    def compile(self, s, scope, leave, again):
        kind = s.kind
        if kind == "block":
            self.scopes += 1
            inner = scope + (self.scopes,)
            for part in s.body:
                self.compile(part, inner, leave, again)
            self.emit("pass", None, scope)
        elif kind == "if":
            true, false = self.condition(s.head, scope)
            self.patch(true, self.here())
            self.compile(s.body[0], scope, leave, again)
            if s.other:
                end = self.emit("jump", None, scope, None)
                self.patch(false, self.here())
                self.compile(s.other, scope, leave, again)
                self.patch([(end, 3)], self.here())
            else:
                self.patch(false, self.here())
            self.emit("pass", None, scope)
        elif kind in ("for", "while", "iterate", "do"):
            self.loop(s, scope)
        elif kind == "switch":
            self.switch(s, scope, again)
        elif kind == "case":
            raise Unreadable("has a case that is not in the block of its switch")
        elif kind == "label":
            self.labels[s.toks[0].text] = self.here()
            self.emit("pass", None, scope)
        elif kind == "goto":
            self.gotos.append((self.emit("jump", None, scope, None), join(s.toks)))
        elif kind in ("break", "continue"):
            places = leave if kind == "break" else again
            if places is None:
                raise Unreadable(f"has a {kind} outside of a loop")
            places.append((self.emit("jump", None, scope, None), 3))
        else:
            self.emit(kind, s.toks, scope)

    def loop(self, s, scope):
        leave, again, step = [], [], []
        self.scopes += 1
        inner = scope + (self.scopes,)
        head = s.head
        if s.kind == "for":
            first, head, step = split(head, ";")
            self.emit("declaration" if is_declaration(first) else "expression", first, inner)
        top = self.emit("round", None, inner)
        false = []
        if s.kind == "iterate":
            at = self.emit("turn", head, inner, None, None)
            true, false = [(at, 3)], [(at, 4)]
            self.patch(true, self.here())
        elif s.kind != "do" and head:
            true, false = self.condition(head, inner)
            self.patch(true, self.here())
        self.compile(s.body[0], inner, leave, again)
        self.patch(again, self.here())
        if s.kind == "do":
            true, false = self.condition(head, inner)
            self.patch(true, top)
        else:
            self.emit("expression", step, inner)
            self.emit("jump", None, inner, top)
        self.patch(false + leave, self.here())
        self.emit("pass", None, scope)

    def switch(self, s, scope, again):
        leave = []
        self.scopes += 1
        inner = scope + (self.scopes,)
        at = self.emit("switch", s.head, scope, [])
        ways, default = self.steps[at][3], False
        for part in s.body[0].body if s.body[0].kind == "block" else s.body:
            if part.kind == "case":
                default |= join(part.toks) == "default"
                ways.append((join(part.toks), self.here()))
                self.emit("pass", None, inner)
            else:
                self.compile(part, inner, leave, again)
        if not default:
            ways.append(("default", self.here()))
        self.patch(leave, self.here())
        self.emit("pass", None, scope)


class State:
    """What is known on one path."""
    def __init__(self):
        self.values = {}	# of local variables
        self.signs = {}		# of symbols
        self.facts = {}		# conditions on symbols alone
        self.events = []
        self.owners = []	# (scope, name, what releases it)
        self.counts = {}
        self.tests = {}

    def copy(self):
        new = State()
        for name, value in vars(self).items():
            setattr(new, name, value.copy())
        return new

    def number(self, what):
        self.counts[what] = self.counts.get(what, -1) + 1
        return self.counts[what]

    def say(self, *event):
        self.events.append(event)


def run(block, model, first):
    """All paths: the state and the value returned at the end of each."""
    program = Program(block)
    todo, done = [(0, first)], []
    while todo:
        at, state = todo.pop()
        kind, what, scope, *targets = program.steps[at]
        model.drop(state, scope)
        if kind == "return":
            value = model.returned(state, what)
            model.drop(state, None)
            done.append((state, value))
        elif kind in ("jump", "pass"):
            todo.append((targets[0] if targets else at + 1, state))
        elif kind in ("test", "turn"):
            state.tests[at] = state.tests.get(at, 0) + 1
            if state.tests[at] <= ROUNDS:
                for new, truth in model.test(state, what, kind == "turn"):
                    todo.append((targets[0 if truth else 1], new))
        elif kind == "round":
            state.say("round")
            todo.append((at + 1, state))
        elif kind == "switch":
            value = model.text(state, what)
            for label, target in targets[0]:
                new = state.copy()
                new.say("case", value, label)
                todo.append((target, new))
        else:
            for new in model.statement(state, kind, what, scope):
                todo.append((at + 1, new))
        if len(todo) + len(done) > PATHS:
            raise Unreadable("has too many paths")
    return done
