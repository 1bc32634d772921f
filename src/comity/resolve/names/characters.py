"""Names in Chinese characters or in Hangul: a surname before a given name of one or two.

Two such names agree only if their characters are the same: 勇 and 永 are read alike and are two
names. A Korean name may be in Hangul on one side and in characters on the other.
"""

from functools import lru_cache
from typing import NamedTuple

from comity.model import one_form
from comity.resolve.names import spellings
from comity.resolve.names.part import MOST, Part

HIDDEN = "某"
"""What courts write for characters of a given name that they hide."""

_COUNTED = "甲乙丙丁戊己庚辛壬癸一二三四五0123456789"  # what courts tell hidden names apart by


class Characters(NamedTuple):
    """A name in simplified characters, or Hangul: surname, a second one (by birth, of a married
    woman), given name; in it 某 stands for what a court has hidden."""

    surname: str
    second: str
    given: str

    @property
    def hidden(self) -> bool:
        """Whether a court has hidden some of the given name."""
        return HIDDEN in self.given


@lru_cache(maxsize=50_000)
def read(text: str) -> tuple[Characters, ...]:
    """Return the ways to read a text as a name; none where it is no name.

    >>> read("林郑月娥")[0]
    Characters(surname='林', second='郑', given='月娥')
    """
    found = []
    if not 2 <= len(text) <= 5:
        return ()
    for size in (2, 1):
        surname, rest = text[:size], text[size:]
        if not rest or not spellings.is_surname(surname):
            continue
        if len(rest) <= 2:
            found.append(Characters(surname, "", rest))
        elif len(rest) == 3 and spellings.is_surname(rest[0]):
            found.append(Characters(surname, rest[0], rest[1:]))
        if found and HIDDEN in text:
            break  # of 欧阳某 only what follows the surname is hidden
    return tuple(found)


def compare(a: Characters, b: Characters) -> list[Part]:
    """Return what two names say of each other, both in characters or Hangul."""
    return [_surnames(a, b), _givens(a, b)]


def _surnames(a: Characters, b: Characters) -> Part:
    left, right = a.surname + a.second, b.surname + b.second
    if _same(left, right) or _korean(left, right):
        return Part("surname", left, right, MOST, "same characters")
    shared = {a.surname, a.second} & {b.surname, b.second} - {""}
    if shared and not (a.second and b.second):
        return Part("surname", left, right, 2.0, "one of two surnames")
    return Part("surname", left, right, -MOST, "other characters")


def _givens(a: Characters, b: Characters) -> Part:
    if a.hidden or b.hidden:
        return hidden(a.given, b.given)
    if _same(a.given, b.given):
        return Part("given name", a.given, b.given, MOST, "same characters")
    how = "same sound, other characters" if _alike(a.given, b.given) else "other characters"
    return Part("given name", a.given, b.given, -MOST, how)


def hidden(a: str, b: str) -> Part:
    """Return what two given names say where a court has hidden some of either: what is left must be
    the same in its place; 甲, 乙 only tell apart who has one name, and the rest says nothing."""
    if _count(a) != _count(b) and _count(a) and _count(b):
        return Part("hidden name", a, b, -MOST, "told apart")
    ours, theirs = a.rstrip(_COUNTED), b.rstrip(_COUNTED)
    pairs = [
        (x, y) for x, y in zip(ours, theirs, strict=False) if HIDDEN not in (x, y)
    ] if len(ours) == len(theirs) else []  # fmt: skip
    if not pairs:
        return Part("hidden name", a, b, 0.0, "hidden")
    same = all(x == y for x, y in pairs)
    return Part("hidden name", a, b, MOST if same else -MOST, "what is left of it")


def _count(given: str) -> str:
    """Return the sign by which a court tells apart those whose names it hides: 甲 of 某甲."""
    return given[-1:] if HIDDEN in given and given[-1] in _COUNTED else ""


def _same(a: str, b: str) -> bool:
    """Return whether characters are the same, or one's are read in Korean as the other's Hangul."""
    if a == b or (len(a) == len(b) and one_form(a) == one_form(b)):
        return True
    if len(a) != len(b) or _is_hangul(a) == _is_hangul(b):
        return False
    return all(
        set(spellings.hangul(x)) & set(spellings.hangul(y)) for x, y in zip(a, b, strict=True)
    )


def _korean(a: str, b: str) -> bool:
    """Return whether one is a surname in Hangul and the other one in characters that is read so."""
    readings = set(spellings.hangul_surname(a)) & set(spellings.hangul_surname(b))
    return _is_hangul(a) != _is_hangul(b) and bool(readings)


def _is_hangul(text: str) -> bool:
    return "\uac00" <= text[:1] <= "\ud7a3"


def _alike(a: str, b: str) -> bool:
    return len(a) == len(b) and all(
        set(spellings.readings(x)) & set(spellings.readings(y)) for x, y in zip(a, b, strict=True)
    )
