"""Proposals that two entities are one: a score that is a sum of named features, each with a reason.

=================  =====  ===================================================================
feature            score  when
=================  =====  ===================================================================
full name           0.85  a full name of both, of two words or more, is written alike
same in pinyin      0.80  the same, where one is in Chinese characters and the other is not
one word            0.50  the only name of both is the same single word
alias               0.80  an alias of one is a name of the other
acronym             0.75  a name of one is the initials of a name of the other
part of a name      0.45  the only name of one is a word of one, and only one, other's full name
same mark           0.90  an identifier, or what makes a counted group, is the same
same report        +0.35  both stand in reprints of one report
post               +0.08  their posts share a word that says something
other posts        -0.03  both have posts, which share no such word
=================  =====  ===================================================================

Of a name feature the best counts once. A score is at most 0.99: certainty is a person's.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from comity.extract import simplified
from comity.resolve import romanise
from comity.resolve.entity import Entity, initials, key, tokens

JOIN = 0.8
"""A proposal from here on is shown as one entity, marked as proposed, until somebody decides."""

_ASK = 0.4
_EMPTY = frozenset("a an the of for to in at and or former acting deputy senior chief head".split())


class Proposal(NamedTuple):
    """Two entities that may be one: ``score`` from 0 to 1, and why, the strongest reason first."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]


def propose(entities: Iterable[Entity]) -> list[Proposal]:
    """Return the proposals among entities, the surest first, then by their ids.

    Of entities that share a name each is proposed with the next, not with all, those of one report
    side by side: what follows is the same, and what a person must read is less.
    """
    best: dict[tuple[str, str], Proposal] = {}
    known = sorted(entities, key=lambda e: (e.source, e.id))
    for a, b, evidence in _candidates(known):
        found = _score(a, b, evidence)
        pair = (found.a, found.b)
        if found.score >= _ASK and (pair not in best or best[pair].score < found.score):
            best[pair] = found
    return sorted(best.values(), key=lambda p: (-p.score, p.a, p.b))


_Evidence = tuple[float, str]


def _candidates(entities: list[Entity]) -> Iterator[tuple[Entity, Entity, _Evidence]]:
    named: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    marked: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in entities:
        if entity.family != "Group":
            for name in {key(entity.family, n): n for n in entity.names}:
                named[entity.family, name].append(entity)
        for mark in dict.fromkeys((*entity.marks, *entity.described)):
            marked[entity.family, mark].append(entity)
    for (family, name), block in named.items():
        score = 0.85 if family != "Person" or " " in name else 0.5
        for a, b in pairwise(block):
            yield a, b, _alike(family, name, a, b, score)
    for (_, mark), block in marked.items():
        for a, b in pairwise(block):
            yield a, b, (0.9, f"same: {mark}")
    yield from _by_alias(entities, named)
    yield from _by_initials(named)
    yield from _by_part(named)


def _alike(family: str, name: str, a: Entity, b: Entity, score: float) -> _Evidence:
    """Return what it says that two entities have names with one key."""
    ours, theirs = (next(n for n in e.names if key(family, n) == name) for e in (a, b))
    if romanise.person(ours) != romanise.person(theirs):
        return min(score, 0.8), f"same in pinyin: {ours}, {theirs}"
    if romanise.person(ours) and simplified(ours) != simplified(theirs):
        return 0.45, f"same in pinyin, other characters: {ours}, {theirs}"
    return score, f"{'same full name' if score > JOIN else 'same single name'}: {ours}"


def _by_alias(
    entities: list[Entity], named: dict[tuple[str, str], list[Entity]]
) -> Iterator[tuple[Entity, Entity, _Evidence]]:
    aliased: dict[tuple[str, str], Entity] = {}
    for entity in entities:
        for alias in entity.aliases:
            found = (entity.family, key(entity.family, alias))
            for other in named.get(found, [])[:1]:
                if other.id != entity.id:
                    yield entity, other, (0.8, f"one's alias is the other's name: {alias}")
            before = aliased.setdefault(found, entity)
            if before.id != entity.id:
                yield entity, before, (0.8, f"same alias: {alias}")


def _by_initials(
    named: dict[tuple[str, str], list[Entity]],
) -> Iterator[tuple[Entity, Entity, _Evidence]]:
    long: dict[str, set[str]] = defaultdict(set)
    for (family, name), block in named.items():
        if family == "Organization" and " " in name:
            for short in {initials(n).lower() for n in block[0].names}:
                long[short].add(name)
    for (family, name), block in named.items():
        fulls = long.get(name, set()) if family == "Organization" and 2 < len(name) < 7 else set()
        if len(fulls) == 1:
            other = named["Organization", next(iter(fulls))][0]
            if other.id != block[0].id:
                yield block[0], other, (0.75, f"initials: {name.upper()} and {other.names[0]}")


def _by_part(
    named: dict[tuple[str, str], list[Entity]],
) -> Iterator[tuple[Entity, Entity, _Evidence]]:
    whole: dict[str, set[str]] = defaultdict(set)
    for family, name in named:
        if family == "Person" and " " in name:
            for word in name.split():
                whole[word].add(name)
    for (family, name), block in named.items():
        if family == "Person" and " " not in name and len(whole[name]) == 1:
            other = named["Person", next(iter(whole[name]))][0]
            yield block[0], other, (0.45, f"{block[0].names[0]} is a part of {other.names[0]}")


def _score(a: Entity, b: Entity, evidence: _Evidence) -> Proposal:
    score, reason = evidence
    reasons = [reason]
    for change, text in (*_posts(a, b), *_reprinted(a, b)):
        score += change
        reasons.append(text)
    first, second = sorted((a.id, b.id))
    return Proposal(first, second, round(max(0.0, min(score, 0.99)), 2), tuple(reasons))


def _posts(a: Entity, b: Entity) -> Iterator[_Evidence]:
    ours, theirs = (_said(entity.titles) for entity in (a, b))
    if shared := sorted(ours & theirs):
        yield 0.08, f"posts share: {', '.join(shared)}"
    elif ours and theirs:
        yield -0.03, f"other posts: {a.titles[0]}; {b.titles[0]}"


def _reprinted(a: Entity, b: Entity) -> Iterator[_Evidence]:
    if a.source and a.source == b.source:
        yield 0.35, "in reprints of one report"


def _said(titles: Iterable[str]) -> set[str]:
    return {word for title in titles for word in tokens(title)} - _EMPTY
