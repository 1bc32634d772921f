"""What happened when: the events that sources tell, those that are the same told as one."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
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


class Telling(NamedTuple):
    """One report of what happened: whom and what it names, its outcome, and where it stands."""

    event: str
    entities: frozenset[str]
    outcome: str
    offences: tuple[str, ...]
    citations: tuple[Citation, ...]


class Happening(NamedTuple):
    """Something that is said to have happened.

    Attributes:
        date: ISO 8601, as precise as the sources; empty where none dates it.
        kind: the event's schema.
        parties: role → who, each by the label and the entity.
        details: property → values: penalty, outcome, quantity, ...
        places, substances: label and entity.
        tellings: the reports of it, by publication.
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
    tellings: tuple[Telling, ...]
    independent: int
    alleged: bool
    denied: bool

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Where it stands: each sentence that tells it, once."""
        found = {(c.document, c.start, c.end): c for t in self.tellings for c in t.citations}
        return tuple(found.values())


def timeline(view: View) -> list[Happening]:
    """Return what happened, the earliest first, what has no date last.

    Events of one kind, outcome and date are one happening if they share a party, a substance or
    the number of people concerned; whatever their dates, if they are told in the same sentence or
    of the same exact amount. For events without a date see ``dates``.
    """
    acts = view.entities(view.session.statements(view.case, schemata=EVENTS))
    groups = _grouped(view, acts)
    ids = {s.value for props in acts.values() for p, ss in props.items() for s in ss if _is_link(p)}
    view.labels(ids)
    happenings = [_happening(view, [(e, acts[e]) for e in group]) for group in groups]
    return sorted(
        happenings, key=lambda h: (h.date or "9999", EVENTS.index(h.kind), h.tellings[0].event)
    )


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
    days = dates(acts, sizes)
    for event, props in acts.items():
        if all(s.method == "person" for statements in props.values() for s in statements):
            continue  # who states an event knows which it is
        documents = () if days[event] else _documents(props)
        marks = [(days[event], *documents, *shared) for shared in _shared(view, props, sizes)]
        same = f"{kind(props)} {_outcome(props)}"
        for mark in (*marks, *_telltale(props)):
            first = seen.setdefault((same, *mark), event)
            parent[find(event)] = find(first)
        if days[event] and not _date(props):
            # Dated by the only other of its kind in the document: told as one with it.
            first = seen.setdefault((same, days[event], *_documents(props)), event)
            parent[find(event)] = find(first)
    groups: dict[str, list[str]] = defaultdict(list)
    for event in acts:
        groups[find(event)].append(event)
    return [sorted(group) for group in groups.values()]


def dates(acts: dict[str, _Props], groups: Container[str]) -> dict[str, str]:
    """Return each event's date; of one without, that of its kind in its document, if only one.

    That holds where the dated event is one of counted people, of whom the other tells more, or
    where the two share somebody: else they may be of different days. ``groups`` are the entities
    of counted people.
    """
    known: dict[tuple[str, str], list[tuple[str, set[str]]]] = defaultdict(list)
    for props in acts.values():
        if day := _date(props):
            for document in _documents(props):
                known[kind(props), document].append((day, _who(props)))

    def date(props: _Props) -> str:
        near = [found for doc in _documents(props) for found in known.get((kind(props), doc), ())]
        who = _who(props)
        if _date(props) or len({day for day, _ in near}) != 1:
            return _date(props)
        told = any(who & others or any(e in groups for e in others) for _, others in near)
        return near[0][0] if told or not who else ""

    return {event: date(props) for event, props in acts.items()}


def _who(props: _Props) -> set[str]:
    return {s.value for role in ROLES for s in props.get(role, ())}


def _shared(view: View, props: _Props, sizes: dict[str, str]) -> Iterator[tuple[str, str]]:
    for prop, statements in props.items():
        if prop in ROLES or prop == "substance":
            for s in statements:
                who = view.identity.of(s.value)
                yield "who", who
                if size := sizes.get(s.value):
                    yield "people", size


def _telltale(props: _Props) -> Iterator[tuple[str, ...]]:
    """Yield what shows that two reports tell one event, whether they date it or not: the same
    sentence, or the same amount, if it is no round one."""
    for prop in _TELLING:
        for s in props.get(prop, ()):
            yield "told", " ".join(s.value.casefold().split())
    for s in props.get("quantity", ()):
        if "." in s.value:
            yield "amount", s.value


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
    telling = [s for prop in _TELLING for s in joined[prop]] or joined["name"] or joined["date"]
    dates = sorted({s.value for s in joined["date"]}, key=lambda d: (-len(d), d))
    return Happening(
        dates[0] if dates else "",
        kind(joined),
        {r: _parties(view, joined[r]) for r in ROLES if joined[r]},
        {d: tuple(dict.fromkeys(s.value for s in joined[d])) for d in DETAILS if joined[d]},
        _parties(view, joined["place"]),
        _parties(view, joined["substance"]),
        tuple(sorted((_telling(view, e, props) for e, props in events), key=_published)),
        view.independent(telling),
        all(len(s.asserters) > 1 for s in telling) or _is_alleged(events),
        any(s.denied for s in telling),
    )


def _is_alleged(events: list[tuple[str, _Props]]) -> bool:
    """Return whether every report tells it as an allegation."""
    return all("alleged" in {s.value for s in props.get("status", ())} for _, props in events)


def _parties(view: View, statements: Iterable[Statement]) -> tuple[tuple[str, str], ...]:
    found = dict.fromkeys(view.identity.of(s.value) for s in statements)
    return tuple((view.label(entity), entity) for entity in found)


def _telling(view: View, event: str, props: _Props) -> Telling:
    said = [s for prop in _TELLING for s in props.get(prop, ())]
    said = said or props.get("name", []) or props.get("date", [])
    return Telling(
        event,
        frozenset(view.identity.of(s.value) for p in props for s in props[p] if _is_link(p)),
        _outcome(props),
        tuple(s.value for s in props.get("offence", ())),
        tuple(view.cite(said)),
    )


def _published(telling: Telling) -> tuple[str, str, int, str]:
    """Return what tellings are sorted by: publication, document, place in it."""
    if not telling.citations:
        return "9", "", 0, telling.event
    first = telling.citations[0]
    return first.published or "9", first.document, first.start, telling.event


def kind(props: _Props) -> str:
    """Return the schema of an event from its statements."""
    return next(s.schema for statements in props.values() for s in statements)


def _outcome(props: _Props) -> str:
    return next((s.value for s in props.get("outcome", ())), "")


def _date(props: _Props) -> str:
    return max((s.value for s in props.get("date", ())), key=len, default="")


def _documents(props: _Props) -> list[str]:
    return sorted({s.document for statements in props.values() for s in statements})
