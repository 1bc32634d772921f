"""Chinese names beside one another, in characters and in every way of spelling them.

A Chinese name is a surname of one character, rarely two, before a given name of one or two. A
spelling says less than the characters: Yong may be 勇 or 永, Chan 陈 or 曾. So a spelled name agrees
with all characters that it may stand for, and two names in characters with each other only if these
are the same. Syllables are compared whole, as one letter makes another name: Xiaomin and Xiaoming.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from comity.extract import surnames
from comity.resolve.names import spellings
from comity.resolve.names.part import MOST, Part
from comity.resolve.names.reading import Word
from comity.resolve.names.tables import given_names

_HIDDEN = "某"
_NAMES = {"pinyin": "pinyin", "taiwan": "Taiwan spelling", "cantonese": "Cantonese",
          "hokkien": "Hokkien or Teochew"}  # fmt: skip

# Hokkien and Teochew given names are in no table: only what their syllables may begin with is known.
_HOKKIEN_BEGIN = {
    "b": "bp", "p": "bph", "m": "mb", "f": "hpb", "d": "dtlj", "t": "dt", "n": "nlj", "l": "ln",
    "g": "kgc", "k": "kgh", "h": "hkgh", "j": "kcgtjs", "q": "kcgth", "x": "hsckgh", "zh": "tdcjk",
    "ch": "tchs", "sh": "stchb", "r": "jylngzh", "z": "ctj", "c": "cts", "s": "sch",
    "y": "iygejnhouw", "w": "bmgwonuhv", "": "aeiougn",
}  # fmt: skip

_WESTERN = 20.0  # bearers in 100,000 from which on a word like Rita or Dana is a Western name
_ASPIRATED = frozenset(("ch", "k", "p", "t", "ts", "tz"))


class Characters(NamedTuple):
    """A name in simplified characters: surname, a second one (by birth, of a married woman), given
    name. ``hidden`` says that a court has hidden some of the given name."""

    surname: str
    second: str
    given: str
    hidden: bool = False


class Spelled(NamedTuple):
    """One way to read a spelled name: letters of the surname, of a second one and of the given
    name, the offsets in the given name at which a syllable must begin, its tones, other words;
    whether the surname stands last."""

    surname: str
    second: str
    given: str
    breaks: frozenset[int]
    tones: str
    others: tuple[Word, ...]
    last: bool = False


@lru_cache(maxsize=50_000)
def characters(text: str) -> tuple[Characters, ...]:
    """Return the ways to read simplified characters as a Chinese name; none where it is no name."""
    known, found = surnames(), []
    if not 2 <= len(text) <= 5:
        return ()
    for size in (2, 1):
        surname, rest = text[:size], text[size:]
        if surname not in known or not rest:
            continue
        if len(rest) <= 2 or (size == 1 and len(rest) == 2):
            found.append(_characters(surname, "", rest))
        elif len(rest) == 3 and rest[0] in known:
            found.append(_characters(surname, rest[0], rest[1:]))
    return tuple(found)


def _characters(surname: str, second: str, given: str) -> Characters:
    if _HIDDEN not in given:
        return Characters(surname, second, given)
    shown = given.replace(_HIDDEN, "").strip("甲乙丙丁戊己庚辛壬癸一二三四五0123456789")
    return Characters(surname, second, shown, hidden=True)


@lru_cache(maxsize=50_000)
def spelled(words: tuple[Word, ...]) -> tuple[Spelled, ...]:
    """Return the ways to read words in Latin letters as a Chinese name, at most a dozen."""
    if not words or len(words) > 6:
        return ()
    if any(w.script != "latin" or len(w.text) == 1 for w in words):
        return ()
    known = spellings.surnames_spelled()
    found = [*_glued(words)] if len(words) == 1 else []
    capitals = [w.capitals for w in words]
    marked = not all(capitals)  # LAU Yung: what is in capitals is the surname
    for first, size in _surname_places(words):
        if marked and any(capitals) and not capitals[first]:
            continue
        surname = "".join(w.wide for w in words[first : first + size])
        before, after = words[:first], words[first + size :]
        for second, given, others in _givens(before, after):
            if (second and second[0].wide not in known) or any(_syllabic(w) for w in others):
                continue
            last = bool(given) and given[0] in before
            found.append(_spelled(surname, second, given, others)._replace(last=last))
    return tuple(found[:12])


def _surname_places(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    known = spellings.surnames_spelled()
    for size in (2, 1):
        for first in range(len(words) - size + 1):
            text = "".join(w.wide for w in words[first : first + size])
            if text in known and (size == 1 or any(len(name) > 1 for name in known[text])):
                yield first, size


def _givens(
    before: tuple[Word, ...], after: tuple[Word, ...]
) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...], tuple[Word, ...]]]:
    """Yield (second surname, given name, other words): a given name stands after the surname; or
    before it, where nothing stands after."""
    for size in (3, 2, 1):
        if size <= len(after) and _is_given(after[:size]):
            yield (), after[:size], (*before, *after[size:])
        if size < len(after) and _is_given(after[1 : size + 1]):
            yield after[:1], after[1 : size + 1], (*before, *after[size + 1 :])
    if len(before) <= 3 and _is_given(before):
        yield (), before, after
    if not after and before:
        yield (), (), before


def _syllabic(word: Word) -> bool:
    """Return whether a word could be of a Chinese name, and is no usual Western given name."""
    return given_names().get(word.text, 0.0) < _WESTERN and _is_given((word,))


def _is_given(words: Sequence[Word]) -> bool:
    text = "".join(w.wide for w in words)
    if not 1 <= len(text) <= 14 or (len(words) == 1 and given_names().get(text, 0) >= _WESTERN):
        return False
    return any(divided(text, system, frozenset()) for system in spellings.SYSTEMS[:3])


def _spelled(
    surname: str, second: Sequence[Word], given: Sequence[Word], others: Sequence[Word]
) -> Spelled:
    breaks, at = set(), 0
    for word in given:
        breaks |= {at, *(at + b for b in word.breaks)}
        at += len(word.wide)
    return Spelled(
        surname, "".join(w.wide for w in second), "".join(w.wide for w in given),
        frozenset(breaks - {0}), "".join(w.tones for w in given), tuple(others),
    )  # fmt: skip


def _glued(words: Sequence[Word]) -> Iterator[Spelled]:
    """Yield readings of LIUYONG: a surname in pinyin, and the rest."""
    text = words[0].wide
    for size in range(2, min(7, len(text))):
        systems = {s for ss in spellings.surnames_spelled().get(text[:size], {}).values() for s in ss}
        rest = text[size:]
        if "pinyin" in systems and divided(rest, "pinyin", frozenset()):
            breaks = frozenset(b - size for b in words[0].breaks if b > size)
            yield Spelled(text[:size], "", rest, breaks, "", ())


@lru_cache(maxsize=100_000)
def sure(words: tuple[Word, ...]) -> bool:
    """Return whether a name is surely Chinese: in characters, or spelled as one system spells both
    a common surname and a given name."""
    if _written(words):
        return True
    for way in spelled(words):
        common = {
            system
            for name, systems in spellings.surnames_spelled().get(way.surname, {}).items()
            if (surnames()[name].per_mille or 0) >= 0.3
            for system in systems
        }
        if way.given and any(divided(way.given, s, way.breaks) for s in common - {"hokkien"}):
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
            if end in breaks and not (system == "taiwan" and text[at:end] in _ASPIRATED):
                break

    go(0, ())
    return tuple(found)


def compare(a: Sequence[Word], b: Sequence[Word]) -> list[tuple[list[Part], tuple[Word, ...],
                                                                tuple[Word, ...]]]:  # fmt: skip
    """Return the ways to read two names as Chinese, each as its parts and the words left of both.

    Empty where one of them cannot be Chinese.
    """
    a, b = tuple(a), tuple(b)
    ours, theirs = _written(a), _written(b)
    if ours and theirs:
        return [(_both_characters(x, y), (), ()) for x in ours for y in theirs]
    if ours or theirs:
        names, latin = (ours, b) if ours else (theirs, a)
        ways = [_spelled_as(name, latin) for name in names]
        if ours:
            return [(parts, (), left) for parts, left in ways]
        return [([_turned(p) for p in parts], left, ()) for parts, left in ways]
    return [
        (_both_spelled(x, y), x.others, y.others) for x in spelled(a) for y in spelled(b)
    ]  # fmt: skip


def _turned(part: Part) -> Part:
    return part._replace(a=part.b, b=part.a)


def _written(words: Sequence[Word]) -> tuple[Characters, ...]:
    """Return the readings of a name that is in Chinese characters alone."""
    if len(words) == 1 and words[0].script == "han":
        return characters(words[0].text)
    if len(words) == 2 and all(w.script == "han" for w in words) and len(words[1].text) < 3:
        return characters(words[0].text + words[1].text)
    return ()


def _both_characters(a: Characters, b: Characters) -> list[Part]:
    parts = []
    surnames_of = [{n.surname, n.second} - {""} for n in (a, b)]
    if a.surname == b.surname and a.second == b.second:
        parts.append(Part("surname", a.surname + a.second, b.surname + b.second, MOST, "same characters"))
    elif surnames_of[0] & surnames_of[1] and not (a.second and b.second):
        parts.append(Part("surname", a.surname + a.second, b.surname + b.second, 2.0, "one of two surnames"))
    else:
        parts.append(Part("surname", a.surname + a.second, b.surname + b.second, -MOST, "other characters"))
    if a.hidden or b.hidden:
        shown = bool(a.given and a.given == b.given)
        parts.append(Part("hidden name", a.given, b.given, 1.0 if shown else 0.0, "what a court has hidden says nothing"))
    elif a.given == b.given:
        parts.append(Part("given name", a.given, b.given, MOST, "same characters"))
    else:
        sounds = [[set(spellings.readings(c)) for c in n] for n in (a.given, b.given)]
        alike = len(sounds[0]) == len(sounds[1]) and all(x & y for x, y in zip(*sounds, strict=True))
        how = "same sound, other characters" if alike else "other characters"
        parts.append(Part("given name", a.given, b.given, -MOST, how))
    return parts


def _spelled_as(name: Characters, words: tuple[Word, ...]) -> tuple[list[Part], tuple[Word, ...]]:
    """Return the parts of a name in characters beside a spelled one, and the words left over."""
    best: tuple[float, list[Part], tuple[Word, ...]] | None = None
    for way in _ways(name, words):
        total = sum(part.evidence for part in way[0]) - 0.5 * len(way[1])
        if best is None or total > best[0]:
            best = total, *way
    return (best[1], best[2]) if best else ([Part("surname", name.surname, "", -MOST, "not there")], words)


def _ways(
    name: Characters, words: tuple[Word, ...]
) -> Iterator[tuple[list[Part], tuple[Word, ...]]]:
    for surname in filter(None, (name.surname, name.second)):
        known = spellings.surname(surname)
        for first in range(len(words)):
            for size in (1, 2):
                letters = "".join(w.wide for w in words[first : first + size])
                if first + size > len(words) or letters not in known:
                    continue
                rest = words[:first] + words[first + size :]
                if any(_toned(surname, words[first : first + size])):
                    continue
                if name.second:
                    rest = _without(rest, name.second if surname == name.surname else name.surname)
                yield from _with_given(name, surname, letters, known[letters], rest)
        if len(words) == 1:
            yield from _in_one(name, surname, words[0])


def _without(words: tuple[Word, ...], surname: str) -> tuple[Word, ...]:
    known = spellings.surname(surname)
    at = next((i for i, w in enumerate(words) if w.wide in known), None)
    return words if at is None else words[:at] + words[at + 1 :]


def _with_given(
    name: Characters, surname: str, letters: str, systems: frozenset[str], rest: tuple[Word, ...]
) -> Iterator[tuple[list[Part], tuple[Word, ...]]]:
    ours = Part("surname", surname, letters, 4.0, _best_system(systems))
    if name.hidden:
        yield [ours, Part("hidden name", name.given, "", 0.0, "what a court has hidden says nothing")], ()
        return
    worst = Part("given name", name.given, " ".join(w.text for w in rest), -MOST, "other sounds")
    if not rest:
        yield [ours], ()
        return
    western = all(w.text in given_names() for w in rest) and not _is_given(rest)
    yield ([ours] if western else [ours, worst]), rest if western else ()
    for first, last in combinations(range(len(rest) + 1), 2):
        run = rest[first:last]
        if (found := _given(name.given, run, systems)) is not None:
            yield [ours, found, *_toned(name.given, run)], rest[:first] + rest[last:]


def _in_one(name: Characters, surname: str, word: Word) -> Iterator[tuple[list[Part], tuple[Word, ...]]]:
    for letters, systems in spellings.surname(surname).items():
        for rest, at in ((word.wide[len(letters):], len(letters)), (word.wide[: -len(letters)], 0)):
            if rest and word.wide in (letters + rest, rest + letters):
                breaks = tuple(b - at for b in word.breaks if 0 < b - at < len(rest))
                piece = Word(rest, "latin", breaks, "", False, rest)
                if (found := _given(name.given, (piece,), systems)) is not None:
                    yield [Part("surname", surname, letters, 3.5, _best_system(systems)), found], ()


def _best_system(systems: frozenset[str]) -> str:
    return next(_NAMES[s] for s in spellings.SYSTEMS if s in systems)


def _given(given: str, run: Sequence[Word], systems: frozenset[str]) -> Part | None:
    """Return what a given name in characters and words say of each other; None if they cannot be
    one."""
    text = "".join(w.wide for w in run)
    breaks, at = set(), 0
    for word in run:
        breaks |= {at, *(at + b for b in word.breaks)}
        at += len(word.wide)
    found = []
    for system in spellings.SYSTEMS[:3]:
        if weight := _spells(given, text, breaks - {0}, (system,)):
            value = (4.5 if system in systems else 2.0) + max(-2.0, 0.8 * math.log(weight))
            found.append((value, _NAMES[system]))
    if found:
        return Part("given name", given, text, *max(found, key=lambda f: f[0]))
    if weight := _spells(given, text, breaks - {0}, spellings.SYSTEMS[:3]):
        value = 1.5 + max(-2.0, 0.8 * math.log(weight))
        return Part("given name", given, text, value, "in mixed spellings")
    if "hokkien" in systems and _hokkien(given, run):
        return Part("given name", given, text, 1.5, "Hokkien or Teochew, by the first sounds")
    return None


def _spells(given: str, text: str, breaks: set[int], systems: Sequence[str]) -> float:
    """Return how usual it is to spell characters so, from 0 (not at all) to 1."""
    ends = {0: 1.0}
    for number, char in enumerate(given):
        known: dict[str, float] = {}
        for system in systems:
            for piece, weight in spellings.character(char).get(system, {}).items():
                known[piece] = max(known.get(piece, 0.0), weight)
        after: dict[int, float] = {}
        for at, so_far in ends.items():
            for piece, weight in known.items():
                end = at + len(piece)
                if text.startswith(piece, at) and _undivided(char, piece, at, breaks):
                    if number < len(given) - 1 or end == len(text):
                        after[end] = max(after.get(end, 0.0), so_far * weight)
        ends = after
    return ends.get(len(text), 0.0)


def _undivided(char: str, piece: str, at: int, breaks: set[int]) -> bool:
    """Return whether no mark divides a piece. The apostrophe of Wade-Giles does not divide: ch'ang
    is 昌, read with a breath, and not 张."""
    inside = [b - at for b in breaks if at < b < at + len(piece)]
    if not inside:
        return True
    breathed = spellings.readings(char)[0][0] in "ckpqt"
    return len(inside) == 1 and piece[: inside[0]] in _ASPIRATED and breathed


def _hokkien(given: str, run: Sequence[Word]) -> bool:
    pieces = [p for w in run for p in _pieces(w)]
    if len(pieces) != len(given):
        return False
    for char, piece in zip(given, pieces, strict=True):
        reading = spellings.readings(char)[0]
        begin = reading[:2] if reading[:2] in ("zh", "ch", "sh") else reading[:1]
        if piece[0] not in _HOKKIEN_BEGIN.get(begin, _HOKKIEN_BEGIN[""]):
            return False
    return True


def _pieces(word: Word) -> list[str]:
    ends = [0, *word.breaks, len(word.text)]
    return [word.text[a:b] for a, b in zip(ends, ends[1:], strict=False)]


def _toned(given: str, run: Sequence[Word]) -> Iterator[Part]:
    """Yield a part where tones were written, and are not those of the characters."""
    tones = "".join(w.tones for w in run)
    if len(tones) != len(given):
        return
    if not all(
        any(sound.endswith(tone) for sound in spellings.toned(char))
        for char, tone in zip(given, tones, strict=True)
    ):
        yield Part("tone", given, "".join(w.text for w in run) + tones, -MOST, "other tones")


def _both_spelled(a: Spelled, b: Spelled) -> list[Part]:
    """Return what two spelled names say: each is taken to follow one system throughout."""
    value, how, also = _surnames_and_givens(a, b)
    if value > 0:
        value -= 0.6 * (a.last + b.last)  # rather the surname first, as Chinese names are written
    left, right = _surname_text(a), _surname_text(b)
    parts = [Part("surname", left, right, value, how)]
    if a.given and b.given:
        parts.append(Part("given name", a.given, b.given, *also))
        if a.tones and b.tones and a.tones != b.tones:
            parts.append(Part("tone", a.given, b.given, -MOST, "other tones"))
    return parts


def _surname_text(name: Spelled) -> str:
    return " ".join(filter(None, (name.surname, name.second)))


_Said = tuple[float, str]


def _surnames_and_givens(a: Spelled, b: Spelled) -> tuple[float, str, _Said]:
    """Return the evidence of the surnames, how they agree, and the same of the given names."""
    same = _same_given(a, b) if a.given and b.given else (0.0, "")
    surname = _surnames_spelled(a, b, "", "")
    if surname[0] >= 3 and (same is None or same[0] > 0 or not (a.given and b.given)):
        if same is not None:
            return *surname, same
    if same is not None and same[0] < 0:
        return *surname, same
    best: tuple[float, str, _Said] = (*surname, same or (-MOST, "other sounds"))
    if a.given and b.given and _one_system(a, b):
        return best
    for ours in spellings.SYSTEMS[:3]:
        for theirs in spellings.SYSTEMS[:3]:
            value, how = _surnames_spelled(a, b, ours, theirs)
            if value <= 0:
                continue
            also = same or _across(a.given, a.breaks, ours, b.given, b.breaks, theirs)
            if value + also[0] > best[0] + best[2][0]:
                best = value, how, also
    return best


def _one_system(a: Spelled, b: Spelled) -> bool:
    """Return whether one system may spell both names throughout: then other letters are another
    name."""
    known = spellings.surnames_spelled()
    return any(
        all(
            divided(n.given, system, n.breaks)
            and any(system in systems for systems in known.get(n.surname, {}).values())
            for n in (a, b)
        )
        for system in ("pinyin", "cantonese")
    )


def _same_given(a: Spelled, b: Spelled) -> _Said | None:
    """Return what given names of the same letters say; None where the letters are other ones."""
    if a.given == b.given:
        if any(divided(a.given, s, a.breaks | b.breaks) for s in spellings.SYSTEMS[:3]):
            return 4.5, "same letters"
        return -MOST, "divided into other syllables"
    if a.given.replace("v", "u") == b.given.replace("v", "u"):
        return 3.0, "same letters but for the dots of ü"
    return None


def _surnames_spelled(a: Spelled, b: Spelled, ours: str, theirs: str) -> _Said:
    """Return what the surnames say if each is spelled by a system; an empty one is any."""
    if a.second and b.second:
        return min(
            _one_surname(a.surname, b.surname, ours, theirs),
            _one_surname(a.second, b.second, ours, theirs),
        )
    pairs = [
        _one_surname(x, y, ours, theirs)
        for x in filter(None, (a.surname, a.second))
        for y in filter(None, (b.surname, b.second))
    ]
    value, how = max(pairs)
    if value > 0 and bool(a.second) != bool(b.second):
        value -= 1.0
    return value, how


@lru_cache(maxsize=50_000)
def _one_surname(a: str, b: str, ours: str, theirs: str) -> _Said:
    if a == b:
        return 4.0, "same letters"
    if a.replace("v", "u") == b.replace("v", "u"):
        return 3.0, "same letters but for the dots of ü"
    if not ours or ours == theirs != "taiwan":
        return -MOST, "other surnames"
    known = spellings.surnames_spelled()
    shared = {
        name: surnames()[name].per_mille or 0.05
        for name, systems in known.get(a, {}).items()
        if ours in systems and theirs in known.get(b, {}).get(name, ())
    }
    if not shared:
        return -MOST, "other surnames"
    name = max(shared, key=lambda one: shared[one])
    return (3.0 if shared[name] > 1 else 1.0), f"both may be {name}"


@lru_cache(maxsize=50_000)
def _across(  # noqa: PLR0913, PLR0917  (two names, each with its cuts and its system)
    a: str, cuts: frozenset[int], ours: str, b: str, other_cuts: frozenset[int], theirs: str
) -> _Said:
    """Return what two spellings of a given name say, each in its system."""
    best = -MOST
    chance, known, others = spellings.frequency(), spellings.pieces(ours), spellings.pieces(theirs)
    if ours == theirs == "pinyin":
        return best, "other sounds"
    for x in divided(a, ours, cuts):
        for y in divided(b, theirs, other_cuts):
            if len(x) != len(y):
                continue
            value = -1.5 if ours == theirs else -0.5
            for p, q in zip(x, y, strict=True):
                meet = sum(
                    share * others[q].get(s, 0.0) / chance.get(s, 1e-4)
                    for s, share in known[p].items()
                )
                value += min(2.5, math.log(meet)) if meet > 0 else -10.0
            best = max(best, min(value, 3.5))
    return best, f"{_NAMES[ours]} and {_NAMES[theirs]}" if best > 0 else "other sounds"
