"""Who and where: the people, organisations and places that a Chinese text names."""

import re
from collections.abc import Sequence

from comity.extract.chinese import gazetteer, organisations, people
from comity.extract.chinese.script import Word, words
from comity.extract.finding import Name, Span, touches

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_NO_PLACES = frozenset("海关 回国 中美 中美合作 境外 境内 国外 国内 我国 全国 机场".split())
_DIVISION = re.compile(r"[省市县區区州旗盟镇乡村]$")


def find(text: str, simple: str) -> list[Name]:
    """Return the names in a text, in its order; none lies within another.

    ``simple`` is the text in simplified characters, of the same length; a name's key is as the
    text writes it, the longest first where one is the other's beginning.
    """
    tokens = words(simple)
    bodies = organisations.find(tokens)
    taken = [found.span for found in bodies]
    persons = [
        s
        for s in people.find(tokens, simple)
        if not touches(s, taken) and not gazetteer.find(simple[slice(*s)])
    ]
    sites = [s for s in _places(tokens) if not touches(s, [*taken, *persons])]
    names = [
        *(Name(*f.span, "organisation", text[slice(*f.span)], f.schema) for f in bodies),
        *(Name(*s, "person", text[slice(*s)], "Person") for s in persons),
        *(_place(text, simple, s) for s in sites),
    ]
    return sorted(names)


def _places(tokens: Sequence[Word]) -> list[Span]:
    return [
        Span(w.start, w.end)
        for w in tokens
        if len(w.text) > 1 and (gazetteer.find(w.text) or _tagged(w))
    ]


def _tagged(word: Word) -> bool:
    """Return whether jieba takes a word for a place, or it ends as a district's name does."""
    if not _HAN.fullmatch(word.text) or word.text in _NO_PLACES:
        return False
    return word.tag == "ns" or (
        word.tag.startswith("n") and len(word.text) > 2 and _DIVISION.search(word.text) is not None
    )


def _place(text: str, simple: str, span: Span) -> Name:
    known = gazetteer.find(simple[slice(*span)])
    key, country, within = known or (text[slice(*span)], "", "")
    return Name(*span, "place", key, "Territory", country, within)
