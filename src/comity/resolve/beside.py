"""What speaks for and against two entities being one, beside their names.

Each feature is a function of two entities that returns its reason, or None where one of them does
not say. Points are natural logarithms of odds. Where they are not counted they are judged, and said
to be: how much likelier it is to see this of one person in two records than of two people who have
the same name.

================  ========================================================================
feature           what it rests on
================  ========================================================================
identifier        two things seldom share a number; typing errors make one thing have two
birth date        a day is shared by one in some 18,000 adults, a year by one in 50
gender, country   shared by many, so that agreeing says little; differing says more
post, place, company  shared by some
================  ========================================================================
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from comity.extract import place
from comity.resolve.entity import Entity, tokens

_ONE_EACH = {"idNumber": 4.0, "imoNumber": 8.0, "registrationNumber": 4.0, "innCode": 5.0,
             "leiCode": 6.0, "taxNumber": 3.5, "uscCode": 6.0, "ogrnCode": 5.0,
             "mmsi": 3.0, "swiftBic": 3.0, "passportNumber": 1.2, "callSign": 2.0}  # fmt: skip
"""Against, where two records have different numbers of a kind: one has one of these, at a time."""

_SHARED = {"phone": 3.5, "email": 4.5, "address": 1.5, "website": 3.0, "mmsi": 4.0, "swiftBic": 4.0}
"""For, of what may also be a household's or an office's; other identifiers count ``_SURE``."""

_SURE = 7.0
OWN = frozenset(("same identifier", "near identifier"))
"""Features that speak for one bearer whatever the names; others tell apart people of one name."""

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?(?![0-9])")
_EMPTY = frozenset("a an the of for to in at and or former acting deputy senior chief head".split())


class Reason(NamedTuple):
    """Why two entities may be one, or not.

    Attributes:
        feature: its name. points: natural logarithm of odds that it adds, negative if against.
        a, b: what is compared, as each has it. text: a sentence that says it.
    """

    feature: str
    points: float
    a: str
    b: str
    text: str


def reasons(a: Entity, b: Entity) -> Iterator[Reason]:
    """Yield what speaks for and against, beside names."""
    if a.identifiers and b.identifiers:
        yield from _identifiers(a, b)
    for of, feature in _FEATURES:
        if getattr(a, of) and getattr(b, of) and (reason := feature(a, b)) is not None:
            yield reason


def _identifiers(a: Entity, b: Entity) -> Iterator[Reason]:
    ours, theirs = _by_kind(a.identifiers), _by_kind(b.identifiers)
    for kind in sorted(ours.keys() & theirs.keys()):
        shared = sorted(ours[kind] & theirs[kind])
        if shared:
            points = _SHARED.get(kind, _SURE)
            text = f"same {kind}: {shared[0]}"
            yield Reason("same identifier", points, shared[0], shared[0], text)
            continue
        one, other = min(ours[kind]), min(theirs[kind])
        if against := _ONE_EACH.get(kind):
            if _slip(one, other):
                yield Reason("near identifier", 1.0, one, other,
                             f"{kind} differs by one sign: {one}, {other}")  # fmt: skip
            else:
                yield Reason("other identifier", -against, one, other,
                             f"{kind} differs: {one}, {other}")  # fmt: skip


@lru_cache(maxsize=20_000)
def _by_kind(identifiers: tuple[tuple[str, str], ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for kind, value in identifiers:
        plain = re.sub(r"[\W_]", "", value).casefold()
        if len(plain) > 3:
            found.setdefault(kind, set()).add(plain)
    return found


def _slip(a: str, b: str) -> bool:
    """Return whether two numbers differ as typing makes them differ: one sign, or two exchanged."""
    if len(a) != len(b) or len(a) < 7:
        return False
    other = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(other) == 1:
        return True
    return len(other) == 2 and other[1] == other[0] + 1 and a[other[0]] == b[other[1]] \
        and a[other[1]] == b[other[0]]  # fmt: skip


def _marks(a: Entity, b: Entity) -> Reason | None:
    if not (a.marks or b.marks or a.family == b.family == "Group"):
        return None
    shared = sorted({*a.marks, *a.described} & {*b.marks, *b.described})
    if not shared:
        return None
    # Who is named has a name to speak for it.
    points = 6.0 if "Group" in (a.family, b.family) else 3.0
    return Reason("same mark", points, shared[0], shared[0], f"same: {shared[0]}")


def _birth(a: Entity, b: Entity) -> Reason | None:
    pairs = [(_born(x, y), x, y) for x in a.births for y in b.births]
    if not pairs:
        return None
    (points, how), x, y = max(pairs, key=lambda p: (p[0][0], p[1], p[2]))
    return Reason("birth date", points, x, y, f"birth dates {how}: {x}, {y}")


def _born(x: str, y: str) -> tuple[float, str]:
    """Return the points of two dates, each as precise as known, and how they agree."""
    one, other = _date(x), _date(y)
    if not one or not other:
        return 0.0, "cannot be compared"
    years = abs(int(one[0]) - int(other[0]))
    if len(one) == len(other) == 3:
        return _born_on(one, other, years)
    if years:
        return (-1.0, "are a year apart") if years == 1 else (-6.0, "differ")
    if len(one) > 1 and len(other) > 1:
        return (3.2, "agree in year and month") if one[1] == other[1] else (-3.5, "differ in month")
    return 2.0, "agree in the year"


def _date(text: str) -> list[str]:
    """Return the year, the month and the day that a date begins with; none where it has no year."""
    found = _DATE.match(text)
    return [part.zfill(2) for part in found.groups() if part] if found else []


def _born_on(one: list[str], other: list[str], years: int) -> tuple[float, str]:
    if one == other:
        if one[1:] == ["01", "01"]:
            return 2.0, "agree, on a day that often means only the year"
        return 6.0, "agree"
    if not years and one[1:] == other[:0:-1]:
        return 3.5, "agree with day and month exchanged"
    if not years and ["01", "01"] in (one[1:], other[1:]):
        return 1.0, "agree in the year, one of them on a day that often means only that"
    differing = sum(p != q for p, q in zip(one, other, strict=True))
    letters = sum(p != q for p, q in zip("".join(one), "".join(other), strict=True))
    if letters == 1:
        return 0.5, "differ by one digit"
    return (-4.0 if differing == 1 else -6.0), "differ"


def _gender(a: Entity, b: Entity) -> Reason | None:
    ours, theirs = set(a.genders), set(b.genders)
    if not ours or not theirs:
        return None
    left, right = min(ours), min(theirs)
    if ours & theirs:
        return Reason("gender", 0.2, left, right, f"same gender: {min(ours & theirs)}")
    return Reason("gender", -4.0, left, right, f"gender differs: {left}, {right}")


def _countries(a: Entity, b: Entity) -> Reason | None:
    ours, theirs = set(a.countries), set(b.countries)
    if not ours or not theirs:
        return None
    if shared := sorted(ours & theirs):
        return Reason("country", 0.6, shared[0], shared[0], f"same country: {shared[0].upper()}")
    left, right = min(ours), min(theirs)
    # People move, and have two passports.
    points = -1.5 if "Person" in (a.family, b.family) else -4.0
    text = f"countries differ: {left.upper()}, {right.upper()}"
    return Reason("country", points, left, right, text)


def _places(a: Entity, b: Entity) -> Reason | None:
    ours, theirs = _placed(a.places), _placed(b.places)
    shared = sorted(ours.keys() & theirs.keys() - {""})
    if not shared:
        return None
    points = 1.5 if len(shared[0].split()) > 2 else 0.8  # an address says more than a town
    return Reason("place", points, ours[shared[0]], theirs[shared[0]], f"same place: {shared[0]}")


@lru_cache(maxsize=20_000)
def _placed(places: tuple[str, ...]) -> dict[str, str]:
    """Return the names that places are filed under, each with the place as it is written."""
    return {place(p) or " ".join(tokens(p)): p for p in places if len(p) < 400}


def _posts(a: Entity, b: Entity) -> Reason | None:
    ours, theirs = (_said(entity.titles) for entity in (a, b))
    if shared := sorted(ours & theirs):
        text = f"posts share: {', '.join(shared)}"
        return Reason("post", min(2.0, 0.8 + 0.4 * len(shared)), a.titles[0], b.titles[0], text)
    if ours and theirs:
        text = f"other posts: {a.titles[0]}; {b.titles[0]}"
        return Reason("post", -0.3, a.titles[0], b.titles[0], text)
    return None


def _company(a: Entity, b: Entity) -> Reason | None:
    shared = sorted(set(a.beside) & set(b.beside))
    if not shared:
        return None
    # Who they are is not said here: a reader of these two need not be one of those.
    text = f"both appear with the same others: {len(shared)}"
    each, most = (1.2, 2.4) if "Person" in (a.family, b.family) else (0.4, 0.8)
    return Reason("company", min(most, each * len(shared)), "", "", text)


def _report(a: Entity, b: Entity) -> Reason | None:
    if not a.source or a.source != b.source:
        return None
    return Reason("same report", 3.0, a.source, b.source, "in reprints of one report")


def _case(a: Entity, b: Entity) -> Reason | None:
    if not a.case or a.case != b.case:
        return None
    points = 1.5 if "Person" in (a.family, b.family) else 0.5  # many offices deal with one case
    return Reason("same case", points, a.case, b.case, "both stand in one case")


@lru_cache(maxsize=20_000)
def _said(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for title in titles for word in tokens(title)) - _EMPTY


_FEATURES = (
    ("schema", _marks), ("births", _birth), ("genders", _gender), ("countries", _countries),
    ("places", _places), ("titles", _posts), ("beside", _company), ("source", _report),
    ("case", _case),
)  # fmt: skip
"""What an entity must have, and what compares it."""
