"""One name in two spellings, both in Latin letters: which changes of letters keep a name, which
make another.

Each letter put in, left out or put for another has a weight: the logarithm of how much oftener it
parts two spellings of one name than two near names. ``Hosein`` and ``Houssein`` differ by what
spellings differ by, ``Salim`` and ``Samil`` do not. ``benchmarks.who.learn`` writes the table.
"""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import JaroWinkler, Levenshtein

FAR = -5.0
"""The evidence of words that share too little to be compared by letters."""

_LEAST = 0.62  # Jaro-Winkler similarity


def evidence(a: str, b: str) -> float:
    """Return the natural logarithm of odds, from -5 to 5, that two words are one name.

    Args:
        a, b: words in small Latin letters without accents, in any order.
    """
    alike = JaroWinkler.similarity(a, b, score_cutoff=_LEAST)
    if alike < _LEAST:
        return FAR
    if b < a:
        a, b = b, a
    weights = _weights()
    total = weights["bias"]
    for name, value in _features(a, b, alike, _table()):
        total += weights[name] * value
    return max(-5.0, min(5.0, total))


def features(a: str, b: str, table: dict[str, float]) -> dict[str, float]:
    """Return what the weights are for, of two words in their order."""
    return dict(_features(a, b, JaroWinkler.similarity(a, b), table))


def _features(a: str, b: str, alike: float, table: dict[str, float]) -> Iterator[tuple[str, float]]:
    number, total = 0, 0.0
    for keys in changes(a, b):
        number += 1
        total += _weight(keys, table)
    longer = max(len(a), len(b))
    yield "changes", total
    yield "share", number / longer
    yield "alike", alike
    yield "first", float(a[0] != b[0])
    yield "kept", float(longer - number)
    yield "short", 1 / min(len(a), len(b))


def changes(a: str, b: str) -> Iterator[tuple[str, ...]]:
    """Yield the changes of the shortest way from a word to another, each under its names: the
    closest first, with the letters beside it, then those under which more is known."""
    for step in Levenshtein.editops(a, b):
        tag, i, j = step.tag, step.src_pos, step.dest_pos
        if tag == "replace":
            yield (min(a[i], b[j]) + max(a[i], b[j]), "other")
            continue
        word, at = (a, i) if tag == "delete" else (b, j)
        letter = word[at]
        before = word[at - 1] if at else "^"
        after = word[at + 1] if at + 1 < len(word) else "$"
        if letter in (before, after):
            yield f"twice {letter}", "twice"
        else:
            yield (f"{before}({letter}){after}", f"({letter}){after}", f"{before}({letter})",
                   f"({letter})", "more")  # fmt: skip


def _weight(keys: tuple[str, ...], table: dict[str, float]) -> float:
    for key in keys:
        if key in table:
            return table[key]
    return -1.0


@cache
def _table() -> dict[str, float]:
    return {key: float(value) for key, value in _rows("changes")}


@cache
def _weights() -> dict[str, float]:
    return {key: float(value) for key, value in _rows("changes_weights")}


def _rows(name: str) -> Iterator[list[str]]:
    table = files("comity.resolve.sounds") / "tables" / f"{name}.tsv"
    with table.open(encoding="utf-8") as lines:
        yield from csv.reader(lines, delimiter="\t")
