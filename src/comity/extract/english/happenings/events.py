"""What is said to have happened: trigger words over the parse, with who and what take part."""

from collections.abc import Iterator
from typing import Any

from comity.extract.english.happenings import headlines, imposed, noun_events, triggers, verb_events
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.finding import Event, Findings

_PARTICIPLES = {
    "smuggled": "smuggle", "seized": "seize", "confiscated": "confiscate", "convicted": "convict",
    "indicted": "indict", "jailed": "jail", "arrested": "arrest", "detained": "detain",
    "trafficked": "traffic", "intercepted": "intercept", "recovered": "recover",
}  # fmt: skip
_LEMMAS = {"fined": "fine"}  # which the model's lemmatiser misses


def find(doc: Any, found: Findings) -> list[Event]:
    """Return the events that a parsed text tells, in its order.

    ``found`` holds the names, groups, dates, quantities and sums of the text.
    """
    mentions = Mentions(doc, found)
    verbs, nouns = triggers.verbs(), triggers.nouns()
    titled = {sentence.start for sentence in doc.sents if headlines.is_titled(sentence)}
    events = []
    by_verb: dict[int, Event] = {}
    for token in doc:
        if titled and token.sent.start in titled:
            event = headlines.read(mentions, token)
        else:
            lemma = _lemma(token)
            known = lemma in verbs or lemma in nouns or lemma in triggers.ORDERS
            event = _event(mentions, token, lemma) if known and not mentions.name(token) else None
        if event:
            event = by_verb[token.i] = _continued(mentions, token, event, by_verb)
            events.append(event)
    return events


def _continued(mentions: Mentions, verb: Any, event: Event, told: dict[int, Event]) -> Event:
    """Return an event with the one whom the verb before it names: "acquitted Roe of theft but
    convicted **him** of fraud"."""
    cast = event.participants
    known = any(p.role == "defendant" for p in cast)
    if known or event.schema not in ("Trial", "Sentence") or verb.i + 1 >= len(verb.doc):
        return event
    pronoun, first = verb.nbor(1), verb
    if pronoun.lower_ not in ("him", "her") or pronoun.dep_ == "poss":
        return event
    while first.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in first.lefts):
        first = first.head
    before = told.get(first.i)
    tried = [p for p in before.participants if p.role == "defendant"] if before else []
    persons = [n for n in mentions.found.names if n.kind == "person"]
    if first.i == verb.i or len(tried) != 1 or all(n.start != tried[0].start for n in persons):
        return event
    return event._replace(participants=tuple(sorted((*cast, tried[0]))))


def _lemma(token: Any) -> str:
    lower = str(token.lower_)
    if token.pos_ == "ADJ" and _is_definite(token):
        return _PARTICIPLES.get(lower, lower)
    return _LEMMAS.get(lower) or str(token.lemma_.lower())


def _is_definite(token: Any) -> bool:
    """Return whether an adjective stands in "the smuggled goods", and not in "smuggled goods"."""
    return token.dep_ == "amod" and any(
        c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an", "any", "no")
        for c in token.head.children
    )


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
    participle = token.pos_ == "ADJ" and token.lower_ in _PARTICIPLES
    if modifies or not (in_headline or participle or token.pos_ in ("VERB", "AUX")):
        return  # "the people-smuggling trade"
    if lemma in triggers.ORDERS:
        yield imposed.ordered(mentions, token)
    for verb in triggers.verbs().get(lemma, ()):
        yield verb_events.read(mentions, token, verb)
