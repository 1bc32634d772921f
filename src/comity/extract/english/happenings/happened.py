"""Whether what a verb or noun tells is said to have happened.

Not so for plans, conditions, general practice, and what is negated.
"""

from typing import Any

_MODALS = frozenset("will would can could may might shall should must 'll wo ca going".split())
_NEGATIONS = frozenset("not n't never no without nor neither hardly".split())
_NOBODY = frozenset("no nobody none neither".split())
_CONDITIONS = frozenset("if unless whether lest".split())
_GENERALLY = frozenset(
    "always usually often generally typically normally rarely commonly frequently".split()
)
_REACHED = frozenset(
    """allege appear begin believe claim continue find go help know manage proceed report reveal say
    seem start suppose think use""".split()
)
"""Verbs whose "to ..." tells what happened: "began to ship", "is said to sell"."""

_ONLY = frozenset("only first last latest second third".split())  # "the only one to stand trial"
_UNREAL_NOUNS = frozenset(
    """ability agreement attempt bid chance conspiracy effort intent intention order plan plot
    possibility power request right risk scheme suspicion threat way""".split()
)
_UNREAL_VERBS = frozenset(
    """agree attempt avoid consider conspire decline deny expect fail hope intend offer plan plot
    prepare prevent promise refuse seek stop threaten try vow want wish""".split()
)
_DELAYS = frozenset("delay delays failure refusal reluctance".split())
_DENIALS = frozenset("deny dispute doubt refute".split())
_VERBS = ("VERB", "AUX")
_SUBJECTS = ("nsubj", "nsubjpass")
_DEEPEST = 6


def told(word: Any) -> bool:
    """Return whether a verb, or the verb over a noun, tells what is said to have happened."""
    at = word
    for _ in range(_DEEPEST):
        if (at.pos_ in _VERBS and not _real(at, at is word)) or _wished(at):
            return False
        if _stands_alone(at):
            return True
        at = at.head
    return True


def _stands_alone(at: Any) -> bool:
    """Return whether what is above a word no longer bears on whether it happened."""
    if at.dep_ in ("ROOT", "relcl", "ccomp", "parataxis", "appos") or at.head.i == at.i:
        return True
    if at.dep_ == "conj":
        return at.pos_ in _VERBS and any(c.dep_ in _SUBJECTS for c in at.children)
    return at.dep_ in ("advcl", "acl") and not _infinitive(at)


def _wished(at: Any) -> bool:
    """Return whether the word above makes a plan, an attempt or a denial of it."""
    up, dep = at.head, at.dep_
    if dep == "pcomp" and up.head.lemma_.lower() in _DELAYS:
        return True  # "the delay in bringing charges"
    if up.pos_ in ("NOUN", "PROPN") and up.lemma_.lower() in _UNREAL_NOUNS:
        return dep not in ("relcl", "appos", "conj") and at.tag_ in ("VB", "VBG", "NN", "IN")
    if dep == "acl" and at.lemma_ == "lead" and up.dep_ == "pobj" and up.head.lower_ == "for":
        return True  # "a reward for information leading to his arrest"
    if up.lemma_ in _DENIALS and dep == "ccomp" and at.i > up.i:
        return True
    return up.lemma_ in _UNREAL_VERBS and dep in ("xcomp", "pcomp")


def _real(verb: Any, first: bool) -> bool:
    """Return whether the verb's own words say that it happened."""
    for child in verb.children:
        word, dep = child.lower_, child.dep_
        if (
            dep == "neg"
            or (dep == "aux" and word in _MODALS)
            or (dep == "advmod" and word in _NEGATIONS)
            or (dep in ("mark", "advmod") and word in _CONDITIONS)
            or (dep in (*_SUBJECTS, "dobj") and _nobody(child))
            or (first and word in _GENERALLY and _present(verb))
        ):
            return False
    if not _infinitive(verb) or _perfect(verb) or verb.head.lemma_.lower() in _REACHED:
        return True
    return any(c.lower_ in _ONLY for c in (verb.head, *verb.head.children))


def _nobody(noun: Any) -> bool:
    return noun.lower_ in _NOBODY or any(
        c.lower_ in _NOBODY and c.dep_ in ("det", "preconj", "cc") for c in noun.children
    )


def _present(verb: Any) -> bool:
    """Return whether the clause is in the present: what is done in general, not what was done."""
    return verb.tag_ in ("VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBZ", "VBP") and c.lemma_ == "be"
        for c in verb.children
    )


def _infinitive(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "TO" for c in verb.lefts)


def _perfect(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.lefts)
