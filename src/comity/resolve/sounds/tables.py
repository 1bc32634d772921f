"""What each unit of a script is written as in Latin letters, and how often: learned from names.

A table has a row for each unit and piece of Latin letters: how often the piece stood for the unit
in the names that were learned from. ``learning`` writes them. ``latin.tsv`` counts which Latin
letter follows which in names, ^ at the beginning and $ at the end.
"""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

Counts = dict[str, Counter[str]]

_GUESSES = 5.0
"""How many names the guess from the unit's own romanisation weighs as much as."""


class Table:
    """The likelihood of Latin pieces for the units of one script."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._totals = {unit: pieces.total() for unit, pieces in counts.items()}
        self._known: dict[tuple[str, str], float] = {}

    def likelihood(self, unit: str, piece: str) -> float:
        """Return the natural logarithm of the probability that a unit is written as a piece."""
        known = self._known.get((unit, piece))
        if known is None:
            seen = self._counts[unit][piece] if unit in self._counts else 0
            weight = seen + _GUESSES * _guess(unit, piece)
            known = math.log(weight / (self._totals.get(unit, 0) + _GUESSES))
            self._known[unit, piece] = known
        return known


def _guess(unit: str, piece: str) -> float:
    """Return how likely a piece is by the romanisation of the unit alone."""
    if not piece:
        return 0.0004
    return 0.02 * math.exp(-2.5 * Levenshtein.distance(anyascii(unit).lower(), piece) - 0.5)


@cache
def table(script: str) -> Table:
    """Return the table of a script."""
    return Table(_read(script))


@cache
def scales(script: str) -> tuple[float, ...]:
    """Return what odds are made of for words in a script beside Latin ones: the odds of nothing,
    then for a unit of likelihood, for a Latin letter, and for a unit of the script."""
    return next(tuple(map(float, row)) for name, *row in _rows("scales") if name == script)


@cache
def chance(word: str) -> float:
    """Return the natural logarithm of the probability of a Latin word among all names."""
    counts, total = _letters()
    steps = pairwise(f"^{word}$")
    return sum(math.log((counts[a][b] + 0.5) / (total.get(a, 0) + 14)) for a, b in steps)


@cache
def _letters() -> tuple[Counts, dict[str, int]]:
    counts = _read("latin")
    return counts, {letter: following.total() for letter, following in counts.items()}


def _read(name: str) -> Counts:
    counts: Counts = defaultdict(Counter)
    for unit, piece, number in _rows(name):
        counts[unit][piece] = int(number)
    return counts


def _rows(name: str) -> Iterator[list[str]]:
    with (files("comity.resolve.sounds") / "tables" / f"{name}.tsv").open(encoding="utf-8") as rows:
        yield from csv.reader(rows, delimiter="\t")
