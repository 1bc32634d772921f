"""Who is said to lead, supply, own, send to or work for whom."""

from typing import Any

from comity.extract.finding import Findings, Relation


def find(doc: Any, found: Findings) -> list[Relation]:
    """Return them in the order of the text."""
    return []
