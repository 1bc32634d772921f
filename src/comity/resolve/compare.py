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
from comity.resolve.names import (
    NONE,
    Judged,
    hides,
    judge,
    odds,
    rarity,
    schema_of,
    shared_rarity,
    wording,
)

_USUAL, _PER_NAT = 11.5, 0.8
"""The measure of rarity from which on a name speaks for one bearer, and how much each further one
does. Judged, so that a name alone that one in ten thousand bears, as 刘勇 or John Smith, stays
under even odds, and one that hardly anybody bears is nearly enough."""

_USUAL_THING, _PER_NAT_THING = 8.0, 0.5
_RARE = (-4.5, 2.5)
_NAMES = (-5.0, 3.5)
"""The least and the most that names can say."""

_BEFORE = -2.5
_MUTE = -1.5  # odds from which on what a court has left of a name does not contradict
_ASKED = 1.0  # odds at most where a name is hidden: to be asked about, not to be joined
_COMPARED = 12  # names of each entity
_MARGIN = 1e-9  # sums of one kind are rounded in another order than those of another


class Comparison(NamedTuple):
    """What two names or entities say of each other.

    Attributes:
        score: the probability that they are one, from 0 to 1.
        reasons: what adds up to it, the strongest first; their points are natural logarithms of
            odds.
    """

    score: float
    reasons: tuple[Reason, ...]


class _Evidence(NamedTuple):
    """What two entities say of each other, before it is put into words.

    Attributes:
        schema: by which their names are compared; empty if they cannot be one.
        beside: reasons beside the names, those that count.
        odds: of the names; a, b: the two that fit best, in their order; empty if there are none.
        hidden: whether a court has hidden what would tell them apart.
    """

    schema: str
    beside: list[Reason]
    odds: float = NONE
    a: str = ""
    b: str = ""
    hidden: bool = False

    @property
    def is_named(self) -> bool:
        """Whether the names can be compared."""
        return self.odds > NONE

    @property
    def within(self) -> float:
        """What the names add, no more than names alone can say."""
        return max(_NAMES[0], min(_NAMES[1], self.odds))

    @property
    def rarity(self) -> float:
        """What it adds that few bear what the names have in common, or many; nothing where they
        differ."""
        if self.odds <= 0:
            return 0.0
        return _rare(shared_rarity(self.a, self.b, self.schema), self.schema)

    @property
    def total(self) -> float:
        """The sum of all points."""
        return self.known + self.held_back

    @property
    def known(self) -> float:
        """The sum of all that is known to agree or to differ."""
        if not (self.beside or self.is_named):
            return NONE
        named = (self.within, self.rarity) if self.is_named else ()
        return math.fsum((*(r.points for r in self.beside), *named, _BEFORE))

    @property
    def held_back(self) -> float:
        """What is taken back where a name is hidden and no number is shared: kin stand in one
        judgment, so that a person is asked, and nobody is joined."""
        if not self.hidden or any(r.feature in beside.OWN for r in self.beside):
            return 0.0
        return min(0.0, _ASKED - self.known)


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
        found = _evidence(a, b)
        return _comparison(found.total, _reasons(a, b, found))
    kind = schema or _kind(a, b)
    said, one, other = _likest(_names(a), _names(b), kind)
    return _comparison(said, _named(judge(one, other, kind)))


def score(pairs: Iterable[tuple[str | Entity, str | Entity]], schema: str = "") -> list[float]:
    """Return the score of each pair, the same as that of ``compare``, without its reasons."""
    return [_score(a, b, schema) for a, b in pairs]


def _score(a: str | Entity, b: str | Entity, schema: str) -> float:
    if isinstance(a, Entity) and isinstance(b, Entity):
        return _probability(_evidence(a, b).total)
    return _probability(_likest(_names(a), _names(b), schema or _kind(a, b))[0])


def reaching(pairs: Iterable[tuple[Entity, Entity]], least: float) -> list[float]:
    """Return the score of each pair, the same as that of ``compare``, where it is ``least`` or
    more; 0 where it is less, which may be known before the names have been compared.

    Args:
        pairs: entities.
        least: from 0 to 1.
    """
    return [_reaching(a, b, least) for a, b in pairs]


def _reaching(a: Entity, b: Entity, least: float) -> float:
    schema = _common(a, b)
    found = list(beside.reasons(a, b)) if schema else []
    if _probability(_most(a, b, schema, found)) < least:
        return 0.0
    points = _probability(_with_names(a, b, schema, found).total)
    return points if points >= least else 0.0


def _most(a: Entity, b: Entity, schema: str, found: list[Reason]) -> float:
    """Return what the points of two entities cannot exceed, whatever their names say of each other:
    that is known from how rare each name is, and from what is said beside them."""
    if not schema:
        return NONE
    alone = sum(r.points for r in found if _counts_alone(r))
    if schema == "Group":
        return alone + sum(r.points for r in found if not _counts_alone(r))
    measure = min(max((rarity(name, schema) for name in _names(e)), default=0.0) for e in (a, b))
    named = _NAMES[1] + _rare(measure, schema) + sum(r.points for r in found)
    return max(alone, named) + _BEFORE + _MARGIN


def _names(one: str | Entity) -> tuple[str, ...]:
    return (one,) if isinstance(one, str) else (*one.names, *one.aliases)[:_COMPARED]


def _kind(a: str | Entity, b: str | Entity) -> str:
    """Return the schema that one of two says of itself, else what their first names look like."""
    said = next((one.schema for one in (a, b) if isinstance(one, Entity) and one.schema), "")
    return said or schema_of(*_names(a)[:1], *_names(b)[:1])


def _likest(ours: tuple[str, ...], theirs: tuple[str, ...], schema: str) -> tuple[float, str, str]:
    """Return the odds of the two names that fit best, and these, in their order."""
    if len(ours) == len(theirs) == 1:
        a, b = min(ours[0], theirs[0]), max(ours[0], theirs[0])
        return odds(a, b, schema), a, b
    return max(
        ((odds(x, y, schema), min(x, y), max(x, y)) for x in ours for y in theirs),
        default=(NONE, "", ""),
    )


def _evidence(a: Entity, b: Entity) -> _Evidence:
    schema = _common(a, b)
    return _with_names(a, b, schema, list(beside.reasons(a, b)) if schema else [])


def _with_names(a: Entity, b: Entity, schema: str, found: list[Reason]) -> _Evidence:
    if not schema or schema == "Group":
        return _Evidence(schema, found)
    said, one, other = _likest(_names(a), _names(b), schema)
    hidden = schema == "Person" and (hides(one) or hides(other))
    if said <= 0 and not (said > _MUTE and hidden):
        # People of other names stand in one report, and are sentenced on one day; but whose name a
        # court has hidden may be told by such marks alone.
        found = [r for r in found if _counts_alone(r)]
    return _Evidence(schema, found, said, one, other, hidden)


def _counts_alone(reason: Reason) -> bool:
    return reason.points < 0 or reason.feature in beside.OWN


def _reasons(a: Entity, b: Entity, found: _Evidence) -> Iterator[Reason]:
    """Yield what adds up to the total of two entities."""
    if not found.schema:
        text = f"a {a.schema} is no {b.schema}"
        yield Reason("other kind", NONE, a.schema, b.schema, text)
        return
    if not (found.beside or found.is_named):
        yield Reason("nothing to compare", NONE, "", "", "nothing of both can be compared")
        return
    yield from found.beside
    if found.is_named:
        yield from _of_names(found)
    if found.held_back:
        text = "what a court has hidden is not known to agree: a person decides"
        yield Reason("hidden", found.held_back, found.a, found.b, text)
    text = "two records are rather of two than of one, before anything is known"
    yield Reason("before", _BEFORE, "", "", text)


def _common(a: Entity, b: Entity) -> str:
    """Return the schema by which the names of two entities are compared; empty if they cannot be
    one."""
    loose = ("LegalEntity", "Thing")
    if a.schema in loose or b.schema in loose:
        other = b if a.schema in loose else a
        return other.family if other.schema not in loose else "Organization"
    if a.schema == b.schema == "Company" and not (a.case and a.case == b.case):
        return "Company"  # in one case a short name stands for the long one; elsewhere it need not
    return a.family if a.family == b.family else ""


def _of_names(found: _Evidence) -> Iterator[Reason]:
    yield from _named(judge(found.a, found.b, found.schema))
    if found.within != found.odds:
        text = "names alone say no more"
        yield Reason("at most", found.within - found.odds, found.a, found.b, text)
    if found.odds > 0:
        points = found.rarity
        text = "few bear such a name" if points > 0 else "many bear such a name"
        yield Reason("rarity", points, found.a, found.b, text)


def _rare(measure: float, schema: str) -> float:
    person = schema == "Person"
    usual, each = (_USUAL, _PER_NAT) if person else (_USUAL_THING, _PER_NAT_THING)
    return max(_RARE[0], min(_RARE[1], each * (measure - usual)))


def _named(judged: Judged) -> Iterator[Reason]:
    for signal, points in judged.signals:
        part = signal.part
        yield Reason(signal.feature, points, part.a, part.b, wording(signal))


def _comparison(total: float, found: Iterable[Reason]) -> Comparison:
    ranked = sorted(found, key=lambda r: (-abs(r.points), r.feature, min(r.a, r.b), r.text))
    return Comparison(_probability(total), tuple(ranked))


def _probability(total: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
