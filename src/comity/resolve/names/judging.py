"""Two names → the odds that they are writings of one, as a sum of weighted features."""

import math
from functools import cache, lru_cache
from typing import NamedTuple

from comity.resolve.names import alike, persons, things
from comity.resolve.names.part import Part
from comity.resolve.names.spellings import rows
from comity.resolve.names.weighing import Signal, signals, thing_signals

SORTS = ("Company", "Vessel")
"""The schemata whose names are told apart by other things than those of companies are."""

NONE = -9.0
"""The odds (natural logarithm) where a name has no words, or the two can have nothing in common."""

_NOTHING = Signal("nothing to compare", 1.0, Part("name", "", "", 0.0, "no words"))
_BEFORE = Signal("bias", 1.0, Part("name", "", "", 0.0, ""))


class Judged(NamedTuple):
    """The natural logarithm of the odds that two names are one, what adds up to it (each signal
    with its points), and the names, in their order."""

    odds: float
    signals: tuple[tuple[Signal, float], ...]
    a: str = ""
    b: str = ""


def judge(a: str, b: str, schema: str = "Person") -> Judged:
    """Compare two names of a FollowTheMoney schema; the same whichever comes first."""
    a, b = min(a, b), max(a, b)
    found = compared(a, b, schema)
    if not found:
        return Judged(NONE, ((_NOTHING, NONE),), a, b)
    weights = _weights(schema)
    told = [(s, weights.get(s.feature, 0.0) * s.value) for s in found]
    told.append((_BEFORE, weights["bias"]))
    return Judged(math.fsum(points for _, points in told), tuple(told), a, b)


def odds(a: str, b: str, schema: str = "Person") -> float:
    """Return what ``judge`` does, without its reasons."""
    found = compared(a, b, schema)
    if not found:
        return NONE
    weights = _weights(schema)
    return math.fsum((weights["bias"], *(weights.get(s.feature, 0.0) * s.value for s in found)))


@lru_cache(maxsize=50_000)
def schema_of(*names: str) -> str:
    """Return what names look like names of: "Company" if one has a legal form or says what it does,
    else "Person"."""
    for name in names:
        read = things.read(name, "Company")
        if not read.form and persons.read(name).chinese:
            continue
        if read.form or (read.kinds and len(read.written) > 1 and not read.own):
            return "Company"
        if any(w.script == "han" and len(w.text) > 4 for w in read.written) and read.kinds:
            return "Company"
    return "Person"


def compared(a: str, b: str, schema: str) -> list[Signal]:
    """Return what two names say of each other, whichever comes first; nothing where one has no
    words."""
    a, b = min(a, b), max(a, b)
    if schema == "Person":
        found = persons.align(a, b)
        return signals(found, persons.read(a), persons.read(b)) if found else []
    other = alike.align(a, b, schema)
    return thing_signals(other) if other else []


@cache
def _weights(schema: str) -> dict[str, float]:
    """Return feature → weight for names of a schema; a sort of things has what it counts more or
    less beside what all things have."""
    model = "person" if schema == "Person" else "thing"
    found: dict[str, float] = {}
    for name, feature, weight in rows("weights"):
        if name == model or (schema in SORTS and name == schema.lower()):
            found[feature] = found.get(feature, 0.0) + float(weight)
    return found
