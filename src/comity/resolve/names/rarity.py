"""How rare a name is: how much it says that two records share it.

A name's measure is the negative natural logarithm of the share of people who bear it, by what is
known of its parts: 9 for 刘勇 or John Smith, of whom there are many, 15 for a name that few bear.
"""

import math
from functools import cache, lru_cache

from comity.resolve.names import chinese, evidence, latinised, persons, spellings, things
from comity.resolve.names.tables import light, surprise

_MOST = 20.0
_UNKNOWN = 1e-5


@lru_cache(maxsize=50_000)
def rarity(name: str, schema: str = "Person") -> float:
    """Return how rare a name is, from 0 (says nothing) to 20."""
    if schema != "Person":
        return _thing(name, schema)
    read = persons.read(name)
    if read.chinese and (found := _chinese(read)):
        return min(found, _MOST)
    told = (
        2.5 if len(w.text) == 1 else surprise(evidence.romanised(w))
        for w in read.divided
        if w.text not in light()
    )
    return min(sum(told), _MOST)


def _thing(name: str, schema: str) -> float:
    """Return the measure of a thing's name: what is its own tells most, what it is or where tells
    some, as there is one Ministry of Public Security and many a Golden Chemicals."""
    read = things.read(name, schema)
    own = sum(surprise(evidence.romanised(word)) for word in read.own)
    kinds = sum(1.5 + 2.0 * kind.count(" ") for kind in read.kinds)
    return min(own + kinds + 3.0 * len(read.places) + 2.0 * len(read.numbers), _MOST)


def _chinese(read: persons.Read) -> float:
    """Return the measure of a Chinese name: share of the surname times that of the given name."""
    if ways := chinese.written(read.words):
        return min(_share(w.surname) + _characters(w.given) for w in ways)
    return min((_letters(w.surname) + _given(w) for w in latinised.read(read.words)), default=0.0)


def _share(surname: str) -> float:
    return -math.log((spellings.share(surname) or 0.02) / 1000)


def _letters(surname: str) -> float:
    names = spellings.surnames_spelled().get(surname, {})
    total = sum(spellings.share(name) for name in names)
    return -math.log(total / 1000) if total else 11.0


def _characters(given: str) -> float:
    return sum(-math.log(_character_shares().get(c, _UNKNOWN)) for c in given)


@cache
def _character_shares() -> dict[str, float]:
    """Return how likely each character is in a given name, by its rank."""
    ranked = {char: 1 / (rank + 20) for rank, char in enumerate(spellings.ranked())}
    total = sum(ranked.values())
    return {char: share / total for char, share in ranked.items()}


def _given(way: latinised.Spelled) -> float:
    chance = spellings.frequency()
    divided = latinised.divided(way.given, "pinyin", way.breaks)
    if not divided:
        return 4.5 * max(1, len(way.given) // 3)
    return min(sum(-math.log(chance.get(s, _UNKNOWN)) for s in one) for one in divided)
