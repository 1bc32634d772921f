"""A parsed text with its quotations, sentences and names: what the finders of speech look up."""

from bisect import bisect_left, bisect_right
from typing import Any

from comity.extract.english.sayings.quotes import Quote, quotes, sentences
from comity.extract.finding import Findings, Name, Span

FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_SPEAKERS = ("person", "organisation", "place")


class Layout:
    """Lookups by offset over one text.

    Attributes:
        doc: the spaCy ``Doc``; ``text`` is its text.
        quotes: the quotations, in order.
        sentences: the sentences, none of which cuts a quotation.
    """

    def __init__(self, doc: Any, found: Findings) -> None:
        self.doc = doc
        self.text: str = doc.text
        self.quotes = quotes(self.text)
        self.sentences = sentences(self.text, self.quotes)
        self._quote_starts = [q.outer.start for q in self.quotes]
        self._sentence_starts = [s.start for s in self.sentences]
        self._token_starts = [token.idx for token in doc]
        self.names = _longest([n for n in found.names if n.kind in _SPEAKERS])
        self._name_starts = [n.start for n in self.names]

    def sentence(self, at: int) -> Span:
        """Return the sentence that holds the offset; an empty span where none does."""
        i = bisect_right(self._sentence_starts, at) - 1
        return self.sentences[i] if i >= 0 else Span(at, at)

    def paragraph(self, at: int) -> Span:
        """Return the paragraph that holds the offset."""
        end = self.text.find("\n", at)
        return Span(self.text.rfind("\n", 0, at) + 1, end if end >= 0 else len(self.text))

    def quote_at(self, at: int) -> Quote | None:
        """Return the quotation that the offset lies in, its marks included."""
        i = bisect_right(self._quote_starts, at) - 1
        return self.quotes[i] if i >= 0 and at < self.quotes[i].outer.end else None

    def quote_after(self, at: int, end: int) -> Quote | None:
        """Return the first quotation that opens between two offsets."""
        i = bisect_left(self._quote_starts, at)
        return self.quotes[i] if i < len(self.quotes) and self._quote_starts[i] < end else None

    def quote_before(self, at: int, start: int) -> Quote | None:
        """Return the last quotation that closes between two offsets."""
        i = bisect_right(self._quote_starts, at) - 1
        while i >= 0 and self.quotes[i].outer.end > at:
            i -= 1
        return self.quotes[i] if i >= 0 and self.quotes[i].outer.start >= start else None

    def tokens(self, start: int, end: int) -> Any:
        """Return the tokens that begin between two offsets."""
        return self.doc[
            bisect_left(self._token_starts, start) : bisect_left(self._token_starts, end)
        ]

    def finite(self, start: int, end: int) -> bool:
        """Return whether a finite verb begins between two offsets, outside quotations."""
        return any(t.tag_ in FINITE and not self.quote_at(t.idx) for t in self.tokens(start, end))

    def name_at(self, at: int) -> Name | None:
        """Return the longest name of a person, body or place that covers the offset."""
        i = bisect_right(self._name_starts, at) - 1
        return self.names[i] if i >= 0 and at < self.names[i].end else None

    def names_in(self, start: int, end: int) -> list[Name]:
        """Return the names that begin between two offsets."""
        return self.names[
            bisect_left(self._name_starts, start) : bisect_left(self._name_starts, end)
        ]


def _longest(names: list[Name]) -> list[Name]:
    """Keep the outermost of nested names, in order."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def end_of(token: Any) -> int:
    """Return the offset after a token's last character."""
    return int(token.idx + len(token.text))
