"""Japanese names in characters beside Latin letters: by a table of usual surnames and given names.

The characters of a Japanese name do not tell its sound, so only what the table has can be compared.
Long vowels are written in many ways (Ōno, Ohno, Ouno, Ono) and are all taken as short ones.
"""

import re
from collections.abc import Iterator
from functools import cache

from comity.extract import simplified
from comity.resolve.names.part import MOST, Part
from comity.resolve.names.reading import Word
from comity.resolve.names.spellings import rows

_LONG = ((re.compile(r"o(?:u|o|h(?![aiueo]))"), "o"), (re.compile("uu"), "u"))


def compare(text: str, words: tuple[Word, ...]) -> Iterator[list[Part]]:
    """Yield the ways to read two words in Latin letters as a name in characters."""
    if len(words) != 2 or any(w.script != "latin" for w in words):
        return
    surnames, given_names = _names("surname"), _names("given")
    for size in range(1, len(text)):
        surname, given = text[:size], text[size:]
        if surname not in surnames or given not in given_names:
            continue
        for one, other in (words, words[::-1]):
            if short(one.text) in surnames[surname]:
                same = short(other.text) in given_names[given]
                how = "Japanese reading" if same else "not a known Japanese reading"
                yield [
                    Part("surname", surname, one.text, 4.0, "Japanese reading"),
                    Part("given name", given, other.text, 4.0 if same else -MOST, how),
                ]


def short(text: str) -> str:
    """Return a word in Latin letters with its long vowels short."""
    for long, one in _LONG:
        text = long.sub(one, text)
    return text


@cache
def _names(kind: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for written, which, readings in rows("japanese_names"):
        if which == kind:
            for name in written.split(","):
                found.setdefault(simplified(name), set()).update(map(short, readings.split(",")))
    return {name: frozenset(readings) for name, readings in found.items()}
