"""Who speaks: from a reporting word to the words that name the speaker."""

import re
from itertools import pairwise
from typing import Any

from comity.extract.english.parties.nouns import BODIES, PEOPLE
from comity.extract.english.sayings.layout import Layout, end_of
from comity.extract.english.sayings.speech import Cue, is_passive
from comity.extract.finding import Name, Span

_INNER = frozenset(("amod", "compound", "nmod", "conj", "cc", "punct", "advmod", "npadvmod"))
_NOT_FIRST = frozenset(("DT", "PDT", "PRP$", "WDT", "WP", "WP$", "POS", ",", "CC", ":", "RB"))
_RELATIVE = frozenset(("who", "which", "that"))
_GENRE = frozenset(
    """account brief data estimate figure filing finding number post release report research
    statement statistic study""".split()
)
_BETWEEN = re.compile(
    r"[\s,]*(?:(?:on|late|early|later|also|then|has|had|have|again|previously|earlier|further|in"
    r"|a|statement|[A-Z][a-z]+day|Thurs|and)[\s,]+)*"
)
_FOR = re.compile(r" (?:(?:for|representing|defending) [^,]*|(?:of|to) (?:[a-z][\w-]* )*)")
_HEADLINE_GAP = re.compile(r"[\w\s.’'-]{0,60}")


def own_subject(verb: Any) -> Any | None:
    """Return the subject that the parse gives the verb, or makes a compound with it.

    It takes "the complaint states" for a noun phrase.
    """
    for child in verb.children:
        if child.dep_ == "nsubj" or (child.dep_ == "compound" and child.i == verb.i - 1):
            return child
    return None


def subject(verb: Any) -> Any | None:
    """Return the token that heads the verb's subject: its own, or that of the verb it goes with."""
    for _ in range(6):
        own = own_subject(verb)
        if own is not None:
            return _antecedent_of_relative(own, verb)
        as_ = verb.head if verb.dep_ == "pcomp" else None
        if as_ is not None and as_.lower_ == "as" and as_.head.lemma_ in ("quote", "cite"):
            return _quoted(as_.head)
        head = as_.head if as_ is not None else verb.head
        if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN"):
            return head
        own_clause = verb.dep_ in ("ccomp", "relcl", "parataxis", "ROOT")
        if own_clause or head is verb or head.pos_ not in ("VERB", "AUX"):
            return None
        passive = next((c for c in head.children if c.dep_ == "nsubjpass"), None)
        if passive is not None:
            return _antecedent_of_relative(passive, head)
        verb = head
    return None


def _quoted(verb: Any) -> Any | None:
    wanted = "nsubjpass" if is_passive(verb) else "dobj"
    return next((c for c in verb.children if c.dep_ == wanted), None)


def _antecedent_of_relative(token: Any, verb: Any) -> Any:
    if token.lower_ in _RELATIVE and token.tag_ in ("WP", "WDT"):
        for _ in range(3):
            if verb.dep_ == "relcl":
                return verb.head
            verb = verb.head
    return token


def _who(token: Any, verb: Any, layout: Layout) -> Any:
    """Return the person that "who" stands for, where the parse gives it a thing.

    In "rejected by the judge Jane Roe at a hearing, who said", that is not the hearing.
    """
    between = token.doc[token.i + 1 : verb.i] if token.i < verb.i else token.doc[:0]
    name = layout.name_at(token.idx)
    human = name.kind == "person" if name else token.lemma_.lower() in PEOPLE | BODIES
    if human or not any(t.lower_ == "who" for t in between):
        return token
    sentence = layout.sentence(token.idx)
    names = [n for n in layout.names_in(sentence.start, token.idx) if n.kind == "person"]
    return layout.tokens(names[-1].start, names[-1].end)[-1] if names else token


def agent(verb: Any) -> Any | None:
    """Return the token that heads "by ..." of a passive."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def words(token: Any, layout: Layout) -> Span:
    """Return the words that name what a token heads: a name, or a noun phrase without article."""
    name = layout.name_at(token.idx)
    if name is None or name.kind == "place":
        name = _in_apposition(token, layout) or name
    if name is not None:
        return Span(name.start, name.end)
    first = token
    for child in reversed(list(token.lefts)):
        proper = child.dep_ == "poss" and token.tag_[:3] == child.tag_[:3] == "NNP"
        if child.dep_ not in _INNER and not proper:
            break
        first = child.left_edge
    titled = [n for n in layout.names_in(first.idx, token.idx) if n.kind == "person"]
    if titled and token.text.isupper() and titled[-1].end == token.idx - 1:
        return Span(titled[-1].start, titled[-1].end)  # "Judge Jane Roe QC"
    while first.i < token.i and (
        first.tag_ in _NOT_FIRST or first.lower_ in ("both", "all") or not first.text[0].isalnum()
    ):
        first = first.nbor()
    return Span(first.idx, end_of(token))


def _in_apposition(token: Any, layout: Layout) -> Name | None:
    for child in token.rights:
        if child.dep_ == "appos" and (name := layout.name_at(child.idx)) and name.kind == "person":
            return name
    return None


def of_verb(cue: Cue, layout: Layout) -> Span | None:
    """Return the speaker of a reporting verb; a name beside the verb counts before the parse."""
    verb = cue.token
    if is_passive(verb):
        token = agent(verb)
        return words(token, layout) if token is not None else None
    token = subject(verb)
    if token is not None and layout.quote_at(token.idx):
        token = None
    token = _who(token, verb, layout) if token is not None else None
    name = layout.name_at(token.idx) if token is not None else None
    if name and name.kind == "person":
        return Span(name.start, name.end)
    beside = _beside(verb, layout)
    if token is not None and beside and _speaks_for(token, beside, layout):
        return words(token, layout)
    if beside and (
        token is None
        or beside.kind == "person"
        or _apart(token, beside, layout)
        or _is_body_of(token, beside, layout)
    ):
        return Span(beside.start, beside.end)
    return words(token, layout) if token is not None else None


def _apart(token: Any, name: Name, layout: Layout) -> bool:
    """Return whether a comma parts the parse's subject from the name that stands at the verb."""
    between = layout.text[end_of(token) : name.start]
    return re.search(r",[\"”’']?\s+(?:the\s+)?$", between) is not None and name.kind != "place"


def _speaks_for(token: Any, name: Name, layout: Layout) -> bool:
    """Return whether the name is of whom the speaker acts for: "a lawyer for Jane Roe said"."""
    between = layout.text[end_of(token) : name.start]
    return token.lemma_.lower() in PEOPLE and _FOR.fullmatch(between) is not None


def _is_set_off(name: Name, verb: Any, layout: Layout) -> bool:
    """Return whether commas stand around a name before the verb: "agency, Europol, said"."""
    before = layout.text[max(0, name.start - 6) : name.start]
    after = layout.text[name.end : verb.idx]
    return before.endswith((", ", ", the ")) and after.strip() == ","


def _is_body_of(token: Any, name: Name, layout: Layout) -> bool:
    """Return whether the name follows the noun that it is for: "the police agency Europol"."""
    between = layout.text[end_of(token) : name.start]
    noun = token.tag_ == "NN" and token.lemma_.lower() in BODIES
    return noun and name.kind == "organisation" and between in (" ", ", ", ", the ")


def _beside(verb: Any, layout: Layout) -> Name | None:
    """Return the name that ends right before the verb, or begins an apposition that does."""
    sentence = layout.sentence(verb.idx)
    names = layout.names_in(sentence.start, verb.idx)
    if verb.tag_ == "VBG":
        return None
    # "Casey Durst, director of operations for CBP, said": the last name is not the speaker's.
    apposed = len(names) > 1 and "," in layout.text[names[-1].end : verb.idx]
    if names and not apposed and _BETWEEN.fullmatch(layout.text, names[-1].end, verb.idx):
        return names[-1]
    if layout.text[: verb.idx].rstrip().endswith(","):
        if names and names[-1].kind == "organisation" and _is_set_off(names[-1], verb, layout):
            return names[-1]
        for name in reversed(names):
            between = layout.text[name.end : verb.idx]
            if name.kind == "person" and between.startswith(","):
                return None if layout.finite(name.end, verb.idx) and "who" not in between else name
    after = layout.names_in(end_of(verb), sentence.end)
    before = layout.text[sentence.start : verb.idx].rstrip()
    closed = before.endswith((",", '"', "”", "’", "'"))
    near = after and _HEADLINE_GAP.fullmatch(layout.text, end_of(verb), after[0].start)
    return _person_first(after, layout) if closed and near else None


def _person_first(names: list[Name], layout: Layout) -> Name:
    """Return the person among names that a title strings together ("FBI Director Jane Roe")."""
    for name, following in pairwise(names):
        if name.kind == "person" or not _HEADLINE_GAP.fullmatch(
            layout.text, name.end, following.start
        ):
            return name
    return names[-1] if len(names) < 4 else names[0]


def of_source(token: Any, layout: Layout) -> Any | None:
    """Return the token that heads what follows "according to" or "as alleged in"."""
    to = token.nbor(1 if token.lower_ == "according" else 2)
    head = next((c for c in to.children if c.dep_ == "pobj"), None)
    if head is None:
        at = to.i + 1
        while at < len(layout.doc) and layout.doc[at].tag_[:2] in ("DT", "JJ", "PR", "CD"):
            at += 1
        head = layout.doc[at] if at < len(layout.doc) and layout.doc[at].is_alpha else None
    if head is not None and head.i + 2 < len(layout.doc) and head.nbor().text == "-":
        head = head.nbor(2)  # "the ex-governor"
    return head


def source_words(head: Any, layout: Layout) -> Span:
    """Return who "according to" names: for a report or statement "of" somebody, its author."""
    if head.lemma_.lower() in _GENRE and not layout.name_at(head.idx):
        for child in head.rights:
            if child.lower_ in ("of", "by", "from") and child.dep_ in ("prep", "agent"):
                author = next((c for c in child.children if c.dep_ == "pobj"), None)
                name = layout.name_at(author.idx) if author is not None else None
                if name and name.kind != "place":
                    return Span(name.start, name.end)
    return words(head, layout)
