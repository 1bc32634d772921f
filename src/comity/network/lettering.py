"""How wide text is, and where it goes so that it covers nothing else."""

import unicodedata
from collections.abc import Iterable

from comity.network.layout import Box, Point


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide text is, in pixels, in a system sans-serif of this size in pixels."""
    return (
        size
        * (1.1 if bold else 1.0)
        * sum(
            1.0
            if unicodedata.east_asian_width(c) in "WF"
            else 0.68
            if c.isupper() or c == "m"
            else 0.58
            for c in text
        )
    )


def shortened(text: str, most: float = 24) -> str:
    """Return text of at most about ``most`` narrow characters, an ellipsis for the rest."""
    if width(text, 1) <= 0.58 * most:
        return text
    while text and width(text, 1) > 0.58 * (most - 1):
        text = text[:-1]
    return text.rstrip() + "…"


def around(centre: Point, size: Point) -> Box:
    """Return the box of this width and height around a point."""
    (x, y), (wide, high) = centre, size
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


class Page:
    """What is taken up on the page so far."""

    def __init__(self, frame: Box) -> None:
        self._frame = frame
        self._taken: list[Box] = []

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        self._taken.append(box)

    def place(self, size: Point, spots: Iterable[Point], most: float | None = None) -> Point | None:
        """Take the first spot with least of it covered, and return it: the middle of a box.

        ``most`` is how much may be covered, in square pixels; where no spot has less, nothing is
        taken and the answer is None.
        """
        best = min(spots, key=lambda spot: self._covered(around(spot, size)))
        if most is not None and self._covered(around(best, size)) > most:
            return None
        self.take(around(best, size))
        return best

    def _covered(self, box: Box) -> float:
        inside = _overlap(box, self._frame)
        outside = (box[2] - box[0]) * (box[3] - box[1]) - inside
        return round(10 * outside + sum(_overlap(box, taken) for taken in self._taken), 3)


def _overlap(a: Box, b: Box) -> float:
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0
