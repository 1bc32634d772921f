"""Two names → the odds that they are writings of one, as a sum of weighted features."""

from functools import cache
from typing import NamedTuple

from comity.resolve.names import alike, persons
from comity.resolve.names.part import Part
from comity.resolve.names.spellings import rows
from comity.resolve.names.weighing import Signal, signals, thing_signals

NONE = -9.0
"""The odds (natural logarithm) where a name has no words, or the two can have nothing in common."""

_NOTHING = Signal("nothing to compare", 1.0, Part("name", "", "", 0.0, "no words"))


class Judged(NamedTuple):
    """The natural logarithm of the odds that two names are one, and what adds up to it: each signal
    with its points."""

    odds: float
    signals: tuple[tuple[Signal, float], ...]


def judge(a: str, b: str, schema: str = "Person") -> Judged:
    """Compare two names of a FollowTheMoney schema; the same whichever comes first."""
    found = _signals(*_in_order(a, b), schema)
    if not found:
        return Judged(NONE, ((_NOTHING, NONE),))
    weights = _weights("person" if schema == "Person" else "thing")
    told = [(signal, weights.get(signal.feature, 0.0) * signal.value) for signal in found]
    bias = weights["bias"]
    return Judged(bias + sum(points for _, points in told), tuple(told))


def odds(a: str, b: str, schema: str = "Person") -> float:
    """Return what ``judge`` does, without its reasons."""
    found = _signals(*_in_order(a, b), schema)
    if not found:
        return NONE
    weights = _weights("person" if schema == "Person" else "thing")
    return weights["bias"] + sum(weights.get(s.feature, 0.0) * s.value for s in found)


def _in_order(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)


def _signals(a: str, b: str, schema: str) -> list[Signal]:
    if schema == "Person":
        found = persons.align(a, b)
        return signals(found, persons.read(a), persons.read(b)) if found else []
    other = alike.align(a, b, schema)
    return thing_signals(other) if other else []


@cache
def _weights(model: str) -> dict[str, float]:
    return {feature: float(w) for name, feature, w in rows("weights") if name == model}
