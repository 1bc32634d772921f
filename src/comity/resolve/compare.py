"""Are two names, or two entities, one? A probability, and the reasons that add up to it.

Of two names it is asked whether they are writings of one name: 刘勇 and Liu Yong are, though many
people are called so. Of two entities, whether they are one: then it counts how rare the name is,
and all else that is known. A score is the logistic function of the sum of all points.
"""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from comity.resolve import beside
from comity.resolve.beside import Reason
from comity.resolve.entity import Entity
from comity.resolve.names import NONE, Judged, judge, odds, rarity, schema_of, wording

_USUAL, _PER_NAT = 11.5, 0.8
"""The measure of rarity from which on a name speaks for one bearer, and how much each further one
does. Judged, so that a name alone that one in ten thousand bears, as 刘勇 or John Smith, stays
under even odds, and one that hardly anybody bears is nearly enough."""

_USUAL_THING, _PER_NAT_THING = 8.0, 0.5
_RARE = (-4.5, 2.5)
_NAMES = (-5.0, 3.5)
"""The least and the most that names can say."""

_BEFORE = -2.5
_COMPARED = 12  # names of each entity


class Comparison(NamedTuple):
    """What two names or entities say of each other.

    Attributes:
        score: the probability that they are one, from 0 to 1.
        reasons: what adds up to it, the strongest first; their points are natural logarithms of
            odds.
    """

    score: float
    reasons: tuple[Reason, ...]


def compare(a: str | Entity, b: str | Entity, schema: str = "") -> Comparison:
    """Compare two names, or two entities; a name beside an entity is compared with its names.

    Args:
        a, b: names, or entities; their order does not matter.
        schema: FollowTheMoney schema of what the names are of; empty: as the names look.

    >>> compare("Liu Yong", "刘勇").score > 0.9
    True
    >>> compare("Liu Yong", "刘荣").score < 0.1
    True
    """
    if isinstance(a, Entity) and isinstance(b, Entity):
        return _comparison(_reasons(a, b))
    ours, theirs = _names(a), _names(b)
    kind = schema or _schema(a) or _schema(b) or schema_of(*ours[:1], *theirs[:1])
    return _comparison(list(_named(_best(ours, theirs, kind))))


def score(pairs: Iterable[tuple[str | Entity, str | Entity]], schema: str = "") -> list[float]:
    """Return the score of each pair, the same as that of ``compare``, without its reasons."""
    return [
        _probability(odds(a, b, schema or schema_of(a, b)))
        if isinstance(a, str) and isinstance(b, str)
        else compare(a, b, schema).score
        for a, b in pairs
    ]


def _names(one: str | Entity) -> tuple[str, ...]:
    return (one,) if isinstance(one, str) else (*one.names, *one.aliases)[:_COMPARED]


def _schema(one: str | Entity) -> str:
    return "" if isinstance(one, str) else one.schema


def _best(ours: Iterable[str], theirs: Iterable[str], schema: str) -> Judged:
    """Return what the two names that fit best say."""
    pairs = [(x, y) for x in ours for y in theirs]
    if not pairs:
        return Judged(NONE, ())
    if len(pairs) > 1:
        pairs = [
            max(pairs, key=lambda pair: (odds(pair[0], pair[1], schema), min(pair), max(pair)))
        ]
    return judge(*pairs[0], schema)


def _reasons(a: Entity, b: Entity) -> list[Reason]:
    schema = _common(a, b)
    if not schema:
        text = f"a {a.schema} is no {b.schema}"
        return [Reason("other kind", NONE, a.schema, b.schema, text)]
    found = list(beside.reasons(a, b))
    if schema != "Group":
        names = _best(_names(a), _names(b), schema)
        if names.odds <= 0:
            # People of other names stand in one report, and are sentenced on one day.
            found = [r for r in found if r.points < 0 or r.feature in beside.OWN]
        if names.odds > NONE:
            found += _of_names(names, schema)
    if not found:
        return [Reason("nothing to compare", NONE, "", "", "nothing of both can be compared")]
    text = "two records are rather of two than of one, before anything is known"
    return [*found, Reason("before", _BEFORE, "", "", text)]


def _common(a: Entity, b: Entity) -> str:
    """Return the schema by which the names of two entities are compared; empty if they cannot be
    one."""
    loose = ("LegalEntity", "Thing")
    if a.schema in loose or b.schema in loose:
        other = b if a.schema in loose else a
        return other.family if other.schema not in loose else "Organization"
    return a.family if a.family == b.family else ""


def _of_names(names: Judged, schema: str) -> Iterator[Reason]:
    yield from _named(names)
    within = max(_NAMES[0], min(_NAMES[1], names.odds))
    if within != names.odds:
        text = "names alone say no more"
        yield Reason("at most", within - names.odds, names.a, names.b, text)
    if names.odds > 0:
        points = _rare(min(rarity(names.a, schema), rarity(names.b, schema)), schema)
        text = "few bear such a name" if points > 0 else "many bear such a name"
        yield Reason("rarity", points, names.a, names.b, text)


def _rare(measure: float, schema: str) -> float:
    person = schema == "Person"
    usual, each = (_USUAL, _PER_NAT) if person else (_USUAL_THING, _PER_NAT_THING)
    return max(_RARE[0], min(_RARE[1], each * (measure - usual)))


def _named(judged: Judged) -> Iterator[Reason]:
    for signal, points in judged.signals:
        part = signal.part
        yield Reason(signal.feature, points, part.a, part.b, wording(signal))


def _comparison(found: Iterable[Reason]) -> Comparison:
    ranked = sorted(found, key=lambda r: (-abs(r.points), r.feature, min(r.a, r.b), r.text))
    return Comparison(_probability(math.fsum(r.points for r in ranked)), tuple(ranked))


def _probability(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
