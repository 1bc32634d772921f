"""A name in Chinese characters or Hangul beside one in Latin letters: does it spell them?"""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations

from comity.resolve.names import spellings
from comity.resolve.names.characters import Characters, hidden
from comity.resolve.names.latinised import ASPIRATED, breaks, divided, is_given, shown
from comity.resolve.names.part import MOST, Part
from comity.resolve.names.reading import Word
from comity.resolve.names.tables import given_names

_BREATHS = "\u110e\u110f\u1110\u1111"  # the Hangul letters ch, k, t, p

Way = tuple[list[Part], tuple[Word, ...]]
"""The parts of one way to read two names, and the words that are left over."""


def compare(name: Characters, words: tuple[Word, ...]) -> Way:
    """Return the best way to read words as a spelling of a name."""
    ways = list(_ways(name, words))
    if not ways:
        return [Part("surname", name.surname, "", -MOST, "not there")], words
    return max(ways, key=lambda way: sum(p.evidence for p in way[0]) - 0.5 * len(way[1]))


def _ways(name: Characters, words: tuple[Word, ...]) -> Iterator[Way]:
    for surname in filter(None, (name.surname, name.second)):
        known = spellings.surname(surname)
        other = name.second if surname == name.surname else name.surname
        for first, size in ((f, s) for f in range(len(words)) for s in (1, 2)):
            written = words[first : first + size]
            letters = "".join(w.wide for w in written)
            if len(written) < size or letters not in known or _contradicts(surname, written):
                continue
            rest = _without(words[:first] + words[first + size :], other)
            ours = Part("surname", surname, letters, 4.0, _system(known[letters]))
            yield from _with_given(name, ours, known[letters], rest)
        if len(words) == 1:
            yield from _in_one(name, surname, words[0])


def _contradicts(surname: str, written: tuple[Word, ...]) -> bool:
    """Return whether tones, or the apostrophe of Ch'ang, are written and are not the surname's."""
    cut = breaks(written)
    piece = "".join(w.wide for w in written)
    return any(_toned(surname, written)) or (
        len(written) == len(surname) == 1 and not _undivided(surname, piece, 0, cut)
    )


def _without(words: tuple[Word, ...], surname: str) -> tuple[Word, ...]:
    """Return words without the spelling of a second surname."""
    known = spellings.surname(surname) if surname else {}
    at = next((i for i, w in enumerate(words) if w.wide in known), None)
    return words if at is None else words[:at] + words[at + 1 :]


def _with_given(
    name: Characters, surname: Part, systems: frozenset[str], rest: tuple[Word, ...]
) -> Iterator[Way]:
    spelled = shown("".join(w.wide for w in rest))
    if name.hidden or spelled:
        yield [surname, hidden(name.given, spelled)], ()
        return
    if not rest:
        yield [surname], ()
        return
    if all(w.text in given_names() for w in rest) and not is_given(rest):
        yield [surname], rest
    else:
        text = " ".join(w.text for w in rest)
        yield [surname, Part("given name", name.given, text, -MOST, "other sounds")], ()
    for first, last in combinations(range(len(rest) + 1), 2):
        run = rest[first:last]
        if (found := _given(name.given, run, systems)) is not None:
            parts = [_in_system(surname, found, systems), found, *_toned(name.given, run)]
            yield parts, rest[:first] + rest[last:]


def _in_system(surname: Part, given: Part, systems: frozenset[str]) -> Part:
    """Return a surname's part with the system in which the given name is spelled, where it may."""
    usual = {spellings.TITLES[system] for system in systems}
    return surname._replace(how=given.how) if given.how in usual else surname


def _in_one(name: Characters, surname: str, word: Word) -> Iterator[Way]:
    """Yield the ways to read one word as surname and given name, in either order."""
    for letters, systems in spellings.surname(surname).items():
        size = len(letters)
        for rest, at in ((word.wide[size:], size), (word.wide[:-size], 0)):
            if not rest or word.wide not in (letters + rest, rest + letters):
                continue
            cut = tuple(b - at for b in word.breaks if 0 < b - at < len(rest))
            piece = Word(rest, "latin", cut, "", False, rest)
            if (found := _given(name.given, (piece,), systems)) is not None:
                part = Part("surname", surname, letters, 3.5, _system(systems))
                yield [_in_system(part, found, systems), found], ()


def _system(systems: frozenset[str]) -> str:
    return next(spellings.TITLES[s] for s in spellings.SYSTEMS if s in systems)


def _given(given: str, run: Sequence[Word], systems: frozenset[str]) -> Part | None:
    """Return what a given name and its spelling say; None if these are other sounds."""
    text, cut = "".join(w.wide for w in run), breaks(run)
    found = []
    # What is pinyin throughout is read as pinyin: Liu Yong is not 刘荣, whom Teochew spells so.
    pinyin = "pinyin" in systems and bool(divided(text, "pinyin", cut))
    for system in spellings.SYSTEMS[:2] if pinyin else spellings.SYSTEMS:
        if system not in systems and (system == "korean" or systems == {"korean"}):
            continue  # who spells a surname in Korean spells the rest so
        if weight := spells(given, text, cut, (system,)):
            value = (4.5 if system in systems else 2.0) + max(-2.0, 0.8 * math.log(weight))
            found.append((value, spellings.TITLES[system]))
    mixed = not pinyin and systems != {"korean"}
    if not found and mixed and (weight := spells(given, text, cut, spellings.SYSTEMS[:4])):
        found.append((1.5 + max(-2.0, 0.8 * math.log(weight)), "in mixed spellings"))
    if not found:
        return None
    return Part("given name", given, text, *max(found, key=lambda f: f[0]))


def spells(given: str, text: str, cut: frozenset[int], systems: Sequence[str]) -> float:
    """Return how usual it is to spell characters so in some systems, from 0 (not at all) to 1.

    ``cut`` are the offsets at which marks or spaces divide the letters.
    """
    ends = {0: 1.0}
    for char in given:
        known: dict[str, float] = {}
        for system in systems:
            for piece, weight in spellings.character(char).get(system, {}).items():
                known[piece] = max(known.get(piece, 0.0), weight)
        after: dict[int, float] = {}
        for at, so_far in ends.items():
            for piece, weight in known.items():
                if text.startswith(piece, at) and _undivided(char, piece, at, cut):
                    end = at + len(piece)
                    after[end] = max(after.get(end, 0.0), so_far * weight)
        ends = after
    return ends.get(len(text), 0.0)


def _undivided(char: str, piece: str, at: int, cut: frozenset[int]) -> bool:
    """Return whether no mark divides a piece; ch'ang is 昌, read with a breath, and not 张."""
    inside = [b - at for b in cut if at < b < at + len(piece)]
    if not inside:
        return True
    return len(inside) == 1 and piece[: inside[0]] in ASPIRATED and _breathed(char)


def _breathed(char: str) -> bool:
    """Return whether a character, or a syllable of Hangul, begins with a breath: ch', k', p'."""
    if spellings.hangul(char) == (char,):
        return unicodedata.normalize("NFD", char)[0] in _BREATHS
    return spellings.readings(char)[0][0] in "ckpqt"


def _toned(characters: str, run: Sequence[Word]) -> Iterator[Part]:
    """Yield a part where tones were written, and are not those of the characters."""
    tones = "".join(w.tones for w in run)
    if len(tones) != len(characters):
        return
    if not all(
        any(sound.endswith(tone) for sound in spellings.toned(char))
        for char, tone in zip(characters, tones, strict=True)
    ):
        yield Part("tone", characters, "".join(w.text for w in run) + tones, -MOST, "other tones")
