"""How much a word tells in a name of a company or body: *Islamic* and *trading* stand in many."""

import math
from functools import cache, lru_cache

from comity.resolve.names.reading import words
from comity.resolve.names.spellings import rows
from comity.resolve.names.tables import surprise

SURE = 12.0
"""What a word tells at most, in natural logarithms."""

_EACH = 4.5
"""What a character of Chinese, or a letter of another script, tells."""

_USUAL = 4.0
"""What a word tells at most that is a usual one for what a company does."""


@lru_cache(maxsize=50_000)
def telling(word: str) -> float:
    """Return how much it says that two names of things share a word, from 0 to 1: the negative
    logarithm of the share of names that have it, by 12."""
    found = _known().get(word)
    if not word.isascii():
        return min(_EACH * len(word), SURE if found is None else found, SURE) / SURE
    return min(surprise(word), SURE if found is None else found) / SURE


@cache
def _known() -> dict[str, float]:
    found = {word: -math.log(float(number) / 1e5) for word, number in rows("body_words")}
    for table in ("company_words", "business_words"):
        for row in rows(table):
            for w in words(row[1]):
                found.setdefault(w.text, _USUAL)
    return found
