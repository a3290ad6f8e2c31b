# SPDX-License-Identifier: GPL-2.0
"""What boundary.cocci does with what it sees: judge names.

Coccinelle hands over every name, type and member that a file uses, each with
its place. Here they are compared with what the driver, its own headers and its
uAPI header declare, and with the short list of pure helpers. What is in none of
these is raw. The preprocessor's part (headers, bodies of macros, attributes) is
not in Coccinelle's tree, so it is read from the text.
"""
import os
import re
from functools import lru_cache

from concepts import instead
from source import keep_lines, same_place, say, strip

# --- what a driver may use ---------------------------------------------------

# Calls and macros that own nothing, touch no object and cannot sleep. WARN_ON()
# is one: it reports, and returns its condition. memcpy() is none: it copies
# owners. READ_ONCE() is none: what it is for is shared data without its lock.
PURE = set("""
ARRAY_SIZE BIT BIT_ULL GENMASK GENMASK_ULL FIELD_GET FIELD_PREP
min max min3 max3 min_t max_t clamp clamp_t clamp_val abs
ALIGN ALIGN_DOWN IS_ALIGNED PAGE_ALIGN round_up round_down roundup rounddown
DIV_ROUND_UP DIV_ROUND_CLOSEST upper_32_bits lower_32_bits ilog2
check_add_overflow check_sub_overflow check_mul_overflow
_IO _IOR _IOW _IOWR DRM_IO DRM_IOR DRM_IOW DRM_IOWR DRM_COMMAND_BASE
offsetof sizeof_field static_assert _Static_assert BUILD_BUG_ON IS_ENABLED
likely unlikely WARN_ON WARN_ON_ONCE fallthrough __func__ KBUILD_MODNAME
NULL true false PAGE_SIZE PAGE_SHIFT
""".split())
PURE_LIKE = re.compile(
    r"(E[A-Z0-9]+|[US](8|16|32|64)_(MAX|MIN)|U?(CHAR|SHRT|INT|LONG|LLONG)_(MAX|MIN)"
    r"|SIZE_MAX|SZ_[0-9]+[KMG]?|[NUM]SEC_PER_[NUM]?SEC|DRM_FORMAT_[A-Z]+[0-9]\w*"
    r"|cpu_to_[bl]e(16|32|64)|[bl]e(16|32|64)_to_cpu"
    r"|MODULE_(AUTHOR|DESCRIPTION|LICENSE|ALIAS|VERSION|SOFTDEP|FIRMWARE|PARM_DESC))$")
TYPES = set("""
void char short int long signed unsigned float double bool _Bool size_t ssize_t
u8 u16 u32 u64 s8 s16 s32 s64 __u8 __u16 __u32 __u64 __s8 __s16 __s32 __s64
uint8_t uint16_t uint32_t uint64_t int8_t int16_t int32_t int64_t
__le16 __le32 __le64 __be16 __be32 __be64 uintptr_t ptrdiff_t
""".split())
QUALIFIERS = set("const volatile static extern inline register restrict sdrm_locked".split())
KEYWORDS = TYPES | QUALIFIERS | set("""
struct union enum typedef if else for while do switch case default break
continue return goto sizeof typeof __typeof__ _Alignof
""".split())
SDRM = re.compile(r"sdrm_|SDRM_")
# Arguments of sdrm's macros that are no expressions: the driver's name, which is a
# part of names, the tag of a struct, a type, or a member.
ARGUMENTS = {
    "SDRM_OWN": ("part",),
    "SDRM_ERROR": ("part",),
    "SDRM_LOCKED": ("", "", "member"),
    "SDRM_GUARDED": ("tag", "member"),
    "SDRM_DRIVER_TYPES": ("part", "tag", "tag"),
    "SDRM_DEBUGFS_TYPES": ("part", "tag", "tag"),
    "SDRM_DISPLAY_TYPES": ("part", "tag", "tag"),
    "SDRM_IOCTL": ("part",),
    "SDRM_IOCTL_DEFINE": ("part", "", "", "type"),
    "SDRM_IOCTL_FD_DEFINE": ("part", "", "", "type", "part"),
    "sdrm_module_driver": ("part",),
    "sdrm_module_devices": ("part",),
    "sdrm_module_debugfs": ("part",),
    "sdrm_module_display": ("part",),
    "sdrm_module_configfs": ("part",),
    "SDRM_CONFIG_DEFINE": ("tag", ""),
    "SDRM_CONFIG_BOOL": ("tag", "member"),
    "SDRM_CONFIG_UINT": ("tag", "member"),
    "SDRM_CONFIG_LIVE_UINT": ("tag", "member"),
    "SDRM_CONFIG_LINKS": ("tag", "member", "tag"),
    "SDRM_CONFIG_GROUP": ("", "tag"),
}
HEADERS = re.compile(r"sdrm/sdrm\.h|uapi/.+|drm/\w+_drm\.h")
UAPI = re.compile(r"(?:uapi/)?(?:drm/)?(\w+?)(?:_drm)?\.h")
# What the parser drops or expands by itself; read from the text.
ATTRIBUTES = re.compile(
    r"\b(__free|__cleanup|__attribute__|__attribute|asm|__asm__|_Pragma|_Generic"
    r"|__(?:init|exit)(?:data|const)?|__ro_after_init|__section"
    r"|DEFINE_(?:FREE|CLASS|GUARD|LOCK_GUARD_\w+)|DECLARE_BITMAP|(?:DEFINE|DECLARE)_PER_CPU\w*)\b")
# They change what the compilers refuse.
DIRECTIVES = re.compile(r"^[ \t]*#[ \t]*(pragma\b|line\b|\d)", re.M)

# Macros of the kernel's whose arguments are no C, or that need no comma: cocci/macros.h
# hides them from the parser, so they are read from the text.
UNPARSED = re.compile(r"\b(TRACE_EVENT\w*|DECLARE_EVENT_\w+|DEFINE_EVENT\w*"
                      r"|(?:SET_)?(?:\w+_SYSTEM_SLEEP|SYSTEM_SLEEP|RUNTIME)_PM_OPS)\s*\(")
# Macros that are parameters of <trace/define_trace.h>; their bodies are no expressions.
TRACE_PARAMETERS = re.compile(r"TRACE_(SYSTEM|INCLUDE_(FILE|PATH))$")
# An argument of these is a member of a type, whoever's it is. That type, or the macro, is a
# finding if it is raw.
MEMBER_OF = re.compile(r"offsetof|offsetofend|sizeof_field|typeof_member|container_of\w*|\w+_container_of"
                       r"|from_timer|struct_size|flex_array_size|(?:h?list|llist|rb|rbtree|plist)_\w*"
                       r"|for_each_\w+")

# Arguments of raw macros that are words of theirs.
WORDS = {("MODULE_DEVICE_TABLE", 0), ("module_param", 1), ("module_param_array", 1),
         ("module_param_named", 0), ("module_param_named", 2), ("module_param_cb", 0)}
AS_MEMBER = rf"\b(?:{MEMBER_OF.pattern})\s*\([^()]*,\s*"


def raw(file, line, wrong, rule, name, of=None, function=None):
    """A finding about a name of the kernel's, or about what belongs to another one of those."""
    say(file, line, wrong, instead(of or name), rule, name, of or name, function)


# --- what the text of a file shows -------------------------------------------

DIRECTIVE = r"^[ \t]*#[ \t]*"
PROTOTYPE = r"(?:^|(?<=[;\0]))\s*(?!typedef|extern)(?:[A-Za-z_]\w*[\s*]+)+([a-z_]\w*)\s*\([^;\0]*;"
REST = r"((?:[^\\\n]|\\.|\\\n)*)"


def closing(text, at, pair="()"):
    """Where the bracket closes that opened before."""
    depth = 1
    while depth and at < len(text):
        depth += (text[at] == pair[0]) - (text[at] == pair[1])
        at += 1
    return at - (not depth)


class Source:
    """One file's declarations, headers and macros."""

    def __init__(self, path):
        with open(path, errors="replace") as file:
            raw = file.read()
        self.path, self.exact, self.text = path, same_place(raw), strip(raw)
        self.lines = self.text.split("\n")
        self.starts = [0, *(m.end() for m in re.finditer("\n", self.exact))]
        # From the raw text: an include's name may look like a string.
        self.includes = [(raw.count("\n", 0, m.start()) + 1, m.group(1))
                         for m in re.finditer(DIRECTIVE + r"include[ \t]*(<[^>\n]*>|\"[^\"\n]*\"|[^\n]*)",
                                              raw, re.M)]
        self.unparsed = [(raw.count("\n", 0, m.start()) + 1, m.group(1))
                         for m in UNPARSED.finditer(self.exact)]
        self.text = self.without_unparsed(self.text)
        self.macros = {m.group(1): (self.line_of(m.start()), m.group(3) or "", m.group(4))
                       for m in re.finditer(DIRECTIVE + r"define[ \t]+(\w+)(\(([^)]*)\))?" + REST,
                                            self.text, re.M)}
        self.macro_lines = {at for first, _, body in self.macros.values()
                            for at in range(first, first + body.count("\n") + 1)}
        self.outer = self.file_scope()
        self.read_types()
        self.read_names()

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def in_macro(self, line):
        return line in self.macro_lines

    def offset(self, line, column):
        return self.starts[line - 1] + column

    def around(self, line, column):
        """The text without comments and strings, up to a place and from there on."""
        at = self.offset(line, column)
        return self.exact[:at], self.exact[at:]

    @staticmethod
    def without_unparsed(text):
        """Without the arguments of those macros, which declare nothing and use nothing."""
        for m in reversed(list(UNPARSED.finditer(text))):
            end = closing(text, m.end())
            text = text[:m.end()] + "\n" * text.count("\n", m.end(), end) + text[end:]
        return text

    def macro_of(self, line, column):
        """The macro or function of which the name here is an argument, and which one."""
        at, depth, number = self.offset(line, column), 0, 0
        if not re.match(r"\w+\s*[,).[]", self.exact[at:at + 100]):
            return "", 0
        at -= 1
        if self.exact[:at + 1].rstrip()[-1:] not in ("(", ","):
            return "", 0
        while at >= 0 and self.exact[at] not in ";{}":
            if self.exact[at] == "(":
                if not depth:
                    name = re.search(r"(\w+)\s*$", self.exact[:at][-100:])
                    return (name.group(1), number) if name else ("", 0)
                depth -= 1
            elif self.exact[at] == ")":
                depth += 1
            elif self.exact[at] == "," and not depth:
                number += 1
            at -= 1
        return "", 0

    def file_scope(self):
        """The text outside all braces, with a NUL for each block."""
        text = re.sub(DIRECTIVE + REST, keep_lines, self.text, flags=re.M)
        blocks = 1
        while blocks:
            text, blocks = re.subn(r"\{[^{}]*\}", lambda m: keep_lines(m, "\0"), text)
        return text

    def bodies(self, kind):
        """The text between the braces of each struct, union or enum."""
        for m in re.finditer(rf"\b{kind}\b[^;={{}}()]*\{{", self.text):
            yield self.text[m.end():closing(self.text, m.end(), "{}")]

    def read_types(self):
        self.tags = set(re.findall(r"\b(?:struct|union|enum)\s+(\w+)\s*\{", self.text))
        self.typedefs = set(re.findall(r"\btypedef\b[^;]*?(\w+)\s*(?:\[[^;]*\]\s*)?;", self.outer))
        self.typedefs |= set(re.findall(r"\btypedef\b[^;]*?\(\s*\*\s*(\w+)\s*\)", self.outer))
        for of, driver in re.findall(r"\bSDRM_(DRIVER|DEBUGFS|DISPLAY)_TYPES\s*\(\s*(\w+)",
                                     self.text):
            self.tags |= {driver + "_ioctl", driver + "_driver"}
            self.tags |= {driver + "_display"} if of == "DISPLAY" else set()
        self.tags |= {item + "_attribute"
                      for item in re.findall(r"\bSDRM_CONFIG_DEFINE\s*\(\s*(\w+)", self.text)}
        self.members, self.constants = set(), set()
        self.members |= set(re.findall(r"\bSDRM_GUARDED\s*\([^,()]*,\s*(\w+)\s*\)", self.text))
        for body in self.bodies("(?:struct|union)"):
            self.members |= set(re.findall(
                r"(\w+)\s*(?:\[[^;]*?\]\s*|:\s*\w+\s*|\)\s*\([^;]*)*[;,]", body))
        for body in self.bodies("enum"):
            self.constants |= set(re.findall(r"(?:^|,)\s*(\w+)", body))

    def read_names(self):
        # By macros, sdrm's and raw ones; the latter are findings themselves.
        self.names = set(re.findall(
            r"\b(?:(?:SDRM_PARAM|DEFINE|DECLARE)_\w+|H?LIST_HEAD)\s*\(\s*(\w+)", self.text))
        self.names |= {"trace_" + name for name in re.findall(
            r"\b(?:TRACE_EVENT\w*\s*\(|DEFINE_EVENT\w*\s*\(\s*\w+\s*,)\s*(\w+)", self.exact)}
        # By prototypes, and by extern in any block: to be defined somewhere.
        self.prototypes = [(self.outer.count("\n", 0, m.start(1)) + 1, m.group(1))
                           for m in re.finditer(PROTOTYPE, self.outer)]
        for m in re.finditer(r"\bextern\b([^;{}]*);", self.text):
            name = (re.search(r"\(\s*\*[\s*]*(?:const\s+)?(\w+)", m.group(1))
                    or re.search(r"(\w+)\s*(?=[(\[]|$)", m.group(1)))
            self.prototypes.append((self.line_of(m.start()), name.group(1)))
        self.prototypes = [(line, name) for line, name in self.prototypes if name not in KEYWORDS]
        self.definitions = set(re.findall(
            r"(\w+)\s*(?:\([^;\0]*\)\s*\0|(?:\[[^;=]*\]\s*)*(?:=[^;]*)?;|\)\s*\([^;\0]*=[^;]*;)",
            re.sub(r"\bextern\b[^;\0]*;|\btypedef\b[^;]*;", ";", self.outer))) - KEYWORDS

    def macro_arguments(self):
        """What each argument of sdrm's macros is, by its line and column."""
        text = self.exact
        for m in re.finditer(rf"\b({'|'.join(ARGUMENTS)})\s*\(", text):
            at, depth, number = m.end(), 1, 0
            start = at
            while depth and at < len(text):
                depth += {"(": 1, ")": -1}.get(text[at], 0)
                if depth == 1 and text[at] == "," or not depth:
                    first = re.compile(r"\w+").search(text, start, at)
                    kinds = ARGUMENTS[m.group(1)]
                    if first and number < len(kinds) and kinds[number]:
                        line = text.count("\n", 0, first.start()) + 1
                        column = first.start() - text.rfind("\n", 0, first.start()) - 1
                        yield (line, column), kinds[number], first.group()
                    start, number = at + 1, number + 1
                at += 1

    def uapi(self):
        """The x of <drm/x_drm.h> or <uapi/x.h>: its names start with X_, x_ and drm_x_."""
        return {found.group(1) for _, name in self.includes
                for found in [UAPI.fullmatch(name[1:-1])] if found and HEADERS.fullmatch(name[1:-1])}


@lru_cache(maxsize=None)
def source(path):
    return Source(path)


@lru_cache(maxsize=None)
def defined_in(folder):
    return set().union(*(source(os.path.join(folder, file)).definitions
                         for file in os.listdir(folder)
                         if file.endswith(".c") and not file.endswith(".mod.c")))


def with_headers(path, seen=()):
    """A file and the headers that it includes by "name", of its own folder."""
    path = os.path.normpath(path)
    files = [*seen, path]
    for _, name in source(path).includes:
        header = os.path.normpath(os.path.join(os.path.dirname(path), name.strip('"')))
        if name.startswith('"') and os.path.isfile(header) and header not in files:
            files = with_headers(header, files)
    return files


# --- one .c file and its headers ----------------------------------------------

# In the members of a struct, and behind a parameter list.
NO_TYPE = re.compile(r"\b(SDRM_GUARDED|sdrm_must_\w+|sdrm_acquires_\w+)\s*\([^()]*\)")


@lru_cache(maxsize=None)
def types_in(c_type):
    """A list of (name, is it a tag) of each type in a type as Coccinelle prints it."""
    c_type = re.sub(r"enum (\w+ )?\{[^}]*\}", r"enum \1", c_type)
    c_type = re.sub(r"\[[^]]*\]", "[]", c_type) # its size is an expression
    c_type = re.sub(r"\}[^;{}()]*;", "};", NO_TYPE.sub("", c_type))
    # u32 x, y; is one type, and no more names.
    found = []
    c_type = ";".join(member if "(" in member or "{" not in c_type
                      else member.split(",")[0] for member in c_type.split(";"))
    for part in re.split(r"[(){},;]", c_type):
        tokens = [t for t in re.findall(r"[A-Za-z_]\w*|\*|\[|\.", part) if t not in QUALIFIERS]
        if not tokens or not re.match(r"\w", tokens[0]):
            continue
        if tokens[0] in ("struct", "union", "enum"):
            if len(tokens) > 1:
                found.append((tokens[1], True))
        elif tokens[0] not in ("typeof", "__typeof__"):
            found.append((tokens[0], False))
    return found


class Unit:
    def __init__(self, path):
        self.files = with_headers(path)
        texts = [source(file) for file in self.files]
        self.macros = {name for text in texts for name in text.macros}
        self.bodies = {name: body for text in texts for name, (_, _, body) in text.macros.items()}
        # Of a macro, which of its parameters it takes for members alone, or pastes, which is a
        # finding.
        self.parameters = {
            name: [self.only(rf"((?:->|\.)\s*|{AS_MEMBER})?\b{word}\b()", body) and "member"
                   or self.only(rf"(#\s*)?\b{word}\b(\s*##)?", body) and "pasted"
                   for word in re.findall(r"\w+", params)]
            for text in texts for name, (_, params, body) in text.macros.items()}
        self.typedefs = set().union(*(text.typedefs for text in texts))
        self.tags = set().union(*(text.tags for text in texts))
        self.members = set().union(*(text.members for text in texts))
        self.names = set().union(*(text.names | text.constants | text.definitions
                                   for text in texts))
        self.uapi = set().union(*(text.uapi() for text in texts))
        self.locals = {}
        self.annotated = {name for text in texts for name in re.findall(
            r"\b(\w+)\s*\([^;{}()]*\)\s*(?:sdrm_\w+\s*\([^()]*\)\s*)*"
            r"sdrm_must_(?:not_hold_\w+|be_unlocked)\s*\(", text.text)}

    @staticmethod
    def only(pattern, body):
        """Is a word in a macro's body, and nowhere without what may be around it?"""
        found = re.findall(pattern, body)
        return bool(found) and all(before or after for before, after in found)

    def is_uapi_tag(self, tag):
        return any(tag.startswith(prefix + x + "_")
                   for x in self.uapi for prefix in ("", "drm_"))

    def is_uapi_name(self, name):
        return any(name.startswith(prefix + x.upper() + "_")
                   for x in self.uapi for prefix in ("", "DRM_", "DRM_IOCTL_", "__"))

    def knows(self, name, function=None):
        return (name in PURE or PURE_LIKE.match(name) or SDRM.match(name)
                or name in self.names or name in self.macros
                or name in self.locals.get(function, ()) or self.is_uapi_name(name))

    def is_member(self, name, function, macro, number):
        """Is this, an argument of a macro, the name of a member? A function has no such
        argument, so what is raw is a macro, and a finding itself."""
        if MEMBER_OF.fullmatch(macro):
            return number > 0
        if (macro, number) in WORDS:
            return True
        takes = self.parameters.get(macro)
        if takes is not None and number < len(takes) and takes[number] == "pasted":
            return True
        if not macro or name not in self.members:
            return False
        if takes is not None:
            return number < len(takes) and takes[number] == "member"
        return macro not in KEYWORDS and not self.knows(macro, function)

    def expands_beside(self, macro, name):
        """Is this name, in a macro, a variable of each function that uses the macro? Of one
        that nothing here uses: of some function, or does it have members?"""
        users = self.users(macro, set())
        if not users:
            return (re.search(rf"\b{name}\s*(->|\.)", self.bodies[macro])
                    or any(name in own for own in self.locals.values()))
        return all(name in self.locals.get(user, ()) for user in users)

    def users(self, macro, seen):
        """The functions that use a macro, by way of others too."""
        seen.add(macro)
        users = {function for _, name, function in names if name == macro}
        for other, body in self.bodies.items():
            if other not in seen and re.search(rf"\b{macro}\b", body):
                users |= self.users(other, seen)
        return users

    def knows_type(self, name, is_tag):
        if is_tag:
            return name in self.tags or SDRM.match(name) or self.is_uapi_tag(name)
        return name in TYPES or name in self.typedefs

    def raw_types(self, c_type):
        return [name for name, is_tag in types_in(c_type) if not self.knows_type(name, is_tag)]

    def defines(self, name):
        """Is what a file declares defined in a .c file beside it?"""
        return any(name in defined_in(folder)
                   for folder in {os.path.dirname(f) or "." for f in self.files})


# --- what Coccinelle saw, and the verdict ---------------------------------------

# Of the bases of a driver's data, and what is lent by value, to be read. All other members
# of sdrm's structs are private.
PUBLIC = {"managed"}
VALUES = re.compile(r"sdrm_proposed_")

current = None
names, types, members, declared, prototypes = [], [], [], [], []
functions = set()


def see(p):
    """Where a match is; and note which .c file is being read."""
    global current
    if p.file.endswith(".c"):
        current = p.file
    return os.path.normpath(p.file), int(p.line), int(p.column)


def declare(positions, name, c_type=""):
    """A function, parameter or variable; or a prototype, also in a block."""
    c_type = re.sub(r"\[[^]]*\]", "", c_type) # whose size may be a call
    is_prototype = re.match(r"(?!.*typeof)[^{(]*\((?! \*)", c_type)
    (prototypes if is_prototype else declared).extend(
        (see(p), name, p.current_element) for p in positions)


def name_used(positions, name):
    names.extend((see(p), name, p.current_element) for p in positions)


def type_used(positions, c_type):
    types.extend((see(p), c_type, p.current_element) for p in positions)


def member_used(positions, member, c_type=None):
    members.extend((see(p), member, c_type, p.current_element) for p in positions)


def judge_prototypes(unit):
    """Returns the names that are declared and defined nowhere."""
    missing = set()
    found = [(file, line, name) for file in unit.files for line, name in source(file).prototypes]
    found += [(p[0], p[1], name) for p, name, _ in prototypes]
    for file, line, name in found:
        if SDRM.match(name):
            say(file, line, f"own declaration of sdrm's {name}", "#include <sdrm/sdrm.h>",
                "declaration", name)
        elif name in unit.names or unit.defines(name):
            unit.names.add(name)
        else:
            missing.add(name)
            raw(file, line, f"declares {name}, which this driver does not define",
                "declaration", name)
    return missing


def calls_unseen(unit, p, name):
    """Is this the address of a function whose calls have rules?"""
    if not (SDRM.match(name) and not name.startswith("sdrm_gem_shmem") and name.islower()
            or name in unit.annotated):
        return False
    before, rest = source(p[0]).around(*p[1:])
    if re.match(r"\w+\s*\(", rest):
        return False
    # In a description or a table, or bound to a command: called with nothing locked.
    return not re.search(r"\.\w+\s*=\s*$|SDRM_IOCTL_(FD_)?DEFINE\s*\([^()]*$", before)


def judge_names(unit):
    arguments = {(file, *place): (what, name) for file in unit.files
                 for place, what, name in source(file).macro_arguments()}
    for (file, line, _), (what, name) in arguments.items():
        if (what == "tag" and not unit.knows_type(name, True)
                or what == "type" and name not in KEYWORDS | unit.typedefs):
            raw(file, line, f"raw type {name} in a driver", "type", name)
    for p, name, function in names:
        text = source(p[0])
        if p not in arguments and calls_unseen(unit, p, name):
            say(p[0], p[1], f"address of {name}(), whose calls are checked, taken",
                "the call by its name", "address", name, None, function)
        # A cast of an expression in parentheses reads as a call.
        if (p in arguments or name in TYPES or unit.knows(name, function) or
                text.in_macro(p[1])):
            continue
        if unit.is_member(name, function, *text.macro_of(*p[1:])):
            continue
        what = "name private to sdrm" if name.lower().startswith("__sdrm") else "raw name"
        raw(p[0], p[1], f"{what} {name} in a driver", "name", name, None, function)


def judge_types(unit):
    for p, c_type, function in types:
        for name in unit.raw_types(c_type):
            raw(p[0], p[1], f"raw type {name} in a driver", "type", name, None, function)


def judge_members(unit):
    typed = {p: c_type for p, _, c_type, _ in members if c_type}
    for p, member, _, function in members:
        c_type = typed.get(p)
        if member.startswith("__sdrm"):
            say(p[0], p[1], f"private member {member}", "an sdrm_ call",
                "member", member, None, function)
        elif not c_type:
            # What is a parameter of a macro there, is judged where the macro is used.
            if member not in unit.members and not source(p[0]).in_macro(p[1]):
                raw(p[0], p[1], f"member {member} of a type that is not this driver's",
                    "member", member, None, function)
        elif unit.raw_types(c_type):
            name = unit.raw_types(c_type)[0]
            raw(p[0], p[1], f"member {member} of raw type {name}", "member",
                f"{name}.{member}", name, function)
        elif member not in PUBLIC and any(SDRM.match(name) and not VALUES.match(name)
                                          for name, _ in types_in(c_type)
                                          if name not in unit.tags):
            say(p[0], p[1], f"member {member} of a struct of sdrm's", "an sdrm_ call",
                "member", member, None, function)


def judge_macro(unit, file, macro, line, params, body):
    if TRACE_PARAMETERS.match(macro):
        return
    known = set(re.findall(r"\w+", params)) | {"__VA_ARGS__"} | KEYWORDS | unit.typedefs
    if "##" in body.replace("##__VA_ARGS__", ""):
        say(file, line, f"macro {macro} pastes a name, which no check can follow",
            "the name in full", "language", macro)
    for m in re.finditer(r"(?:(->|\.)\s*|\b(struct|union|enum)\s+)?\b([A-Za-z_]\w*)", body):
        member, is_tag, name = m.groups()
        if is_tag:
            good = unit.knows_type(name, True)
        elif re.search(r"##\s*$", body[:m.start(3)]) or re.match(r"\s*##", body[m.end(3):]):
            continue
        elif member:
            good = (name in unit.members or name in known
                    or unit.uapi and not name.startswith("__sdrm"))
        else:
            good = name in known or unit.knows(name) or unit.expands_beside(macro, name)
        if not good and name not in ("struct", "union", "enum"):
            raw(file, line, f"raw name {name} in macro {macro}", "name", name, None, macro)


def judge_text(unit):
    for file in unit.files:
        text = source(file)
        for line, name in text.includes:
            beside = os.path.join(os.path.dirname(file), name.strip('"'))
            if not (HEADERS.fullmatch(name[1:-1]) or name.startswith('"') and os.path.isfile(beside)):
                say(file, line, f"raw header {name} in a driver", "#include <sdrm/sdrm.h>",
                    "header", name)
        for m in DIRECTIVES.finditer(text.text):
            say(file, text.line_of(m.start(1)), f"#{m.group(1)} in a driver",
                "C that needs no exception", "language", m.group(1).strip())
        for m in ATTRIBUTES.finditer(text.text):
            raw(file, text.line_of(m.start()), f"raw {m.group(1)} in a driver",
                "name", m.group(1))
        for line, name in text.unparsed:
            raw(file, line, f"raw name {name} in a driver", "name", name)
        for macro, (line, params, body) in text.macros.items():
            judge_macro(unit, file, macro, line, params, body)


def finish():
    """Judge one .c file and its headers, all of which has been seen."""
    global current
    if current:
        unit = Unit(current)
        missing = judge_prototypes(unit)
        for p, name, function in declared:
            if function in functions and function != name:
                unit.locals.setdefault(function, set()).add(name)
            elif name not in missing:
                unit.names.add(name)
        judge_text(unit)
        judge_names(unit)
        judge_types(unit)
        judge_members(unit)
    current = None
    for store in (names, types, members, declared, prototypes, functions):
        store.clear()
