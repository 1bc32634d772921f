"""A name as somebody wrote it → its words, ready to be compared.

Case, accents, spacing and marks differ between writings of one name, so they are taken off; what
they tell is kept beside the word: where a hyphen or an apostrophe stood, which tone was written.
What cannot be a name (nothing but marks, more than ``LONGEST`` characters) has no words.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from comity.model import simple_characters

LONGEST = 400
"""Characters beyond which a text is no name."""

_APOSTROPHES = "'’‘`´＇‛\u02bb\u02bc\u02bd\u02be\u02bf"
_HYPHENS = r"\-‐‑‒–—"
_MARKS = re.compile(f"[{_APOSTROPHES}{_HYPHENS}]")
_HYPHEN = re.compile(f"[{_HYPHENS}]")
# Vowel signs and accents are no letters to Python, and yet stand within words.
_LETTERS = (
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff\u0e31-\u0e4e"
    r"\u102b-\u103e\u17b4-\u17d3])*"
)
_WORD = re.compile(rf"{_LETTERS}(?:[{_APOSTROPHES}{_HYPHENS}]{_LETTERS})*")
_HAN = r"\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = r"\u3041-\u309f\u30a1-\u30ff"
_SCRIPTS = (
    ("latin", re.compile(r"[a-z0-9\u00df-\u024f\u1e00-\u1eff]+")),
    ("han", re.compile(f"[{_HAN}]+")),
    ("kana", re.compile(f"[{_KANA}]+")),
    ("hangul", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]+")),
    ("cyrillic", re.compile(r"[\u0400-\u052f]+")),
    ("arabic", re.compile(r"[\u0620-\u065f\u066e-\u06d3\u06f0-\u06f9\u0750-\u077f\u0640]+")),
)
_NUMBERED = re.compile(r"(?:[a-z]{1,6}[1-5]){1,4}")  # tones as digits: liu2 yong3
_RUN = re.compile(f"[{_HAN}]+|[{_KANA}]+|[^{_HAN}{_KANA}]+")
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


class Word(NamedTuple):
    """A word of a name.

    Attributes:
        text: small letters without accents; Chinese in simplified characters.
        script: "latin", "han", "kana", "hangul", "cyrillic", "arabic", "other" or "mixed".
        breaks: the offsets at which a hyphen or an apostrophe stood.
        tones: its tone marks as digits, in order, where every accent in it may be one.
        capitals: whether it was written in capitals.
        wide: the same text with ü kept apart from u (as v), for pinyin; else the text.
        parts: the texts between hyphens, where it has some.
        marked: the word with its accents, where it has some.
    """

    text: str
    script: str
    breaks: tuple[int, ...] = ()
    tones: str = ""
    capitals: bool = False
    wide: str = ""
    parts: tuple[str, ...] = ()
    marked: str = ""

    @property
    def divided(self) -> "tuple[Word, ...]":
        """The word divided at its hyphens."""
        return tuple([Word(part, self.script) for part in self.parts]) if self.parts else (self,)


def clean(name: str) -> str:
    """Return a name in compatible characters (NFKC), without what is not seen: control and
    direction marks, halves of characters; empty where it is no name."""
    if len(name) > LONGEST:
        return ""
    if name.isascii() and name.isprintable():
        return name
    text = unicodedata.normalize("NFKC", name.encode("utf-16", "ignore").decode("utf-16"))
    return "".join(c if c in "\n\t" or unicodedata.category(c)[0] != "C" else "" for c in text)


@lru_cache(maxsize=100_000)
def words(name: str) -> tuple[Word, ...]:
    """Return the words of a name in their order. One that mixes alphabets is of script "mixed": it
    looks like a name that it is not."""
    text = clean(name)
    if text.isascii():
        return tuple(_ascii(m) for m in _WORD.findall(text))
    return tuple(
        word
        for found in _WORD.findall(text)
        for run in (_RUN.findall(found) if not found.isascii() else (found,))
        if (word := _word(run)) is not None
    )


def _ascii(written: str) -> Word:
    if written.isascii() and written.isalnum():
        text = written.lower()
        if not text.isalpha() and _NUMBERED.fullmatch(text):
            plain = re.sub(r"\d", "", text)
            return Word(plain, "latin", (), "".join(re.findall(r"\d", text)), False, plain)
        return Word(text, "latin", (), "", written.isupper(), text)
    breaks, text = _without_marks(written.lower())
    return Word(text, "latin", breaks, "", written.isupper(), text, _parts(written.lower()))


def _word(written: str) -> Word | None:
    breaks, plain = _without_marks(written)
    if not plain:
        return None
    if plain.isascii():
        return _ascii(written)
    folded = plain.casefold()
    script = next((name for name, letters in _SCRIPTS if letters.fullmatch(folded)), "")
    if script == "latin":
        wide = _latin(folded.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v")
                      .replace("ǚ", "v").replace("ǜ", "v"))  # fmt: skip
        parts = tuple(map(_latin, _parts(written.casefold())))
        return Word(
            _latin(folded), script, breaks, _tones(folded), plain.isupper(), wide, parts, folded
        )
    if script == "han":
        text = plain.translate(simple_characters())  # a name is no phrase: 沈靜 is not 沉静
        return Word(text, script, (), "", False, text)
    # Marks that make another letter (バ, й) stay; vowel marks and strokes that only lengthen go.
    whole = unicodedata.normalize("NFC", folded)
    text = "".join(c for c in whole if not unicodedata.combining(c) and c != "\u0640")
    if not script:
        alphabets = {unicodedata.name(c, "?").split()[0] for c in text if c.isalpha()}
        script = "other" if len(alphabets - {"DIGIT"}) == 1 else "mixed"
    return Word(text, script, breaks, "", False, text) if text else None


def _latin(folded: str) -> str:
    parts = unicodedata.normalize("NFKD", folded)
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    return plain if plain.isascii() else anyascii(plain).lower()


def _tones(folded: str) -> str:
    marks = [c for c in unicodedata.normalize("NFD", folded) if unicodedata.combining(c)]
    tones = [_TONES[c] for c in marks if c in _TONES]
    return "".join(tones) if all(c in _TONES or c == "\u0308" for c in marks) else ""


def _parts(written: str) -> tuple[str, ...]:
    pieces = _HYPHEN.split(written)
    if len(pieces) == 1:
        return ()
    return tuple(part for piece in pieces if (part := _MARKS.sub("", piece)))


def _without_marks(written: str) -> tuple[tuple[int, ...], str]:
    parts = _MARKS.split(written)
    at, breaks = 0, []
    for part in parts[:-1]:
        at += len(part)
        breaks.append(at)
    return tuple(breaks), "".join(parts)
