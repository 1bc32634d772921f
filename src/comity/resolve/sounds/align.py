"""A word in Latin letters beside one in another script: which letters stand for which sound.

The likelihood of the best alignment is that of Knight and Graehl, "Machine Transliteration"
(1998), with pieces of Latin letters for each unit, in order. What it says is weighed against how
likely the Latin word is by chance, as names of few common letters agree with many.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from comity.resolve.sounds.tables import chance, scales, table
from comity.resolve.sounds.units import script, units

LONGEST = 6
"""Latin letters that one unit may stand for: "zhuang" of one character."""

_MOST = 40
"""Letters or units beyond which a word is no name, and is not compared."""

IMPOSSIBLE = -50.0
"""The evidence where no alignment exists."""


class Alignment(NamedTuple):
    """The logarithm of its likelihood, and the piece of the Latin word for each unit."""

    likelihood: float
    pieces: tuple[str, ...]


@lru_cache(maxsize=50_000)
def evidence(latin: str, other: str) -> float:
    """Return the natural logarithm of how much likelier two words are if they are one name.

    Args:
        latin: a word in small Latin letters without accents.
        other: a word in another script, Chinese in simplified characters.
    """
    written = script(other)
    if written is None or not latin or len(latin) > _MOST or len(other) > _MOST:
        return IMPOSSIBLE
    found = best(latin, units(other), table(written).likelihood)
    return max(found.likelihood - chance(latin), IMPOSSIBLE) if found else IMPOSSIBLE


def odds(latin: str, other: str) -> float:
    """Return the natural logarithm of the odds that two words are one name: the evidence of their
    sounds, and how long they are, weighed as ``benchmarks.who.learn`` found for the script.

    Args:
        latin, other: words as ``evidence`` takes them.
    """
    written = script(other)
    if written is None:
        return IMPOSSIBLE
    start, likelihood, letter, unit = scales(written)
    length = letter * len(latin) + unit * len(units(other))
    return start + likelihood * evidence(latin, other) + length


def best(
    latin: str, sounds: Sequence[str], likelihood: Callable[[str, str], float]
) -> Alignment | None:
    """Return the likeliest alignment: dynamic programming over units and letters."""
    ends: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for left, unit in zip(range(len(sounds) - 1, -1, -1), sounds, strict=True):
        after: dict[int, tuple[float, tuple[str, ...]]] = {}
        for at, (so_far, pieces) in ends.items():
            for end in range(at, min(at + LONGEST, len(latin)) + 1):
                if len(latin) - end > left * LONGEST:
                    continue
                total = so_far + likelihood(unit, latin[at:end])
                if end not in after or total > after[end][0]:
                    after[end] = total, (*pieces, latin[at:end])
        ends = after
    return Alignment(*ends[len(latin)]) if len(latin) in ends else None
