"""The marks of a picture: a shape for each kind of node, a line for each kind of link.

Every mark differs in shape or line, not in colour alone, so that a picture printed in black and
white says the same. Attributes only, no style sheet and no ids: a picture put into a page changes
nothing in it, and a strict content security policy lets it through.
"""

import math
from dataclasses import dataclass

from comity.network.graph import Node
from comity.network.layout import Point
from comity.network.xml import escaped

INK = "#1a1a1a"
FAINT = "#595959"  # 7:1 on white
PAPER = "#ffffff"
LINE = "#4d4d4d"
TINTS = ("#56b4e9", "#e69f00", "#009e73", "#cc79a7", "#f0e442", "#0072b2", "#d55e00")
"""The colours of rings (Okabe and Ito, *Color Universal Design*, 2008); the number tells them."""

KINDS = {
    "person": "person",
    "organisation": "organisation",
    "group": "unnamed group (number of members)",
    "substance": "substance",
    "other": "other",
}
"""The kinds of shapes, in the legend's order and words."""

_SCHEMA_KINDS = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "LegalEntity": "organisation",
    "Group": "group",
    "Substance": "substance",
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: its width in pixels, dashed or not, with an arrow or not."""

    thick: float
    dashed: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Letters:
    """How words are written: size in pixels, weight, colour, and which end stands at the point.

    A halo keeps lines from striking them through.
    """

    size: float
    weight: str = "normal"
    fill: str = INK
    anchor: str = "middle"
    halo: bool = False


def kind(node: Node) -> str:
    """Return the kind of shape of a node: a key of ``KINDS``."""
    return _SCHEMA_KINDS.get(node.schema, "other")


def shape(what: str, at: Point, radius: float, size: int = 1) -> str:
    """Draw a node. A group of more than one bears its size."""
    x, y = at
    r = radius
    if what == "person":
        return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="#1f4e79" {_pen(INK)}/>'
    if what == "organisation":
        return _box(x, y, 1.15 * r, 0.95 * r, "#fff3d6")
    if what == "group":
        sheets = [_box(x + d, y - d, 1.1 * r, 0.85 * r, "#e3e3e3") for d in (5, 2.5, 0)]
        number = text(str(size), at, Letters(11, "bold")) if size > 1 else ""
        return "".join(sheets) + number
    if what == "substance":
        around = [(x, y - 1.2 * r), (x + 1.2 * r, y), (x, y + 1.2 * r), (x - 1.2 * r, y)]
        return _polygon(around, "#f2b134")
    turns = [math.tau * i / 6 for i in range(6)]
    return _polygon([(x + r * math.cos(t), y + r * math.sin(t)) for t in turns], PAPER)


def line(start: Point, end: Point, bend: float, stroke: Stroke) -> str:
    """Draw a link from border to border, bent aside by some pixels, with an arrow at its end."""
    thick, middle = stroke.thick, bent(start, end, bend)
    back = math.dist(middle, end) or 1.0
    ux, uy = (end[0] - middle[0]) / back, (end[1] - middle[1]) / back
    head = min(6.0 + 1.6 * thick, back) if stroke.arrow else 0.0
    neck = (end[0] - 0.8 * head * ux, end[1] - 0.8 * head * uy)
    dash = f' stroke-dasharray="{n(3 + 2 * thick)} {n(3 + thick)}"' if stroke.dashed else ""
    # control point of a quadratic curve through the bent middle of the line
    control = (
        2 * middle[0] - (start[0] + neck[0]) / 2, 2 * middle[1] - (start[1] + neck[1]) / 2
    )  # fmt: skip
    path = f"M{_xy(start)}Q{_xy(control)} {_xy(neck)}" if bend else f"M{_xy(start)}L{_xy(neck)}"
    drawn = f'<path d="{path}" fill="none" stroke="{LINE}" stroke-width="{n(thick)}"{dash}/>'
    if not stroke.arrow:
        return drawn
    side = 0.42 * head
    base = (end[0] - head * ux, end[1] - head * uy)
    wings = [(base[0] - side * uy, base[1] + side * ux), (base[0] + side * uy, base[1] - side * ux)]
    points = " ".join(_xy(point) for point in (end, *wings))
    return f'{drawn}<polygon points="{points}" fill="{LINE}"/>'


def bent(start: Point, end: Point, bend: float, along: float = 0.5) -> Point:
    """Return the point some way along a line that is bent aside, in the middle by ``bend``."""
    long = math.dist(start, end) or 1.0
    aside = bend * 4 * along * (1 - along) / long
    dx, dy = end[0] - start[0], end[1] - start[1]
    return start[0] + along * dx - aside * dy, start[1] + along * dy + aside * dx


def text(words: str, at: Point, letters: Letters) -> str:
    """Write words, their middle (or start, or end) at a point."""
    halo = f' stroke="{PAPER}" stroke-width="3" paint-order="stroke"' if letters.halo else ""
    return (
        f'<text x="{n(at[0])}" y="{n(at[1] + 0.36 * letters.size)}" font-size="{n(letters.size)}"'
        f' font-weight="{letters.weight}" text-anchor="{letters.anchor}"'
        f' fill="{letters.fill}"{halo}>{escaped(words)}</text>'
    )


def n(value: float) -> str:
    """Return a number as short as a tenth of a pixel allows."""
    return f"{round(value, 1) + 0.0:g}"


def _box(x: float, y: float, half_width: float, half_height: float, fill: str) -> str:
    return (
        f'<rect x="{n(x - half_width)}" y="{n(y - half_height)}" width="{n(2 * half_width)}"'
        f' height="{n(2 * half_height)}" rx="4" fill="{fill}" {_pen(INK)}/>'
    )


def _polygon(points: list[Point], fill: str) -> str:
    return f'<polygon points="{" ".join(map(_xy, points))}" fill="{fill}" {_pen(INK)}/>'


def _pen(colour: str) -> str:
    return f'stroke="{colour}" stroke-width="1.5"'


def _xy(point: Point) -> str:
    return f"{n(point[0])},{n(point[1])}"
