"""The documents of a report, the words that its facts rest on marked, each with an address."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from comity.case.view import Citation, View


class Marked(NamedTuple):
    """A document as the report prints it: its number, its id, and its text with the marks."""

    number: int
    id: str
    text: Markup


class Marks:
    """Remembers which words a report cites, and prints the documents with these marked."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._numbers: dict[str, int] = {}
        self._spans: dict[str, set[tuple[int, int]]] = defaultdict(set)

    def link(self, citation: Citation) -> str:
        """Return the address, within the page, of the words that a citation shows."""
        if not citation.document:
            return ""
        number = self.number(citation)
        if citation.start < 0:
            return f"#d{number}"
        self._spans[citation.document].add((citation.start, citation.end))
        return f"#d{number}-{citation.start}-{citation.end}"

    def number(self, citation: Citation) -> int:
        """Return the number under which the page prints a citation's document."""
        return self._numbers.setdefault(citation.document, len(self._numbers) + 1)

    def documents(self) -> Iterator[Marked]:
        """Yield every document that was cited, in the order of their numbers."""
        bodies = self._view.session.bodies(self._view.case, self._numbers)
        for document, number in self._numbers.items():
            text = marked(bodies.get(document, ""), self._spans[document], f"d{number}")
            yield Marked(number, document, text)


def marked(text: str, spans: set[tuple[int, int]], prefix: str) -> Markup:
    """Return a text as HTML with an element around each span, named ``prefix-start-end``.

    Elements must nest: of two spans that cross, the later one ends where the earlier ends.
    """
    pieces: list[Markup | str] = []
    open_until: list[int] = []
    at = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        at = _close(text, (at, start), open_until, pieces)
        inner = min(end, open_until[-1]) if open_until else end
        pieces += [
            escape(text[at:start]),
            Markup('<mark id="{}-{}-{}">').format(prefix, start, end),
        ]
        open_until.append(inner)
        at = start
    at = _close(text, (at, len(text)), open_until, pieces)
    pieces.append(escape(text[at:]))
    return Markup("").join(pieces)


def _close(
    text: str, span: tuple[int, int], open_until: list[int], pieces: list[Markup | str]
) -> int:
    """Close the elements that end before the next begins; return how far the text is written."""
    at, until = span
    while open_until and open_until[-1] <= until:
        end = open_until.pop()
        pieces += [escape(text[at:end]), Markup("</mark>")]
        at = end
    return at
