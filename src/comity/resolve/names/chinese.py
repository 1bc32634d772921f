"""Names of East Asia beside one another: in characters, in Hangul, in every way of spelling them.

A spelling says less than the characters: Yong may be 勇 or 永, Chan 陈 or 曾. So a spelled name
agrees with all characters that it may stand for, and two names in characters only if these are the
same.
"""

from collections.abc import Sequence
from typing import NamedTuple

from comity.resolve.names import characters, crossing, japanese, latinised, spellings
from comity.resolve.names.part import Part
from comity.resolve.names.reading import Word

_SCRIPTS = ("han", "hangul")


class Way(NamedTuple):
    """One way to read two names: their parts, and the words that are left of each."""

    parts: tuple[Part, ...]
    left: tuple[Word, ...] = ()
    right: tuple[Word, ...] = ()


def compare(a: tuple[Word, ...], b: tuple[Word, ...]) -> list[Way]:
    """Return the ways to read two names as Chinese, Korean or Japanese; none if one cannot be."""
    ours, theirs = written(a), written(b)
    if ours and theirs:
        return [Way(tuple(characters.compare(x, y))) for x in ours for y in theirs]
    if ours or _is_characters(a):
        return _crossing(a, ours, b)
    if theirs or _is_characters(b):
        return [
            Way(tuple(p._replace(a=p.b, b=p.a) for p in way.parts), way.right, way.left)
            for way in _crossing(b, theirs, a)
        ]
    return [
        Way(tuple(latinised.compare(x, y)), x.others, y.others)
        for x in latinised.read(a)
        for y in latinised.read(b)
    ]


def settled(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Return whether one name is in Chinese characters, and the other in words of as many syllables
    of pinyin: then the readings of the characters decide, and no likeness of sound. One word alone
    may be a foreigner's, Marina beside 玛丽娜."""
    for name, other in ((a, b), (b, a)):
        if all(w.script == "han" for w in name) and written(name):
            text = "".join(w.text for w in name)
            if len(other) > 1 and all(w.script == "latin" for w in other):
                letters = "".join(w.wide for w in other)
                return spellings.in_pinyin(letters, len(text), latinised.breaks(other))
    return False


def sure(words: tuple[Word, ...]) -> bool:
    """Return whether a name is surely of this kind: in characters, or spelled as such a name is."""
    return bool(written(words)) or latinised.sure(words)


def written(words: Sequence[Word]) -> tuple[characters.Characters, ...]:
    """Return the readings of a name that is in characters, or in Hangul, alone."""
    if len(words) == 1 and words[0].script in _SCRIPTS:
        return _read(words[0].text)
    if len(words) == 2 and all(w.script in _SCRIPTS for w in words) and len(words[1].text) < 3:
        return _read(words[0].text + words[1].text)
    return ()


def _read(text: str) -> tuple[characters.Characters, ...]:
    return characters.read(text) + japanese.read(text)


def _is_characters(words: Sequence[Word]) -> bool:
    return bool(words) and len(words) < 3 and all(w.script == "han" for w in words)


def _crossing(
    name: Sequence[Word], ours: Sequence[characters.Characters], words: tuple[Word, ...]
) -> list[Way]:
    found = []
    for one in ours:
        parts, left = crossing.compare(one, words)
        found.append(Way(tuple(parts), (), left))
    text = "".join(w.text for w in name)
    found += [Way(tuple(parts)) for parts in japanese.compare(text, words)]
    return found
