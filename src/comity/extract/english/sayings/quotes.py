"""Where a text quotes somebody, and where its sentences end: a quotation is never cut by one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from comity.extract.finding import Span

_ABBREVIATIONS = frozenset(
    """adm apr asst atty aug ave blvd brig capt cf cmdr co col corp cpl dec dept det dr feb fr
    gen gov hon inc insp jan jr jul jun lt ltd maj mar messrs mr mrs ms no nos nov oct ph prof
    rep ret rev sen sep sept sgt spc sr st supt v vs cst const cllr pol maj brig insp supdt hon atty
    cmdr pvt sqn""".split()
)
_STARTERS = frozenset(
    """a after all an and as at both but during for from he her his if in it its meanwhile no on one
    she since some that the their there these they this those we when while you""".split()
)
"""Words that, with a capital, begin a sentence even after an abbreviation such as "U.S."."""

_STOP = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|$)|\n")
_INITIALS = re.compile(r"(?:^|[\s(\"“])((?:[A-Za-z]\.)+|[A-Za-z]+\.)$")
_TAG = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*\s+|(?:the|a|an|of|for|one)\s+){0,7}"
    r"(?:said|says|asked|told|added|wrote|replied|shouted|cried)\b"
)
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z .'’/]{2,40}(?:,? [A-Z][a-z]+\.?(?: [A-Z][a-z]+)?)?"
    r"(?:,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?\s*(?:\([^)\n]{2,30}\)\s*)?"
    r"(?:--|[-–—]|(?<=[A-Z)]):)\s+"
)


_WIRED = re.compile(
    r"\s*[A-Z][\w.'’ -]{2,30}?,? ?(?:[A-Z][a-z]+\.? \d{1,2}(?:, \d{4})? )?"
    r"\([^()\n]{0,40}\b(?:AFP|AP|AA|ANI|IANS|PTI|UPI|WAM|APP|TNA|Reuters|Xinhua|News|Press|Wire)\b"
    r"[^()\n]{0,40}\)\s*(?:--|[-–—]|:)?\s*(?=[A-Z])"
)
"""A dateline whose place is not in capitals: "Jakarta, Aug 10 (Wire News): ..."."""


class Quote(NamedTuple):
    """What stands between quotation marks, ``start`` to ``end``; ``outer`` has the marks too."""

    start: int
    end: int
    outer: Span


def quotes(text: str) -> list[Quote]:
    """Return the quotations, in order and without overlap; none reaches beyond its paragraph.

    One that is opened and not closed runs to the end of the paragraph: the next paragraph then
    goes on with it. Apostrophes are told from single quotation marks by what stands around them.
    """
    found: list[Quote] = []
    at = 0
    for paragraph in text.split("\n"):
        found += _in_paragraph(text, at, at + len(paragraph))
        at += len(paragraph) + 1
    return found


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quote]:
    opened = -1
    last = start
    for mark in re.finditer(r"[\"“”]", text[start:end]):
        at = start + mark.start()
        before = text[at - 1] if at > start else " "
        if opened < 0:
            if mark[0] == "“" or (mark[0] == '"' and (before.isspace() or before in "([-–—'‘:")):
                yield from _single(text, last, at)
                opened = at
        elif not (mark[0] == "“" and before.isspace()):
            yield Quote(opened + 1, at, Span(opened, at + 1))
            opened, last = -1, at + 1
    if opened >= 0 and end - opened > 1:
        yield Quote(opened + 1, end, Span(opened, end))
    elif opened < 0:
        yield from _single(text, last, end)


_OPEN_SINGLE = re.compile(r"(?<![\w.,’'])[‘'](?=[A-Za-z])")
_CLOSE_SINGLE = re.compile(r"(?<=[\w.,!?…])[’'](?!\w)")


def _single(text: str, start: int, end: int) -> Iterator[Quote]:
    """Yield quotations in single marks; "defendants' lawyers" closes none if a later mark can."""
    opening = _OPEN_SINGLE.search(text, start, end)
    while opening:
        closing = [m.start() for m in _CLOSE_SINGLE.finditer(text, opening.end(), end)]
        following = _OPEN_SINGLE.search(text, opening.end(), end)
        limit = following.start() if following else end
        near = [c for c in closing if c < limit] or closing[:1]
        if not near:
            return
        sure = [c for c in near if text[c - 1] in ".,!?" or text[c - 1] != "s"]
        at = (sure or near)[0]
        yield Quote(opening.end(), at, Span(opening.start(), at + 1))
        opening = _OPEN_SINGLE.search(text, at + 1, end)


def sentences(text: str, found: list[Quote]) -> list[Span]:
    """Return the sentences: they end at line breaks, at stops outside quotations, at closing marks.

    A quotation of several sentences stays whole. Neither an abbreviation nor a question mark that
    its attribution follows ("Why?" he asked) ends one.
    """
    spans, start, rest = [], 0, iter(found)
    quote = next(rest, None)
    for stop in _STOP.finditer(text):
        while quote and quote.outer.end <= stop.start():
            quote = next(rest, None)
        inside = quote is not None and quote.start <= stop.start() and stop.end() <= quote.end
        if stop[0] != "\n" and (inside or not _ends(text, stop)):
            continue
        spans.append(_trimmed(text, start, stop.end()))
        start = stop.end()
    spans.append(_trimmed(text, start, len(text)))
    return [s for s in spans if s.end > s.start]


def _ends(text: str, stop: re.Match[str]) -> bool:
    after = text[stop.end() : stop.end() + 12].lstrip(" \t\xa0\"“‘'([")
    first = re.match(r"\w*", after)
    word = first[0] if first else ""
    if word[:1].islower():
        return False
    if stop[0][:1] in "!?" and len(stop[0]) > 1:
        return _TAG.match(text, stop.end()) is None
    if stop[0] != ".":
        return True
    before = _INITIALS.search(text, max(0, stop.start() - 15), stop.end())
    if not before:
        return True
    short = before[1].lower()
    if short.rstrip(".") in _ABBREVIATIONS or len(short) == 2:
        return not word
    return "." not in short[:-1] or not word or word.lower() in _STARTERS


def _trimmed(text: str, start: int, end: int) -> Span:
    body = text[start:end]
    left = len(body) - len(body.lstrip())
    return Span(start + left, max(start + left, start + len(body.rstrip())))


def after_dateline(text: str, start: int, end: int) -> int:
    """Return where the report begins in its first sentence, after "CLEVELAND, Oct. 18 (Wire) -"."""
    limit = min(end, start + 110)
    match = _DATELINE.match(text, start, limit) or _WIRED.match(text, start, limit)
    return match.end() if match else start
