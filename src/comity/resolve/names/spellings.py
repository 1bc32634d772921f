"""How Chinese names are spelled in Latin letters, by the systems that people use.

``pinyin`` is Hanyu Pinyin (ISO 7098). ``taiwan`` is what Taiwanese papers mix: Wade-Giles, Tongyong
Pinyin, Yale. ``cantonese`` is the usage of Hong Kong and Macau, ``hokkien`` that of Singapore and
Malaysia (Hokkien, Teochew, Hakka). ``korean`` spells the Korean readings of characters, and Hangul.
Where the tables come from stands in ``comity/resolve/data/README.md``.

Letters are small and plain; ü is ``v`` where it was shown, for only then it is no u.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

from comity.extract import surnames

SYSTEMS = ("pinyin", "taiwan", "cantonese", "hokkien", "korean")

TITLES = {"pinyin": "pinyin", "taiwan": "Taiwan spelling", "cantonese": "Cantonese",
          "hokkien": "Hokkien or Teochew", "korean": "Korean"}  # fmt: skip
"""What a reader calls each system."""

Pieces = dict[str, float]
"""Letters → how usual they are for one character in one system, 1 for the most usual."""


def rows(name: str) -> Iterator[list[str]]:
    """Yield the rows of a table of ``comity/resolve/data``."""
    with (files("comity.resolve") / "data" / f"{name}.tsv").open(encoding="utf-8") as lines:
        yield from csv.reader((line for line in lines if line[0] != "#"), delimiter="\t")


@cache
def syllables() -> dict[str, dict[str, Pieces]]:
    """Return each syllable of pinyin → system → how it is spelled."""
    found: dict[str, dict[str, Pieces]] = {}
    for pinyin, *others in rows("syllables"):
        plain = pinyin.replace("ü", "v")
        taiwan: Pieces = {}
        for rank, cell in enumerate((others[3], others[0], others[1], others[2])):
            for piece in _plain(cell):
                taiwan.setdefault(piece, 1.0 if rank < 2 else 0.5)
        found[plain] = {"pinyin": _pinyin(plain), "taiwan": taiwan}
    return found


def _pinyin(plain: str) -> Pieces:
    """Return the spellings of a syllable in pinyin; passports write lyu, keyboards lv, many lu."""
    if "v" not in plain:
        return {plain: 1.0}
    return {plain: 1.0, plain.replace("v", "yu"): 1.0, plain.replace("v", "u"): 0.6}


def _plain(cell: str) -> Iterator[str]:
    """Yield the spellings of a cell without marks, with ü as v and as u."""
    for spelling in filter(None, cell.split(",")):
        text = spelling.replace("'", "").replace("-", "").replace(" ", "")
        if "ü" in text:
            yield text.replace("ü", "v")
        yield text.replace("ü", "u")


def in_pinyin(
    letters: str, number: int, breaks: frozenset[int] = frozenset(), least: int = 1
) -> bool:
    """Return whether letters can be so many syllables of pinyin, each of ``least`` letters or more,
    with one beginning at each of the offsets ``breaks``."""
    ends = {0}
    for _ in range(number):
        ends = {
            at + size
            for at in ends
            for size in range(least, 7)
            if letters[at : at + size] in syllables()
            and not any(at < offset < at + size for offset in breaks)
        }
    return len(letters) in ends


@cache
def _cantonese() -> dict[str, Pieces]:
    found = {}
    for char, jyutping, spelled in rows("cantonese"):
        macau = {piece: _MACAU for sound in jyutping.split(",") for piece in macanese(sound)}
        found[char] = macau | _ranked(spelled)
    return found


_MACAU = 0.4  # how usual what is spelled as in Macau alone is
_INITIALS = (("gw", "ku"), ("kw", "ku"), ("ng", "ng"), ("b", "p"), ("d", "t"), ("g", "k"),
             ("z", "ch"), ("c", "ch"), ("j", "i"))  # fmt: skip
_FINALS = {"aau": "ao", "au": "ao", "ing": "eng", "ik": "ek", "iu": "io", "ung": "ong", "uk": "ok",
           "oeng": "eong", "oek": "eok", "eoi": "oi", "eon": "on", "eot": "ot", "yu": "u",
           "yun": "un", "yut": "ut"}  # fmt: skip


def macanese(jyutping: str) -> Iterator[str]:
    """Yield how a syllable of Cantonese is spelled in Macau, after the Portuguese manner.

    Source: the manner of Macau's official names (Ho Iat Seng, Lao Pun Lap, Ao Ieong U).

    Args:
        jyutping: a syllable in Jyutping (Linguistic Society of Hong Kong) without its tone.
    """
    start = re.match("gw|kw|ng|[bpmfdtnlgkhwzcsj]?", jyutping)[0]  # type: ignore[index]
    rest = jyutping[len(start) :]
    final = _FINALS.get(rest, rest.replace("aa", "a"))
    initial = dict(_INITIALS).get(start, start)
    if start == "j" and (final[:1] == "i" or rest.startswith("yu")):
        initial = ""  # Ip, Un
    yield initial + final
    if start == "w":
        yield "v" + final
    if final == "oi":
        yield initial + "ui"


@cache
def _hokkien() -> dict[str, Pieces]:
    return {char: _ranked(spelled) for char, _, spelled in rows("hokkien")}


@cache
def _hangul() -> dict[str, Pieces]:
    return {hangul: _ranked(spelled) for hangul, _, spelled, _ in rows("korean_syllables")}


@cache
def hangul(char: str) -> tuple[str, ...]:
    """Return how a character is read in Korean names, in Hangul; Hangul is read as itself."""
    if "\uac00" <= char <= "\ud7a3":
        return (char,)
    return _read_in_korean().get(char, ())


@cache
def hangul_surname(name: str) -> tuple[str, ...]:
    """Return how a surname is read in Korean, in Hangul: 金 is 김 there, and 금 in given names."""
    return (name,) if "\uac00" <= name[:1] <= "\ud7a3" else _surnames_in_hangul().get(name, ())


@cache
def _surnames_in_hangul() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for syllable, hanja, _ in rows("korean_surnames"):
        for name in filter(None, hanja.split(",")):
            found[name] = (*found.get(name, ()), syllable)
    return found


@cache
def _read_in_korean() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for syllable, _, _, hanja in rows("korean_syllables"):
        for char in filter(None, hanja.split(",")):
            found[char] = (*found.get(char, ()), syllable)
    return found


def _ranked(cell: str) -> Pieces:
    """Return the spellings of a cell, the most usual first, with their weights."""
    return {piece: 1.0 / (1 + rank) ** 0.5 for rank, piece in enumerate(cell.split(",")) if piece}


def ranked() -> Iterator[str]:
    """Yield the characters of given names, the commonest first."""
    yield from _cantonese()


@cache
def frequency() -> dict[str, float]:
    """Return how likely each syllable of pinyin is in a given name, by the commonest characters.

    The table has characters of given names by how common they are; the share of a rank is taken
    to fall as Zipf's law has it.
    """
    counts: dict[str, float] = defaultdict(float)
    for rank, char in enumerate(_cantonese()):
        counts[readings(char)[0]] += 1 / (rank + 20)
    total = sum(counts.values())
    return {syllable: count / total for syllable, count in counts.items()}


@lru_cache(maxsize=20_000)
def readings(char: str) -> tuple[str, ...]:
    """Return the readings of a character in pinyin without tones, the most usual first."""
    return tuple(dict.fromkeys(sound.rstrip("01234") for sound in toned(char)))


@lru_cache(maxsize=20_000)
def toned(char: str) -> tuple[str, ...]:
    """Return the readings of a character in pinyin with the tone as a digit (5 is 0), ü as v."""
    from pypinyin import Style, pinyin  # noqa: PLC0415  (reads its tables)

    found = pinyin(char, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
    return tuple(sound.replace("ü", "v").replace("5", "0") for sound in found)


@lru_cache(maxsize=20_000)
def character(char: str) -> Mapping[str, Pieces]:
    """Return the spellings of a character of a given name by system."""
    korean: Pieces = {}
    for syllable in hangul(char):
        korean |= _hangul().get(syllable, {})
    if "\uac00" <= char <= "\ud7a3":
        return {"korean": korean}
    found: dict[str, Pieces] = {"pinyin": {}, "taiwan": {}}
    for rank, reading in enumerate(readings(char)):
        known = syllables().get(reading, {"pinyin": {reading: 1.0}, "taiwan": {reading: 1.0}})
        for system, pieces in known.items():
            for piece, weight in pieces.items():
                held = found[system].get(piece, 0.0)
                found[system][piece] = max(held, weight if rank == 0 else weight * 0.4)
    return found | {
        "cantonese": _cantonese().get(char, {}), "hokkien": _hokkien().get(char, {}),
        "korean": korean,
    }  # fmt: skip


@lru_cache(maxsize=5_000)
def surname(name: str) -> Mapping[str, frozenset[str]]:
    """Return the spellings of a surname in simplified characters or in Hangul → the systems that
    use each."""
    found: dict[str, set[str]] = defaultdict(set)
    for piece in _korean_surnames().get(name, ()):
        found[piece].add("korean")
    for piece in _macanese_surname(name):
        found[piece].add("cantonese")
    known = surnames().get(name)
    if known is None:
        for system, pieces in character(name).items() if len(name) == 1 and not found else ():
            for piece in pieces:
                found[piece].add(system)
        return {piece: frozenset(systems) for piece, systems in found.items()}
    reading = known.pinyin.replace("ü", "v").replace(" ", "")
    for sound in (reading, *_further().get(name, ())):
        for piece in _pinyin(sound):
            found[piece] |= {"pinyin", "taiwan"}
    for piece in syllables().get(reading, {}).get("taiwan", {}):
        found[piece].add("taiwan")
    for system, cells in (
        ("taiwan", known.wade_giles), ("cantonese", known.cantonese),
        ("hokkien", known.hokkien_teochew),
    ):  # fmt: skip
        for piece in _plain(",".join(cells)):
            found[piece].add(system)
    return {piece: frozenset(systems) for piece, systems in found.items()}


def _macanese_surname(name: str) -> Iterator[str]:
    """Yield how a surname of several characters is spelled in Macau; those of one have readings of
    their own, and stand in the table of surnames."""
    if len(name) > 1:
        sounds = ([p for s in _jyutping().get(c, ()) for p in macanese(s)] for c in name)
        yield from map("".join, product(*sounds))


@cache
def _jyutping() -> dict[str, tuple[str, ...]]:
    return {char: tuple(sounds.split(",")) for char, sounds, _ in rows("cantonese")}


@cache
def _further() -> dict[str, tuple[str, ...]]:
    """Return surnames that some families read otherwise than most: 覃 is Qin, or Tan."""
    return {name: tuple(pinyin.split(",")) for name, pinyin in rows("surname_readings")}


@cache
def _korean_surnames() -> dict[str, tuple[str, ...]]:
    """Return the spellings of Korean surnames, by Hangul and by their characters."""
    found: dict[str, tuple[str, ...]] = {}
    for syllable, hanja, spelled in rows("korean_surnames"):
        for name in filter(None, (syllable, *hanja.split(","))):
            found[name] = (*found.get(name, ()), *spelled.split(","))
    return found


@cache
def share(name: str) -> float:
    """Return how many in a thousand people of their country bear a surname, by its characters."""
    known = surnames().get(name)
    if known is not None:
        return known.per_mille or 0.05
    return _korean_shares().get(name, 0.0)


@cache
def _korean_shares() -> dict[str, float]:
    """Return the shares of Korean surnames in Hangul: by rank, as Zipf's law has it; the table's
    order is that of how common they are."""
    ranked = [row[0] for row in rows("korean_surnames")]
    total = sum(1 / (rank + 1) for rank in range(len(ranked)))
    return {name: 1000 / (rank + 1) / total for rank, name in enumerate(ranked)}


def is_surname(name: str) -> bool:
    """Return whether characters or Hangul are a Chinese or Korean surname."""
    return name in surnames() or name in _korean_surnames()


@cache
def surnames_spelled() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return letters → surname in simplified characters, or in Hangul → the systems that spell it
    so."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    korean = [name for name in _korean_surnames() if hangul(name) == (name,)]
    for name in (*surnames(), *korean):
        for piece, systems in surname(name).items():
            found[piece][name] = tuple(sorted(systems))
    return dict(found)


@cache
def pieces(system: str) -> dict[str, Pieces]:
    """Return letters → the syllables that they may stand for in given names, with the probability
    of each: syllables of pinyin, of Korean in Hangul."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    if system in ("cantonese", "hokkien"):
        table = _cantonese() if system == "cantonese" else _hokkien()
        for rank, (char, spelled) in enumerate(table.items()):
            for piece, weight in spelled.items():
                found[piece][readings(char)[0]] += weight / (rank + 20)
    elif system == "korean":
        for syllable, spelled in _hangul().items():
            for piece, weight in spelled.items():
                found[piece][syllable] += weight
    else:
        for pinyin, systems in syllables().items():
            for piece, weight in systems.get(system, {}).items():
                found[piece][pinyin] += weight * frequency().get(pinyin, 1e-5)
    return {piece: _shares(stands.items()) for piece, stands in found.items()}


def chance(syllable: str) -> float:
    """Return how likely a syllable of pinyin, or of Korean, is in a given name."""
    if syllable.isascii():
        return frequency().get(syllable, 1e-4)
    return 1 / len(_hangul())


def _shares(counts: Iterable[tuple[str, float]]) -> Pieces:
    known = dict(counts)
    total = sum(known.values())
    return {key: count / total for key, count in known.items()}
