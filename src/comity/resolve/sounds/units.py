"""A word in another script → the units that stand for sounds, and the script that they are of."""

import re
import unicodedata
from functools import lru_cache

SCRIPTS = {
    "han": r"\u3400-\u9fff\U00020000-\U0003ffff",
    "kana": r"\u3041-\u309f\u30a1-\u30ff",
    "hangul": r"\u1100-\u11ff\uac00-\ud7af",
    "cyrillic": r"\u0400-\u052f",
    "arabic": r"\u0620-\u065f\u066e-\u06d3\u0750-\u077f",
}
"""The scripts that have a table, and their letters."""

_WHOLE = {script: re.compile(f"[{letters}]+") for script, letters in SCRIPTS.items()}
_SMALL = "ァィゥェォャュョヮぁぃぅぇぉゃゅょゎ"
_MORA = re.compile(f".[{_SMALL}]?")
_SILENT = "\u110b"  # the Hangul letter that stands where a syllable begins with a vowel
_STRETCH = "\u0640"  # Arabic tatweel only makes a word longer on the page


def script(word: str) -> str | None:
    """Return the script of a word that is all in one of ``SCRIPTS``, or None."""
    return next((name for name, letters in _WHOLE.items() if letters.fullmatch(word)), None)


@lru_cache(maxsize=20_000)
def units(word: str) -> tuple[str, ...]:
    """Return the units of a word: syllables of Chinese in pinyin without tones, moras of kana,
    letters of the other scripts (Hangul's as they are written in a syllable), without vowel marks.
    """
    written = script(word)
    if written == "han":
        from pypinyin import lazy_pinyin  # noqa: PLC0415  (reads its tables)

        return tuple(lazy_pinyin(word))
    if written == "kana":
        return tuple(_MORA.findall(word))
    if written == "hangul":
        return tuple(c for c in unicodedata.normalize("NFD", word) if c != _SILENT)
    return tuple(c for c in word if not unicodedata.combining(c) and c != _STRETCH)
