"""Numbers in digits and in words, with their exact value: "500,000", "twenty-one", "two dozen".

>>> [(n.value, "half a million and two dozen"[n.start : n.end]) for n in
...  find("half a million and two dozen")]
[(Decimal('500000'), 'half a million'), (Decimal('24'), 'two dozen')]
"""

import re
from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "lakh": 10**5, "crore": 10**7}  # fmt: skip
_HALF = Decimal("0.5")
_VALUES = (
    {word: i for i, word in enumerate(_ONES, 1)}
    | {word: i for i, word in enumerate(_TEENS, 10)}
    | {word: 10 * i for i, word in enumerate(_TENS, 2)}
)


def _any(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")\b"


# Thousands are parted by a comma or by one of the blanks that typesetters use, never by a plain
# blank: "on July 5 100 people" holds two numbers.
_DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SMALL = rf"(?:{_any(_TENS)}(?:[ -]{_any(_ONES)})?|{_any(_ONES + _TEENS)})"
_GAP = r"(?:[ -]|\s+)"
_SCALE = _any(tuple(_SCALES))
_HUNDREDS = rf"(?:{_SMALL}(?:{_GAP}hundred\b(?:\s+(?:and\s+)?{_SMALL})?)?)"
_HALVES = r"(?:\s+and\s+a\s+half\b)?"
_REST = rf"(?:\s+(?:and\s+)?{_HUNDREDS}(?:{_GAP}{_SCALE})?|,\s+{_HUNDREDS}{_GAP}{_SCALE})"
_COUNTED = rf"(?:hundred\b(?:{_GAP}{_SCALE})?|{_SCALE}|dozen\b)"
BARE = (
    rf"(?>half[ -]an?\s+{_COUNTED}"
    rf"|(?:a\s+)?half[ -]{_COUNTED}"
    rf"|an?\s+{_COUNTED}"
    rf"|{_DIGITS}{_HALVES}(?:{_GAP}{_COUNTED})?"
    rf"|{_HUNDREDS}{_HALVES}(?:{_GAP}(?:{_SCALE}(?:{_REST})*|dozen\b))?"
    r"|half\s+an?\b)"
)
"""Matches a number from its first character on, in any case; no groups. What stands before and
after it is the caller's to check."""

_SCAN = re.compile(r"\b(?=[\dabefhlnost])(?<!\d[.,:/])(?<![\w-])" + BARE, re.IGNORECASE)
_WHOLE = re.compile(r"(?![\w-]|[.,:]\d|/|\s+another\b)", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|every|each)\s$", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|\d[\d,.\u00a0\u2009\u202f]*")
_BLANKS = str.maketrans("", "", ",\u00a0\u2009\u202f")


class Number(NamedTuple):
    """A number's words, from code point ``start`` to ``end``, and its exact ``value``."""

    start: int
    end: int
    value: Decimal


def find(text: str) -> list[Number]:
    """Return the numbers in a text, in its order.

    The span is the number's alone, without "more than" or a currency sign. A number that is part
    of a longer word ("43-count", "two-year", "COVID-19") is none, nor is a vague one ("dozens").
    """
    return [n for n in scan(text) if _is_whole(text, n)]


def _is_whole(text: str, n: Number) -> bool:
    before = text[max(0, n.start - 6) : n.start]
    vague = n.value == _HALF and text[n.start] in "hH"  # "half a"
    return bool(_WHOLE.match(text, n.end)) and not vague and not _NONE.search(before)


@lru_cache(maxsize=4)  # several finders read the same text one after the other
def scan(text: str) -> tuple[Number, ...]:
    """Return all that begins as a number does, also within a word: "20kg", "five-kilogram".

    Also "half a" (of a unit, which the caller must see).
    """
    return tuple(Number(*m.span(), value(m[0])) for m in _SCAN.finditer(text))


def value(words: str) -> Decimal:
    """Return the value of a number as ``BARE`` matches it.

    >>> value("two and a half million"), value("1.2 billion")
    (Decimal('2500000'), Decimal('1200000000'))
    """
    total, current, one = Decimal(0), Decimal(0), Decimal(1)
    for word in _WORD.findall(words.lower()):
        if word[0].isdigit():
            current += Decimal(word.translate(_BLANKS).rstrip("."))
        elif word in _VALUES:
            current += _VALUES[word]
        elif word == "half":
            current += _HALF
        elif word in ("hundred", "dozen"):
            current = (current or one) * (100 if word == "hundred" else 12)
        elif word in _SCALES:
            total += (current or one) * _SCALES[word]
            current = Decimal(0)
    return Decimal(plain(total + current))


def plain(number: Decimal) -> str:
    """Return a number as digits: no exponent, no zeros that say nothing ("1.20" is "1.2")."""
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def token_at(doc: Any, start: int) -> Any:
    """Return spaCy's token at, or next before, a code point; None before the first.

    ``Doc.char_span`` does this too, but joins the whole text anew for each call.
    """
    at = bisect_right(doc, start, key=attrgetter("idx")) - 1
    return doc[at] if at >= 0 else None
