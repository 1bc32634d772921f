"""Keys under which an entity is found: entities that may be one have a key in common.

Keys by sound hold consonants by their class, whatever script a name is written in: Qasim and Kassem
are ``k s n``. A Chinese name has a key for each name in pinyin that its spelling may stand for: Lau
Yung is found under ``liu yong``. But many sound alike, so there are keys by letters too, for words
with another's first letter (``=smith j.``) and beside one with a slip (``=ivan ~perov``). Which
pairs are worth comparing is told by how many have a key (``candidates``).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, islice
from typing import NamedTuple

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

PART, SURE, WHOLE, SLIP = 0, 1, 2, 3
"""Kinds of keys, see ``kind_of``."""

_WHOLE = ("zh ", "ko ", "whole ")

_LEAST = 2  # sounds of a single word that make a key
_MOST = 80  # keys of one name
_LETTERS = 12  # of a word that slips are looked for in
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


@lru_cache(maxsize=20_000)
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

    A Group has no keys of names; an entity without anything to compare has none. Names are read as
    the comparison reads them, by the entity's family.
    """
    found = {f"{kind} {_NO_SIGN.sub('', value.lower())}" for kind, value in entity.identifiers}
    found |= {f"mark {mark}" for mark in (*entity.marks, *entity.described)}
    for family in _families(entity):
        for name in (*entity.names, *entity.aliases):
            found |= of_name(name, family)
    return frozenset(found)


def _families(entity: Entity) -> tuple[str, ...]:
    """Return the families by which an entity's names are read; one that is not said to be a person
    or a body may be either."""
    if entity.schema in ("LegalEntity", "Thing"):
        return ("Person", "Organization")
    return () if entity.family == "Group" else (entity.family,)


@lru_cache(maxsize=2_000)
def of_name(name: str, family: str = "Person") -> frozenset[str]:
    """Return the keys of a name, by the family of what bears it, see ``Entity.family``."""
    found = _person(name) if family == "Person" else _thing(name, family)
    one = "p" if family == "Person" else "t"
    return frozenset(f"{one} {key}" for key in islice(dict.fromkeys(found), _MOST))


class _Said(NamedTuple):
    """A word: its letters and its sounds."""

    letters: str
    sounds: str


def _person(name: str) -> Iterator[str]:
    read = persons.read(name)
    yield from _chinese(read)
    said = [_said(w) for w in read.divided if w.text not in light()]
    if chinese.written(read.words):
        yield from (one.sounds for one in said if len(one.sounds) >= _LEAST)
    else:
        yield from _together([s for s in said if s.letters])


def _thing(name: str, family: str) -> Iterator[str]:
    read = things.read(name, family)
    own = [s for w in read.own if (s := _said(w)).letters]
    yield from _together(own)
    letters = "".join(w.text[0] for w in read.written if w.script == "latin")
    if 2 < len(read.written) < 8:
        yield f"initials {letters}"
    elif len(read.written) == 1 and 2 < len(read.written[0].text) < 8:
        yield f"initials {read.written[0].text}"
    for kind in (*read.kinds, *read.numbers):
        for place in read.places:
            yield f"{place} {kind}"
        for one in own:
            yield f"{one.sounds} {kind}"
        single = [one.letters for one in own] or [where.casefold() for where in read.places]
        if len(single) == 1:
            yield from (f"~{slip} {kind}" for slip in _slips(single[0]))
    if not own and len(read.kinds) > 1:
        yield " ".join(read.kinds)


def _said(word: Word) -> _Said:
    text = evidence.romanised(word)
    return _Said(text, sounds(text))


def _together(said: list[_Said]) -> Iterator[str]:
    """Yield the words together, each two of them and each by itself, by sound and by letters; each
    by its letters with what another may be: its first letter, and of two words all but a slip."""
    heard = [one.sounds for one in said if one.sounds]
    if len(said) == 1:
        yield from (f"~{slip}" for slip in _slips(said[0].letters))
    if heard:
        yield "".join(heard)
    if len(said) > 1:
        yield from (f"whole {one}" for one in _whole([one.letters for one in said]))
    if len(heard) == 2:
        yield heard[1] + heard[0]
    yield from (f"{min(a, b)} {max(a, b)}" for a, b in combinations(heard[:6], 2))
    yield from (one for one in heard if len(one) >= _LEAST)
    long = [one for one in said[:5] if len(one.letters) > 1]
    yield from (f"={one.letters}" for one in long)
    for a, b in combinations(long, 2):
        yield f"={min(a.letters, b.letters)} ={max(a.letters, b.letters)}"
    for a in long:
        for b in said[:5]:
            if a is not b:
                yield f"={a.letters} {b.letters[0]}."
                if len(said) == 2 and len(b.letters) > 1:
                    yield from (f"={a.letters} ~{slip}" for slip in _slips(b.letters))


def _whole(letters: list[str]) -> Iterator[str]:
    """Yield a name in one word, with the last word first and with the first word last too: Li-jun
    is Lijun, and a surname stands at either end."""
    rows = (letters, [letters[-1], *letters[:-1]], [*letters[1:], letters[0]])
    yield from map("".join, rows)


def _slips(letters: str) -> tuple[str, ...]:
    """Return a word, and what is left of it without one of its letters: two that differ by a letter
    that is dropped, doubled, another, or turned with the next have one of these in common."""
    if len(letters) <= _LEAST:
        return (letters,)
    letters = letters[:_LETTERS]
    short = (letters[:n] + letters[n + 1 :] for n in range(len(letters)))
    return tuple(dict.fromkeys((letters, *short)))


def _chinese(read: persons.Read) -> Iterator[str]:
    """Yield the names in pinyin, or Hangul, that a Chinese or Korean name may be."""
    if ways := chinese.written(read.words):
        for way in ways:
            yield from _characters(way)
        return
    for spelled in latinised.read(read.words):
        yield from _spelled(spelled) if read.chinese else _in_pinyin(spelled)


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


def _in_pinyin(way: latinised.Spelled) -> Iterator[str]:
    """Yield what a name is in pinyin throughout, where it is not surely a Chinese one."""
    if way.given and latinised.divided(way.given, "pinyin", way.breaks):
        for name, systems in spellings.surnames_spelled().get(way.surname, {}).items():
            if "pinyin" in systems:
                yield from (f"zh {r}|{way.given}" for r in _surname_readings(name))


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


def kind_of(key: str) -> int:
    """Return what a key is of: a part of a name (``PART``), a whole name (``WHOLE``), what a word
    is but for a slip (``SLIP``), or no name (``SURE``): two who share a number are compared
    whatever their names."""
    if not key.startswith(("p ", "t ")):
        return SURE
    if key[2:].startswith(_WHOLE):
        return WHOLE
    return SLIP if "~" in key else PART


def named(entity: Entity) -> dict[str, str]:
    """Return the keys that are kept of an entity, each with the name that it stands for, as ``key``
    has it.

    Keys by letters tell nothing of an entity alone that those by sound do not: they are left out,
    but for a word with the first letter of another.
    """
    found = {one: one for one in keys(entity) if kind_of(one) == SURE}
    for family in _families(entity):
        for name in (*entity.names, *entity.aliases):
            kept = (one for one in of_name(name, family) if _by_sound(one))
            found |= dict.fromkeys(kept, key(entity.family, name))
    return found


def _by_sound(key: str) -> bool:
    return "~" not in key and ("=" not in key or key.endswith("."))
