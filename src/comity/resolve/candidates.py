"""Which pairs are worth comparing: those that share a key, rare keys first, within a bound.

Every engine follows the same rule, so that every engine finds the same pairs: keys are taken by how
many entities have them, the fewest first, and all keys of one number together, as long as the pairs
that they make stay within ``budget``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from comity.resolve.entity import Entity
from comity.resolve.keys import shared

_SHARE = 1e-4  # of all pairs
_EACH = 5  # pairs an entity, where that is more
_SMALL = 50_000  # pairs that are always few enough


def budget(number: int) -> int:
    """Return how many pairs of a number of entities may be proposed."""
    pairs = number * (number - 1) // 2
    return max(int(_SHARE * pairs), _EACH * number, min(pairs, _SMALL))


def largest(sizes: Mapping[int, int], number: int) -> int:
    """Return how many entities a key may have so that its pairs are proposed.

    Args:
        sizes: how many keys there are of each number of entities.
        number: how many entities there are.
    """
    left, most = budget(number), 1
    for size in sorted(sizes):
        left -= sizes[size] * size * (size - 1) // 2
        if left < 0 and size > 2:
            break
        most = size
    return most


def candidates(entities: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    """Yield the ids of each two entities that are worth comparing, in order, no two twice.

    In memory, for thousands; ``comity.resolve.engines`` has more. Of entities with one id the first
    counts.
    """
    by_key: dict[str, list[str]] = defaultdict(list)
    ids: set[str] = set()
    once = {entity.id: entity for entity in reversed(list(entities))}
    for key, entity in shared(once.values()):
        by_key[key].append(entity)
        ids.add(entity)
    most = largest(Counter(len(known) for known in by_key.values()), len(ids))
    found = {
        (min(a, b), max(a, b))
        for known in by_key.values()
        if len(known) <= most
        for a, b in combinations(known, 2)
    }
    yield from sorted(found)
