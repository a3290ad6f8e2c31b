# SPDX-License-Identifier: GPL-2.0
"""Where which file may be. What has no place here is refused: a list of what is wrong
would miss what nobody thought of."""
import glob
import os
import re
import subprocess

NAME = r"[A-Za-z0-9_.-]+"
# Besides the directories of drivers/list.
PLACES = [
    r"README\.md|CONTRIBUTING\.md|Makefile|Kbuild|\.gitignore|\.checkpatch\.conf|\.ci/run",
    r"drivers/list|abstractions/list|abstractions/(?:kms/)?[a-z0-9_]+\.[ch]",
    r"include/sdrm/(?:kms/)?[a-z0-9_]+\.h|include/uapi/(?:[a-z]+/)?[a-z0-9_]+\.h",
    rf"cocci/(?!tests/){NAME}|cocci/tests/[a-z-]+\.(?:c|h|expected)",
    r"subset/check|subset/[a-z]+\.py",
    rf"docs/{NAME}\.(?:md|svg)|docs/conf\.py|docs/docs\.css|scripts/(?!{NAME}\.[chS]$){NAME}",
    r"templates/common/(?:Kbuild|Makefile|README\.md|dkms\.conf|tests/ktap\.h)",
    r"templates/common/\.(?:gitlab-ci|github/workflows/sdrm)\.yml",
    rf"debian/(?:changelog|control|copyright|rules|dkms\.conf|source/format)|debian/sdrm-{NAME}",
    r"templates/(?:driver|display)/(?:skel_main\.c|include/uapi/drm/skel_drm\.h)",
    r"templates/(?:driver|display)/tests/skel_test\.c",
    rf"tests/(?:check|steps\.toml|ktap\.sh|clean-root\.sh|guests\.mk)|tests/(?!reject/){NAME}/{NAME}",
    rf"tests/reject/(?:run|report|reject\.h|[a-z]+/{NAME}\.c)",
    r"tests/pixel/include/(?:drm|linux)/[a-z_]+\.h",
    rf"tests/kernel/patches/[0-9.]+/{NAME}\.patch",
]
# What a build leaves in the tree, of the modules and next to the sources.
PRODUCT = re.compile(
    r"(?:build|generated)/.*|(?:.*/)?\.?(?:Module\.symvers|modules\.order)(?:\.cmd)?"
    r"|(?:.*/)?(?:\.?[\w.-]+\.(?:o|d|cmd|ko|mod)|__pycache__/.*)"
    r"|\.?[a-z0-9_]+\.mod\.(?:c|o|o\.cmd)|\.module-common\.o")


def files():
    """All of them, tracked or not; without git, those that are there."""
    def listed(*options):
        done = subprocess.run(["git", "ls-files", "-z", *options], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
        return None if done.returncode else \
            {os.fsdecode(name) for name in done.stdout.split(b"\0") if name}
    tracked, others = listed("--cached"), listed("--others")
    if tracked is None:
        tracked = set()
        others = {os.path.relpath(os.path.join(top, name)) for top, _dirs, names in os.walk(".")
                  for name in names}
    return ({path for path in tracked if os.path.lexists(path)}
            | {path for path in others if not PRODUCT.fullmatch(path)})


def homeless(drivers):
    """Files that have no place in the tree, and links, which hide where a file is."""
    own = [rf"{re.escape(directory)}/[a-z0-9_]+\.[ch]" for directory in drivers]
    places = re.compile("|".join(f"(?:{place})" for place in [*PLACES, *own]))
    for path in sorted(files()):
        if not places.fullmatch(path):
            yield f"{path!r}: has no place in this tree; a driver's is in drivers/list"
        elif os.path.islink(path) or os.path.islink(os.path.dirname(path)):
            yield f"{path}: a symbolic link"


def sources(*directories):
    return sorted(path for directory in directories for path in glob.glob(f"{directory}/*.[ch]")
                  if not path.endswith(".mod.c"))
