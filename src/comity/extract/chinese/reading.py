"""A Chinese text → what is found in it: each layer sees what the layers before it found."""

from comity.extract.chinese import identifiers, names, substances
from comity.extract.chinese.script import simplified
from comity.extract.finding import Findings, Name


def find(text: str, published: str) -> Findings:
    """Return what is found in a text in simplified or traditional characters.

    ``published`` is the day of publication (ISO 8601) or empty.
    """
    simple = simplified(text)
    drugs = substances.find(simple)
    named = [name for name in names.find(text, simple) if not _lies_in(name, drugs)]
    return Findings(
        identifiers=tuple(identifiers.find(simple)), names=tuple(sorted((*named, *drugs)))
    )


def _lies_in(name: Name, drugs: list[Name]) -> bool:
    """Return whether a name is a part of a drug's, which jieba may take for a person's."""
    return any(name.start < drug.end and drug.start < name.end for drug in drugs)
