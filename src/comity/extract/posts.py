"""Who leads or works for an organisation by the post that stands beside the name.

Read off the order of the words, which is steadier in these places than the parse: "A, acting
director of the B", "B special agent A", "A of the B".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from comity.extract import links
from comity.extract.finding import Name, Relation, Span
from comity.extract.mentions import Mentions

_FAR = 120  # code points between a name and its post
_BEFORE = re.compile(
    r"(?:[\s,(]*\d{1,3}[),]*)?,?\s+(?:(?:who|is|was|has|been|served|serves|then|as|now|the|an?|himself"
    r"|herself|former|a former)\s+)*"
)
_AFTER = re.compile(r"(?:,| is| was)?\s+")
_DESCRIBED = re.compile(r"(?:,\s+\d{1,3})?(?:,| is| was) (?:the|an?) (?:[a-z-]+ ){0,3}")
_MEMBER = re.compile(r",?\s+(?P<word>of|from|with|at)\s+(?:the\s+)?")
_BREAK = re.compile(r"[.!?;]\s|\n|[“”\"]")


def find(mentions: Mentions) -> Iterator[Relation]:
    """Yield the relations of the people named in a text with the organisations named in it."""
    names = mentions.found.names
    persons = [n for n in names if n.kind == "person"]
    starts = [p.start for p in persons]
    if not persons:
        return
    for body in names:
        if body.kind == "organisation":
            at = bisect_left(starts, body.start)
            before = persons[max(0, at - 2) : at]
            after = persons[at : at + 1]
            relation = (
                _post_of(mentions, body, before, after)
                or _member(mentions, body, before)
                or _body_first(mentions, body, after)
                or _body_within(mentions, body, before)
            )
            if relation:
                yield relation


def _post_of(
    mentions: Mentions, body: Name, before: list[Name], after: list[Name]
) -> Relation | None:
    """Read "A, acting director of the B" and "the director of the B, A"."""
    text = mentions.doc.text
    lowest = max([body.start - _FAR, 0, *(p.end for p in before)])
    window = text[lowest : body.start]
    match = links.POST_OF.search(window)
    if not match:
        return None
    start, end = lowest + match.start("post"), lowest + match.end("post")
    post = text[start:end]
    top = match["word"].lower() == "of" and not match["more"] and _is_top(post)
    for person in reversed(before):
        if _BEFORE.fullmatch(text, person.end, start):
            return _relation(start, end, top, person, body, post)
    for person in after:
        if _AFTER.fullmatch(text, body.end, person.start):
            return _relation(start, end, top, person, body, post)
    return None


def _body_first(mentions: Mentions, body: Name, after: list[Name]) -> Relation | None:
    """Read "B special agent A" and "the B's director, A"."""
    text = mentions.doc.text
    for person in after:
        if person.start - body.end > _FAR:
            return None
        match = links.POST_BETWEEN.fullmatch(text, body.end, person.start)
        if match:
            start, end = match.span("post")
            return _relation(start, end, _is_top(match["post"]), person, body)
    return None


def _body_within(mentions: Mentions, body: Name, before: list[Name]) -> Relation | None:
    """Read "A, the only B banker" and "A, a B employee"."""
    text = mentions.doc.text
    for person in before[-1:]:
        match = links.POST_AFTER.match(text, body.end)
        if match and _DESCRIBED.fullmatch(text, person.end, body.start):
            return _relation(*match.span("post"), False, person, body)
    return None


def _member(mentions: Mentions, body: Name, before: list[Name]) -> Relation | None:
    """Read "A of the B"."""
    for person in before[-1:]:
        match = _MEMBER.fullmatch(mentions.doc.text, person.end, body.start)
        if match:
            lowest = max(0, person.start - _FAR)
            post = links.POST_BEFORE.search(mentions.doc.text[lowest : person.start])
            if post and match["word"] == "of":
                start, end = (lowest + at for at in post.span("post"))
                return _relation(start, end, _is_top(post["post"]), person, body)
            return _relation(*match.span("word"), False, person, body)
    return None


def _is_top(post: str) -> bool:
    last = re.sub(r" in charge$", "", post).split()[-1].lower()
    return last in links.LEADERS and not links.LESS.search(post)


def _relation(
    start: int, end: int, top: bool, person: Name, body: Name, post: str = ""
) -> Relation:
    kind = "leads" if top else "works for"
    kind = "owns" if post.lower().endswith("owner") else kind
    return Relation(start, end, kind, Span(person.start, person.end), Span(body.start, body.end))
