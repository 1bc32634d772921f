"""Which pairs are worth comparing: those that have the most in common, within a bound.

Every engine follows the same rule, so that every engine finds the same pairs. Keys are taken by how
many entities have them, the fewest first, until they make several times as many pairs as may be
proposed. Each pair is ranked by what its keys tell: a key more, the fewer have it, and the two
together as a share of all that the keys of either tell. The best are proposed, all of one rank or
none. All is counted in whole numbers, which are the same wherever they are added up.
"""

import math
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from comity.resolve.entity import Entity
from comity.resolve.keys import PART, SLIP, SURE, WHOLE, keys, kind_of

_Id = TypeVar("_Id", bound=Hashable)

_SHARE = 1e-4  # of all pairs
_EACH = 5  # pairs an entity, where that is more
_AT_MOST = 10  # pairs an entity
_SMALL = 50_000  # pairs that are always few enough
_POOL = 6  # pairs that are ranked, for each that may be proposed; some are counted several times
_BITS = 8  # steps of a key's weight, for each time that half as many have it
_SURELY = 1 << 40  # more than all keys together tell

ALIKE = 1_000_000
"""The rank of two entities with the same keys, or with a key that is surely of one."""


def budget(number: int) -> int:
    """Return how many pairs of a number of entities may be proposed."""
    pairs = number * (number - 1) // 2
    share = min(int(_SHARE * pairs), _AT_MOST * number)
    return max(share, _EACH * number, min(pairs, _SMALL))


def ranked_to(sizes: Mapping[int, int], number: int) -> int:
    """Return how many entities a key may have so that its pairs are ranked, several times as many
    as the budget; any number where all pairs are within it.

    Args:
        sizes: how many keys there are of each number of entities.
        number: how many entities there are.
    """
    within = budget(number)
    if number * (number - 1) // 2 <= within:
        return number
    left, most = _POOL * within, 1
    for size in sorted(sizes):
        left -= sizes[size] * size * (size - 1) // 2
        if left < 0 and size > 2:
            break
        most = size
    return most


def weight(size: int, number: int) -> int:
    """Return what a key tells that so many of a number of entities have, 1 or more."""
    return max(1, round(_BITS * math.log2(number / size)))


SHARED = {PART: 2, SURE: 0, WHOLE: 8, SLIP: 1}
"""How many times a key's weight counts where two share it, by its kind."""

OWN = {PART: 2, SURE: 0, WHOLE: 0, SLIP: 1}
"""How many times it counts among all keys of one: what a spelling may stand for is one name only,
and numbers are no part of it."""


def rank(shared: int, ours: int, theirs: int) -> int:
    """Return the rank of two entities, from 0 to ``ALIKE``: the square of the cosine.

    Args:
        shared: the weight of the keys that they share; ``_SURELY`` or more if one is sure.
        ours, theirs: the weight of all keys of each, a name's on average; 1 or more.
    """
    return ALIKE if shared >= _SURELY else min(ALIKE, shared * shared * ALIKE // (ours * theirs))


def least_rank(ranks: Mapping[int, int], number: int) -> int:
    """Return the rank from which on pairs are proposed.

    Args:
        ranks: how many pairs there are of each rank.
        number: how many entities there are.
    """
    left, least = budget(number), ALIKE
    for one in sorted(ranks, reverse=True):
        left -= ranks[one]
        if left < 0 and one < ALIKE:
            break
        least = one
    return least


def candidates(entities: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    """Yield the ids of each two entities that are worth comparing, in order, no two twice.

    In memory, for thousands; ``comity.resolve.engines`` has more. Of entities with one id the first
    counts.
    """
    once: dict[str, Entity] = {}
    for entity in entities:
        once.setdefault(entity.id, entity)
    yield from chosen((one, keys(once[one]), number_of_names(once[one])) for one in sorted(once))


def number_of_names(entity: Entity) -> int:
    """Return how many names an entity has."""
    return len({*entity.names, *entity.aliases})


def chosen(known: Iterable[tuple[_Id, Iterable[str], int]]) -> list[tuple[_Id, _Id]]:
    """Return the pairs that are worth comparing, in order.

    Args:
        known: of each thing what it is called, in their order, its keys, and how many names it has.
    """
    ids: list[_Id] = []
    names: list[int] = []
    its: list[list[int]] = []
    at: dict[str, int] = {}
    owners: list[list[int]] = []
    for one, found, number in known:
        mine = [at.setdefault(key, len(at)) for key in found]
        if not mine:
            continue
        owners += ([] for _ in range(len(at) - len(owners)))
        for key in mine:
            owners[key].append(len(ids))
        ids.append(one)
        names.append(max(1, number))
        its.append(mine)
    sizes = Counter(map(len, owners))
    weights = {size: weight(size, len(ids)) for size in sizes}
    tells = [(weights[len(owners[number])], kind_of(key)) for key, number in at.items()]
    totals = [
        max(1, sum(OWN[kind] * told for told, kind in map(tells.__getitem__, mine)) // number)
        for mine, number in zip(its, names, strict=True)
    ]
    most = ranked_to(sizes, len(ids))
    pairs, ranks = array("q"), array("l")
    for here, mine in enumerate(its):
        shared: dict[int, int] = defaultdict(int)
        for key in mine:
            if len(owners[key]) > most:
                continue
            told, kind = tells[key]
            points = _SURELY if kind == SURE else SHARED[kind] * told
            for other in owners[key][bisect_right(owners[key], here) :]:
                shared[other] += points
        for other in sorted(shared):
            pairs.append(here * len(ids) + other)
            ranks.append(rank(shared[other], totals[here], totals[other]))
    least = least_rank(Counter(ranks), len(ids))
    return [
        (ids[pair // len(ids)], ids[pair % len(ids)])
        for pair, its_rank in zip(pairs, ranks, strict=True)
        if its_rank >= least
    ]
