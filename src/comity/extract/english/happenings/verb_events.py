"""The events that verbs tell: "arrested", "pleaded guilty", "given a death sentence"."""

import re
from functools import cache
from typing import Any

from comity.extract.english.happenings import ellipsis, imposed, roles, triggers
from comity.extract.english.happenings.arguments import of_trigger
from comity.extract.english.happenings.cast import Cast
from comity.extract.english.happenings.coordination import with_conjuncts
from comity.extract.english.happenings.dating import date_of
from comity.extract.english.happenings.fitting import fits
from comity.extract.english.happenings.happened import told
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.english.happenings.roles import Arguments
from comity.extract.english.happenings.triggers import Verb
from comity.extract.finding import Event

_HIDDEN = frozenset("hide conceal stash stow find pack store bury load".split())


def read(mentions: Mentions, verb: Any, row: Verb) -> Event | None:
    """Return the event that a verb tells by one row of the table, or None."""
    said = end = verb.idx + len(verb.text)
    if row.after:
        match = _pattern(row.after).match(mentions.text, end)
        if not match:
            return None
        said = match.end()
        end = end + len(match[0].rstrip()) if len(match[0].split()) < 4 else end
    arguments = of_trigger(mentions, verb, row, said)
    if not fits(mentions, verb, row, arguments) or not told(verb):
        return None
    cast = Cast(mentions, verb, row.schema)
    if row.schema == "Sentence" and not imposed.cast_penalties(cast, verb, row, arguments, said):
        return None
    _fill(cast, row, arguments)
    imposed.cast_upon(cast, verb, row)
    if row.object in ("suspect", "defendant"):
        if said > end:  # "found A and B guilty"
            ellipsis.cast_between(cast, end, said, row.object)
        _cast_more_people(cast, verb, row.object)
    if not cast.has("place"):
        cast.place(_shared_places(verb))
    return cast.event(end, date_of(verb, mentions.sentence_dates(verb.sent)))


def _cast_more_people(cast: Cast, verb: Any, role: str) -> None:
    """Cast the people whom the order of words gives, and the parse missed."""
    after = verb.nbor(1) if verb.i + 1 < verb.sent.end else verb
    if after.lower_ in ("was", "were"):
        ellipsis.cast_after(cast, after, role)
    ellipsis.cast_list(cast, verb)
    ellipsis.cast_gapped(cast, role)
    if cast.schema == "Sentence":
        ellipsis.cast_gapped_terms(cast)
    cast.add(_likewise(verb), role)


def _fill(cast: Cast, row: Verb, arguments: Arguments) -> None:
    if row.object and row.object != "penalty":
        cast.add(arguments.object, row.object)
    if row.dative:
        cast.add(arguments.dative, row.dative)
        if row.object == "penalty" and not arguments.dative:  # "handed the man a jail term"
            people = triggers.sorts("PEOPLE")
            upon = [t for t in arguments.object if cast.mentions.sort(t) in people]
            cast.add(upon, row.dative)
    if row.subject:
        cast.add(arguments.subject, row.subject)
    by_word = triggers.roles(row.prepositions)
    for word, noun in arguments.prepositions:
        if word in by_word and not (word == "by" and arguments.passive and row.subject):
            cast.add([noun], by_word[word], word)
    cast.place(arguments.prepositions)
    for noun in arguments.subject if row.schema == "Seizure" else ():
        cast.arrival(noun)
    if "in=place" in row.prepositions:
        for clause in cast.trigger.children:  # "was discovered hidden in"
            if clause.dep_ in ("xcomp", "advcl") and clause.lemma_ in _HIDDEN:
                cast.add([n for _, n in roles.prepositions_of(clause)], "place")
        for noun in arguments.object:
            cast.hidden(noun, _HIDDEN)


def _likewise(verb: Any) -> list[Any]:
    """Return of whom the same is said by "as were A and B"."""
    return [
        subject
        for clause in verb.children
        if clause.dep_ == "advcl" and clause.lower_ in ("was", "were")
        if any(c.dep_ == "mark" and c.lower_ == "as" for c in clause.children)
        for head in roles.subjects_of(clause)
        for subject in with_conjuncts(head)
    ]


def _shared_places(verb: Any) -> list[tuple[str, Any]]:
    """Return the places that a coordinated verb shares with the first of its verbs."""
    at = verb
    for _ in range(5):
        if at.dep_ != "conj" or at.head.pos_ not in ("VERB", "AUX"):
            return []
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in at.lefts)
        first = at.head.left_edge.i
        at = at.head
        found = [
            (word, noun)
            for word, noun in roles.of_verb(at, False).prepositions
            if word in triggers.PLACED and (not own or noun.i <= first + 4)
        ]
        if found:
            return found
    return []


@cache
def _pattern(after: str) -> re.Pattern[str]:
    return re.compile(r"\s+" + after)
