"""What may be done with a statement, by whom, for which purpose, until when."""

from typing import NamedTuple

from comity.model.errors import ComityError

CLASSIFICATIONS = ("public", "restricted", "confidential", "secret")
"""Ordered: a reader cleared for one may see it and all before it."""

CODES = {
    "H0": "for preventing and fighting crime, without further condition",
    "H1": "not to be used as evidence in court without the originator's permission",
    "H2": "not to be passed on without the originator's permission",
    "H3": "other conditions, given with the information",
}
"""SIENA's handling codes (Europol)."""


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
