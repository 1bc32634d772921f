"""Second names that a text gives."""

from typing import Any

from comity.extract.finding import Alias, Findings


def find(doc: Any, found: Findings) -> list[Alias]:
    """Return them in the order of the text."""
    return []
