"""Places by name in either language: what the gazetteer files them under."""

from functools import lru_cache

from comity.extract.chinese import gazetteer
from comity.extract.english.parties import places

_LARGE = 100_000  # people; smaller towns share their names with too many other things


@lru_cache(maxsize=20_000)
def place(written: str) -> str:
    """Return the name that a place is filed under, or empty where no place of note is called so.

    Of places of one name a country or region is meant before a city, the larger city before others.
    """
    if not written.isascii() and (known := gazetteer.find(written)):
        return known.name
    found = [p for p in places.lookup(written) if p.level in (1, 2) or p.people >= _LARGE]
    return min(found, key=lambda p: (p.level, -p.people)).name if found else ""
