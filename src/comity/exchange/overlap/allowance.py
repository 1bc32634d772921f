"""How much a partner may ask: limits on size and frequency, so that fishing is refused and shows.

Limits count what an answer tells: the new identifiers that were answered. Whoever asks with
made-up numbers uses up the allowance, and stands in both logs with a set that must be opened.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from comity.exchange.overlap.step import Step
from comity.model import ComityError


class Refused(ComityError):
    """An ask that is not answered; ``whole`` says that it may be asked again from the beginning."""

    def __init__(self, reason: str, *, whole: bool = False) -> None:
        super().__init__(reason)
        self.whole = whole


class Allowance(NamedTuple):
    """What a partner may ask.

    Attributes:
        most: identifiers in the set of one ask.
        least: identifiers in it at least, so that no single one is probed.
        asks: asks answered within ``days``.
        answered: new identifiers answered within ``days``, over all asks.
        days: the span that is looked back on.
    """

    most: int = 200_000
    least: int = 10
    asks: int = 10
    answered: int = 500_000
    days: int = 30


class Past(NamedTuple):
    """An earlier ask of the same partner that was answered.

    Attributes:
        day: ISO date.
        nonce: its nonce.
        key: public key under which it was answered.
        number: new identifiers that it brought.
    """

    day: str
    nonce: str
    key: str
    number: int


def check(ask: Step, allowance: Allowance, history: Iterable[Past], today: str) -> None:
    """Check an ask, whose form is good, against what the partner may.

    Raises:
        Refused: it may not; the message says which limit, and what to do.
    """
    past = list(history)
    size, most, least = ask.commitment.size, allowance.most, allowance.least
    if any(ask.header["nonce"] == one.nonce for one in past):
        raise Refused("This ask was answered already: look for the reply to it.")
    if max(size, ask.number) > most:
        raise Refused(f"The set has {size:,} identifiers, and at most {most:,} are answered.")
    if size < least:
        raise Refused(
            f"The set has {size:,} identifiers, and fewer than {least:,} are not answered: that "
            "would be asking about single ones. Ask with more kinds or cases."
        )
    _check_size(ask, past)
    _check_frequency(ask, allowance, past, today)


def _check_size(ask: Step, past: list[Past]) -> None:
    """See that the set is not larger than what was ever asked, which would hide a small one."""
    key, size = ask.header["key"], ask.commitment.size
    brought = ask.number + sum(one.number for one in past if key and one.key == key)
    if size > brought:
        raise Refused(
            f"The set is said to have {size:,} identifiers, but only {brought:,} were ever brought "
            "under this key: ask again from the beginning.",
            whole=True,
        )


def _check_frequency(ask: Step, allowance: Allowance, past: list[Past], today: str) -> None:
    days = allowance.days
    start = (date.fromisoformat(today) - timedelta(days)).isoformat()
    recent = [one for one in past if one.day > start]
    if len(recent) >= allowance.asks:
        raise Refused(
            f"{len(recent)} asks were answered within {days} days, and no more than "
            f"{allowance.asks} are: ask again later."
        )
    answered = sum(one.number for one in recent)
    if answered + ask.number > allowance.answered:
        raise Refused(
            f"{answered:,} new identifiers were answered within {days} days; with these "
            f"{ask.number:,} they would be more than the {allowance.answered:,} allowed."
        )
