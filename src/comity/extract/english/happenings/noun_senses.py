"""Whether a noun tells an event: "the arrest of X", and not "a charge of $50 a night"."""

from typing import Any

from comity.extract.english.happenings import roles, triggers
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.english.happenings.triggers import Noun

FILED = frozenset("file bring return lay announce unseal face press".split())
CHARGING = frozenset("charge accuse name".split())
ANSWERED = frozenset("admit answer contest deny face fight plead".split())

_SPEAKING = frozenset(
    """allege charge accuse say describe name list state claim read show detail outline cite include
    be contain identify note""".split()
)
_PROVIDED = frozenset("provide pass share supply give send obtain receive forward".split())
_UNDONE = frozenset("drop dismiss withdraw clear".split())
DROPPED = _UNDONE - {"clear"} | {"throw"}
_NOT_YET = frozenset("await avoid demand expect face oppose request require seek".split())
_WANTED = {"goods": "GOODS", "sum": "money", "party": "PEOPLE"}
_MOVED = frozenset("Shipment Seizure".split())

Modifiers = list[tuple[str, Any]]


def stands(mentions: Mentions, noun: Any, row: Noun, over: str, modifiers: Modifiers) -> bool:
    """Return whether the noun tells an event, and not a document, a rule or a thing.

    ``over`` is the lemma of the verb over it, or empty; ``modifiers`` are its prepositions with
    their nouns, its possessor and its compounds.
    """
    heads = [noun, *(other for word, other in modifiers if word == "of")]
    participles = {
        c.lemma_.lower() for at in heads for c in at.children if c.dep_ in ("acl", "relcl")
    }
    dropped = row.schema == "Charge" and over in DROPPED
    if not dropped and (over in _UNDONE or noun.dep_ in ("compound", "nmod")):
        return False
    if row.schema == "Charge":
        brought = _is_charge(row, over, participles, modifiers)
        return _was_brought(noun, modifiers) if dropped else brought
    if over in _NOT_YET or _is_other(mentions, noun, row, over, modifiers):
        return False
    if row.schema == "Lead":
        return _is_lead(mentions, row, over, modifiers) or bool(participles & _PROVIDED)
    if row.schema == "Sentence":
        return _passed(noun, over)
    moved = row.schema == "Shipment" and _is_moved(noun, over, participles)
    return not moved and _has_thing(mentions, noun, row, modifiers)


def _was_brought(noun: Any, modifiers: Modifiers) -> bool:
    """Return whether it is said against whom a charge was that was dropped; how it ended is for
    ``weight`` to tell."""
    against = [*modifiers, *roles.prepositions_of(noun.head)]
    return any(word in ("against", "poss") for word, _ in against)


def _is_other(mentions: Mentions, noun: Any, row: Noun, over: str, modifiers: Modifiers) -> bool:
    """Return whether a noun says what a sum is for, what a court ordered, or what is tested."""
    if row.schema == "Payment":  # "as a down payment"
        return bool(noun.dep_ == "pobj" and noun.head.lower_ == "as")
    if row.schema == "Seizure":  # a penalty, see ``imposed``
        return over in triggers.ORDERS
    if row.schema == "Trial" and noun.lemma_ == "plea":  # "a plea for leniency"
        return any(word == "for" for word, _ in modifiers)
    return row.schema == "Trial" and any(
        word == "of" and _is_test(mentions, other) for word, other in modifiers
    )


def _is_moved(noun: Any, over: str, participles: set[str]) -> bool:
    """Return whether a verb tells what was done with the goods that a noun means."""
    done = participles | ({over} - {"take"} if noun.dep_ in ("dobj", "nsubjpass") else set())
    told_by_verb = any(
        row.schema in _MOVED for lemma in done for row in triggers.verbs().get(lemma, ())
    )
    return told_by_verb or (noun.dep_ == "pobj" and noun.head.lower_ in ("in", "inside", "with"))


def _is_test(mentions: Mentions, noun: Any) -> bool:
    """Return whether a trial is one of a thing: "the trial of a vaccine"."""
    sort = mentions.sort(noun)
    return noun.pos_ == "NOUN" and sort not in triggers.sorts("PEOPLE pronoun court")


def _is_charge(row: Noun, over: str, participles: set[str], modifiers: Modifiers) -> bool:
    """Return whether a charge is said to have been brought, and no paper is quoted."""
    if participles & CHARGING:
        return True
    if row.needs == "faced":
        return over == "face"
    if row.needs == "filed":
        against = any(word == "against" for word, _ in modifiers)
        return against or bool(participles & FILED) or over in FILED | ANSWERED
    if over in _SPEAKING or over == "accord":
        return bool(participles & FILED) and over != "charge"
    return True


def is_faced(row: Noun, over: str, verb: Any) -> bool:
    """Return whether charges are there already: "extradited to face charges"."""
    modal = over == "face" and any(c.tag_ == "MD" for c in verb.children)
    return row.schema == "Charge" and over == "face" and not modal


def _has_thing(mentions: Mentions, noun: Any, row: Noun, modifiers: Modifiers) -> bool:
    """Return whether the goods are said of which the noun tells something."""
    if row.needs == "thing":
        before = noun.nbor(-1) if noun.i else noun
        thing = mentions.sort(before) in ("substance", "goods", "amount", "craft")
        return thing and not any(c.dep_ == "dobj" for c in noun.children)
    of = [mentions.sort(other) for word, other in modifiers if word == "of"]
    if row.needs in _WANTED:
        wanted = triggers.sorts(_WANTED[row.needs])
        poss = row.needs == "party" and any(w == "poss" for w, _ in modifiers)
        return poss or any(sort in wanted for sort in of)
    return row.needs != "of" or any(word in ("of", "from") for word, _ in modifiers)


def _is_lead(mentions: Mentions, row: Noun, over: str, modifiers: Modifiers) -> bool:
    """Return whether information is said to come from, or to go to, somebody."""
    known = ("authority", "organisation", "person", "people", "place")
    if any(w in ("from", "by") and mentions.sort(n) in known for w, n in modifiers):
        return True
    if row.needs == "lodged":
        return over in row.verbs.split()
    return row.needs == "told" and (
        over in row.verbs.split() or over in _PROVIDED or over in ("lead", "prompt")
    )


def _passed(noun: Any, over: str) -> bool:
    """Return whether a word for a penalty means one that was passed, and no verb tells it."""
    imposing = any(r.needs == "penalty" for r in triggers.verbs().get(over, ()))
    if imposing and noun.dep_ in ("dobj", "nsubjpass"):
        return False
    return any(
        c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an", "no", "any")
        for c in noun.children
    )
