"""Dates, relative ones resolved against the day of publication."""

from typing import Any

from comity.extract.finding import Date


def find(doc: Any, published: str) -> list[Date]:
    """Return them in the order of the text."""
    return []
