"""Substances by the names in the table of law."""

import re
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from comity.extract.finding import Name
from comity.law import substances

_JOINT = r"[\s\-‐‑–]+"
_JOINTS = re.compile(_JOINT)
# Beside a surer name: "heroin and crack", "methamphetamine (ice)", "MDMA, known as molly".
_BESIDE = re.compile(
    r"[\s,(/\"“”‘'’]*"
    r"(?:and|or|(?:(?:also|commonly|better)\s+)?known\s+as|called|dubbed|nicknamed)?"
    r"[\s(\"“‘'’]*",
    re.IGNORECASE,
)
# Members of the two large families are made faster than any table grows.
_FAMILY = re.compile(
    r"(?<![\w-])(?:[\w'-]{2,40}yl\s+fentanyls?"
    r"|(?:N-\w{3,20}\s+)?[\w'-]{1,40}(?:fentanyls?|fentanil|nitazenes?))(?!\w)",
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
    names: list[Name] = []
    doubtful: set[Name] = set()
    forms = _forms()
    for m in _pattern().finditer(text):
        form = next((f for f in forms[_joined(m[0]).lower()] if f.fits(m[0])), None)
        if form:
            names.append(_name(m.start(), m.end(), form.key))
            if not form.sure:
                doubtful.add(names[-1])
    names = _longest(names + _of_families(text))
    return _without(doubtful, names, text) if doubtful else names


def _name(start: int, end: int, key: str) -> Name:
    return Name(start, end, "substance", key, "Substance")


def _of_families(text: str) -> list[Name]:
    """Return what only its ending names."""
    small = text.lower()
    return [
        _name(*m.span(), key)
        for ending, key in _FAMILIES
        if ending in small
        for m in _FAMILY.finditer(text)
        if ending in m[0].lower()
    ]


def _longest(names: list[Name]) -> list[Name]:
    """Return names in the order of the text; of two that overlap the longer, or the first given."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: n.start):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
        elif name.end - name.start > kept[-1].end - kept[-1].start:
            kept[-1] = name
    return kept


def _without(doubtful: set[Name], names: list[Name], text: str) -> list[Name]:
    """Return the names without the doubtful ones that stand beside no surer one."""
    sure = [name not in doubtful for name in names]
    beside = [bool(_BESIDE.fullmatch(text, a.end, b.start)) for a, b in pairwise(names)]
    for i in reversed(range(len(beside))):  # and so along a list: "crack, speed and heroin"
        sure[i] |= beside[i] and sure[i + 1]
    for i, near in enumerate(beside):
        sure[i + 1] |= near and sure[i]
    return [name for name, good in zip(names, sure, strict=True) if good]


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
