"""Which group a counted group is taken from, where the words of the text say so."""

import re
from bisect import bisect_left
from typing import NamedTuple

from comity.extract.english.sayings.quotes import quotes, sentences
from comity.extract.finding import Group, Name, Span

_OF = re.compile(r"\s+of\s+(whom|them|those|these)\b", re.IGNORECASE)
_TAKEN_FROM = re.compile(r"\s+of\s+(?:[\w’'.,-]+\s+){0,5}$")
_FIRST_OF = re.compile(
    r"(?:^|[\s,;(])(?:of|out of|among|from)\s+(?:(?:the|those|these|its|all|their)\s+)*"
    r"(?:(?:more|fewer|less)\s+than\s+|at\s+least\s+|about\s+|some\s+|nearly\s+|almost\s+)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r":\s|\b(?:including|among them|among those|comprising|consisting of|made up of)\b"
    r"|\s[-–—]+\s|\(", re.IGNORECASE,
)  # fmt: skip
_OTHER = re.compile(r"\b(?:others?|more|additional|remaining)\b", re.IGNORECASE)
_THE_OTHER = re.compile(r"\bthe\s+(?:other|remaining)\s+$", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|those|these|all|both)\s+$", re.IGNORECASE)
_HARDEST = re.compile(
    r"\b(?:most\s+\w+|\w+est)\s+(?:\w+\s+)?(?:charge|count|penalt|punishment|sentence|term)",
    re.IGNORECASE,
)


class _Place(NamedTuple):
    """A group without its whole, and the number of the sentence that it stands in."""

    group: Group
    sentence: int


def taken_from(groups: list[Group], text: str, persons: list[Name]) -> list[Group]:
    """Return the groups with ``part_of`` set for those that the text takes from another."""
    if len(groups) < 2:
        return groups
    starts = [s.start for s in sentences(text, quotes(text))]
    places = [_Place(g, bisect_left(starts, g.start + 1)) for g in groups]
    done: list[Group] = []
    for i, place in enumerate(places):
        whole = _whole(i, places, done, text, persons)
        done.append(place.group._replace(part_of=Span(whole.start, whole.end) if whole else None))
    return _summed(done, places)


def _summed(done: list[Group], places: list[_Place]) -> list[Group]:
    """Return the groups, those of one sentence as parts of an earlier one that is their sum:
    "39 people ... Eighteen were held in Spain, nine in France and 12 in Italy"."""
    by_sentence: dict[int, list[int]] = {}
    for i, place in enumerate(places):
        by_sentence.setdefault(place.sentence, []).append(i)
    for sentence, parts in by_sentence.items():
        free = len(parts) > 1 and not any(done[i].part_of for i in parts)
        total = sum(done[i].size for i in parts) if free else 0
        whole = next(
            (
                done[i]
                for i in reversed(range(parts[0]))
                if done[i].size == total and sentence - places[i].sentence <= 3
            ),
            None,
        )
        for i in parts if whole else ():
            done[i] = done[i]._replace(part_of=Span(whole.start, whole.end)) if whole else done[i]
    return done


def _whole(
    i: int, places: list[_Place], done: list[Group], text: str, persons: list[Name]
) -> Group | None:
    group, sentence = places[i]
    larger = [p for p in places[:i] if p.group.size > group.size]
    near = [p.group for p in larger if sentence - p.sentence <= 1]
    if _OF.match(text, group.end):
        return _lone(near, text)
    if i + 1 < len(places) and places[i + 1].sentence == sentence:
        following = places[i + 1].group
        between = text[group.end : following.start]
        if following.size > group.size and _TAKEN_FROM.fullmatch(between):
            return following
    here = [p.group for p in larger if p.sentence == sentence]
    for other in reversed(here):
        if _FIRST_OF.search(text, max(0, other.start - 40), other.start):
            return other
    for other in reversed(here):
        if _LISTED.search(text, other.end, group.start) and _fits(other, group, done):
            return other
    return _earlier(group, [p.group for p in larger], done, text, persons)


def _lone(groups: list[Group], text: str) -> Group | None:
    """Return the last group, unless it is one of several that are counted together ("and")."""
    if not groups:
        return None
    after = text[groups[-1].end : groups[-1].end + 12]
    return None if re.match(r",? and (?:\d|[a-z]+ )", after) else groups[-1]


def _fits(whole: Group, group: Group, done: list[Group]) -> bool:
    """Return whether the whole is large enough for what is listed as its parts."""
    listed = sum(g.size for g in done if g.part_of == (whole.start, whole.end))
    return listed + group.size <= whole.size


def _earlier(
    group: Group, larger: list[Group], done: list[Group], text: str, persons: list[Name]
) -> Group | None:
    """Return the whole that earlier sentences tell: of "six others", "the three defendants"."""
    before = text[max(0, group.start - 20) : group.start]
    the_other = _THE_OTHER.search(before) is not None
    if the_other or _OTHER.search(text, group.start, group.end):
        whole = next((g for g in reversed(larger) if _completes(group, g, done, persons)), None)
        parts = {g.start for g in done if g.part_of or _OF.match(text, g.end)}
        return whole or (
            _lone([g for g in larger if g.start not in parts], text) if the_other else None
        )
    if _DEFINITE.search(before):
        same = next((g for g in reversed(done) if g.size == group.size), None)
        if same is not None:
            part_of = same.part_of
            return next((g for g in done if part_of == (g.start, g.end)), None)
    start = max(text.rfind(". ", 0, group.start), text.rfind("\n", 0, group.start)) + 1
    stop = re.compile(r"[.\n]").search(text, group.end)
    if larger and _HARDEST.search(text, start, stop.start() if stop else len(text)):
        return larger[-1]
    return None


def _completes(group: Group, whole: Group, done: list[Group], persons: list[Name]) -> bool:
    """Return whether the group and who was told of since make up the whole."""
    since = {n.key for n in persons if whole.end <= n.start < group.start}
    counted = sum(g.size for g in done if g.part_of == (whole.start, whole.end))
    missing = whole.size - group.size
    told = sum(g.size for g in done if g.start > whole.start)
    return missing in (len(since), counted, len(since) + counted, told)
