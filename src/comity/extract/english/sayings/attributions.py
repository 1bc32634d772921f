"""Reporting words with their speakers, and where in the sentence each attribution begins."""

import re
from typing import Any, NamedTuple

from comity.extract.english.parties.nouns import BODIES, PEOPLE, WRITINGS
from comity.extract.english.sayings import speakers
from comity.extract.english.sayings.layout import FINITE, Layout, end_of
from comity.extract.english.sayings.speech import Cue, cues, needs_document
from comity.extract.finding import Span

_CLOSINGS = (",", '"', "”", "’", "'", "—", "–", " -")
"""What stands between reported words and an attribution that follows them."""

_LINK = re.compile(r"\s*(?:while|but|and|though|although|whereas|as)\s")


class Attribution(NamedTuple):
    """Who reports speech, and where.

    Attributes:
        cue: the reporting word.
        speaker: the words that name the speaker, or None.
        start: where the attribution begins: at the speaker's noun phrase or at the verb.
        end: after "according to" and its source; else after the verb.
        last: whether it follows what it reports ("the men fled, police said").
        joined: the earlier verb whose subject its verb shares ("said this and denied that").
    """

    cue: Cue
    speaker: Span | None
    start: int
    end: int
    last: bool
    joined: Any


def attributions(layout: Layout) -> list[Attribution]:
    """Return the attributions of a text, in order."""
    found: list[Attribution] = []
    for cue in cues(layout):
        made = _sourced(cue, layout) if cue.form == "source" else _of_verb(cue, layout, found)
        if made:
            found.append(made)
    return found


def _sourced(cue: Cue, layout: Layout) -> Attribution | None:
    head = speakers.of_source(cue.token, layout)
    if head is None or layout.quote_at(head.idx):
        return None
    at, sentence = cue.token.idx, layout.sentence(cue.token.idx)
    speaker = _named_next(head, layout) or speakers.source_words(head, layout)
    end = max(speaker.end, end_of(head))
    right = min(end_of(head.right_edge), sentence.end)
    if (
        right > end
        and layout.text[right : right + 1] in (",", ".", "")
        and (not layout.finite(end, right) or _relative(end, right, layout))
    ):
        end = right
    end = _past_post(end, sentence.end, layout)
    first = not layout.finite(sentence.start, at)
    return Attribution(cue, speaker, at, end, not first, None)


def _named_next(head: Any, layout: Layout) -> Span | None:
    """Return the person whom a comma parts from a post: "according to prosecutor, Ann Roe, ...".

    In "according to a lawyer, Ann Roe, 29, was arrested" no other clause follows the name.
    """
    if head.lemma_.lower() not in PEOPLE or layout.name_at(head.idx):
        return None
    sentence = layout.sentence(head.idx)
    near = layout.names_in(end_of(head), min(end_of(head) + 100, sentence.end))
    name = next((n for n in near if n.kind == "person"), None)
    if name is None or layout.text[name.start - 2 : name.start] != ", ":
        return None
    verb = next((t for t in layout.tokens(name.end, sentence.end) if t.tag_ in FINITE), None)
    if verb is None or layout.text[name.end] != "," or layout.finite(end_of(head), name.start):
        return None
    between = layout.text[name.end + 1 : verb.idx].strip()
    clause = between != "" and "," not in between and not between.split()[0].startswith("who")
    return Span(name.start, name.end) if clause else None


def _past_post(end: int, limit: int, layout: Layout) -> int:
    """Return where an apposition to the source ends: "according to Ann Roe, a lawyer in X, ..."."""
    comma = layout.text.find(",", end + 1, min(limit, end + 80))
    if comma < 0 or layout.text[end : end + 2] != ", " or layout.finite(end, comma):
        return end
    nouns = {t.lemma_.lower() for t in layout.tokens(end, comma)}
    return comma if nouns & (PEOPLE | BODIES) and not layout.quote_at(end) else end


def _relative(start: int, end: int, layout: Layout) -> bool:
    return layout.text[start:end].lstrip(" ,").startswith(("who ", "which "))


def _of_verb(cue: Cue, layout: Layout, found: list[Attribution]) -> Attribution | None:
    verb = cue.token
    sentence = layout.sentence(verb.idx)
    if cue.form in ("adverb", "hearsay"):
        speaker = speakers.of_verb(cue, layout) if cue.form == "hearsay" else None
        return Attribution(cue, speaker, verb.idx, end_of(verb), False, None)
    if cue.form in ("told", "heard"):
        start = min([verb.idx, *(c.left_edge.idx for c in verb.lefts if c.dep_[:5] == "nsubj")])
        speaker = speakers.of_verb(cue, layout) if cue.form == "told" else None
        last = _is_last(verb, start, layout)
        return Attribution(cue, speaker, start, end_of(verb), last, None)
    speaker = speakers.of_verb(cue, layout)
    near = [a for a in reversed(found[-4:]) if a.cue.token.idx >= sentence.start]
    before = next((a for a in near if _joined(verb, a.cue.token) is not None), None)
    joined = before.cue.token if before else None
    before = before or (near[0] if near else None)
    shares = joined is not None or (verb.tag_ == "VBG" and _after_comma(verb, layout))
    shares = shares or bool(before and _goes_on(verb, before.cue.token))
    if before and shares and (before.speaker or before.cue.form in ("told", "heard")):
        speaker = before.speaker
    if needs_document(verb.lemma_.lower()) and not _is_document(speaker, layout):
        return None
    alone = verb.tag_ == "VBG" and not any(c.dep_ == "aux" for c in verb.lefts)
    if alone and not shares and not _can_speak(speaker, layout):
        return None
    start = _opening(verb) if shares else _start(verb, speaker, layout)
    return Attribution(cue, speaker, start, end_of(verb), _is_last(verb, start, layout), joined)


def _joined(verb: Any, earlier: Any) -> Any | None:
    """Return the earlier verb if both have one subject: "said it was working and denied that ...".

    Where the parse joins the verb to the reported clause, an auxiliary there ("was working") that
    the verb lacks shows that it does not belong to it.
    """
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.lefts):
        return None
    first = verb.head
    while first.dep_ == "conj" and first != earlier:
        first = first.head
    if first == earlier:
        return earlier
    alike = verb.tag_ == earlier.tag_ and verb.tag_ in ("VBD", "VBZ", "VBP")
    helped = any(c.dep_ in ("aux", "auxpass") for c in first.lefts)
    return earlier if alike and helped and earlier.is_ancestor(first) else None


def _goes_on(verb: Any, earlier: Any) -> bool:
    """Return whether a verb continues a relative clause that the parse does not join it to.

    That is so in "rejected by the judge, who called it a lie and said": nobody was rejected and
    said.
    """
    head = verb.head
    return bool(
        verb.dep_ == "conj"
        and earlier.dep_ == "relcl"
        and head.i < earlier.i < verb.i
        and verb.tag_ == earlier.tag_
        and not any(c.dep_[:5] == "nsubj" for c in verb.lefts)
        and any(c.dep_ == "auxpass" for c in head.lefts)
    )


def _opening(verb: Any) -> int:
    return int(min([verb.idx, *(c.idx for c in verb.lefts if c.dep_ in ("aux", "auxpass"))]))


def _after_comma(verb: Any, layout: Layout) -> bool:
    adverb = verb.i > 1 and verb.nbor(-1).pos_ == "ADV"  # "he said, further stating"
    at = verb.nbor(-1).idx if adverb else verb.idx
    return layout.text[:at][-3:].rstrip().endswith((",", "”", '"'))


def _can_speak(speaker: Span | None, layout: Layout) -> bool:
    """Return whether the words are those of people, bodies, writings, or a name or pronoun."""
    if speaker is None or layout.name_at(speaker.start):
        return True
    head = layout.tokens(*speaker)[-1]
    return head.tag_[:3] in ("PRP", "NNP") or head.lemma_.lower() in PEOPLE | BODIES | WRITINGS


def _is_document(speaker: Span | None, layout: Layout) -> bool:
    if speaker is None:
        return False
    head = layout.tokens(*speaker)[-1:]
    return bool(len(head)) and head[0].lemma_.lower() in WRITINGS


def _start(verb: Any, speaker: Span | None, layout: Layout) -> int:
    """Return where an attribution begins: at its subject, or at the verb where that comes first."""
    if speaker is None or speaker.start > verb.idx:
        return _opening(verb)
    own = speakers.own_subject(verb)
    own = own if own is not None and own.i < verb.i else None
    sentence, text = layout.sentence(verb.idx), layout.text
    edge = min(own.left_edge.idx if own is not None else speaker.start, speaker.start)
    # "... a phone network, the National Crime Agency said": no comma follows an apposition's end.
    apart = own is not None and own.idx < speaker.start and "," not in text[speaker.end : verb.idx]
    if layout.quote_at(edge) or (apart and "," in text[edge : speaker.start]):
        edge = speaker.start
    if text[sentence.start : edge].rstrip().endswith(_CLOSINGS):
        return int(edge)
    at = max(text.rfind(mark, sentence.start, speaker.start) for mark in (",", '"', "”", "’ ")) + 1
    if _LINK.match(text, at):
        return int(edge)
    near = at and speaker.start - at < 80 and not layout.finite(at, speaker.start)
    return at if near else int(edge)


def _is_last(verb: Any, start: int, layout: Layout) -> bool:
    sentence = layout.sentence(verb.idx)
    lead = layout.text[sentence.start : start].rstrip()
    if not lead.endswith(_CLOSINGS):
        return False
    if any(c.dep_ == "ccomp" and c.i < verb.i for c in verb.children):
        return True
    following = layout.tokens(end_of(verb), sentence.end)[:2]
    if any(t.lower_ == "that" for t in following):
        return False
    return not any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children) and not layout.finite(
        end_of(verb), sentence.end
    )
