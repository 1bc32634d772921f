"""The events that nouns tell: "the arrest of X", "convictions", "a tip from the agency"."""

from typing import Any

from comity.extract import roles, triggers
from comity.extract.cast import Cast
from comity.extract.dating import date_of
from comity.extract.finding import Event
from comity.extract.happened import told
from comity.extract.mentions import Mentions
from comity.extract.triggers import Noun

_SPEAKING = frozenset(
    """allege charge accuse say describe name list state claim read show detail outline cite include
    be contain identify note""".split()
)
_PROVIDED = frozenset("provide pass share supply give send obtain receive forward".split())
_FILED = frozenset("file bring return lay announce unseal face press".split())
_TOOK_PLACE = _FILED - {"announce"} | frozenset(
    """come follow happen occur begin hand impose carry make conduct hold take issue pass""".split()
)
_UNDONE = frozenset("drop dismiss withdraw clear".split())
_CHARGING = frozenset("charge accuse name".split())
_NOT_YET = frozenset("await avoid demand expect face oppose request require seek".split())
_ANSWERED = frozenset("admit answer contest deny face fight plead".split())

_WANTED = {"goods": "GOODS", "sum": "money", "party": "PEOPLE"}
_MOVED = frozenset("Shipment Seizure".split())

Modifiers = list[tuple[str, Any]]


def read(mentions: Mentions, noun: Any, row: Noun) -> Event | None:
    """Return the event that a noun tells by one row of the table, or None."""
    over = _verb_over(noun)
    modifiers = roles.of_noun(noun)
    lemma = over.lemma_.lower() if over is not None else ""
    if not _stands(mentions, noun, row, lemma, modifiers):
        return None
    if not told(over if over is not None else noun) and not _is_faced(row, lemma, over):
        return None
    cast = Cast(mentions, noun, row.schema)
    by_word = triggers.roles(row.roles)
    for word, other in modifiers:
        if word in by_word:
            cast.add([other], by_word[word], word)
    if over is not None:
        _fill_from_verb(cast, noun, row, over)
    for clause in noun.children if row.schema == "Charge" else ():
        if clause.dep_ == "acl" and clause.lemma_ in _CHARGING:
            cast.add(roles.of_verb(clause).object, "defendant")
    if row.needs == "thing" and not cast.has("object"):
        cast.add([noun.nbor(-1)], "object")
    cast.place(modifiers)
    with_it = noun.dep_ == "pobj" and noun.head.lower_ == "with"
    if row.schema in ("Sentence", "Trial") and with_it:
        cast.add([noun.head.head], "defendant")
    if noun.tag_ == "NNS" and not cast.participants() and not _definite(noun):
        return None  # "the first of several trials": the kind, not the event
    clause = over if lemma in _TOOK_PLACE else None
    date = date_of(noun, mentions.sentence_dates(noun.sent), clause)
    return cast.event(noun.idx + len(noun.text), date)


def _fill_from_verb(cast: Cast, noun: Any, row: Noun, over: Any) -> None:
    """Cast what stands with the verb over the noun: "police made the arrest in Ohio"."""
    by_word, lemma = triggers.roles(row.roles), over.lemma_.lower()
    arguments = roles.of_verb(over, False)
    does = lemma in row.verbs.split()
    if does and "subject" in by_word:
        cast.add(arguments.subject, by_word["subject"], "to" if row.schema == "Lead" else "")
    if does and "object" in by_word:  # "placed X under arrest"
        cast.add([t for t in arguments.object if t.i != noun.i], by_word["object"])
    if does or lemma in _FILED:
        for word, other in arguments.prepositions:
            if word in by_word and other.i != noun.i and word != "of":
                cast.add([other], by_word[word], word)
    if lemma in _TOOK_PLACE:
        cast.place([p for p in arguments.prepositions if p[1].i != noun.i])
    if row.schema == "Charge" and lemma in _ANSWERED:
        cast.add(arguments.subject, "defendant")
    if row.schema == "Charge" and lemma in _CHARGING:
        cast.add(arguments.object, "defendant")


def _stands(mentions: Mentions, noun: Any, row: Noun, over: str, modifiers: Modifiers) -> bool:
    """Return whether the noun tells an event, and not a document, a rule or a thing."""
    participles = {c.lemma_.lower() for c in noun.children if c.dep_ in ("acl", "relcl")}
    if over in _UNDONE or noun.dep_ in ("compound", "nmod"):
        return False
    if row.schema == "Charge":
        return _is_charge(row, over, participles, modifiers)
    if over in _NOT_YET:
        return False
    if row.schema == "Shipment" and _is_moved(noun, over, participles):
        return False
    if row.schema == "Lead":
        return _is_lead(mentions, row, over, modifiers) or bool(participles & _PROVIDED)
    if row.schema == "Sentence":
        return _passed(noun, over)
    if row.schema == "Trial" and any(w == "of" and _is_test(mentions, n) for w, n in modifiers):
        return False
    return _has_thing(mentions, noun, row, modifiers)


def _is_moved(noun: Any, over: str, participles: set[str]) -> bool:
    """Return whether a verb tells what was done with the goods that a noun means."""
    done = participles | ({over} if noun.dep_ in ("dobj", "nsubjpass") else set())
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
    if participles & _CHARGING:
        return True
    if row.needs == "filed":
        against = any(word == "against" for word, _ in modifiers)
        return against or bool(participles & _FILED) or over in _FILED | _ANSWERED
    if over in _SPEAKING or over == "accord":
        return bool(participles & _FILED) and over != "charge"
    return True


def _is_faced(row: Noun, over: str, verb: Any) -> bool:
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
    return row.needs == "told" and (
        over in row.verbs.split() or over in _PROVIDED or over in ("lead", "prompt")
    )


def _definite(noun: Any) -> bool:
    return any(c.dep_ in ("det", "poss", "nummod") for c in noun.children)


def _passed(noun: Any, over: str) -> bool:
    """Return whether a word for a penalty means one that was passed, and no verb tells it."""
    imposing = any(r.needs == "penalty" for r in triggers.verbs().get(over, ()))
    if imposing and noun.dep_ in ("dobj", "nsubjpass"):
        return False
    return any(
        c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an", "no", "any")
        for c in noun.children
    )


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
