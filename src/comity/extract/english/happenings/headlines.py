"""Headlines: "Court sentences drug lord", which the parse often takes for nouns, and those in
which Every Word Has A Capital, of which it makes nothing and whose words are read in their order.
"""

import re
from typing import Any

from comity.extract.english.happenings import penalties, triggers
from comity.extract.english.happenings.cast import Cast
from comity.extract.english.happenings.coordination import with_conjuncts
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.english.happenings.roles import Arguments, prepositions_of
from comity.extract.english.happenings.triggers import Verb
from comity.extract.finding import Event, Span

_FINITE = ("VBD", "VBZ", "VBP", "VBN", "MD")
_ENDS = (
    "ADP",
    "PUNCT",
    "CCONJ",
    "SPACE",
    "VERB",
    "AUX",
)  # what follows a noun that ends its phrase
_AT = re.compile(r"\b(?:in|at|from|near|off) (?:\S+ )?$", re.IGNORECASE)
_LONGEST = 24
_SMALL = 4  # letters up to which a word of a headline may have no capital
_STOPS = frozenset(
    """after against amid and as at before by during for from if in into near of on over since to
    under while with worth , ; : - – — | .""".split()
)
_AUXILIARIES = frozenset("is are was were has have had been being be to will may could".split())
_PLURAL = frozenset(("police", ",", "and", "men"))
_WITHIN = frozenset("of and with &".split())
_FUTURE = frozenset("to will may could".split())


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
    return not any(t.tag_ in _FINITE and t.dep_ != "amod" for t in sentence)


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


def is_titled(sentence: Any) -> bool:
    """Return whether a sentence is a headline in which all but small words have a capital."""
    words = [t for t in sentence if t.is_alpha]
    if not len(words) >= 3 or len(sentence) > _LONGEST or sentence[-1].text in ".?:":
        return False
    return all(t.text[0].isupper() or len(t.text) <= _SMALL for t in words) and any(
        t.text[0].isupper() and triggers.forms().get(t.lower_) for t in words
    )


def read(mentions: Mentions, token: Any) -> Event | None:
    """Return the event that a word of such a headline tells by the first row that fits, or None."""
    if not token.text[0].isupper() or token.i == token.sent.start:
        return None
    before = token.nbor(-1).lower_
    for lemma, form in triggers.forms().get(token.lower_, ()):
        if form == "base" and not (before in _PLURAL or before.endswith("s")):
            continue
        if form in ("s", "base") and (before in _AUXILIARIES or before in _STOPS - {",", ";"}):
            continue
        if form == "ing" and before not in ("for", "of", "with"):
            continue
        for row in triggers.verbs()[lemma]:
            event = _read_row(mentions, token, row, form)
            if event:
                return event
    return None


def _read_row(mentions: Mentions, token: Any, row: Verb, form: str) -> Event | None:
    text, end = mentions.text, token.idx + len(token.text)
    if row.after:
        match = re.compile(r"\s+" + row.after, re.IGNORECASE).match(text, end)
        if not match:
            return None
        end = match.end()
    left, right = _left(token), _right(token, end)
    passive = form == "ed" and not (right and not left)
    if passive and right and row.object != "penalty" and not row.after:
        passive = mentions.sort(right[-1]) in ("penalty", "money", "date")
    subject, done_to = ([], left) if passive else (left, right)
    role_of_object = row.object
    if passive and row.object == "penalty":
        subject, done_to, role_of_object = [], left, "defendant"
    cast = Cast(mentions, token, row.schema)
    wanted = triggers.sorts(row.needs)
    if row.object == "penalty":
        wanted = frozenset()
    if wanted and not (done_to and mentions.sort(done_to[-1]) in wanted):
        return None
    if not row.after and not done_to and row.object:
        return None
    by = triggers.sorts(row.by) if row.by else frozenset()
    if by and subject and mentions.sort(subject[-1]) not in by:
        return None
    for words, role in ((subject, row.subject), (done_to, role_of_object)):
        sort = mentions.sort(words[-1]) if words else ""
        acts = sort != "person" or role not in ("agency", "court")
        if words and role and role != "penalty" and sort != "place" and acts:
            span = _span(mentions, words)
            cast.put(span.start, span.end, "object" if role == "cargo" else role)
    _cast_rest(cast, token, row, end)
    if row.needs == "penalty" and not cast.has("penalty"):
        return None
    return cast.event(end if row.after else token.idx + len(token.text), "")


def _cast_rest(cast: Cast, token: Any, row: Verb, end: int) -> None:
    """Cast the penalty and the places that follow in the headline."""
    found, last = cast.mentions.found, token.sent.end_char
    if row.schema == "Sentence":
        for span in penalties.all_in(cast.text, end, last)[:1]:
            cast.put(span.start, span.end, "penalty")
    for name in found.names:
        after = name.kind == "place" and end <= name.start and name.end <= last
        if after and _AT.search(cast.text[end : name.start]):
            cast.put(name.start, name.end, "place")


def _left(token: Any) -> list[Any]:
    """Return the words before a verb, to the last stop; those of the verb before it, if none."""
    words: list[Any] = []
    for at in reversed(token.doc[token.sent.start : token.i]):
        if at.lower_ in _AUXILIARIES and not words:
            continue
        told = any(form == "ed" for _, form in triggers.forms().get(at.lower_, ()))
        if (at.lower_ in _STOPS and at.lower_ not in _WITHIN) or at.text in ",;:" or told:
            break
        words.insert(0, at)
    if words and (words[-1].is_punct or words[-1].lower_ in _WITHIN):
        words = words[:-1]
    if words:
        return words
    for at in token.doc[token.sent.start + 1 : token.i]:
        if any(f != "ing" for _, f in triggers.forms().get(at.lower_, ())):
            return _left(at)
    return []


def _right(token: Any, end: int) -> list[Any]:
    words: list[Any] = []
    for at in token.doc[token.i + 1 : token.sent.end]:
        if at.idx < end:
            continue
        if (at.lower_ in _STOPS and (at.lower_ not in ("of", "and") or not words)) or at.is_space:
            break
        words.append(at)
    return words


def _span(mentions: Mentions, words: list[Any]) -> Span:
    if words[0].lower_ in ("a", "an", "the") and len(words) > 1:
        words = words[1:]
    return Span(words[0].idx, words[-1].idx + len(words[-1].text))
