"""An address → its levels: places, district, street with its kind, house number, unit, postcode.

北京市朝阳区建国路88号 and 88 Jianguo Road, Chaoyang District, Beijing say the same, the one from
the largest to the smallest, the other the other way round. What stands between two commas belongs
together in the one; in the other each level ends with a word for it (市, 区, 路, 号).
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from comity.extract import place, simplified
from comity.resolve.names.reading import Word, clean, words
from comity.resolve.names.spellings import rows


@cache
def _words(*kinds: str) -> dict[str, str]:
    """Return the words that an address has of some kinds → what they are in English."""
    return {word: english for word, english, kind in rows("address_words") if kind in kinds}


_STREETS = _words("street", "street before")
_FIRST = _words("street before")
"""Words for a street that stand before its name."""

KINDS = frozenset(_STREETS.values())
"""What streets are."""

_SIDES = _words("side")
_PLAIN_SIDES = frozenset(_SIDES.values())
_UNITS = _words("unit")
_AREAS = _words("district")
_LARGER = _words("larger")
_SILENT = _words("silent")
STATES = _words("state")
"""American states by what the post calls them: after a town, or two of them, they tell towns of one
name apart."""

_ENDONYMS = _words("town")
"""What people write on letters in their own language → what the gazetteer calls it."""

ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
ORDINALS = {word: str(number) for number, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}  # fmt: skip
_COUNTED = {"yi": "1", "er": "2", "san": "3", "si": "4"}
_NUMBER = re.compile(r"\d+[a-z]?")
_CODE = re.compile(r"(?<![A-Za-z\d])[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}(?![A-Za-z\d])")
"""A British postcode."""

_DOOR = re.compile(r"#\s*([\w-]+)|\b(0\d-\d\d+)\b")
_BOX = re.compile(r"\b(?:P\.?\s*O\.?\s*)?Box\s+(\d+)", re.IGNORECASE)
_BEFORE_HOUSE = re.compile(r"(?<![\w/])(\d+)/(?=\d+ [A-Za-z]{2})")  # 2/12 Church Street
_HAN = re.compile("[\u3400-\u9fff]")
_BETWEEN = re.compile(r"[,;\n，、；|]+")
_HAN_DIGITS = "〇零一二三四五六七八九"
_HAN_COUNT = re.compile(f"[{_HAN_DIGITS}十百]+(?=号|室|楼|层|栋|座|幢|单元|弄|段)")
_HAN_STREET = re.compile(r"^(.{1,10}?)(大道|大街|公路|胡同|路|街(?!道)|巷|弄|道)")
_HAN_STREETS = {"大街": "avenue", "大道": "avenue", "公路": "highway", "路": "road", "街": "street",
                "巷": "lane", "弄": "lane", "胡同": "lane", "道": "road"}  # fmt: skip
_HAN_GOES_ON = re.compile(r"[东西南北中]?[一二三四五]?(?:大道|大街|路|街(?!道)|道|巷|弄)")
_HAN_AREA = re.compile(r"^(.{1,6}?)(新区|区|县|旗|镇|乡|街道|村)")
_HAN_SIDES = {"东": "east", "西": "west", "南": "south", "北": "north", "中": "middle"}
_HAN_UNITS = {"号楼": "block", "栋": "block", "座": "block", "幢": "block", "单元": "entrance",
              "楼": "floor", "层": "floor", "室": "room", "弄": "lane",
              "段": "section"}  # fmt: skip
_HAN_UNIT = re.compile(r"([A-Za-z]?\d+|[A-Za-z])(号楼|栋|座|幢|单元|楼|层|室|弄|段)")
_HAN_HOUSE = re.compile(r"([甲乙丙丁]?\d+)(?:[-之]\d+)?号(?!楼)")
_HAN_CODE = re.compile(r"(?<!\d)\d{6}(?!\d|号)")


class Levels(NamedTuple):
    """An address by its levels.

    Attributes:
        street: the words of its street's name, or all that is known of it.
        kinds: sorted: what the street is ("road"), its side ("east"), its number ("1").
        places: sorted names of towns, provinces, countries, as the gazetteer has them.
        areas: the words for districts, and for towns that the gazetteer lacks.
        numbers: of the house; units: of block, floor, room ("room 3"); codes: the postcode.
        town: the smallest of the places.
        buildings: the words before the street, as of a building.
    """

    street: tuple[Word, ...]
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    areas: tuple[Word, ...]
    numbers: tuple[str, ...]
    units: tuple[str, ...]
    codes: tuple[str, ...]
    town: str
    buildings: tuple[Word, ...]


class _Found:
    """What is found so far of an address."""

    def __init__(self) -> None:
        self.street: list[Word] = []
        self.kinds: list[str] = []
        self.places: list[str] = []
        self.areas: list[Word] = []
        self.numbers: list[str] = []
        self.units: list[str] = []
        self.codes: list[str] = []
        self.town = ""
        self.buildings: list[Word] = []

    def levels(self) -> Levels:
        numbers = [kind for kind in self.kinds if kind.isdigit()]
        if numbers and not self.street:  # 5th Avenue
            self.kinds.remove(numbers[0])
            self.street.append(Word(numbers[0], "latin", (), "", False, numbers[0]))
        return Levels(
            tuple(self.street), tuple(sorted(self.kinds)), tuple(sorted(set(self.places))),
            tuple(self.areas), tuple(sorted(self.numbers)), tuple(sorted(set(self.units))),
            tuple(sorted(self.codes)), self.town,
            tuple(self.buildings),
        )  # fmt: skip


def read(address: str) -> Levels:
    """Return the levels of an address; all empty where it has no words."""
    text, found = clean(address), _Found()
    if _HAN.search(text):
        _read_han(simplified(text), found)
    else:
        _read_plain(text, found)
    return found.levels()


def _read_han(text: str, found: _Found) -> None:
    text = re.sub(r"[\s,，、；;。.()（）]+", "", text)
    text = _HAN_COUNT.sub(lambda m: han_number(m[0]), text)
    found.codes += _HAN_CODE.findall(text)
    text = _HAN_CODE.sub("", text)
    while len(found.places) < 4 and (where := _han_place(text)):
        found.places.append(where[0])
        found.town, text = where
    while area := _HAN_AREA.match(text):
        if _HAN_STREET.match(text[: area.end() - 1]) or _HAN_GOES_ON.match(text[area.end() :]):
            break  # 中关村大街 is a street, and so is what comes before 村 in 人民路中关村
        found.areas.append(_han_word(area[1]))
        text = text[area.end() :]
    if street := _HAN_STREET.match(text):
        _han_street(street[1], street[2], found)
        text = text[street.end() :]
        if text[:1] in _HAN_SIDES and text[1:2].isdigit():  # 德辅道中1号
            found.kinds.append(_HAN_SIDES[text[0]])
            text = text[1:]
    for house in _HAN_HOUSE.findall(text):
        found.numbers.append(house.lstrip("0") or "0")
    text = _HAN_HOUSE.sub("", text)
    for number, unit in _HAN_UNIT.findall(text):
        found.units.append(f"{_HAN_UNITS[unit]} {number.lower()}")
    text = _HAN_UNIT.sub("", text)
    found.numbers += [n for n in re.findall(r"\d+", text) if not found.numbers]
    if not found.street and (rest := re.sub(r"[\W\d]+", "", text)):
        found.street.append(_han_word(rest))


def _han_place(text: str) -> tuple[str, str] | None:
    """Return the town, province or country that a text begins with, and the rest of the text."""
    for size in range(min(9, len(text)), 1, -1):
        head, rest = text[:size], text[size:]
        if rest[:1] in ("区", "县") or _HAN_GOES_ON.match(rest):
            continue  # 南京路 is no Nanjing, 朝阳区 no Chaoyang
        if (where := place(head)) and head[-1] not in "区县" and where.isascii():
            return where, rest if head[-1] == "市" else re.sub("^(?:市|新区)", "", rest)
    return None


def _han_street(name: str, kind: str, found: _Found) -> None:
    found.kinds.append(_HAN_STREETS[kind])
    if len(name) > 2 and name[-1] in _HAN_DIGITS[2:]:
        found.kinds.append(han_number(name[-1]))
        name = name[:-1]
    if len(name) > 2 and name[-1] in _HAN_SIDES:
        found.kinds.append(_HAN_SIDES[name[-1]])
        name = name[:-1]
    found.street.append(_han_word(name))


def _han_word(text: str) -> Word:
    return Word(text, "han", (), "", False, text)


def han_number(text: str) -> str:
    """Return a number in Chinese characters, up to 999, in digits; digits by digits without 十.

    >>> han_number("十二"), han_number("二〇三"), han_number("三十")
    ('12', '203', '30')
    """
    if "十" not in text and "百" not in text:
        return "".join(str(max(0, _HAN_DIGITS.index(c) - 1)) for c in text)
    total = 0
    hundreds, _, rest = text.rpartition("百")
    total += 100 * _one(hundreds, 1) if "百" in text else 0
    tens, ten, ones = rest.rpartition("十")
    total += 10 * _one(tens, 1) if ten else 0
    return str(total + _one(ones if ten else rest, 0))


def _one(text: str, otherwise: int) -> int:
    plain = [max(0, _HAN_DIGITS.index(c) - 1) for c in text if c in _HAN_DIGITS]
    return plain[-1] if plain else otherwise


def _read_plain(text: str, found: _Found) -> None:
    found.codes += [code.replace(" ", "").lower() for code in _CODE.findall(text)]
    found.units += [f"box {number}" for number in _BOX.findall(text)]
    doors = [one or other for one, other in _DOOR.findall(text)]
    found.units += [f"room {number.lstrip('0').lower()}" for number in doors]
    found.units += [f"room {number}" for number in _BEFORE_HOUSE.findall(text)]
    text = _BEFORE_HOUSE.sub(" ", text)
    text = _DOOR.sub(" ", _BOX.sub(" ", _CODE.sub(" ", text)))
    segments = [
        [w._replace(text=t, wide=t) if t != w.text else w for w, t in _texts(segment)]
        for segment in _BETWEEN.split(text)
    ]
    segments = [segment for segment in segments if segment]
    streets = [at for at, segment in enumerate(segments) if _street_at(segment) is not None]
    first = streets[0] if streets else -1
    for at, segment in enumerate(segments):
        _read_segment(segment, at == first, at < first, found)


def _texts(segment: str) -> list[tuple[Word, str]]:
    """Return the words of a part of an address with what they stand for, ordinals as numbers that
    end with a point: they number streets and floors, and no house."""
    found = []
    for word in (piece for w in words(segment) for piece in w.divided):
        ordinal = ORDINAL.fullmatch(word.text)
        text = f"{ordinal[1]}." if ordinal else word.text
        if len(text) > 5 and text.endswith("str"):
            text = f"{text}asse"  # Hauptstr.
        text = "st" if text == "saint" else text
        found.append((word, f"{ORDINALS[text]}." if text in ORDINALS else text))
    return found


def _street_at(segment: Sequence[Word]) -> int | None:
    """Return which word of a part of an address is the one for its kind of street, if one is."""
    for at in range(len(segment) - 1, -1, -1):
        text = segment[at].text
        first = text in _FIRST or (len(segment) > 1 and text != "st")
        if (_kind(text) and (at or first)) or text.endswith("strasse"):
            return at
    return None


@cache
def _kind(text: str) -> str:
    return _STREETS.get(text) or (text if text in KINDS else "")


def _read_segment(segment: list[Word], is_street: bool, before: bool, found: _Found) -> None:
    """Read a part of an address between commas: ``is_street``: the one that names the street;
    ``before``: one that stands before it, such as the name of a building."""
    no_street = not found.kinds and not is_street and not before
    segment = _without_units(segment, found)
    if is_street and (at := _street_at(segment)) is not None:
        segment = _without_street(segment, at, found)
    names = []
    for at, word in enumerate(segment):
        if _NUMBER.fullmatch(word.text):
            others = [w for w in segment if not w.text.isdigit() and w.text not in _SILENT]
            if word.text.isdigit() and _is_code(len(word.text), at, is_street, others):
                found.codes.append(word.text)
            else:
                found.numbers.append(word.text.lstrip("0") or "0")
        elif word.text not in _SILENT and not word.text.endswith("."):
            names.append(word)
    if names and not is_street and len(names) < len(segment) and not found.street and no_street:
        found.street += names  # Marktplatz 5
    elif names and before and not _filed(" ".join(w.marked or w.text for w in names)):
        found.buildings += names
    elif names:
        _read_names(names, found)
        if found.places and (before or not found.town):
            found.town = found.places[-1 if before else 0]


def _is_code(size: int, at: int, is_street: bool, others: Sequence[Word]) -> bool:
    """Return whether a number of so many digits is a postcode, by where it stands."""
    if size == 6:
        return True
    if size == 5:
        return at > 0 or not is_street
    return size == 4 and not is_street and bool(others)


def _without_units(segment: list[Word], found: _Found) -> list[Word]:
    """Return a part of an address without its block, floor and room: "3rd floor", "Suite 200"."""
    kept: list[Word] = []
    at = 0
    while at < len(segment):
        unit = _UNITS.get(segment[at].text)
        after = segment[at + 1].text if at + 1 < len(segment) else ""
        if unit and segment[at].text != "f" and (_NUMBER.fullmatch(after) or len(after) == 1):
            found.units.append(f"{unit} {after.lstrip('0') or '0'}")
            at += 2
            continue
        if floor := re.fullmatch(r"(\d+)f", segment[at].text):
            found.units.append(f"floor {floor[1]}")
        elif unit == "floor" and kept and re.fullmatch(r"\d+\.?", kept[-1].text):
            found.units.append(f"{unit} {kept.pop().text.rstrip('.')}")
        else:
            kept.append(segment[at])
        at += 1
    return kept


def _without_street(segment: list[Word], at: int, found: _Found) -> list[Word]:
    """Return what is left of a part of an address without its street."""
    word = segment[at]
    if kind := _kind(word.text):
        found.kinds.append(kind)
    named = any(not _NUMBER.fullmatch(w.text) and w.text not in _SILENT for w in segment[:at])
    after = bool(kind) and (word.text in _FIRST or not named)
    begin, end = (at + 1, len(segment)) if after else (0, at)
    rest = segment[:at] if after else segment[at + 1 :]
    if not kind:
        found.street.append(word)
    if rest and rest[0].text in _SIDES.keys() | _PLAIN_SIDES and begin == 0:
        found.kinds.append(_SIDES.get(rest[0].text, rest[0].text))
        rest = rest[1:]
    for w in segment[begin:end]:
        text = w.text
        if text.endswith("."):
            found.kinds.append(text[:-1])
        elif text in _PLAIN_SIDES or (text in _SIDES and end - begin > 1):
            found.kinds.append(_SIDES.get(text, text))
        elif text in _COUNTED and word.text in ("lu", "jie", "road") and found.street:
            found.kinds.append(_COUNTED[text])
        elif _NUMBER.fullmatch(text):
            rest = [*rest, w]
        elif text not in _SILENT:
            found.street.append(w)
    return rest


def _read_names(names: list[Word], found: _Found) -> None:
    """Sort words that are neither numbers nor a street into places and districts."""
    kept = [w for w in names if w.text not in _LARGER and w.text not in _AREAS]
    if len(kept) < len(names):
        kept = [w for w in kept if w.text != "new" or kept[0] is w]  # Pudong New Area
    if not kept:
        return
    if len(kept) < len(names) and any(w.text in _AREAS for w in names):
        found.areas += kept
        return
    at = 0
    while at < len(kept):
        for size in (4, 3, 2, 1):
            run = kept[at : at + size]
            where = _filed(" ".join(w.marked or w.text for w in run)) if len(run) == size else ""
            if size == 1 and found.places:
                where = STATES.get(run[0].text, where)
            if where:
                found.places.append(where)
                at += size
                break
        else:
            found.areas.append(kept[at])
            at += 1


@cache
def _filed(text: str) -> str:
    """Return what the gazetteer calls a place, by its name in small letters."""
    return _ENDONYMS.get(text) or place(text.title())
