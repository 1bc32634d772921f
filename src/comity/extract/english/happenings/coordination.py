"""What is joined by "and", "or" and commas: nouns of one list, verbs that share an object."""

from typing import Any

_OBJECTS = ("dobj", "obj")
_DEEPEST = 6  # verbs that are followed from one to the next
_ACTIVE = ("VBD", "VBZ", "VBP", "VBN", "VB", "VBG")
_BUT_NOT = ("not", "n't", "except", "never")
_GIVEN = frozenset(
    "admit award deny face fine get give grant hand order plead receive refuse serve".split()
)
"""Verbs that in a headline's passive keep an object: "Man arrested and denied bail"."""


def with_conjuncts(token: Any) -> list[Any]:
    """Return the head of a noun phrase and those of all phrases that are coordinated with it."""
    found: list[Any] = []
    queue = [token]
    while queue and len(found) < 100:
        at = queue.pop(0)
        found.append(at)
        queue += [
            c
            for c in at.children
            if (c.dep_ == "conj" and c.pos_ not in ("VERB", "AUX") and not _excepted(c))
            or _listed(c, at)
        ]
    return sorted(found, key=lambda t: t.i)


def _excepted(child: Any) -> bool:
    """Return whether a coordinated noun is one of which it is not said: "A, but not B, was"."""
    first = child.left_edge
    return bool(first.lower_ in _BUT_NOT or (first.i and first.nbor(-1).lower_ in _BUT_NOT))


def _listed(child: Any, head: Any) -> bool:
    """Return whether what was parsed as an apposition is the next of a list ("77 firearms")."""
    return bool(
        child.dep_ == "appos"
        and child.i > head.i
        and child.left_edge.i
        and child.left_edge.nbor(-1).text == ","
        and any(c.dep_ == "nummod" for c in child.children)
        and any(c.dep_ in ("nummod", "quantmod", "compound") for c in head.children)
        and child.ent_type_ not in ("DATE", "CARDINAL")
    )


def shared_object(verb: Any) -> list[Any]:
    """Return the object that a verb shares with the next: "detained or questioned two men".

    A comma joins verbs only where "and" follows, and not in a headline ("Man jailed, fined").
    """
    at, listed = verb, False
    for _ in range(_DEEPEST):  # "tried, convicted and sentenced them"
        ahead = list(at.doc[at.i + 1 : min(at.i + 4, at.sent.end)])
        joined = [t for t in ahead[:2] if t.dep_ == "cc" or t.text == ","]
        then = ahead[len(joined)] if joined and len(ahead) > len(joined) else None
        if then is None or then.tag_ not in _ACTIVE or then.lemma_ in _GIVEN or _has_subject(then):
            return []
        listed = listed or joined[-1].dep_ != "cc"
        if then.dep_ != "conj" and not listed:
            return []
        if any(c.dep_ == "auxpass" for c in (*at.children, *then.children)):
            return []
        if held := [c for c in then.children if c.dep_ in _OBJECTS and c.ent_type_ != "MONEY"]:
            return held if not listed or at.sent[-1].text == "." else []
        at = then
    return []


def _has_subject(verb: Any) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "csubj") for c in verb.children)
