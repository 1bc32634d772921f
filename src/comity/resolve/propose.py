"""Proposals that two entities of a case are one, each with its score and its reasons.

Entities of one name are a block. Within a block each entity is compared with a few that stand for
those before it, across blocks these few are compared where the names have a key in common: so what
is read stays bounded however often somebody is named, and what follows is the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from comity.resolve.candidates import chosen, number_of_names
from comity.resolve.compare import Comparison, compare
from comity.resolve.entity import Entity, key
from comity.resolve.keys import keys

JOIN = 0.8
"""A proposal from here on is shown as one entity, marked as proposed, until somebody decides."""

ASK = 0.3
"""A proposal from here on is kept, for a person to decide."""

_APART = 0.02  # a score up to here says that two are different
_STAND = 4  # entities that stand for a block
_PART = 0.45
_HIDDEN = "某"  # stands for what a court has hidden: of two 刘某 nothing is known to agree


class Proposal(NamedTuple):
    """Two entities that may be one: ``score`` from 0 to 1, and why, the strongest reason first."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]


_Block = list[Entity]


def propose(entities: Iterable[Entity]) -> list[Proposal]:
    """Return the proposals among entities, the surest first, then by their ids.

    A proposal with a score of 0.02 or less says that two are different, though each is like a
    third.
    """
    known = sorted(entities, key=lambda e: (e.source, e.id))
    blocks: dict[tuple[str, ...], _Block] = defaultdict(list)
    for entity in known:
        blocks[_named(entity)].append(entity)
    best: dict[tuple[str, str], Proposal] = {}
    standing = [list(_within(block, best)) for block in blocks.values()]
    for ours, theirs in _near(standing):
        _meet(ours, theirs, best)
    _parts(known, best)
    kept = [one for one in best.values() if one.score >= ASK]
    return sorted([*kept, *_apart(best)], key=lambda p: (-p.score, p.a, p.b))


def _named(entity: Entity) -> tuple[str, ...]:
    """Return what entities of one block have in common: all their names, as they are compared."""
    names = {key(entity.family, n) for n in (*entity.names, *entity.aliases)}
    if entity.family == "Group":
        names = {*entity.marks, *entity.described} or {entity.id}
    return (entity.family, *sorted(names))


def _within(block: _Block, best: dict[tuple[str, str], Proposal]) -> Iterator[Entity]:
    """Compare the entities of a block, and yield those that stand for it: the first, and each that
    is not like one before."""
    standing: _Block = []
    for entity in block:
        scores = [_try(entity, other, best) for other in standing]
        if max(scores, default=0.0) < JOIN and len(standing) < _STAND:
            standing.append(entity)
            yield entity


def _near(standing: list[_Block]) -> Iterator[tuple[_Block, _Block]]:
    """Yield each two blocks whose entities have the most keys in common, up to a bound."""
    known = (
        (number, frozenset().union(*map(keys, block)), max(map(number_of_names, block), default=1))
        for number, block in enumerate(standing)
    )
    yield from ((standing[a], standing[b]) for a, b in chosen(known))


def _meet(ours: _Block, theirs: _Block, best: dict[tuple[str, str], Proposal]) -> None:
    for a in ours:
        for b in theirs:
            _try(a, b, best)


def _try(a: Entity, b: Entity, best: dict[tuple[str, str], Proposal]) -> float:
    """Compare two entities unless that was done, note what came of it, and return the score."""
    pair = (min(a.id, b.id), max(a.id, b.id))
    if pair[0] == pair[1]:
        return 0.0
    if pair not in best:
        best[pair] = proposal(pair, compare(a, b))
    return best[pair].score


def proposal(pair: tuple[str, str], found: Comparison) -> Proposal:
    """Return what a comparison proposes of two ids, with the reasons that weigh something."""
    told = [r.text for r in found.reasons if abs(r.points) >= 0.1 or r is found.reasons[0]]
    return Proposal(*pair, round(min(found.score, 0.99), 2), tuple(told))


def _parts(known: list[Entity], best: dict[tuple[str, str], Proposal]) -> None:
    """Propose who has only a single word for a name with the one whose full name has that word,
    where only one has; and single words with each other. To ask, not to join."""
    whole: dict[str, dict[str, Entity]] = defaultdict(dict)
    single: dict[str, Entity] = {}
    for entity in (e for e in known if e.family == "Person"):
        for name in {key("Person", n) for n in entity.names if _HIDDEN not in n}:
            for word in name.split() if " " in name else ():
                whole[word].setdefault(name, entity)
            if " " not in name and name:
                _single(entity, single.setdefault(name, entity), entity.names[0], best)
    for word, entity in single.items():
        if len(whole[word]) == 1:
            other = next(iter(whole[word].values()))
            _ask(entity, other, f"{entity.names[0]} is a part of {other.names[0]} alone", best)


def _single(
    entity: Entity, other: Entity, name: str, best: dict[tuple[str, str], Proposal]
) -> None:
    if entity.id != other.id:
        _ask(entity, other, f"same single name: {name}", best)


def _ask(a: Entity, b: Entity, reason: str, best: dict[tuple[str, str], Proposal]) -> None:
    pair = (min(a.id, b.id), max(a.id, b.id))
    score = max(best[pair].score if pair in best else 0.0, _PART)
    told = best[pair].reasons if pair in best else ()
    best[pair] = Proposal(*pair, score, (reason, *told))


def _apart(best: dict[tuple[str, str], Proposal]) -> Iterator[Proposal]:
    """Yield the pairs that are surely different, of those that are both like a third."""
    like: dict[str, set[str]] = defaultdict(set)
    for one in best.values():
        if one.score >= JOIN:
            like[one.a].add(one.b)
            like[one.b].add(one.a)
    for one in best.values():
        if one.score <= _APART and like[one.a] & like[one.b]:
            yield one
