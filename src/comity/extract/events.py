"""What is said to have happened."""

from typing import Any

from comity.extract.finding import Event, Findings


def find(doc: Any, found: Findings) -> list[Event]:
    """Return them in the order of the text."""
    return []
