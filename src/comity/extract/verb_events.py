"""The events that verbs tell: "arrested", "pleaded guilty", "given a death sentence"."""

import re
from functools import cache
from typing import Any

from comity.extract import headlines, imposed, noun_events, roles, triggers
from comity.extract.cast import Cast
from comity.extract.dating import date_of
from comity.extract.finding import Event
from comity.extract.happened import told
from comity.extract.mentions import Mentions
from comity.extract.roles import Arguments
from comity.extract.triggers import Verb

_PRICE = re.compile(
    r"(?: (?:a|about|around|as|between|him|her|it|just|more|much|nearly|over|some|than|them|up to"
    r"|at least|customers|clients|each))* "
)
_NOBODY = frozenset("court place date goods document penalty".split())
_PARTICLES = frozenset("on along over up back out".split())
_THOSE = frozenset("those items".split())
_FRONT = frozenset("also and among later meanwhile".split())
_SAID_OF = ("nsubj", "nsubjpass", "attr", "dobj")
_HIDDEN = frozenset("hide conceal stash stow find pack store bury load".split())


def read(mentions: Mentions, verb: Any, row: Verb) -> Event | None:
    """Return the event that a verb tells by one row of the table, or None."""
    said = end = verb.idx + len(verb.text)
    if row.after:
        match = _pattern(row.after).match(mentions.doc.text, end)
        if not match:
            return None
        said = match.end()
        end = said if len(match[0].split()) < 4 else end
    arguments = _arguments(mentions, verb, row, said)
    if not _fits(mentions, verb, row, arguments) or not told(verb):
        return None
    cast = Cast(mentions, verb, row.schema)
    if row.schema == "Sentence" and not imposed.cast_penalties(cast, verb, row, arguments, said):
        return None
    _fill(cast, row, arguments)
    imposed.cast_upon(cast, verb, row)
    if row.object in ("suspect", "defendant"):
        if said > end:  # "found A and B guilty"
            cast.between(end, said, row.object)
        _cast_more_people(cast, verb, row.object, arguments.passive)
    if not cast.has("place"):
        cast.place(_shared_places(verb))
    return cast.event(end, date_of(verb, mentions.sentence_dates(verb.sent)))


def _cast_more_people(cast: Cast, verb: Any, role: str, passive: bool) -> None:
    """Cast the people whom the order of words gives, and the parse missed."""
    after = verb.nbor(1) if verb.i + 1 < verb.sent.end else verb
    if after.lower_ in ("was", "were"):  # "Also convicted were A, B and C"
        cast.after(after, role)
    if passive and not cast.has(role):
        cast.before(verb, role)
    cast.list_on(verb)
    cast.gapped(role)
    cast.add(_likewise(verb), role)


def _arguments(mentions: Mentions, verb: Any, row: Verb, end: int) -> Arguments:
    """Return the verb's arguments, with what the parse hung on a neighbour of the verb."""
    if verb.pos_ == "NOUN" or verb.dep_ == "compound":
        found = headlines.of_verb(verb)
    else:
        found = roles.of_verb(verb, not row.after and bool(row.object))
    found = found._replace(
        subject=mentions.without_dateline(found.subject),
        object=mentions.without_dateline(found.object),
        dative=mentions.without_dateline(found.dative),
    )
    if found.dative and not row.dative and row.object != "penalty":
        found = found._replace(object=found.dative)  # "was fined $10,000"
    if row.object in ("suspect", "defendant") and _shares_passive(mentions, verb, found):
        found = found._replace(subject=[], object=found.subject, passive=True)
    objects, prepositions = found.object, list(found.prepositions)
    if not objects and not found.passive and row.object in ("object", "cargo"):
        objects = _next(mentions, verb, triggers.sorts(row.needs or "goods amount substance"))
    if row.object in ("suspect", "defendant") and verb.dep_ == "acl":
        if objects == [verb.head] and mentions.sort(verb.head) in _NOBODY:
            objects = roles.subjects_of(verb.head.head)  # "appeared in court charged with"
    wanted = triggers.roles(row.prepositions)
    for noun in objects:
        if noun.i > verb.i:
            prepositions += [
                (word, other)
                for word, other in _of_goods(noun)
                if word in wanted or (row.schema == "Shipment" and word in triggers.ROUTED)
            ]
            for clause in noun.children:  # "packages containing fentanyl from X"
                if clause.dep_ == "acl" and clause.tag_ == "VBG":
                    prepositions += [p for p in roles.of_noun(clause) if p[0] in wanted]
    if row.after and row.object and not objects:  # "found him guilty", as a clause
        clauses = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp")]
        objects = [subject for clause in clauses for subject in roles.subjects_of(clause)]
    objects = _among(verb) or objects
    for noun in verb.children if row.after else ():  # "took custody of the ship"
        if noun.dep_ == "dobj" and verb.idx < noun.idx < end:
            prepositions += roles.of_noun(noun)
    return found._replace(object=objects, prepositions=prepositions)


def _among(verb: Any) -> list[Any]:
    """Return whom "also arrested were A and B", "among those held was A" is said of."""
    those = verb.dep_ == "acl" and (verb.head.lower_ in _THOSE or verb.head.head.lower_ == "among")
    if those and verb.head.head.lower_ == "among":
        over = verb.head.head.head
        before = [t for t in roles.subjects_of(over) if t.i != verb.head.i]
        if before and before[0].i < verb.i:  # "two Britons were among those held"
            return [t for head in before for t in roles.with_conjuncts(head)]
    if verb.tag_ not in ("VBN", "VBD") or verb.i - verb.sent.start > 6:
        return []
    fronted = all(t.lower_ in _FRONT for t in verb.doc[verb.sent.start : verb.i])
    for at in verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)]:
        if at.lower_ in ("was", "were") and (fronted or those) or at.lemma_ == "include" and those:
            heads = [
                t
                for t in verb.doc[at.i + 1 : verb.sent.end]
                if t.dep_ in _SAID_OF and t.head.i in (at.i, verb.i, at.head.i)
            ]
            return [t for head in heads for t in roles.with_conjuncts(head)]
        if at.pos_ in ("VERB", "AUX", "PUNCT"):
            break
    return []


def _shares_passive(mentions: Mentions, verb: Any, found: Arguments) -> bool:
    """Return whether "was sentenced and fined $500" shares the passive, though tagged as active."""
    if found.passive or verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBN"):
        return False
    own = any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children)
    people = triggers.sorts("PEOPLE pronoun")
    return (
        not own
        and roles.is_passive(verb.head)
        and not any(mentions.sort(t) in people for t in found.object)
    )


def _of_goods(noun: Any) -> list[tuple[str, Any]]:
    """Return what goes with goods, also where it hangs on their "of": "a tonne of X to Y"."""
    found = roles.of_noun(noun)
    return found + [p for word, goods in found if word == "of" for p in roles.of_noun(goods)]


def _next(mentions: Mentions, verb: Any, wanted: frozenset[str]) -> list[Any]:
    """Return what follows the verb at once, where the parse found no object ("passed on X")."""
    for token in verb.doc[verb.i + 1 : min(verb.i + 5, verb.sent.end)]:
        if mentions.sort(token) in wanted:
            return [token]
        if token.pos_ in ("VERB", "AUX", "PUNCT") or (
            token.pos_ == "ADP" and token.lower_ not in _PARTICLES
        ):
            break
    return []


def _fits(mentions: Mentions, verb: Any, row: Verb, arguments: Arguments) -> bool:
    """Return whether what goes with the verb is what the row wants."""
    if not _voice_fits(mentions.sort, verb, row.voice, arguments):
        return False
    if row.schema == "Charge" and _is_no_charge(mentions, verb):
        return False
    sort = mentions.sort
    if row.by and arguments.subject:
        wanted = triggers.sorts(row.by + " pronoun")
        if not any(sort(t) in wanted for t in arguments.subject):
            return False
    if row.needs == "penalty":
        return True
    wanted = triggers.sorts(row.needs)
    things = arguments.subject if row.subject == "object" else arguments.object
    fits = not wanted or any(sort(t) in wanted for t in things)
    if row.schema in ("Shipment", "Payment") and _is_habit(verb):
        return False
    return fits and not (
        row.schema != "Shipment" and _told_by_noun(mentions, verb, row, arguments)
    )


def _is_habit(verb: Any) -> bool:
    """Return whether the simple present says what is done in general; a headline's does not."""
    return verb.tag_ in ("VBZ", "VBP") and verb.sent[-1].text == "."


def _voice_fits(sort: Any, verb: Any, voice: str, arguments: Arguments) -> bool:
    if voice == "passive":
        return arguments.passive and _finite(verb)
    if voice == "object":
        return bool(arguments.object) and not arguments.passive
    if voice == "recipient":
        told_to = [n for word, n in arguments.prepositions if word == "to"]
        return any(sort(n) in ("authority", "organisation") for n in told_to)
    return voice != "routed" or any(w in triggers.ROUTED for w, _ in arguments.prepositions)


def _is_no_charge(mentions: Mentions, verb: Any) -> bool:
    """Return whether "charge" asks a price, or only says what an indictment does."""
    if verb.dep_ == "acl" and verb.head.lemma_ in triggers.FILINGS:
        return True
    end = verb.idx + len(verb.text)
    price = any(
        end < fee.start < end + 40 and _PRICE.fullmatch(verb.doc.text, end, fee.start)
        for fee in mentions.found.sums
    )
    share = any(c.lower_ in ("%", "percent", "per") for c in verb.children)
    return price or share or any(mentions.sort(c) in ("money", "payment") for c in verb.children)


def _told_by_noun(mentions: Mentions, verb: Any, row: Verb, arguments: Arguments) -> bool:
    """Return whether the verb's object tells the same event: "wired a payment"."""
    for token in arguments.object:
        for noun in triggers.nouns().get(token.lemma_.lower(), ()):
            if noun.schema == row.schema and noun_events.read(mentions, token, noun):
                return True
    return False


def _fill(cast: Cast, row: Verb, arguments: Arguments) -> None:
    if row.object and row.object != "penalty":
        cast.add(arguments.object, row.object)
    if row.dative:
        cast.add(arguments.dative, row.dative)
    if row.subject:
        cast.add(arguments.subject, row.subject)
    by_word = triggers.roles(row.prepositions)
    for word, noun in arguments.prepositions:
        if word in by_word and not (word == "by" and arguments.passive and row.subject):
            cast.add([noun], by_word[word], word)
    cast.place(arguments.prepositions)
    if "in=place" in row.prepositions:
        for noun in arguments.object:
            cast.hidden(noun, _HIDDEN)


def _likewise(verb: Any) -> list[Any]:
    """Return of whom the same is said by "as were A and B"."""
    return [
        subject
        for clause in verb.children
        if clause.dep_ == "advcl" and clause.lower_ in ("was", "were")
        if any(c.dep_ == "mark" and c.lower_ == "as" for c in clause.children)
        for head in roles.subjects_of(clause)
        for subject in roles.with_conjuncts(head)
    ]


def _shared_places(verb: Any) -> list[tuple[str, Any]]:
    """Return the places that a coordinated verb shares with the first of its verbs."""
    at = verb
    for _ in range(5):
        if at.dep_ != "conj" or at.head.pos_ not in ("VERB", "AUX"):
            return []
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in at.lefts)
        first = at.head.left_edge.i
        at = at.head
        found = [
            (word, noun)
            for word, noun in roles.of_verb(at, False).prepositions
            if word in triggers.PLACED and (not own or noun.i <= first + 4)
        ]
        if found:
            return found
    return []


def _finite(verb: Any) -> bool:
    """Return whether a passive has its auxiliary, or is all that a headline says."""
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.head.pos_ != "VERB":
        return True
    if verb.dep_ == "acl" and verb.head.lower_ in _THOSE:
        return True
    return verb.dep_ in ("ROOT", "conj") or any(c.dep_ == "auxpass" for c in verb.children)


@cache
def _pattern(after: str) -> re.Pattern[str]:
    return re.compile(r"\s+" + after)
