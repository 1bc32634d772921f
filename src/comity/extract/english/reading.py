"""An English text → what is found in it: each layer sees what the layers before it found."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from comity.extract.english import language
from comity.extract.english.happenings import events, relations
from comity.extract.english.parties import aliases, groups, names, titles
from comity.extract.english.sayings import claims
from comity.extract.english.values import dates, quantities
from comity.extract.finding import Findings
from comity.extract.values import identifiers, substances


def find_all(texts: Iterable[tuple[str, str]]) -> Iterator[Findings]:
    """Yield the findings of each ``(text, published)``, many parsed at once."""
    queue = list(texts)
    pieces = [
        (number, at, piece)
        for number, (text, _) in enumerate(queue)
        for at, piece in language.passages(text)
    ]
    parsed = zip(pieces, language.parse(piece for *_, piece in pieces), strict=True)
    found = ((number, _shifted(read(doc, queue[number][1]), at)) for (number, at, _), doc in parsed)
    for _, parts in groupby(found, key=lambda pair: pair[0]):
        yield _joined([findings for _, findings in parts])


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
    """Return the findings of a text's passages as those of the whole text."""
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
