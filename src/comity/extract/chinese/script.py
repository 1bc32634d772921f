"""Traditional and simplified characters, and the words that a text is made of."""

from functools import cache
from typing import Any, NamedTuple


class Word(NamedTuple):
    """A word at code points ``start`` to ``end``, with jieba's tag for its part of speech.

    Tags: https://github.com/fxsjy/jieba (nr a person, ns a place, nt an organisation, n a noun …).
    """

    start: int
    end: int
    text: str
    tag: str


def simplified(text: str) -> str:
    """Return a text in simplified characters, each where it stood before.

    OpenCC's phrases keep their length; were one not to, characters are converted one by one.
    """
    whole: str = _converter().convert(text)
    if len(whole) == len(text):
        return whole
    return "".join(s if len(s := _converter().convert(c)) == 1 else c for c in text)


def words(text: str) -> list[Word]:
    """Return the words of a text in simplified characters; together they are the text."""
    found, at = [], 0
    for word, tag in _segmenter().tag(text):
        found.append(Word(at, at + len(word), word, tag))
        at += len(word)
    return found


@cache
def _converter() -> Any:
    from opencc import OpenCC  # noqa: PLC0415  (reads its dictionaries)

    return OpenCC("t2s")


@cache
def _segmenter() -> Any:
    from rjieba import Jieba  # noqa: PLC0415  (reads its dictionary)

    return Jieba()
