# SPDX-License-Identifier: GPL-2.0
"""Does a function do the same on sdrm as it did on the raw API?

Both are run on all their paths, in one vocabulary: what acquires, with its outcome;
what releases, where it is called or where the scope of an owner ends; everything else,
by its text. They are the same if each path of the one is a path of the other, with
these freedoms and no other:

- An unlock or a put may come later, past what calls nothing and is no loop.
- A test of a reservation without its lock is taken for one under it (and
  "unlock, lock" of the same one for nothing).
- The lock around a table of fences is the table's own; so is the test whether one that
  is taken out has expired.

This knows nothing of the rules that changed the function.
"""
import re

from paths import ANY, ERRNO, NEGATIVE, POSITIVE, ZERO, Unreadable, call_of, called, close, \
    declarators, is_declaration, join, outer, run, split, State, typed

# Macros that assign to what they are given.
ASSIGN = re.compile(r"(__|unsafe_)?get_user|swap|do_div|\w+_poll_timeout\w*|\w+_irqsave|"
                    r"from_timer|timer_container_of")
OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}
PURE = {"IS_ERR", "IS_ERR_OR_NULL", "PTR_ERR", "ERR_PTR", "sizeof", "offsetof", "BIT",
        "container_of", "ARRAY_SIZE", "dma_resv_usage_rw", "sdrm_err", "u64_to_user_ptr"}
HARMLESS = {"store", "get", "cond"}
CHANGES = re.compile(r"=|\+\+|--|[-+*/|&^%]=|<<=|>>=")
# Calls that the rules take away or put elsewhere, with what they are given.
MOVED = re.compile(r"(drm_gem_object|dma_resv|dma_fence|idr)_\w+")


def effects(toks):
    """What an expression does beside having a value: the names that it calls, "=" if it
    changes something."""
    found = called(toks) - PURE
    if any(tok.kind == "op" and CHANGES.fullmatch(tok.text) for tok in toks):
        found.add("=")
    pairs = {before.text + after.text for before, after in zip(toks, toks[1:])}
    return found | pairs & {"({", ")(", "]("}	# statements, or a call of what is no name


def addressed(body):
    """Variables whose address is taken."""
    for i, t in enumerate(body):
        if t.text == "&" and t.kind == "op" and body[i + 1].kind == "id" and \
           body[i + 2].text not in ("->", "[", ".") and \
           body[i - 1].kind == "op" and body[i - 1].text not in (")", "]"):
            yield body[i + 1].text


def changed(body):
    """Variables that a function may change, itself or by their address."""
    yield from addressed(body)
    for before, t, after in zip(body, body[1:], body[2:]):
        if t.kind == "op" and CHANGES.fullmatch(t.text):
            yield before.text
            if t.text in ("++", "--"):
                yield after.text


class Handler:
    """The parameters of an ioctl handler, raw and typed, by what they stand for."""
    RAW = ("struct drm_device*", "void*", "struct drm_file*")
    OPEN = ("struct drm_device*", "struct drm_file*")

    @staticmethod
    def names(function):
        types = function.types
        given = [name for type, name in function.parameters]
        if types == Handler.RAW:
            return dict(zip(given, ("@device", "@arg", "@file")))
        if len(types) == 3 and all(re.fullmatch(r"const struct \w+\*", t) for t in types[:2]):
            return dict(zip(given, ("@device", "@own", "@arg")))
        if types == Handler.OPEN:
            return dict(zip(given, ("@device", "@file")))
        return {}


class Driver:
    """What the proof has to be told of a driver; see driver.py, which finds it out."""
    def __init__(self, creators=(), table=None, file_type="", drain="", empty=(),
                 assigned=()):
        self.creators = set(creators)	# functions that make a fence, or return NULL
        self.table = table		# (idr, mutex, table), members of the file's data
        self.file_type = file_type	# tag of that data
        self.drain = drain		# function that signals and puts one of the idr's
        self.empty = set(empty)		# functions that drain the idr, as close() does on sdrm
        self.assigned = assigned	# what some function changes


def owns(block):
    """(kind, name) of each SDRM_OWN()."""
    for s in block.all():
        if s.kind == "expression" and s.toks and s.toks[0].text == "SDRM_OWN":
            yield tuple(part[0].text for part in split(s.toks[2:-1], ",")[:2])


class Model:
    """What a function does, as events."""
    def __init__(self, function, driver, eager=True):
        self.driver, self.eager = driver, eager
        self.function = function
        self.block = function.parse()
        body = function.body
        changed = {body[i + at].text for i, t in enumerate(body)
                   if t.kind == "op" and CHANGES.fullmatch(t.text) for at in (-1, 1)}
        # What a variable of another type is given is not what is read from it.
        known = [name for type, name in function.parameters
                 if whole(type) or name not in changed]
        declared = [name for type, name in function.parameters]
        for s in self.block.all():
            made = s.toks if s.kind == "declaration" else \
                split(s.head, ";")[0] if s.kind == "for" else []
            if s.kind == "switch" and "=" in effects(s.head):
                raise Unreadable("has a switch that changes what it asks about")
            if is_declaration(made):
                known += [name for type, name in typed(made) if whole(type)]
                declared += [name for type, name in typed(made)]
        owners = [name for kind, name in owns(self.block)]
        declared += owners
        self.locals = {*known, *owners}
        for name in sorted(self.locals):
            if declared.count(name) > 1:
                raise Unreadable(f"declares {name} more than once")
        self.arguments(body)
        self.handed(body)
        taken = set(addressed(body))
        # What is static keeps what an earlier call left in it.
        for s in self.block.all():
            if s.kind == "declaration" and any(t.text == "static" for t in s.toks):
                taken |= {name for name, value in declarators(s.toks)}
        self.locals -= taken

    def arguments(self, body):
        """Calls that may go have to take what may go with them."""
        for i, tok in enumerate(body[:-1]):
            if tok.kind == "id" and body[i + 1].text == "(" and (
                    MOVED.fullmatch(tok.text) or
                    tok.text in self.driver.creators | self.driver.empty):
                found = effects(body[i + 2:close(body, i + 1)])
                if found:
                    raise Unreadable(f"has an argument of {tok.text}() that does something")

    def handed(self, body):
        """On sdrm a device and a file are other things, at other addresses: what is done with
        them but to look up or to get at the file's data has another result."""
        if self.function.types not in (Handler.RAW, Handler.OPEN):
            return
        for i, tok in enumerate(body):
            if Handler.names(self.function).get(tok.text) in ("@device", "@file") and not (
                    body[i - 1].text in ("->", ".") or body[i + 1].text == "->"
                    or body[i - 2].text == "drm_gem_object_lookup"):
                raise Unreadable(f"uses {tok.text} itself, which is another thing on sdrm")

    def start(self):
        state = State()
        state.values.update(Handler.names(self.function))
        for type, name in self.function.parameters:
            if self.driver.file_type and type == f"struct {self.driver.file_type}*":
                state.values[name] = "@own"
        return state

    def paths(self):
        """(state, value) of each. On sdrm the library allocates and frees the data of an
        open file around open and close."""
        types = self.function.types
        around = len(types) == 2 and types[1] == f"struct {self.driver.file_type}*" and \
            re.fullmatch(r"const struct \w+\*", types[0])
        if not around:
            return run(self.block, self, self.start())
        first, done = self.start(), []
        if self.function.returns.endswith("int"):
            failed = first.copy()
            failed.say("allocate", "fails")
            first.say("allocate", "ok")
            done.append((failed, "-ENOMEM"))
        for state, value in run(self.block, self, first):
            if self.function.returns.endswith("void"):
                if self.driver.table:
                    state.say("drain")
                state.say("free", "@own")
                done.append((state, value))
                continue
            for new, failed in self.signed(state, value, frozenset(NEGATIVE + POSITIVE)):
                if failed:
                    new.say("free", "@own")
                done.append((new, value))
        return done

    # --- values

    def text(self, state, toks):
        """Of an expression, with what is known of the variables in it."""
        out = []
        for i, tok in enumerate(toks):
            word = tok.text
            if tok.kind == "id" and word in state.values and \
               not (i and toks[i - 1].text in ("->", ".")):
                word = state.values[word]
                if not re.fullmatch(r"[@%$?\w>.-]+|\w+\([^()]*\)", word) and len(toks) > 1:
                    word = f"({word})"
            out.append(word)
        text = re.sub(r"&@own->base(?![.\w])", "@file",
                      join(out).replace("@file->driver_priv", "@own"))
        text = re.sub(r"sdrm_err\(ERR_PTR\(([^()]*)\)\)", r"\1", text)
        return re.sub(r"PTR_ERR(?:_OR_ZERO)?\(ERR_PTR\(([^()]*)\)\)", r"\1", text)

    def stable(self, state, value):
        """Does this stay what it is: a value, a constant, a parameter nobody assigns?"""
        return value not in self.driver.assigned and bool(re.fullmatch(
            rf"[%$@]\w+|-?\d\w{{,8}}|{ERRNO}|[A-Z][A-Z0-9_]*|true|false", value)) or \
            value in self.locals and value not in state.values

    @staticmethod
    def signs(state, value):
        if value in ("0", "NULL", "false"):
            return frozenset(ZERO)
        if re.fullmatch(rf"{ERRNO}|-[1-9]\d{{,8}}|ERR_PTR\({ERRNO}\)", value):
            return frozenset(NEGATIVE)
        if value == "true" or re.fullmatch(r"[1-9]\d{,8}U?L?", value):
            return frozenset(POSITIVE)
        return state.signs.get(value, ANY)

    def fresh(self, state, signs=ANY):
        symbol = f"%{state.number('%')}"
        state.signs[symbol] = signs
        return symbol

    def fork(self, state, event, *outcomes):
        """(what is said, value, its signs) of each outcome of something that may fail."""
        if not self.eager:
            symbol = self.fresh(state, frozenset().union(*(o[2] for o in outcomes)))
            return [(state, symbol)]
        made = []
        for said, value, signs in outcomes:
            new = state.copy()
            new.say(*event, said)
            if value.startswith("$"):
                value = f"{value}{new.number(value)}"
                new.signs[value] = frozenset(signs)
            if value == "@own":
                new.signs[value] = frozenset(POSITIVE)
            made.append((new, value))
        return made

    def value(self, state, toks):
        """[(state, value)] of an expression that is computed here."""
        toks = outer(toks)
        text = self.text(state, toks)
        name = call_of(toks)
        if name:
            args = [self.text(state, part) for part in split(toks[2:-1], ",")]
            made = self.acquire(state, name, args)
            if made:
                return made
        if effects(toks):
            state.say("do", text)
            self.havoc(state, toks)
            return [(state, self.fresh(state))]
        if re.fullmatch(r"dma_resv_usage_rw\(.*\)", text):
            # Said with when: what it reads may be another thing after the next event.
            return [(state, f"{text}#{len(state.events)}")]
        if self.stable(state, text) or \
           re.fullmatch(rf"{ERRNO}|ERR_PTR\({ERRNO}\)|[@$]?\w+->resv", text):
            return [(state, text)]
        state.say("get", text)
        return [(state, self.fresh(state))]

    def havoc(self, state, toks):
        """Variables that are changed inside of an expression."""
        for i, tok in enumerate(toks[:-1]):
            if toks[i + 1].text == "(" and tok.kind == "id" and (
                    ASSIGN.fullmatch(tok.text)):
                for part in split(toks[i + 2:close(toks, i + 1)], ","):
                    if len(part) == 1 and part[0].text in self.locals:
                        state.values[part[0].text] = self.fresh(state)
        for i, tok in enumerate(toks):
            if tok.text in self.locals and (
                    i + 1 < len(toks) and CHANGES.fullmatch(toks[i + 1].text)
                    or i and toks[i - 1].text in ("++", "--")):
                state.values[tok.text] = self.fresh(state)

    # --- the two vocabularies

    def acquire(self, state, name, args):
        """What acquires and may fail."""
        if name == "drm_gem_object_lookup":
            return self.fork(state, ("get gem", *args), ("ok", "$gem", POSITIVE),
                             ("fails", "NULL", ZERO))
        if name == "dma_resv_reserve_fences" and args[1:] == ["1"]:
            return self.fork(state, ("room", args[0]), ("ok", "0", ZERO),
                             ("fails", "-ENOMEM", NEGATIVE))
        if name == "kzalloc" and self.driver.file_type and \
           self.function.types == Handler.OPEN:
            return self.fork(state, ("allocate",), ("ok", "@own", POSITIVE),
                             ("fails", "NULL", ZERO))
        if name in self.driver.creators and args[:1] == ["@own"]:
            return self.fork(state, ("make fence",), ("ok", "$fence", POSITIVE),
                             ("fails", "NULL", ZERO))
        if self.driver.table:
            idr = f"&@own->{self.driver.table[0]}"
            if name == "idr_alloc" and args[0] == idr and args[2:] == ["1", "0", "GFP_KERNEL"]:
                made = self.fork(state, ("room for", ), (args[1], "$id", POSITIVE),
                                 ("fails", "$error", NEGATIVE))
                for new, value in made:
                    if value.startswith("$id"):
                        new.say("keep", args[1], value)
                return made
            if name == "idr_replace" and args[:2] == [idr, "NULL"]:
                return self.fork(state, ("take", args[2]), ("ok", "$fence", POSITIVE),
                                 ("fails", "NULL", ZERO),
                                 ("fails", "ERR_PTR(-ENOENT)", NEGATIVE))
        return None

    def own(self, state, scope, toks):
        """SDRM_OWN(kind, name, init)."""
        kind, name, init = split(toks[2:-1], ",")
        kind, name, init = join(kind), join(name), outer(init)
        call = init[0].text
        args = [self.text(state, part) for part in split(init[2:-1], ",")]
        table = f"&@own->{self.driver.table[2]}" if self.driver.table else None
        raw = {"sdrm_gem_lookup": ("gem", ("get gem", *args), "$gem", "-ENOENT"),
               "sdrm_fence_create": ("fence", ("make fence",), "$fence", "-ENOMEM"),
               "sdrm_resv_reserve": ("resv_slot", ("room", *args), "$room", "-ENOMEM"),
               "sdrm_fence_table_reserve": ("fence_slot", ("room for",), "$slot", "$error"),
               "sdrm_fence_table_take": ("fence", ("take", *args[1:]), "$fence", "-ENOENT"),
               }.get(call)
        if call == "sdrm_resv_lock" and kind == "resv":
            state.values[name] = f"{args[0]}->resv"
            state.say("lock", state.values[name])
            state.owners.append((scope, name, kind))
            return [state]
        if not raw or raw[0] != kind or (
                call == "sdrm_fence_create" and args != ["sdrm_file_fence_source(@file)"]
                or call.startswith("sdrm_fence_table") and args[0] != table):
            raise Unreadable(f"owns what {call}() returns, of which the proof knows nothing")
        kind, event, value, error = raw
        made = []
        for new, value in self.fork(state, event, ("ok", value, POSITIVE),
                                    ("fails", error, NEGATIVE)):
            failed = new.events[-1][-1] == "fails"
            new.values[name] = f"ERR_PTR({value})" if failed else value
            new.signs[new.values[name]] = frozenset(NEGATIVE if failed else POSITIVE)
            if not failed:
                new.owners.append((scope, name, kind))
            made.append(new)
            if call == "sdrm_fence_table_take" and not failed:
                late = new.copy()
                new.say("signaled", value, False)
                late.say("signaled", value, True)
                late.owners.pop()
                self.released(late, "fence", value)
                late.values[name] = "ERR_PTR(-ETIMEDOUT)"
                late.signs[late.values[name]] = frozenset(NEGATIVE)
                made.append(late)
            if call == "sdrm_fence_table_reserve" and not failed:
                new.events.pop()
        return made

    @staticmethod
    def released(state, kind, value):
        if kind == "gem":
            state.say("put gem", value)
        elif kind == "resv":
            state.say("unlock", value)
        elif kind == "fence":
            state.say("signal", value)
            state.say("put fence", value)

    def drop(self, state, scope):
        """Owners whose scope ends before this one (None: all)."""
        for owner in reversed(state.owners[:]):
            if scope is None or scope[:len(owner[0])] != owner[0]:
                state.owners.remove(owner)
                self.released(state, owner[2], state.values[owner[1]])

    def move(self, state, kind, part):
        """The value of sdrm_KIND_move(NAME), which no scope releases from here on."""
        if len(part) != 4 or part[0].text != f"sdrm_{kind}_move":
            return None
        name = part[2].text
        for owner in state.owners:
            if owner[1:] == (name, kind):
                state.owners.remove(owner)
                return state.values[name]
        raise Unreadable(f"moves {name}, which it does not own there")

    def consumes(self, state, name, parts):
        """A call on sdrm that consumes owners: [(state, value)]."""
        if name == "sdrm_fence_signal":
            fence = self.move(state, "fence", parts[0])
            if fence:
                self.released(state, "fence", fence)
                return [(state, "0")]
        if name == "sdrm_resv_add" and len(parts) == 4:
            resv, fence = self.text(state, parts[0]), self.text(state, parts[2])
            if self.move(state, "resv_slot", parts[1]):
                state.say("add", resv, fence, access(self.text(state, parts[3])))
                return [(state, "0")]
        if name == "sdrm_fence_table_add" and len(parts) == 2:
            fence = self.move(state, "fence", parts[1])
            if fence and self.move(state, "fence_slot", parts[0]):
                state.say("room for", fence)
                symbol = f"$id{state.number('$id')}"
                state.signs[symbol] = frozenset(POSITIVE)
                state.say("keep", fence, symbol)
                return [(state, symbol)]
        return None

    def effect(self, state, name, args):
        """A raw call that is a statement."""
        if name == "drm_gem_object_put":
            state.say("put gem", *args)
        elif name == "dma_resv_lock" and args[1:] == ["NULL"]:
            state.say("lock", args[0])
        elif name == "dma_resv_unlock":
            state.say("unlock", *args)
        elif name == "dma_fence_signal":
            state.say("signal", *args)
        elif name == "dma_fence_put":
            state.say("put fence", *args)
        elif name == "kfree" and args == ["@own"]:
            state.say("free", "@own")
        elif name in self.driver.empty and args == ["@own"]:
            state.say("drain")
        elif name == "dma_resv_add_fence" and len(args) == 3:
            state.say("add", args[0], args[1], access(args[2]))
        else:
            return False
        return True

    # --- statements

    def statement(self, state, kind, toks, scope):
        if kind == "declaration":
            states = [state]
            for name, value in declarators(toks):
                if value is not None and not any(t.text == "static" for t in toks):
                    states = [n for s in states for n in self.assign(s, name, None, value)]
            return states
        if not toks:
            return [state]
        if toks[0].text == "SDRM_OWN":
            return self.own(state, scope, toks)
        sides = split(toks, "=")
        if len(sides) > 1:
            rest = toks[len(sides[0]) + 1:]
            name = sides[0][0].text if len(sides[0]) == 1 else None
            return self.assign(state, name, sides[0], rest)
        name = call_of(toks)
        if name:
            parts = split(toks[2:-1], ",")
            made = self.consumes(state, name, parts)
            if made:
                return [s for s, value in made]
            if self.effect(state, name, [self.text(state, p) for p in parts]):
                return [state]
        return [s for s, value in self.value(state, toks)]

    def assign(self, state, name, target, toks):
        sides = split(toks, "=")
        if len(sides) > 1:	# a = b = c
            inner = self.assign(state, sides[0][0].text if len(sides[0]) == 1 else None,
                                sides[0], toks[len(sides[0]) + 1:])
            toks = sides[0]
        else:
            inner = [state]
        made = []
        for before in inner:
            call = call_of(toks)
            consumed = self.consumes(before, call, split(toks[2:-1], ",")) if call else None
            for new, value in consumed or self.value(before, toks):
                if name in self.locals:
                    new.values[name] = value
                else:
                    where = self.text(new, target) if target else name
                    if (where, value) != ("@own", "@own"):
                        new.say("store", where, value)
                made.append(new)
        return made

    def returned(self, state, toks):
        if not toks:
            return ""
        made = self.value(state, toks)
        if len(made) != 1:
            raise Unreadable("returns what it acquires")
        return made[0][1]

    # --- conditions

    def test(self, state, toks, turn=False):
        """[(state, truth)]."""
        if turn:
            text = self.text(state, toks)
            for part in split(toks[2:-1], ","):
                if len(part) == 1 and part[0].text in self.locals:
                    state.values[part[0].text] = self.fresh(state)
            return self.both(state, "turn", text)
        toks = outer(toks)
        for operator in OPPOSITE:
            sides = split(toks, operator)
            if len(sides) == 2 and sides[1]:
                return self.compare(state, sides[0], operator, sides[1])
        name = call_of(toks)
        parts = split(toks[2:-1], ",") if name else []
        if name in ("sdrm_is_err", "sdrm_is_ok", "IS_ERR"):
            value = self.text(state, outer(parts[0]))
            if self.stable(state, value) or value.startswith("ERR_PTR"):
                wanted = NEGATIVE if name != "sdrm_is_ok" else ZERO + POSITIVE
                return self.signed(state, value, frozenset(wanted))
        if name == "IS_ERR_OR_NULL" and self.stable(state, self.text(state, parts[0])):
            return self.signed(state, self.text(state, parts[0]), frozenset(NEGATIVE + ZERO))
        if name in ("dma_resv_test_signaled", "sdrm_resv_is_idle"):
            args = [self.text(state, part) for part in parts]
            now = args[1].removesuffix(f"#{len(state.events)}")
            return self.both(state, "idle", args[0], access(now, asked=True))
        if name == "dma_fence_is_signaled":
            return self.both(state, "signaled", self.text(state, parts[0]))
        return self.compare(state, toks, "!=", [])

    def both(self, state, *event):
        other = state.copy()
        state.say(*event, True)
        other.say(*event, False)
        return [(state, True), (other, False)]

    def compare(self, state, left, operator, right):
        left = outer(left)
        sides = split(left, "=")
        made = []
        if len(sides) == 2 and len(sides[0]) == 1 and sides[0][0].text in self.locals:
            states = [(s, s.values[sides[0][0].text])
                      for s in self.assign(state, sides[0][0].text, None, sides[1])]
        elif effects(left) or any(t.text in PURE for t in left):
            states = self.value(state, left)
        else:
            states = [(state, self.text(state, left))]
        if effects(right):
            raise Unreadable("has a comparison with what does something")
        for new, value in states:
            other = self.text(new, right) if right else "0"
            if other in ("0", "NULL") and (self.stable(new, value)
                                           or self.signs(new, value) != ANY):
                wanted = {"==": ZERO, "!=": NEGATIVE + POSITIVE, "<": NEGATIVE, ">": POSITIVE,
                          "<=": NEGATIVE + ZERO, ">=": ZERO + POSITIVE}[operator]
                made += self.signed(new, value, frozenset(wanted))
                continue
            # A constant that is no number may not fit into the variable.
            if value == other and operator in ("==", "!=") and not value[:1].isupper():
                made.append((new, operator == "=="))
                continue
            truth = operator in ("==", "<", "<=")
            key = f"{value}{operator if truth else OPPOSITE[operator]}{other}"
            if not right:
                truth, key = True, value
            if self.stable(new, value) and self.stable(new, other):
                for answer in [new.facts[key]] if key in new.facts else (True, False):
                    after = new.copy()
                    after.facts[key] = answer
                    made.append((after, answer == truth))
                continue
            made += [(after, answer == truth)
                     for after, answer in self.both(new, "cond", key)]
        return made

    def signed(self, state, value, wanted):
        has = self.signs(state, value)
        made = []
        for signs, truth in ((has & wanted, True), (has - wanted, False)):
            if signs:
                new = state.copy()
                if value not in ("0", "NULL", "false", "true") and signs != has:
                    new.signs[value] = signs
                made.append((new, truth))
        return made


def whole(type):
    """Is what is assigned to this type what it is afterwards? (An errno, a pointer.)"""
    return type in ("int", "enum dma_resv_usage") or type.endswith("*")


def access(text, asked=False):
    """An access or a usage, as an access. To ask with the usage that is READ is to ask
    as a writer does."""
    text = text.strip()
    while text.startswith("(") and text.endswith(")") and "(" not in text[1:-1]:
        text = text[1:-1]
    match = re.fullmatch(r"dma_resv_usage_rw\((.*)\)", text)
    if match and asked:
        inner = match[1]
        return {"true": "SDRM_WRITE", "false": "SDRM_READ"}.get(
            inner, f"({inner.strip('()')})?SDRM_WRITE:SDRM_READ")
    swap = {"DMA_RESV_USAGE_READ": "SDRM_WRITE" if asked else "SDRM_READ",
            "DMA_RESV_USAGE_WRITE": "SDRM_READ" if asked else "SDRM_WRITE"}
    text = re.sub(r"DMA_RESV_USAGE_(READ|WRITE)\b", lambda m: swap[m[0]], text)
    match = re.fullmatch(r"(.*)\?SDRM_WRITE:SDRM_READ", text)
    return f"({match[1].strip('()')})?SDRM_WRITE:SDRM_READ" if match else text


# --- comparison ---------------------------------------------------------------

def replaced(events, calls, by):
    """With calls that follow each other replaced; of a call, how it begins."""
    for at in range(len(events) - len(calls) + 1):
        part = events[at:at + len(calls)]
        if all(e[0] == "do" and e[1].startswith(call) for e, call in zip(part, calls)):
            return events[:at] + by + events[at + len(calls):]
    return events


def settle(events, driver):
    """The events of a path with each freedom used in one way."""
    out = list(events)
    if driver.table:
        idr, mutex, table = (f"&@own->{member}" for member in driver.table)
        out = replaced(out, [f"mutex_init({mutex})", f"idr_init_base({idr},1)"],
                       [("table",)])
        out = replaced(out, [f"sdrm_fence_table_init({table},&@own->base.managed,"],
                       [("table",)])
        out = replaced(out, [f"idr_for_each({idr},{driver.drain},", f"idr_destroy({idr})",
                             f"mutex_destroy({mutex})"], [("drain",)])
        kept, inside = [], False
        for event in out:
            if event[:2] in (("do", f"mutex_lock(&@own->{driver.table[1]})"),
                             ("do", f"mutex_unlock(&@own->{driver.table[1]})")):
                inside = "_lock" in event[1]
                continue
            if inside and event[0] not in ("room for", "keep", "take"):
                raise Unreadable("does more than to use the table under the table's lock")
            kept.append(event)
        out = kept
    # A test without the lock.
    held, locked = set(), []
    for event in out:
        if event[0] == "lock":
            held.add(event[1])
        elif event[0] == "unlock":
            held.discard(event[1])
        if event[0] == "idle" and event[1] not in held:
            locked += [("lock", event[1]), event, ("unlock", event[1])]
        else:
            locked.append(event)
    out = locked
    at = 0
    while at + 1 < len(out):
        if out[at][0] == "unlock" and out[at + 1] == ("lock", out[at][1]):
            del out[at:at + 2]
        at += 1
    # Releases as late as may be.
    for at in range(len(out) - 1, -1, -1):
        if out[at][0] in ("unlock", "put gem"):
            while at + 1 < len(out) and out[at + 1][0] in HARMLESS:
                out[at], out[at + 1] = out[at + 1], out[at]
                at += 1
    return tuple(out)


def behaviour(function, driver):
    model = Model(function, driver)
    paths = set()
    for state, value in model.paths():
        known = frozenset((name, signs) for name, signs in state.signs.items()
                          if not name.startswith(("$", "ERR_PTR", "@")) and signs != ANY)
        paths.add((settle(state.events, driver), known,
                   frozenset(state.facts.items()), value))
    return paths


def drains(function, driver):
    """Does a function do nothing but to drain the idr of fences?"""
    return {path[0] for path in behaviour(function, driver)} == {(("drain",),)}


RELEASES = ("put gem", "unlock", "signal", "put fence")


def show(events):
    return ", ".join(f"{e[0]} {e[1]}" for e in events if e[0] in RELEASES) or "nothing"


def difference(before, after, driver):
    """Why two functions are not the same; None if they are."""
    old, new = behaviour(before, driver), behaviour(after, driver)
    if old == new:
        return None
    for path in sorted(new - old, key=repr):
        value = path[3] or "nothing"
        alike = [p for p in old - new if p[3] == path[3]]
        if alike:
            return f"where it returns {value}, it released {show(alike[0][0])}, " \
                   f"and would release {show(path[0])}" \
                if show(alike[0][0]) != show(path[0]) else \
                f"where it returns {value}, it would do things in another order"
        return f"it would return {value} where it did not"
    return "it would lose the way to " + (sorted(old - new, key=repr)[0][3] or "its end")
