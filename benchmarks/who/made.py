"""A population of entities with known duplicates, made from a watchlist's names.

The people and bodies are made up: family names are joined to given names of others, first words
of bodies to last words of others. A quarter are duplicates: of a name already there, written with
one or two of the changes that real lists show. Everything follows from the number and the seed.

``mixed`` makes Chinese names from our tables instead, each in characters or spelled, a duplicate in
another of these writings.
"""

import random
from collections.abc import Callable, Sequence
from itertools import combinations, islice
from pathlib import Path
from string import ascii_uppercase
from typing import NamedTuple

from benchmarks.who import sets
from comity.extract import surnames
from comity.resolve.names import spellings

_SEED = 20260102
_PERSONS = 0.75
_DUPLICATES = 0.25
_LETTERS = {"K": "C", "C": "K", "Y": "I", "I": "Y", "S": "Z", "Z": "S", "U": "O", "O": "U"}
_CITIES = {"北京": "Beijing", "上海": "Shanghai", "深圳": "Shenzhen", "广州": "Guangzhou",
           "宁波": "Ningbo", "厦门": "Xiamen", "大连": "Dalian", "武汉": "Wuhan"}  # fmt: skip
_CHARACTERS = 2_000  # of given names, the commonest


class Made(NamedTuple):
    """A population.

    Attributes:
        entities: (id, schema, name).
        same: the ids of a name and of its duplicate, the lower first: what is to be found.
        akin: the ids of two duplicates of one name. They may have nothing in common but their
            source ("Yun, Julio" and "Yun, Cesar"), and count neither as right nor as wrong.
    """

    entities: list[tuple[str, str, str]]
    same: set[tuple[str, str]]
    akin: set[tuple[str, str]]


def population(number: int, data: Path = sets.DATA, half: sets.Half | None = None) -> Made:
    """Return a number of entities, in an order that says nothing, from all entries or a half.

    Raises:
        OSError: the watchlist is not in the folder.
    """
    draw = random.Random(f"{_SEED} {number}{f' {half}' if half else ''}")
    known = sets.entries(data / "watchlists")
    first = {schema: [names[0] for entry, names in known[schema].items()
                      if half is None or sets.half_of(entry) == half]
             for schema in ("Person", "Organization")}  # fmt: skip

    def make() -> tuple[str, str]:
        schema = "Person" if draw.random() < _PERSONS else "Organization"
        return schema, (_person if schema == "Person" else _body)(first[schema], draw)

    return _made(number, draw, make, vary)


def spread(number: int, data: Path = sets.DATA, half: sets.Half | None = None) -> Made:
    """Return a number of entities of which each word comes from another name, aliases among them.

    In ``population`` the given names of one entry are borne together by ten or more who have
    nothing else in common, so that more pairs look alike than in a list of people.

    Raises:
        OSError: the watchlist is not in the folder.
    """
    draw = random.Random(f"{_SEED} spread {number}{f' {half}' if half else ''}")
    known = sets.entries(data / "watchlists")
    names = {schema: [name for entry, own in known[schema].items()
                      if half is None or sets.half_of(entry) == half for name in own]
             for schema in ("Person", "Organization")}  # fmt: skip
    people = [
        (family.split(), given.split())
        for family, comma, given in (name.partition(",") for name in names["Person"])
        if comma and family.strip() and given.strip()
    ]
    bodies = [name.split() for name in names["Organization"]]

    def make() -> tuple[str, str]:
        if draw.random() < _PERSONS:
            family, given = ([draw.choice(draw.choice(people)[at]) for _ in draw.choice(people)[at]]
                             for at in (0, 1))  # fmt: skip
            return "Person", f"{' '.join(family)}, {' '.join(given)}"
        return "Organization", " ".join(
            draw.choice(draw.choice(bodies)) for _ in draw.choice(bodies)
        )

    return _made(number, draw, make, vary)


def _made(
    number: int,
    draw: random.Random,
    make: Callable[[], tuple[str, str]],
    change: Callable[[str, str, random.Random], str],
) -> Made:
    bodies: list[tuple[str, str]] = []
    taken: set[str] = set()
    while len(bodies) < number - int(number * _DUPLICATES):
        schema, name = make()
        if name and (key := sets.written(name)) not in taken:
            taken.add(key)
            bodies.append((schema, name))
    rows = [(schema, name, at, True) for at, (schema, name) in enumerate(bodies)]
    while len(rows) < number:
        at = draw.randrange(len(bodies))
        schema, name = bodies[at]
        changed = change(schema, name, draw)
        if changed != name:
            rows.append((schema, changed, at, False))
    draw.shuffle(rows)
    return _numbered(rows)


def mixed(number: int, half: sets.Half) -> Made:
    """Return a number of Chinese people and firms, in characters or spelled.

    Characters are drawn as often as our tables say that they are borne; a half has the given names
    and firms whose hash falls into it.
    """
    draw = random.Random(f"{_SEED} mixed {number} {half}")
    known = sorted(name for name in surnames() if spellings.share(name) > 0)
    given = list(islice(spellings.ranked(), _CHARACTERS))
    shares = [spellings.share(name) for name in known]
    ranks = [1 / (rank + 20) for rank in range(len(given))]
    kinds = [row for row in spellings.rows("company_words") if len(row[0]) > 1]

    def make() -> tuple[str, str]:
        own = "".join(draw.choices(given, ranks, k=draw.choice((1, 2, 2, 2))))
        if sets.half_of(own) != half:
            return "Person", ""
        if draw.random() < _PERSONS:
            surname = draw.choices(known, shares)[0]
            return "Person", _spelled(f"{surname} {own}", draw)
        city, (kind, _) = draw.choice(sorted(_CITIES)), draw.choice(kinds)
        return "Company", _firm(f"{city} {own} {kind}", draw)

    originals: dict[str, str] = {}

    def noted() -> tuple[str, str]:
        schema, name = make()
        whole, _, name = name.rpartition("=")
        originals.setdefault(name, whole)
        return schema, name

    def change(schema: str, name: str, draw: random.Random) -> str:
        way = _spelled if schema == "Person" else _firm
        return way(originals[name], draw).rpartition("=")[2]

    return _made(number, draw, noted, change)


def _spelled(name: str, draw: random.Random) -> str:
    """Return a name (surname, space, given name), "=", and one of the ways to write it."""
    surname, given = name.split()
    if draw.random() < 0.4:
        return f"{name}={surname}{given}"
    system = draw.choice(("pinyin", "pinyin", "pinyin", "taiwan", "cantonese"))
    said = [max(known, key=lambda piece: (known[piece], piece)) for char in given
            if (known := spellings.character(char).get(system))]  # fmt: skip
    family = sorted(p for p, systems in spellings.surname(surname).items() if system in systems)
    if not family or len(said) < len(given):
        return f"{name}={surname}{given}"
    first = draw.choice(family).title()
    last = draw.choice((" ", "-", "")).join(said).title()
    ways = (f"{first} {last}", f"{first.upper()}, {last}", f"{last} {first}")
    return f"{name}={draw.choice(ways)}"


def _firm(name: str, draw: random.Random) -> str:
    """Return a firm (city, its own name, what it does), "=", and one of the ways to write it."""
    city, own, kind = name.split()
    if draw.random() < 0.5:
        return f"{name}={city}{own}{kind}有限公司"
    said = "".join(spellings.readings(char)[0].replace("v", "u") for char in own).title()
    english = next(row[1] for row in spellings.rows("company_words") if row[0] == kind)
    return f"{name}={_CITIES[city]} {said} {english.split(',')[0].title()} Co., Ltd."


def vary(schema: str, name: str, draw: random.Random) -> str:
    """Return a name as another list might write it: one or two changes, by chance."""
    ways = [_turned, _initial, _dropped, _slip] if schema == "Person" else [_dropped, _slip]
    for way in draw.sample(ways, draw.choice((1, 1, 2)) if len(ways) > 2 else 1):
        name = way(name, draw)
    return name


def _numbered(rows: Sequence[tuple[str, str, int, bool]]) -> Made:
    entities: list[tuple[str, str, str]] = []
    of: dict[int, list[tuple[str, bool]]] = {}
    for number, (schema, name, at, first) in enumerate(rows):
        entity_id = f"n{number:07}"
        entities.append((entity_id, schema, name))
        of.setdefault(at, []).append((entity_id, first))
    found = Made(entities, set(), set())
    for known in of.values():
        for (a, a_first), (b, b_first) in combinations(known, 2):
            (found.same if a_first or b_first else found.akin).add((a, b))
    return found


def _person(names: Sequence[str], draw: random.Random) -> str:
    family, comma, _ = draw.choice(names).partition(",")
    _, other, given = draw.choice(names).partition(",")
    return f"{family.strip()}, {given.strip()}" if comma and other else ""


def _body(names: Sequence[str], draw: random.Random) -> str:
    one, two = draw.choice(names).split(), draw.choice(names).split()
    return " ".join(one[: (len(one) + 1) // 2] + two[len(two) // 2 :])


def _turned(name: str, draw: random.Random) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name


def _initial(name: str, draw: random.Random) -> str:
    """Shorten a word of the given names, or of what is not the last word, to its letter."""
    words = name.split()
    long = [at for at, w in enumerate(words) if len(w) > 3 and w.isalpha() and not w.isupper()]
    if long:
        at = draw.choice(long)
        words[at] = f"{words[at][0]}."
    return " ".join(words)


def _dropped(name: str, draw: random.Random) -> str:
    """Leave out a word of three or more, never the first."""
    words = name.split()
    if len(words) > 2:
        del words[draw.randrange(1, len(words))]
    return " ".join(words)


def _slip(name: str, draw: random.Random) -> str:
    """Change a letter inside a word: dropped, doubled, turned with the next, or of like sound."""
    at = [n for n in range(1, len(name) - 1) if name[n - 1 : n + 2].isalpha()]
    if not at:
        return name
    n = draw.choice(at)
    way = draw.randrange(4)
    letter = name[n].upper()
    other = _LETTERS.get(letter) or draw.choice(ascii_uppercase)
    put = ("", name[n] * 2, name[n + 1] + name[n], other if name[n].isupper() else other.lower())
    return name[:n] + put[way] + name[n + (2 if way == 2 else 1) :]
