"""What a verb of speech has for object: what is denied or admitted, what a thing is called."""

import re
from typing import Any

from comity.extract.english.sayings.attributions import Attribution
from comity.extract.english.sayings.contents import after
from comity.extract.english.sayings.extents import cut
from comity.extract.english.sayings.layout import FINITE, Layout, end_of
from comity.extract.english.sayings.speech import ADMITS, ASSERTIONS, FALSE, Cue
from comity.extract.finding import Span

_ARTICLE = re.compile(r"\s*(?:an?\s+|the\s+)?", re.IGNORECASE)
_NOT_DENIED = frozenset(
    """access admission admittance appeal application asylum bail benefit bond chance clemency
    communication coverage entry extradition leave licence license motion opportunity parole
    permission permit petition plea pleas release request requests right rights service visa
    writ""".split()
)
_CLAUSE = re.compile(r",\s+(?:where|who|which|when)\b")
_WHICH = re.compile(r",? (?P<of>(?:all|both|each|most|some|many) of )?which (?:[\w.’'-]+ ){1,5}$")
_LEGAL = frozenset("charge claim complaint finding".split())
_COURT = frozenset("court judge jury justice magistrate panel prosecutor tribunal".split())
"""Who, dismissing a charge, denies nothing."""
"""Who, dismissing a charge, denies nothing."""


def admitted(cue: Cue, layout: Layout, others: list[Attribution]) -> list[Span]:
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
    if lemma == "claim":
        to = next(
            (c for c in verb.rights if c.dep_ == "xcomp" and c.left_edge.lower_ == "to"), None
        )
        gap = verb.dep_ == "relcl"  # "a woman he claims to be his wife"
        return [Span(to.left_edge.idx, end_of(to.right_edge))] if to is not None and not gap else []
    span = _object(verb, layout, others, cue) if lemma in ADMITS else None
    return [span] if span else []


def denied(cue: Cue, layout: Layout, others: list[Attribution]) -> list[Span]:
    """Return what is denied: a clause, or the object as it stands ("the charges")."""
    found = after(cue, layout, others) if cue.form == "denies" else []
    if found:
        return found
    span = _object(cue.token, layout, others, cue) or _named_before(cue, layout)
    return [span] if span else []


def _named_before(cue: Cue, layout: Layout) -> Span | None:
    """Return what a relative clause denies: "two counts of theft, both of which he denies"."""
    verb = cue.token
    sentence = layout.sentence(verb.idx)
    match = _WHICH.search(layout.text, sentence.start, verb.idx)
    if match is None or cue.form != "denies":
        return None
    tokens = layout.tokens(sentence.start, match.start())
    if not len(tokens):
        return None
    after = tokens[0].idx
    for token in tokens:
        if token.tag_ in FINITE:
            after = end_of(token)
    if not match["of"] and verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN"):
        after = max(after, verb.head.left_edge.idx)
    return Span(after, match.start())


def _object(verb: Any, layout: Layout, others: list[Attribution], cue: Cue) -> Span | None:
    """Return the object of the verb: a noun, or "(to) smuggling"; None for "denied bail"."""
    if cue.form == "rejects" and (found := _called_first(verb, layout, others, cue)):
        return found
    head = next((h for h in map(_head_of_object, verb.rights) if h is not None), None)
    if head is None or any(c.dep_ == "dative" for c in verb.rights):
        return None
    lemma = head.lemma_.lower()
    if lemma in _NOT_DENIED:
        return None
    rejects = cue.form == "rejects"
    if rejects and (lemma not in ASSERTIONS or (lemma in _LEGAL and _is_court(verb))):
        return None
    sentence = layout.sentence(verb.idx)
    start = max(head.left_edge.idx, end_of(verb))
    end = min(end_of(head.right_edge), cut(cue, start, sentence, layout, others))
    clause = _CLAUSE.search(layout.text, start, end)
    end = clause.start() if clause else end
    as_ = layout.text.find(" as ", start, end)
    return Span(start, as_ if as_ > 0 and rejects else end)


def _called_first(verb: Any, layout: Layout, others: list[Attribution], cue: Cue) -> Span | None:
    """Return the object where the label comes first: 'dismissed as "baseless" claims that ...'."""
    doc = verb.doc
    if verb.i + 2 >= len(doc) or verb.nbor(1).lower_ != "as":
        return None
    for token in doc[verb.i + 2 : verb.i + 10]:
        if token.lemma_.lower() in ASSERTIONS and not layout.quote_at(token.idx):
            start = doc[verb.i + 2].idx
            return Span(start, cut(cue, start, layout.sentence(verb.idx), layout, others))
    return None


def _head_of_object(child: Any) -> Any | None:
    if child.dep_ in ("dobj", "xcomp", "ccomp"):
        return child
    if child.dep_ == "prep" and child.lower_ == "to":
        return next((c for c in child.children if c.dep_ == "pcomp"), None)
    return None


def _is_court(verb: Any) -> bool:
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    return subject is not None and any(
        t.lemma_.lower() in _COURT or t.lower_ in ("he", "she") for t in subject.subtree
    )


def labelled(cue: Cue, layout: Layout, others: list[Attribution]) -> list[Span]:
    """Return what somebody calls a thing, or describes it as; an article before a quote is left."""
    verb = cue.token
    sentence = layout.sentence(verb.idx)
    label = _described(verb, sentence, layout) if cue.form == "labels as" else None
    label = label or _called(verb, sentence, layout)
    if label is None:
        return []
    end = cut(cue, label.start, sentence, layout, others)
    assertion = _assertion(verb, layout, label.start, end)
    if assertion is not None:
        return [Span(assertion.left_edge.idx, end)]
    quote = layout.quote_after(label.start, end)
    if quote and _ARTICLE.fullmatch(layout.text, label.start, quote.outer.start):
        return [Span(quote.start, quote.end)]
    return [Span(label.start, min(end, label.end) if label.end > label.start else end)]


def _described(verb: Any, sentence: Span, layout: Layout) -> Span | None:
    for token in layout.tokens(end_of(verb), sentence.end)[:40]:
        if token.lower_ == "as" and not layout.quote_at(token.idx):
            return Span(end_of(token), end_of(token.right_edge))
    return None


def _called(verb: Any, sentence: Span, layout: Layout) -> Span | None:
    """Return the label after "called": a quotation, or what the parse takes for a predicate."""
    if any(c.lower_.endswith(("self", "selves")) for c in verb.rights):
        return None
    part = next((c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i), None)
    quote = layout.quote_after(end_of(verb), sentence.end)
    if quote and layout.finite(end_of(verb), quote.outer.start):
        quote = None
    if quote and (part is None or quote.start <= part.left_edge.idx <= quote.end):
        named = _is_name(layout.text[quote.start : quote.end])
        return None if named else Span(quote.outer.start, quote.outer.end)
    if part is not None:
        return Span(part.left_edge.idx, _with_place(part, verb))
    return _small_clause(verb)


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


def _small_clause(verb: Any) -> Span | None:
    for clause in verb.rights:
        if clause.dep_ == "ccomp" and clause.tag_[:2] in ("NN", "JJ"):
            named = next((c for c in clause.lefts if c.dep_ == "nsubj"), None)
            if named is not None:
                false = named.lemma_.lower() in ASSERTIONS and clause.lower_ in FALSE
                start = named.left_edge.idx if false else end_of(named.right_edge)
                return Span(start, end_of(clause.right_edge))
    return None


def _is_name(quoted: str) -> bool:
    """Return whether a quotation gives a thing a name, and says nothing of it."""
    parts = quoted.strip(" ,.").split()
    return len(parts) <= 3 and all(p[:1].isupper() for p in parts) and parts[:1] != ["The"]
