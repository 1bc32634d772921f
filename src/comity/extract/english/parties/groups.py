"""People who are counted and not named: "nine people", "three of the nine", "six others"."""

import re
from bisect import bisect_left, bisect_right
from typing import Any, NamedTuple

from comity.extract.english.happenings import lists
from comity.extract.english.parties.nouns import NATIONALS, PEOPLE
from comity.extract.english.parties.wholes import taken_from
from comity.extract.english.values import numbers
from comity.extract.finding import Findings, Group

_MODIFIERS = frozenset(
    "AFX JJ JJR JJS NN NNP NNPS NNS VBN VBG VBD VB HYPH RB CC POS CD , `` ''".split()
)
"""Tags of what may stand between a number and its noun, as the tagger gives them."""
_SPAN_OF_MODIFIERS = 7
_PLURALS = re.compile(r"[A-Z]\w+(?:ans|ese|ards)$")
_OF = re.compile(r"\s+of\s+(whom|them|those|these|the|its|his|her|their|our|which)\b", re.I)
_NO_PEOPLE = re.compile(
    r"\s*(?:percent|per cent|%|years?|months?|days?|hours?|times|[ap]\.?m)\b", re.I
)
_HEADLINE = frozenset(
    """accused acquitted arrested bailed behind caught charged convicted dead deported detained die
    died executed extradited face facing fined found freed get given guilty held imprisoned
    indicted injured jailed killed nabbed plead pleaded rescued sentenced shot sought stand
    suspected wanted wounded""".split()
)
"""Words that follow a bare number at the head of a line if it counts people."""
_DONE_TO = frozenset(
    """accuse acquit arrest bust capture charge convict deport detain execute extradite fine free
    hold imprison indict injure jail kill nab rescue sentence shoot sue wound""".split()
)
"""Verbs whose bare object counts people: "China jails nine"."""
_PREDICATES = _DONE_TO | frozenset(
    """admit appear await confess cooperate deny die escape face find flee get give live name order
    plead receive release remain say serve stand surrender testify try wait work""".split()
)
_SHARE = re.compile(r"(?:^|[.;]\s+|\n)(?:out )?of (?:the|those|these|its|all)\b[^.;\n]*$", re.I)
"""A sentence that begins with the whole: "Of the nine, one ..."."""
_OWNED = frozenset("his her its their my our the".split())


class _Page(NamedTuple):
    """A parsed text; spaCy joins ``doc.text`` anew each time that it is asked for it."""

    doc: Any
    text: str


_PEOPLE = 10**10
"""More than there are people: a longer number counts something else."""


def find(doc: Any, found: Findings) -> list[Group]:
    """Return the groups in the order of the text; ``part_of`` only where the words carry it."""
    persons = [n for n in found.names if n.kind == "person"]
    taken = sorted(
        [(d.start, d.end) for d in found.dates]
        + [(m.start, m.end) for m in found.sums]
        + [(i.start, i.end) for i in found.identifiers]
    )
    page = _Page(doc, doc.text)
    text = page.text
    starts = [token.idx for token in doc]
    groups: list[Group] = []
    for number in numbers.find(text):
        first = bisect_left(starts, number.start)
        at = bisect_right(taken, (number.start, len(text) + 1)) - 1
        if (
            first == len(doc)
            or starts[first] != number.start
            or not 1 <= number.value < _PEOPLE
            or number.value % 1
            or (at >= 0 and taken[at][1] > number.start)
        ):
            continue
        last = _last(page, first, bisect_left(starts, number.end) - 1, groups)
        if last is None:
            continue
        end = doc[last].idx + len(doc[last].text)
        group = Group(number.start, end, int(number.value))
        if not lists.names_follow(group, doc[last], text, persons):
            groups.append(group)
    found_in = taken_from(groups, text, persons)
    # "One of the men" is nobody's part, and no group, unless the text counted the men.
    return [g for g in found_in if g.size > 1 or g.part_of or " " in text[g.start : g.end]]


def _last(page: _Page, first: int, j: int, groups: list[Group]) -> int | None:
    """Return the last token of the people that tokens ``first`` to ``j`` count; None for none."""
    doc, text = page
    after = doc[j].idx + len(doc[j].text)
    if first and doc[first - 1].text[-1:] in "$£€¥#":
        return None
    if _NO_PEOPLE.match(text, after):
        return None
    of = _OF.match(text, after)
    if of:
        word = of[1].lower()
        aside = word in ("them", "those", "these") and _near(groups, page, first, clause=True)
        if word in _OWNED:  # "five of his associates"
            owned = _owned(doc, j)
            if owned is not None and (doc[j].lower_ not in ("one", "1") or aside):
                return owned
        return j if aside or _people_follow(doc, j, word) else None
    noun = _noun(page, j, groups)
    if noun is None:
        return j if _stands_alone(page, first, j, groups) else None
    single = doc[j].lower_ in ("one", "1")
    return None if single and not _near(groups, page, first) else noun


def _noun(page: _Page, j: int, groups: list[Group]) -> int | None:
    """Return the noun for people that the number at ``j`` counts, past its modifiers."""
    doc = page.doc
    one = doc[j].lower_ in ("one", "1")
    for at in range(j + 1, min(len(doc), j + 1 + _SPAN_OF_MODIFIERS)):
        token = doc[at]
        following = doc[at + 1] if at + 1 < len(doc) else None
        if token.lower_ == "others":
            return at
        if token.lower_ == "more" and at == j + 1 and _more(doc, j, groups, page):
            return at
        if _is_people(token, one) and not _only_modifies(following, one):
            return at
        if token.tag_ not in _MODIFIERS or (at == j + 1 and token.tag_ in ("CC", ",")):
            return None
        if (
            token.tag_ == "NNS"
            and token.is_alpha
            and token.head.i <= at
            and not _is_people(token, one)
        ):
            return None
    return None


def _more(doc: Any, j: int, groups: list[Group], page: _Page) -> bool:
    """Return whether "six more" are people: by what they do, or by those counted before them."""
    after = doc[j + 2] if j + 2 < len(doc) else None
    alone = after is None or after.pos_ in ("ADP", "VERB", "AUX", "PUNCT")
    return _acts(doc[j], doc[j + 1]) or (alone and _near(groups, page, j))


def _is_people(token: Any, one: bool) -> bool:
    if token.text in NATIONALS or _PLURALS.match(token.text):
        return token.ent_type_ == "NORP" or token.tag_ in ("NNS", "NNPS")
    if token.tag_[:2] not in ("NN", "JJ"):
        return False
    lemma = token.lemma_.lower()
    if token.lower_ in ("people", "personnel", "crew"):
        return True
    known = lemma in PEOPLE or lemma.rsplit("-", 1)[-1] in PEOPLE
    return known and (one or token.tag_ in ("NNS", "NNPS"))


def _only_modifies(following: Any, one: bool) -> bool:
    """Return whether a noun for people stands before the noun that is counted ("users' homes")."""
    if following is None:
        return False
    return (
        following.tag_ in ("POS", "HYPH")
        or following.text in ("'", "’")
        or (following.tag_ in ("NN", "NNS") and following.dep_ != "npadvmod")
        or _is_people(following, one)
    )


def _people_follow(doc: Any, j: int, word: str) -> bool:
    """Return whether what a number is taken "of" is people: "five of whom", "two of the men"."""
    if word in ("whom", "which"):
        return word == "whom"
    if word in ("them", "those", "these"):
        return _acts(doc[j])
    for token in doc[j + 3 : j + 10]:
        if _is_people(token, False):
            return True
        if token.tag_ == "CD" and token.nbor(1).tag_ not in _MODIFIERS:
            return _acts(doc[j])
        if token.tag_ not in _MODIFIERS and token.tag_ not in ("PRP$", "DT"):
            return False
    return False


def _owned(doc: Any, j: int) -> int | None:
    """Return the noun of "five of his associates", if it is for people."""
    for at in range(j + 3, min(len(doc), j + 7)):
        if doc[at].tag_ in ("NNS", "NNPS"):
            return at if _is_people(doc[at], False) else None
        if doc[at].tag_ not in ("JJ", "NN", "HYPH", "AFX", "VBN"):
            return None
    return None


def _acts(*tokens: Any) -> bool:
    """Return whether one of the tokens is subject or object of what is done by or to people."""
    for token in tokens:
        verb = token.head
        if token.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in _PREDICATES:
            return True
        if token.dep_ == "dobj" and verb.lemma_.lower() in _DONE_TO:
            return True
    return False


def _stands_alone(page: _Page, first: int, j: int, groups: list[Group]) -> bool:
    """Return whether a bare number counts people: by its verb, or by the group before it."""
    doc = page.doc
    token = doc[j]
    following = doc[j + 1] if j + 1 < len(doc) else None
    opens = doc[first].is_sent_start
    if opens and following is not None and following.lower_ in _HEADLINE:
        return True
    if (
        following is not None
        and following.tag_[:2] in ("NN", "JJ", "HY", "CD")
        and ((following.head.i > j and token.head.i != following.i) or token.head == following)
    ):
        return False
    subject = following is not None and following.tag_ in ("VBD", "VBP", "VBZ")
    if (
        subject
        and _near(groups, page, first)
        and _SHARE.search(page.text, max(0, groups[-1].start - 40), token.idx)
    ):
        return True
    the = first and doc[first - 1].lower_ == "the" and token.dep_ in ("nsubj", "nsubjpass")
    if the and following is not None and following.pos_ in ("VERB", "AUX"):
        return True  # "the six had acted"
    if _acts(token) and (token.lower_ != "one" or _near(groups, page, first)):
        return True
    joined = first and doc[first - 1].lower_ in ("and", ",")
    place = following is not None and following.lower_ in ("of", "from", "in", "each")
    return bool(joined and place and _near(groups, page, first, same_list=True))


def _near(
    groups: list[Group], page: _Page, first: int, same_list: bool = False, clause: bool = False
) -> bool:
    """Return whether people were counted earlier in the sentence of token ``first``.

    ``clause``: a semicolon does not end the sentence.
    """
    if not groups:
        return False
    between = page.text[groups[-1].end : page.doc[first].idx]
    if same_list and len(between) > 60:
        return False
    stop = r"[.!?\n]\s" if clause else r"[.;!?\n]\s"
    return len(between) < 200 and not re.search(stop, between)
