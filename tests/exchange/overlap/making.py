"""Two sides for the tests of overlaps."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from comity.exchange.overlap import (
    Allowance,
    Desk,
    Holdings,
    Identifier,
    Match,
    Past,
    Step,
    ask,
    finish,
    learn,
    new_secret,
    reply,
)

TODAY = "2026-03-01"
FREE = Allowance(most=10_000, least=0, asks=100, answered=100_000)


def held(*values: str, kind: str = "phone") -> dict[Identifier, tuple[str, ...]]:
    """Return holdings with a statement for each identifier."""
    return {Identifier(kind, value): (f"{value} is said",) for value in sorted(values)}


def phones(numbers: Iterable[int]) -> dict[Identifier, tuple[str, ...]]:
    """Return holdings of telephone numbers."""
    return held(*(f"+86138{number:08}" for number in numbers))


def desk(folder: Path, name: str = "desk", today: str = TODAY) -> Desk:
    """Return a desk with a new secret."""
    return Desk(new_secret(today), folder / name, today)


class Run(NamedTuple):
    """All that was made in one overlap."""

    asked: Step
    replied: Step
    closing: Step
    both: list[Match]
    learned: list[Match]
    past: Past


def overlap(
    a: Desk, ours: Holdings, b: Desk, theirs: Holdings,
    history: Iterable[Past] = (), kinds: Iterable[str] = ("phone",), *, whole: bool = False,
) -> Run:  # fmt: skip
    """Let desk a ask desk b, to the end."""
    asked, state = ask(ours, a, kinds, whole=whole)
    replied = reply(asked, theirs, b, FREE, history)
    both, closing = finish(state, replied, ours, a)
    learned, unexplained = learn(closing, replied, theirs, b)
    assert unexplained == 0
    past = Past(TODAY, asked.header["nonce"], replied.header["key"], asked.number)
    return Run(asked, replied, closing, both, learned, past)


def identifiers(matches: Iterable[Match]) -> set[Identifier]:
    """Return what was matched."""
    return {match.identifier for match in matches}
