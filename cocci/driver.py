# SPDX-License-Identifier: GPL-2.0
"""What a driver as a whole becomes on sdrm: its types, description and ioctl table.

Found out from its files, and only if every part of it is known: a description with a
member that has no counterpart, or a module init that does more than to register one
virtual device, is left, and what depends on it.
"""
import os
import re

from paths import Unreadable, close, functions, split, tokens
from proof import Driver
from source import same_place

# What the function that only does its part may call.
INIT = {"platform_device_register_simple", "devres_open_group", "dma_coerce_mask_and_coherent",
        "DMA_BIT_MASK", "devm_drm_dev_alloc", "drm_dev_register", "devres_release_group",
        "platform_device_unregister", "IS_ERR", "PTR_ERR"}
EXIT = {"drm_dev_unregister", "devres_release_group", "platform_device_unregister"}
ONCE = ("platform_device_register_simple", "devm_drm_dev_alloc", "drm_dev_register",
        "drm_dev_unregister")
LOOPS = {"for", "while", "do"}
CREATE_OBJECT = {"kzalloc", "sizeof", "ERR_PTR"}
CREATE_FENCE = {"kzalloc", "sizeof", "spin_lock_init", "dma_fence_init",
                "dma_fence_context_alloc", "timer_setup", "mod_timer"}
RELEASE_FENCE = {"container_of", "typeof", "del_timer_sync", "timer_delete_sync",
                 "dma_fence_free"}
KEYWORDS = {"if", "for", "while", "switch", "return", "sizeof", "typeof", "do", "else"}

# Members of struct drm_driver that stay, are replaced, or go.
STAY = ("name", "desc", "date", "major", "minor")
REPLACED = ("open", "postclose", "ioctls", "num_ioctls", "gem_create_object", "fops",
            "driver_features")
FEATURES = {"DRIVER_GEM", "DRIVER_RENDER"}
FLAGS = {"DRM_RENDER_ALLOW": "SDRM_RENDER_ALLOW", "DRM_AUTH": "SDRM_AUTH",
         "DRM_MASTER": "SDRM_MASTER", "DRM_ROOT_ONLY": "SDRM_ROOT_ONLY", "0": "SDRM_ALLOW"}


def calls(function):
    body = function.body
    return {t.text for i, t in enumerate(body[:-1])
            if t.kind == "id" and body[i + 1].text == "(" and t.text not in KEYWORDS}


class Files:
    """The files of a driver: what is to be migrated, and what else lies beside it."""
    def __init__(self, paths):
        self.texts, self.given = {}, list(paths)
        for path in paths:
            folder = os.path.dirname(path) or "."
            for name in sorted(os.listdir(folder)):
                if name.endswith((".c", ".h")) and not name.endswith(".mod.c"):
                    self.read(os.path.normpath(os.path.join(folder, name)))
        self.given = [os.path.normpath(path) for path in paths]
        self.functions = {path: self.functions_of(text) for path, text in self.texts.items()}
        self.plain = {path: same_place(text) for path, text in self.texts.items()}

    def read(self, path):
        if path not in self.texts:
            with open(path, errors="surrogateescape") as file:
                self.texts[path] = file.read()

    @staticmethod
    def functions_of(text):
        try:
            return functions(text)
        except Unreadable:
            return []

    def all(self):
        return [f for path in self.texts for f in self.functions[path]]

    def function(self, name):
        found = [f for f in self.all() if f.name == name]
        return found[0] if len(found) == 1 else None

    def find(self, pattern, flags=re.M | re.S):
        """(path, match) in any of them, comments left out."""
        return [(path, m) for path, text in self.plain.items()
                for m in re.finditer(pattern, text, flags)]

    def macros(self):
        """(name, body) of each macro."""
        return [(m[1], m[2]) for _, m in self.find(
            r"^[ \t]*#[ \t]*define[ \t]+(\w+)(?:\([^)]*\))?((?:[^\\\n]|\\.|\\\n)*)")]

    def unruly(self, pattern):
        """Macros that do more to a function than an expression does, or call such a one."""
        found, size = set(), -1
        while len(found) > size:
            size = len(found)
            found |= {name for name, body in self.macros()
                      if re.search(r"\b(return|goto|break|continue)\b|[^=!<>]=[^=]|\+\+|--", body)
                      or pattern.search(body) or found & set(re.findall(r"\w+", body))}
        return found

    def literal(self, text):
        """The value of a string literal, or of a macro that is one."""
        for _, m in self.find(rf"^#define[ \t]+{text}\b") if re.fullmatch(r"\w+", text) else ():
            found = re.search(rf'^#define[ \t]+{text}[ \t]+("[^"\n]*")', self.texts[_], re.M)
            return found and found[1]
        return text

    def names(self):
        """Functions and macros of the driver itself."""
        own = {f.name for f in self.all()}
        for _, m in self.find(r"^[ \t]*#[ \t]*define[ \t]+(\w+)"):
            own.add(m[1])
        for _, m in self.find(r"^[A-Za-z_][\w \t\n*]*?[\s*](\w+)\s*\([^;{}()]*\)\s*;"):
            own.add(m[1])
        return own


class Plan:
    """What becomes of the driver; reason: why nothing does."""
    def __init__(self, files, with_table=True):
        self.files, self.reason = files, None
        self.name = self.device_type = self.file_type = None
        self.creators, self.table, self.timeout, self.drain = set(), None, None, None
        self.description = None		# (path, start, end, name of the variable, members)
        self.gone = set()		# functions that sdrm has
        self.support = set()		# what only the fences of the driver need
        self.timeline = None
        self.with_table = with_table
        try:
            self.types()
        except Unreadable as why:
            self.reason = str(why)

    def driver(self, empty=()):
        return Driver(self.creators, self.table, self.file_type or "", self.drain or "", empty)

    def types(self):
        bound = self.files.find(r"\bSDRM_DRIVER_TYPES\((\w+),\s*(\w+),\s*(\w+)\)")
        if bound:
            self.name, self.device_type, self.file_type = bound[0][1].groups()
            return
        found = [(p, m) for p, m in
                 self.files.find(r"^static (?:const )?struct drm_driver (\w+) = \{")
                 if p in self.files.given]
        if len(found) != 1:
            raise Unreadable(f"the driver has {len(found) or 'no'} struct drm_driver")
        path, match = found[0]
        self.module()
        self.describe(path, match)
        self.device()
        self.open_file()
        self.fences()

    # --- the description

    def describe(self, path, match):
        toks = [t for t in tokens(self.files.texts[path]) if t.start >= match.start()]
        brace = next(i for i, t in enumerate(toks) if t.text == "{")
        end = close(toks, brace)
        members = {}
        for part in split(toks[brace + 1:end], ","):
            sides = split(part, "=")
            text = self.files.texts[path][part[0].start:part[-1].end] if part else ""
            if len(sides) == 2 and len(sides[0]) == 2 and sides[1]:
                member = sides[0][1].text
                members[member] = self.files.texts[path][sides[1][0].start:sides[1][-1].end]
            elif any(t.kind == "hash" for t in part):
                raise Unreadable("the driver's description has preprocessor directives")
            elif text and text != "DRM_GEM_SHMEM_DRIVER_OPS":
                raise Unreadable(f"the driver's {text} has no counterpart on sdrm")
            elif text:
                members[text] = ""
        for member in members:
            if member not in STAY + REPLACED and member != "DRM_GEM_SHMEM_DRIVER_OPS":
                raise Unreadable(f"the driver's .{member} has no counterpart on sdrm")
        features = members.get("driver_features", "nothing")
        if set(re.findall(r"\w+", features)) != FEATURES:
            raise Unreadable(f"the driver's features are {features}: a device of sdrm's has "
                             "GEM and a render node, or is a display")
        if not self.files.find(rf"^DEFINE_DRM_GEM_FOPS\({members.get('fops', '')[1:]}\);"):
            raise Unreadable("the driver's file operations are its own")
        if self.files.literal(members.get("name", "")) != self.parent:
            raise Unreadable(f"its parent device is called {self.parent}, and would be called "
                             "as the driver is")
        if "DRM_GEM_SHMEM_DRIVER_OPS" not in members:
            raise Unreadable("the driver's buffers are not those of the shmem helpers")
        self.description = (path, match.start(), toks[end + 1].end, match[1], members)
        self.name = re.sub(r"_driver$", "", match[1])
        if self.name == match[1]:
            raise Unreadable(f"{match[1]} is not named NAME_driver")
        kind = "shmem"
        if "gem_create_object" in members:
            made = self.files.function(members["gem_create_object"])
            if not made or calls(made) - CREATE_OBJECT or \
               re.findall(r"\b\w+->(\w+)\s*=[^=]", made.text) != ["map_wc"] or \
               not re.search(r"->map_wc\s*=\s*true;", made.text):
                raise Unreadable("its gem_create_object() does more than to set map_wc")
            kind = "shmem_wc"
            self.gone.add(made.name)
        self.kind = f"&sdrm_gem_{kind}"

    def module(self):
        for macro, allowed in (("init", INIT), ("exit", EXIT)):
            found = self.files.find(rf"^module_{macro}\((\w+)\);")
            if len(found) != 1:
                raise Unreadable("the driver's device is one of a bus: it has no "
                                 f"module_{macro}() of its own")
            made = self.files.function(found[0][1][1])
            if not made or calls(made) - allowed:
                more = sorted(calls(made) - allowed, key=lambda name: (
                    not re.match(r"drm|platform|pci|usb", name), name)) if made else ["?"]
                raise Unreadable(f"module_{macro}() calls {more[0]}(): sdrm registers virtual "
                                 "devices")
            words = [t.text for t in made.body]
            if any(words.count(once) > 1 for once in ONCE) or LOOPS & set(words) or \
               not all(re.fullmatch(r"ret|r|err|\w*dev\w*(->platform)?", target) for target in
                       re.findall(r"([^\s(]+) [-+|&]?= ", made.text.replace("*", ""))):
                raise Unreadable(f"module_{macro}() does more than to register one device")
            self.gone.add(made.name)
            if macro == "init":
                parent = re.search(r'platform_device_register_simple\(("[^"]*")', made.text)
                self.parent = parent and parent[1]

    def device(self):
        found = self.files.find(r"^static struct (\w+) \{([^{}]*)\} \*(\w+);\n")
        found = [(p, m) for p, m in found if re.search(r"struct drm_device \w+;", m[2])]
        if len(found) != 1 or re.sub(r"struct (drm_device|platform_device) \*?\w+;|\s", "",
                                     found[0][1][2]):
            raise Unreadable("the driver's device has data of its own")
        path, match = found[0]
        self.device_place = (path, match.start(), match.end())
        self.device_type = match[1]
        for f in self.files.all():
            if f.name not in self.gone and re.search(rf"\b{match[3]}\b(?! \{{)", f.text) and \
               match[3] in {t.text for i, t in enumerate(f.body)
                            if t.kind == "id" and f.body[i - 1].text not in ("struct", ".", "->")}:
                raise Unreadable(f"{f.name}() uses the driver's only device by its name")

    def open_file(self):
        members = self.description[4]
        for member in ("open", "postclose"):
            if member in members and not self.files.function(members[member]):
                raise Unreadable(f"the driver's {member} is not in its files")
        if "open" not in members:
            raise Unreadable("the driver has no data of an open file")
        opened = self.files.function(members["open"])
        match = re.search(r"struct (\w+) \*(\w+);", opened.text)
        if not match or not re.search(rf"driver_priv = {match[2]};", opened.text):
            raise Unreadable(f"{opened.name}() is no allocation of the file's data")
        found = self.files.find(rf"^struct {match[1]} \{{([^{{}}]*)\}};\n")
        if len(found) != 1:
            raise Unreadable(f"struct {match[1]} is not in the driver's files")
        self.file_type = match[1]
        self.file_place = (found[0][0], found[0][1].start(), found[0][1].end(), found[0][1][1])

    # --- fences

    def fences(self):
        """Functions that do nothing but to make a fence with a deadline, and the idr in
        which they are kept."""
        timeouts = set()
        for f in self.files.all():
            if f.returns.replace("static ", "") != "struct dma_fence*" or calls(f) - CREATE_FENCE \
               or "dma_fence_context_alloc(1), 1" not in " ".join(f.text.split()):
                continue
            ops = re.search(r"dma_fence_init\([^,]*,\s*&(\w+),", f.text)
            timer = re.search(r"timer_setup\([^,]*,\s*(\w+),", f.text)
            after = re.search(r"mod_timer\([^,]*,\s*jiffies \+ (\w+)\)", f.text)
            if not ops or not self.operations(ops[1]) or bool(timer) != bool(after) or \
               re.search(r"->\w+\s*[-+|&]?=[^=]", f.text) or LOOPS & {t.text for t in f.body}:
                continue
            if timer:
                expired = self.files.function(timer[1])
                if not expired or calls(expired) - {"from_timer", "dma_fence_signal",
                                                    "timer_container_of"}:
                    continue
                timeouts.add(after[1])
                self.support.add(timer[1])
            self.creators.add(f.name)
            self.support |= {f.name, *re.findall(r"= (\w+)", self.operations(ops[1]))}
        match = re.fullmatch(r"\s*struct idr (\w+);\s*struct mutex (\w+);\s*",
                             self.file_place[3])
        if not match or not self.with_table or len(timeouts) != 1:
            return
        # Its value as a number of milliseconds.
        [name] = timeouts
        ticks = self.files.find(rf"^#define {name}[ \t]+\(?(\d+)\s*\*\s*HZ\)?[ \t]*$")
        if len(ticks) != 1:
            return
        self.timeout = (name, *ticks[0])
        for f in self.files.all():
            if calls(f) == {"dma_fence_signal", "dma_fence_put"} and len(f.parameters) == 3 and \
               re.search(rf"idr_for_each\([^,]*->{match[1]}, {f.name}, ", self.everything()):
                self.drain = f.name
                self.support.add(f.name)
        self.table = (match[1], match[2], "fences")

    def everything(self):
        return "\n".join(self.files.texts.values())

    def operations(self, name):
        """The operations of a fence, if they only name it and free it."""
        found = self.files.find(rf"struct dma_fence_ops {name} = \{{([^{{}}]*)\}};")
        if len(found) != 1:
            return ""
        for member, function in re.findall(r"\.(\w+)\s*=\s*(\w+)", found[0][1][1]):
            f = self.files.function(function)
            if not f:
                return ""
            if member == "get_timeline_name":
                literal = re.search(r'return ("[^"]*");', f.text)
                self.timeline = literal and literal[1]
            elif member == "get_driver_name":
                literal = re.search(r'return ("[^"]*");', f.text)
                if not literal or literal[1] != \
                        self.files.literal(self.description[4].get("name", "")):
                    return ""
            elif member == "release":
                if calls(f) - RELEASE_FENCE:
                    return ""
            elif member not in ("fence_value_str", "timeline_value_str"):
                return ""
        return found[0][1][1] if self.timeline else ""

    # --- the edits

    def edit(self, texts, migrated):
        """Change the files (path to text, in which the functions are migrated already).
        migrated: the new text of each function that was."""
        path, start, end, variable, members = self.description
        files = {p: t for p, t in texts.items()}
        self.put(files, path, self.files.texts[path][start:end].rstrip(),
                 self.new_description(members, migrated))
        if "ioctls" in members:
            self.put(files, path, *self.new_ioctls(members["ioctls"]))
        files[path] = re.sub(r"^DEFINE_DRM_GEM_FOPS\(\w+\);\n\n?", "", files[path], flags=re.M)
        path, start, end = self.device_place
        self.put(files, path, self.files.texts[path][start:end] + "\n", "")
        path, start, end, body = self.file_place
        if self.table:
            body = f"\n\tstruct sdrm_fence_table {self.table[2]};\n"
        self.put(files, path, self.files.texts[path][start:end],
                 f"struct {self.device_type} {{\n\tstruct sdrm_device base;\n}};\n\n"
                 f"struct {self.file_type} {{\n\tstruct sdrm_file base;{body}}};\n\n"
                 f"SDRM_DRIVER_TYPES({self.name}, {self.device_type}, {self.file_type});\n")
        if self.timeout:
            name, path, match = self.timeout
            self.put(files, path, match[0], f"#define {name}\t({match[1]} * 1000) /* ms */")
        for path in files:
            files[path] = re.sub(r"^module_init\(\w+\);\nmodule_exit\(\w+\);\n",
                                 f"sdrm_module_driver({self.name}, {variable});\n", files[path],
                                 flags=re.M)
            self.includes(files, path)
        for name, text in migrated.items():
            self.prototype(files, name, text)
        files = self.sweep(files)
        return files

    @staticmethod
    def put(files, path, old, new):
        if files[path].count(old) != 1:
            raise Unreadable(f"cannot find {old.split(chr(10))[0]} again")
        files[path] = files[path].replace(old, new)

    def new_description(self, members, migrated):
        rows = []
        for member, value in members.items():
            if member in STAY:
                rows.append((member, value))
            elif member == "open":
                rows.append((member, value))
            elif member == "postclose" and migrated.get(value, value):
                rows.append(("close", value))
            elif member == "ioctls":
                rows.append((member, f"SDRM_IOCTLS({value})"))
            elif member == "DRM_GEM_SHMEM_DRIVER_OPS":
                rows.append(("gem", self.kind))
        if self.timeline:
            rows.append(("timeline", self.timeline))
        body = "".join(f"\t.{m}{chr(9) * max(1, 2 - (len(m) + 1) // 8)}= {v},\n" for m, v in rows)
        return f"static const struct {self.name}_driver {self.description[3]} = {{\n{body}}};"

    def new_ioctls(self, table):
        found = self.files.find(rf"^static (?:const )?struct drm_ioctl_desc {table}\[\] = "
                                r"\{(.*?)\};")
        if len(found) != 1:
            raise Unreadable(f"cannot read the table {table}")
        old = self.files.texts[found[0][0]][found[0][1].start():found[0][1].end()]
        binds, rows = "", ""
        entry = re.compile(r"DRM_IOCTL_DEF_DRV\((\w+),\s*(\w+),\s*([\w |]+)\)")
        if re.sub(entry, "", found[0][1][1]).replace(",", "").strip():
            raise Unreadable(f"cannot read the table {table}")
        for command, handler, flags in entry.findall(found[0][1][1]):
            handled = self.files.function(handler)
            argument = re.search(r"struct (\w+) \*\w+ = data;", handled.text) if handled else None
            argument = argument[1] if argument else f"drm_{command.lower()}"
            binds += f"SDRM_IOCTL_DEFINE({self.name}, DRM_IOCTL_{command}, {handler},\n" \
                     f"\t\t  struct {argument});\n"
            flags = " | ".join(FLAGS.get(flag.strip(), flag.strip())
                               for flag in flags.split("|"))
            rows += f"\tSDRM_IOCTL({self.name}, DRM_IOCTL_{command}, {flags}),\n"
        return old, f"{binds}\nstatic const struct {self.name}_ioctl {table}[] = {{\n{rows}}};"

    def includes(self, files, path):
        """<sdrm/sdrm.h> in the header of the types, none of the kernel's anywhere."""
        raw = re.compile(r"^#include <(?:linux|drm|asm)/.*>\n", re.M)
        text = files[path]
        if path == self.file_place[0]:
            text = raw.sub("\0\n", text, count=1)
            text = raw.sub("", text)
            text = text.replace("\0", "#include <sdrm/sdrm.h>") if "\0" in text else \
                re.sub(r"^(?=struct )", "#include <sdrm/sdrm.h>\n\n", text, count=1, flags=re.M)
        elif path.endswith(".c"):
            text = raw.sub("", text)
        files[path] = re.sub(r"\n{3,}", "\n\n", text)

    @staticmethod
    def prototype(files, name, text):
        """Of a function, as it is now, or gone with it. One that looks up or locks says
        that it is called with nothing locked, for clang's analysis."""
        new = ""
        if text:
            locks = re.search(r"\bsdrm_(gem_lookup|resv_lock)\(", text)
            new = text[:text.index("{")].rstrip() + \
                ("\n\tsdrm_must_be_unlocked();\n" if locks else ";\n")
        for path in files:
            files[path] = re.sub(rf"^[A-Za-z_][\w \t*]*\b{name}\([^;{{}}]*\);\n", lambda m: new,
                                 files[path], flags=re.M)

    def sweep(self, files):
        """Without what only the old code used: definitions, each named nowhere else now
        and somewhere before."""
        before = self.everything()
        while True:
            everything = "\n".join(same_place(t) for t in files.values())
            changed = False
            for path in files:
                for name, start, end in definitions(files[path]):
                    uses = len(re.findall(rf"\b{name}\b", everything))
                    here = len(re.findall(rf"\b{name}\b",
                                          same_place(files[path][start:end])))
                    prototypes = len(re.findall(rf"^[A-Za-z_][\w \t*]*\b{name}\([^;{{}}]*\);", everything,
                                                re.M))
                    used = len(re.findall(rf"\b{name}\b", same_place(before))) > here + prototypes
                    if uses == here + prototypes and used:
                        files[path] = files[path][:start] + files[path][end:].lstrip("\n")
                        self.prototype(files, name, "")
                        changed = True
                        break
                if changed:
                    break
            if not changed:
                return {path: re.sub(r"\n{3,}", "\n\n", t) for path, t in files.items()}


def definitions(text):
    """(name, start, end) of what may become unused, with the comment above it."""
    for f in functions(text):
        yield f.name, above(text, f.start), f.end + 1
    for m in re.finditer(r"^static const struct dma_fence_ops (\w+) = \{[^{}]*\};\n", text, re.M):
        yield m[1], above(text, m.start()), m.end()
    for m in re.finditer(r"^struct (\w+) \{[^{}]*\};\n", text, re.M):
        yield m[1], above(text, m.start()), m.end()


def above(text, start):
    """Where the comment above this begins."""
    match = re.search(r"/\*(?:[^*]|\*(?!/))*\*/\n\Z", text[:start])
    return match.start() if match else start
