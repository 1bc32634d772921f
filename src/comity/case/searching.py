"""Words and names in a case: documents with the sentence around, and the things so called."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from comity.case.view import View
from comity.store import Place, places

_AROUND = 80  # code points shown before and after a hit
_CHINESE_END = re.compile(r"[。！？][”’」』）]*|\n\s*\n")  # of a sentence, or of a paragraph
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


class Hit(NamedTuple):
    """A document or an entity with all the words.

    Attributes:
        kind: ``document`` or ``entity``; id: its id; label: what to call it.
        quote: for a document, the text around the first hit, in Chinese its sentence; ``start``
            and ``end`` are the hit's span in the document's text (-1 where it is only in its title
            or name).
        marks: the spans of the words in the quote, in code points, by their place; no two overlap.
    """

    kind: str
    id: str
    label: str
    quote: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()


def search(view: View, query: str, limit: int = 50) -> list[Hit]:
    """Return what has all words of a query, entities first, the best first; "a phrase" in order.

    Chinese is found in traditional and in simplified characters, and by its pinyin.

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
    return hits + [_hit(view, d, bodies.get(d, ""), query) for d in documents]


def _hit(view: View, document: str, body: str, query: str) -> Hit:
    name = view.sources.name(document)
    found = places(query, body)
    if not found:
        return Hit("document", document, name, "", -1, -1)
    start, end, _ = max(found, key=lambda place: (_together(found, place.start), -place.start))
    first, last = _bounds(body, start, end)
    quote = " ".join(body[first:last].split())
    return Hit("document", document, name, quote, start, end, _marks(places(query, quote)))


def _together(found: list[Place], start: int) -> int:
    """Return how many of the words asked for stand within a hit's quote."""
    first = bisect_left(found, start, key=lambda place: place.start)
    near = bisect_right(found, start + _AROUND, key=lambda place: place.start)
    return len({place.clause for place in found[first:near]})


def _bounds(body: str, start: int, end: int) -> tuple[int, int]:
    """Return the span around a hit that is shown: in Chinese no more than its sentence."""
    first, last = max(0, start - _AROUND), min(len(body), end + 2 * _AROUND)
    if not _CHINESE.search(body, start, end):
        return first, last
    for stop in _CHINESE_END.finditer(body, first, start):
        first = stop.end()
    stop_after = _CHINESE_END.search(body, end, last)
    return first, stop_after.end() if stop_after else last


def _marks(found: list[Place]) -> tuple[tuple[int, int], ...]:
    """Return the spans of places, those that overlap as one."""
    marks: list[tuple[int, int]] = []
    for start, end, _ in found:
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)
