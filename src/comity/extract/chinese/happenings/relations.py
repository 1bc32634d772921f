"""Who is said to lead, supply, own, send to or work for whom, in a Chinese text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from comity.extract.chinese.happenings import clauses, happened, parties, posts, scene, tables
from comity.extract.chinese.happenings.parties import GOODS, PEOPLE, Unit
from comity.extract.chinese.happenings.scene import View
from comity.extract.chinese.happenings.triggers import Row, Trigger
from comity.extract.chinese.script import Word, any_of
from comity.extract.finding import Findings, Relation, Span, Spanned

_PARTIES = PEOPLE | {"government"}
_OWNED = frozenset(("organisation", "company"))
_GANG = re.compile(r"(?:团伙|集团)$")


def find(text: str, simple: str, words: Sequence[Word], found: Findings) -> list[Relation]:
    """Return the relations that a Chinese text states, in its order; one for each pair.

    The parameters are those of ``events.find``; ``found`` holds the events as well: who sends to
    whom is read off the shipments.
    """
    flat = clauses.without_brackets(simple)
    units = parties.mentions(flat, found)
    verbs = _verbs(flat, found)
    relations = [*posts.find(simple, found), *_sendings(found)]
    for sentence in clauses.split(flat, units):
        shown = scene.read(flat, sentence, units, verbs)
        for trigger in shown.triggers:
            if seen := scene.view(shown, trigger):
                relations += _read(seen)
    return sorted(set(relations))


def _sendings(found: Findings) -> Iterator[Relation]:
    for event in found.events:
        if event.schema == "Shipment":
            ends = [[p for p in event.participants if p.role == r] for r in ("sender", "recipient")]
            for one in ends[0]:
                for other in ends[1]:
                    source, target = Span(one.start, one.end), Span(other.start, other.end)
                    yield Relation(event.start, event.end, "sends to", source, target)


def _read(seen: View) -> Iterator[Relation]:
    if not happened.told(seen.before) or seen.passive >= 0:
        return
    sources, targets = _ends(seen)
    for source in parties.spans(sources):
        for target in parties.spans(targets):
            span = Span(seen.trigger.start, seen.trigger.end)
            if source != target:
                yield Relation(*span, seen.trigger.row.schema, source, target)


def _ends(seen: View) -> tuple[list[Unit], list[Unit]]:
    """Return the two sides of a relation, by the shape of its row: who acts, and to or from whom.

    ``after``: the other follows the verb; ``toward``: it stands behind 向 or 给; ``away``: behind
    从 or 向, and it is the source; ``body`` and ``asset``: an organisation follows the verb.
    """
    shape = seen.trigger.row.object
    left, right = seen.left(), seen.right()
    if shape == "away":
        givers = scene.in_case(left, ("从", "向", "自"), PEOPLE)
        return (givers, scene.subjects(seen, PEOPLE)) if givers else ([], [])
    if shape == "toward" and _is_given(seen):
        others = scene.in_case(left, ("向", "给"), _PARTIES) + scene.in_case(
            right, ("给",), _PARTIES
        )
    elif shape == "after":
        near = [u for u in right if u.sort in _PARTIES and u.case in ("", "给", "于")]
        others = parties.chain(right, right.index(near[0])) if near else []
    elif shape == "toward":
        return [], []
    else:
        others = [u for u in right if _is_body(seen, u, shape)][:1]
    if not others or any(u.sort not in _PARTIES for u in others):
        return [], []
    return scene.subjects(seen, PEOPLE), others


def _is_given(seen: View) -> bool:
    """Return whether goods are what is given, and not a lead or help: for 提供, which says none."""
    if seen.scene.flat[seen.trigger.start : seen.trigger.end] != "提供":
        return True
    return any(u.sort in GOODS for u in seen.right())


def _is_body(seen: View, unit: Unit, shape: str) -> bool:
    if unit.sort in _OWNED:
        return True
    words = seen.scene.flat[unit.start : unit.end]
    return shape == "body" and unit.sort == "people" and _GANG.search(words) is not None


def _verbs(flat: str, found: Findings) -> list[Trigger]:
    held: list[Spanned] = [*found.names, *found.offences, *found.penalties]
    taken = {at for one in held for at in range(one.start, one.end)}
    return [
        Trigger(*m.span(), _rows()[m[0]])
        for m in _pattern().finditer(flat)
        if m.start() not in taken
    ]


@cache
def _rows() -> dict[str, Row]:
    """Return the rows of ``links.csv`` by their words: kind as schema, shape as object."""
    return {
        word: Row(kind, words, "", shape, "", "", "")
        for kind, words, shape in tables.rows("links.csv")
        for word in words.split()
    }


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(any_of(_rows()))
