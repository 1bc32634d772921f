"""A text → its sentences and their clauses; what stands in brackets is left out of them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from comity.extract.finding import Span, Spanned

_BRACKETS = re.compile(r"（[^（）\n]{0,60}）|\([^()\n]{0,60}\)")
_SENTENCE = re.compile(
    r"[^。！？\n]{1,2000}[。！？]*[”’」』]?"
)  # longer ones are lists, or no text
_WEAK, _STRONG = "，,　", "；;：:"
LEFT_OUT = "\0"


class Clause(NamedTuple):
    """A clause from ``start`` to ``end``; ``opens`` where nothing before it goes on in it."""

    start: int
    end: int
    opens: bool


class Sentence(NamedTuple):
    """A sentence and its clauses, in their order."""

    span: Span
    clauses: tuple[Clause, ...]


def without_brackets(text: str) -> str:
    """Return a text of the same length in which a mark stands for all that is in brackets."""
    return _BRACKETS.sub(lambda m: LEFT_OUT * len(m[0]), text)


def said(words: str) -> str:
    """Return words without blanks, quotation marks and what was left out."""
    return re.sub(r"[\0\s“”‘’「」『』\"]", "", words)


def split(flat: str, whole: Iterable[Spanned]) -> list[Sentence]:
    """Return the sentences of a text whose brackets were taken out.

    Nothing in ``whole`` (names, sums, penalties) is divided, though it may have a comma in it.
    """
    inside = {at for one in whole for at in range(one.start, one.end)}
    return [
        Sentence(Span(*m.span()), tuple(_clauses(flat, *m.span(), inside)))
        for m in _SENTENCE.finditer(flat)
        if said(m[0])
    ]


def _clauses(flat: str, start: int, end: int, inside: set[int]) -> list[Clause]:
    found, first, opens = [], start, True
    for at in range(start, end):
        if flat[at] in _WEAK + _STRONG and at not in inside:
            if at > first:
                found.append(Clause(first, at, opens))
            opens = flat[at] in _STRONG
            first = at + 1
    if end > first:
        found.append(Clause(first, end, opens))
    return found
