"""Lists of people, read off the order of words: "A, 26, and B, 33, of Davie, Florida, were"."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from comity.extract.finding import Findings, Group, Name, Span

_FAR = 150  # code points that may part two names of a list
_BETWEEN = (
    r"(?:[\s,;()-]|\b(?:and|both|of|from|in|also|known|as|aged|age|the|Jr|Sr|\d{1,2}|years?|old)\b\.?"
    r"|\b(?:an?|his|her|their)(?: [a-z]+){1,2},"
    r"|\b(?:his|her|their)(?: [a-z]+)?(?: (?:sons?|daughters?|brothers?|sisters?|wife|husband"
    r"|father|mother|cousins?|nephews?|associates?|partners?))\b|\b[A-Z][\w.]*(?=[ ,]))"
)
_LISTED = re.compile(_BETWEEN + "+")
_AND = re.compile(r",? (?:and|with) ")  # "A, B and three others"
_LIST = re.compile(r"\s*(?:[,:;(—–-]|\bnamely\b|\bidentified as\b|\bnamed as\b)")
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
    last = max(span.end, *(s.end for s in after)) if after else span.end
    others = [
        Span(g.start, g.end)
        for g in found.groups
        if last < g.start < last + 8 and _AND.fullmatch(text, last, g.start)
    ]
    return after + before + others


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


def names_follow(group: Group, last: Any, text: str, persons: list[Name]) -> bool:
    """Return whether the names of a whole group follow at once, or it stands beside them.

    ``last`` is the last token of the group.
    """
    size = group.size
    at = bisect_left(persons, (group.end, 0), key=lambda n: (n.start, 0))
    names = persons[at : at + size]
    if len(names) == size and size > 1:
        lead = text[group.end : names[0].start]
        whole = text[group.end : names[-1].end]
        if not re.search(r"[!?\n]\s|[a-z]{3}\.\s", whole) and len(whole) < 120 * size:
            if _LIST.match(lead) and len(lead) < 60 and lead.count(",") < 3:
                return True
            if _LIST.search(lead[-25:]) and not _main_verb(last, names[0].start):
                return True
    before = persons[max(0, at - size) : at]
    joined = len(before) == size and size > 1 and text[before[-1].end : group.start] == ", "
    return joined and all(len(text[a.end : b.start]) < 15 for a, b in pairwise(before))


def _main_verb(last: Any, end: int) -> bool:
    """Return whether a verb of the sentence itself stands between a noun and an offset."""
    for token in last.doc[last.i + 1 :]:
        if token.idx >= end:
            return False
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            verb = token.head if token.dep_ in ("aux", "auxpass") else token
            if verb.dep_ != "relcl":
                return True
    return False
