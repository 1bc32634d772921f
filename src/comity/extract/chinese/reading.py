"""A Chinese text → what is found in it: each layer sees what the layers before it found."""

from comity.extract.finding import Findings
from comity.extract.values import identifiers, substances


def find(text: str, published: str) -> Findings:
    """Return what is found in a text in simplified or traditional characters.

    ``published`` is the day of publication (ISO 8601) or empty.
    """
    return Findings(identifiers=tuple(identifiers.find(text)), names=tuple(substances.find(text)))
