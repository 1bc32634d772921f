"""What a word of the parse stands for: relative pronouns, appositions, totals, lists."""

from typing import Any

_DEEPEST = 6  # clauses that are climbed: deeper nesting is an error of the parse
_TOTALS = frozenset("total number majority handful".split())
_PLACES = ("GPE", "LOC", "FAC", "DATE")


def antecedent(token: Any) -> Any | None:
    """Return the noun that a relative pronoun stands for; None for every other word."""
    if token.lower_ not in ("who", "whom", "which", "that", "whose"):
        return None
    at = token.head
    for _ in range(_DEEPEST):
        if at.dep_ in ("relcl", "acl"):
            return principal(_person_near(at.head) if token.lower_ == "who" else at.head)
        if at.dep_ == "ROOT":
            return None
        at = at.head
    return None


def principal(noun: Any) -> Any:
    """Return the name that a common noun stands beside: in "Poe, an associate who", Poe."""
    named = noun.dep_ == "appos" and noun.pos_ == "NOUN" and noun.head.pos_ == "PROPN"
    return noun.head if named else noun


def resolved(tokens: list[Any]) -> list[Any]:
    """Return the tokens, a relative pronoun replaced by what it stands for."""
    found: list[Any] = []
    for token in tokens:
        stands_for = antecedent(token)
        if stands_for is None:
            found.append(_counted(token))
        elif _plural(token.head) and stands_for.dep_ == "conj" and stands_for.tag_ != "NNS":
            found.append(_first_of_list(stands_for))  # "A and B, who were charged"
        else:
            found.append(stands_for)
    return found


def _person_near(noun: Any) -> Any:
    """Return whom "who" stands for: in "a man in Ohio, who", the man."""
    for _ in range(_DEEPEST):
        up = noun.head
        if up.dep_ == "prep":
            up = up.head
        of_person = noun.ent_type_ == "ORG" and (
            up.ent_type_ == "PERSON" or (up.dep_ == "appos" and noun.head.lower_ != "of")
        )
        if noun.ent_type_ not in _PLACES and not of_person:
            break
        if up.pos_ not in ("NOUN", "PROPN", "NUM") or up.i == noun.i:
            break
        noun = up
    return noun


def first_of_headline(noun: Any) -> Any:
    """Return the first of a list in a headline without a verb: "Dealer and five others jailed"."""
    over = noun
    while over.dep_ == "conj":
        over = over.head
    return over if over.dep_ == "ROOT" and over.pos_ in ("NOUN", "PROPN", "NUM") else noun


def _first_of_list(token: Any) -> Any:
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
        token = token.head
    if token.dep_ == "appos" and token.head.dep_ in ("attr", "dobj", "pobj"):
        token = token.head
    return token


def _counted(token: Any) -> Any:
    """Return what "a total of", "fifty of", is part of."""
    if any(c.dep_ == "appos" for c in token.children):  # "one of the men, A, was"
        return token
    if token.lemma_.lower() in _TOTALS or token.tag_ == "CD":
        for child in token.children:
            if child.lower_ == "of":
                return next((c for c in child.children if c.dep_ == "pobj"), token)
    return token


def _plural(verb: Any) -> bool:
    return verb.lower_ in ("are", "were", "have") or any(
        c.dep_ in ("aux", "auxpass") and c.lower_ in ("are", "were", "have") for c in verb.lefts
    )
