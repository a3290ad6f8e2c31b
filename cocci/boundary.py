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

from source import around, keep_lines, same_place, say, strip

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
}
HEADERS = re.compile(r'<sdrm/sdrm\.h>|<uapi/|<drm/\w+_drm\.h>|"')
ATTRIBUTES = re.compile(
    r"\b(__free|__cleanup|__attribute__|__attribute|asm|__asm__|_Pragma|_Generic"
    r"|__(?:init|exit)(?:data|const)?|__ro_after_init|__section)\b")
# They change what the compilers refuse.
DIRECTIVES = re.compile(r"^[ \t]*#[ \t]*(pragma\b|line\b|\d)", re.M)

# What takes the place of which raw name; the first that fits.
ADVICE = [(re.compile(like), write) for like, write in (
    ("__sdrm_|__SDRM_", "an sdrm_ call: this one is private to sdrm"),
    ("drm_gem_", "SDRM_OWN(gem, bo, sdrm_gem_lookup(...)), which puts at scope end"),
    ("debugfs_", "sdrm_module_debugfs()"),
    ("sync_file|fd_install|(get|put)_unused_fd|anon_inode",
     "SDRM_IOCTL_FD_DEFINE(), and return sdrm_sync_file_create()"),
    ("dma_resv_(lock|unlock|trylock)|ww_",
     "SDRM_OWN(resv, resv, sdrm_resv_lock(bo)), which unlocks at scope end"),
    ("dma_resv", "sdrm_resv_is_idle(), sdrm_resv_reserve(), sdrm_resv_add()"),
    ("dma_fence_wait", "sdrm_fence_wait(), with no reservation locked"),
    ("dma_fence", "SDRM_OWN(fence, ...) or SDRM_OWN(fence_ref, ...)"),
    ("(idr|ida|xa|xarray|hlist|hash|list|rb|radix)_|INIT_LIST|LIST_HEAD",
     "struct sdrm_fence_table or an sdrm_..._map, for what user space names by an id"),
    (".*(timer|jiffies)|HZ$",
     "sdrm_fence_table_init(), whose timeout is each fence's deadline"),
    ("(k[mzvc]?|kv[mzc]?|vm|vz|kmem_cache_)[mzc]?alloc|kv?free|vfree|devm_|drmm_|GFP_",
     "a member of the file or device data, which sdrm allocates and frees"),
    ("module_(init|exit)|platform_|faux_|devres_|drm_dev_|THIS_MODULE",
     "sdrm_module_driver()"),
    ("module_param|kernel_param|kstrto", "SDRM_PARAM_UINT() or SDRM_PARAM_BOOL()"),
    ("drm_(crtc|plane|connector|encoder|mode|framebuffer|atomic|vblank|writeback)",
     "what <sdrm/kms/setup.h> has; the rest is the library's"),
    ("(pr|dev|drm)_(info|err|warn|dbg|debug|notice)|printk|DRM_(DEBUG|INFO|ERROR)",
     "sdrm_debug()"),
    (".*(copy_(to|from)_user|[gp][eu]t_user|user_ptr)",
     "SDRM_IOCTL_DEFINE(): the argument arrives and leaves copied; or sdrm_gem_list_lookup_user()"),
    ("container_of|driver_priv",
     "the typed arguments of handlers and callbacks; see SDRM_DRIVER_TYPES()"),
    ("DRM_IOCTL_DEF|drm_ioctl", "SDRM_IOCTL_DEFINE() and SDRM_IOCTL()"),
    ("file_operations|drm_(driver|device|file)",
     "SDRM_DRIVER_TYPES() and a constant struct DRIVER_driver"),
    ("(DEFINE_)?(raw_spin|SPIN|MUTEX)|spin|mutex|rw|guard|scoped_|seq|rcu|refcount|kref"
     "|atomic|READ_ONCE|WRITE_ONCE|smp_", "SDRM_LOCKED(), struct sdrm_counter or struct sdrm_flag"),
    ("IS_ERR|PTR_ERR|ERR_PTR|ERR_CAST", "sdrm_is_err() and sdrm_err()"),
    ("__(init|exit)|__section|__ro_after", "sdrm_module_driver(), which has both halves"),
    ("__free|__cleanup|__attribute|DEFINE_|CLASS|no_free_ptr|return_ptr", "SDRM_OWN()"),
)]
ELSE = "an sdrm_ call; if there is none, add it to abstractions/"


def instead(name):
    return next((write for like, write in ADVICE if like.match(name)), ELSE)


# --- what the text of a file shows -------------------------------------------

DIRECTIVE = r"^[ \t]*#[ \t]*"
PROTOTYPE = r"(?:^|(?<=[;\0]))\s*(?!typedef|extern)(?:[A-Za-z_]\w*[\s*]+)+([a-z_]\w*)\s*\([^;\0]*;"
REST = r"((?:[^\\\n]|\\.|\\\n)*)"


class Source:
    """One file's declarations, headers and macros."""

    def __init__(self, path):
        with open(path, errors="replace") as file:
            raw = file.read()
        self.path, self.text = path, strip(raw)
        # From the raw text: an include's name may look like a string.
        self.includes = [(raw.count("\n", 0, m.start()) + 1, m.group(1).strip())
                         for m in re.finditer(DIRECTIVE + r"include[ \t]*([^\n]*)", raw, re.M)]
        self.macros = {m.group(1): (self.line_of(m.start()), m.group(3) or "", m.group(4))
                       for m in re.finditer(DIRECTIVE + r"define[ \t]+(\w+)(\(([^)]*)\))?" + REST,
                                            self.text, re.M)}
        self.outer = self.file_scope()
        self.read_types()
        self.read_names()

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def line(self, number):
        return self.text.split("\n")[number - 1]

    def in_macro(self, line):
        return any(first <= line <= first + body.count("\n")
                   for first, _, body in self.macros.values())

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
            depth, end = 1, m.end()
            while depth and end < len(self.text):
                depth += {"{": 1, "}": -1}.get(self.text[end], 0)
                end += 1
            yield self.text[m.end():end - 1]

    def read_types(self):
        self.tags = set(re.findall(r"\b(?:struct|union|enum)\s+(\w+)\s*\{", self.text))
        self.typedefs = set(re.findall(r"\btypedef\b[^;]*?(\w+)\s*(?:\[[^;]*\]\s*)?;", self.outer))
        self.typedefs |= set(re.findall(r"\btypedef\b[^;]*?\(\s*\*\s*(\w+)\s*\)", self.outer))
        for of, driver in re.findall(r"\bSDRM_(DRIVER|DEBUGFS|DISPLAY)_TYPES\s*\(\s*(\w+)",
                                     self.text):
            self.tags |= {driver + "_ioctl", driver + "_driver"}
            self.tags |= {driver + "_display"} if of == "DISPLAY" else set()
        self.members, self.constants = set(), set()
        self.members |= set(re.findall(r"\bSDRM_GUARDED\s*\([^,()]*,\s*(\w+)\s*\)", self.text))
        for body in self.bodies("(?:struct|union)"):
            self.members |= set(re.findall(
                r"(\w+)\s*(?:\[[^;]*?\]\s*|:\s*\w+\s*|\)\s*\([^;]*)*[;,]", body))
        for body in self.bodies("enum"):
            self.constants |= set(re.findall(r"(?:^|,)\s*(\w+)", body))

    def read_names(self):
        # By macros, sdrm's and raw ones; the latter are findings themselves.
        self.names = set(re.findall(r"\b(?:SDRM_PARAM|DEFINE)_\w+\s*\(\s*(\w+)", self.text))
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
        with open(self.path, errors="replace") as file:
            text = same_place(file.read())
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
        return {x for _, name in self.includes
                for x in re.findall(r"^<(?:uapi/)?(?:drm/)?(\w+?)(?:_drm)?\.h>", name)}


sources = {}


def source(path):
    if path not in sources:
        sources[path] = Source(path)
    return sources[path]


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


def types_in(c_type):
    """(name, is it a tag) of each type in a type as Coccinelle prints it."""
    c_type = re.sub(r"enum (\w+ )?\{[^}]*\}", r"enum \1", c_type)
    c_type = re.sub(r"\}[^;{}()]*;", "};", NO_TYPE.sub("", c_type))
    # u32 x, y; is one type, and no more names.
    c_type = ";".join(member if "(" in member or "{" not in c_type
                      else member.split(",")[0] for member in c_type.split(";"))
    for part in re.split(r"[(){},;]", c_type):
        tokens = [t for t in re.findall(r"[A-Za-z_]\w*|\*|\[|\.", part) if t not in QUALIFIERS]
        if not tokens or not re.match(r"\w", tokens[0]):
            continue
        if tokens[0] in ("struct", "union", "enum"):
            if len(tokens) > 1:
                yield tokens[1], True
        elif tokens[0] not in ("typeof", "__typeof__"):
            yield tokens[0], False


class Unit:
    def __init__(self, path):
        self.files = with_headers(path)
        texts = [source(file) for file in self.files]
        self.macros = {name for text in texts for name in text.macros}
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

    def knows_type(self, name, is_tag):
        if is_tag:
            return name in self.tags or SDRM.match(name) or self.is_uapi_tag(name)
        return name in TYPES or name in self.typedefs

    def raw_types(self, c_type):
        return [name for name, is_tag in types_in(c_type) if not self.knows_type(name, is_tag)]

    def defines(self, name):
        """Is what a file declares defined in a .c file beside it?"""
        return any(name in source(os.path.join(folder, file)).definitions
                   for folder in {os.path.dirname(f) or "." for f in self.files}
                   for file in os.listdir(folder)
                   if file.endswith(".c") and not file.endswith(".mod.c"))


# --- what Coccinelle saw, and the verdict ---------------------------------------

# Of the bases of a driver's data. All other members of sdrm's structs are private.
PUBLIC = {"managed"}

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
    is_prototype = re.match(r"(?!.*typeof)[^{(]*\((?! \*)", c_type)
    (prototypes if is_prototype else declared).extend(
        (see(p), name, p.current_element) for p in positions)


def name_used(positions, name):
    names.extend((see(p), name, p.current_element) for p in positions)


def type_used(positions, c_type):
    types.extend((see(p), c_type) for p in positions)


def member_used(positions, member, c_type=None):
    members.extend((see(p), member, c_type) for p in positions)


def judge_prototypes(unit):
    """Returns the names that are declared and defined nowhere."""
    missing = set()
    found = [(file, line, name) for file in unit.files for line, name in source(file).prototypes]
    found += [(p[0], p[1], name) for p, name, _ in prototypes]
    for file, line, name in found:
        if SDRM.match(name):
            say(file, line, f"own declaration of sdrm's {name}", "#include <sdrm/sdrm.h>")
        elif name in unit.names or unit.defines(name):
            unit.names.add(name)
        else:
            missing.add(name)
            say(file, line, f"declares {name}, which this driver does not define",
                instead(name))
    return missing


def calls_unseen(unit, p, name):
    """Is this the address of a function whose calls have rules?"""
    if not (SDRM.match(name) and not name.startswith("sdrm_gem_shmem") and name.islower()
            or name in unit.annotated):
        return False
    before, rest = around(*p)
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
            say(file, line, f"raw type {name} in a driver", instead(name))
    for p, name, function in names:
        text = source(p[0])
        if p not in arguments and calls_unseen(unit, p, name):
            say(p[0], p[1], f"address of {name}(), whose calls are checked, taken",
                "the call by its name")
        # A cast of an expression in parentheses reads as a call.
        if (p in arguments or name in TYPES or unit.knows(name, function) or
                text.in_macro(p[1])):
            continue
        # offsetof(struct x, member); where the macro is raw, it is the finding.
        if name in unit.members and re.search(
                r"\b(offsetof|sizeof_field|container_of|list_\w+)\s*\(", text.line(p[1])):
            continue
        what = "name private to sdrm" if name.lower().startswith("__sdrm") else "raw name"
        say(p[0], p[1], f"{what} {name} in a driver", instead(name))


def judge_types(unit):
    for p, c_type in types:
        for name in unit.raw_types(c_type):
            say(p[0], p[1], f"raw type {name} in a driver", instead(name))


def judge_members(unit):
    typed = {p: c_type for p, _, c_type in members if c_type}
    for p, member, _ in members:
        c_type = typed.get(p)
        if member.startswith("__sdrm"):
            say(p[0], p[1], f"private member {member}", "an sdrm_ call")
        elif not c_type:
            if member not in unit.members:
                say(p[0], p[1], f"member {member} of a type that is not this driver's",
                    instead(member))
        elif unit.raw_types(c_type):
            name = unit.raw_types(c_type)[0]
            say(p[0], p[1], f"member {member} of raw type {name}", instead(name))
        elif member not in PUBLIC and any(SDRM.match(name) for name, _ in types_in(c_type)
                                          if name not in unit.tags):
            say(p[0], p[1], f"member {member} of a struct of sdrm's", "an sdrm_ call")


def judge_macro(unit, file, macro, line, params, body):
    known = set(re.findall(r"\w+", params)) | {"__VA_ARGS__"} | KEYWORDS | unit.typedefs
    if "##" in body.replace("##__VA_ARGS__", ""):
        say(file, line, f"macro {macro} pastes a name, which no check can follow",
            "the name in full")
    for m in re.finditer(r"(?:(->|\.)\s*|\b(struct|union|enum)\s+)?\b([A-Za-z_]\w*)", body):
        member, is_tag, name = m.groups()
        if is_tag:
            good = unit.knows_type(name, True)
        elif member:
            good = name in unit.members or unit.uapi and not name.startswith("__sdrm")
        else:
            good = name in known or unit.knows(name)
        if not good and name not in ("struct", "union", "enum"):
            say(file, line, f"raw name {name} in macro {macro}", instead(name))


def judge_text(unit):
    for file in unit.files:
        text = source(file)
        for line, name in text.includes:
            beside = os.path.join(os.path.dirname(file), name.strip('"'))
            if not HEADERS.match(name) or name.startswith('"') and not os.path.isfile(beside):
                say(file, line, f"raw header {name} in a driver", "#include <sdrm/sdrm.h>")
        for m in DIRECTIVES.finditer(text.text):
            say(file, text.line_of(m.start(1)), f"#{m.group(1)} in a driver",
                "C that needs no exception")
        for m in ATTRIBUTES.finditer(text.text):
            say(file, text.line_of(m.start()), f"raw {m.group(1)} in a driver",
                instead(m.group(1)))
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
