"""Posts and occupations beside a name."""

from typing import Any

from comity.extract.finding import Findings, Title


def find(doc: Any, found: Findings) -> list[Title]:
    """Return them in the order of the text."""
    return []
