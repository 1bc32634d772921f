"""What happened when: the events that sources tell, those that are the same told as one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from comity.case.view import Citation, View
from comity.model import EVENTS, Statement

ROLES = (
    "court", "prosecutor", "agency", "giver", "receiver", "sender", "payer", "defendant", "suspect",
    "recipient", "beneficiary", "holder", "carrier", "subject",
)  # fmt: skip
"""The properties of events whose values are parties, those who act first."""

ACCUSED = ("defendant", "suspect")
DETAILS = ("penalty", "outcome", "offence", "object", "quantity", "money", "amount", "location")
_TELLING = ("words", "description")
_Props = dict[str, list[Statement]]


class Happening(NamedTuple):
    """Something that is said to have happened.

    Attributes:
        date: ISO 8601, as precise as the sources; empty where none dates it.
        kind: the event's schema.
        parties: role → who, each by the label and the entity.
        details: property → values: penalty, outcome, quantity, ...
        places, substances: label and entity.
        events: the entities of the events that are told as one.
        citations: where it stands: one for each telling, with the sentence as quote.
        independent: how many independent sources tell it.
        alleged: whether no source tells it in its own voice, only as somebody's words.
        denied: whether somebody denies it.
    """

    date: str
    kind: str
    parties: dict[str, tuple[tuple[str, str], ...]]
    details: dict[str, tuple[str, ...]]
    places: tuple[tuple[str, str], ...]
    substances: tuple[tuple[str, str], ...]
    events: tuple[str, ...]
    citations: tuple[Citation, ...]
    independent: int
    alleged: bool
    denied: bool


def timeline(view: View) -> list[Happening]:
    """Return what happened, the earliest first, what has no date last.

    Events of one kind and date are one happening if they share a party, a substance or the number
    of people concerned. One without a date is taken for the dated one of its kind in its document,
    if that document dates only one.
    """
    acts = view.entities(view.session.statements(view.case, schemata=EVENTS))
    groups = _grouped(view, acts)
    ids = {s.value for props in acts.values() for p, ss in props.items() for s in ss if _is_link(p)}
    view.labels(ids)
    happenings = [_happening(view, [(e, acts[e]) for e in group]) for group in groups]
    return sorted(happenings, key=lambda h: (h.date or "9999", EVENTS.index(h.kind), h.events))


def _is_link(prop: str) -> bool:
    return prop in ROLES or prop in ("place", "substance")


def _grouped(view: View, acts: dict[str, _Props]) -> list[list[str]]:
    """Return the events, those that are one together."""
    parent = {e: e for e in acts}

    def find(e: str) -> str:
        while parent[e] != e:
            parent[e] = parent[parent[e]]
            e = parent[e]
        return e

    seen: dict[tuple[str, ...], str] = {}
    sizes = _sizes(view, acts)
    dated: dict[tuple[str, str], set[str]] = defaultdict(set)
    for event, props in acts.items():
        kind, date = _kind(props), _date(props)
        if not date:
            continue
        for shared in _shared(view, props, sizes):
            first = seen.setdefault((kind, date, *shared), event)
            parent[find(event)] = find(first)
        for document in _documents(props):
            dated[kind, document].add(event)
    for event, props in acts.items():
        if _date(props):
            continue
        same = {find(e) for d in _documents(props) for e in dated.get((_kind(props), d), ())}
        if len(same) == 1:
            parent[find(event)] = same.pop()
            continue
        for shared in _shared(view, props, sizes):
            key = (_kind(props), "", *_documents(props), *shared)
            parent[find(event)] = find(seen.setdefault(key, event))
    groups: dict[str, list[str]] = defaultdict(list)
    for event in acts:
        groups[find(event)].append(event)
    return [sorted(group) for group in groups.values()]


def _shared(view: View, props: _Props, sizes: dict[str, str]) -> Iterator[tuple[str, str]]:
    for prop, statements in props.items():
        if prop in ROLES or prop == "substance":
            for s in statements:
                who = view.identity.of(s.value)
                yield "who", who
                if size := sizes.get(s.value):
                    yield "people", size


def _sizes(view: View, acts: dict[str, _Props]) -> dict[str, str]:
    """Return the sizes of the counted groups that take part as accused: three and more."""
    groups = {s.value for props in acts.values() for p in ACCUSED for s in props.get(p, ())}
    counted = view.session.statements(
        view.case, entities=groups, schemata=["Group"], props=["size"]
    )
    return {s.entity: s.value for s in counted if int(s.value) > 2}


def _happening(view: View, events: list[tuple[str, _Props]]) -> Happening:
    joined: dict[str, list[Statement]] = defaultdict(list)
    for _, props in events:
        for prop, statements in props.items():
            joined[prop] += statements
    telling = [s for prop in _TELLING for s in joined[prop]] or joined["date"]
    dates = sorted({s.value for s in joined["date"]}, key=lambda d: (-len(d), d))
    return Happening(
        dates[0] if dates else "",
        _kind(joined),
        {r: _parties(view, joined[r]) for r in ROLES if joined[r]},
        {d: tuple(dict.fromkeys(s.value for s in joined[d])) for d in DETAILS if joined[d]},
        _parties(view, joined["place"]),
        _parties(view, joined["substance"]),
        tuple(event for event, _ in events),
        tuple(_once(view.cite(telling))),
        view.independent(telling),
        all(len(s.asserters) > 1 for s in telling),
        any(s.denied for s in telling),
    )


def _parties(view: View, statements: Iterable[Statement]) -> tuple[tuple[str, str], ...]:
    found = dict.fromkeys(view.identity.of(s.value) for s in statements)
    return tuple((view.label(entity), entity) for entity in found)


def _once(citations: list[Citation]) -> Iterator[Citation]:
    """Yield citations without those of a sentence that was cited before."""
    seen = set()
    for c in citations:
        if (c.document, c.start, c.end) not in seen:
            seen.add((c.document, c.start, c.end))
            yield c


def _kind(props: _Props) -> str:
    return next(s.schema for statements in props.values() for s in statements)


def _date(props: _Props) -> str:
    return max((s.value for s in props.get("date", ())), key=len, default="")


def _documents(props: _Props) -> list[str]:
    return sorted({s.document for statements in props.values() for s in statements})
