"""Keys under which an entity is found: entities that may be one have a key in common.

Names sound alike before they look alike, so a key holds consonants by their class, whatever script
they are written in: Qasim and Kassem are ``k s n``. A Chinese name has a key for each name in
pinyin that its spelling may stand for: Lau Yung is found under ``liu yong``. Rare keys are worth
most; how many pairs of a common one are compared is the engine's to bound (``candidates``).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, islice

from comity.extract import surnames
from comity.resolve.entity import Entity, key
from comity.resolve.names import (
    characters,
    chinese,
    evidence,
    latinised,
    persons,
    spellings,
    things,
)
from comity.resolve.names.reading import Word
from comity.resolve.names.tables import light

_LEAST = 2  # sounds of a single word that make a key
_MOST = 40  # keys of one name
_CHINESE = 6  # readings of one spelling
_DIGRAPHS = (
    ("sch", "s"), ("tch", "s"), ("dzh", "s"), ("zh", "s"), ("sh", "s"), ("ch", "s"), ("ts", "s"),
    ("tz", "s"), ("cz", "s"), ("ph", "f"), ("kh", "k"), ("gh", "k"), ("th", "t"), ("dh", "t"),
    ("ck", "k"), ("qu", "k"), ("x", "ks"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("ge", "s"),
    ("gi", "s"), ("dj", "s"), ("wh", "f"),
)  # fmt: skip
_CLASSES = str.maketrans(
    "bpfvwdtgkqcszjmnlr", "ppfffttkkkksssnnll", "aeiouyh"
)  # the last are left out
_TWICE = re.compile(r"(.)\1+")
_NO_SIGN = re.compile(r"[^0-9a-z]")


@lru_cache(maxsize=200_000)
def sounds(word: str) -> str:
    """Return the consonants of a word in small Latin letters, by class; a vowel at its beginning
    is "a"."""
    plain = "".join(c for c in word if c.isascii() and c.isalnum())
    if plain.isdigit():
        return plain
    for letters, one in _DIGRAPHS:
        plain = plain.replace(letters, one)
    kept = _TWICE.sub(r"\1", plain.translate(_CLASSES))
    return ("a" if plain[:1] in "aeiouy" and plain else "") + kept


def keys(entity: Entity) -> frozenset[str]:
    """Return the keys of an entity: of its names, its identifiers and what makes a group the same.

    A Group has no keys of names; an entity without anything to compare has none.
    """
    found = {f"{kind} {_NO_SIGN.sub('', value.lower())}" for kind, value in entity.identifiers}
    found |= {f"mark {mark}" for mark in (*entity.marks, *entity.described)}
    if entity.family != "Group":
        for name in (*entity.names, *entity.aliases):
            found |= of_name(name, entity.schema)
    return frozenset(found)


@lru_cache(maxsize=100_000)
def of_name(name: str, schema: str = "Person") -> frozenset[str]:
    """Return the keys of a name, by the FollowTheMoney schema of what bears it."""
    found = _person(name) if schema == "Person" else _thing(name, schema)
    family = "p" if schema == "Person" else "t"
    return frozenset(f"{family} {one}" for one in islice(dict.fromkeys(found), _MOST))


def _person(name: str) -> Iterator[str]:
    read = persons.read(name)
    yield from _chinese(read)
    said = [s for w in read.divided if w.text not in light() and (s := _said(w))]
    yield from _sounds(said)


def _thing(name: str, schema: str) -> Iterator[str]:
    read = things.read(name, schema)
    own = [s for w in read.own if (s := _said(w))]
    yield from _sounds(own)
    letters = "".join(w.text[0] for w in read.written if w.script == "latin")
    if 2 < len(read.written) < 8:
        yield f"initials {letters}"
    elif len(read.written) == 1 and 2 < len(read.written[0].text) < 8:
        yield f"initials {read.written[0].text}"
    for kind in (*read.kinds, *read.numbers):
        for place in read.places:
            yield f"{place} {kind}"
        for one in own:
            yield f"{one} {kind}"
    if not own and len(read.kinds) > 1:
        yield " ".join(read.kinds)


def _said(word: Word) -> str:
    return sounds(evidence.romanised(word))


def _sounds(said: list[str]) -> Iterator[str]:
    """Yield the words together, each two of them, and each by itself."""
    if not said:
        return
    yield "".join(said)
    if len(said) == 2:
        yield said[1] + said[0]
    yield from (f"{min(a, b)} {max(a, b)}" for a, b in combinations(said[:6], 2))
    yield from (one for one in said if len(one) >= _LEAST)


def _chinese(read: persons.Read) -> Iterator[str]:
    """Yield the names in pinyin, or Hangul, that a Chinese or Korean name may be."""
    if ways := chinese.written(read.words):
        for way in ways:
            yield from _characters(way)
    elif read.chinese:
        for spelled in latinised.read(read.words):
            yield from _spelled(spelled)


def _characters(way: characters.Characters) -> Iterator[str]:
    for surname in filter(None, (way.surname, way.second)):
        for reading in _surname_readings(surname):
            yield f"zh {reading}|{''.join(spellings.readings(c)[0] for c in way.given)}"
        korean = [spellings.hangul(c)[:1] for c in way.given]
        if all(korean):
            given = "".join(k[0] for k in korean)
            yield from (f"ko {reading}{given}" for reading in spellings.hangul_surname(surname))


def _surname_readings(surname: str) -> tuple[str, ...]:
    known = surnames().get(surname)
    return (known.pinyin.replace("ü", "v"),) if known else spellings.readings(surname)[:1]


def _spelled(way: latinised.Spelled) -> Iterator[str]:
    names = spellings.surnames_spelled().get(way.surname, {})
    common = sorted(names, key=lambda n: (-spellings.share(n), n))[:4]
    for given in _readings(way.given, way.breaks):
        for name in common:
            if given.isascii() and spellings.hangul(name) != (name,):
                yield from (f"zh {r}|{given}" for r in _surname_readings(name))
            elif not given.isascii() and "korean" in names[name]:
                yield f"ko {name}{given}"


@lru_cache(maxsize=50_000)
def _readings(given: str, breaks: frozenset[int]) -> tuple[str, ...]:
    """Return what a spelled given name may be in pinyin, the likeliest of each system first."""
    found: dict[str, None] = {}
    for system in spellings.SYSTEMS:
        known = spellings.pieces(system)
        for one in latinised.divided(given, system, breaks):
            ways = [("", 1.0)]
            for piece in one:
                likely = sorted(known[piece].items(), key=lambda s: -s[1])[:3]
                ways = [(so_far + s, p * q) for so_far, p in ways for s, q in likely]
            ways.sort(key=lambda way: -way[1])
            found |= dict.fromkeys(reading for reading, _ in ways[:_CHINESE])
    return tuple(found)


def shared(entities: Iterable[Entity]) -> Iterator[tuple[str, str]]:
    """Yield (key, entity's id) of entities: what engines join on."""
    for entity in entities:
        for one in sorted(keys(entity)):
            yield one, entity.id


def named(entity: Entity) -> dict[str, str]:
    """Return the keys of an entity, each with the name that it stands for, as ``key`` has it."""
    found = {one: one for one in keys(entity)}
    if entity.family != "Group":
        for name in (*entity.names, *entity.aliases):
            found |= dict.fromkeys(of_name(name, entity.schema), key(entity.family, name))
    return found
