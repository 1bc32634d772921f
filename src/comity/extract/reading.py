"""A text → what is found in it: each layer sees what the layers before it found."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from comity.extract import language
from comity.extract.finding import Findings
from comity.extract.happenings import events, relations
from comity.extract.parties import aliases, groups, names, titles
from comity.extract.sayings import claims
from comity.extract.values import dates, identifiers, quantities, substances


def find(text: str, published: str = "") -> Findings:
    """Return what is found in an English text.

    ``published`` is the day of publication (ISO 8601), to which relative dates refer; without it
    they are not resolved and not given.
    """
    return next(find_all([(text, published, True)]))


def find_all(texts: Iterable[tuple[str, str, bool]]) -> Iterator[Findings]:
    """Yield the findings of each ``(text, published, whether in English)``, many parsed at once."""
    queue = list(texts)
    pieces = [
        (number, at, piece)
        for number, (text, _, english) in enumerate(queue)
        if english
        for at, piece in language.passages(text)
    ]
    parsed = zip(pieces, language.parse(piece for *_, piece in pieces), strict=True)
    found = ((number, _shifted(read(doc, queue[number][1]), at)) for (number, at, _), doc in parsed)
    by_text = groupby(found, key=lambda pair: pair[0])
    for text, _, english in queue:
        if english:
            yield _joined([findings for _, findings in next(by_text)[1]])
        else:
            yield Findings(identifiers=tuple(identifiers.find(text)))


def read(doc: Any, published: str) -> Findings:
    """Return the findings of one parsed passage, spans counted from its beginning."""
    text, found = doc.text, Findings()
    found = found._replace(identifiers=tuple(identifiers.find(text)))
    found = found._replace(dates=tuple(dates.find(doc, published)))
    found = found._replace(
        quantities=tuple(quantities.find(doc)), sums=tuple(quantities.find_money(doc))
    )
    found = found._replace(names=tuple(substances.find(text)))
    found = found._replace(names=tuple(sorted((*names.find(doc, found), *found.names))))
    found = found._replace(titles=tuple(titles.find(doc, found)))
    found = found._replace(aliases=tuple(aliases.find(doc, found)))
    found = found._replace(groups=tuple(groups.find(doc, found)))
    found = found._replace(events=tuple(events.find(doc, found)))
    found = found._replace(relations=tuple(relations.find(doc, found)))
    return found._replace(claims=tuple(claims.find(doc, found)))


def _joined(parts: list[Findings]) -> Findings:
    return (
        parts[0]
        if len(parts) == 1
        else Findings(*(tuple(x for p in column for x in p) for column in zip(*parts, strict=True)))
    )


def _shifted(value: Any, by: int) -> Any:
    """Return findings with every span moved: all that begins with ``start`` and ``end`` has one."""
    if not by or not isinstance(value, tuple):
        return value
    inner = [_shifted(x, by) for x in value]
    if not hasattr(value, "_fields"):
        return tuple(inner)
    if value._fields[:2] == ("start", "end"):
        inner[:2] = value[0] + by, value[1] + by
    return type(value)(*inner)
