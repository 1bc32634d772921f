"""A Chinese text → what is found in it: each layer sees what the layers before it found."""

from collections.abc import Iterable
from typing import Any

from comity.extract.chinese import dates, identifiers, names, quantities, substances
from comity.extract.chinese.script import simplified
from comity.extract.finding import Findings


def find(text: str, published: str) -> Findings:
    """Return what is found in a text in simplified or traditional characters.

    ``published`` is the day of publication (ISO 8601) or empty.
    """
    simple = simplified(text)
    drugs = substances.find(simple)
    days, amounts = dates.find(text, published), quantities.find(text)
    taken = [*drugs, *days, *amounts]
    named = [name for name in names.find(text, simple) if not _lies_in(name, taken)]
    return Findings(
        identifiers=tuple(identifiers.find(simple)),
        names=tuple(sorted((*named, *drugs))),
        dates=tuple(days),
        quantities=tuple(amounts),
        sums=tuple(quantities.find_money(text)),
        groups=tuple(quantities.find_counts(text)),
    )


def _lies_in(name: Any, others: Iterable[Any]) -> bool:
    """Return whether a name is a part of something surer, which jieba may take for a name."""
    return any(name.start < other.end and other.start < name.end for other in others)
