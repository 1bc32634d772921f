"""Where the nodes of a picture go.

Each connected part is laid out alone, by the distances along its links (Kamada and Kawai,
*Information Processing Letters* 31, 1989), from a circle on which the nodes stand in the order of a
walk along the links, or from springs at rest (Fruchterman and Reingold), whichever makes the fewest
links cross; then the parts are packed, the largest first, and the whole is fitted to the picture.
Seeds are fixed.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import rustworkx

from comity.network.cuts import cuts
from comity.network.ties import Ties

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom

_LINK = 100.0  # the length of a link before the whole is fitted
_MARGIN = 42.0  # around a part, for shapes and labels
_PUSHES = 60
_TRIES, _COMPARED = 3, 250


def positions(ties: Ties, frame: Box) -> list[Point]:
    """Return a point in the frame for each node, linked nodes near one another."""
    parts = sorted(ties.components(), key=lambda part: (-len(part), part))
    turn = {node: i for i, node in enumerate(cuts(ties.neighbours, [True] * len(ties.nodes)).walk)}
    parts = [sorted(part, key=lambda node: turn[node]) for part in parts]
    drawn = [_unfold(ties, part) for part in parts]
    sizes = [(max(x for x, _ in points), max(y for _, y in points)) for points in drawn]
    corners = _packed(sizes, (frame[2] - frame[0]) / (frame[3] - frame[1]))
    placed: list[Point] = [(0.0, 0.0)] * len(ties.nodes)
    for part, points, (left, top) in zip(parts, drawn, corners, strict=True):
        for node, (x, y) in zip(part, points, strict=True):
            placed[node] = (left + x, top + y)
    return _apart(_fitted(placed, frame), frame)


def _unfold(ties: Ties, part: Sequence[int]) -> list[Point]:
    """Lay out one connected part, its nodes in the order of a walk.

    The links are about ``_LINK`` long, the corner is at the origin.
    """
    if len(part) == 1:
        return [(0.0, 0.0)]
    place = {node: i for i, node in enumerate(part)}
    links = [(i, place[b]) for i, a in enumerate(part) for b in ties.neighbours[a] if a < b]
    graph: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(part)))
    graph.add_edges_from([(a, b, None) for a, b in links])
    tries = [_settled(graph, start) for start in _starts(graph)]
    points = min(tries, key=lambda points: _crossings(points, links))
    lengths = [math.dist(points[a], points[b]) for a, b in links]
    scale = _LINK * len(lengths) / (sum(lengths) or 1.0)
    points = _lying([(x * scale, y * scale) for x, y in points])
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return [(x - left, y - top) for x, y in points]


def _starts(graph: "rustworkx.PyGraph[int, None]") -> Iterator[Sequence[Sequence[float]]]:
    """Yield places to start from: a circle in the order of the walk, and springs at rest."""
    count = graph.num_nodes()
    around = [math.tau * i / count for i in range(count)]
    yield [(math.cos(angle), math.sin(angle)) for angle in around]
    for seed in range(_TRIES):
        found = rustworkx.spring_layout(graph, num_iter=200, seed=seed)
        yield [found[i] for i in range(count)]


def _settled(
    graph: "rustworkx.PyGraph[int, None]", start: Sequence[Sequence[float]]
) -> list[Point]:
    pos = {i: (point[0], point[1]) for i, point in enumerate(start)}
    found = rustworkx.kamada_kawai_layout(graph, pos=pos)
    return [(found[i][0], found[i][1]) for i in range(len(start))]


def _crossings(points: Sequence[Point], links: Sequence[tuple[int, int]]) -> int:
    """Count the links that cross, among the first so many: enough to tell one try from another."""

    def left(a: int, b: int, c: int) -> bool:
        (ax, ay), (bx, by), (cx, cy) = points[a], points[b], points[c]
        return (bx - ax) * (cy - ay) > (by - ay) * (cx - ax)

    return sum(
        left(a, b, c) != left(a, b, d) and left(c, d, a) != left(c, d, b)
        for (a, b), (c, d) in combinations(links[:_COMPARED], 2)
        if len({a, b, c, d}) == 4
    )


def _lying(points: list[Point]) -> list[Point]:
    """Turn points so that they stretch most from left to right, as pages and labels do."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    moved = [(x - middle_x, y - middle_y) for x, y in points]
    xx, yy = sum(x * x for x, _ in moved), sum(y * y for _, y in moved)
    xy = sum(x * y for x, y in moved)
    angle = -0.5 * math.atan2(2 * xy, xx - yy)  # to the principal axis
    cos, sin = math.cos(angle), math.sin(angle)
    return [(x * cos - y * sin, x * sin + y * cos) for x, y in moved]


def _packed(sizes: Sequence[Point], aspect: float) -> list[Point]:
    """Put each box at the corner of those before it where the whole grows least from its aspect."""
    taken: list[Box] = []
    right = bottom = 0.0
    for width, height in sizes:
        wide, high = width + 2 * _MARGIN, height + 2 * _MARGIN
        corners = {(0.0, 0.0), (right, 0.0), (0.0, bottom)}
        corners.update((box[2], box[1]) for box in taken)
        corners.update((box[0], box[3]) for box in taken)
        ranked = sorted(
            (max(right, x + wide, aspect * max(bottom, y + high)), y, x) for x, y in corners
        )
        _, y, x = next(
            (badness, y, x)
            for badness, y, x in ranked
            if not any(_meet((x, y, x + wide, y + high), box) for box in taken)
        )
        taken.append((x, y, x + wide, y + high))
        right, bottom = max(right, x + wide), max(bottom, y + high)
    return [(box[0] + _MARGIN, box[1] + _MARGIN) for box in taken]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _fitted(points: list[Point], frame: Box) -> list[Point]:
    """Scale and move points into the frame: each way on its own, by at most half as much again."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    across = (frame[2] - frame[0]) / wide if wide else math.inf
    down = (frame[3] - frame[1]) / high if high else math.inf
    most = 1.5 * min(across, down, 1.4)
    across, down = min(across, most), min(down, most)
    middle_x, middle_y = (frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2
    return [
        (middle_x + (x - left - wide / 2) * across, middle_y + (y - top - high / 2) * down)
        for x, y in points
    ]


def _apart(points: list[Point], frame: Box) -> list[Point]:
    """Push points that are too near apart: by a third of the room that each would have."""
    area = (frame[2] - frame[0]) * (frame[3] - frame[1])
    near = min(90.0, 0.62 * math.sqrt(area / len(points)))
    spots = [list(point) for point in points]
    for _ in range(_PUSHES):
        moved = False
        for (i, a), (j, b) in combinations(enumerate(spots), 2):
            dx, dy = b[0] - a[0], b[1] - a[1]
            gap = math.hypot(dx, dy)
            if gap >= near:
                continue
            if not gap:  # on one spot: each pair parts along a line of its own
                dx, dy, gap = math.cos(i + j), math.sin(i + j), 1.0
            step = 0.25 * (near - math.hypot(b[0] - a[0], b[1] - a[1])) / gap
            a[0], a[1], b[0], b[1] = (
                a[0] - dx * step, a[1] - dy * step, b[0] + dx * step, b[1] + dy * step
            )  # fmt: skip
            moved = True
        for spot in spots:
            spot[0] = min(max(spot[0], frame[0]), frame[2])
            spot[1] = min(max(spot[1], frame[1]), frame[3])
        if not moved:
            break
    return [(x, y) for x, y in spots]
