"""Amounts of goods and sums of money, normalised beside the words."""

from typing import Any

from comity.extract.finding import Money, Quantity


def find(doc: Any) -> list[Quantity]:
    """Return the amounts of goods in the order of the text."""
    return []


def find_money(doc: Any) -> list[Money]:
    """Return the sums of money in the order of the text."""
    return []
