"""Sentences whose names are marked, so that a table of cases can be read: ``{Ann Roe|person}``.

After the bar stands the kind of name (``person``, ``org``, ``place``, ``drug``), ``group``,
``money``, ``amount`` or ``alias``, or the day that a date means.
"""

import re
from pathlib import Path
from typing import Any

from comity.extract.english import language
from comity.extract.finding import Alias, Date, Findings, Group, Money, Name, Quantity, Span

_MARK = re.compile(r"\{([^|{}]+)\|([^{}]+)\}")
_NAMES = {"person": "person", "org": "organisation", "place": "place", "drug": "substance"}


def cases(file: str) -> list[tuple[str, list[str]]]:
    """Return the sentences of a file, each with the lines indented under it."""
    found: list[tuple[str, list[str]]] = []
    for line in (Path(__file__).parent / file).read_text("utf-8").splitlines():
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found


def read(sentence: str) -> tuple[Any, Findings]:
    """Return the parsed sentence without its marks, and what they mark."""
    text, at = "", 0
    marks = []
    for mark in _MARK.finditer(sentence):
        text += sentence[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[1], mark[2]))
        text += mark[1]
        at = mark.end()
    doc = next(iter(language.parse([text + sentence[at:]])))
    return doc, Findings(
        names=tuple(Name(a, b, _NAMES[k], w, "") for a, b, w, k in marks if k in _NAMES),
        groups=tuple(Group(a, b, 2) for a, b, _, k in marks if k == "group"),
        sums=tuple(Money(a, b, "1", "USD") for a, b, _, k in marks if k == "money"),
        quantities=tuple(Quantity(a, b, "1", "kg") for a, b, _, k in marks if k == "amount"),
        aliases=tuple(Alias(a, b, Span(0, 0)) for a, b, _, k in marks if k == "alias"),
        dates=tuple(Date(a, b, k) for a, b, _, k in marks if k[0].isdigit()),
    )
