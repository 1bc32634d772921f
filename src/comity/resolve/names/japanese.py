"""Japanese names in characters beside Latin letters: by a table of usual surnames and given names.

The characters of a Japanese name do not tell its sound, so only what the table has can be compared.
Long vowels are written in many ways (Ōno, Ohno, Ouno, Ono) and are all taken as short ones.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from comity.model import one_form
from comity.resolve.names.characters import Characters
from comity.resolve.names.part import Part
from comity.resolve.names.reading import Word
from comity.resolve.names.spellings import rows

_UNKNOWN = -2.0  # characters of given names may be read in ways that no table has
_LONG = ((re.compile(r"o(?:u|o|h(?![aiueo]))"), "o"), (re.compile("uu"), "u"))


def compare(text: str, words: tuple[Word, ...]) -> Iterator[list[Part]]:
    """Yield the ways to read two words in Latin letters as a name in characters."""
    if len(words) != 2 or any(w.script != "latin" for w in words):
        return
    surnames, given_names = _names("surname"), _names("given")
    for surname, _, given in read(one_form(text)):
        for one, other in (words, words[::-1]):
            if short(one.text) in surnames[surname]:
                same = short(other.text) in given_names[given]
                how = "Japanese reading" if same else "not a reading that is known"
                yield [
                    Part("surname", surname, one.text, 4.0, "Japanese reading"),
                    Part("given name", given, other.text, 4.0 if same else _UNKNOWN, how),
                ]


@lru_cache(maxsize=20_000)
def read(text: str) -> tuple[Characters, ...]:
    """Return the ways to read characters as a Japanese surname and given name of the table."""
    surnames, given_names = _names("surname"), _names("given")
    form = one_form(text)
    return tuple(
        Characters(text[:size], "", text[size:])
        for size in range(1, len(text))
        if form[:size] in surnames and form[size:] in given_names
    )


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
                found.setdefault(one_form(name), set()).update(map(short, readings.split(",")))
    return {name: frozenset(readings) for name, readings in found.items()}
