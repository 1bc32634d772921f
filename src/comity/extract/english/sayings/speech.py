"""The words that report speech: which verbs say, tell, deny or describe, and where they do so."""

from typing import Any, NamedTuple

from comity.extract.english.parties.nouns import WRITINGS
from comity.extract.english.sayings.layout import Layout

SAYS = frozenset(
    """say tell add allege claim warn admit insist confirm announce acknowledge state argue contend
    maintain testify concede explain assert boast brag complain""".split()
)
"""Verbs that take what is said with or without "that"."""
STATES = frozenset(
    """accept advise affirm agree assure attest caution certify charge clarify comment conclude
    confess convey counter declare detail disclose divulge emphasise emphasize estimate explain
    find forecast guarantee hint hold imply indicate inform lament mention note notify observe
    opine pledge point posit post posit predict profess promise pronounce protest read reassure
    recall recount reiterate relate remark remind repeat reply report respond reveal rule show
    speculate specify stress submit suggest swear tweet underline underscore vow write""".split()
)
"""Verbs that report speech only with "that", a clause, or a quotation."""
QUOTES = frozenset(
    """answer ask begin boom chant continue cry demand exclaim go grumble joke message mutter plead
    press query question quip reason retort scream shout sigh text urge whisper wonder
    yell""".split()
)
"""Verbs that report speech only beside a quotation."""
TELLS = frozenset(
    "advise assure brief caution inform notify promise reassure remind show tell warn".split()
)
"""Verbs whose object is the one spoken to."""
REJECTS = frozenset("contest dismiss dispute rebuff rebut refute reject".split())
"""Verbs that deny where their object is an ``ASSERTIONS`` noun."""
ADMITS = frozenset("acknowledge admit concede confess".split())
"""Verbs that also take a noun or "-ing": "admitted smuggling turtles"."""
LABELS = frozenset("brand call deem label term".split())
LABELS_AS = frozenset(
    """blast brand characterise characterize condemn decry denounce depict describe dub hail label
    lambast lambaste portray praise slam tout""".split()
)
HEARSAY = frozenset("allege claim purport report rumor rumour say".split())
"""Verbs that in the passive give what is said by nobody: "is alleged to have"."""
ADVERBS = frozenset("allegedly purportedly reportedly supposedly".split())
ASSERTIONS = frozenset(
    """accusation allegation assertion charge claim complaint contention criticism finding idea
    insinuation narrative notion report rumor rumour speculation story suggestion
    theory""".split()
)
FALSE = frozenset(
    """absurd baseless bogus fabricated false fake fictitious frivolous groundless inaccurate
    incorrect invented irresponsible laughable ludicrous malicious meritless misleading nonsense
    nonsensical outrageous preposterous ridiculous slanderous smear smears unfounded
    unsubstantiated unsupported untrue wrong""".split()
)
"""With an assertion as its subject, each of these denies it."""
_DOCUMENT_ONLY = frozenset("detail find hold indicate read show suggest".split())
_SOURCELESS = frozenset("age agreement plan rank schedule size that this which whom".split())
_STATED = frozenset("alleged charged contained described detailed outlined set stated".split())
"""As in court papers: "As alleged in the indictment, ..."."""
_GOES_ON = frozenset("begin continue go proceed start".split())
"""Verbs that leave what is said after them a fact: "continued to deny", "went on to say"."""
_MISREAD = frozenset("allege claim report".split())
_ACCUSES = frozenset("accuse allege charge suspect".split())
_FORMS = {"deny": "denies", "hear": "heard"} | dict.fromkeys(REJECTS, "rejects")
_WORTH_A_LOOK = SAYS | STATES | QUOTES | ADMITS | LABELS | LABELS_AS | frozenset(_FORMS)


class Cue(NamedTuple):
    """A word that reports speech, and how.

    ``form`` is ``says``, ``denies``, ``rejects``, ``labels`` or ``labels as`` for a verb; ``told``
    and ``hearsay`` for one in the passive; ``adverb``; ``source`` for "according to".
    """

    token: Any
    form: str


def cues(layout: Layout) -> list[Cue]:
    """Return the words that report speech, in order; none lies in a quotation."""
    found = []
    for token in layout.doc:
        form = _form(token)
        if form and not layout.quote_at(token.idx) and not _is_named(token, layout):
            found.append(Cue(token, form))
    return found


def _is_named(token: Any, layout: Layout) -> bool:
    """Return whether the word is part of a name: "Said Mwinyi"."""
    return bool(token.text[:1].isupper() and layout.name_at(token.idx))


def _form(token: Any) -> str:
    word = token.lower_
    if word in ("according", "as"):
        return _source(token)
    if word in ADVERBS:
        return "adverb"
    if token.tag_[:2] != "VB":
        if word in _MISREAD and _has_speaker(token):
            return "says"
        return "says" if word == "states" and _after_writing(token) else ""
    lemma = token.lemma_.lower()
    if lemma not in _WORTH_A_LOOK or not _happens(token):
        return ""
    return _passive_form(token, lemma) if is_passive(token) else _active_form(token, lemma)


def _after_writing(token: Any) -> bool:
    """Return whether "states" stands where only a verb can: "..., the complaint states."."""
    if not token.i or token.i + 1 >= len(token.doc):
        return False
    before, after = token.nbor(-1), token.nbor(1)
    return before.lemma_.lower() in WRITINGS and (after.is_punct or after.lower_ == "that")


def _has_speaker(token: Any) -> bool:
    """Return whether what the parse takes for a noun has a subject and a clause, as a verb has."""
    return any(c.dep_ == "nsubj" for c in token.lefts) and any(
        c.dep_ == "ccomp" for c in token.rights
    )


def _source(token: Any) -> str:
    doc, at = token.doc, token.i + 1
    if token.lower_ == "as":
        stated = at + 2 < len(doc) and doc[at].lower_ in _STATED and doc[at + 1].lower_ == "in"
        return "source" if stated else ""
    if at + 1 >= len(doc) or doc[at].lower_ != "to" or doc[at + 1].lower_ in _SOURCELESS:
        return ""
    return "source"


def _active_form(token: Any, lemma: str) -> str:
    if token.tag_ == "VBN" and not _has_perfect(token) and not _own_subject(token):
        return ""
    if lemma == "say" and any(c.dep_ == "xcomp" and c.left_edge.tag_ == "TO" for c in token.rights):
        return ""  # "two men, said to be at large"
    if lemma in LABELS_AS and any(t.lower_ == "as" for t in _window(token, 30)):
        return "labels as"
    if lemma in LABELS:
        return "labels"
    if lemma in LABELS_AS:
        return ""
    return _FORMS.get(lemma, "says")


def _passive_form(token: Any, lemma: str) -> str:
    if lemma in LABELS_AS and any(t.lower_ == "as" for t in _window(token, 12)):
        return "labels as"
    if lemma == "tell":
        ordered = any(
            c.tag_ == "VB" and c.dep_ != "relcl" and any(t.tag_ == "TO" for t in c.lefts)
            for c in token.rights
        )
        return "" if ordered else "told"
    if lemma in LABELS and any(c.dep_ == "agent" for c in token.children):
        return "labels"
    return "hearsay" if lemma in HEARSAY and token.dep_ != "acl" else ""


def _happens(token: Any) -> bool:
    """Return whether the verb tells what was said: no negation, wish, plan or condition."""
    infinitive = bare = False
    for child in token.lefts:
        if child.dep_ == "neg":
            return False
        if child.dep_ in ("aux", "auxpass"):
            infinitive |= child.tag_ == "TO"
            bare |= child.tag_ == "MD"
    if bare:
        return False
    accused = token.dep_ == "pcomp" and token.head.head.lemma_ in _ACCUSES
    if accused:
        return False
    if infinitive:
        return token.head.lemma_ in _GOES_ON
    return bool(token.tag_ != "VB" or any(c.lower_ in ("did", "does", "do") for c in token.lefts))


def is_passive(token: Any) -> bool:
    """Return whether a verb is in the passive, or stands after its noun ("described by")."""
    if token.tag_ not in ("VBN", "VBD"):
        return False
    kinds = {child.dep_ for child in token.children}
    return bool("auxpass" in kinds or (token.tag_ == "VBN" and token.dep_ == "acl"))


def needs_document(lemma: str) -> bool:
    """Return whether the verb reports speech only of a writing: "the records show"."""
    return lemma in _DOCUMENT_ONLY


def _has_perfect(token: Any) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in token.lefts)


def _own_subject(token: Any) -> bool:
    return any(c.dep_ == "nsubj" for c in token.children)


def _window(token: Any, size: int) -> Any:
    return token.doc[token.i + 1 : token.i + 1 + size]
