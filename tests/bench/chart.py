# SPDX-License-Identifier: GPL-2.0
"""A bar chart of ratios as SVG."""
from xml.sax.saxutils import escape

ROW, LEFT, WIDTH, RIGHT, TOP = 18, 250, 400, 60, 44
BETTER, WORSE = "#3a7d44", "#b5442e"


def text(x, y, what, anchor="start", weight="normal"):
    """In front of whatever lies below."""
    return (f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-weight="{weight}"'
            f' stroke="white" stroke-width="4" paint-order="stroke">{escape(what)}</text>')


def svg(title, ratios):
    """@ratios: pairs (path, ours / in-tree); the vertical line marks 1."""
    most = max(1.2, *(ratio for _, ratio in ratios))
    scale = WIDTH / most
    height = TOP + ROW * len(ratios) + 10
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + RIGHT}" '
           f'height="{height}" font-family="sans-serif" font-size="12">',
           "<!-- SPDX-License-Identifier: GPL-2.0 -->",
           '<rect width="100%" height="100%" fill="white"/>',
           text(8, 18, title, weight="bold"),
           text(LEFT + scale, 36, "in-tree = 1", "middle")]
    x = LEFT + scale
    out += [f'<line x1="{x:.1f}" y1="{TOP - 4}" x2="{x:.1f}" y2="{height - 6}" stroke="black"/>']
    for row, (path, ratio) in enumerate(ratios):
        y = TOP + ROW * row
        out += [text(LEFT - 8, y + 12, path, "end"),
                f'<rect x="{LEFT}" y="{y + 2}" width="{ratio * scale:.1f}" height="{ROW - 4}" '
                f'fill="{WORSE if ratio > 1.01 else BETTER}"/>',
                text(LEFT + ratio * scale + 4, y + 12, f"{ratio:.2f}")]
    return "\n".join([*out, "</svg>"]) + "\n"
