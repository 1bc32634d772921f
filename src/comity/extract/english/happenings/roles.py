"""Who does what to whom: a verb's or noun's arguments, read off the dependency parse.

The passive, relative clauses, control ("accused of leading"), participles after a noun, shared
subjects and all conjuncts are undone, so that ``subject`` always is who does it, and ``object``
whom or what it is done to.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from comity.extract.english.happenings.antecedents import (
    antecedent,
    first_of_headline,
    principal,
    resolved,
)
from comity.extract.english.happenings.coordination import shared_object, with_conjuncts

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECTS = ("dobj", "obj")
_DEEPEST = 6  # clauses that are climbed: deeper nesting is an error of the parse
_OUTSIDE = frozenset("according including because despite after".split())
_ACCUSING = frozenset("accuse suspect convict acquit clear charge indict".split())
_OBJECT_ACTS = frozenset("of for with from into over as".split())  # "convicted him of selling"


class Arguments(NamedTuple):
    """The heads of what goes with a verb: ``prepositions`` maps "to", "in" … to their nouns."""

    subject: list[Any]
    object: list[Any]
    dative: list[Any]
    prepositions: list[tuple[str, Any]]
    passive: bool


def of_verb(verb: Any, transitive: bool = True) -> Arguments:
    """Return the arguments of a verb.

    ``transitive`` says that the verb always has an object: a headline's "Nine jailed in Hebei",
    where only the subject is there, is then read as the passive that it is.
    """
    if verb.dep_ == "amod":  # "the arrested men"
        return Arguments([], _all([verb.head]), [], [], True)
    own = subjects_of(verb)
    passive = is_passive(verb)
    done_to = [c for c in verb.children if c.dep_ in _OBJECTS]
    inherits = verb.dep_ == "conj" and is_passive(verb.head)
    if not done_to and not inherits and (done_to := shared_object(verb)):
        passive = False
    dative = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    if verb.dep_ in ("acl", "relcl") and not passive and not done_to and not _gap_filled(verb):
        done_to = [verb.head]
    alone = own and _bare(verb) and not _joined(verb)
    if transitive and alone and not (passive or done_to or dative):
        passive = True
    prepositions = list(prepositions_of(verb))
    if passive:
        agents = [noun for word, noun in prepositions if word == "by"]
        given = done_to  # "was given a sentence": the subject receives, the object is given
        return Arguments(
            _all(agents),
            _all(resolved(given or own)),
            _all(resolved(own)) if given else [],
            prepositions,
            True,
        )
    return Arguments(
        _all(resolved(own)), _all(resolved(done_to)), _all(dative), prepositions, False
    )


def of_noun(noun: Any) -> list[tuple[str, Any]]:
    """Return what goes with a noun: its prepositions, its possessor ("poss"), and its modifiers
    ("compound")."""
    found = list(prepositions_of(noun))
    for child in noun.children:
        if child.dep_ == "poss":
            found += [("poss", t) for t in _all([child])]
        elif child.dep_ in ("compound", "nmod") or (child.dep_ == "amod" and child.tag_ != "JJS"):
            found.append(("compound", child))
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            found += list(prepositions_of(child))
    return found


def is_passive(verb: Any) -> bool:
    """Return whether the verb is in the passive, with or without an auxiliary."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
        return True
    if verb.dep_ == "acl":
        return bool(verb.tag_ in ("VBN", "VBD"))
    if verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and not _own_subject(verb):
        if not is_passive(verb.head):
            return False
        return verb.tag_ == "VBN" or not any(c.dep_ in _OBJECTS for c in verb.children)
    return bool(
        verb.tag_ == "VBN"
        and verb.dep_ in ("advcl", "ROOT", "pcomp", "ccomp", "dep")
        and not any(c.dep_ == "aux" and c.lemma_ in ("have", "'ve", "'d") for c in verb.children)
        and not any(c.dep_ in _OBJECTS for c in verb.children)
    )


def subjects_of(verb: Any, depth: int = 0) -> list[Any]:
    """Return the heads of a verb's grammatical subject, shared or understood ones too."""
    own = _own_subject(verb)
    up, dep = verb.head, verb.dep_
    if own or depth > _DEEPEST or up.i == verb.i:
        return resolved(own)
    if dep == "conj" and up.pos_ in ("VERB", "AUX"):
        return subjects_of(up, depth + 1)
    if dep in ("acl", "relcl"):
        return _subject_of_participle(verb, depth)
    if dep in ("xcomp", "pcomp", "advcl", "ccomp"):
        return _understood(verb, depth)
    return []


def _subject_of_participle(verb: Any, depth: int) -> list[Any]:
    """Return whom a clause after a noun is about: "a man wanted", "the plan to sell"."""
    noun = verb.head
    if noun.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        if any(c.lower_ == "to" for c in verb.lefts) and not _only(noun):
            return _owners(noun)
        return [first_of_headline(principal(noun))]
    if noun.dep_ == "attr":  # "the ship was the largest ever seized"
        return subjects_of(noun.head, depth + 1)
    return []


def _only(noun: Any) -> bool:
    return any(c.lower_ in ("only", "first", "last", "latest") for c in (noun, *noun.children))


def _understood(verb: Any, depth: int) -> list[Any]:
    """Return the subject that a clause takes from the verb above it: its object or its subject."""
    up, by_object = verb.head, verb.dep_ == "xcomp"
    if verb.dep_ == "pcomp" and up.dep_ in ("prep", "agent"):
        by_object = up.lower_ in _OBJECT_ACTS
        up = up.head
        if up.pos_ in ("NOUN", "PROPN"):
            accused = up.dep_ in _OBJECTS and up.head.lemma_ in _ACCUSING
            return [up] if accused else _owners(up)
    marked = verb.dep_ == "ccomp" and any(c.dep_ == "mark" for c in verb.children)
    if marked or up.pos_ not in ("VERB", "AUX"):
        return []
    objects = [c for c in up.children if c.dep_ in _OBJECTS or c.dep_ == "dative"]
    return objects if by_object and objects and not is_passive(up) else subjects_of(up, depth + 1)


def where(verb: Any) -> Any | None:
    """Return the place of "in Chicago, where he was charged"."""
    at = verb
    for _ in range(_DEEPEST):
        if at.dep_ in ("relcl", "advcl") and any(c.lower_ == "where" for c in at.children):
            return at.head
        if at.dep_ != "conj":
            break
        at = at.head
    return None


def _all(heads: list[Any]) -> list[Any]:
    return [token for head in heads for token in with_conjuncts(head)]


def _own_subject(verb: Any) -> list[Any]:
    return [c for c in verb.children if c.dep_ in _SUBJECTS]


def _owners(noun: Any) -> list[Any]:
    owners = [c for c in noun.children if c.dep_ == "poss"]
    if owners or noun.dep_ not in _OBJECTS:
        return owners
    return subjects_of(noun.head, _DEEPEST)


def _gap_filled(verb: Any) -> bool:
    """Return whether a clause after a noun says by a pronoun, or as a participle, what it is."""
    if verb.dep_ == "acl" and verb.tag_ in ("VBG", "VB"):
        return True
    return any(
        c.lower_ in ("who", "which", "that", "whom", "when", "where", "whose")
        or c.dep_ == "mark"
        or any(g.lower_ in ("which", "whom", "whose") for g in c.children)
        for c in verb.children
        if c.i < verb.i
    )


def _joined(verb: Any) -> bool:
    """Return whether a verb shares its subject with an active one: "bought it and paid"."""
    first = verb.dep_ == "conj" and not _own_subject(verb)
    return bool(first) and any(c.dep_ in _OBJECTS for c in verb.head.children)


def _bare(verb: Any) -> bool:
    return verb.tag_ in ("VBD", "VBN") and not any(
        c.dep_ in ("aux", "auxpass", "xcomp", "ccomp") for c in verb.children
    )


def prepositions_of(word: Any) -> Iterator[tuple[str, Any]]:
    """Yield the prepositions that hang on a word, each with its nouns."""
    for child in word.children:
        if child.lower_ in ("along", "together"):
            for preposition in child.children:
                yield from _after(preposition)
        elif child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "PART"):
            yield from _after(child)


def _after(preposition: Any) -> Iterator[tuple[str, Any]]:
    word = preposition.lower_
    if word in _OUTSIDE:
        return
    for child in preposition.children:
        if child.dep_ == "pobj":
            for noun in with_conjuncts(child):
                yield word, antecedent(noun) or noun
        elif child.dep_ == "prep":  # "out of India", "from inside a prison"
            for _, noun in _after(child):
                yield ("from" if word == "out" else word), noun
