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

project = html_title = "sdrm"
extensions = ["kerneldoc", "myst_parser"]
kerneldoc_bin, kerneldoc_srctree = os.environ["KERNEL_DOC"], TOP
html_theme = "furo"
html_static_path = html_css_files = ["docs.css"]
html_copy_source = html_show_copyright = False
highlight_language = "none"
myst_heading_anchors = 4
c_id_attributes = ["__sdrm_unchecked"]

log = logging.getLogger(__name__)
HEADERS = wrappers.headers()
HEADER = re.compile(r"(?:<|include/)?(?:sdrm/)?(?P<name>[\w/]+)\.h>?")
# A name that a text has as code, alone or as a call; in kernel-doc as words.
NAME = re.compile(r"(?:struct |enum )?((?:sdrm|SDRM)_\w+)(?:\(.*\))?")
WORDS = re.compile(r"\b((?:sdrm|SDRM)_\w+)\(\)|\b(?:struct|enum) (sdrm_\w+)")
TEMPLATE = re.compile(r"sdrm_verb|\w*KIND\w*")   # stands for names
# What kernel-doc has no form for: opaque structs, data, the values of an enum.
REST = re.compile(r"^struct (sdrm_\w+);|^extern .*\b(sdrm_\w+);|^\t(SDRM_\w+)(?=[,\s])", re.M)
# Names that are none of a header's: inside the library, and a CI job's variables.
INSIDE = set(wrappers.NAME.findall(wrappers.read(
    "abstractions/*.[ch]", "abstractions/*/*.[ch]", "templates/common/.gitlab-ci.yml")))


def contracts(app):
    """Where each name is described: page and anchor."""
    rest = {name: (f"api/{header}", "") for header in HEADERS for found in
            REST.findall(wrappers.read(f"include/sdrm/{header}.h")) for name in found}
    return {**rest, **{name: (page, anchor) for name, _shown, kind, page, anchor, _priority
                       in app.env.get_domain("c").get_objects() if "Param" not in kind}}


def undocumented(app, _env):
    """Each name that a header declares has its contract on that header's page."""
    found = contracts(app)
    for header in HEADERS:
        for name in wrappers.declared(header):
            if not re.fullmatch(r"\w+_H|sdrm_kind_\w+|SDRM_INSIDE", name) \
                    and found.get(name, [""])[0] != f"api/{header}":
                log.warning("include/sdrm/%s.h: %s has no kernel-doc", header, name)


def link(app, doctree, page):
    """The library's names and headers link to their pages; names have to exist."""
    found = contracts(app)

    def reference(name, inside, where):
        if name in found:
            return make_refnode(app.builder, page, *found[name], inside)
        if name not in INSIDE and not TEMPLATE.fullmatch(name):
            log.warning("%s: nothing is called that", name, location=where)
        return inside

    for node in list(doctree.findall(nodes.literal)):
        header, name = HEADER.fullmatch(node.astext()), NAME.fullmatch(node.astext())
        if isinstance(node.parent, (nodes.reference, nodes.title)):
            continue
        if header and header["name"] in HEADERS:
            node.replace_self(make_refnode(app.builder, page, f"api/{header['name']}", "",
                                           node.deepcopy()))
        elif name:
            node.replace_self(reference(name[1], node.deepcopy(), node))
    for node in list(doctree.findall(nodes.Text)):
        if isinstance(node.parent, (nodes.paragraph, nodes.list_item, nodes.term)):
            parts, end = [], 0
            for match in WORDS.finditer(node):
                parts += [nodes.Text(node[end:match.start()]),
                          reference(match[1] or match[2], nodes.literal("", match[0]), node.parent)]
                end = match.end()
            node.parent.replace(node, [*parts, nodes.Text(node[end:])])


def tidy(_app, doctree):
    """kernel-doc's output for a browser. What follows a name is about it, so it goes below it;
    a struct without public members has no definition; Contract is a heading, as Return is."""
    for desc in list(doctree.findall(addnodes.desc)):
        content, parent = desc[-1], desc.parent
        at = parent.index(desc) + 1
        while len(parent) > at and not isinstance(parent[at], (addnodes.desc, addnodes.index)):
            content += parent.pop(at)
        if len(content) > 1 and isinstance(content[1], nodes.block_quote):   # a macro
            desc[0][-1] += nodes.Text(content[0].astext().partition(" ")[2])
            content[:2] = content[1].children
        texts = [node.astext() for node in content]
        for at in range(len(texts) - 2, 0, -1):
            if (texts[at - 1], texts[at + 1], texts[at][-4:]) == ("Definition", "Members", "{\n};"):
                del content[at - 1:at + 2]
    for text in list(doctree.findall(nodes.Text)):
        block, at = text.parent, text.parent.index(text)
        before, source, after = text.partition("\nContract: ")
        if text == "__sdrm_unchecked":   # for clang alone; and the space after it
            del block[at:at + 2]
        elif source:
            rest = block[at + 1:]
            block[at:] = [nodes.Text(before)]
            block.parent.insert(block.parent.index(block) + 1, [
                nodes.paragraph("", "", nodes.strong("", "Contract")),
                nodes.paragraph("", "", nodes.Text(after), *rest)])


def setup(app):
    app.connect("doctree-read", tidy)
    app.connect("env-check-consistency", undocumented)
    app.connect("doctree-resolved", link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
