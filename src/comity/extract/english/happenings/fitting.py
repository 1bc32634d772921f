"""Whether what stands with a verb makes the event of a row, and not a price or a habit."""

import re
from typing import Any

from comity.extract.english.happenings import arguments, noun_events, triggers
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.english.happenings.roles import Arguments
from comity.extract.english.happenings.triggers import Verb

_PRICE = re.compile(
    r"(?: (?:a|about|around|as|between|him|her|it|just|more|much|nearly|over|some|than|them|up to"
    r"|at least|customers|clients|each|people|migrants|families|victims|passengers|buyers|users"
    r"|[A-Z][a-z]+(?= (?:customers|clients|people|migrants|families))))* "
)
_SMUGGLED = frozenset("people human migrant person".split())
_TRADES = frozenset(
    "business charge gang group network operation racket ring route scheme trade".split()
)
_BRIBES = frozenset("bribe kickback backhander commission payment payoff".split())
"""What an official takes, and does not seize."""


def fits(mentions: Mentions, verb: Any, row: Verb, found: Arguments) -> bool:
    """Return whether what goes with the verb is what the row wants."""
    if not _voice_fits(mentions.sort, verb, row.voice, found):
        return False
    if _is_other(mentions, verb, row, found):
        return False
    sort = mentions.sort
    if row.by and found.subject:
        wanted = triggers.sorts(row.by + " pronoun")
        if not any(sort(t) in wanted for t in found.subject):
            return False
    if row.needs == "penalty":
        return True
    wanted = triggers.sorts(row.needs)
    things = found.subject if row.subject == "object" else found.object
    fitting = not wanted or any(sort(t) in wanted for t in things)
    if row.schema in ("Shipment", "Payment") and _is_habit(verb):
        return False
    return fitting and not (row.schema != "Shipment" and _told_by_noun(mentions, verb, row, found))


def _is_other(mentions: Mentions, verb: Any, row: Verb, found: Arguments) -> bool:
    """Return whether the words tell a price, a bribe or an opinion, and not a row's event."""
    if row.schema == "Charge":
        return _is_no_charge(mentions, verb)
    if row.schema == "Shipment" and verb.tag_ == "VBG" and _is_trade(verb, found):
        return True
    if row.schema == "Seizure":
        return any(t.lemma_.lower() in _BRIBES for t in found.object)
    return row.schema == "Lead" and verb.lemma_ == "call" and _is_naming(verb, found)


def _is_trade(verb: Any, found: Arguments) -> bool:
    """Return whether a gerund names a crime: "a people smuggling ring", "tackling people
    smuggling"."""
    before = verb.nbor(-1).lower_ if verb.i else ""
    return before in _SMUGGLED or any(t.lemma_.lower() in _TRADES for t in found.object)


def _is_naming(verb: Any, found: Arguments) -> bool:
    """Return whether "call" gives a name or an opinion: "called the operation a success"."""
    if any(c.dep_ in ("oprd", "ccomp", "xcomp", "attr") for c in verb.children):
        return True
    for noun in found.object:
        end = noun.right_edge.i + 1
        if end < verb.sent.end and verb.doc[end].tag_ in ("DT", "JJ", "PRP$", "VBN", "NN", "CD"):
            return True
    return False


def _is_habit(verb: Any) -> bool:
    """Return whether the simple present says what is done in general; a headline's does not."""
    first = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), verb)
    present = first.tag_ in ("VBZ", "VBP") and first.lemma_ != "have"
    return bool(present and verb.sent[-1].text == ".")


def _voice_fits(sort: Any, verb: Any, voice: str, found: Arguments) -> bool:
    if voice == "passive":
        return found.passive and _finite(verb)
    if voice == "object":
        return bool(found.object) and not found.passive
    if voice == "recipient":
        told_to = [n for word, n in found.prepositions if word == "to"]
        return any(sort(n) in ("authority", "organisation") for n in told_to)
    return (
        voice != "routed"
        or any(w in triggers.ROUTED for w, _ in found.prepositions)
        or any(c.lower_ in ("ashore", "abroad", "overseas") for c in verb.children)
    )


def _is_no_charge(mentions: Mentions, verb: Any) -> bool:
    """Return whether "charge" asks a price, or only says what an indictment does."""
    if verb.dep_ == "acl" and verb.head.lemma_ == "indictment":
        return True
    end = verb.idx + len(verb.text)
    price = any(
        end < fee.start < end + 40 and _PRICE.fullmatch(mentions.text, end, fee.start)
        for fee in mentions.found.sums
    )
    share = any(c.lower_ in ("%", "percent", "per") for c in verb.children)
    return price or share or any(mentions.sort(c) in ("money", "payment") for c in verb.children)


def _told_by_noun(mentions: Mentions, verb: Any, row: Verb, found: Arguments) -> bool:
    """Return whether the verb's object tells the same event: "wired a payment"."""
    for token in found.object:
        for noun in triggers.nouns().get(token.lemma_.lower(), ()):
            if noun.schema == row.schema and noun_events.read(mentions, token, noun):
                return True
    return False


def _finite(verb: Any) -> bool:
    """Return whether a passive has its auxiliary, or is all that a headline says."""
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.head.pos_ != "VERB":
        return True
    if arguments.is_among(verb):
        return True
    return verb.dep_ in ("ROOT", "conj") or any(c.dep_ == "auxpass" for c in verb.children)
