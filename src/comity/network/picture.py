"""The picture of a network: one SVG that stands alone or in a page, in print or on a screen."""

import math
from dataclasses import dataclass
from urllib.parse import quote

from comity.network import legend
from comity.network.graph import Edge, Graph, Node
from comity.network.layout import Box, Point, positions
from comity.network.lettering import Page, shortened, width
from comity.network.player import scores
from comity.network.ring import Ring, rings
from comity.network.shapes import (
    FAINT,
    KINDS,
    PAPER,
    TINTS,
    Letters,
    Stroke,
    bent,
    kind,
    line,
    n,
    shape,
    text,
)
from comity.network.ties import Ties, ties
from comity.network.words import ALLEGED, counted, listed
from comity.network.xml import clean, escaped, one_line

MOST = 150
"""How many nodes a picture shows: of a larger graph, those with the highest scores."""

_TITLE, _LEGEND, _EDGE = 44, 34, 36  # pixels: above, below, beside
_LEAST = 320  # pixels wide; half of it is left for the nodes, from top to bottom


def svg(graph: Graph, *, title: str, width: int = 960, height: int = 600) -> str:
    """Draw the graph as SVG of this size in pixels; the same graph gives the same text.

    A size too small for a title, a legend and some nodes is made large enough.

    Every node links to ``#entity-`` and its id, percent-encoded. A dashed line is an allegation
    only; a thicker one has more sources; a shaded band joins the members of a ring. Of more than
    ``MOST`` nodes it shows those with the highest scores, and says so.
    """
    shown = _most_telling(graph)
    drawn = _Drawing(graph, shown, max(width, _LEAST), height)
    note = f"The {MOST} of {len(graph.nodes)} with the highest scores" if shown != graph else ""
    return drawn.svg(one_line(title), note)


def _most_telling(graph: Graph) -> Graph:
    if len(graph.nodes) <= MOST:
        return graph
    score, whole = scores(graph), ties(graph)
    degree = {
        node.id: len(found) for node, found in zip(whole.nodes, whole.neighbours, strict=True)
    }
    ranked = sorted(
        graph.nodes, key=lambda x: (-score.get(x.id, 0.0), -degree[x.id], x.label, x.id)
    )
    kept = {node.id for node in ranked[:MOST]}
    return Graph(
        tuple(node for node in graph.nodes if node.id in kept),
        tuple(edge for edge in graph.edges if edge.source in kept and edge.target in kept),
    )


@dataclass(frozen=True)
class _Link:
    """All that goes from one node to another the same way: one line.

    What is only alleged has a line of its own. A bend tells lines apart.
    """

    source: int
    target: int
    edges: tuple[Edge, ...]
    bend: float

    @property
    def directed(self) -> bool:
        return self.edges[0].directed

    @property
    def alleged(self) -> bool:
        return self.edges[0].alleged

    @property
    def thick(self) -> float:
        """In pixels: one source 1.4, and 0.7 more each time that their number doubles."""
        return min(1.4 + 0.7 * math.log2(sum(edge.sources for edge in self.edges)), 5.0)

    @property
    def words(self) -> str:
        return listed(sorted({one_line(edge.kind) for edge in self.edges}))


class _Drawing:
    """One picture in the making."""

    def __init__(self, whole: Graph, shown: Graph, wide: int, high: int) -> None:
        self.wide = wide
        self.ties: Ties = ties(shown)
        self.nodes = self.ties.nodes
        self.place = {node.id: i for i, node in enumerate(self.nodes)}
        self.links = _links(self.ties, self.place)
        self.rings: list[tuple[Ring, list[int]]] = []
        for ring in rings(whole):
            members = [self.place[id_] for id_ in ring.members if id_ in self.place]
            if len(members) > 1:
                self.rings.append((ring, members))
        score = scores(whole)
        best = max(score.values(), default=0.0) or 1.0
        crowd = 1.0 if len(self.nodes) <= 40 else 0.7
        self.keyness = [score.get(node.id, 0.0) / best for node in self.nodes]
        self.radius = [crowd * (11 + 7 * key) for key in self.keyness]
        self.size = 12.0 if len(self.nodes) <= 40 else 9.5  # of labels, in pixels
        self.one_kind = {link.words for link in self.links} if len(self.links) > 5 else set()
        self.legend = self._legend()
        foot = _LEGEND + legend.ROW * max((entry.row for entry in self.legend), default=0)
        self.high = max(high, _TITLE + _LEAST // 2 + foot)
        below = self.high - foot
        self.frame: Box = (4, _TITLE, wide - 4, below)
        inner = (_EDGE + 14, _TITLE + 22, wide - _EDGE - 14, below - 40)
        self.points = positions(self.ties, inner) if self.nodes else []
        self.page = Page(self.frame)

    def svg(self, title: str, note: str) -> str:
        for at, radius in zip(self.points, self.radius, strict=True):
            self.page.take((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))
        names = self._names()
        ring_names = self._ring_names()
        words = self._link_words()
        lines = [self._line(link) for link in self.links]
        # as many letters as fit beside the note, at 15 px, bold
        heading = shortened(title, (self.wide - 52 - width(note, 12)) / width("n", 15, bold=True))
        empty = "" if self.links else self._empty()
        return "\n".join(
            part
            for part in (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.wide} {self.high}"'
                f' width="{self.wide}" height="{self.high}" role="group"'
                ' font-family="system-ui, -apple-system, Segoe UI, Roboto, Noto Sans,'
                ' Noto Sans CJK SC, Microsoft YaHei, PingFang SC, Arial, sans-serif">',
                f"<title>{escaped(title)}</title>",
                f"<desc>{escaped(self._told(note))}</desc>",
                f'<rect width="{self.wide}" height="{self.high}" fill="{PAPER}"/>',
                *self._bands(),
                *lines,
                *words,
                *ring_names,
                *(self._node(i, names[i]) for i in range(len(self.nodes))),
                text(heading, (16, 22), Letters(15, "bold", anchor="start")),
                text(note, (self.wide - 16, 22), Letters(12, fill=FAINT, anchor="end"))
                if note
                else "",
                empty,
                *legend.drawn(self.legend, self.frame[3] + 18),
                "</svg>",
            )
            if part
        )

    def _told(self, note: str) -> str:
        alleged = sum(link.alleged for link in self.links)
        told = f"{counted(len(self.nodes), 'node')}, {counted(len(self.links), 'link')}"
        told += f", {alleged} of them {ALLEGED}. " if alleged else ". "
        for ring, members in self.rings:
            names = listed([one_line(self.nodes[i].label) for i in members], 6)
            told += f"Ring {ring.number}: {names}. "
        return f"{note}. {told}".strip() if note else told.strip()

    def _empty(self) -> str:
        words = "There are no links yet."
        y = self.high / 2 if not self.nodes else self.frame[3] - 12
        return text(words, (self.wide / 2, y), Letters(13 if self.nodes else 16, fill=FAINT))

    def _bands(self) -> list[str]:
        """Shade each ring: a broad line under its members and the ties among them."""
        bands = []
        for ring, members in self.rings:
            inside = set(members)
            runs = [
                f"M{n(self.points[i][0])},{n(self.points[i][1])}"
                f"L{n(self.points[j][0])},{n(self.points[j][1])}"
                for i in sorted(members)
                for j in self.ties.neighbours[i]
                if i < j and j in inside
            ]
            dots = [f"M{n(self.points[i][0])},{n(self.points[i][1])}h.01" for i in sorted(members)]
            tint = TINTS[(ring.number - 1) % len(TINTS)]
            broad = 3.4 * max(self.radius[i] for i in members)
            bands.append(
                f'<path d="{"".join(dots + runs)}" fill="none" stroke="{tint}" opacity="0.22"'
                f' stroke-width="{n(broad)}" stroke-linecap="round" stroke-linejoin="round"/>'
            )
        return bands

    def _ring_names(self) -> list[str]:
        written = []
        for ring, members in self.rings:
            words = f"Ring {ring.number}"
            spots = [
                (self.points[i][0] + dx * self.radius[i], self.points[i][1] + dy * self.radius[i])
                for i in members[:12]
                for dx, dy in (
                    (0, -1.9),
                    (-2.4, -1.4),
                    (2.4, -1.4),
                    (-2.4, 1.5),
                    (2.4, 1.5),
                    (0, 2.6),
                )
            ]
            at = self.page.place((width(words, 11, bold=True), 12), spots)
            if at:
                written.append(text(words, at, Letters(11, "bold", FAINT, halo=True)))
        return written

    def _names(self) -> list[str]:
        """Write the labels, those of key players first: they get the best places."""
        names = [""] * len(self.nodes)
        for i in sorted(range(len(self.nodes)), key=lambda i: (-self.keyness[i], i)):
            node, (x, y), r = self.nodes[i], self.points[i], self.radius[i]
            lines = [
                shortened(one_line(node.label) or node.id, 34 if len(self.nodes) <= 40 else 24)
            ]
            if node.status and len(self.nodes) <= 40:
                lines.append(f"({shortened(one_line(node.status))})")
            bold = self.keyness[i] >= 0.5
            long = max(width(words, self.size, bold=bold) for words in lines)
            high = self.size * 1.2 * len(lines)
            down, side = r + 5 + high / 2, r + 6 + long / 2
            spots = [(x, y + down), (x, y - down), (x + side, y), (x - side, y)]
            spots += [(x + dx * side, y + dy * down) for dx in (0.75, -0.75) for dy in (0.8, -0.8)]
            spots = [self._inside(spot, long) for spot in spots]
            at = self.page.place((long, high), spots) or spots[0]
            names[i] = "".join(
                text(
                    words,
                    (at[0], at[1] - high / 2 + self.size * (0.6 + 1.2 * row)),
                    Letters(self.size - 1, fill=FAINT, halo=True)
                    if row
                    else Letters(self.size, "bold" if bold else "normal", halo=True),
                )
                for row, words in enumerate(lines)
            )
        return names

    def _inside(self, spot: Point, long: float) -> Point:
        half = long / 2 + 2
        return min(max(spot[0], self.frame[0] + half), self.frame[2] - half), spot[1]

    def _ends(self, link: _Link) -> tuple[Point, Point]:
        """Return where a line leaves one shape and meets the other."""
        a, b = self.points[link.source], self.points[link.target]
        middle = bent(a, b, 2 * link.bend)  # where the curve heads for
        return (
            _towards(a, middle, self.radius[link.source] + 2),
            _towards(b, middle, 1.18 * self.radius[link.target] + 2),
        )

    def _line(self, link: _Link) -> str:
        start, end = self._ends(link)
        drawn = line(start, end, link.bend, Stroke(link.thick, link.alleged, link.directed))
        told = "; ".join(_told_edge(self.ties, self.place, edge) for edge in link.edges)
        return f"<g>{drawn}<title>{escaped(told)}</title></g>"

    def _link_words(self) -> list[str]:
        """Write on each line what it is, where there is room; the legend says what all are.

        In a crowd only the pointer tells, over a line.
        """
        if len(self.one_kind) == 1 or len(self.nodes) > 60:
            return []
        written = []
        for link in self.links:
            words = shortened(link.words, 28)
            start, end = self._ends(link)
            spots = [bent(start, end, link.bend, t) for t in (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)]
            at = self.page.place((width(words, 9.5), 11), spots, most=12.0)
            if at:
                written.append(text(words, at, Letters(9.5, fill=FAINT, halo=True)))
        return written

    def _node(self, i: int, name: str) -> str:
        node = self.nodes[i]
        drawn = shape(kind(node), self.points[i], self.radius[i], node.size)
        return (
            f'<a href="#entity-{quote(clean(node.id), safe="")}">'
            f"<title>{escaped(_told_node(node))}</title>{drawn}{name}</a>"
        )

    def _legend(self) -> list[legend.Entry]:
        there = {kind(node) for node in self.nodes}
        entries = [(what, words) for what, words in KINDS.items() if what in there]
        alleged = {link.alleged for link in self.links}
        if any(link.directed for link in self.links):
            entries.append(("arrow", "direction"))
        if len(alleged) > 1:
            entries.append(("line", "stated"))
        if True in alleged:
            entries.append(("dashed", ALLEGED))
        if len({link.thick for link in self.links}) > 1:
            entries.append(("thick", "more sources"))
        if self.rings:
            entries.append(("ring", "ring"))
        if len(self.one_kind) == 1:
            entries.append(("", f"all links: {shortened(min(self.one_kind), 40)}"))
        return legend.placed(entries, self.wide)


def _links(ties: Ties, place: dict[str, int]) -> list[_Link]:
    links = []
    for edges in ties.edges.values():
        lines: dict[tuple[int, int, bool, bool], list[Edge]] = {}
        for edge in edges:
            way = (place[edge.source], place[edge.target], edge.directed, edge.alleged)
            lines.setdefault(way, []).append(edge)
        for number, ((source, target, *_), found) in enumerate(sorted(lines.items())):
            bend = 16.0 * (number - (len(lines) - 1) / 2)
            # a bend is to the left of the way a line goes: turn it for lines that go back
            bend = bend if source < target else -bend
            links.append(_Link(source, target, tuple(found), bend))
    return links


def _towards(start: Point, end: Point, by: float) -> Point:
    long = math.dist(start, end) or 1.0
    share = min(by / long, 0.45)
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _told_node(node: Node) -> str:
    size = f"{node.size} members" if node.size > 1 else ""
    about = ", ".join(part for part in (node.schema, size, node.status) if part)
    return f"{one_line(node.label) or node.id} ({about})"


def _told_edge(ties: Ties, place: dict[str, int], edge: Edge) -> str:
    ends = [one_line(ties.nodes[place[id_]].label) for id_ in (edge.source, edge.target)]
    arrow = "→" if edge.directed else "–"
    about = [counted(edge.sources, "source"), edge.date or "", ALLEGED if edge.alleged else ""]
    said = ", ".join(part for part in about if part)
    return f"{ends[0]} {arrow} {ends[1]}: {one_line(edge.kind)} ({said})"
