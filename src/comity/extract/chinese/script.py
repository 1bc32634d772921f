"""Traditional and simplified characters, and the words that a text is made of."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from comity.model import simplified

__all__ = ["Word", "any_of", "is_word", "simplified", "words"]


class Word(NamedTuple):
    """A word at code points ``start`` to ``end``, with jieba's tag for its part of speech.

    Tags: https://github.com/fxsjy/jieba (nr a person, ns a place, nt an organisation, n a noun …).
    """

    start: int
    end: int
    text: str
    tag: str


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first, as one may begin another."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def words(text: str) -> list[Word]:
    """Return the words of a text in simplified characters; together they are the text."""
    found, at = [], 0
    for word, tag in _segmenter().tag(text):
        found.append(Word(at, at + len(word), word, tag))
        at += len(word)
    return found


def is_word(text: str) -> bool:
    """Return whether jieba's dictionary has a word, or it only guesses that it is one."""
    return bool(_segmenter().has_word(text))


@cache
def _segmenter() -> Any:
    from rjieba import Jieba  # noqa: PLC0415  (reads its dictionary)

    return Jieba()
