"""What is said to have happened: trigger words over the parse, with who and what take part."""

from typing import Any

from comity.extract import headlines, noun_events, triggers, verb_events
from comity.extract.finding import Event, Findings
from comity.extract.mentions import Mentions

_LEMMAS = {"fined": "fine"}  # which the model's lemmatiser misses


def find(doc: Any, found: Findings) -> list[Event]:
    """Return the events that a parsed text tells, in its order.

    ``found`` holds the names, groups, dates, quantities and sums of the text.
    """
    mentions = Mentions(doc, found)
    verbs, nouns = triggers.verbs(), triggers.nouns()
    events = []
    for token in doc:
        lemma = _LEMMAS.get(token.lower_) or token.lemma_.lower()
        if lemma in verbs or lemma in nouns or lemma in triggers.ORDERS:
            event = None if mentions.name(token) else _event(mentions, token, lemma)
            if event:
                events.append(event)
    return events


def _event(mentions: Mentions, token: Any, lemma: str) -> Event | None:
    if lemma == "off" and token.doc[max(0, token.i - 2) : token.i].text.lower() != "tip-":
        return None
    for noun in triggers.nouns().get(lemma, ()):
        if (token.pos_ == "NOUN" and not headlines.is_verb(token)) or noun.needs == "thing":
            event = noun_events.read(mentions, token, noun)
            if event:
                return event
    if token.tag_ == "VBG" and token.dep_ in ("compound", "amod", "nmod"):
        return None  # "the people-smuggling trade"
    if token.pos_ not in ("VERB", "AUX") and not headlines.is_verb(token):
        return None
    if lemma in triggers.ORDERS:
        return verb_events.ordered(mentions, token)
    for verb in triggers.verbs().get(lemma, ()):
        event = verb_events.read(mentions, token, verb)
        if event:
            return event
    return None
