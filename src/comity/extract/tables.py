"""Tables: what a row tells is dated by the row's own date, and said by whom the row names."""

import re
from typing import NamedTuple

from comity.extract.finding import Event, Findings, Span

_OUTLETS = ("outlet", "publisher", "publication", "newspaper", "media")
_SPEAKERS = ("said_by", "said by", "speaker", "according to", "attributed to")

_DAY = re.compile(r"^(\d{4}(?:-\d\d(?:-\d\d)?)?)\t", re.MULTILINE)


def dated(text: str, findings: Findings) -> Findings:
    """Return the findings with each event dated by the first cell of its row, if that is a date.

    The cell counts where it is a date in ISO 8601 as a whole, and its row gives no other.
    """
    rows = {row.start(): row[1] for row in _DAY.finditer(text)}

    def date(event: Event) -> Event:
        day = rows.get(text.rfind("\n", 0, event.start) + 1)
        return event._replace(date=day) if day and not event.date else event

    return findings._replace(events=tuple(map(date, findings.events)))


class Row(NamedTuple):
    """Who tells what a row holds: the cells of its outlet and of its speaker, where filled."""

    end: int
    outlet: Span | None
    speaker: Span | None


def rows(text: str) -> dict[int, Row]:
    """Return the rows of a table by their offsets, if its first row names such columns."""
    head, *lines = text.split("\n")
    columns = [cell.strip().lower() for cell in head.split("\t")]
    outlet = next((i for i, c in enumerate(columns) if c in _OUTLETS), None)
    speaker = next((i for i, c in enumerate(columns) if c in _SPEAKERS), None)
    found: dict[int, Row] = {}
    at = len(head) + 1
    for line in lines:
        found[at] = Row(at + len(line), _cell(line, at, outlet), _cell(line, at, speaker))
        at += len(line) + 1
    return found if outlet is not None or speaker is not None else {}


def _cell(line: str, at: int, number: int | None) -> Span | None:
    cells = line.split("\t")
    if number is None or number >= len(cells) or not cells[number].strip():
        return None
    start = at + sum(len(cell) + 1 for cell in cells[:number])
    return Span(start, start + len(cells[number]))
