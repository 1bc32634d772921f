"""What a verb of saying reports: a quotation, or a clause, beside or around the attribution."""

import re
from typing import Any

from comity.extract.english.sayings.attributions import Attribution
from comity.extract.english.sayings.extents import begin_of, cut, pieces
from comity.extract.english.sayings.layout import FINITE, Layout, end_of
from comity.extract.english.sayings.quotes import Quote
from comity.extract.english.sayings.speech import ASSERTIONS, QUOTES, SAYS, TELLS, Cue
from comity.extract.finding import Span

_WHEN = re.compile(
    r"\s*,?\s*(?:(?:on|late|early|later|last|this|again|today|yesterday|tonight|recently|earlier)\s+)*"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|night|evening|afternoon))?"
    r"|today|yesterday|later|again|(?:last|this)\s+(?:week|month|year))\b,?\s*(?:that\s+)?"
)
_BROKEN_OFF = re.compile(r"\b(?:which|who|that),? $")
"""A relative clause that an attribution breaks at once: "a trade which, they said, grows"."""
_WHICH = re.compile(r"\s*(?:which|who|that),? ")
_BARE = frozenset("nothing little much something so no yes goodbye more anything".split())
_HEARD = re.compile(
    r" (?:the |an? )?(?:\w+ )?(?:court|jury|jurors|judge|magistrate|inquiry|hearing|tribunal|panel|"
    r"reporters|journalists|lawmakers|police|investigators|officers|detectives) (?=\w)"
)
"""To whom something is told, where the parse joins those words to what is told."""
_ASKS = frozenset("ask demand plead press urge".split())
_REPORTS = frozenset("disclose explain note observe remark report reveal".split())
"""Verbs that may follow what they report: "four men were held, an officer revealed"."""
_ALWAYS = frozenset("allege argue claim insist say tell".split())


def said(cue: Cue, start: int, layout: Layout, others: list[Attribution]) -> list[Span]:
    """Return what a verb of saying reports; ``start`` is where the attribution begins."""
    verb = cue.token
    sentence = layout.sentence(verb.idx)
    begin = begin_of(sentence, layout)
    before = layout.quote_before(start, begin)
    if before and not layout.text[before.outer.end : start].strip(" \t\xa0,-–—"):
        return [_quoted_before(before, begin, start, layout, others), *_resumed(cue, layout)]
    found = after(cue, layout, others)
    return found if found or verb.tag_ == "VBG" else _before(cue, begin, start, layout)


def _quoted_before(
    quote: Quote, begin: int, start: int, layout: Layout, others: list[Attribution]
) -> Span:
    """Return a quotation that stands before its attribution, with the words that lead up to it."""
    lead = layout.text[begin : quote.outer.start]
    apart = not lead.strip() or lead.rstrip().endswith((":", "."))
    goes_on = layout.text[quote.start : quote.start + 1].islower()
    other = not goes_on and any(begin <= o.start < quote.outer.start for o in others)
    long = len(layout.text[quote.start : quote.end].split()) > 4
    if apart or other or (long and not layout.finite(begin, quote.outer.start)):
        return Span(quote.start, quote.end)
    return Span(begin, start)


def _resumed(cue: Cue, layout: Layout) -> list[Span]:
    """Return the rest of a quotation that its attribution breaks: '"A," she said, "B."'."""
    sentence = layout.sentence(cue.token.idx)
    quote = layout.quote_after(cue.token.idx, sentence.end)
    if not quote:
        return []
    between = layout.text[end_of(cue.token) : quote.outer.start]
    joined = between.rstrip().endswith((",", ":", ";", "—", "–"))
    if joined and not layout.finite(end_of(cue.token), quote.outer.start):
        return [Span(quote.start, quote.end)]
    return []


def after(cue: Cue, layout: Layout, others: list[Attribution]) -> list[Span]:
    """Return what follows a verb of saying: a clause with or without "that", or a quotation."""
    verb = cue.token
    sentence = layout.sentence(verb.idx)
    at, limit = _opening(cue, sentence, layout)
    if at < 0:
        return []
    end = cut(cue, at, sentence, layout, others)
    return pieces(at, min(end, limit), layout)


def _opening(cue: Cue, sentence: Span, layout: Layout) -> tuple[int, int]:
    """Return where the content begins after the verb (or -1), and its latest end."""
    verb, nowhere = cue.token, (-1, -1)
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    lemma = verb.lemma_.lower()
    asks = _wishes(clause) or lemma in _ASKS
    marker = None if asks else _that(verb, sentence, layout)
    if marker is not None:
        return end_of(marker), sentence.end
    quote = layout.quote_after(end_of(verb), sentence.end)
    if quote and not layout.text[end_of(verb) : quote.outer.start].strip(" ,:"):
        clause = clause if clause is not None and clause.idx < quote.start else None
    if lemma in QUOTES:
        near = quote and not layout.text[end_of(verb) : quote.outer.start].strip(" ,:")
        return (quote.start, quote.end) if quote and near else nowhere
    if _aside(verb, layout) or _wishes(clause):
        clause = None
    if clause is not None and not (quote and quote.start <= clause.idx < quote.end):
        within = (t for t in verb.doc[verb.i + 1 : clause.i + 1] if clause.is_ancestor(t))
        first = next(within, clause)
        if lemma in _ALWAYS - TELLS and _opens(verb.nbor()):
            first = verb.nbor()
        heard = _HEARD.match(layout.text, end_of(verb)) if lemma in TELLS else None
        at = max(first.idx, heard.end()) if heard else first.idx
        return _past_when(at, layout), sentence.end
    if quote and not layout.finite(end_of(verb), quote.outer.start):
        return _up_to_quote(verb, quote, sentence, layout)
    return _unparsed(verb, sentence, layout) if lemma in _ALWAYS else nowhere


def _wishes(clause: Any | None) -> bool:
    """Return whether a clause tells what shall be, and not what is: "asked that he be freed"."""
    if clause is None or not any(c.lower_ == "that" for c in clause.lefts):
        return False
    bare = clause.tag_ == "VB" or any(c.lower_ == "be" for c in clause.lefts)
    return bare and not any(c.tag_ in FINITE or c.tag_ == "TO" for c in clause.lefts)


def _opens(token: Any) -> bool:
    """Return whether a token right after "said" begins what is said: no time, no phrase."""
    noun = token.tag_[:2] in ("DT", "NN", "PR", "CD", "EX", "PD")
    return noun and token.ent_type_ not in ("DATE", "TIME")


def _that(verb: Any, sentence: Span, layout: Layout) -> Any | None:
    """Return the "that" which opens the content."""
    for token in layout.tokens(end_of(verb), sentence.end)[:30]:
        if layout.quote_at(token.idx):
            return None
        previous = token.nbor(-1)
        if token.lower_ == "that" and token.tag_ == "IN" and token.dep_ in ("mark", "prep"):
            other = token.head.head  # "wrote to him, asking that ..."
            apart = verb.i < other.i < token.i and other.tag_ == "VBG"
            return None if apart or previous.lemma_.lower() in ASSERTIONS else token
        own = token.head if token.dep_ in ("aux", "auxpass") else token
        if token.tag_ in FINITE and own.dep_ not in ("relcl", "advcl", "acl"):
            return None
    return None


def _aside(verb: Any, layout: Layout) -> bool:
    """Return whether a comma follows the verb at once: it breaks the sentence that it reports."""
    return layout.text[end_of(verb) : end_of(verb) + 2].strip().startswith(",")


def _past_when(at: int, layout: Layout) -> int:
    match = _WHEN.match(layout.text, at)
    return match.end() if match else at


def _up_to_quote(verb: Any, quote: Quote, sentence: Span, layout: Layout) -> tuple[int, int]:
    """Place the content where a quotation follows the verb with no clause between."""
    between = layout.text[end_of(verb) : quote.outer.start]
    rest = layout.text[quote.outer.end : sentence.end].split()
    if any(t.lemma_.lower() in ASSERTIONS for t in layout.tokens(end_of(verb), quote.outer.start)):
        return _past_when(end_of(verb), layout), sentence.end
    goes_on = bool(rest) and layout.finite(quote.outer.end, quote.outer.end + len(rest[0]) + 2)
    if goes_on and not between.rstrip().endswith((",", ":")):
        return _past_when(end_of(verb), layout), sentence.end
    if len(between) > 150 or (len(rest) > 0 and quote.end - quote.start < 8):
        return -1, -1
    return quote.start, quote.end


def _unparsed(verb: Any, sentence: Span, layout: Layout) -> tuple[int, int]:
    """Place the content after a verb whose clause the parse missed: a noun, then a finite verb."""
    at = _past_when(end_of(verb), layout)
    tokens = layout.tokens(at, sentence.end)
    if verb.lemma_.lower() in TELLS:
        heard = next((c for c in verb.rights if c.dep_ in ("dobj", "dative")), None)
        tokens = layout.tokens(end_of(heard), sentence.end) if heard is not None else tokens[:0]
    tokens = [t for t in tokens if not t.is_space]
    if not tokens or tokens[0].lower_ in _BARE or _aside(verb, layout):
        return -1, -1
    opens = tokens[0].tag_[:2] in ("DT", "NN", "PR", "JJ", "CD", "EX", "PD") or (
        tokens[0].lower_ in ("more", "at", "about", "nearly", "no")
    )
    for token in tokens[1:] if opens else ():
        if token.dep_ == "relcl" or token.tag_[0] == "W" or token.text == ";":
            break
        if token.tag_ in FINITE:
            return int(tokens[0].idx), sentence.end
    # the parse took "earned" in "said the men earned millions" for a participle
    acts = any(t.tag_ == "VBN" and t.dep_ in ("acl", "amod", "ROOT") for t in tokens[2:])
    if opens and acts and verb.lemma_ == "say":
        return int(tokens[0].idx), sentence.end
    return -1, -1


def _before(cue: Cue, begin: int, start: int, layout: Layout) -> list[Span]:
    """Return the clause that stands before its attribution: "the men fled, police said"."""
    verb, text = cue.token, layout.text
    sentence = layout.sentence(verb.idx)
    broken_off = _BROKEN_OFF.search(text, begin, start) or _WHICH.match(text, start, verb.idx)
    if broken_off and _aside(verb, layout):
        comma = text.find(",", end_of(verb), sentence.end)
        return [Span(comma + 1, sentence.end)]
    lead = text[begin:start].rstrip()
    if not lead.endswith((",", '"', "”", "—", "–", " -", "?", "!", ":")) or len(lead) < 4:
        return []
    reported = any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children)
    free = verb.lemma_.lower() in SAYS | _REPORTS and not any(
        c.dep_ == "dobj" and verb.lemma_.lower() not in TELLS for c in verb.rights
    )
    if not reported and not free:
        return []
    listed = text.rfind("; ", begin, start)
    begin = begin if text.startswith("; and ", listed) else max(begin, listed + 1)
    if layout.finite(begin, start) and (reported or not _subordinate(begin, start, layout)):
        return [Span(begin, start)]
    broken = verb.dep_ in ("parataxis", "ccomp", "advcl") or _aside(verb, layout)
    if broken and layout.finite(end_of(verb), sentence.end):
        comma = text.find(",", end_of(verb), sentence.end)
        return [Span(comma + 1, sentence.end)] if comma >= 0 else []
    return [Span(begin, start)] if reported else []


def _subordinate(begin: int, start: int, layout: Layout) -> bool:
    finite = [t for t in layout.tokens(begin, start) if t.tag_ in FINITE]
    return all(t.dep_ in ("advcl", "relcl", "aux", "auxpass") for t in finite) and any(
        t.dep_ == "advcl" for t in finite
    )
