"""The events that nouns tell: "the arrest of X", "convictions", "a tip from the agency"."""

from typing import Any

from comity.extract.english.happenings import roles, triggers
from comity.extract.english.happenings.cast import Cast
from comity.extract.english.happenings.dating import date_of
from comity.extract.english.happenings.happened import told
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.english.happenings.noun_senses import (
    ANSWERED,
    CHARGING,
    DROPPED,
    FILED,
    Modifiers,
    is_faced,
    stands,
)
from comity.extract.english.happenings.triggers import Noun
from comity.extract.finding import Event

_TOOK_PLACE = FILED - {"announce"} | frozenset(
    """come follow happen occur begin hand impose carry make conduct hold take issue pass open start
    end""".split()
)
_OF_SENTENCE = frozenset("be suspend run begin expire".split())
_SAID = frozenset("say tell announce add call comment praise welcome note state".split())
_RULED = frozenset("uphold quash overturn reduce increase hand pass read".split())


def read(mentions: Mentions, noun: Any, row: Noun) -> Event | None:
    """Return the event that a noun tells by one row of the table, or None."""
    over = _verb_over(noun)
    modifiers = _modifiers(noun, row)
    lemma = over.lemma_.lower() if over is not None else ""
    if not stands(mentions, noun, row, lemma, modifiers):
        return None
    if not told(over if over is not None else noun) and not is_faced(row, lemma, over):
        return None
    cast = Cast(mentions, noun, row.schema)
    by_word = triggers.roles(row.roles)
    for word, other in modifiers:
        if word in by_word:
            cast.add([other], by_word[word], word)
    if over is not None:
        _fill_from_verb(cast, noun, row, over)
    for clause in noun.children if row.schema == "Charge" else ():
        if clause.dep_ == "acl" and clause.lemma_ in CHARGING:
            cast.add(roles.of_verb(clause).object, "defendant")
    if row.needs == "thing" and not cast.has("object"):
        cast.add([noun.nbor(-1)], "object")
    if row.schema == "Seizure" and not cast.has("object"):
        _cast_after_colon(cast, noun)
    if row.schema == "Charge" and lemma == "deny" and not _is_named(cast):
        return None
    cast.place(modifiers)
    if row.schema in ("Sentence", "Trial"):
        _cast_tried(cast, noun)
    if not cast.participants() and _is_only_named(noun, row, lemma):
        return None
    does = row.schema != "Lead" and lemma != "announce" and lemma in row.verbs.split()
    clause = over if does or lemma in _TOOK_PLACE else None
    date = date_of(noun, mentions.sentence_dates(noun.sent), clause)
    return cast.event(noun.idx + len(noun.text), date)


def _is_named(cast: Cast) -> bool:
    """Return whether a defendant is a person or body by name, or counted."""
    found = cast.mentions.found
    known = {n.start for n in found.names} | {g.start for g in found.groups}
    return any(p.role == "defendant" and p.start in known for p in cast.participants())


def _is_only_named(noun: Any, row: Noun, lemma: str) -> bool:
    """Return whether a noun without participants means a kind or a paper, and no event.

    So in "the first of several trials", "a superseding indictment was entered", and "the sentence
    is suspended".
    """
    if noun.lemma_ == "indictment":
        return lemma not in FILED
    if row.schema == "Sentence" and lemma in _OF_SENTENCE:
        return True
    return noun.tag_ == "NNS" and not _definite(noun)


def _cast_after_colon(cast: Cast, noun: Any) -> None:
    """Cast the goods of "their largest seizure: two tonnes of cocaine"."""
    for at in noun.doc[noun.i + 1 : min(noun.i + 16, noun.sent.end)]:
        if at.text in (":", "–", "—"):
            goods = [
                t
                for t in noun.doc[at.i + 1 : min(at.i + 8, noun.sent.end)]
                if cast.mentions.sort(t) in ("amount", "substance") and t.pos_ == "NOUN"
            ]
            cast.add(goods[:1], "object")
            return


def _modifiers(noun: Any, row: Noun) -> Modifiers:
    """Return what goes with a noun, also where it hangs on its "of" or "about"."""
    found = roles.of_noun(noun)
    if row.schema in ("Shipment", "Payment", "Lead", "Seizure", "Charge"):
        found += [
            p for w, other in found if w in ("of", "about") for p in roles.prepositions_of(other)
        ]
        for clause in noun.children:  # "payments totalling $5 million"
            if clause.dep_ == "acl" and clause.lemma_ in ("total", "amount"):
                found += [("of", c) for c in clause.subtree if c.dep_ in ("dobj", "pobj")]
    return found


def _fill_from_verb(cast: Cast, noun: Any, row: Noun, over: Any) -> None:
    """Cast what stands with the verb over the noun: "police made the arrest in Ohio"."""
    by_word, lemma = triggers.roles(row.roles), over.lemma_.lower()
    arguments = roles.of_verb(over, False)
    does = lemma in row.verbs.split()
    if does and "subject" in by_word:
        cast.add(arguments.subject, by_word["subject"], "to" if row.schema == "Lead" else "")
    if does and "object" in by_word:  # "placed X under arrest"
        cast.add([t for t in arguments.object if t.i != noun.i], by_word["object"])
    if row.schema == "Lead" and not cast.has("recipient"):
        cast.add(_acting(cast.mentions, noun), "recipient")
    if does or lemma in FILED | _RULED | DROPPED:
        for word, other in arguments.prepositions:
            if word in by_word and other.i != noun.i and word != "of":
                cast.add([other], by_word[word], word)
    if lemma in _TOOK_PLACE:
        cast.place([p for p in arguments.prepositions if p[1].i != noun.i])
    if lemma in _RULED:
        court = triggers.sorts("court organisation")
        cast.add([t for t in arguments.subject if cast.mentions.sort(t) in court], "court")
    if row.schema == "Trial" and lemma == "be" and noun.head.lower_ == "on":
        cast.add(arguments.subject, "defendant")  # "two are still on trial"
    if row.schema == "Charge" and lemma in ANSWERED:
        cast.add(arguments.subject, "defendant")
    if row.schema == "Charge" and lemma in CHARGING:
        cast.add(arguments.object, "defendant")


def _cast_tried(cast: Cast, noun: Any) -> None:
    """Cast who stands with the noun: "a man with two convictions"; else the sentence's subject."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "with":
        cast.add([noun.head.head], "defendant")
    if not cast.has("defendant"):
        _cast_subject(cast, noun)


def _cast_subject(cast: Cast, noun: Any) -> None:
    """Cast the one whom a sentence is about as the defendant: "at trial, Roe denied it".

    Nobody with a post is cast, nor who only says something about it.
    """
    found = cast.mentions.found
    officials = {(t.holder.start, t.holder.end) for t in found.titles}
    for token in noun.sent:
        if token.dep_ in ("nsubj", "nsubjpass") and cast.mentions.sort(token) == "person":
            name = cast.mentions.name(token)
            if name and name not in officials and token.head.lemma_ not in _SAID:
                cast.put(name.start, name.end, "defendant")
                return


def _acting(mentions: Mentions, noun: Any) -> list[Any]:
    """Return who did something "following a tip-off", "acting on information"."""
    at = noun
    for _ in range(5):
        at = at.head
        if at.pos_ in ("VERB", "AUX") and at.dep_ in ("ROOT", "ccomp", "conj", "relcl"):
            return [t for t in roles.of_verb(at).subject if mentions.sort(t) == "authority"]
    return []


def _definite(noun: Any) -> bool:
    return any(c.dep_ in ("det", "poss", "nummod") for c in noun.children)


def _verb_over(noun: Any) -> Any | None:
    at = noun
    for _ in range(5):
        if at.head.i == at.i:
            return None
        at = at.head
        if at.pos_ in ("VERB", "AUX"):
            return at
        if at.pos_ not in ("ADP", "NOUN", "NUM", "PROPN"):
            return None
    return None
