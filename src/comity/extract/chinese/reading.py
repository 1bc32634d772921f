"""A Chinese text → what is found in it: each layer sees what the layers before it found."""

from comity.extract.chinese import dates, identifiers, names, quantities, substances
from comity.extract.chinese.script import simplified
from comity.extract.finding import Findings, Spanned, touches


def find(text: str, published: str) -> Findings:
    """Return what is found in a text in simplified or traditional characters.

    ``published`` is the day of publication (ISO 8601) or empty.
    """
    simple = simplified(text)
    drugs = substances.find(simple)
    days, amounts = dates.find(text, published), quantities.find(text)
    # jieba may take a part of what is surer for a name.
    taken: list[Spanned] = [*drugs, *days, *amounts]
    named = [name for name in names.find(text, simple) if not touches(name, taken)]
    return Findings(
        identifiers=tuple(identifiers.find(simple)),
        names=tuple(sorted((*named, *drugs))),
        dates=tuple(days),
        quantities=tuple(amounts),
        sums=tuple(quantities.find_money(text)),
        groups=tuple(quantities.find_counts(text)),
    )
