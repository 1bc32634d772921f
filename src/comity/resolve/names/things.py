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
from comity.resolve.names import addresses
from comity.resolve.names.reading import Word, clean, words
from comity.resolve.names.spellings import rows

_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")
JOINING = frozenset("of the and for in on at to de del la las los el du des der die das und et y e"
                     " von van al".split())  # fmt: skip
_SHIP = frozenset("mv ms mt ss mts fv uss hms rv motor vessel tanker ship oil cargo fishing boat"
                  " lpg lng buque".split())  # fmt: skip
_NUMBER_SIGNS = frozenset("no number nr num".split())
_NO_NAMES = frozenset("no number nr vessel".split())
_SHIP_SIGNS = re.compile(r"^\s*[MFS]\.?/[VTS]\.?\s", re.IGNORECASE)
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
          "ix": "9", "x": "10", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
          "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}  # fmt: skip
_NUMBERED = re.compile(r"([a-z]{2,})0*(\d+)")
_HAN_COUNT = "[一二三四五六七八九十百〇零]+"
_HAN_NUMBER = re.compile(
    f"第({_HAN_COUNT})|({_HAN_COUNT})(?=号|厂|分厂|分公司|中学|小学|医院|支队|大队)"
)
_HAN_HULL = re.compile(f"()({_HAN_COUNT})(?=号|轮|$)")
_PROVINCES = frozenset(
    "Hebei Shanxi Liaoning Jilin Heilongjiang Jiangsu Zhejiang Anhui Fujian Jiangxi Shandong Henan"
    " Hubei Hunan Guangdong Hainan Sichuan Guizhou Yunnan Shaanxi Gansu Qinghai Guangxi Ningxia"
    " Xinjiang".split()
)
"""Provinces of China: beside the name of a city they say nothing."""

_LEVELS = frozenset("province municipality prefecture".split())
"""What may stand beside the name of a place."""

_INNER = frozenset("co ltd limited llc inc corp plc gmbh".split())
"""Words for a legal form that may stand before a place: … Co., Ltd. Shanghai Branch."""

_BRANCHED = _INNER | {"bank", "company"}

_CHINA = {"中华人民共和国": "China"}
_CHINA_PLAIN = {("peoples", "republic", "of", "china"): "China", ("prc",): "China",
                ("p", "r", "china"): "China", ("pr", "china"): "China"}  # fmt: skip


class Thing(NamedTuple):
    """A name by what its words are for.

    Attributes:
        own: the words that are its own name; kinds: what it is or does, as the first English word
            for it; places, numbers: sorted; form: class of its legal form, or empty.
        written: all its words without its legal form, in their order.
        local: whether its legal form is in the letters of another language than English, for
            which English has several words.
        areas, units, codes, town: of an address: districts, rooms and floors, postcode, the
            smallest of its places; buildings: the words that stand before its street.
        plain: whether all is in Latin letters; sorted, joined: then its words in their alphabetical
            order, without those that only join; its words in one.
        forms: the words of its legal form, as far as they are in Latin letters.
    """

    own: tuple[Word, ...]
    kinds: tuple[str, ...]
    places: tuple[str, ...]
    numbers: tuple[str, ...]
    form: str
    written: tuple[Word, ...]
    local: bool = False
    areas: tuple[Word, ...] = ()
    units: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    town: str = ""
    buildings: tuple[Word, ...] = ()
    plain: bool = False
    sorted: str = ""
    joined: str = ""


@lru_cache(maxsize=100_000)
def read(name: str, schema: str = "Organization") -> Thing:
    """Return what the words of a name are for, by the FollowTheMoney schema of what bears it."""
    text = _DOTTED.sub("", clean(name))
    if schema == "Vessel":
        text = _SHIP_SIGNS.sub("", text)
    found = tuple(piece for w in words(text) for piece in w.divided)
    return _address(name, found) if schema == "Address" else of_words(found, schema)


@lru_cache(maxsize=20_000)
def of_words(found: tuple[Word, ...], schema: str) -> Thing:
    """Return what words are for; ``schema`` is no Address."""
    bare, form = list(found), ""
    taken: tuple[Word, ...] = ()
    if schema == "Vessel":
        bare = _numbered(_without_ship(bare))
    else:
        full = _spelled("short")
        bare = [w._replace(text=full[w.text]) if w.text in full else w for w in bare]
        bare, form, taken = _without_form(_without_initials(bare))
        if len(bare) > 2 and bare[-1].text == "branch" and any(w.text in _BRANCHED for w in bare):
            bare, form = bare[:-1], "branch"  # Taylor Branch is a man
        if any(w.text in _INNER for w in bare[1:]):
            bare = [w for at, w in enumerate(bare) if not at or w.text not in _INNER]
    parts: _Parts = ([], [], [], [])
    own, kinds, places, numbers = parts
    for word in (w for w in bare if w.script == "han"):
        _read_han(word, schema, parts)
    _read_plain([w for w in bare if w.script != "han"], schema, parts)
    if not own and not kinds and places:
        own, places = [w for w in bare if not w.text.isdigit()], []
    where = set(places)
    if where - _PROVINCES - {"China"}:
        where -= _PROVINCES
    return Thing(
        tuple(own), tuple(sorted(kinds)), tuple(sorted(where)), tuple(sorted(numbers)), form,
        tuple(bare), any(w.script != "latin" for w in taken),
        forms=tuple(w.text for w in taken if w.script == "latin"),
        plain=all(w.script == "latin" for w in bare),
        sorted=" ".join(sorted(w.text for w in bare if w.text not in JOINING)),
        joined="".join(w.text for w in bare),
    )  # fmt: skip


def _address(name: str, found: tuple[Word, ...]) -> Thing:
    levels = addresses.read(name)
    return Thing(
        levels.street, levels.kinds, levels.places, levels.numbers, "", found, False, levels.areas,
        levels.units, levels.codes, (), levels.town, levels.buildings,
    )  # fmt: skip


def _without_ship(found: list[Word]) -> list[Word]:
    """Return the words of a ship's name without those that stand before it and only say that it is
    one."""
    at = 0
    while at < len(found) - 1 and found[at].text in _SHIP:
        at += 1
    return found[at:]


def _numbered(found: list[Word]) -> list[Word]:
    """Return the words of a ship's name, a number apart from the letters before it: DY905."""
    parted = []
    for word in found:
        if word.script == "latin" and (number := _NUMBERED.fullmatch(word.text)):
            parted += [Word(t, "latin", (), "", word.capitals, t) for t in number.groups()]
        else:
            parted.append(word)
    return parted


_Parts = tuple[list[Word], list[str], list[str], list[str]]


def _without_form(found: list[Word]) -> tuple[list[Word], str, tuple[Word, ...]]:
    """Return a name's words without its legal form, the form's class, and its words."""
    form, known = "", _forms()
    taken: list[Word] = []
    changed = True
    while changed and len(found) > 1:
        changed = False
        if found[-1].text not in _form_words() and found[0].text not in _form_words():
            break
        for size in (6, 5, 4, 3, 2, 1):
            if size >= len(found):
                continue
            end = tuple(w.text for w in found[-size:])
            begin = tuple(w.text for w in found[:size])
            if end in known:
                taken, form = [*found[-size:], *taken], _closer(form, known[end])
                found, changed = found[:-size], True
            elif begin in known and known[begin] not in ("group", "foundation", "association"):
                taken, form = [*found[:size], *taken], _closer(form, known[begin])
                found, changed = found[size:], True
            if changed:
                break
    if found and found[-1].script == "han":
        text = found[-1].text
        for ending, name in _han_forms():
            if text.startswith(ending) and len(ending) > 3 and len(text) > len(ending) + 1:
                rest = found[-1]._replace(text=text[len(ending) :], wide=text[len(ending) :])
                taken.append(found[-1]._replace(text=ending, wide=ending))
                return [*found[:-1], rest], _closer(form, name), tuple(taken)  # 株式会社日立
            if text == ending and len(found) > 1:
                return found[:-1], form or name, (*taken, found[-1])
            if text.endswith(ending) and len(text) > len(ending) + 1:
                rest = found[-1]._replace(text=text[: -len(ending)], wide=text[: -len(ending)])
                taken.append(found[-1]._replace(text=ending, wide=ending))
                return [*found[:-1], rest], _closer(form, name), tuple(taken)
    return found, form, tuple(taken)


def _closer(one: str, other: str) -> str:
    """Return the form that says more of two that a name has: "Co., Ltd." is limited, "Holding
    GmbH" too."""
    return one if one and one not in ("company", "group") else other


def _read_han(word: Word, schema: str, parts: _Parts) -> None:
    own, kinds, places, numbers = parts
    text = word.text
    numbered = _HAN_HULL if schema == "Vessel" else _HAN_NUMBER
    for found in list(numbered.finditer(text)):
        numbers.append(addresses.han_number(found[1] or found[2]))
        text = text.replace(found[0], " ", 1)
    if schema == "Vessel":
        text = text.replace("号", "").replace("轮", "").strip()
        own += [Word(piece, "han", (), "", False, piece) for piece in text.split()]
        return
    while len(text) > 2 and (where := _place_first(text, bool(places))):
        places.append(where[0])
        text = where[1]
    if len(word.text) <= 4 and not _kind_first(word.text, 1) and (only := place(word.text)):
        places.append(only)
        text = ""
    names, said = _kinds_in(text.strip())
    kinds += said
    at_end = places and names and (said or len(names) > 1) and text.endswith(names[-1])
    if at_end and (last := place(names[-1])):  # 中国银行上海
        places.append(last)
        names = names[:-1]
    own += [Word(name, "han", (), "", False, name) for name in names if name != "号"]


def _place_first(text: str, another: bool) -> tuple[str, str] | None:
    """Return the place that a text begins with, and the rest of the text; None if there is none.

    Another place than the first is one only with its 市 or 区: what follows may sound like one.
    """
    for name, country in _CHINA.items():
        if text.startswith(name) and len(text) > len(name):
            return country, text[len(name) :]
    for size in range(min(7, len(text) - 1), 1, -1):
        if (another and text[size - 1] not in "省市区县") or _kind_first(text, size):
            continue
        where = place(text[:size])
        if where and (text[size - 1] in "省市区县州盟旗" or place(where)):
            return where, text[size:]
    return None


def _kinds_in(text: str) -> tuple[list[str], list[str]]:
    """Return what is left of a text without the words for what its bearer does, and these."""
    name = next((n for n in in_english() if len(n) > 2 and text.startswith(n)), "")
    names, kinds = [text.removeprefix(name)], []
    for han, english in _kinds_han():
        if len(han) < 2:
            continue
        for number, piece in enumerate(names):
            if han in piece:
                before, _, after = piece.partition(han)
                names[number : number + 1] = [before, after]
                kinds.append(english)
                break
    return [piece for n in (name, *names) if (piece := n.strip())], kinds


def _kind_first(text: str, size: int) -> bool:
    """Return whether a text begins with a word for a kind that is longer than a place would be."""
    return any(len(han) > size and text.startswith(han) for han, _ in _kinds_han())


def _read_plain(found: Sequence[Word], schema: str, parts: _Parts) -> None:
    own, kinds, places, numbers = parts
    if schema != "Vessel" and any(w.script == "hangul" for w in found):
        cut = [_without_kind(w) if w.script == "hangul" else (w, "") for w in found]
        found = [w for w, _ in cut]
        kinds += [kind for _, kind in cut if kind]
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
    text = _counted(found, at, schema)
    if text.isdigit():
        return 1, "number", text.lstrip("0") or "0"
    if (text in JOINING or text in _LEVELS) and len(found) > 1:
        return 1, "", text
    if text in _NUMBER_SIGNS and at + 1 < len(found) and found[at + 1].text.isdigit():
        return 1, "", text
    if schema == "Vessel":
        return 1, "" if text in _NO_NAMES and len(found) > 1 else "own", text
    return _meaning(found, at) or (1, "own", text)


def _meaning(found: Sequence[Word], at: int) -> tuple[int, str, str] | None:
    """Return how many words from one on are a place or a kind, which of both, and what they say."""
    for read_at, what in ((_china_at, "place"), (_kind_at, "kind"), (_place_at, "place")):
        size, said = read_at(found, at)
        if size:
            return size, what, said
    return None


def _counted(found: Sequence[Word], at: int, schema: str) -> str:
    """Return a word as a number in digits where it is one."""
    text = found[at].text
    if schema == "Vessel":
        last = at == len(found) - 1
        return "1" if at and last and text == "i" else _ROMAN.get(text, text) if at else text
    if ordinal := addresses.ORDINAL.fullmatch(text):
        return ordinal[1]
    text = addresses.ORDINALS.get(text, text)
    return _ROMAN.get(text, text) if at else text


def _china_at(found: Sequence[Word], at: int) -> tuple[int, str]:
    for name, country in _CHINA_PLAIN.items():
        if found[at].text == name[0] and tuple(w.text for w in found[at : at + len(name)]) == name:
            return len(name), country
    return 0, ""


def _kind_at(found: Sequence[Word], at: int) -> tuple[int, str]:
    known, first = _kinds(), found[at].text
    if first not in _firsts() and _one_of(first) not in _firsts():
        return 0, ""
    for size in range(min(6, len(found) - at), 0, -1):
        if at + size <= len(found):
            texts = tuple(w.text for w in found[at : at + size])
            kind = known.get(texts) or known.get((*texts[:-1], _one_of(texts[-1])))
            if kind:
                return size, kind
    return 0, ""


def _one_of(text: str) -> str:
    """Return an English word for several as the word for one: technologies, technology."""
    if text.endswith("ies"):
        return f"{text[:-3]}y"
    return text[:-1] if len(text) > 4 and text.endswith("s") and text[-2] != "s" else text


def _place_at(found: Sequence[Word], at: int) -> tuple[int, str]:
    if country := _spelled("country").get(found[at].text):
        return 1, country
    for size in (3, 2, 1):
        run = found[at : at + size]
        if len(run) < size or (size == 1 and len(run[0].text) < 3):
            continue
        if where := place(" ".join(w.text for w in run).title()):
            return size, where
    return 0, ""


@cache
def _spelled(kind: str) -> dict[str, str]:
    """Return words as they are shortened or spelled in Britain ("short") → as they are compared, or
    what is of a country ("country") → the country, as the gazetteer has it."""
    return {word: full for word, full, which in rows("body_spellings") if which == kind}


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
def _form_words() -> frozenset[str]:
    return frozenset(text for texts in _forms() for text in (texts[0], texts[-1]))


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
    """Return words for what a company does → the first English one of those that mean the same."""
    found: dict[tuple[str, ...], str] = {}
    for _, english in rows("company_words"):
        if place(english.split(",")[0].title()):
            continue
        first = found.get(_texts(english.split(",")[0]), english.split(",")[0])
        for phrase in english.split(","):
            found.setdefault(_texts(phrase), first)
    for word, english, _ in rows("business_words"):
        first = found.setdefault(_texts(english), english)
        found.setdefault(_texts(word), first)
    return found


@cache
def _firsts() -> frozenset[str]:
    return frozenset(texts[0] for texts in _kinds() if texts)


@cache
def _kinds_hangul() -> tuple[tuple[str, str], ...]:
    known = _kinds()
    found = [(word, known[_texts(english)]) for word, english, language in rows("business_words")
             if language == "ko"]  # fmt: skip
    return tuple(sorted(found, key=lambda row: -len(row[0])))


def _without_kind(word: Word) -> tuple[Word, str]:
    """Return a word in Hangul without what it says at its end that its bearer does, and that."""
    for ending, kind in _kinds_hangul():
        if word.text.endswith(ending) and len(word.text) > len(ending) + 1:
            text = word.text[: -len(ending)]
            return word._replace(text=text, wide=text), kind
    return word, ""


@cache
def _kinds_han() -> tuple[tuple[str, str], ...]:
    known = _kinds()
    found = [
        (han, known[texts])
        for han, english in rows("company_words")
        if (texts := _texts(english.split(",")[0])) in known
    ]
    return tuple(sorted(found, key=lambda row: -len(row[0])))


@cache
def in_english() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return Chinese names that are translated, or known by another name in English → that, word by
    word."""
    return {
        chinese: tuple(map(_texts, english.split(",")))
        for chinese, english in rows("translated_names")
    }


def _texts(phrase: str) -> tuple[str, ...]:
    return tuple(w.text for w in words(phrase))


def _without_initials(found: list[Word]) -> list[Word]:
    """Return words without one that is the initials of those before it: … Guard Corps (IRGC)."""
    kept: list[Word] = []
    for word in found:
        size = len(word.text)
        before = [w for w in kept if w.text not in JOINING][-size:]
        if not (2 < size < 7 and len(before) == size and word.text == initials(before)):
            kept.append(word)
    return kept


def initials(found: Iterable[Word]) -> str:
    """Return the first letters of words in Latin letters, without words that only join."""
    return "".join(w.text[0] for w in found if w.script == "latin" and w.text not in JOINING)
