"""A trigger verb's arguments, with what the parse hung elsewhere put in its place.

To what ``roles`` reads off the parse this adds what news has and a parse gets wrong: inverted order
("also arrested were A and B"), shared passives, particles ("passed on intelligence"), and places
that hang on the goods ("a tonne of X to Y").
"""

from typing import Any

from comity.extract.english.happenings import headlines, lists, roles, triggers
from comity.extract.english.happenings.coordination import with_conjuncts
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.english.happenings.roles import Arguments
from comity.extract.english.happenings.triggers import Verb

_PEOPLE = ("suspect", "defendant")
_NO_PARTY = frozenset("court place date goods document penalty".split())
_PARTICLES = frozenset("on along over up back out".split())
_THOSE = frozenset("those items".split())
_FRONT = frozenset("also and among later meanwhile".split())
_FINITE = ("VBD", "VBZ", "VBP")
_CLAUSES = ("relcl", "acl", "aux", "auxpass")
_SAID_OF = ("nsubj", "nsubjpass", "attr", "dobj")


def of_trigger(mentions: Mentions, verb: Any, row: Verb, said: int) -> Arguments:
    """Return a verb's arguments as one row of the table wants them.

    ``said`` is where the words of the trigger end, beyond the verb for "took custody of".
    """
    found = _of_parse(mentions, verb, row)
    found = _nearest(mentions, verb, row, _passive(mentions, verb, row, found))
    found = _with_particle(mentions, verb, row, found)
    if found.passive and not found.subject:  # "delivered to the rebels by X"
        agents = [
            agent
            for _, noun in found.prepositions
            for word, agent in roles.prepositions_of(noun)
            if word == "by"
        ]
        found = found._replace(subject=agents)
    objects = _objects(mentions, verb, row, found)
    prepositions = list(found.prepositions)
    if row.schema == "Shipment":  # "from Santos to Algeciras", as the parse has it
        prepositions += [
            p for _, n in prepositions for p in roles.prepositions_of(n) if p[0] in triggers.ROUTED
        ]
    for noun in objects:
        if noun.i > verb.i:
            prepositions += _on_object(noun, row)
    for noun in verb.children if row.after else ():  # "took custody of the ship"
        if noun.dep_ == "dobj" and verb.idx < noun.idx < said:
            prepositions += roles.of_noun(noun)
    found = found._replace(object=objects, prepositions=prepositions)
    return _with_dative(mentions, row, found) if row.dative == "recipient" else found


def _with_dative(mentions: Mentions, row: Verb, found: Arguments) -> Arguments:
    """Return the arguments with a party before the goods as the one who gets them, where the parse
    has two objects: "gave the agency in Ohio the name"."""
    if found.dative or found.passive or len(found.object) < 2:
        return found
    parties = triggers.sorts("PEOPLE")
    wanted = triggers.sorts(row.needs) - parties
    goods = [t for t in found.object if mentions.sort(t) in wanted]
    first = min((t.i for t in goods), default=0)
    before = [t for t in found.object if t.i < first and mentions.sort(t) in parties]
    rest = [t for t in found.object if t not in before]
    return found._replace(dative=before, object=rest) if before else found


def is_among(verb: Any) -> bool:
    """Return whether a participle stands in "those arrested"."""
    return bool(verb.dep_ == "acl" and verb.head.lower_ in _THOSE)


def _of_parse(mentions: Mentions, verb: Any, row: Verb) -> Arguments:
    if verb.pos_ == "NOUN" or verb.dep_ == "compound":
        found = headlines.of_verb(verb)
    else:
        found = roles.of_verb(verb, bool(row.object))
    found = found._replace(
        subject=mentions.without_dateline(found.subject),
        object=mentions.without_dateline(found.object),
        dative=mentions.without_dateline(found.dative),
    )
    if found.dative and not row.dative and row.object != "penalty":
        found = found._replace(object=found.dative)  # "was fined $10,000"
    return found


def _passive(mentions: Mentions, verb: Any, row: Verb, found: Arguments) -> Arguments:
    """Return the arguments of a verb that shares the passive of the one before it."""
    if row.object in _PEOPLE and _shares_passive(mentions, verb, found):
        return found._replace(subject=[], object=found.subject, passive=True)
    if row.dative == "defendant" and _shares_passive(mentions, verb, found):
        return found._replace(subject=[], dative=found.subject, passive=True)
    return found


def _with_particle(mentions: Mentions, verb: Any, row: Verb, found: Arguments) -> Arguments:
    """Undo a passive that is none: "passed on intelligence"."""
    if row.object in (*_PEOPLE, "penalty"):  # "arraigned on charges"
        return found
    particle = verb.i + 1 < verb.sent.end and verb.nbor(1).lower_ in _PARTICLES
    if particle and found.passive and not any(c.dep_ == "auxpass" for c in verb.children):
        goods = _next(mentions, verb, triggers.sorts(row.needs))
        if goods:
            return found._replace(subject=found.object, object=goods, passive=False)
    return found


def _objects(mentions: Mentions, verb: Any, row: Verb, found: Arguments) -> list[Any]:
    """Return what a verb is done to, looked for where the parse has none."""
    objects = found.object
    if not objects and not found.passive and row.object and (row.needs or row.object != "suspect"):
        objects = _next(mentions, verb, triggers.sorts(row.needs or "goods amount substance"))
    objects = objects or _of_relative(mentions, verb)
    misread = verb.dep_ == "acl" and objects == [verb.head]
    if misread and row.object in _PEOPLE and mentions.sort(verb.head) in _NO_PARTY:
        over = verb.head.head.head if verb.head.dep_ == "pobj" else verb.head.head
        objects = roles.subjects_of(over)  # "appeared in court charged with"
    if row.after and row.object and not objects:  # "found him guilty", as a clause
        clauses = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp")]
        objects = [subject for clause in clauses for subject in roles.subjects_of(clause)]
    objects = [_amounting(noun) for noun in _among(verb) or objects]
    if row.schema == "Seizure":
        objects = objects + _in_cash(mentions, objects)
    if not objects and found.passive and row.object in _PEOPLE:
        name = lists.person_before(mentions.text, mentions.found, verb)
        objects = mentions.tokens(*name)[-1:] if name else []
    return objects


def _amounting(noun: Any) -> Any:
    """Return the goods of "cash amounting to", where the parse took both for one noun."""
    before = [c for c in noun.children if c.dep_ == "compound"]
    return before[-1] if noun.lower_ == "amounting" and before else noun


def _of_relative(mentions: Mentions, verb: Any) -> list[Any]:
    """Return what a relative clause is about that the parse took for one of content: "recovered
    $5,000 in bitcoin that victims had paid"."""
    that = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    if verb.dep_ != "ccomp" or that is None or that.i <= verb.head.i + 1:
        return []
    noun = that.nbor(-1)
    over = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "in" else noun
    noun = over if mentions.sort(over) == "money" else noun
    return [noun] if noun.pos_ in ("NOUN", "NUM", "PROPN") else []


def _in_cash(mentions: Mentions, objects: list[Any]) -> list[Any]:
    """Return what the parse hung on the money: "€5,000 in cash, firearms and drugs"."""
    return [
        other
        for noun in objects
        if mentions.sort(noun) in ("money", "payment")
        for word, other in roles.of_noun(noun)
        if word == "in" and other.dep_ == "conj"
    ]


def _on_object(noun: Any, row: Verb) -> list[tuple[str, Any]]:
    """Return the prepositions of the verb that hang on its object, or on the "of" of that."""
    wanted = triggers.roles(row.prepositions)
    held = roles.of_noun(noun)
    held += [p for word, goods in held if word == "of" for p in roles.of_noun(goods)]
    routed = triggers.ROUTED if row.schema == "Shipment" else frozenset()
    found = [(word, other) for word, other in held if word in wanted or word in routed]
    for clause in noun.children:  # "packages containing fentanyl from X"
        if clause.dep_ == "acl" and clause.tag_ == "VBG":
            found += [p for p in roles.of_noun(clause) if p[0] in wanted]
    return found


def _among(verb: Any) -> list[Any]:
    """Return whom "also arrested were A and B", "among those held was A" is said of."""
    if verb.tag_ not in ("VBN", "VBD"):
        return []
    up = verb.head.head if verb.dep_ == "acl" else verb
    if is_among(verb) and up.lower_ == "of":
        return [up.head]  # "eleven of those arrested"
    those = verb.dep_ == "acl" and (is_among(verb) or up.lower_ == "among")
    if those and up.lower_ == "among":
        before = [t for t in roles.subjects_of(up.head) if t.i < verb.i and t.i != verb.head.i]
        if before:  # "two Britons were among those held"
            return [t for head in before for t in with_conjuncts(head)]
    fronted = verb.i - verb.sent.start <= 6 and all(
        t.lower_ in _FRONT for t in verb.doc[verb.sent.start : verb.i]
    )
    return _after_copula(verb, fronted or up.lower_ == "among", those) if fronted or those else []


def _after_copula(verb: Any, inverted: bool, those: bool) -> list[Any]:
    for at in verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)]:
        if (inverted and at.lower_ in ("was", "were")) or (those and at.lemma_ == "include"):
            over = (at.i, verb.i, at.head.i)
            rest = verb.doc[at.i + 1 : verb.sent.end]
            heads = [t for t in rest if t.dep_ in _SAID_OF and t.head.i in over]
            return [t for head in heads for t in with_conjuncts(head)]
        if at.pos_ in ("VERB", "AUX", "PUNCT"):
            break
    return []


def _nearest(mentions: Mentions, verb: Any, row: Verb, found: Arguments) -> Arguments:
    """Return the arguments with the person right before a passive in the place of one whom another
    verb parts from it: "A got a year and his wife, B, was given two"."""
    if row.object not in (*_PEOPLE, "penalty") or not any(
        c.dep_ == "auxpass" for c in verb.children
    ):
        return found
    given = row.dative == "defendant" and bool(found.dative)
    held = found.dative if given else found.object
    name = lists.person_before(mentions.text, mentions.found, verb) if held else None
    if name is None or held[-1].idx >= name.start:
        return found
    between = [t for t in verb.doc[held[-1].i : verb.i] if t.idx < name.start]
    if any(t.tag_ in _FINITE and t.dep_ not in _CLAUSES for t in between):
        person = mentions.tokens(*name)[-1:]
        return found._replace(dative=person) if given else found._replace(object=person)
    return found


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
