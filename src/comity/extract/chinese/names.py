"""Who and where: the people, organisations and places that a Chinese text names."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from comity.extract.chinese import gazetteer, organisations, people, places
from comity.extract.chinese.script import Word
from comity.extract.finding import Name, Span, Spanned


def find(text: str, simple: str, tokens: Sequence[Word]) -> list[Name]:
    """Return the names in a text, in its order; none lies within another.

    ``simple`` is the text in simplified characters, of the same length, ``tokens`` its words; a
    name's key is as the text writes it, where it writes the whole name.
    """
    foreign, sites = people.foreign(tokens, simple), places.find(simple, tokens)
    within = {at for site in sites for at in range(site.start + 1, site.end)}
    hidden = [s for s in people.hidden(tokens, simple) if s.start not in within]
    short = people.again(tokens, simple, foreign)
    foreign = sorted([*foreign, *apart(sorted(short), foreign)])
    sure = sorted([*foreign, *apart(hidden, foreign)])
    sites = list(apart(sites, sure))
    bodies = organisations.find(simple, tokens, sites)
    taken = [body.span for body in bodies]
    sites = list(apart(sites, taken))
    sure = list(apart(sure, taken))
    full = list(apart(people.full(tokens, simple), sorted([*taken, *sure])))
    longer = {at for span in full if len(simple[slice(*span)]) > 3 for at in range(*span)}
    sites = [s for s in sites if not (s.start in longer and s.end - 1 in longer)]
    persons = sorted([*sure, *apart(full, sites)])
    return sorted(
        [
            *(
                Name(*f.span, "organisation", text[slice(*(f.whole or f.span))], f.schema)
                for f in bodies
            ),
            *(Name(*s, "person", text[slice(*short.get(s, s))], "Person") for s in persons),
            *_places(text, simple, sites),
        ]
    )


_S = TypeVar("_S", bound=Spanned)


def apart(ones: Iterable[_S], others: Sequence[Spanned]) -> Iterator[_S]:
    """Yield those of some findings that have no code point in common with others.

    Both are sorted by where they start. It takes one pass over both, so that a text may be long.
    """
    number = 0
    for one in ones:
        while number < len(others) and others[number].end <= one.start:
            number += 1
        if number == len(others) or others[number].start >= one.end:
            yield one


def _places(text: str, simple: str, sites: Sequence[Span]) -> Iterator[Name]:
    before = Span(0, 0)
    for site in sites:
        beside = simple[slice(*before)] if before.end == site.start else ""
        known = gazetteer.find(simple[slice(*site)], beside)
        key, country, within = known or (text[slice(*site)], "", "")
        yield Name(*site, "place", key, "Territory", country, within)
        before = site
