"""Delimited text (RFC 4180 and its relatives with ; tab and |)."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from comity.intake.document import Content, Limits
from comity.intake.text import bounded, decode, one_line

_ROWS = 30
_LONG_CELL = 80
csv.field_size_limit(1 << 24)


def delimiter(text: str, *, whole: bool = True) -> str | None:
    """The character that parts the cells of ``text``; None if it is no table.

    ``whole`` tells that ``text`` is not just the beginning, whose last row may be cut.
    """
    for mark in "\t,;|":
        rows = _first_rows(text, mark, whole=whole)
        if len(rows) >= 2 and _regular(rows) and _terse(rows) and not _prose(rows, mark):
            return mark
    return None


def read(path: Path, limits: Limits) -> Content:
    """The rows of a delimited file."""
    text, encoding = decode(path.read_bytes())
    bounded(text, limits)
    mark = delimiter(text[: 1 << 16], whole=len(text) <= 1 << 16) or ","
    lines = "\n".join(rows_as_lines(csv.reader(io.StringIO(text), delimiter=mark)))
    return Content(text=lines, kind="table", encoding=encoding)


def rows_as_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Each row as a line, its cells parted by a tab; rows with no cell filled are left out."""
    for row in rows:
        line = "\t".join(one_line(cell) for cell in row).rstrip("\t")
        if line.strip():
            yield line


def _first_rows(text: str, mark: str, *, whole: bool) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    try:
        rows = [row for row, _ in zip(reader, range(_ROWS + 1), strict=False) if row]
    except csv.Error:
        return []
    return rows if whole and len(rows) <= _ROWS else rows[:-1]


def _regular(rows: list[list[str]]) -> bool:
    """Two columns or more, the same in the first row and nine rows of ten."""
    width = len(rows[0])
    return width >= 2 and sum(len(row) == width for row in rows) >= 0.9 * len(rows)


def _terse(rows: list[list[str]]) -> bool:
    """Short names at the head of the columns, mostly short cells below."""
    cells = sorted(len(cell.split()) for row in rows for cell in row)
    return all(len(cell) <= _LONG_CELL for cell in rows[0]) and cells[len(cells) // 2] <= 6


def _prose(rows: list[list[str]], mark: str) -> bool:
    """Whether the marks look like punctuation: a space follows, few columns, or a full stop."""
    inner = [cell for row in rows for cell in row[1:] if cell]
    spaced = sum(cell.startswith(" ") for cell in inner) > len(inner) / 2
    words = [cell for row in rows for cell in row if re.search(r"\w+ \w+ \w+", cell)]
    stops = sum(row[-1].rstrip().endswith((".", "?", "!")) for row in rows)
    if mark in ",;" and (stops > len(rows) / 3 or not inner):
        return True
    return mark in ",;" and spaced and (len(rows[0]) < 3 or len(words) > len(inner) / 4)
