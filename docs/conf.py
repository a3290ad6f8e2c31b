# SPDX-License-Identifier: GPL-2.0
"""How Sphinx makes HTML of what scripts/docs has put together, and what it must not find."""
import os
import re
import sys

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

TOP = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
sys.path[:0] = [os.environ["SPHINX_KERNEL"], os.path.join(TOP, "scripts")]
import wrappers                  # noqa: E402
os.chdir(TOP)                    # Sphinx reads this file in docs/, and then goes back

project = "sdrm"
extensions = ["kerneldoc", "myst_parser"]
kerneldoc_bin = os.environ["KERNEL_DOC"]
kerneldoc_srctree = TOP
html_theme = "furo"
html_title = "sdrm"
html_static_path = ["docs.css"]
html_css_files = ["docs.css"]
html_copy_source = False
highlight_language = "none"
myst_heading_anchors = 4
c_id_attributes = ["__sdrm_unchecked"]

# --- names of the library link to their contracts -----------------------------------

log = logging.getLogger(__name__)
HEADERS = wrappers.headers()
# A name that a text has as code, alone or as a call; in kernel-doc as words.
NAME = re.compile(r"(?:struct |enum )?((?:sdrm|SDRM)_\w+)(?:\(.*\))?")
TEMPLATE = re.compile(r"sdrm_verb|\w*KIND\w*")   # stands for names
WORDS = re.compile(r"\b((?:sdrm|SDRM)_\w+)\(\)|\b(?:struct|enum) (sdrm_\w+)")
# What kernel-doc has no form for: opaque structs, data, the values of an enum.
REST = re.compile(r"^struct (sdrm_\w+);|^extern .*\b(sdrm_\w+);|^\t(SDRM_\w+)(?=[,\s])", re.M)
INSIDE = set(wrappers.NAME.findall(wrappers.read("abstractions/*.[ch]", "abstractions/*/*.[ch]")))
HEADER = re.compile(r"(?:<|include/)?(?:sdrm/)?(?P<name>[\w/]+)\.h>?")


def contracts(app):
    """Where each name is described."""
    rest = {name: (f"api/{header}", "") for header in HEADERS for found in
            REST.findall(wrappers.read(f"include/sdrm/{header}.h")) for name in found}
    return {**rest, **{name: (page, anchor) for name, _shown, kind, page, anchor, _priority
                       in app.env.get_domain("c").get_objects() if "Param" not in kind}}


def undocumented(app, _env):
    """Names that a header declares, and whose contract is not on its page."""
    found = contracts(app)
    for header in HEADERS:
        for name in wrappers.declared(header):
            if name.endswith("_H") or name.startswith("sdrm_kind_") or name == "SDRM_INSIDE":
                continue
            if found.get(name, [None])[0] != f"api/{header}":
                log.warning("include/sdrm/%s.h: %s has no kernel-doc", header, name)


def link(app, doctree, page):
    found = contracts(app)

    def reference(name, inside, where):
        if name not in found:
            if name not in INSIDE and not TEMPLATE.fullmatch(name):
                log.warning("%s: nothing is called that", name, location=where)
            return inside
        return make_refnode(app.builder, page, *found[name], inside)

    for node in list(doctree.findall(nodes.literal)):
        if isinstance(node.parent, (nodes.reference, nodes.title)):
            continue
        header, name = HEADER.fullmatch(node.astext()), NAME.fullmatch(node.astext())
        if header and header["name"] in HEADERS:
            new = make_refnode(app.builder, page, f"api/{header['name']}", "", node.deepcopy())
        elif name:
            new = reference(name[1], node.deepcopy(), node)
        else:
            continue
        node.replace_self(new)
    for node in list(doctree.findall(nodes.Text)):
        if not isinstance(node.parent, (nodes.paragraph, nodes.list_item, nodes.term)):
            continue
        parts, end = [], 0
        for match in WORDS.finditer(node):
            parts += [nodes.Text(node[end:match.start()]),
                      reference(match[1] or match[2], nodes.literal("", match[0]), node.parent)]
            end = match.end()
        if parts:
            node.parent.replace(node, [*parts, nodes.Text(node[end:])])


# --- kernel-doc's output, for a browser ---------------------------------------------

def tidy(_app, doctree):
    """What follows a name is about it, so it goes below it. A struct without public members
    has no definition to show. The source of a contract gets a heading, as Return has one."""
    for desc in list(doctree.findall(addnodes.desc)):
        content, parent = desc[-1], desc.parent
        at = parent.index(desc) + 1
        while len(parent) > at and not isinstance(parent[at], (addnodes.desc, addnodes.index,
                                                               nodes.section)):
            content += parent.pop(at)
        texts = [node.astext() for node in content]
        for at in range(len(texts) - 2, 0, -1):
            if texts[at - 1] == "Definition" and texts[at + 1] == "Members" \
                    and texts[at].split("{")[-1].strip() == "};":
                del content[at - 1:at + 2]
    for text in list(doctree.findall(nodes.Text)):
        if text == "__sdrm_unchecked":   # for clang alone; and the space after it
            at = text.parent.index(text)
            del text.parent[at:at + 2]
        before, source, after = text.partition("\nContract: ")
        if source:
            paragraph = text.parent
            at = paragraph.parent.index(paragraph)
            rest = paragraph[paragraph.index(text) + 1:]
            del paragraph[paragraph.index(text):]
            paragraph += nodes.Text(before)
            paragraph.parent.insert(at + 1, [
                nodes.paragraph("", "", nodes.strong("", "Contract")),
                nodes.paragraph("", "", nodes.Text(after), *rest)])


def setup(app):
    app.connect("doctree-read", tidy)
    app.connect("env-check-consistency", undocumented)
    app.connect("doctree-resolved", link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
