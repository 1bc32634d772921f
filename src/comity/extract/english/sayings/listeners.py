"""To whom something is said, and whom the pronoun of a speaker stands for."""

import re

from comity.extract.english.parties.nouns import BODIES, PEOPLE, WRITINGS
from comity.extract.english.sayings.layout import Layout
from comity.extract.english.sayings.speakers import words
from comity.extract.english.sayings.speech import TELLS, Cue
from comity.extract.finding import Claim, Span

_PRONOUNS = frozenset(("he", "she", "they", "it"))
_ASKED = re.compile(
    r"\b(?:interview(?:s)? (?:with|by|for)|questions? (?:from|by)|asked by|interviewed by"
    r"|statement to|remarks? to|comments? to|email to|letter to|conversation with)\s+",
    re.IGNORECASE,
)


def audience(cue: Cue, layout: Layout) -> Span | None:
    """Return the words for whom something is told to."""
    verb = cue.token
    sentence = layout.sentence(verb.idx)
    if cue.form in ("told", "heard"):
        wanted = "nsubjpass" if cue.form == "told" else "nsubj"
        token = next((c for c in verb.children if c.dep_ == wanted), None)
        return words(token, layout) if token is not None else None
    if verb.lemma_.lower() in TELLS:
        token = next((c for c in verb.rights if c.dep_ in ("dobj", "dative")), None)
        if token is not None and token.tag_[:2] in ("NN", "PR") and not layout.quote_at(token.idx):
            return words(token, layout)
    for child in verb.rights:
        if child.lower_ == "to" and child.dep_ in ("prep", "dative"):
            token = next((c for c in child.children if c.dep_ == "pobj"), None)
            if token is not None and token.tag_[:2] in ("NN", "PR"):
                return words(token, layout)
    asked = _ASKED.search(layout.text, sentence.start, sentence.end)
    if asked and not layout.quote_at(asked.start()):
        tokens = layout.tokens(asked.end(), sentence.end)
        head = next((t for t in tokens if t.dep_ in ("pobj", "conj") or t.tag_ == "NNP"), None)
        return words(head, layout) if head is not None else None
    return None


def antecedent(speaker: Span | None, earlier: list[Claim], layout: Layout) -> Span | None:
    """Return the words that a pronoun most likely stands for: nothing is forced.

    That is the speaker of the last claim, if it fits, in the same paragraph; or in the one before,
    if nobody is named in between.
    """
    if speaker is None or not earlier:
        return None
    pronoun = layout.text[speaker.start : speaker.end].lower()
    last = next((c for c in reversed(earlier) if c.speaker and c.start < speaker.start), None)
    if pronoun not in _PRONOUNS or last is None or last.speaker is None:
        return None
    if last.speaker == speaker:
        return last.antecedent
    known = last.antecedent or last.speaker
    here, there = layout.paragraph(speaker.start), layout.paragraph(last.speaker.start)
    if here != there:
        between = layout.text[there.end : here.start]
        named = layout.names_in(max(known.end, last.end), speaker.start)
        if between.strip() or any(n.kind == "person" for n in named):
            return None
    return known if _fits(pronoun, known, layout) else None


def _fits(pronoun: str, known: Span, layout: Layout) -> bool:
    name = layout.name_at(known.start)
    head = layout.tokens(known.start, known.end)[-1:]
    lemma = head[0].lemma_.lower() if len(head) else ""
    plural = bool(len(head)) and head[0].tag_ in ("NNS", "NNPS")
    if layout.text[known.start : known.end].lower() in _PRONOUNS:
        return layout.text[known.start : known.end].lower() == pronoun
    if pronoun in ("he", "she") and not name and len(head) and head[0].tag_ == "NNP":
        return lemma not in BODIES | WRITINGS
    if pronoun in ("he", "she"):
        return name.kind == "person" if name else lemma in PEOPLE and not plural
    if pronoun == "it":
        return name.kind != "person" if name else lemma in BODIES | WRITINGS and not plural
    return plural if not name else name.kind == "organisation"
