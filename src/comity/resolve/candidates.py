"""Which pairs are worth comparing: those that have the most in common, within a bound.

Every engine follows the same rule, so that every engine finds the same pairs. Keys are taken by how
many entities have them, the fewest first, until they make several times as many pairs as may be
proposed. Each pair is ranked by what its keys tell: a key more, the fewer have it, and the two
together as a share of all that the keys of either tell. The best are proposed, all of one rank or
none. All is counted in whole numbers, which are the same wherever they are added up.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import TypeVar

from comity.resolve.entity import Entity
from comity.resolve.keys import is_sure, keys

_Id = TypeVar("_Id", bound=Hashable)

_SHARE = 1e-4  # of all pairs
_EACH = 5  # pairs an entity, where that is more
_AT_MOST = 20  # pairs an entity
_SMALL = 50_000  # pairs that are always few enough
_POOL = 6  # pairs that are ranked, for each that may be proposed; some are counted several times
_OFTEN = 3  # keys that two share who share one
_BITS = 8  # steps of a key's weight, for each time that half as many have it

ALIKE = 1_000_000
"""The rank of two entities with the same keys, or with a key that is surely of one."""


def budget(number: int) -> int:
    """Return how many pairs of a number of entities may be proposed."""
    pairs = number * (number - 1) // 2
    share = min(int(_SHARE * pairs), _AT_MOST * number)
    return max(share, _EACH * number, min(pairs, _SMALL))


def largest(sizes: Mapping[int, int], number: int) -> int:
    """Return how many entities a key may have so that its pairs are proposed, where nothing but the
    size of keys counts: about as many as the budget has, as two often share several keys.

    Args:
        sizes: how many keys there are of each number of entities.
        number: how many entities there are.
    """
    return _up_to(sizes, number, _OFTEN)


def ranked_to(sizes: Mapping[int, int], number: int) -> int:
    """Return how many entities a key may have so that its pairs are ranked; arguments as those of
    ``largest``."""
    return _up_to(sizes, number, _POOL)


def _up_to(sizes: Mapping[int, int], number: int, times: int) -> int:
    """Return how many entities a key may have so that all pairs of keys stay within so many times
    the budget; any number where all pairs are within it."""
    within = budget(number)
    if number * (number - 1) // 2 <= within:
        return number
    left, most = times * within, 1
    for size in sorted(sizes):
        left -= sizes[size] * size * (size - 1) // 2
        if left < 0 and size > 2:
            break
        most = size
    return most


def weight(size: int, number: int) -> int:
    """Return what a key tells that so many of a number of entities have, 1 or more."""
    return max(1, round(_BITS * math.log2(number / size)))


def rank(shared: int, ours: int, theirs: int) -> int:
    """Return the rank of two entities, from 0 to ``ALIKE``: the square of the cosine.

    Args:
        shared: the weight of the keys that they share.
        ours, theirs: the weight of all keys of each, a name's on average; 1 or more.
    """
    return min(ALIKE, shared * shared * ALIKE // (ours * theirs))


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
    yield from chosen((one, keys(once[one]), named(once[one])) for one in sorted(once))


def named(entity: Entity) -> int:
    """Return how many names an entity has."""
    return len({*entity.names, *entity.aliases})


def chosen(known: Iterable[tuple[_Id, Iterable[str], int]]) -> list[tuple[_Id, _Id]]:
    """Return the pairs that are worth comparing, in order.

    Args:
        known: of each thing what it is called, in their order, its keys, and how many names it has.
    """
    by_key: dict[str, list[_Id]] = defaultdict(list)
    names: dict[_Id, int] = {}
    for one, its, number in known:
        for key in its:
            by_key[key].append(one)
            names[one] = max(1, number)
    sizes = Counter(len(owners) for owners in by_key.values())
    most = ranked_to(sizes, len(names))
    weights = {size: weight(size, len(names)) for size in sizes}
    total = dict.fromkeys(names, 0)
    shared: dict[tuple[_Id, _Id], int] = defaultdict(int)
    sure: set[tuple[_Id, _Id]] = set()
    for key, owners in by_key.items():
        tells = 0 if is_sure(key) else weights[len(owners)]
        for one in owners:
            total[one] += tells
        if len(owners) <= most:
            for pair in combinations(owners, 2):
                shared[pair] += tells
            if not tells:
                sure.update(combinations(owners, 2))
    told = {one: max(1, total[one] // names[one]) for one in names}
    ranks = {(a, b): ALIKE if (a, b) in sure else rank(tells, told[a], told[b])
             for (a, b), tells in shared.items()}  # fmt: skip
    least = least_rank(Counter(ranks.values()), len(names))
    place = {one: at for at, one in enumerate(names)}
    found = [pair for pair, its in ranks.items() if its >= least]
    return sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))
