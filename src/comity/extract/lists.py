"""Lists of people, read off the order of words: "A, 26, and B, 33, of Davie, Florida, were"."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from comity.extract.finding import Findings, Name, Span

_FAR = 150  # code points that may part two names of a list
_BETWEEN = (
    r"(?:[\s,;()-]|\b(?:and|both|of|from|in|also|known|as|aged|age|the|Jr|Sr|\d{1,2}|years?|old)\b\.?"
    r"|\b(?:an?|his|her|their)(?: [a-z]+){1,2},|\b[A-Z][\w.]*(?=[ ,]))"
)
_LISTED = re.compile(_BETWEEN + "+")
_TO_VERB = re.compile(
    rf"(?:{_BETWEEN}*|, [^.;\n]{{0,140}}, )"
    r"(?:(?:was|were|is|are|has|have|had|been|also|later|then)\s+)*"
)


def listed_with(text: str, found: Findings, span: Any) -> list[Span]:
    """Return the people's names that stand in one list with the one at ``span``.

    Between them only ages, commas, "and", and other named things ("of Davie, Florida") stand.
    """
    persons = [n for n in found.names if n.kind == "person"]
    at = next((i for i, n in enumerate(persons) if n.start == span.start), None)
    if at is None:
        return []
    after = _run(text, found, pairwise(persons[at:]))
    before = _run(text, found, pairwise(reversed(persons[: at + 1])))
    return after + before


def person_before(text: str, found: Findings, verb: Any) -> Span | None:
    """Return the last person's name before a verb, if only age, home and auxiliaries part them."""
    start = verb.sent.start_char
    for name in reversed(found.names):
        if name.kind == "person" and start <= name.start and name.end <= verb.idx:
            near = _only(_TO_VERB, text, found, name.end, verb.idx)
            return Span(name.start, name.end) if near else None
    return None


def _run(text: str, found: Findings, pairs: Iterable[tuple[Name, Name]]) -> list[Span]:
    run = []
    for one, other in pairs:
        start, end = sorted(((one.start, one.end), (other.start, other.end)))
        if not _only(_LISTED, text, found, start[1], end[0]):
            break
        run.append(Span(other.start, other.end))
    return run


def _only(words: re.Pattern[str], text: str, found: Findings, start: int, end: int) -> bool:
    """Return whether only such words, and other named things, stand between two offsets."""
    if not start < end <= start + _FAR:
        return False
    between = text[start:end]
    inside = [(n.start, n.end) for n in found.names if start <= n.start and n.end <= end]
    inside += [(a.start, a.end) for a in found.aliases if start <= a.start and a.end <= end]
    for a, b in inside:
        between = between.replace(text[a:b], "")
    return words.fullmatch(between) is not None
