"""The case as a graph: who is said to lead, supply, send to, pay or act with whom."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from comity.case.parties import Party
from comity.case.timeline import ACCUSED, Happening, Telling
from comity.case.view import Citation, View
from comity.model import Statement
from comity.network import Edge, Graph, Node

_LINKS = {
    "Leadership": ("leader", "led"),
    "Supply": ("supplier", "supplied"),
    "Employment": ("employee", "employer"),
    "Ownership": ("owner", "asset"),
    "UnknownLink": ("subject", "object"),
}
_FLOWS = {
    "Shipment": ("sender", "recipient", "sent to"),
    "Payment": ("payer", "beneficiary", "paid"),
}
_MOST_TOGETHER = (
    12  # who stands accused among more people than this is tied to them by no more than a list
)


class Tie(NamedTuple):
    """An edge of the graph with where it stands."""

    edge: Edge
    citations: tuple[Citation, ...]


def ties(view: View, happened: list[Happening]) -> list[Tie]:
    """Return all that links two entities of the case, the best-sourced first."""
    found = _joined(view, [*_relations(view), *_flows(happened), *_together(happened)])
    return sorted(found, key=lambda t: (-t.edge.sources, t.edge.source, t.edge.target, t.edge.kind))


def _joined(view: View, found: list[Tie]) -> list[Tie]:
    """Return ties, those of one kind between the same two as one, with all their sources."""
    same: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in found:
        same[tie.edge.source, tie.edge.target, tie.edge.kind].append(tie)
    joined = []
    for ties_ in same.values():
        cited = {c.statement: c for t in ties_ for c in t.citations}
        edge = ties_[0].edge
        sources = max(view.sources.independent(c.document or c.source for c in cited.values()), 1)
        alleged = all(t.edge.alleged for t in ties_)
        dates = sorted(t.edge.date for t in ties_ if t.edge.date)
        made = Edge(
            edge.source, edge.target, edge.kind, edge.directed, sources, alleged,
            dates[0] if dates else None,
        )  # fmt: skip
        joined.append(Tie(made, tuple(cited.values())))
    return joined


def graph(parties: list[Party], links: list[Tie], *, everyone: bool = False) -> Graph:
    """Return the graph of the parties that something links.

    Authorities, those who work for them and the press are left out unless ``everyone`` is asked
    for: they are no part of a ring. So are links between people who are only described.
    """
    known = {p.id: p for p in parties if everyone or not p.side}
    edges = [t.edge for t in links if t.edge.source in known and t.edge.target in known]
    if not everyone:
        edges = _anchored(edges, {p.id for p in known.values() if p.schema != "Group" or p.size})
    ends = {end for e in edges for end in (e.source, e.target)}
    nodes = [
        Node(p.id, p.label, p.schema, p.status, max(p.size, 1)) for p in parties if p.id in ends
    ]
    return Graph(tuple(nodes), tuple(edges))


def _anchored(edges: list[Edge], known: set[str]) -> list[Edge]:
    """Return the edges that somebody named or counted has a part in."""
    return [e for e in edges if e.source in known or e.target in known]


def _relations(view: View) -> Iterator[Tie]:
    said = view.session.statements(view.case, schemata=_LINKS)
    links: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    doubted: set[str] = set()
    for props in view.entities(said).values():
        schema = next(s.schema for statements in props.values() for s in statements)
        from_prop, to_prop = _LINKS[schema]
        kinds = {s.value for s in props.get("role", ())} or {schema.lower()}
        for source in props.get(from_prop, ()):
            for target in props.get(to_prop, ()):
                for kind in kinds:
                    key = view.identity.of(source.value), view.identity.of(target.value), kind
                    links[key] += props.get("role", [source])
                    doubted |= {s.id for s in props.get("role", ()) if props.get("status")}
    for (start, end, kind), statements in links.items():
        if start != end:
            alleged = all(len(s.asserters) > 1 or s.id in doubted for s in statements)
            edge = Edge(start, end, kind, True, view.independent(statements), alleged)
            yield Tie(edge, tuple(view.cite(statements)))


def _flows(happened: list[Happening]) -> Iterator[Tie]:
    for h in happened:
        if h.kind in _FLOWS:
            from_role, to_role, kind = _FLOWS[h.kind]
            for _, source in h.parties.get(from_role, ()):
                for _, target in h.parties.get(to_role, ()):
                    if source != target:
                        yield _tie(h, source, target, kind, h.citations)


def _together(happened: list[Happening]) -> Iterator[Tie]:
    """Yield who was charged, tried or sentenced with whom."""
    for h in happened:
        if h.kind not in _TOGETHER:
            continue
        accused = {e for role in ACCUSED for _, e in h.parties.get(role, ())}
        by_document: dict[str, list[Telling]] = defaultdict(list)
        for telling in h.tellings:
            by_document[telling.citations[0].document if telling.citations else ""].append(telling)
        for tellings in by_document.values():
            named = sorted(accused & {e for t in tellings for e in t.entities})
            cited = tuple(c for t in tellings for c in t.citations)
            for a, b in combinations(named, 2) if len(named) <= _MOST_TOGETHER else ():
                yield _tie(h, a, b, f"{_TOGETHER[h.kind]} with", cited)


_TOGETHER = {"Charge": "charged", "Trial": "tried", "Sentence": "sentenced"}


def _tie(h: Happening, source: str, target: str, kind: str, citations: tuple[Citation, ...]) -> Tie:
    directed = not kind.endswith(" with")
    return Tie(Edge(source, target, kind, directed, 1, h.alleged, h.date or None), citations)
