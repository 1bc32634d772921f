"""How far reported words reach, and their own words without the marks around them."""

import re
from typing import Any

from comity.extract.english.sayings.attributions import Attribution
from comity.extract.english.sayings.layout import Layout, end_of
from comity.extract.english.sayings.quotes import after_dateline
from comity.extract.english.sayings.speech import Cue
from comity.extract.finding import Span

_BESIDE = re.compile(
    r",\s*(?:while|but|and|though|although|whereas)\s+(?:(?:on|in)\s+[A-Z]\w+,?\s+)?$"
)
"""What stands before an attribution with a speaker of its own that is beside another."""
"""What stands before an attribution with a speaker of its own that is beside another."""
_EDGE = " \t\n\xa0,;:-–—"


def begin_of(sentence: Span, layout: Layout) -> int:
    """Return where a sentence's own words begin: after a dateline, and after "...;"."""
    first = layout.paragraph(sentence.start).start == sentence.start
    return after_dateline(layout.text, *sentence) if first else sentence.start


def cut(cue: Cue, start: int, sentence: Span, layout: Layout, others: list[Attribution]) -> int:
    """Return where content that begins at ``start`` ends: at the next attribution, or sentence."""
    verb, end = cue.token, sentence.end
    within = verb.dep_ in ("relcl", "acl") or (verb.dep_ == "advcl" and verb.head.i > verb.i)
    if within and layout.finite(start, end_of(verb.right_edge)):
        end = min(end, end_of(verb.right_edge))
    for other in others:
        if start < other.start < end and other.cue.token != verb:
            at = _break(verb, other, layout)
            if at > start:
                end = at
    for token in layout.tokens(start, end):
        ends = token.text == ";" or (token.dep_ == "cc" and token.head == verb)
        if ends and not layout.quote_at(token.idx):
            return int(token.idx)
    return end


def _break(verb: Any, other: Attribution, layout: Layout) -> int:
    """Return where another attribution ends the content of ``verb``; -1 if it is part of it."""
    token = other.cue.token
    if other.cue.form == "source" or other.last:
        return other.start
    if token.tag_ == "VBG" and layout.text[: token.idx].rstrip().endswith(","):
        return int(token.idx)
    joint = next((t for t in reversed(token.doc[max(0, token.i - 4) : token.i])
                  if t.lower_ in ("and", "but")), None)  # fmt: skip
    if other.joined is not None and other.joined.i <= verb.i and joint is not None:
        return int(joint.idx)
    beside = _BESIDE.search(layout.text, max(0, other.start - 40), other.start)
    if beside and other.joined is None:
        return beside.start()
    return -1


def pieces(start: int, end: int, layout: Layout) -> list[Span]:
    """Split content at each "and that", and shorten it to its own words."""
    found = []
    for token in layout.tokens(start, end):
        if token.lower_ == "that" and token.tag_ == "IN" and token.i:
            before = token.nbor(-1)
            if before.lower_ in ("and", "but") and not layout.quote_at(token.idx):
                found.append(Span(start, before.idx))
                start = end_of(token)
    return [*found, Span(start, end)]


def bare(span: Span, layout: Layout) -> tuple[Span, bool]:
    """Return content without the marks around it, and whether all of it is quoted."""
    text = layout.text
    start, end = _strip(text, span.start, span.end)
    if text.startswith("that ", start, end) and not layout.finite(start + 5, start + 6):
        start += 5
    direct = False
    quote = layout.quote_at(start) if start < end else None
    if quote and quote.start <= start:
        direct = end <= quote.end
    elif quote and end in (quote.outer.end, quote.end):
        start, end = _strip(text, quote.start, quote.end)
        direct = True
    if direct:
        end = start + len(text[start:end].rstrip(" ,."))
    return Span(start, end), direct


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE + ".":
        start += 1
    while end > start and (
        text[end - 1] in _EDGE + "." and not re.search(r"\b[A-Z]\.[A-Z]\.$", text[:end][-6:])
    ):
        end -= 1
    return start, end
