"""What may be done with a statement, by whom, for which purpose, until when."""

from collections.abc import Iterable
from typing import NamedTuple

from comity.model.errors import ComityError

CLASSIFICATIONS = ("public", "restricted", "confidential", "secret")
"""Ordered: a reader cleared for one may see it and all before it."""


class Handling(NamedTuple):
    """The originator's conditions, which travel with a statement (*sticky handling*).

    Attributes:
        level: index into ``CLASSIFICATIONS``.
        codes: SIENA handling codes, sorted.
        originator: the agency whose conditions these are.
        purpose: what it may be used for; empty means no condition.
        until: ISO date after which it may no longer be used; empty means no end.
    """

    level: int = 0
    codes: tuple[str, ...] = ()
    originator: str = ""
    purpose: str = ""
    until: str = ""

    @property
    def classification(self) -> str:
        """The level as a word."""
        return CLASSIFICATIONS[self.level]


OPEN = Handling()
_AND = "; "  # between several originators or purposes: what is derived keeps them all


def strictest(handlings: Iterable[Handling]) -> Handling:
    """Return the conditions of what rests on several statements: all of theirs together.

    The highest level, every code, every originator, every limit of purpose, the first end.
    """
    found = list(handlings)
    return Handling(
        max((h.level for h in found), default=0),
        tuple(sorted({code for h in found for code in h.codes})),
        _joined(h.originator for h in found),
        _joined(h.purpose for h in found),
        min((h.until for h in found if h.until), default=""),
    )


def words(conditions: Handling) -> str:
    """Return conditions as people read them: "confidential · H1 · of Hebei desk · until 2019-…".

    Empty where there are none.
    """
    level, codes, originator, purpose, until = conditions
    found = (
        CLASSIFICATIONS[level] if level else "",
        " ".join(codes),
        f"of {originator}" if originator else "",
        f"only for {purpose}" if purpose else "",
        f"until {until}" if until else "",
    )
    return " · ".join(part for part in found if part)


def parts(joined: str) -> list[str]:
    """Return the originators, or the purposes, that a field names."""
    return [part for part in joined.split(_AND) if part]


def _joined(texts: Iterable[str]) -> str:
    return _AND.join(sorted({part for text in texts for part in parts(text)}))


def level(classification: str) -> int:
    """Return the level of a classification's name.

    Raises:
        ComityError: no such classification; the message lists them.
    """
    try:
        return CLASSIFICATIONS.index(classification.strip().lower())
    except ValueError:
        known = ", ".join(CLASSIFICATIONS)
        raise ComityError(
            f"{classification!r} is not a classification. Use one of: {known}."
        ) from None
