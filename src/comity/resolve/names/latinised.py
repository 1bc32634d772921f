"""Chinese and Korean names spelled in Latin letters: where the surname ends, which syllables the
given name has, and what two such spellings say of each other.

Each name is taken to follow one system throughout. Syllables are compared whole, as one letter
makes another name: Xiaomin and Xiaoming. Where one system may spell both names, other letters are
another name; where they are of two systems, each syllable is weighed by what it may stand for in
either.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from comity.resolve.names import spellings
from comity.resolve.names.characters import hidden
from comity.resolve.names.part import MOST, Part
from comity.resolve.names.reading import Word
from comity.resolve.names.tables import given_names, usual

ASPIRATED = frozenset(("ch", "k", "p", "t", "ts", "tz"))
"""What stands before the apostrophe of Wade-Giles and of McCune-Reischauer; it is a breath and
divides nothing: ch'ang."""

_BREATHED = ("taiwan", "korean")

_WESTERN = 20.0  # bearers in 100,000 from which on a word like Rita or Dana is a Western name
_WAYS = 12
_DOTS = re.compile("(?<=[ln])yu(?!e)|v")
_SON = frozenset(("bin", "ben"))  # within a name rather Arabic or Malay than a surname that is last

Said = tuple[float, str]
"""Evidence, and how two things agree or differ."""


class Spelled(NamedTuple):
    """One way to read a spelled name.

    Attributes:
        surname, second, given: letters of the surname, of a second one, of the given name.
        breaks: the offsets in the given name at which a syllable must begin; tones: its tones.
        others: words that are none of these, Western given names.
        last: whether the surname stands last.
    """

    surname: str
    second: str
    given: str
    breaks: frozenset[int]
    tones: str
    others: tuple[Word, ...]
    last: bool = False


@lru_cache(maxsize=50_000)
def read(words: tuple[Word, ...]) -> tuple[Spelled, ...]:
    """Return the ways, at most twelve, to read words as a spelled Chinese or Korean name."""
    if not words or len(words) > 6:
        return ()
    if any(w.script != "latin" or len(w.text) == 1 for w in words):
        return ()
    known = spellings.surnames_spelled()
    found = [*_glued(words[0])] if len(words) == 1 else []
    capitals = [w.capitals for w in words]
    marked = any(capitals) and not all(capitals)  # LAU Yung: what is in capitals is the surname
    for first, size in _surname_places(words):
        if marked and not capitals[first]:
            continue
        surname = "".join(w.wide for w in words[first : first + size])
        before, after = words[:first], words[first + size :]
        for second, given, others in _givens(before, after):
            if (second and second[0].wide not in known) or any(map(_syllabic, others)):
                continue
            last = bool(given) and given[0] in before
            found.append(_spelled(surname, second, given, others, last))
    return tuple(found[:_WAYS])


@lru_cache(maxsize=100_000)
def sure(words: tuple[Word, ...]) -> bool:
    """Return whether a name is spelled as one system spells both a common surname and a given
    name."""
    for way in read(words):
        common = {
            system
            for name, systems in spellings.surnames_spelled()[way.surname].items()
            if spellings.share(name) >= 0.3 or len(name) > 1
            for system in systems
        }
        if way.given and any(divided(way.given, s, way.breaks) for s in common):
            return True
    return False


@lru_cache(maxsize=100_000)
def divided(text: str, system: str, breaks: frozenset[int]) -> tuple[tuple[str, ...], ...]:
    """Return the ways to divide letters into one to three syllables of a system."""
    known = spellings.pieces(system)
    found: list[tuple[str, ...]] = []

    def go(at: int, so_far: tuple[str, ...]) -> None:
        if at == len(text):
            found.append(so_far)
            return
        if len(so_far) == 3:
            return
        for end in range(at + 1, min(at + 6, len(text)) + 1):
            if text[at:end] in known:
                go(end, (*so_far, text[at:end]))
            if end in breaks and not (system in _BREATHED and text[at:end] in ASPIRATED):
                break

    go(0, ())
    return tuple(found)


def is_given(words: Sequence[Word]) -> bool:
    """Return whether words may together be a Chinese or Korean given name."""
    text = "".join(w.wide for w in words)
    if not 1 <= len(text) <= 14:
        return False
    if len(words) == 1 and given_names().get(text, 0.0) >= _WESTERN:
        return False
    return any(divided(text, system, frozenset()) for system in spellings.SYSTEMS)


_HIDDEN_AS = re.compile(r"mou(mou|jia|yi|bing|ding)?")  # 某, 某某, 某甲, 某乙, …
_COUNTED = {"jia": "甲", "yi": "乙", "bing": "丙", "ding": "丁"}


def shown(given: str) -> str:
    """Return in characters a given name that is what courts write for one that they hide, in
    pinyin: "moumou"; empty where it is none."""
    found = _HIDDEN_AS.fullmatch(given)
    return "某" + _COUNTED.get(found[1] or "", "某") if found else ""


def _syllabic(word: Word) -> bool:
    return is_given((word,))


def _surname_places(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    known = spellings.surnames_spelled()
    for size in (2, 1):
        for first in range(len(words) - size + 1):
            text = "".join(w.wide for w in words[first : first + size])
            if first and text in _SON:
                continue
            if text in known and (size == 1 or any(len(name) > 1 for name in known[text])):
                yield first, size


def _givens(
    before: tuple[Word, ...], after: tuple[Word, ...]
) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...], tuple[Word, ...]]]:
    """Yield (second surname, given name, other words): a given name stands after the surname; or
    before it, where nothing stands after."""
    for size in (3, 2, 1):
        if size <= len(after) and is_given(after[:size]):
            yield (), after[:size], (*before, *after[size:])
        if size < len(after) and is_given(after[1 : size + 1]):
            yield after[:1], after[1 : size + 1], (*before, *after[size + 1 :])
    if not before and len(after) == 1 and divided(after[0].wide, "pinyin", frozenset()):
        yield (), after, ()  # Zhao Juan, though Juan is a Western name too
    if before and len(before) <= 3 and is_given(before):
        yield (), before, after
    if not after and before:
        yield (), (), before


def _spelled(
    surname: str, second: Sequence[Word], given: Sequence[Word], others: Sequence[Word], last: bool
) -> Spelled:
    return Spelled(
        surname, "".join(w.wide for w in second), "".join(w.wide for w in given), breaks(given),
        "".join(w.tones for w in given), tuple(others), last,
    )  # fmt: skip


def breaks(words: Sequence[Word]) -> frozenset[int]:
    """Return the offsets in joined words at which a mark or a space divides them."""
    found, at = set(), 0
    for word in words:
        found |= {at, *(at + b for b in word.breaks)}
        at += len(word.wide)
    return frozenset(found - {0})


def _glued(word: Word) -> Iterator[Spelled]:
    """Yield readings of LIUYONG: a surname in pinyin, and the rest."""
    text, known = word.wide, spellings.surnames_spelled()
    if text in usual():
        return
    for size in range(2, min(7, len(text))):
        systems = {s for ss in known.get(text[:size], {}).values() for s in ss}
        rest = text[size:]
        if "pinyin" in systems and divided(rest, "pinyin", frozenset()):
            cut = frozenset(b - size for b in word.breaks if b > size)
            yield Spelled(text[:size], "", rest, cut, "", ())


def compare(a: Spelled, b: Spelled) -> list[Part]:
    """Return what two spelled names say of each other."""
    (value, how), given = _surnames_and_givens(a, b)
    if value > 0:
        value -= 0.6 * (a.last + b.last)  # rather the surname first, as these names are written
    parts = [Part("surname", _surname(a), _surname(b), value, how)]
    if a.given and b.given and (shown(a.given) or shown(b.given)):
        parts.append(hidden(shown(a.given) or "?", shown(b.given) or "?"))
    elif a.given and b.given:
        parts.append(Part("given name", a.given, b.given, *given))
    return parts


def _surname(name: Spelled) -> str:
    return " ".join(filter(None, (name.surname, name.second)))


def _surnames_and_givens(a: Spelled, b: Spelled) -> tuple[Said, Said]:
    """Return what the surnames and what the given names say, in the two systems that fit best."""
    surname = _surnames(a, b, "", "")
    given = _same_given(a, b) if a.given and b.given else (0.0, "")
    if given is not None and (surname[0] >= 3 or given[0] < 0):
        return surname, given
    best = surname, given or (-MOST, "other sounds")
    if a.given and b.given and _one_system(a, b):
        return best
    for ours in spellings.SYSTEMS:
        for theirs in spellings.SYSTEMS:
            said = _surnames(a, b, ours, theirs)
            if said[0] <= 0:
                continue
            also = given or across(a.given, a.breaks, ours, b.given, b.breaks, theirs)
            if said[0] + also[0] > best[0][0] + best[1][0]:
                best = said, also
    return best


def _one_system(a: Spelled, b: Spelled) -> bool:
    """Return whether one system that spells a syllable in one way may spell both names, pinyin or
    else Cantonese: then other letters are another name."""
    pinyin = [_follows(name, "pinyin") for name in (a, b)]
    if any(pinyin):
        return all(pinyin)
    cantonese, korean = (
        all(_follows(name, system) for name in (a, b)) for system in ("cantonese", "korean")
    )
    return cantonese and not (korean and a.given == b.given)  # Lee and Yi Minho


def _follows(name: Spelled, system: str) -> bool:
    known = spellings.surnames_spelled()[name.surname]
    return bool(divided(name.given, system, name.breaks)) and any(
        system in systems for systems in known.values()
    )


def _same_given(a: Spelled, b: Spelled) -> Said | None:
    """Return what given names of the same letters say; None where the letters are other ones."""
    if a.given == b.given:
        if any(divided(a.given, s, a.breaks | b.breaks) for s in spellings.SYSTEMS):
            return 4.5, "same letters"
        return -MOST, "divided into other syllables"
    if _without_dots(a.given) == _without_dots(b.given):
        return 3.0, "same letters but for the dots of ü"
    return None


def _without_dots(letters: str) -> str:
    """Return letters with u for ü, however it is written: v on keyboards, yu in passports."""
    return _DOTS.sub("u", letters)


def _surnames(a: Spelled, b: Spelled, ours: str, theirs: str) -> Said:
    """Return what the surnames say if each is spelled by a system; an empty one is any."""
    if a.second and b.second:
        return min(
            _one_surname(a.surname, b.surname, ours, theirs),
            _one_surname(a.second, b.second, ours, theirs),
        )
    value, how = max(
        _one_surname(x, y, ours, theirs)
        for x in filter(None, (a.surname, a.second))
        for y in filter(None, (b.surname, b.second))
    )
    if value > 0 and bool(a.second) != bool(b.second):
        value -= 1.0
    return value, how


@lru_cache(maxsize=50_000)
def _one_surname(a: str, b: str, ours: str, theirs: str) -> Said:
    if a == b:
        return 4.0, "same letters"
    if _without_dots(a) == _without_dots(b):
        return 3.0, "same letters but for the dots of ü"
    if not ours or ours == theirs not in ("taiwan", "hokkien", "korean"):
        return -MOST, "other surnames"
    known = spellings.surnames_spelled()
    shared = {
        name: spellings.share(name)
        for name, systems in known.get(a, {}).items()
        if ours in systems and theirs in known.get(b, {}).get(name, ())
    }
    if not shared:
        return -MOST, "other surnames"
    name = max(shared, key=lambda one: (shared[one], one))
    return (3.0 if shared[name] > 1 else 1.0), f"both may be {name}"


@lru_cache(maxsize=50_000)
def across(  # noqa: PLR0913, PLR0917  (two names, each with its cuts and its system)
    a: str, cuts: frozenset[int], ours: str, b: str, other_cuts: frozenset[int], theirs: str
) -> Said:
    """Return what two spellings of a given name say, each in its system: for each syllable, how
    much likelier the two spellings are if they stand for one than by chance."""
    if ours == theirs == "pinyin":
        return -MOST, "other sounds"
    best = -MOST
    known, others = spellings.pieces(ours), spellings.pieces(theirs)
    for x in divided(a, ours, cuts):
        for y in divided(b, theirs, other_cuts):
            if len(x) != len(y):
                continue
            value = -1.5 if ours == theirs else -0.5
            for p, q in zip(x, y, strict=True):
                meet = sum(
                    share * others[q].get(s, 0.0) / spellings.chance(s)
                    for s, share in known[p].items()
                )
                value += min(2.5, math.log(meet)) if meet > 0 else -10.0
            best = max(best, min(value, 3.5))
    how = f"{spellings.TITLES[ours]} and {spellings.TITLES[theirs]}"
    return best, how if best > 0 else "other sounds"
