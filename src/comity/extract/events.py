"""What is said to have happened: trigger words over the parse, with who and what take part."""

from collections.abc import Iterator
from typing import Any

from comity.extract import headlines, imposed, noun_events, triggers, verb_events
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
    return next(filter(None, _readings(mentions, token, lemma)), None)


def _readings(mentions: Mentions, token: Any, lemma: str) -> Iterator[Event | None]:
    """Yield what each row of the tables makes of a trigger, the likeliest first."""
    if lemma == "off" and token.doc[max(0, token.i - 2) : token.i].text.lower() != "tip-":
        return
    in_headline = headlines.is_verb(token)
    for noun in triggers.nouns().get(lemma, ()):
        if (token.pos_ == "NOUN" and not in_headline) or noun.needs == "thing":
            yield noun_events.read(mentions, token, noun)
    modifies = token.tag_ == "VBG" and token.dep_ in ("compound", "amod", "nmod")
    if modifies or not (in_headline or token.pos_ in ("VERB", "AUX")):
        return  # "the people-smuggling trade"
    if lemma in triggers.ORDERS:
        yield imposed.ordered(mentions, token)
    for verb in triggers.verbs().get(lemma, ()):
        yield verb_events.read(mentions, token, verb)
