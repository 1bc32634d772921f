"""The graph of a case as plain data: who and what there is, and what is said to link them."""

from collections import Counter
from dataclasses import dataclass

from comity.model import ComityError


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or something in the case.

    ``schema`` is a FollowTheMoney schema (Person, Company, Group, Substance, Address, ...);
    ``status`` is the person's standing (mentioned, suspected, charged, convicted, ...), if known;
    ``size`` is the number of members, for an unnamed group.
    """

    id: str
    label: str
    schema: str
    status: str | None = None
    size: int = 1


@dataclass(frozen=True, slots=True)
class Edge:
    """What links two nodes, named by their ids.

    ``kind`` is a verb or noun phrase read from source to target ("leads", "paid", "owns");
    ``directed`` says whether it has a direction; ``sources`` counts the independent sources that
    say so; ``alleged`` is true where no source says it as more than an allegation; ``date`` is
    ISO 8601, whole or in part.
    """

    source: str
    target: str
    kind: str
    directed: bool = True
    sources: int = 1
    alleged: bool = False
    date: str | None = None


@dataclass(frozen=True)
class Graph:
    """Nodes and edges, in an order of their own: what order they came in leaves no trace.

    An edge given twice, the same in all its fields, is kept once. An edge from a node to itself is
    kept, and links nobody.

    Raises:
        ComityError: an id is empty or used twice, an edge ends at an unknown node, or a size or a
            number of sources is below one.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    def __post_init__(self) -> None:
        nodes = sorted(self.nodes, key=lambda node: node.id)
        edges = sorted({_canonical(edge) for edge in self.edges}, key=_edge_order)
        _check_nodes(nodes)
        _check_edges(edges, {node.id for node in nodes})
        object.__setattr__(self, "nodes", tuple(nodes))
        object.__setattr__(self, "edges", tuple(edges))


def _canonical(edge: Edge) -> Edge:
    """Return the edge, the smaller id first if it has no direction."""
    if edge.directed or edge.source <= edge.target:
        return edge
    return Edge(edge.target, edge.source, edge.kind, False, edge.sources, edge.alleged, edge.date)


def _edge_order(edge: Edge) -> tuple[str, str, str, bool, int, bool, bool, str]:
    dated = edge.date is not None
    return (
        edge.source, edge.target, edge.kind, edge.directed,
        edge.sources, edge.alleged, dated, edge.date or "",
    )  # fmt: skip


def _check_nodes(nodes: list[Node]) -> None:
    for id_, count in Counter(node.id for node in nodes).items():
        if not id_:
            raise ComityError("A node of the network has an empty id. Give every node an id.")
        if count > 1:
            raise ComityError(f"The network has {count} nodes with the id {id_!r}. Keep one.")
    for node in nodes:
        if node.size < 1:
            raise ComityError(f"Node {node.id!r} has the size {node.size}. It must be 1 or more.")


def _check_edges(edges: list[Edge], ids: set[str]) -> None:
    for edge in edges:
        said = f"The link {edge.source!r} {edge.kind!r} {edge.target!r}"
        for end in (edge.source, edge.target):
            if end not in ids:
                raise ComityError(f"{said} ends at {end!r}, which is no node. Add the node.")
        if edge.sources < 1:
            raise ComityError(f"{said} has {edge.sources} sources. It needs 1 or more.")
