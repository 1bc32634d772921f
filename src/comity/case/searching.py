"""Words and names in a case: documents with the sentence around, and the things so called."""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from comity.case.view import View
from comity.store import tokens

_AROUND = 80  # code points shown before and after a hit


class Hit(NamedTuple):
    """A document or an entity with all the words.

    Attributes:
        kind: ``document`` or ``entity``; id: its id; label: what to call it.
        quote: for a document, the text around the first hit; ``start`` and ``end`` are the hit's
            span in the document's text (-1 where it is only in its title or name).
    """

    kind: str
    id: str
    label: str
    quote: str
    start: int
    end: int


def search(view: View, query: str, limit: int = 50) -> list[Hit]:
    """Return what has all words of a query, entities first, the best first; "a phrase" in order.

    Raises:
        ComityError: the query has no word.
    """
    found = view.session.search(view.case, query, limit)
    view.meet(key for kind, key, _ in found if kind == "entity")
    entities = list(dict.fromkeys(view.identity.of(k) for kind, k, _ in found if kind == "entity"))
    labels = view.labels(entities)
    hits = [Hit("entity", e, labels[e], "", -1, -1) for e in entities]
    documents = [key for kind, key, _ in found if kind == "document"]
    view.know(documents)
    bodies = view.session.bodies(view.case, documents)
    asked = {token for token, _, _ in tokens(query)}
    return hits + [_hit(view, d, bodies.get(d, ""), asked) for d in documents]


def _hit(view: View, document: str, body: str, asked: set[str]) -> Hit:
    name = view.sources.name(document)
    places = [place for place in tokens(body) if place[0] in asked]
    if not places:
        return Hit("document", document, name, "", -1, -1)
    _, start, end = max(places, key=lambda place: (_together(places, place[1]), -place[1]))
    before, after = max(0, start - _AROUND), min(len(body), end + 2 * _AROUND)
    quote = " ".join(body[before:after].split())
    return Hit("document", document, name, quote, start, end)


def _together(places: list[tuple[str, int, int]], start: int) -> int:
    """Return how many of the words asked for stand within a hit's quote."""
    first = bisect_left(places, start, key=lambda place: place[1])
    near = bisect_right(places, start + _AROUND, key=lambda place: place[1])
    return len({token for token, _, _ in places[first:near]})
