"""What a court imposes, and on whom: the penalties of a verb's sentence cast as participants."""

from typing import Any

from comity.extract.english.happenings import lists, penalties, roles, triggers
from comity.extract.english.happenings.cast import Cast
from comity.extract.english.happenings.coordination import with_conjuncts
from comity.extract.english.happenings.dating import date_of
from comity.extract.english.happenings.happened import told
from comity.extract.english.happenings.mentions import Mentions
from comity.extract.english.happenings.roles import Arguments
from comity.extract.english.happenings.triggers import Verb
from comity.extract.finding import Event, Span


def cast_penalties(cast: Cast, verb: Any, row: Verb, arguments: Arguments, said: int) -> bool:
    """Cast the penalties that a verb imposes; return whether those are there that the row needs.

    ``said`` is where the words of the trigger end.
    """
    found = penalties.after(verb, row.needs == "penalty", arguments.object, said)
    if not found and arguments.passive and row.object == "penalty":
        found = _before(cast.mentions, verb, arguments)
    for span in found:
        cast.put(span.start, _with_sum(cast.mentions, span), "penalty")
    if verb.lower_.startswith("fine"):
        _cast_fine(cast.mentions, verb, cast)
    return bool(found) or row.needs != "penalty"


def cast_upon(cast: Cast, verb: Any, row: Verb) -> None:
    """Cast on whom a penalty is imposed, where the parse hung it on a word of the penalty."""
    if row.needs == "penalty" and not cast.has("defendant"):
        cast.add(_upon(cast.mentions, verb, cast), "defendant", "to")


def ordered(mentions: Mentions, verb: Any) -> Event | None:
    """Return the sentence that "ordered him to pay $3 million" tells, or None."""
    act = next(
        (
            token
            for token in verb.doc[verb.i + 1 : min(verb.i + 25, verb.sent.end)]
            if token.lower_ in triggers.ORDERED and token.nbor(-1).lower_ == "to"
        ),
        None,
    )
    if act is None:
        return _ordered_noun(mentions, verb)
    if not told(verb) or any(t.text == ";" for t in verb.doc[verb.i : act.i]):
        return None
    arguments = roles.of_verb(verb, False)
    cast = Cast(mentions, verb, "Sentence")
    ends = [act, *(t.right_edge for t in act.children if t.dep_ == "dobj")]
    last = max(ends, key=lambda t: int(t.i))
    cast.put(act.idx, last.idx + len(last.text), "penalty")
    cast.add(arguments.subject, "court")
    cast.add(arguments.object or roles.subjects_of(act), "defendant")
    if arguments.passive and not cast.has("defendant"):
        name = lists.person_before(cast.text, mentions.found, verb)
        if name:
            cast.put(name.start, name.end, "defendant")
    cast.place(arguments.prepositions)
    date = date_of(verb, mentions.sentence_dates(verb.sent))
    return cast.event(verb.idx + len(verb.text), date)


def _ordered_noun(mentions: Mentions, verb: Any) -> Event | None:
    """Return the sentence that "ordered the forfeiture of $5 million" tells, or None."""
    arguments = roles.of_verb(verb, False)
    what = [t for t in arguments.object if t.lemma_ in triggers.ORDERED_NOUNS]
    if not what or not told(verb):
        return None
    cast = Cast(mentions, verb, "Sentence")
    for noun in what:
        span = mentions.span(noun, True)
        cast.put(span.start, span.end, "penalty")
        others = roles.of_noun(noun) + arguments.prepositions
        people = triggers.sorts(triggers.PEOPLE)
        cast.add(
            [n for w, n in others if w in ("from", "by") and mentions.sort(n) in people],
            "defendant",
        )
    cast.add(arguments.subject, "court")
    cast.place(arguments.prepositions)
    date = date_of(verb, mentions.sentence_dates(verb.sent))
    return cast.event(verb.idx + len(verb.text), date)


def _before(mentions: Mentions, verb: Any, arguments: Arguments) -> list[Span]:
    """Return the penalty that a passive is said of: "a fine of $500 was imposed on"."""
    spans = [mentions.span(noun, True) for noun in arguments.object]
    return [s for s in spans if s.end <= verb.idx and penalties.is_one(mentions.text, s)]


def _upon(mentions: Mentions, verb: Any, cast: Cast) -> list[Any]:
    """Return on whom a penalty is imposed, where the parse hung it on a word of the penalty."""
    end = max(p.end for p in cast.participants())
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.idx >= end and token.lower_ in ("to", "on", "upon") and token.pos_ == "ADP":
            nouns = [n for c in token.children if c.dep_ == "pobj" for n in with_conjuncts(c)]
            return [n for n in nouns if mentions.sort(n) in triggers.sorts(triggers.PEOPLE)]
        if token.idx >= end and token.tag_ in ("VBD", "VBZ", "VBP"):
            break
    return []


def _with_sum(mentions: Mentions, penalty: Span) -> int:
    """Return where a penalty ends, with its sum: "a fine of 210 million ringgit"."""
    for fine in mentions.found.sums:
        if 0 < fine.start - penalty.end < 12:
            between = mentions.text[penalty.end : fine.start].split()
            if between and between[0] == "of":
                return fine.end
    return penalty.end


def _cast_fine(mentions: Mentions, verb: Any, cast: Cast) -> None:
    """Cast the sum that follows "fined" in its clause."""
    for fine in mentions.found.sums:
        if verb.idx < fine.start < verb.idx + 60 and fine.end <= verb.sent.end_char:
            cast.put(fine.start, fine.end, "penalty")
            return
