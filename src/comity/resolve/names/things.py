"""Names of organisations, vessels and addresses → what each of their words is for.

深圳市华森国际物流有限公司 and Shenzhen Huasen International Logistics Co., Ltd. have the same
parts: a place, a name of its own (华森), what the company does, a legal form. Only the name of
its own is read by its sound; what it does is translated; another place or number is another thing.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from comity.extract import place
from comity.resolve.names.reading import Word, clean, words
from comity.resolve.names.spellings import rows

_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_JOINING = frozenset("of the and for in on at to de del la las los el du des der die das und et y e"
                     " von van al".split())  # fmt: skip
_SHIP = frozenset("mv ms mt ss mts fv uss hms rv motor vessel tanker ship no number".split())
_SHIP_SIGNS = re.compile(r"^\s*[MFS]\.?/[VTS]\.?\s", re.IGNORECASE)
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
          "ix": "9", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
          "seven": "7", "eight": "8", "nine": "9", "ten": "10"}  # fmt: skip
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_ORDINALS = {word: str(number) for number, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)}  # fmt: skip
_HAN_NUMBERS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_STREETS = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "blvd":
    "boulevard", "dr": "drive", "ln": "lane", "ct": "court", "sq": "square", "hwy": "highway",
    "apt": "apartment", "ste": "suite", "rm": "room", "fl": "floor", "bldg": "building", "blk":
    "block", "dist": "district", "n": "north", "s": "south", "e": "east", "w": "west",
    "strasse": "street", "ul": "street", "ulitsa": "street", "calle": "street", "rue": "street",
    "улица": "street", "ул": "street", "д": "house",
}  # fmt: skip
_HAN_STREETS = (
    ("大道", "avenue"), ("街道", "subdistrict"), ("公路", "highway"), ("大厦", "building"),
    ("路", "road"), ("街", "street"), ("巷", "lane"), ("弄", "lane"), ("区", "district"),
    ("县", "county"), ("镇", "town"), ("村", "village"), ("楼", "floor"), ("层", "floor"),
    ("室", "room"), ("栋", "building"), ("号", ""), ("座", "block"),
)  # fmt: skip
_HAN_NUMBER = re.compile("[一二三四五六七八九〇零]+(?=号|室|楼|层|栋|座|路|街|$)")
_HAN_PIECE = re.compile(
    r"[^省市区县镇村路街道巷弄号楼层室栋座\s]+"
    "(?:大道|街道|[省市区县镇村路街巷弄号楼层室栋座])?"
)
_HAN_SIDES = {"东": "east", "西": "west", "南": "south", "北": "north", "中": "middle"}


class Thing(NamedTuple):
    """A name by what its words are for.

    Attributes:
        own: the words that are its own name; kinds: what it is or does, as the first English word
            for it; places, numbers: sorted; form: class of its legal form, or empty.
        written: all its words, in their order.
    """

    own: tuple[Word, ...]
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    form: str
    written: tuple[Word, ...]


@lru_cache(maxsize=100_000)
def read(name: str, schema: str = "Organization") -> Thing:
    """Return what the words of a name are for, by the FollowTheMoney schema of what bears it."""
    text = _DOTTED.sub("", clean(name))
    if schema == "Vessel":
        text = _SHIP_SIGNS.sub("", text)
    found = [piece for w in words(text) for piece in w.divided]
    own: list[Word] = []
    kinds: list[str] = []
    places: list[str] = []
    numbers: list[str] = []
    found, form = _without_form(found) if schema not in ("Vessel", "Address") else (found, "")
    plain = [w for w in found if w.script != "han"]
    for word in (w for w in found if w.script == "han"):
        _read_han(word, schema, (own, kinds, places, numbers))
    _read_plain(plain, schema, (own, kinds, places, numbers))
    if not own and not kinds and places and schema != "Address":
        own, places = [w for w in found if not w.text.isdigit()], []
    return Thing(
        tuple(own), tuple(sorted(kinds)), tuple(sorted(set(places))), tuple(sorted(numbers)), form,
        tuple(found),
    )  # fmt: skip


_Parts = tuple[list[Word], list[str], list[str], list[str]]


def _without_form(found: list[Word]) -> tuple[list[Word], str]:
    """Return a name's words without its legal form, and the form's class."""
    form, known = "", _forms()
    changed = True
    while changed and len(found) > 1:
        changed = False
        for size in (6, 5, 4, 3, 2, 1):
            if size >= len(found):
                continue
            end = tuple(w.text for w in found[-size:])
            begin = tuple(w.text for w in found[:size])
            if end in known:
                form, found, changed = form or known[end], found[:-size], True
            elif begin in known and known[begin] not in ("group", "foundation", "association"):
                form, found, changed = form or known[begin], found[size:], True
            if changed:
                break
    if found and found[-1].script == "han":
        text = found[-1].text
        for ending, name in _han_forms():
            if text == ending and len(found) > 1:
                return found[:-1], form or name
            if text.endswith(ending) and len(text) > len(ending) + 1:
                found = [*found[:-1], found[-1]._replace(text=text[: -len(ending)])]
                return found, form or name
    return found, form


def _read_han(word: Word, schema: str, parts: _Parts) -> None:
    own, kinds, places, numbers = parts
    text = word.text
    for number in _HAN_NUMBER.findall(text):
        numbers.append(number.translate(_HAN_NUMBERS))
        text = text.replace(number, " ")
    if schema == "Address":
        _read_han_address(text, parts)
        return
    if schema == "Vessel":
        text = text.replace("号", "").replace("轮", "")
    while len(text) > 2 and (found := _place_first(text, bool(places))):
        places.append(found[0])
        text = found[1]
    if len(word.text) <= 4 and not _kind_first(word.text, 1) and (where := place(word.text)):
        places.append(where)
        text = ""
    names, said = _kinds_in(text.strip())
    kinds += said
    own += [Word(name, "han", (), "", False, name) for name in names]


def _place_first(text: str, another: bool) -> tuple[str, str] | None:
    """Return the place that a text begins with, and the rest of the text; None if there is none.

    Another place than the first is one only with its 市 or 区: what follows may sound like one.
    """
    for size in range(min(7, len(text) - 1), 1, -1):
        if (another and text[size - 1] not in "省市区县") or _kind_first(text, size):
            continue
        where = place(text[:size])
        if where and (text[size - 1] in "省市区县州盟旗" or place(where)):
            return where, text[size:]
    return None


def _kinds_in(text: str) -> tuple[list[str], list[str]]:
    """Return what is left of a text without the words for what its bearer does, and these."""
    names, kinds = [text], []
    for han, english in _kinds_han():
        if len(han) < 2:
            continue
        for number, piece in enumerate(names):
            if han in piece:
                before, _, after = piece.partition(han)
                names[number : number + 1] = [before, after]
                kinds.append(english)
                break
    return [name for piece in names if (name := piece.strip())], kinds


def _kind_first(text: str, size: int) -> bool:
    """Return whether a text begins with a word for a kind that is longer than a place would be."""
    return any(len(han) > size and text.startswith(han) for han, _ in _kinds_han())


def _read_han_address(text: str, parts: _Parts) -> None:
    own, kinds, places, _ = parts
    for piece in _HAN_PIECE.findall(text):
        if (where := place(piece)) and where.isascii():
            places.append(where)
            continue
        name, said = _street_in(piece)
        kinds += said
        if name:
            own.append(Word(name, "han", (), "", False, name))


def _street_in(piece: str) -> tuple[str, list[str]]:
    """Return a part of an address without the word for what it is and its side, and these."""
    kind = next(((han, english) for han, english in _HAN_STREETS if piece.endswith(han)), ("", ""))
    name = piece.removesuffix(kind[0])
    said = [kind[1]] if kind[1] else []
    if len(name) > 2 and name[-1] in _HAN_SIDES:
        return name[:-1], [*said, _HAN_SIDES[name[-1]]]
    return name, said


def _read_plain(found: Sequence[Word], schema: str, parts: _Parts) -> None:
    own, kinds, places, numbers = parts
    bags = {"kind": kinds, "place": places, "number": numbers}
    at = 0
    while at < len(found):
        size, what, text = _purpose(found, at, schema)
        if what in bags:
            bags[what].append(text)
        elif what:
            own.append(found[at])
        at += size


def _purpose(found: Sequence[Word], at: int, schema: str) -> tuple[int, str, str]:
    """Return how many words from one on belong together, what they are for ("number", "kind",
    "place", "own"; empty if for nothing), and what they say."""
    text = _counted(found[at].text, schema, at)
    if text.isdigit():
        return 1, "number", text.lstrip("0") or "0"
    if schema == "Address" and (street := _street(text)):
        return 1, "kind", street
    if (schema == "Vessel" and text in _SHIP) or (text in _JOINING and len(found) > 1):
        return 1, "", text
    if schema not in ("Vessel", "Address"):
        size, kind = _kind_at(found, at)
        if size:
            return size, "kind", kind
    size, where = _place_at(found, at) if schema != "Vessel" else (0, "")
    return (size, "place", where) if size else (1, "own", text)


def _counted(text: str, schema: str, at: int) -> str:
    """Return a word as a number in digits where it is one."""
    if schema == "Address":
        ordinal = _ORDINAL.fullmatch(text)
        text = ordinal[1] if ordinal else text
        return _ORDINALS.get(text, text)
    if schema in ("Vessel", "Organization", "Company") and at > 0:
        return _ROMAN.get(text, text)
    return text


def _street(text: str) -> str:
    return _STREETS.get(text) or (text if text in _street_words() else "")


def _kind_at(found: Sequence[Word], at: int) -> tuple[int, str]:
    known = _kinds()
    for size in range(min(6, len(found) - at), 0, -1):
        if at + size <= len(found):
            kind = known.get(tuple(w.text for w in found[at : at + size]))
            if kind:
                return size, kind
    return 0, ""


def _place_at(found: Sequence[Word], at: int) -> tuple[int, str]:
    for size in (3, 2, 1):
        run = found[at : at + size]
        if len(run) < size or (size == 1 and len(run[0].text) < 3):
            continue
        if where := place(" ".join(w.text for w in run).title()):
            return size, where
    return 0, ""


@cache
def _forms() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for form, name, _ in rows("legal_forms"):
        text = tuple(w.text for w in words(_DOTTED.sub("", form)))
        if text and not any(w.script == "han" for w in words(form)):
            found.setdefault(text, name)
            found.setdefault(("".join(text),), name)
    return found


@cache
def _han_forms() -> tuple[tuple[str, str], ...]:
    found = {
        w.text: name
        for form, name, _ in rows("legal_forms")
        for w in words(form)
        if w.script == "han"
    }
    return tuple(sorted(found.items(), key=lambda row: -len(row[0])))


@cache
def _kinds() -> dict[tuple[str, ...], str]:
    """Return English words for what a company does → the first of those that mean the same."""
    found: dict[tuple[str, ...], str] = {}
    for _, english in rows("company_words"):
        if place(english.split(",")[0].title()):
            continue
        first = found.get(_texts(english.split(",")[0]), english.split(",")[0])
        for phrase in english.split(","):
            found.setdefault(_texts(phrase), first)
    return found


@cache
def _kinds_han() -> tuple[tuple[str, str], ...]:
    known = _kinds()
    found = [
        (han, known[texts])
        for han, english in rows("company_words")
        if (texts := _texts(english.split(",")[0])) in known
    ]
    return tuple(sorted(found, key=lambda row: -len(row[0])))


def _texts(phrase: str) -> tuple[str, ...]:
    return tuple(w.text for w in words(phrase))


@cache
def _street_words() -> frozenset[str]:
    return frozenset(filter(None, (*_STREETS.values(), *(e for _, e in _HAN_STREETS),
                                   *_HAN_SIDES.values(), "house")))  # fmt: skip


def initials(found: Iterable[Word]) -> str:
    """Return the first letters of words in Latin letters, without words that only join."""
    return "".join(w.text[0] for w in found if w.script == "latin" and w.text not in _JOINING)
