"""Whether what a verb or noun tells is said to have happened.

Not so for plans, conditions, general practice, and what is negated.
"""

from typing import Any

_MODALS = frozenset(
    """will would can could may might shall should must 'll 'd wo ca going""".split()
)
_NEGATIONS = frozenset("not n't never no without nor neither hardly".split())
_CONDITIONS = frozenset("if unless whether lest".split())
_GENERALLY = frozenset(
    "always usually often generally typically normally rarely commonly frequently".split()
)
_BEGINS = frozenset(
    """begin start continue use manage help go say allege believe think suppose report know proceed
    claim appear seem be have find admit accuse convict charge plead sentence reveal""".split()
)
_UNREAL_NOUNS = frozenset(
    """attempt conspiracy plan plot effort suspicion intent intention ability bid scheme possibility
    threat agreement risk request order power right chance way""".split()
)
_UNREAL_VERBS = frozenset(
    """conspire plan plot try attempt seek want hope intend threaten refuse fail deny avoid decline
    promise offer agree vow expect wish prepare stop prevent consider""".split()
)
_DEEPEST = 6


def told(word: Any) -> bool:
    """Return whether a verb, or the verb over a noun, tells what is said to have happened."""
    at = word
    for _ in range(_DEEPEST):
        if at.pos_ in ("VERB", "AUX") and not _real(at, at is word):
            return False
        up, dep = at.head, at.dep_
        if dep in ("ROOT", "relcl", "ccomp", "parataxis", "appos") or up.i == at.i:
            return True
        if dep == "conj" and at.pos_ in ("VERB", "AUX") and _has_subject(at):
            return True
        if dep == "advcl" and not _infinitive(at):
            return True
        if dep == "acl":
            return not (
                at.tag_ in ("VB", "VBG") and up.lemma_.lower() in _UNREAL_NOUNS
            ) and not _infinitive(at)
        if up.pos_ in ("NOUN", "PROPN") and up.lemma_.lower() in _UNREAL_NOUNS:
            return False
        if up.lemma_ in _UNREAL_VERBS and dep in ("xcomp", "pcomp"):
            return False
        at = up
    return True


def _real(verb: Any, first: bool) -> bool:
    for child in verb.children:
        if child.dep_ == "neg" or (child.lower_ in _NEGATIONS and child.dep_ == "advmod"):
            return False
        if child.dep_ == "aux" and child.lower_ in _MODALS and not _past_perfect(child, verb):
            return False
        if child.dep_ in ("mark", "advmod") and child.lower_ in _CONDITIONS:
            return False
        if first and child.lower_ in _GENERALLY and verb.tag_ in ("VBZ", "VBP", "VBN"):
            return not _present(verb)
        if child.dep_ in ("nsubj", "nsubjpass") and child.lower_ in (
            "no",
            "nobody",
            "none",
            "neither",
        ):
            return False
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(
            g.lower_ in ("no", "neither") and g.dep_ == "det" for g in child.children
        ):
            return False
    return not _infinitive(verb) or verb.head.lemma_.lower() in _BEGINS or _perfect(verb)


def _present(verb: Any) -> bool:
    """Return whether the clause is in the present: what is done in general, not what was done."""
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBZ", "VBP") and c.lemma_ == "be"
               for c in verb.children)  # fmt: skip


def _past_perfect(auxiliary: Any, verb: Any) -> bool:
    return bool(auxiliary.lower_ == "'d" and verb.tag_ == "VBN")


def _infinitive(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.lefts)


def _perfect(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.lefts)


def _has_subject(verb: Any) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
