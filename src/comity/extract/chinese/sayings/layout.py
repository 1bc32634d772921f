"""Where the sentences, clauses and quotations of a Chinese text are, for reading what is said."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from comity.extract.chinese.script import Word
from comity.extract.finding import Findings, Name, Span

ASIDE = "\ue000"
"""Stands for what is in brackets: it belongs to no clause."""
QUOTED = "\ue001"
"""Stands for what is quoted: no sentence ends there and nobody else speaks."""

_BRACKETS = re.compile(r"（[^（）\n]{0,80}）|\([^()\n]{0,80}\)")
_CLOSING = {"“": "”", "「": "」", "『": "』", '"': '"', "‘": "’", "《": "》"}
_LONGEST = 2000  # characters; what is longer is a list, or no text
_STOPS = "。！？!?…"
_END = re.compile(rf"(?P<quote>{QUOTED}”)|[{_STOPS}]+[”\"]?|\n|\u3000")
_BREAKS = re.compile(rf"[，,；;：:{_STOPS}\n\u3000“”「」『』\"]")
_ATTRIBUTED = re.compile(
    r"[，,]?[^，。！？；：“「『\n\ue001]{1,24}?(?:说|称|道|表示|指出|认为|强调|回答|回应)[，。：；]"
)


class Quote(NamedTuple):
    """What stands between quotation marks, ``start`` to ``end``; ``outer`` has the marks too."""

    start: int
    end: int
    outer: Span


class Layout:
    """A text in simplified characters and what was found in it.

    Attributes:
        text: the text in simplified characters.
        masked: the same, with ``ASIDE`` and ``QUOTED`` for all that no clause is made of.
        words: its words; ``names``: the people, organisations and places that it names.
        quotes, sentences: in order, without overlap.
    """

    def __init__(self, simple: str, words: Sequence[Word], found: Findings) -> None:
        self.text, self.words = simple, words
        self.names = [n for n in found.names if n.kind != "substance"]
        self._name_starts = [n.start for n in self.names]
        self._offences = {o.start for o in found.offences}
        self.quotes = quotes(simple)
        self.masked = _masked(simple, self.quotes)
        self.sentences = list(_sentences(simple, self.masked))
        self._starts = [w.start for w in words]
        self._sentence_starts = [s.start for s in self.sentences]
        self._quoted = {q.outer.start: q for q in self.quotes}
        self._quoted_to = {q.outer.end: q for q in self.quotes}

    def is_offence(self, at: int) -> bool:
        """Return whether the name of an offence begins at most three code points further on."""
        return any(at + step in self._offences for step in range(4))

    def words_in(self, start: int, end: int) -> list[Word]:
        """Return the words that begin within a stretch of the text."""
        first = bisect_left(self._starts, start)
        return list(self.words[first : bisect_left(self._starts, end)])

    def word_at(self, at: int) -> Word:
        """Return the word that a code point belongs to."""
        return self.words[bisect_right(self._starts, at) - 1]

    def names_in(self, start: int, end: int) -> list[Name]:
        """Return the names that stand within a stretch of the text, outside quotations."""
        first = bisect_left(self._name_starts, start)
        near = self.names[first : bisect_left(self._name_starts, end)]
        return [n for n in near if n.end <= end and self.masked[n.start] not in (ASIDE, QUOTED)]

    def sentence(self, at: int) -> Span:
        """Return the sentence that a code point belongs to."""
        number = bisect_right(self._sentence_starts, at) - 1
        found = self.sentences[number] if number >= 0 else Span(at, at)
        return found if at < found.end else Span(at, at + 1)

    def paragraph(self, at: int) -> Span:
        """Return the line that a code point belongs to."""
        end = self.text.find("\n", at)
        return Span(self.text.rfind("\n", 0, at) + 1, len(self.text) if end < 0 else end)

    def clause_start(self, at: int, floor: int) -> int:
        """Return where the clause begins that goes on at ``at``, at ``floor`` or after it."""
        breaks = list(_BREAKS.finditer(self.masked, floor, at))
        return breaks[-1].end() if breaks else floor

    def clause_end(self, at: int, limit: int) -> int:
        """Return where the clause ends that goes on at ``at``; a quotation in it is part of it."""
        found = re.compile(rf"[，,；;{_STOPS}\n\u3000]").search(self.masked, at, limit)
        return found.start() if found else limit

    def quote_at(self, at: int) -> Quote | None:
        """Return the quotation whose opening mark is at ``at``."""
        return self._quoted.get(at)

    def quote_to(self, at: int) -> Quote | None:
        """Return the quotation that ends, with its closing mark, at ``at``."""
        return self._quoted_to.get(at)


def quotes(text: str) -> list[Quote]:
    """Return the quotations, the outermost ones; one that is not closed ends with its line."""
    found: list[Quote] = []
    at = 0
    while at < len(text):
        closing = _CLOSING.get(text[at])
        if closing is None:
            at += 1
            continue
        line = text.find("\n", at)
        limit = len(text) if line < 0 else line
        end = _closed(text, at, limit)
        if end is None and text[at] in '《‘"':
            at += 1
            continue
        stop = limit if end is None else end
        if text[at] != "《" and stop > at + 1:
            found.append(Quote(at + 1, stop, Span(at, min(stop + 1, limit))))
        at = stop + 1
    return found


def _closed(text: str, at: int, limit: int) -> int | None:
    """Return where the quotation that opens at ``at`` is closed, past those within it."""
    opening, closing, depth = text[at], _CLOSING[text[at]], 1
    for i in range(at + 1, limit):
        if text[i] == closing:
            depth -= 1
            if not depth:
                return i
        elif text[i] == opening:
            depth += 1
    return None


def _masked(text: str, found: Sequence[Quote]) -> str:
    characters = list(text)
    for match in _BRACKETS.finditer(text):
        characters[match.start() : match.end()] = ASIDE * len(match[0])
    for quote in found:
        characters[quote.outer.start : quote.outer.end] = text[quote.outer.start : quote.outer.end]
        characters[quote.start : quote.end] = QUOTED * (quote.end - quote.start)
    return "".join(characters).translate(str.maketrans("「」『』", "“”“”"))


def _sentences(text: str, masked: str) -> Iterator[Span]:
    start = 0
    for end in (*_ends(text, masked), len(masked)):
        while start < end:
            stop = end if end - start <= _LONGEST else _cut(masked, start)
            if body := _trimmed(masked, start, stop):
                yield body
            start = stop


def _cut(masked: str, start: int) -> int:
    """Return where to part a sentence that is too long to be one: after a comma, if it has any."""
    end = start + _LONGEST
    return max((masked.rfind(mark, start, end) + 1 for mark in "，,；;"), default=0) or end


def _ends(text: str, masked: str) -> Iterator[int]:
    """Yield where sentences end: at stops and lines, and after a quotation that ends in a stop.

    There the sentence goes on where the one who is quoted is named next: “……。”他说。
    """
    for match in _END.finditer(masked):
        end = match.end()
        if match["quote"] is None or (
            text[end - 2] in _STOPS
            and masked[end : end + 1] not in tuple("，,；;。的、")
            and not (_opens(masked, end) and _ATTRIBUTED.match(masked, end))
        ):
            yield end


def _opens(masked: str, end: int) -> bool:
    """Return whether a quotation that ends at ``end`` begins its sentence, named by nobody yet."""
    opening = masked.rfind("“", 0, end)
    return masked[max(0, opening - 1) : opening] not in ("：", ":", "，", ",")


def _trimmed(text: str, start: int, end: int) -> Span | None:
    body = text[start:end]
    left = len(body) - len(body.lstrip())
    return Span(start + left, start + len(body.rstrip())) if body.strip() else None
