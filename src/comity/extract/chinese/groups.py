"""Which counted group a group is part of, in a Chinese text: 40名嫌疑人，其中8名在逃."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from comity.extract.chinese import numbers
from comity.extract.chinese.script import Word
from comity.extract.finding import Findings, Group, Span

_AMONG = re.compile("其中|当中")
_COUNT = re.compile(rf"(?P<number>{numbers.BARE})(?:名|位|人)(?![民次均类体口份])")
_FAR = 600  # characters: where people are counted who are parted from them by more, none is meant
_STOP = re.compile(r"[。！？\n]")
_LIST_END = re.compile(rf"{_STOP.pattern}|{_AMONG.pattern}")
_REST = re.compile("(?:其余的?|另外的?|其他)$")
_SAME = re.compile(r"[这那该]$")


def find(text: str, simple: str, words: Sequence[Word], found: Findings) -> list[Group]:
    """Return the counted groups, those after 其中 with the group that they are taken from.

    A count after 其中 without a noun (其中3名) is a group where people were counted before it.
    其余 and 另外 belong to the group's words; 这两人 stands for people who were named, and is none.
    One alone (一名男子) is a group only where it is taken from another.
    ``simple`` is the text in simplified characters, of the same length; ``words`` are not needed.
    """
    whole_words = (_with_rest(simple, g) for g in found.groups if not _stands_for(simple, g))
    groups = sorted(whole_words)
    for match in _AMONG.finditer(simple):
        whole = _whole(simple, groups, match.start())
        left = whole.size if whole else 0
        for part in sorted(_listed(simple, match.end(), groups)):
            if whole is None or part.size > left or part.size == whole.size:
                break
            left -= part.size
            at = bisect_left(groups, part.start, key=_start)
            known = at < len(groups) and groups[at][:2] == part[:2]
            groups[at : at + known] = [part._replace(part_of=Span(whole.start, whole.end))]
    return [g for g in groups if g.size > 1 or g.part_of]


def _start(group: Group) -> int:
    return group.start


def _within(groups: Sequence[Group], start: int, end: int) -> Sequence[Group]:
    """Return the groups that begin within a stretch of the text; they are in its order."""
    return groups[bisect_left(groups, start, key=_start) : bisect_left(groups, end, key=_start)]


def _with_rest(simple: str, group: Group) -> Group:
    rest = _REST.search(simple, max(0, group.start - 4), group.start)
    return group._replace(start=rest.start()) if rest else group


def _stands_for(simple: str, group: Group) -> bool:
    words = simple[group.start : group.end]
    return (
        _SAME.search(simple, max(0, group.start - 1), group.start) is not None and len(words) == 2
    )


def _whole(simple: str, groups: Sequence[Group], at: int) -> Group | None:
    """Return the last group before 其中 that is part of none: in its sentence, else in the one
    before it."""
    begin = max(0, at - _FAR)
    stops = [begin, *(m.end() for m in _STOP.finditer(simple, begin, at))]
    near = _within(groups, begin, at)
    whole = [g for g in near if g.end <= at and g.part_of is None]
    for floor in reversed(stops[-2:]):
        if before := [g for g in whole if floor <= g.start]:
            return before[-1]
    return None


def _listed(simple: str, at: int, groups: Sequence[Group]) -> Iterator[Group]:
    """Yield the groups from 其中 to the end of its sentence or the next 其中, counted with or
    without a noun."""
    limit = min(len(simple), at + _FAR)
    stop = _LIST_END.search(simple, at, limit)
    end = stop.start() if stop else limit
    known = [g for g in _within(groups, at, end) if g.end <= end]
    yield from known
    for match in _COUNT.finditer(simple, at, end):
        number = numbers.value(match["number"])
        taken = any(g.start < match.end() and match.start() < g.end for g in known)
        if number and number == int(number) and not taken:
            yield Group(*match.span(), int(number))
