"""What is said: from a reporting word to the spans of the content, by quotation, "that" or clause."""

import re
from typing import Any

from comity.extract.finding import Span
from comity.extract.layout import FINITE, Layout, end_of
from comity.extract.quotes import Quote, after_dateline
from comity.extract.attributions import Attribution
from comity.extract.speech import ADMITS, ASSERTIONS, FALSE, QUOTES, SAYS, TELLS, Cue

_WHEN = re.compile(
    r"\s*,?\s*(?:(?:on|late|early|later|last|this|again|today|yesterday|tonight|recently|earlier)\s+)*"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|night|evening|afternoon))?"
    r"|today|yesterday|later|again|(?:last|this)\s+(?:week|month|year))\b,?\s*(?:that\s+)?"
)
_ARTICLE = re.compile(r"(?:an?|the)\s+", re.IGNORECASE)
_PAIRS = {'"': '"', "“": "”", "‘": "’", "'": "'"}
_NOT_DENIED = frozenset(
    """access admission admittance appeal application asylum bail benefit bond chance clemency
    communication coverage entry extradition leave licence license motion opportunity parole
    permission permit petition plea pleas release request requests right rights service visa
    writ""".split()
)
_LEGAL = frozenset("charge claim complaint finding".split())
_COURT = frozenset("court judge jury justice magistrate panel prosecutor tribunal".split())
"""Who, dismissing a charge, denies nothing."""
_BARE = frozenset("nothing little much something so no yes goodbye more anything".split())
_ALWAYS = frozenset("allege argue claim insist say tell".split())
_BESIDE = re.compile(
    r",\s*(?:while|but|and|though|although|whereas)\s+(?:(?:on|in)\s+[A-Z]\w+,?\s+)?$"
)
"""What stands before an attribution with a speaker of its own that is beside another."""
_EDGE = " \t\n\xa0,;:-–—"


def said(cue: Cue, start: int, layout: Layout, others: list[Attribution]) -> list[Span]:
    """Return what a verb of saying reports; ``start`` is where the attribution begins."""
    verb = cue.token
    sentence = layout.sentence(verb.idx)
    begin = begin_of(sentence, layout)
    before = layout.quote_before(start, begin)
    if before and not layout.text[before.outer.end : start].strip(" \t\xa0,-–—"):
        return [_quoted_before(before, begin, start, layout, others), *_resumed(cue, layout)]
    if found := _after(cue, layout, others):
        return found
    found = _before(cue, begin, start, layout) if verb.tag_ != "VBG" else []
    return found or _object_of_saying(cue, layout, others)


def begin_of(sentence: Span, layout: Layout) -> int:
    """Return where a sentence's own words begin: after a dateline, and after "...;"."""
    first = layout.paragraph(sentence.start).start == sentence.start
    return after_dateline(layout.text, *sentence) if first else sentence.start


def _quoted_before(
    quote: Quote, begin: int, start: int, layout: Layout, others: list[Attribution]
) -> Span:
    """Return a quotation that stands before its attribution, with the words that lead up to it."""
    lead = layout.text[begin : quote.outer.start]
    if not lead.strip() or any(begin <= o.start < quote.outer.start for o in others):
        return Span(quote.start, quote.end)
    if lead.rstrip().endswith((":", ".", "?", "!")) or not layout.finite(begin, quote.outer.start):
        long = len(layout.text[quote.start : quote.end].split()) > 4
        if lead.rstrip().endswith((":", ".")) or long:
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


def _after(cue: Cue, layout: Layout, others: list[Attribution]) -> list[Span]:
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
    marker = _that(verb, sentence, layout, clause)
    if marker is not None:
        return end_of(marker), sentence.end
    quote = layout.quote_after(end_of(verb), sentence.end)
    lemma = verb.lemma_.lower()
    if quote and not layout.text[end_of(verb) : quote.outer.start].strip(" ,:"):
        clause = clause if clause is not None and clause.idx < quote.start else None
    if clause is not None and lemma not in QUOTES and not _aside(verb, layout):
        if not quote or clause.idx < quote.start or clause.idx >= quote.end:
            begin = next((t for t in verb.doc[verb.i + 1 : clause.i + 1] if t.is_ancestor(clause)
                          or t == clause or clause.is_ancestor(t)), clause)  # fmt: skip
            return _past_when(max(begin.idx, end_of(verb)), layout), sentence.end
    if quote and not layout.finite(end_of(verb), quote.outer.start):
        return _up_to_quote(verb, quote, sentence, layout)
    return _unparsed(verb, sentence, layout) if lemma in _ALWAYS else nowhere


def _that(verb: Any, sentence: Span, layout: Layout, clause: Any) -> Any | None:
    """Return the "that" (or the "how" that is heard) which opens the content."""
    for token in layout.tokens(end_of(verb), sentence.end)[:30]:
        if layout.quote_at(token.idx):
            return None
        previous = token.nbor(-1)
        if token.lower_ == "that" and token.tag_ == "IN" and token.dep_ in ("mark", "prep"):
            return None if previous.lemma_.lower() in ASSERTIONS else token
        if token.tag_ in FINITE and token.dep_ not in ("relcl", "advcl") and token.head != clause:
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
    return -1, -1


def _before(cue: Cue, begin: int, start: int, layout: Layout) -> list[Span]:
    """Return the clause that stands before its attribution: "the men fled, police said"."""
    verb, text = cue.token, layout.text
    lead = text[begin:start].rstrip()
    if not lead.endswith((",", '"', "”", "—", "–", " -", "?", "!", ":")) or len(lead) < 4:
        return []
    sentence = layout.sentence(verb.idx)
    reported = any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children)
    free = verb.lemma_.lower() in SAYS and not any(
        c.dep_ == "dobj" and verb.lemma_.lower() not in TELLS for c in verb.rights
    )
    aside = verb.dep_ in ("parataxis", "ccomp", "advcl")
    if not reported and not free:
        return []
    begin = max(begin, text.rfind("; ", begin, start) + 1)
    if layout.finite(begin, start) and (reported or not _subordinate(begin, start, layout)):
        return [Span(begin, start)]
    if (aside or _aside(verb, layout)) and layout.finite(end_of(verb), sentence.end):
        comma = text.find(",", end_of(verb), sentence.end)
        return [Span(comma + 1, sentence.end)] if comma >= 0 else []
    return [Span(begin, start)] if reported else []


def _subordinate(begin: int, start: int, layout: Layout) -> bool:
    finite = [t for t in layout.tokens(begin, start) if t.tag_ in FINITE]
    return all(t.dep_ in ("advcl", "relcl", "aux", "auxpass") for t in finite) and any(
        t.dep_ == "advcl" for t in finite
    )


def _object_of_saying(cue: Cue, layout: Layout, others: list[Attribution]) -> list[Span]:
    """Return what is admitted without a clause, or warned of."""
    verb = cue.token
    lemma = verb.lemma_.lower()
    if lemma == "warn":
        of = next((c for c in verb.rights if c.lower_ in ("of", "about")), None)
        head = next((c for c in of.children if c.dep_ in ("pobj", "pcomp")), None) if of else None
        if head is None:
            return []
        sentence = layout.sentence(verb.idx)
        end = cut(cue, end_of(of), sentence, layout, others)
        return [Span(end_of(of), min(end, end_of(head.right_edge)))]
    span = _object(verb, layout, others, cue) if lemma in ADMITS else None
    return [span] if span else []


def denied(cue: Cue, layout: Layout, others: list[Attribution]) -> list[Span]:
    """Return what is denied: a clause, or the object as it stands ("the charges")."""
    found = _after(cue, layout, others) if cue.form == "denies" else []
    if found:
        return found
    span = _object(cue.token, layout, others, cue)
    return [span] if span else []


def _object(verb: Any, layout: Layout, others: list[Attribution], cue: Cue) -> Span | None:
    sentence = layout.sentence(verb.idx)
    if any(c.dep_ == "dative" for c in verb.rights):
        return None
    rules = cue.form == "rejects" and _is_court(verb)
    for child in verb.rights:
        to = child if child.dep_ == "prep" and child.lower_ == "to" else None
        heads = list(to.children) if to is not None else [child]
        for head in heads:
            if head.dep_ not in ("dobj", "xcomp", "ccomp", "pcomp") and to is None:
                continue
            if to is not None and head.dep_ != "pcomp":
                continue
            lemma = head.lemma_.lower()
            if lemma in _NOT_DENIED or (
                cue.form == "rejects" and (lemma not in ASSERTIONS or (rules and lemma in _LEGAL))
            ):
                return None
            start = max(head.left_edge.idx, end_of(verb))
            end = min(end_of(head.right_edge), cut(cue, start, sentence, layout, others))
            as_ = layout.text.find(" as ", start, end)
            return Span(start, as_ if as_ > 0 and cue.form == "rejects" else end)
    return None


def _is_court(verb: Any) -> bool:
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    return subject is not None and any(
        t.lemma_.lower() in _COURT or t.lower_ in ("he", "she") for t in subject.subtree
    )


def labelled(cue: Cue, layout: Layout, others: list[Attribution]) -> list[Span]:
    """Return what somebody calls a thing, or describes it as."""
    verb = cue.token
    sentence = layout.sentence(verb.idx)
    if cue.form == "labels as":
        as_ = next((t for t in layout.tokens(end_of(verb), sentence.end)[:40] if t.lower_ == "as"
                    and not layout.quote_at(t.idx)), None)  # fmt: skip
        if as_ is None:
            return []
        start, right = end_of(as_), end_of(as_.right_edge)
    else:
        if any(c.lower_.endswith(("self", "selves")) for c in verb.rights):
            return []
        part = next((c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i), None)
        quote = layout.quote_after(end_of(verb), sentence.end)
        if part is None and (not quote or layout.finite(end_of(verb), quote.outer.start)):
            return _small_clause(verb)
        assertion = _assertion(verb, layout, end_of(verb), sentence.end)
        if quote and assertion is not None:
            return [Span(assertion.left_edge.idx, quote.outer.end)]
        if part is None or (quote and quote.start <= part.left_edge.idx <= quote.end):
            assert quote
            return [] if _is_name(layout.text[quote.start : quote.end]) else [
                Span(quote.start, quote.end)
            ]  # fmt: skip
        start, right = part.left_edge.idx, _with_place(part, verb)
    end = cut(cue, start, sentence, layout, others)
    assertion = _assertion(verb, layout, start, end)
    if assertion is not None:
        return [Span(assertion.left_edge.idx, end)]
    quote = layout.quote_after(start, end)
    if quote and not _ARTICLE.sub("", layout.text[start : quote.outer.start], count=1).strip():
        return [Span(quote.start, quote.end)]
    return [Span(start, min(end, right) if right > start else end)]


def _assertion(verb: Any, layout: Layout, start: int, end: int) -> Any | None:
    """Return the object of the verb if it is an assertion that is then called false."""
    named = next((c for c in verb.rights if c.dep_ in ("dobj", "nsubj")), None)
    if named is None or named.lemma_.lower() not in ASSERTIONS:
        return None
    return named if any(t.lower_ in FALSE for t in layout.tokens(start, end)) else None


def _with_place(part: Any, verb: Any) -> int:
    """Return where a label ends: a phrase after it ("on the internet") is mostly part of it."""
    end = part.right_edge
    following = next((c for c in verb.rights if c.i == end.i + 1 and c.dep_ == "prep"), None)
    if following is not None and not any(
        t.ent_type_ in ("DATE", "TIME") for t in following.subtree
    ):
        end = following.right_edge
    return end_of(end)


def _small_clause(verb: Any) -> list[Span]:
    for clause in verb.rights:
        if clause.dep_ == "ccomp" and clause.tag_[:2] in ("NN", "JJ"):
            named = next((c for c in clause.lefts if c.dep_ == "nsubj"), None)
            if named is not None:
                false = named.lemma_.lower() in ASSERTIONS and clause.lower_ in FALSE
                start = named.left_edge.idx if false else end_of(named.right_edge)
                return [Span(start, end_of(clause.right_edge))]
    return []


def _is_name(quoted: str) -> bool:
    """Return whether a quotation gives a thing a name, and says nothing of it."""
    parts = quoted.strip(" ,.").split()
    return len(parts) <= 3 and all(p[:1].isupper() for p in parts) and parts[:1] != ["The"]


def cut(cue: Cue, start: int, sentence: Span, layout: Layout, others: list[Attribution]) -> int:
    """Return where content that begins at ``start`` ends: at the next attribution, or sentence."""
    verb, end = cue.token, sentence.end
    within = verb.dep_ in ("relcl", "acl") or (verb.dep_ == "advcl" and verb.head.i > verb.i)
    if within and end_of(verb.right_edge) > start:
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
