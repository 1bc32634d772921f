"""A Chinese text → what is found in it: each layer sees what the layers before it found."""

from collections.abc import Sequence

from comity.extract.chinese import (
    aliases,
    dates,
    groups,
    identifiers,
    names,
    quantities,
    substances,
    titles,
)
from comity.extract.chinese.happenings import events, offences, penalties, relations
from comity.extract.chinese.sayings import claims
from comity.extract.chinese.script import Word, simplified, words
from comity.extract.finding import Findings, Span, Spanned


def find(text: str, published: str) -> Findings:
    """Return what is found in a text in simplified or traditional characters.

    ``published`` is the day of publication (ISO 8601) or empty.
    """
    simple = simplified(text)
    tagged = words(simple)
    drugs = substances.find(simple)
    days, amounts = dates.find(text, published), quantities.find(text)
    # jieba may take a part of what is surer for a name.
    taken: list[Spanned] = [*drugs, *days, *amounts]
    named = names.apart(names.find(text, simple, tagged), sorted(taken, key=lambda one: one.start))
    found = Findings(
        identifiers=tuple(identifiers.find(simple)),
        names=tuple(sorted((*named, *drugs))),
        dates=tuple(days),
        quantities=tuple(amounts),
        sums=tuple(quantities.find_money(text)),
        groups=tuple(quantities.find_counts(text)),
    )
    return _told(text, simple, tagged, found)


def _told(text: str, simple: str, tagged: Sequence[Word], found: Findings) -> Findings:
    """Return findings with what the text tells of the things that it names."""
    found = found._replace(titles=tuple(titles.find(text, simple, tagged, found)))
    found = found._replace(aliases=tuple(aliases.find(text, simple, tagged, found)))
    second = {(alias.start, alias.end) for alias in found.aliases}
    named = tuple(name for name in found.names if (name.start, name.end) not in second)
    found = found._replace(names=named)
    found = found._replace(groups=tuple(groups.find(text, simple, tagged, found)))
    found = found._replace(offences=tuple(offences.find(simple, found.names)))
    found = found._replace(events=tuple(events.find(text, simple, tagged, found)))
    found = found._replace(penalties=tuple(penalties.find(simple, _imposed(found))))
    found = found._replace(relations=tuple(relations.find(text, simple, tagged, found)))
    return found._replace(claims=tuple(claims.find(text, simple, tagged, found)))


def _imposed(found: Findings) -> list[Span]:
    return [
        Span(p.start, p.end)
        for event in found.events
        for p in event.participants
        if p.role == "penalty"
    ]
