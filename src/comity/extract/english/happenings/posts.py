"""Who leads or works for an organisation by the post that stands beside the name.

Read off the order of the words, which is steadier in these places than the parse: "A, acting
director of the B", "B special agent A", "A of the B".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from comity.extract.english.happenings import links
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.finding import Name, Relation, Span

_FAR = 120  # code points between a name and its post
_BEFORE = re.compile(
    r"(?:[\s,(]*\d{1,3}[),]*)?,?\s+(?:(?:who|is|was|has|been|served|serves|then|as|now|the|an?|himself"
    r"|herself|former|a former)\s+)*"
)
_AFTER = re.compile(r"(?:,| is| was)?\s+")
_DESCRIBED = re.compile(r"(?:,\s+\d{1,3})?(?:,| is| was) (?:the|an?) (?:[a-z-]+ ){0,3}")
_MEMBER = re.compile(r",?\s+(?P<word>of|from|with|at)\s+(?:the\s+)?")
_FORMER = re.compile(r"(?:former|then|ex)[ -]", re.IGNORECASE)
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_OF_VERBS = frozenset(
    """accuse assure cheat clear convict convince defraud deprive inform notify relieve remind rid
    rob strip suspect swindle warn""".split()
)
_COORDINATED = re.compile(r"(?:and|or|but|&)\s+", re.IGNORECASE)
_RANKS = frozenset("commander captain superintendent general".split())
"""Words that before a name are a rank: "Commander Roe of the police"."""
_BREAK = re.compile(r"[.!?;]\s|\n|[“”\"]")


def find(mentions: Mentions) -> Iterator[Relation]:
    """Yield the relations of the people named in a text with the organisations named in it."""
    names = mentions.found.names
    persons = [n for n in names if n.kind == "person"]
    starts = [p.start for p in persons]
    text = mentions.text
    for body in names if persons else ():
        if body.kind == "organisation":
            at = bisect_left(starts, body.start)
            before, after = persons[max(0, at - 2) : at], persons[at : at + 1]
            readings = (
                _post_of(text, body, before, after),
                _member(text, body, before),
                _body_first(text, body, after),
                _body_within(text, body, before),
            )
            yield from [r for r in readings if r and _is_held(mentions, r)][:1]


def _is_held(mentions: Mentions, relation: Relation) -> bool:
    """Return whether the words are a post, and hold no verb: "the FBI **arrested lawyer** A".

    "A of the B" is none where "of" goes with a verb ("robbed A of the B shares").
    """
    words = mentions.tokens(relation.start, relation.end)
    if any(t.tag_ in _FINITE or t.text in (".", "!", "?", ";") for t in words):
        return False
    if mentions.is_judge(relation.source) or mentions.is_dateline(relation.target):
        return False
    if not words or words[0].lower_ not in ("of", "from", "at", "with"):
        return True
    body = mentions.tokens(*relation.target)
    if not body or body[-1].dep_ in ("compound", "poss", "nmod"):
        return False
    held = mentions.tokens(*relation.source)
    done_to = bool(held) and held[-1].dep_ in ("dobj", "nsubjpass")
    if words[0].lower_ == "of":
        return not (done_to and held[-1].head.lemma_ in _OF_VERBS)
    return not done_to or words[0].nbor(-1).text == ","


def _post_of(text: str, body: Name, before: list[Name], after: list[Name]) -> Relation | None:
    """Read "A, acting director of the B" and "the director of the B, A"."""
    lowest = max([body.start - _FAR, 0, *(p.end for p in before)])
    match = links.POST_OF.search(text[lowest : body.start])
    if not match:
        return None
    post = Span(lowest + match.start("post"), lowest + match.end("post"))
    joined = _COORDINATED.match(match["post"])
    if joined:  # "A and owner of the B C": the post is C's
        post = Span(post.start + joined.end(), post.end)
    named = text[post.start : post.end].removesuffix(match["more"])
    of = (match["word"] or "of").lower() == "of" and not (match["word"] and match["more"])
    for person in reversed(before):
        if _BEFORE.fullmatch(text, person.end, post.start):
            return _relation(text, post, _kind(named, of), person, body)
    for person in after if match["word"] else ():
        if _AFTER.fullmatch(text, body.end, person.start):
            return _relation(text, post, _kind(named, of), person, body)
    return None


def _body_first(text: str, body: Name, after: list[Name]) -> Relation | None:
    """Read "B special agent A" and "the B's director, A"."""
    for person in after:
        match = links.POST_BETWEEN.fullmatch(text, body.end, min(person.start, body.end + _FAR))
        if match and match["post"][0].isalnum() and not _COORDINATED.match(match["post"]):
            return _relation(text, Span(*match.span("post")), _kind(match["post"]), person, body)
    return None


def _body_within(text: str, body: Name, before: list[Name]) -> Relation | None:
    """Read "A, the only B banker" and "A, a B employee"."""
    for person in before[-1:]:
        match = links.POST_AFTER.match(text, body.end)
        if match and _DESCRIBED.fullmatch(text, person.end, body.start):
            return _relation(text, Span(*match.span("post")), "works for", person, body)
    return None


def _member(text: str, body: Name, before: list[Name]) -> Relation | None:
    """Read "A of the B" and "Chief A of the B"."""
    for person in before[-1:]:
        match = _MEMBER.fullmatch(text, person.end, body.start)
        if match:
            lowest = max(0, person.start - _FAR)
            post = links.POST_BEFORE.search(text[lowest : person.start])
            if post and match["word"] == "of":
                span = Span(lowest + post.start("post"), lowest + post.end("post"))
                rank = post["post"].split()[-1].lower() in _RANKS
                return _relation(text, span, _kind(post["post"], not rank), person, body)
            return _relation(text, Span(*match.span("word")), "works for", person, body)
    return None


def _kind(post: str, of: bool = True) -> str:
    """Return what the holder of a post does to the organisation; ``of``: the post is "of" it."""
    words = re.sub(r" (?:in charge|general)$", "", post, flags=re.IGNORECASE).lower().split()
    if words[-1] == "owner":
        return "owns"
    top = words[-1] in links.LEADERS or bool(links.TOP.search(post))
    top = top and not links.LESS.search(post)
    return "leads" if top and of else "works for"


def _relation(text: str, post: Span, kind: str, person: Name, body: Name) -> Relation:
    former = _FORMER.match(text, post.start)
    if former:
        post = Span(former.end(), post.end)
    holder, led = Span(person.start, person.end), Span(body.start, body.end)
    return Relation(post.start, post.end, kind, holder, led)
