"""Vietnamese names: syllables that are compared whole, with their marks where both have them.

Hồng and Hương differ by little and are two names; without marks Hong may be either.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

from comity.resolve.names.part import MOST, Part
from comity.resolve.names.reading import Word
from comity.resolve.names.spellings import rows


def is_name(words: Sequence[Word]) -> bool:
    """Return whether words are a Vietnamese surname, first or last, and usual syllables."""
    if not 2 <= len(words) <= 5 or any(w.script != "latin" for w in words):
        return False
    texts = [w.text for w in words]
    return any(
        surname in _surnames() and all(t in _syllables() for t in rest)
        for surname, rest in ((texts[0], texts[1:]), (texts[-1], texts[:-1]))
    )


def compare(a: Sequence[Word], b: Sequence[Word]) -> tuple[list[Part], list[Word], list[Word]]:
    """Return the parts of two Vietnamese names, and the words that only one has."""
    parts, left, right = [], list(a), list(b)
    marked = all(any(w.marked for w in words) for words in (a, b))
    for word in a:
        other = next((w for w in right if _same(word, w, marked)), None)
        if other is not None:
            parts.append(Part("syllable", word.text, other.text, MOST, "same letters"))
            left.remove(word)
            right.remove(other)
    while left and right:
        one, other = left.pop(), right.pop()
        parts.append(Part("syllable", one.text, other.text, -MOST, "other syllable"))
    return parts, left, right


def _same(a: Word, b: Word, marked: bool) -> bool:
    """Return whether syllables are the same, with their marks where both names write marks."""
    return a.text == b.text and (not marked or _marks(a.marked) == _marks(b.marked))


def _marks(word: str) -> list[str]:
    """Return the marks of a syllable, wherever it puts its tone: Hòa and Hoà are one."""
    return sorted(c for c in unicodedata.normalize("NFD", word) if not c.isascii())


@cache
def _surnames() -> frozenset[str]:
    return frozenset(p for row in rows("vietnamese_surnames") for p in row[2].split(","))


@cache
def _syllables() -> frozenset[str]:
    return frozenset(p for row in rows("vietnamese_given") for p in row[1].split(",")) | _surnames()
