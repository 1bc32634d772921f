"""Verbs of headlines, which the parse often takes for nouns: "Court sentences drug lord"."""

from typing import Any

from comity.extract.roles import Arguments, prepositions_of, with_conjuncts

_FINITE = ("VBD", "VBZ", "VBP", "VBN", "MD")
_ENDS = (
    "ADP",
    "PUNCT",
    "CCONJ",
    "SPACE",
    "VERB",
    "AUX",
)  # what follows a noun that ends its phrase


def is_verb(token: Any) -> bool:
    """Return whether a noun is the verb of a headline that has no other."""
    sides = {c.dep_ for c in token.children}
    if "dobj" in sides and "nsubj" in sides:
        return True
    if token.tag_ != "NNS" or not token.i or token.nbor(-1).pos_ not in ("NOUN", "PROPN"):
        return False
    sentence = token.sent
    if token.i + 1 >= sentence.end or token.i == sentence.start or sentence[-1].text == ".":
        return False
    if token.nbor(1).pos_ in _ENDS:
        return False
    return not any(t.tag_ in _FINITE for t in sentence)


def of_verb(token: Any) -> Arguments:
    """Return the arguments of such a verb: the nouns on its two sides."""
    done_to = [c for c in token.children if c.dep_ in ("dobj", "obj")]
    prepositions = list(prepositions_of(token))
    if not done_to and token.dep_ == "compound":
        done_to = [token.head]
        prepositions += list(prepositions_of(token.head))
    objects = [noun for head in done_to for noun in with_conjuncts(head)]
    subjects = [c for c in token.children if c.dep_ == "nsubj"] or [token.nbor(-1)]
    return Arguments(subjects, objects, [], prepositions, False)
