"""How rare a name is: how much it says that two records share it.

A name's measure is the negative natural logarithm of the share of people who bear it, by what is
known of its parts: 9 for 刘勇 or John Smith, of whom there are many, 15 for a name that few bear.
"""

import math
from functools import cache, lru_cache

from comity.resolve.names import alike, chinese, evidence, latinised, persons, spellings, things
from comity.resolve.names.characters import HIDDEN
from comity.resolve.names.common import SURE, telling
from comity.resolve.names.part import AGREES, Part
from comity.resolve.names.tables import light, surprise

_MOST = 20.0
_UNKNOWN = 1e-5
_SYLLABLE = 4.5  # what a syllable of a given name tells, where it is not counted how common it is
_INITIAL = 2.5
_KIND = 0.7  # of what a word for what a thing is or does tells: it is hardly a name
_SURELY = 4.0  # evidence from which on another spelling says as much as the same letters
_LITTLE = {"initial": _INITIAL, "kind": 1.5, "place": 3.0, "number": 2.0, "acronym": 6.0}
"""What agrees of names of things beside words of their own."""


@lru_cache(maxsize=50_000)
def rarity(name: str, schema: str = "Person") -> float:
    """Return how rare a name is, from 0 (says nothing) to 20."""
    if schema != "Person":
        return _thing(name, schema)
    read = persons.read(name)
    if read.chinese and (found := _chinese(read)):
        return min(found, _MOST)
    told = (
        _INITIAL if len(w.text) == 1 else surprise(evidence.romanised(w))
        for w in read.divided
        if w.text not in light()
    )
    return min(sum(told), _MOST)


def shared_rarity(a: str, b: str, schema: str = "Person") -> float:
    """Return how rare what two names have in common is: no more than either name, and less where
    only some of their parts agree."""
    a, b = min(a, b), max(a, b)
    whole = min(rarity(a, schema), rarity(b, schema))
    found = persons.align(a, b) if schema == "Person" else alike.align(a, b, schema)
    if found is None:
        return 0.0
    agreeing = [p for p in found.parts if p.evidence > AGREES]
    exact = all(p.how == "same letters" or p.kind != "word" for p in agreeing)
    if exact and len(agreeing) == len(found.parts) and not (*found.left, *found.right):
        return whole
    return min(whole, sum(_of_part(p, schema) for p in agreeing))


def _of_part(part: Part, schema: str) -> float:
    """Return how rare the rarer half of what agrees is."""
    if part.kind == "surname":
        return min(_surname(part.a), _surname(part.b))
    if part.kind == "hidden name":
        return min(_characters(text.replace(HIDDEN, "")) for text in (part.a, part.b))
    if part.kind in _LITTLE:
        return _LITTLE[part.kind]
    if {part.a, part.b} <= light():
        return 0.0
    if not (part.a and part.b):
        return 0.0
    rarer = min(rarity(part.a, schema), rarity(part.b, schema))
    near = 1.0 if part.how == "same letters" else min(1.0, part.evidence / _SURELY)
    return rarer * near


def _surname(text: str) -> float:
    return _letters(text.split(maxsplit=1)[0]) if text.isascii() and text else _share(text)


def _thing(name: str, schema: str) -> float:
    """Return the measure of a thing's name: what is its own tells most, what it is or where tells
    some, as there is one Ministry of Public Security and many a Golden Chemicals."""
    read = things.read(name, schema)
    own = sum(telling(word.text) * SURE for word in read.own)
    kinds = sum(_KIND * telling(word) * SURE for kind in read.kinds for word in kind.split())
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
    return sum(
        _SYLLABLE
        if spellings.hangul(c) == (c,)
        else -math.log(_character_shares().get(c, _UNKNOWN))
        for c in given
    )


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
        return _SYLLABLE * max(1, len(way.given) // 3)
    return min(sum(-math.log(chance.get(s, _UNKNOWN)) for s in one) for one in divided)
