"""A population of entities with known duplicates, made from a watchlist's names.

The people and bodies are made up: family names are joined to given names of others, first words
of bodies to last words of others. A quarter are duplicates: of a name already there, written with
one or two of the changes that real lists show. Everything follows from the number and the seed.
"""

import random
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from string import ascii_uppercase
from typing import NamedTuple

from benchmarks.who import sets

_SEED = 20260102
_PERSONS = 0.75
_DUPLICATES = 0.25
_LETTERS = {"K": "C", "C": "K", "Y": "I", "I": "Y", "S": "Z", "Z": "S", "U": "O", "O": "U"}


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


def population(number: int, data: Path = sets.DATA) -> Made:
    """Return a number of entities, in an order that says nothing.

    Raises:
        OSError: the watchlist is not in the folder.
    """
    draw = random.Random(f"{_SEED} {number}")
    known = sets.entries(data / "watchlists")
    first = {schema: [names[0] for names in known[schema].values()]
             for schema in ("Person", "Organization")}  # fmt: skip
    bodies: list[tuple[str, str]] = []
    taken: set[str] = set()
    while len(bodies) < number - int(number * _DUPLICATES):
        schema = "Person" if draw.random() < _PERSONS else "Organization"
        name = (_person if schema == "Person" else _body)(first[schema], draw)
        if name and (key := sets.written(name)) not in taken:
            taken.add(key)
            bodies.append((schema, name))
    rows = [(schema, name, at, True) for at, (schema, name) in enumerate(bodies)]
    while len(rows) < number:
        at = draw.randrange(len(bodies))
        schema, name = bodies[at]
        changed = vary(schema, name, draw)
        if changed != name:
            rows.append((schema, changed, at, False))
    draw.shuffle(rows)
    return _numbered(rows)


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
