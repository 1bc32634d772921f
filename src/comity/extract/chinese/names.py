"""Who and where: the people, organisations and places that a Chinese text names."""

import re
from collections.abc import Sequence

from comity.extract.chinese import organisations, people
from comity.extract.chinese.script import Word, words
from comity.extract.finding import Name, Span

_HOLDER = re.compile(r"[\u4e00-\u9fff]")
_DIVISION = re.compile(r"[省市县區区州旗盟镇乡村]$")


def find(text: str, simple: str) -> list[Name]:
    """Return the names in a text, in its order; none lies within another.

    ``simple`` is the text in simplified characters, of the same length; a name's key is as the
    text writes it, the longest first where one is the other's beginning.
    """
    tokens = words(simple)
    bodies = organisations.find(tokens)
    taken = [found.span for found in bodies]
    persons = [s for s in people.find(tokens, simple) if not _within(s, taken)]
    sites = [s for s in _places(tokens) if not _within(s, [*taken, *persons])]
    names = [
        *(Name(*f.span, "organisation", text[slice(*f.span)], f.schema) for f in bodies),
        *(Name(*s, "person", text[slice(*s)], "Person") for s in persons),
        *(Name(*s, "place", text[slice(*s)], "Territory") for s in sites),
    ]
    return sorted(names)


def _places(tokens: Sequence[Word]) -> list[Span]:
    return [
        Span(w.start, w.end)
        for w in tokens
        if len(w.text) > 1
        and _HOLDER.match(w.text)
        and (
            w.tag == "ns"
            or (w.tag.startswith("n") and len(w.text) > 2 and _DIVISION.search(w.text))
        )
    ]


def _within(span: Span, others: Sequence[Span]) -> bool:
    return any(span.start < o.end and o.start < span.end for o in others)
