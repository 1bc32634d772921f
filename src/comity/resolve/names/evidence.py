"""Two words, in whatever scripts: how much it says that they are one word of a name."""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from comity.resolve import sounds
from comity.resolve.names import arabic
from comity.resolve.names.part import MOST, Part
from comity.resolve.names.reading import Word
from comity.resolve.names.tables import given_names, short_for, usual
from comity.resolve.romanise import pinyin
from comity.resolve.sounds import changes
from comity.resolve.sounds.units import SCRIPTS

_SYLLABLES = ("han", "kana", "hangul")
_MISREAD = re.compile(r"[015]|rn|vv|cl")
_CONFUSED = str.maketrans("015i", "olsl")


def compare(a: Word, b: Word) -> Part:
    """Return what two words say of each other; the same whichever comes first."""
    if a.script == "latin" == b.script:
        return _latin(a.text, b.text)
    return _scripts(a, b)


@lru_cache(maxsize=100_000)
def _scripts(a: Word, b: Word) -> Part:
    if a.text == b.text and a.script == b.script:
        return Part("word", a.text, b.text, MOST, "same letters")
    return Part("word", a.text, b.text, *(_tabled(a.text, b.text) or _across(a, b)))


def _tabled(a: str, b: str) -> tuple[float, str] | None:
    """Return what the table of Arabic names says of two words; None where it does not have both."""
    same = arabic.one(a, b)
    if same is None:
        return None
    return (4.0, "one name") if same else (-4.0, "two names")


def _across(a: Word, b: Word) -> tuple[float, str]:
    """Return the evidence of two words that are not both in Latin letters, and how it is found."""
    if "mixed" in (a.script, b.script):
        return -MOST, "mixed alphabets"
    if a.script == b.script == "han":
        return _characters(a.text, b.text), "characters"
    if a.script == b.script == "hangul" and max(len(a.text), len(b.text)) < 4:
        return -MOST, "other syllables"
    for one, other in ((a, b), (b, a)):
        if other.script in SCRIPTS and (one.script == "latin" or _is_spelled(one, other)):
            return _sound(one if one.script == "latin" else _spelled(one), other), "by sound"
    return _romanised(romanised(a), romanised(b))


def _is_spelled(a: Word, b: Word) -> bool:
    """Return whether a word is in Cyrillic, and the other in syllables: its letters are put into
    Latin ones then, and its sound is compared."""
    return a.script == "cyrillic" and b.script in _SYLLABLES  # Arabic writes no short vowels


def _spelled(word: Word) -> Word:
    return Word(romanised(word) or "?", "latin")


def _romanised(a: str, b: str) -> tuple[float, str]:
    """Return the evidence of two words in what Latin letters they can be put into."""
    if not a or not b:
        return -MOST, "not readable"
    return (3.5 if a == b else changes.evidence(a, b)), "by sound"


@lru_cache(maxsize=200_000)
def _latin(a: str, b: str) -> Part:
    if a == b:
        return Part("word", a, b, MOST, "same letters")
    if len(a) == 1 or len(b) == 1:
        same = a[0] == b[0] and a.isalpha()
        return Part("initial", a, b, 1.0 if same else -MOST, "initial" if same else "other initial")
    if a.isdigit() or b.isdigit():
        return Part("number", a, b, -MOST, "other number")
    if short_for(a, b):
        return Part("word", a, b, 3.0, "short form")
    return Part("word", a, b, *(_tabled(a, b) or (_letters(a, b), "spelling")))


def _letters(a: str, b: str) -> float:
    """Return what two words say by the letters in which they differ."""
    value = changes.evidence(a, b)
    if value <= changes.FAR:
        return -MOST
    if a in usual() and b in usual():
        value -= 2.5 if a in given_names() and b in given_names() else 1.0  # Maria and Marta
    if value < 2.0 and _MISREAD.search(a + b):
        value = max(value, _misread(a, b))
    return max(value, -MOST)


def _misread(a: str, b: str) -> float:
    """Return what two words say where a machine may have read letters wrong: rn for m, 0 for o."""
    left, right = (
        w.translate(_CONFUSED).replace("rn", "m").replace("vv", "w").replace("cl", "d")
        for w in (a, b)
    )
    return 2.5 if left == right else 0.0


def _sound(word: Word, other: Word) -> float:
    """Return what a word in Latin letters and one in another script say by their sound. One Chinese
    character is one syllable, and is not divided as Xi'an is; and none is less than a letter."""
    short = len(other.text) > len(word.text) or (len(other.text) == 1 and word.breaks)
    if other.script == "han" and short:
        return -MOST
    return max(-MOST, min(MOST, sounds.odds(word.text, other.text)))


def _characters(a: str, b: str) -> float:
    """Return what two words in Chinese characters say: those of a foreign name may differ by a
    character of the same sound; a word of one or two characters must be the same."""
    if min(len(a), len(b)) < 3:
        return -MOST
    share = Levenshtein.normalized_similarity(pinyin(a), pinyin(b))
    same = Levenshtein.normalized_similarity(a, b)
    return max(-MOST, 8.0 * (share - 0.75) + 4.0 * (same - 0.6))


@lru_cache(maxsize=50_000)
def romanised(word: Word) -> str:
    """Return a word in small Latin letters, as far as that can be told letter by letter."""
    if word.script == "latin":
        return word.text
    text = pinyin(word.text) if word.script == "han" else anyascii(word.text)
    return "".join(c for c in text.lower() if c.isalnum())
