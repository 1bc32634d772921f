"""Which date of its sentence an event has: the one that parse or order of words ties to it."""

from typing import Any

from comity.extract.finding import Date

_LINKS = frozenset(("ADP", "DET", "ADV", "ADJ", "SCONJ"))
_LATER = frozenset("later then afterwards subsequently since eventually".split())
_DEEPEST = 8


def date_of(trigger: Any, dates: list[tuple[Date, list[Any]]], clause: Any | None = None) -> str:
    """Return the ISO 8601 value of the event's date, or an empty string.

    Args:
        trigger: the token that tells the event.
        dates: the dates of its sentence with their tokens.
        clause: for a noun, the verb that says that it took place ("were handed down on Friday").
    """
    dates = [pair for pair in dates if not _is_limit(pair, dates)]
    for date, tokens in dates:
        between = trigger.doc[trigger.i + 1 : tokens[0].i]
        if tokens[0].i > trigger.i and all(t.pos_ in _LINKS for t in between):
            return date.value
    heads = [(date, _governors(tokens)) for date, tokens in dates]
    at = trigger
    for _ in range(_DEEPEST):
        wanted = (at,) if clause is None or at is not trigger else (at, clause)
        tied = [d for d, over in heads if any(o.i == w.i for o in over for w in wanted)]
        if tied:
            return min(tied, key=lambda d: abs(d.start - trigger.idx)).value
        if at.dep_ == "relcl" and any(c.lower_ == "when" for c in at.children):
            for date, tokens in dates:
                if at.head.i in [t.i for t in tokens]:
                    return date.value
        if at.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in at.lefts):
            return ""
        if any(c.lower_ in _LATER for c in at.children):
            return ""
        if any(c.dep_ in ("aux", "auxpass") for c in at.lefts):  # "was held in May and has been"
            heads = [(date, over) for date, over in heads if date.start < at.head.idx]
        at = at.head
    return ""


def _is_limit(pair: tuple[Date, list[Any]], dates: list[tuple[Date, list[Any]]]) -> bool:
    """Return whether a date only ends a time: "until May", or the 2014 of "from 2012 to 2014"."""
    first = pair[1][0]
    before = first.nbor(-1) if first.i else first
    if before.lower_ in ("until", "till"):
        return True
    if before.lower_ not in ("and", "to"):
        return False
    return any(
        tokens[-1].i == before.i - 1
        and tokens[0].i
        and tokens[0].nbor(-1).lower_ in ("between", "from")
        for _, tokens in dates
    )


def _governors(tokens: list[Any]) -> list[Any]:
    """Return the nouns over a date and the first verb over it."""
    inside = {t.i for t in tokens}
    at = next((t for t in tokens if t.head.i not in inside), tokens[0])
    found = []
    for _ in range(_DEEPEST):
        if at.head.i == at.i:
            break
        if at.dep_ in ("relcl", "nsubj", "nsubjpass"):
            break
        at = at.head
        if at.i in inside:
            break
        if at.pos_ in ("NOUN", "PROPN", "NUM"):
            found.append(at)
        elif at.pos_ in ("VERB", "AUX"):
            found.append(at)
            if at.dep_ == "acl":
                found.append(at.head)
            break
    return found
