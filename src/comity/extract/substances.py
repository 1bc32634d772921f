"""Substances by the names in the table of law."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from comity.extract.finding import Name
from comity.law import substances

_JOINT = r"[\s\-‐‑–]+"
_JOINTS = re.compile(_JOINT)
# Beside a surer name: "heroin and crack", "methamphetamine (ice)", "MDMA, known as molly".
_BESIDE = re.compile(
    r"[\s,(/\"“”‘'’]*(?:and|or|(?:also\s+|commonly\s+|better\s+)?known\s+as|called|dubbed|nicknamed)?"
    r"[\s(\"“‘'’]*",
    re.IGNORECASE,
)
# Members of the two large families are made faster than any table grows.
_FAMILY = re.compile(
    r"(?<![\w-])(?:[\w'-]{2,40}yl\s+fentanyls?|(?:N-\w{3,20}\s+)?[\w'-]{1,40}(?:fentanyls?|fentanil|nitazenes?))(?!\w)",
    re.IGNORECASE,
)
_FAMILIES = (("fentan", "fentanyl-analogues"), ("nitazene", "nitazenes"))


class _Form(NamedTuple):
    """A name as the table writes it."""

    written: str
    key: str
    sure: bool

    def fits(self, words: str) -> bool:
        """Say whether words that are the same but for case may be this name."""
        if _joined(words) == _joined(self.written):
            return True
        if words.isupper():
            return self.sure  # "ICE" is an agency
        return self.written == self.written.lower()


def find(text: str) -> list[Name]:
    """Return the mentions in the order of the text, the longest name at each place.

    A name may be the first part of a compound ("fentanyl-laced"). A common word that is a street
    name too ("ice") counts only right beside another drug's name.
    """
    found: list[Name] = []
    doubtful: list[Name] = []
    forms = _forms()
    for m in _pattern().finditer(text):
        form = next((f for f in forms[_joined(m[0]).lower()] if f.fits(m[0])), None)
        if form:
            (found if form.sure else doubtful).append(_name(m.start(), m.end(), form.key))
    found = _with_families(text, found)
    return sorted(_with_doubtful(text, found, doubtful)) if found else []


def _name(start: int, end: int, key: str) -> Name:
    return Name(start, end, "substance", key, "Substance")


def _with_families(text: str, found: list[Name]) -> list[Name]:
    """Add what only its ending names: the longer of two that overlap stays."""
    small = text.lower()
    for ending, key in _FAMILIES:
        if ending not in small:
            continue
        for m in _FAMILY.finditer(text):
            over = [n for n in found if n.start < m.end() and m.start() < n.end]
            longer = all(m.start() <= n.start and n.end <= m.end() for n in over)
            longer &= any(n.end - n.start < len(m[0]) for n in over) or not over
            if longer and ending in m[0].lower():
                found = [n for n in found if n not in over] + [_name(*m.span(), key)]
    return found


def _with_doubtful(text: str, found: list[Name], doubtful: list[Name]) -> Iterator[Name]:
    yield from found
    for name in doubtful:
        if any(_BESIDE.fullmatch(text, *_between(name, other)) for other in found):
            yield name


def _between(a: Name, b: Name) -> tuple[int, int]:
    first, second = sorted((a, b))
    return first.end, second.start


def _joined(words: str) -> str:
    return _JOINTS.sub(" ", words)


@cache
def _forms() -> dict[str, list[_Form]]:
    """Return the forms by their words in small letters; the sure ones first."""
    forms: dict[str, list[_Form]] = {}
    for sure in (True, False):
        for s in substances():
            for written in s.sure_names if sure else s.unsure_names:
                forms.setdefault(_joined(written).lower(), []).append(_Form(written, s.id, sure))
    return forms


@cache
def _pattern() -> re.Pattern[str]:
    """Return one pattern for all names, as a tree of their letters: as fast for many as for few."""
    tree: dict[str, Any] = {}
    for words in _forms():
        node = tree
        for letter in words:
            node = node.setdefault(letter, {})
        node[""] = {}
    return re.compile(r"(?<!\w)" + _branch(tree) + r"(?!\w)", re.IGNORECASE)


def _branch(node: dict[str, Any]) -> str:
    parts = [
        (_JOINT if c == " " else re.escape(c)) + _branch(below) for c, below in node.items() if c
    ]
    if not parts:
        return ""
    inner = parts[0] if len(parts) == 1 and "" not in node else "(?:" + "|".join(parts) + ")"
    return inner + "?" if "" in node else inner
