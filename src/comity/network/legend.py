"""The legend of a picture: what its marks mean, and only those that it has."""

from collections.abc import Iterable
from dataclasses import dataclass

from comity.network.lettering import width
from comity.network.shapes import FAINT, KINDS, TINTS, Letters, Stroke, line, n, shape, text

ROW = 22
"""The height of a row, in pixels."""

_SIZE = 11.0
_STROKES = {
    "arrow": Stroke(1.6, arrow=True),
    "line": Stroke(1.6),
    "dashed": Stroke(1.6, dashed=True),
    "thick": Stroke(4.0),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark (a key of ``KINDS``, a line, "ring" or none), its words, and where it stands."""

    mark: str
    words: str
    row: int
    left: float


def placed(entries: Iterable[tuple[str, str]], wide: float) -> list[Entry]:
    """Put marks and their words in rows of this width."""
    found: list[Entry] = []
    row, x = 0, 16.0
    for mark, words in entries:
        long = _indent(mark) + width(words, _SIZE) + 16
        if x > 16 and x + long > wide - 8:
            row, x = row + 1, 16.0
        found.append(Entry(mark, words, row, x))
        x += long
    return found


def drawn(entries: Iterable[Entry], top: float) -> list[str]:
    """Draw the entries, the first row's middle at ``top``."""
    marks = []
    for entry in entries:
        x, y = entry.left, top + ROW * entry.row
        if entry.mark in KINDS:
            marks.append(shape(entry.mark, (x + 13, y), 7))
        elif entry.mark == "ring":
            marks.append(
                f'<path d="M{n(x + 7)},{n(y)}h14" stroke="{TINTS[0]}" opacity="0.35"'
                ' stroke-width="13" stroke-linecap="round"/>'
            )
        elif entry.mark:
            marks.append(line((x, y), (x + 27, y), 0, _STROKES[entry.mark]))
        letters = Letters(_SIZE, fill=FAINT, anchor="start")
        marks.append(text(entry.words, (x + _indent(entry.mark), y), letters))
    return marks


def _indent(mark: str) -> float:
    return 34.0 if mark else 0.0
