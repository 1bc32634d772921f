"""Who is said to say what.

Every word that reports speech (``speech``) gets its speaker (``speakers``) and its content
(``contents``); what is quoted beside it and attributed to nobody goes to who spoke last.
"""

import re
from collections.abc import Iterator
from typing import Any

from comity.extract.english.sayings import listeners
from comity.extract.english.sayings.attributions import Attribution, attributions
from comity.extract.english.sayings.contents import said
from comity.extract.english.sayings.extents import bare, begin_of, pieces
from comity.extract.english.sayings.layout import Layout, end_of
from comity.extract.english.sayings.objects import admitted, denied, labelled
from comity.extract.english.sayings.quotes import Quote
from comity.extract.english.sayings.speech import ASSERTIONS, FALSE
from comity.extract.finding import Claim, Findings, Span

_TITLE_SPEAKERS = (
    r"(?:police|prosecutors|feds|officials|authorities|investigators|lawyers?|attorneys?|sources?"
    r"|reports?|court (?:documents|papers|records)|indictment|complaint|affidavit|government)"
)
_HEADLINE = re.compile(
    rf"^[^\S\n]*(?:(?P<first>{_TITLE_SPEAKERS}):[ \t]+(?P<after>[^\n:\"“]{{12,140}}[^\n:.])"
    rf"|(?P<before>[^\n:\"“]{{12,140}}):[ \t]+(?P<last>{_TITLE_SPEAKERS}))[^\S\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""Headlines: "Police: three held over coins", "Three held over coins: police"."""


def find(doc: Any, found: Findings) -> list[Claim]:
    """Return the claims in the order of the text.

    Every span lies in the text, is not empty, and never holds all of its own speaker.
    """
    layout = Layout(doc, found)
    made = attributions(layout)
    claims: dict[tuple[int, int], Claim] = {}
    for attribution in made:
        near = _same_sentence(attribution, made, layout)
        for claim in _of(attribution, near, layout):
            if not _is_aside(attribution, claim, claims):
                _keep(claim, claims, layout)
    _drop_within_denied(claims, made)
    for claim in _headlines(layout):
        _keep(claim, claims, layout)
    _drop_nested_hearsay(claims, made, layout)
    for quote in layout.quotes:
        if followed := _unattributed(quote, list(claims.values()), layout):
            _keep(followed, claims, layout)
    return _with_antecedents(sorted(claims.values(), key=lambda c: (c.start, -c.end)), layout)


def _same_sentence(one: Attribution, made: list[Attribution], layout: Layout) -> list[Attribution]:
    sentence = layout.sentence(one.cue.token.idx)
    return [a for a in made if a is not one and sentence.start <= a.cue.token.idx < sentence.end]


def _of(attribution: Attribution, near: list[Attribution], layout: Layout) -> Iterator[Claim]:
    cue = attribution.cue
    denies = cue.form in ("denies", "rejects")
    sentence = layout.sentence(cue.token.idx)
    for span in _spans(attribution, near, layout):
        content, direct = bare(span, layout)
        yield Claim(
            *content,
            attribution.speaker,
            None,
            listeners.audience(cue, layout) if cue.form not in ("adverb", "source") else None,
            denies or (not direct and _denied(content, layout)),
            direct,
            Span(min(sentence.start, content.start), max(sentence.end, content.end)),
        )


def _spans(attribution: Attribution, near: list[Attribution], layout: Layout) -> list[Span]:
    cue = attribution.cue
    match cue.form:
        case "says" | "told" | "heard":
            return said(cue, attribution.start, layout, near) or admitted(cue, layout, near)
        case "denies" | "rejects":
            return denied(cue, layout, near)
        case "labels" | "labels as":
            return labelled(cue, layout, near)
        case "source":
            return _by_source(attribution, layout)
    return _hearsay(cue.token, layout)


def _by_source(attribution: Attribution, layout: Layout) -> list[Span]:
    sentence = layout.sentence(attribution.start)
    if attribution.last:
        return [Span(begin_of(sentence, layout), attribution.start)]
    return pieces(attribution.end, sentence.end, layout)


def _hearsay(token: Any, layout: Layout) -> list[Span]:
    """Return the clause that "allegedly" or "is said to" stands in."""
    verb = token if token.tag_[:2] == "VB" else token.head
    if verb.tag_[:2] not in ("VB", "MD"):
        return []
    sentence = layout.sentence(token.idx)
    start = max(verb.left_edge.idx, begin_of(sentence, layout))
    end = min(end_of(verb.right_edge), sentence.end)
    that = next((c for c in verb.rights if c.dep_ == "ccomp"), None)
    if verb == token and that is not None:
        mark = next((c for c in that.lefts if c.lower_ == "that"), None)
        return [Span(end_of(mark) if mark is not None else that.left_edge.idx, end)]
    if verb.left_edge.tag_ == "CC":
        start = end_of(verb.left_edge)
    if verb.left_edge == token != verb:
        return [Span(end_of(token), end)]
    return [Span(start, end)] if start <= token.idx < end else []


def _headlines(layout: Layout) -> Iterator[Claim]:
    for match in _HEADLINE.finditer(layout.text):
        first = match["first"] is not None
        speaker = Span(*match.span("first" if first else "last"))
        content = Span(*match.span("after" if first else "before"))
        if any(t.tag_[:2] == "VB" for t in layout.tokens(*content)):
            sentence = Span(min(speaker.start, content.start), max(speaker.end, content.end))
            yield Claim(*content, speaker, None, None, False, False, sentence)


def _denied(content: Span, layout: Layout) -> bool:
    """Return whether content calls an assertion false ("the allegations are groundless")."""
    tokens = layout.tokens(*content)
    lead = {t.lemma_.lower() for t in tokens[:8] if t.pos_ in ("NOUN", "VERB", "PROPN")}
    return bool(lead & ASSERTIONS) and any(t.lower_ in FALSE for t in tokens)


def _keep(claim: Claim, claims: dict[tuple[int, int], Claim], layout: Layout) -> None:
    speaker = claim.speaker
    whole = speaker and claim.start <= speaker.start and speaker.end <= claim.end
    if whole or not any(map(str.isalnum, layout.text[claim.start : claim.end])):
        return
    key = (claim.start, claim.end)
    if key not in claims or (claims[key].speaker is None and speaker):
        claims[key] = claim


def _drop_nested_hearsay(
    claims: dict[tuple[int, int], Claim], made: list[Attribution], layout: Layout
) -> None:
    """Leave out what is "alleged" by nobody within what somebody says."""
    for key, claim in list(claims.items()):
        if claim.speaker is None and any(
            o.start < claim.end <= o.end and o is not claim
            for o in claims.values()
            if o.sentence == claim.sentence
        ):
            del claims[key]


def _is_aside(attribution: Attribution, claim: Claim, claims: dict[tuple[int, int], Claim]) -> bool:
    """Return whether somebody only tells that others said so: "obtained it by claiming that"."""
    token = attribution.cue.token
    by = token.tag_ == "VBG" and token.dep_ == "pcomp"
    return by and any(o.start <= token.idx < o.end and o.speaker for o in claims.values())


def _drop_within_denied(claims: dict[tuple[int, int], Claim], made: list[Attribution]) -> None:
    """Leave out what somebody denies having said: "denied charges that he told them of it"."""
    within = {
        (denial.start, denial.end)
        for denial in claims.values()
        if denial.denied and any(denial.start < a.cue.token.idx < denial.end for a in made)
    }
    for key in list(claims):
        if any(start < key[0] and key[1] <= end + 1 for start, end in within):
            del claims[key]


def _unattributed(quote: Quote, claims: list[Claim], layout: Layout) -> Claim | None:
    """Return the claim of a quotation that fills its sentence, by who spoke last before it."""
    sentence = layout.sentence(quote.outer.start)
    rest = (
        layout.text[sentence.start : quote.outer.start]
        + layout.text[quote.outer.end : sentence.end]
    )
    if rest.strip(" .,?!") or len(layout.text[quote.start : quote.end].split()) < 3:
        return None
    if any(c.start < quote.end and quote.start < c.end for c in claims):
        return None
    here = layout.paragraph(quote.start)
    before = [c for c in claims if c.end <= quote.start and c.speaker]
    last = max(before, key=lambda c: c.end, default=None)
    if last and last.start < here.start:
        between = layout.text[layout.paragraph(last.end).end : here.start]
        last = None if between.strip() or quote.outer.start != here.start else last
    if last is None:
        after = [c for c in claims if quote.end <= c.start < here.end and c.direct]
        last = min(after, key=lambda c: c.start, default=None)
    if last is None:
        return None
    content, direct = bare(Span(quote.start, quote.end), layout)
    return last._replace(
        start=content.start, end=content.end, denied=False, direct=direct, sentence=sentence
    )


def _with_antecedents(claims: list[Claim], layout: Layout) -> list[Claim]:
    done: list[Claim] = []
    for claim in claims:
        antecedent = listeners.antecedent(claim.speaker, done, layout)
        same = next((c for c in done if c.speaker == claim.speaker and c.antecedent), None)
        done.append(claim._replace(antecedent=same.antecedent if same else antecedent))
    return done
