"""What is known of words in names: how common they are, short forms, what is no part of a name."""

import math
from functools import cache, lru_cache

from comity.resolve.names.spellings import rows, share, surnames_spelled
from comity.resolve.sounds.tables import chance

_PARTICLES = frozenset(
    "de da do dos das del della di du des la le las los el al ul an ad as ash az van von der den"
    " ter ten zu zur bin ibn bint ould oulad abu abou ben the of and und et aka".split()
)
_SURNAMES_TOO = frozenset("khan prince judge major fr ii iii iv jr sr".split())


@cache
def given_names() -> dict[str, float]:
    """Return the Western given names → how many in 100,000 bear them, from 5 on."""
    found: dict[str, float] = {}
    for name, kind, number in rows("english_names"):
        if kind != "surname" and float(number) >= 5:
            found[name] = found.get(name, 0.0) + float(number)
    return found


@cache
def usual() -> frozenset[str]:
    """Return the words that are usual names of their own: given names and surnames."""
    return frozenset(
        name
        for name, kind, number in rows("english_names")
        if float(number) >= 5 or kind == "surname"
    )


@cache
def _shares() -> dict[str, float]:
    found: dict[str, float] = {}
    for name, _, number in rows("english_names"):
        found[name] = found.get(name, 0.0) + float(number) / 2e5
    for word, number in rows("watchlist_words"):
        found[word] = max(found.get(word, 0.0), float(number) / 2e5)
    for word, number, _ in rows("usual_names"):
        found[word] = max(found.get(word, 0.0), float(number) / 2e5)
    for letters, names in surnames_spelled().items():
        total = sum(map(share, names)) / 5e3
        found[letters] = max(found.get(letters, 0.0), total)
    return found


@lru_cache(maxsize=50_000)
def surprise(word: str) -> float:
    """Return how much it says that two names share a word, in natural logarithms: less the more
    common it is, by what is known of names, and by how likely its letters are."""
    letters = -chance(word) if word.isascii() else 3.0 * len(word)
    known = _shares().get(word)
    return min(letters, -math.log(known) if known else 12.0, 12.0)


@cache
def light() -> frozenset[str]:
    """Return words that a name may have or lack: particles, honorifics."""
    return _PARTICLES | honorifics()


@cache
def honorifics() -> frozenset[str]:
    """Return words of address, titles and ranks, without those that are surnames too."""
    known = {word.casefold().replace(".", "").replace("-", "") for word, _ in rows("honorifics")}
    return frozenset(known - surnames_spelled().keys() - _SURNAMES_TOO)


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Return nickname → the names that it is short for."""
    found: dict[str, set[str]] = {}
    for nickname, full, _ in rows("nicknames"):
        found.setdefault(nickname, set()).add(full)
    return {word: frozenset(full) for word, full in found.items()}


def short_for(a: str, b: str) -> bool:
    """Return whether one word is a short form of the other, or both are of one name."""
    known = nicknames()
    if a not in known and b not in known:
        return False
    ours, theirs = known.get(a, frozenset()), known.get(b, frozenset())
    return b in ours or a in theirs or bool(ours & theirs)
