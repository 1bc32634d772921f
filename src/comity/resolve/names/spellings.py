"""How Chinese names are spelled in Latin letters, by the systems that people use.

``pinyin`` is Hanyu Pinyin (ISO 7098). ``taiwan`` is what Taiwanese papers mix: Wade-Giles, Tongyong
Pinyin, Yale. ``cantonese`` is the usage of Hong Kong and Macau, ``hokkien`` that of Singapore and
Malaysia (Hokkien, Teochew, Hakka), of which only surnames are in tables. Where the tables come from
stands in ``comity/resolve/data/README.md``.

Letters are small and plain; ü is ``v`` where it was shown, for only then it is no u.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from comity.extract import surnames

SYSTEMS = ("pinyin", "taiwan", "cantonese", "hokkien")

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


@cache
def _cantonese() -> dict[str, Pieces]:
    return {
        char: {piece: 1.0 / (1 + rank) ** 0.5 for rank, piece in enumerate(spelled.split(","))}
        for char, _, spelled in rows("cantonese")
    }


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
    found: dict[str, Pieces] = {"pinyin": {}, "taiwan": {}, "cantonese": {}}
    for rank, reading in enumerate(readings(char)):
        known = syllables().get(reading, {"pinyin": {reading: 1.0}, "taiwan": {reading: 1.0}})
        for system, pieces in known.items():
            for piece, weight in pieces.items():
                held = found[system].get(piece, 0.0)
                found[system][piece] = max(held, weight if rank == 0 else weight * 0.4)
    found["cantonese"] = _cantonese().get(char, {})
    return found


@lru_cache(maxsize=5_000)
def surname(name: str) -> Mapping[str, frozenset[str]]:
    """Return the spellings of a surname in simplified characters → the systems that use each."""
    found: dict[str, set[str]] = defaultdict(set)
    known = surnames().get(name)
    if known is None:
        for system, pieces in character(name).items() if len(name) == 1 else ():
            for piece in pieces:
                found[piece].add(system)
        return {piece: frozenset(systems) for piece, systems in found.items()}
    reading = known.pinyin.replace("ü", "v").replace(" ", "")
    for piece in _pinyin(reading):
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


@cache
def surnames_spelled() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return letters → surname in simplified characters → the systems that spell it so."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for name in surnames():
        for piece, systems in surname(name).items():
            found[piece][name] = tuple(sorted(systems))
    return found


@cache
def pieces(system: str) -> dict[str, Pieces]:
    """Return letters → the syllables of pinyin that they may stand for in given names, with the
    probability of each."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    chance = frequency()
    if system == "cantonese":
        for rank, (char, spelled) in enumerate(_cantonese().items()):
            for piece, weight in spelled.items():
                found[piece][readings(char)[0]] += weight / (rank + 20)
    else:
        for pinyin, systems in syllables().items():
            for piece, weight in systems.get(system, {}).items():
                found[piece][pinyin] += weight * chance.get(pinyin, 1e-5)
    return {piece: _shares(stands.items()) for piece, stands in found.items()}


def _shares(counts: Iterable[tuple[str, float]]) -> Pieces:
    known = dict(counts)
    total = sum(known.values())
    return {key: count / total for key, count in known.items()}
