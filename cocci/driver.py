# SPDX-License-Identifier: GPL-2.0
"""What a driver as a whole becomes on sdrm: its types, description and ioctl table.

Found out from its files, and only if every part of it is known: a description with a
member that has no counterpart, or a module init that does more than to register one
virtual device, is left, and what depends on it.
"""
import os
import re
from functools import cached_property

import boundary
from paths import ERRNOS, JUMPS, Unreadable, called, close, functions, split, tokens
from proof import CHANGES, MOVED, PURE, Driver, changed
from source import COMMENT_OR_STRING, same_place

# What sdrm does itself, as it has to read: all of it, comments and layout apart. A name that
# ends in _ stands for any name, number or string, wherever it is for the same one.
INIT = ("""static int __init init_(void)
{
	int ret_;
	struct platform_device *pdev_;

	pdev_ = platform_device_register_simple(parent_, -1, NULL, 0);
	if (IS_ERR(pdev_))
		return PTR_ERR(pdev_);
	if (!devres_open_group(&pdev_->dev, NULL, GFP_KERNEL)) {
		ret_ = -ENOMEM;
		goto unregister_;
	}
	dma_coerce_mask_and_coherent(&pdev_->dev, DMA_BIT_MASK(64));
	device_ = devm_drm_dev_alloc(&pdev_->dev, &driver_, struct device_, drm_);
	if (IS_ERR(device_)) {
		ret_ = PTR_ERR(device_);
		goto devres_;
	}
	device_->platform_ = pdev_;
	ret_ = drm_dev_register(&device_->drm_, 0);
	if (ret_)
		goto devres_;
	return 0;
devres_:
	devres_release_group(&pdev_->dev, NULL);
unregister_:
	platform_device_unregister(pdev_);
	return ret_;
}""",)
EXIT = ("""static void __exit exit_(void)
{
	struct platform_device *pdev_ = device_->platform_;

	drm_dev_unregister(&device_->drm_);
	devres_release_group(&pdev_->dev, NULL);
	platform_device_unregister(pdev_);
}""",)
CREATE_OBJECT = ("""static struct drm_gem_object *create_(struct drm_device *dev_, size_t size_)
{
	struct drm_gem_shmem_object *obj_;

	obj_ = kzalloc(sizeof(*obj_), GFP_KERNEL);
	if (!obj_)
		return ERR_PTR(-ENOMEM);
	obj_->map_wc = true;
	return &obj_->base;
}""",)
CREATE_FENCE = ("""static struct dma_fence *create_(struct file_ *own_, unsigned int flags_)
{
	struct type_ *fence_;

	fence_ = kzalloc(sizeof(*fence_), GFP_KERNEL);
	if (!fence_)
		return NULL;
	spin_lock_init(&fence_->lock_);
	dma_fence_init(&fence_->base_, &ops_, &fence_->lock_, dma_fence_context_alloc(1), 1);
	timer_setup(&fence_->timer_, expired_, TIMER_IRQSAFE);
	mod_timer(&fence_->timer_, jiffies + timeout_);
	return &fence_->base_;
}""",)
EXPIRED = tuple(f"""static void expired_(struct timer_list *t_)
{{
	struct type_ *fence_ = {from_timer}(fence_, t_, timer_);

	dma_fence_signal(&fence_->base_);
}}""" for from_timer in ("from_timer", "timer_container_of"))
NAME_FENCE = ("""static const char *name_(struct dma_fence *fence_)
{
	return string_;
}""",)
RELEASE_FENCE = tuple(f"""static void release_(struct dma_fence *base_)
{{
	struct type_ *fence_ = container_of(base_, typeof(*fence_), member_);

	{delete}(&fence_->timer_);
	dma_fence_free(&fence_->member_);
}}""" for delete in ("del_timer_sync", "timer_delete_sync"))
VALUE = ("""static void value_(struct dma_fence *fence_, char *str_, int size_)
{
	snprintf(str_, size_, "%llu", fence_->seqno);
}""",)
TIMELINE_VALUE = ("""static void value_(struct dma_fence *fence_, char *str_, int size_)
{
	snprintf(str_, size_, "%llu", dma_fence_is_signaled(fence_) ? fence_->seqno : 0);
}""",)
DRAIN = ("""static int drain_(int id_, void *fence_, void *data_)
{
	dma_fence_signal(fence_);
	dma_fence_put(fence_);
	return 0;
}""",)
OPERATIONS = {"get_driver_name": NAME_FENCE, "get_timeline_name": NAME_FENCE,
              "release": RELEASE_FENCE, "fence_value_str": VALUE,
              "timeline_value_str": TIMELINE_VALUE}
STATEMENTS = {"if", "else", "for", "while", "do", "switch", "case", "default"}
LIMIT = 1 << 20		# bytes of a file
FEATURES = {"DRIVER_GEM", "DRIVER_RENDER"}
FLAGS = {"DRM_RENDER_ALLOW": "SDRM_RENDER_ALLOW", "DRM_AUTH": "SDRM_AUTH",
         "DRM_MASTER": "SDRM_MASTER", "DRM_ROOT_ONLY": "SDRM_ROOT_ONLY", "0": "SDRM_ALLOW"}
# What a driver's macro may call, and the names that are none of a driver's macro's.
COMPUTES = {name for name in PURE | boundary.PURE | {"typeof"}
            if not re.match(r"check_|WARN_|sdrm_", name)}
RESERVED = ERRNOS | PURE | boundary.KEYWORDS | boundary.PURE | {
    word for shape in (*INIT, *EXIT, *CREATE_OBJECT, *CREATE_FENCE, *EXPIRED, *RELEASE_FENCE)
    for word in re.findall(r"\b\w*[^\W_]\b", shape)} | {
    "DRM_IOCTL_DEF_DRV", "DEFINE_DRM_GEM_FOPS", "DRM_GEM_SHMEM_DRIVER_OPS", *FEATURES, *FLAGS}
KEYWORDS = {"if", "for", "while", "switch", "return", "sizeof", "typeof", "do", "else"}

# Members of struct drm_driver that stay, are replaced, or go.
STAY = ("name", "desc", "date", "major", "minor")
REPLACED = ("open", "postclose", "ioctls", "num_ioctls", "gem_create_object", "fops",
            "driver_features")


def calls(function):
    return called(function.body) - KEYWORDS


def alike(function, shape):
    """What the names of a shape stand for, if the function is of it."""
    got, want, names = tokens(function.text), tokens(shape), {}
    if len(got) != len(want):
        return None
    for mine, its in zip(got, want):
        if its.kind == "id" and its.text.endswith("_"):
            if mine.kind not in ("id", "num", "str") or \
               names.setdefault(its.text, mine.text) != mine.text:
                return None
        elif mine.text != its.text:
            return None
    return names


def one_line(text):
    """As the preprocessor reads it: a line that goes on is one, and so is a comment."""
    return COMMENT_OR_STRING.sub(lambda m: " " if m[0][0] == "/" else '""',
                                 re.sub(r"\\[ \t]*\n", " ", text))


def mischief(parameters, body, macros):
    """What the body of a macro does beside computing a value of constants and of what it
    is given. Other macros are for the caller to look into."""
    body = re.sub(r"\b(container_of|offsetof)\(([^,]*),[\w ]*,\s*[\w.]+\)", r"\1(\2)", body)
    toks = tokens(body)
    for before, tok in zip([None, *toks], toks):
        if tok.kind == "op" and CHANGES.fullmatch(tok.text):
            return "changes a variable"
        if tok.text in JUMPS:
            return "leaves the function or a block"
        if tok.text in ("{", "}", ";") or tok.text in STATEMENTS:
            return "has statements"
        if tok.text == "#":
            return "pastes"
        if tok.text == "(" and before:
            if before.kind == "id" and before.text not in COMPUTES and before.text not in macros:
                return f"calls {before.text}()"
            if before.text in (")", "]"):
                return "calls what it is given"
        if tok.kind == "id" and tok.text != tok.text.upper() and not (
                tok.text in parameters or tok.text in macros or tok.text in COMPUTES
                or tok.text in boundary.KEYWORDS or before and before.text in ("->", ".", "struct")):
            return f"reads {tok.text}"
    return None


class Files:
    """The files of a driver: what is to be migrated, and what else lies beside it."""
    def __init__(self, paths):
        self.given = [os.path.normpath(path) for path in paths]
        self.texts = {}
        for folder in dict.fromkeys(os.path.dirname(path) for path in self.given):
            for name in sorted(os.listdir(folder or ".")):
                if name.endswith((".c", ".h")) and not name.endswith(".mod.c"):
                    path = os.path.join(folder, name)
                    self.texts[path] = self.content(path)
        self.functions = {path: self.functions_of(text) for path, text in self.texts.items()}
        self.plain = {path: same_place(text) for path, text in self.texts.items()}

    @staticmethod
    def content(path):
        with open(path, "rb") as file:
            data = file.read(LIMIT + 1)
        for what, found in (("is larger than 1 MB", len(data) > LIMIT),
                            ("has a NUL: it is no C", b"\0" in data),
                            ("has a // comment that goes on in the next line",
                             re.search(rb"//[^\n]*\\[ \t]*\n", data)),
                            ("has carriage returns; see dos2unix(1)", b"\r" in data)):
            if found:
                raise OSError(f"{path} {what}")
        return data.decode(errors="surrogateescape")

    def included(self):
        """All of their texts, and of the headers in other directories, by path."""
        found, todo = {}, list(self.texts)
        while todo:
            path = todo.pop()
            if path not in found and os.path.isfile(path):
                found[path] = self.texts.get(path) or self.content(path)
                todo += [os.path.normpath(os.path.join(os.path.dirname(path), name)) for name in
                         re.findall(r'^[ \t]*#[ \t]*include[ \t]+"([^"\n]+)"', found[path], re.M)]
        return found

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

    def find(self, pattern):
        """(path, match) in any of them, comments left out."""
        return [(path, m) for path, text in self.plain.items()
                for m in re.finditer(pattern, text, re.M | re.S)]

    @cached_property
    def unruly(self):
        """{name: what it does} of each macro that is more than an expression without
        effects. A macro is text: none of those who read a function look into it."""
        macros = [m for text in self.included().values() for m in re.findall(
            r"^[ \t]*#[ \t]*define[ \t]+(\w+)(\([^)]*\))?(.*)", one_line(text), re.M)]
        names, found, size = {name for name, args, body in macros}, {}, -1
        for name, args, body in macros:
            why = mischief(re.findall(r"\w+", args), body, names)
            if name in RESERVED or MOVED.fullmatch(name):
                why = "has the name of something else"
            if why:
                found[name] = why
        while len(found) > size:
            size = len(found)
            for name, args, body in macros:
                for used in sorted(set(re.findall(r"\w+", body)) & set(found)):
                    found.setdefault(name, f"uses {used}, which {found[used]}")
        return found

    @cached_property
    def assigned(self):
        """What some function assigns to or takes the address of: no constant, whatever its
        name looks like."""
        return {name for f in self.all() for name in changed(f.body)}

    def literal(self, text):
        """The value of a string literal, or of a macro that is one; or the text itself."""
        lines = [self.texts[path][m.start():m.end()] for path, m in
                 self.find(rf"^[ \t]*#[ \t]*define[ \t]+{re.escape(text)}\b[^\n]*")]
        found = len(lines) == 1 and re.fullmatch(r'#define[ \t]+\w+[ \t]+("[^"\n]*")\s*', lines[0])
        return found[1] if found else text

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
        self.files, self.reason, self.unruly = files, None, files.unruly
        self.name = self.device_type = self.file_type = self.parent = None
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
            self.device_type = self.file_type = self.table = self.drain = None
            self.gone, self.support, self.creators = set(), set(), set()

    def driver(self, empty=()):
        return Driver(self.creators, self.table, self.file_type or "", self.drain or "", empty,
                      self.files.assigned)

    def ruly(self, toks, what):
        for macro in sorted({t.text for t in toks} & set(self.unruly)):
            raise Unreadable(f"{what} uses the macro {macro}, which {self.unruly[macro]}")

    def exact(self, name, what, sdrm, shapes):
        """What the names of a shape stand for in a function that is of it, as it will go."""
        f = self.files.function(name)
        if not f:
            raise Unreadable(f"{what} is not in the driver's files")
        more = calls(f) - {name for shape in shapes for name in calls(functions(shape)[0])}
        if more:
            more = sorted(more, key=lambda name: (
                not re.match(r"drm|platform|pci|usb", name), name))
            raise Unreadable(f"{what} calls {more[0]}(): {sdrm}")
        self.ruly(f.body, what)
        for shape in shapes:
            names = alike(f, shape)
            if names is not None:
                self.gone.add(name)
                return names
        raise Unreadable(f"{what} does other things too: {sdrm}")

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
        self.ruly(toks[brace:end], "the driver's description")
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
        if {word.strip() for word in features.strip("()").split("|")} != FEATURES:
            raise Unreadable(f"the driver's features are {features}: a device of sdrm's has "
                             "GEM and a render node, or is a display")
        if not self.files.find(rf"^DEFINE_DRM_GEM_FOPS\({members.get('fops', '')[1:]}\);"):
            raise Unreadable("the driver's file operations are its own")
        if self.files.literal(members.get("name", "")) != self.parent:
            raise Unreadable(f"its parent device is called {self.parent}, and would be called "
                             "as the driver is")
        if "ioctls" in members and \
           re.sub(r"\s", "", members.get("num_ioctls", "")) != f"ARRAY_SIZE({members['ioctls']})":
            raise Unreadable("the driver's ioctls are not all that its table has")
        if "DRM_GEM_SHMEM_DRIVER_OPS" not in members:
            raise Unreadable("the driver's buffers are not those of the shmem helpers")
        self.description = (path, match.start(), toks[end + 1].end, match[1], members)
        self.name = re.sub(r"_driver$", "", match[1])
        if self.name == match[1]:
            raise Unreadable(f"{match[1]} is not named NAME_driver")
        kind = "shmem"
        if "gem_create_object" in members:
            self.exact(members["gem_create_object"], "its gem_create_object()",
                       "sdrm's sets map_wc", CREATE_OBJECT)
            kind = "shmem_wc"
        self.kind = f"&sdrm_gem_{kind}"

    def module(self):
        for macro, shapes in (("init", INIT), ("exit", EXIT)):
            found = self.files.find(rf"^module_{macro}\((\w+)\);")
            if len(found) != 1:
                raise Unreadable("the driver's device is one of a bus: it has no "
                                 f"module_{macro}() of its own")
            names = self.exact(found[0][1][1], f"module_{macro}()",
                               "sdrm registers virtual devices", shapes)
            self.parent = self.files.literal(names.get("parent_", self.parent))

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
        if "open" not in members or "postclose" not in members:
            raise Unreadable("the driver has no data of an open file, or does not free it")
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
        which they are kept: both, or the fences stay as they are."""
        match = re.fullmatch(r"\s*struct idr (\w+);\s*struct mutex (\w+);\s*",
                             self.file_place[3])
        makers = [f for f in self.files.all() if "dma_fence_init" in calls(f)]
        if not match or not self.with_table or not makers:
            return
        gone, self.gone, timeouts = self.gone, set(), set()
        for f in makers:
            made = self.exact(f.name, f"{f.name}()", "sdrm makes fences with a deadline",
                              CREATE_FENCE)
            self.exact(made["expired_"], f"{made['expired_']}()",
                       "when its time is up, sdrm signals a fence", EXPIRED)
            self.operations(made["ops_"])
            timeouts.add(made["timeout_"])
            self.creators.add(f.name)
        [name, *more] = timeouts
        # Its value as a number of milliseconds.
        ticks = self.files.find(rf"^#define {name}[ \t]+\(?(\d{{1,6}})\s*\*\s*HZ\)?[ \t]*$")
        if len(ticks) != 1 or len(self.files.find(rf"^[ \t]*#[ \t]*define[ \t]+{name}\b")) != 1 \
           or more or len(self.creators) != 1:
            raise Unreadable("the driver's fences have no deadline that is a number of seconds")
        self.timeout = (name, *ticks[0])
        for drain in {m[1] for _, m in self.files.find(
                rf"\bidr_for_each\([^,;]*->{match[1]},\s*(\w+)")}:
            self.exact(drain, f"{drain}()", "sdrm signals what an open file leaves", DRAIN)
            self.drain = drain
        self.support, self.gone = self.gone, gone
        self.table = (match[1], match[2], "fences")

    def operations(self, name):
        """Those of a fence, which have to do no more than to name it and free it."""
        found = self.files.find(rf"struct dma_fence_ops {name} = \{{([^{{}}]*)\}};")
        if len(found) != 1:
            raise Unreadable(f"cannot read {name}")
        for entry in filter(str.strip, found[0][1][1].split(",")):
            member = re.fullmatch(r"\s*\.(\w+)\s*=\s*(\w+)\s*", entry)
            if not member or member[1] not in OPERATIONS:
                raise Unreadable(f"{name} has more than sdrm's fences: {entry.strip()}")
            names = self.exact(member[2], f"{member[2]}()", "sdrm names and frees fences",
                               OPERATIONS[member[1]])
            text = self.files.literal(names.get("string_", ""))
            if member[1] == "get_timeline_name":
                self.timeline = text
            elif member[1] == "get_driver_name" and \
                    text != self.files.literal(self.description[4].get("name", "")):
                raise Unreadable(f"its fences are {text}'s, and would be the driver's")
        if not (self.timeline or "").startswith('"'):
            raise Unreadable("its fences have no timeline's name that is a string")

    # --- the edits

    def edit(self, texts, migrated):
        """Change the files (path to text, in which the functions are migrated already).
        migrated: the new text of each function that was."""
        path, start, end, variable, members = self.description
        files = dict(texts)
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
            files[path] = re.sub(r"^module_init\(\w+\);",
                                 f"sdrm_module_driver({self.name}, {variable});",
                                 re.sub(r"^module_exit\(\w+\);\n?", "", files[path],
                                        flags=re.M), flags=re.M)
            self.includes(files, path)
        for name, text in migrated.items():
            self.prototype(files, name, text)
        files = self.sweep(files)
        if self.timeout:
            everything = "\n".join(same_place(text) for text in files.values())
            here = rf"^#define {self.timeout[0]}\b|\bsdrm_fence_table_init\([^;]*\b{self.timeout[0]},"
            if len(re.findall(rf"\b{self.timeout[0]}\b", everything)) != \
               len(re.findall(here, everything, re.M)):
                raise Unreadable(f"{self.timeout[0]} would be in ms, and has other users")
        return files

    @staticmethod
    def put(files, path, old, new):
        if files[path].count(old) != 1:
            raise Unreadable(f"cannot find {old.split(chr(10))[0]} again")
        files[path] = files[path].replace(old, new)

    def new_description(self, members, migrated):
        rows = []
        for member, value in members.items():
            if member in (*STAY, "open"):
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
        self.ruly(tokens(old), table)
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
            files[path] = re.sub(declaration(name) + r"\n", lambda m: new, files[path], flags=re.M)

    def sweep(self, files):
        """Without what only the old code used: definitions, each named nowhere else now
        and somewhere before."""
        before = "\n".join(self.files.plain.values())

        def unused():
            everything = "\n".join(same_place(t) for t in files.values())
            for path, text in files.items():
                for name, start, end in definitions(text):
                    word = rf"\b{name}\b"
                    uses = len(re.findall(word, everything))
                    known = len(re.findall(word, same_place(text[start:end]))) + \
                        len(re.findall(declaration(name), everything, re.M))
                    if uses == known and len(re.findall(word, before)) > known:
                        return path, name, start, end
            return None
        while found := unused():
            path, name, start, end = found
            files[path] = files[path][:start] + files[path][end:].lstrip("\n")
            self.prototype(files, name, "")
        return {path: re.sub(r"\n{3,}", "\n\n", t) for path, t in files.items()}


def declaration(name):
    return rf"^[A-Za-z_][\w \t*]*\b{name}\([^;{{}}]*\);"


def definitions(text):
    """(name, start, end) of what may become unused, with the comment above it."""
    for f in functions(text):
        yield f.name, above(text, f.start), f.end + 1
    for kind in (r"static const struct dma_fence_ops (\w+) =", r"struct (\w+)"):
        for m in re.finditer(rf"^{kind} \{{[^{{}}]*\}};\n", text, re.M):
            yield m[1], above(text, m.start()), m.end()


def above(text, start):
    """Where the comment above this begins."""
    match = re.search(r"/\*(?:[^*]|\*(?!/))*\*/\n\Z", text[:start])
    return match.start() if match else start
