"""The pairs that scorers are measured on: names in two scripts, a watchlist, and written cases.

Every set is made the same way on every machine: what is drawn at random is drawn from sorted lists
by a generator with a fixed seed, and halves are made by hashes. The ``tune`` half is for setting
weights and thresholds, the ``report`` half for the figures.

``names``: words transliterated between Latin letters and five scripts (Merhav and Ash, COLING 2018,
from Wikidata, CC0), only such as our tables of sounds were not learned from. ``watchlists``: the
list of specially designated nationals of the US Treasury and its aliases, public domain.
``cases``: the table beside this package, see its README.
"""

import csv
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Literal, NamedTuple

from anyascii import anyascii
from rapidfuzz import fuzz, process

from comity.resolve.sounds.learning import FILES, left_out
from comity.resolve.sounds.learning import pairs as read_names

Half = Literal["tune", "report"]

CASES = Path(__file__).parent.parent / "names" / "cases.csv"
DATA = Path("../shared/data")
_SEED = 20260101
_NAMES = 4_000  # positives of a script
_POOL = 300  # random names of which a hard negative is the nearest
_ALIASES = 20  # pairs of aliases of one entry: some have 95 aliases, and would be all of the set
_KINDS = {"individual": "Person", "-0-": "Organization", "vessel": "Vessel"}
_TITLES = {"Person": "individuals", "Organization": "entities", "Vessel": "vessels"}


class Pair(NamedTuple):
    """Two writings, and whether they are of one name.

    Attributes:
        schema: FollowTheMoney schema: Person, Company, Organization, Vessel or Address.
        a, b: the writings.
        same: whether they are one.
        group: of a case what it tries; elsewhere "same", "random" or "hard", which says how a
            pair that is not one was found.
    """

    schema: str
    a: str
    b: str
    same: bool
    group: str


def half_of(key: str) -> Half:
    """Return the half that a key falls into, by its SHA-256."""
    return "tune" if sha256(key.encode()).digest()[1] % 2 else "report"


def names(data: Path = DATA, half: Half = "report") -> dict[str, list[Pair]]:
    """Return the sets of names in two scripts: 4,000 pairs that are one a script, as many not.

    Of the pairs that are not one, half are random, and half hard: the Latin name with that of 300
    random ones whose romanisation by ``anyascii`` is nearest to it. A name in the other script
    that the file gives for the Latin one is never taken.

    Raises:
        OSError: the files are not in the folder.
    """
    return {f"names: {name}": _script(data / "names" / f"{name}.tsv", script, half)
            for name, script in FILES.items()}  # fmt: skip


def watchlists(data: Path = DATA, half: Half = "report") -> dict[str, list[Pair]]:
    """Return the sets of the watchlist: individuals, entities and vessels.

    One are the first name of an entry with each alias, and up to 20 pairs of its aliases. Aliases
    marked as former or new names are left out except for vessels, whose aliases are nearly all of
    them: a ship that was renamed is one ship with two names, which no comparison of names finds.
    As many are not one, of two entries: half random; a quarter by the nearest of 1,000 random
    names by ``token_sort_ratio``; a quarter random among those that share a word. Names that are
    written alike but for case, accents, marks and order are never taken for two.

    Raises:
        OSError: the files are not in the folder.
    """
    known = entries(data / "watchlists")
    return {
        f"watchlist: {_TITLES[schema]}": _listed(
            schema, {n: e for n, e in ours.items() if half_of(n) == half}, half
        )
        for schema, ours in known.items()
    }


def cases(path: Path = CASES, half: Half | None = None) -> dict[str, list[Pair]]:
    """Return the written cases: all, those with Han characters, and people of Han against Latin.

    Raises:
        OSError: the file is not there.
    """
    with path.open(encoding="utf-8", newline="") as file:
        whole = [Pair(row["kind"], row["a"], row["b"], row["same"] == "yes", row["group"])
                 for row in csv.DictReader(file)]  # fmt: skip
    kept = [p for p in whole if half is None or half_of(p.a + p.b) == half]
    return {"cases": kept, "cases: Han": [p for p in kept if has_han(p.a + p.b)],
            "cases: Han-Latin persons": [p for p in kept if is_crossing(p)]}  # fmt: skip


def distinct(pairs: Iterable[Pair], number: int) -> list[Pair]:
    """Return the first pairs whose names have not occurred yet, at most a number of them: over such
    pairs nothing that a scorer keeps of a name is of use to it."""
    found: list[Pair] = []
    seen: set[str] = set()
    for pair in pairs:
        if seen.isdisjoint((pair.a, pair.b)):
            found.append(pair)
            seen |= {pair.a, pair.b}
    return found[:number]


def has_han(text: str) -> bool:
    """Return whether a text has a Han character."""
    return any("\u3400" <= c <= "\u9fff" or "\U00020000" <= c <= "\U0003ffff" for c in text)


def is_crossing(pair: Pair) -> bool:
    """Return whether one side of a pair of persons has Han characters and the other has not."""
    return pair.schema == "Person" and has_han(pair.a) != has_han(pair.b)


@cache
def written(name: str) -> str:
    """Return what is left of a name without case, accents, marks and order."""
    plain = "".join(c if c.isalnum() else " " for c in anyascii(name).lower())
    return " ".join(sorted(plain.split()))


def _script(path: Path, script: str, half: Half) -> list[Pair]:
    known = sorted(
        {p for p in read_names(path, script) if left_out(p[0]) and half_of(p[0]) == half}
    )
    draw = random.Random(f"{_SEED} {path.stem} {half}")
    same = draw.sample(known, min(_NAMES, len(known)))
    return _against(same, known, draw)


def _against(
    same: Sequence[tuple[str, str]], known: Sequence[tuple[str, str]], draw: random.Random
) -> list[Pair]:
    """Return the pairs that are one, and for each of them one that is not, every other hard."""
    given: dict[str, set[str]] = defaultdict(set)
    for latin, other in known:
        given[latin].add(other)
    found = [Pair("Person", latin.title(), other, True, "same") for latin, other in same]
    for at, (latin, _) in enumerate(same):
        hard = at % 2 == 1
        pool = [other for _, other in draw.sample(known, _POOL if hard else 5)
                if other not in given[latin]]  # fmt: skip
        other = max(pool, key=lambda o: fuzz.ratio(latin, _roman(o))) if hard else pool[0]
        found.append(Pair("Person", latin.title(), other, False, "hard" if hard else "random"))
    return found


@cache
def _roman(other: str) -> str:
    return anyascii(other).lower()


def entries(folder: Path = DATA / "watchlists") -> dict[str, dict[str, list[str]]]:
    """Return the names of each entry by its number, the first name first, by schema."""
    found: dict[str, dict[str, list[str]]] = {schema: {} for schema in _KINDS.values()}
    where: dict[str, str] = {}
    for row in _rows(folder / "ofac_sdn.csv"):
        if schema := _KINDS.get(row[2].strip()):
            found[schema][row[0]] = [row[1]]
            where[row[0]] = schema
    for row in _rows(folder / "ofac_alt.csv"):
        schema = where.get(row[0], "")
        if schema and (row[2] == "aka" or schema == "Vessel"):
            entry = found[schema][row[0]]
            if row[3] not in entry:
                entry.append(row[3])
    return found


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.reader(file) if len(row) > 3)  # it ends with a control sign


def _listed(schema: str, entries: Mapping[str, Sequence[str]], half: Half) -> list[Pair]:
    draw = random.Random(f"{_SEED} {schema} {half}")
    own: list[tuple[str, str, str]] = []  # the entry's number, and two of its names
    for number, all_names in entries.items():
        first, aliases = all_names[0], all_names[1:]
        among = list(combinations(aliases, 2))
        kept = draw.sample(among, _ALIASES) if len(among) > _ALIASES else among
        own += [(number, a, b) for a, b in [*((first, alias) for alias in aliases), *kept]]
    found = [Pair(schema, a, b, True, "same") for _, a, b in own]
    others = _Others(entries, draw)
    for at, (number, a, _) in enumerate(own):
        way = (others.random, others.nearest, others.random, others.sharing)[at % 4]
        found.append(Pair(schema, a, way(number, a), False, "hard" if at % 2 else "random"))
    return found


class _Others:
    """Names of other entries, found in three ways."""

    def __init__(self, entries: Mapping[str, Sequence[str]], draw: random.Random) -> None:
        self._draw = draw
        self._all = [(number, name) for number, known in entries.items() for name in known]
        self._own = {number: {written(n) for n in known} for number, known in entries.items()}
        self._by_word: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for number, name in self._all:
            for word in dict.fromkeys(written(name).split()):
                if len(word) > 2:
                    self._by_word[word].append((number, name))

    def random(self, number: str, name: str) -> str:
        """Return a random name of another entry."""
        while True:
            other = self._draw.choice(self._all)
            if self._is_other(number, *other):
                return other[1]

    def nearest(self, number: str, name: str) -> str:
        """Return the nearest name of 1,000 random ones."""
        drawn = self._draw.sample(self._all, min(1_000, len(self._all)))
        pool = [other for n, other in drawn if self._is_other(number, n, other)]
        # the words of ``written`` are in order already: the ratio is that of token_sort_ratio
        found = process.extractOne(written(name), [written(o) for o in pool], scorer=fuzz.ratio)
        return pool[found[2]]

    def sharing(self, number: str, name: str) -> str:
        """Return a random name that shares a word, the nearest name if there is none."""
        pool = [other for word in written(name).split() for n, other in self._by_word[word]
                if self._is_other(number, n, other)]  # fmt: skip
        return self._draw.choice(pool) if pool else self.nearest(number, name)

    def _is_other(self, number: str, other: str, name: str) -> bool:
        return number != other and written(name) not in self._own[number]
